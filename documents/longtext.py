"""Long text: Markdown as people type or paste it, cleaned on save, made into safe HTML to show.

Paragraphs, line breaks, lists (to nine levels), **bold**, links and small tables; nothing else.
Whatever is not one of these is shown exactly as it was typed. This is the only module that marks
HTML as safe.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_LENGTH = 50_000  # characters, about 8,000 words
# More than a page can show and a PDF be made of in reasonable time, though it takes few characters.
MOST_COLUMNS = 20  # of a table
MOST_CELLS = 1_000  # of all tables of a text
DEEPEST = 17  # the level at which markdown-it has the items of a list's ninth level
TOO_DEEP = "A list in this text has more than nine levels. Use fewer, or begin a new list."

LINK_SCHEMES = {"http", "https", "mailto", "tel"}
TEXT_TAGS = {"p", "br", "strong", "ul", "ol", "li", "a"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
NO_ATTRIBUTES: set[str] = set()
ATTRIBUTES = {"*": NO_ATTRIBUTES, "a": {"href"}, "ol": {"start"}, "th": {"scope"}}

NEWLINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# What PostgreSQL, XML (and so DOCX) or UTF-8 cannot hold, and what a reader cannot see: controls,
# soft hyphens, zero-width spaces, overrides of the writing direction, surrogates, non-characters.
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Bullets as word processors put them into plain text; the private-use ones are Symbol's.
BULLET = re.compile(r"^[ \t]*[•·▪◦‣●○■\uf0b7\uf0a7\uf0d8][ \t]+", re.MULTILINE)
SECOND_BULLET = re.compile(r"^[ \t]*o\t[ \t]*", re.MULTILINE)

# The lookbehind and the bounds keep the search linear in a long run of letters.
ADDRESS = re.compile(
    r"(?P<web>\bhttps?://[^\s<>|]{1,2000})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
)

WORD = re.compile(r"\w+")
LISTS = {"bullet_list_open", "ordered_list_open"}
PUNCTUATION = ".,;:!?'\"*_"  # what ends the sentence and not the address before it


def clean(text: str) -> str:
    """The text as it is kept: one kind of newline, nothing unseen, no trailing space.

    Cleaning what is clean changes nothing. Raises ValueError, with a sentence for the person who
    typed it, if more than MAX_LENGTH characters are left, its tables are too large or a list has
    more levels than are shown.
    """
    text = _tidy(text)
    if len(text) > MAX_LENGTH:
        raise ValueError(
            f"This text is {len(text):,} characters long and the most is {MAX_LENGTH:,}. "
            "Shorten it, or link to a longer document."
        )
    found: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(text, found)
    if "too_large" in found:
        raise ValueError(found["too_large"])
    if any(token.level > DEEPEST and token.type == "list_item_open" for token in tokens):
        raise ValueError(TOO_DEEP)
    return text


def without_unseen(text: str) -> str:
    """The text as typed, less the characters that no reader sees and no database should hold."""
    return UNSEEN.sub("", NEWLINES.sub("\n", text))


@lru_cache(maxsize=512)  # a statement is read far more often than it is written
def to_html(text: str) -> SafeString:
    """The Markdown `text` as HTML that is safe to put on a page, whatever was stored."""
    html = _MARKDOWN.render(_tidy(text))
    safe = nh3.clean(
        html,
        tags=TEXT_TAGS | TABLE_TAGS,
        attributes=ATTRIBUTES,
        url_schemes=LINK_SCHEMES,
        url_relative="deny",  # nh3 would let //another.host through
        link_rel="noopener",
    )
    return mark_safe(safe)  # noqa: S308 -- the one place, and nh3 has just cleaned it


@lru_cache(maxsize=512)
def plain_text(text: str) -> str:
    """The words of the Markdown `text` without its marks, a line for each paragraph or cell."""
    tokens = _MARKDOWN.parse(_tidy(text))
    return "\n".join(_words_of(token.children or []) for token in tokens if token.type == "inline")


@lru_cache(maxsize=512)
def readable_text(text: str) -> str:
    """The Markdown `text` as it reads, in plain lines: “• ” and “1. ” before the items of lists,
    bars between the cells of tables, the address of a link in brackets.

    What is bold is lost. A text of which a word or number would be lost is given as it was typed.
    """
    typed = _tidy(text)
    lines: list[str] = []
    numbers: list[int | None] = []  # of the lists around, None for bullets
    mark = ""
    cells: list[str] | None = None
    for token in _MARKDOWN.parse(typed):
        if token.nesting == 1 and token.level == 0 and lines:
            lines.append("")
        if token.type in LISTS:
            first = int(token.attrs.get("start", 1))
            numbers.append(None if token.type == "bullet_list_open" else first)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            mark = "  " * (len(numbers) - 1) + ("• " if number is None else f"{number}. ")
            numbers[-1] = None if number is None else number + 1
        elif token.type == "list_item_close":
            lines += [mark.rstrip()] if mark else []
            mark = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            lines.append(mark + " | ".join(cells or []))
            mark, cells = "", None
        elif token.type == "inline":
            words = _words_of(token.children or [], with_addresses=True)
            if cells is None:
                lines.append(mark + words)
                mark = ""
            else:
                cells.append(words)
    read = "\n".join(lines)
    return typed if Counter(WORD.findall(typed)) - Counter(WORD.findall(read)) else read


def plain_words(text: str) -> list[str]:
    """The words of the Markdown `text` in order, without its marks."""
    return plain_text(text).split()


def word_count(text: str) -> int:
    """How many words a reader sees; a dash standing alone is not a word."""
    return sum(any(c.isalnum() for c in word) for word in plain_words(text))


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", without_unseen(text)).strip()
    text = SECOND_BULLET.sub("  - ", BULLET.sub("- ", text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _may_link(address: str) -> bool:
    scheme, colon, rest = address.partition(":")
    return bool(colon and rest) and scheme.lower() in LINK_SCHEMES


def _is_as_typed(token: Token) -> bool:
    """Whether an emphasis mark is shown as it was typed: only **two asterisks** mean anything."""
    is_emphasis = token.type in {"em_open", "em_close", "strong_open", "strong_close"}
    return is_emphasis and token.markup != "**"


def _words_of(tokens: Sequence[Token], *, with_addresses: bool = False) -> str:
    words, start, address = "", 0, ""
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif token.type == "link_open":
            start, address = len(words), str(token.attrGet("href")).removeprefix("mailto:")
        elif token.type == "link_close" and with_addresses:
            is_said = _MARKDOWN.normalizeLink(words[start:]) == address
            words += "" if is_said else f" ({address})"
        else:
            words += token.markup if _is_as_typed(token) else token.content
    return words


def _emphasis(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    return token.markup if _is_as_typed(token) else self.renderToken(tokens, index, options, env)


def _heading_cell(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    tokens[index].attrSet("scope", "col")
    return self.renderToken(tokens, index, options, env)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's own rule for tables, until the text has one that is too large: that one and
    whatever comes after it are shown as lines."""
    if "too_large" in state.env or not table(state, start, end, silent=True):
        return False
    if silent:
        return True
    last = next((line for line in range(start, end) if state.isEmpty(line)), end)
    columns = state.getLines(start + 1, start + 2, 0, False).strip(" |").count("|") + 1
    rows = (state.getLines(line, line + 1, 0, False).strip() for line in range(start + 2, last))
    beyond = (row.replace("\\|", "").removeprefix("|").split("|")[columns:] for row in rows)
    if any(cell.strip() for row in beyond for cell in row):
        return False  # what stands beyond the last heading would not be shown
    cells = state.env.get("cells", 0) + columns * (last - start - 1)
    state.env["cells"] = cells
    if columns > MOST_COLUMNS:
        state.env["too_large"] = (
            f"A table in this text has {columns:,} columns and the most is {MOST_COLUMNS}. "
            "Split it, or link to a spreadsheet."
        )
    elif cells > MOST_CELLS:
        state.env["too_large"] = (
            f"The tables in this text have {cells:,} cells and the most is {MOST_CELLS:,}. "
            "Shorten them, or link to a spreadsheet."
        )
    return "too_large" not in state.env and table(state, start, end, silent=False)


def _link_bare_addresses(state: StateCore) -> None:
    """Make links of web and e-mail addresses that were typed without any mark; and show what a
    link is called besides its words."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        depth, title = 0, ""
        for token in block.children:
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            is_free = token.type == "text" and not depth
            children.extend(_with_links(token.content) if is_free else [token])
            if token.type == "link_open":
                title = str(token.attrs.pop("title", ""))
            elif token.type == "link_close" and title:
                children.append(Token("text", "", 0, content=f" ({title})"))
        block.children = children


def _with_links(text: str) -> Iterator[Token]:
    start = 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(PUNCTUATION)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(PUNCTUATION)
        yield Token("text", "", 0, content=text[start : match.start()])
        href = _MARKDOWN.normalizeLink(f"mailto:{address}" if match["mail"] else address)
        yield Token("link_open", "a", 1, attrs={"href": href})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        start = match.start() + len(address)
    yield Token("text", "", 0, content=text[start:])


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"breaks": True}).enable(
        ["list", "table", "newline", "escape", "emphasis", "link", "autolink"]
    )
    reader.validateLink = _may_link  # type: ignore[method-assign,assignment]  # as its docs do
    reader.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    reader.core.ruler.push("addresses", _link_bare_addresses)
    for name in ("em_open", "em_close", "strong_open", "strong_close"):
        reader.add_render_rule(name, _emphasis)
    reader.add_render_rule("th_open", _heading_cell)
    return reader


_MARKDOWN = _reader()
