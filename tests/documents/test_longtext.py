"""Long text: what is kept, what is shown, and that nothing hostile comes through."""

import re
from html.parser import HTMLParser
from textwrap import indent

import pytest
from django import forms
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from documents.longtext import (
    ATTRIBUTES,
    LINK_SCHEMES,
    MAX_LENGTH,
    MOST_CELLS,
    MOST_COLUMNS,
    TABLE_TAGS,
    TEXT_TAGS,
    TOO_DEEP,
    clean,
    plain_text,
    plain_words,
    readable_text,
    to_html,
    word_count,
)
from documents.longtext_fields import LongTextField, LongTextWidget


class Tags(HTMLParser):
    """The tags of a piece of HTML, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(html):
    return Tags(html).seen


def assert_harmless(html):
    for tag, attributes in tags(html):
        assert tag in TEXT_TAGS | TABLE_TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if "href" in attributes:
            assert attributes["href"].partition(":")[0].lower() in LINK_SCHEMES
            assert attributes["rel"] == "noopener"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("Room 3\nLibrary", "<p>Room 3<br>\nLibrary</p>\n"),
        ("so **bold** it is", "<p>so <strong>bold</strong> it is</p>\n"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        (
            "[the form](https://kept.example/a?b=1&c=2)",
            '<p><a href="https://kept.example/a?b=1&amp;c=2" rel="noopener">the form</a></p>\n',
        ),
        (
            "To help@kept.example.",
            '<p>To <a href="mailto:help@kept.example" rel="noopener">help@kept.example</a>.</p>\n',
        ),
        (
            "(http://kept.example/a_(b)).",
            '<p>(<a href="http://kept.example/a_(b)" rel="noopener">http://kept.example/a_(b)</a>).</p>\n',
        ),
        # What has no meaning here is shown as it was typed.
        ("# Not a heading", "<p># Not a heading</p>\n"),
        ("2*3*4, a_b_c and __x__", "<p>2*3*4, a_b_c and __x__</p>\n"),
        ("`code` ~~gone~~ > said", "<p>`code` ~~gone~~ &gt; said</p>\n"),
        ("    indented", "<p>indented</p>\n"),
        ("Tom & Jerry &amp; co", "<p>Tom &amp; Jerry &amp;amp; co</p>\n"),
        ("", ""),
    ],
)
def test_what_is_typed_and_what_is_shown(typed, shown):
    assert to_html(typed) == shown


def test_a_table_has_heading_cells_and_its_bars_can_be_typed():
    assert to_html("| A | B |\n| --- | --: |\n| 1 | 2 \\| 3 |") == (
        '<table>\n<thead>\n<tr>\n<th scope="col">A</th>\n<th scope="col">B</th>\n</tr>\n'
        "</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2 | 3</td>\n</tr>\n</tbody>\n</table>\n"
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//elsewhere.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<!-- --><!--[if IE]><script>alert(1)</script><![endif]-->",
    "<p style='position:fixed;inset:0'>over everything</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//elsewhere.example/login)",
    "[x](\\\\elsewhere.example\\login)",
    "[x](/statements/1/approve/)",
    "[x](?restore=1)",
    "[x](http:)",
    '[x](https://kept.example "onmouseover=alert(1)")',
    "[x](https://kept.example/'onmouseover=alert(1)//)",
    '[x](https://kept.example/"onmouseover="alert(1))',
    "![x](https://elsewhere.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<https://kept.example/\"onclick='alert(1)'>",
    "[a]: javascript:alert(1)\n\n[a]",
    "https://kept.example/<script>alert(1)</script>",
    'https://kept.example/"onclick="alert(1)',
    'mail@kept.example"onclick="alert(1)',
    "| <script>alert(1)</script> | b |\n| --- | --- |\n| <td onclick=alert(1)> | [x](data:x) |",
    "**<b onclick=alert(1)>x</b>**",
    "1. <li onclick=alert(1)>\n2. </ol></ul></p></div></body>",
    "\u202egnp.exe\u202c",
    "\ud800 alone \udfff",
    "a\x00b\x1bc\x7fd",
    "{{ settings.SECRET_KEY }}{% load static %}",
    "مرحبا بالعالم 😀",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_hostile_is_shown(typed):
    html = to_html(typed)
    assert_harmless(html)
    assert html.encode("utf-8")
    assert html == to_html(clean(typed))


def test_the_hostile_list_would_show_a_hole():
    with pytest.raises(AssertionError):
        assert_harmless("<img src=x onerror=alert(1)>")
    with pytest.raises(AssertionError):
        assert_harmless('<a href="//elsewhere.example" rel="noopener">x</a>')


def test_markup_of_people_is_shown_as_text_and_not_lost():
    assert to_html("a <b>c</b> d") == "<p>a &lt;b&gt;c&lt;/b&gt; d</p>\n"
    assert to_html("[x](javascript:alert(1))") == "<p>[x](javascript:alert(1))</p>\n"


ANYTHING = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)
MARKS = (
    "** | --- [a]( ) ]( < > http:// a@b.example \\ * _ # ``` &lt; javascript: //x.example word é"
)
SPACES = [" ", "\t", "\n", "\n\n", "\r", "\u00a0", "\u2028", "\ud800", "\x00", "\u202e", "e\u0301"]
LISTS = ["- ", "1. ", "• ", "o\t"]
MARKDOWN = st.lists(st.sampled_from([*MARKS.split(), *SPACES, *LISTS]), max_size=40).map("".join)


@given(ANYTHING | MARKDOWN)
def test_cleaning_what_is_clean_changes_nothing(typed):
    once = clean(typed)
    assert clean(once) == once
    assert not re.search(r"[\x00-\x08\r\ud800-\udfff]|[ \t]\n|\n{3}", once)
    assert once == once.strip()


@given(ANYTHING | MARKDOWN)
def test_whatever_is_typed_is_shown_harmlessly(typed):
    html = to_html(typed)
    assert_harmless(html)
    html.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_no_word_is_lost_on_the_way_to_the_screen(word):
    word = clean(word)
    assert word in to_html(f"- a\n- **{word}**\n\n| {word} | b |\n|---|---|\n| c | {word} |")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a  \n\n\n\n b\t\n", "a\n\n b"),
        ("a\x00b\x1b\ud800c\ufeff\u200bd\u00ade", "abcde"),
        ("cafe\u0301", "café"),
        ("line\u2028line\x0bline", "line\nline\nline"),
        # Plain text from a word processor: bullets are bullets.
        ("•\tone\no\ttwo\n\uf0b7 three", "- one\n  - two\n- three"),
        ("\xa0• one", "- one"),
        ("1.\tone", "1.\tone"),
        ("the · in the middle stays", "the · in the middle stays"),
        ("", ""),
    ],
)
def test_what_is_kept_of_what_was_typed(typed, kept):
    assert clean(typed) == kept


def test_a_bullet_pasted_as_plain_text_becomes_a_list():
    assert to_html("Open:\n•\tMonday\n•\tFriday").count("<li>") == 2


def test_the_longest_text_is_kept_and_a_longer_one_gets_a_sentence():
    assert len(clean("a" * MAX_LENGTH)) == MAX_LENGTH
    with pytest.raises(ValueError, match=r"50,001 characters long and the most is 50,000"):
        clean("a" * (MAX_LENGTH + 1))


PIECES = "[ ![ * _ ( [a]( < <a: \\ | a@ a. @a. http:// |a ** **a ]( <a@b.example> mailto: )"


@pytest.mark.parametrize("piece", [*PIECES.split(), "**a ", "- ", "- a\n", "a\n\n", "> ", " \t"])
def test_a_hostile_length_of_one_thing_is_still_shown(piece):
    html = to_html(piece * (MAX_LENGTH // len(piece)))
    assert_harmless(html)


def test_a_stored_text_longer_than_the_limit_can_still_be_shown():
    assert to_html("a" * (MAX_LENGTH + 1)) == f"<p>{'a' * (MAX_LENGTH + 1)}</p>\n"


def grid(columns: int, rows: int) -> str:
    """A table of so many cells in few characters: what is left out of a row is added."""
    return "\n".join(["a|" * columns, "-|" * columns, *["b|"] * (rows - 1)])


def test_tables_of_a_bounded_size_are_tables():
    largest = grid(MOST_COLUMNS, MOST_CELLS // MOST_COLUMNS)
    assert clean(largest) == largest
    html = to_html(largest)
    assert html.count("<th ") + html.count("<td>") == MOST_CELLS
    half = grid(2, MOST_CELLS // 4)
    in_two = f"{half}\n\n- item\n\n{indent(half, '  ')}\n\nand words"
    assert clean(in_two) == in_two
    assert to_html(in_two).count("<table>") == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (grid(300, 200), "A table in this text has 300 columns and the most is 20. Split it, "),
        (grid(20, 51), "The tables in this text have 1,020 cells and the most is 1,000. Shorten "),
        (f"{grid(2, 300)}\n\nand\n\n{grid(2, 300)}", "have 1,200 cells and the most is 1,000."),
    ],
)
def test_a_table_that_is_too_large_gets_a_sentence_and_is_shown_as_lines(typed, sentence):
    """So that few characters do not hold up whoever lays it out."""
    form = Note({"text": typed})
    (said,) = form.errors["text"]
    assert sentence in said
    assert typed in form.as_p()
    html = to_html(typed)
    assert html.count("<th ") + html.count("<td>") <= MOST_CELLS
    assert "b|<br>\nb|" in html
    assert "b|" in plain_words(typed)


def test_many_tables_too_large_are_looked_at_once():
    """Each would be counted to the end of the text otherwise."""
    html = to_html("a|a\n-|-\n" * 6_000)
    assert html.count("<table>") == 0
    assert html.count("a|a<br>") == 6_000


def test_words_without_their_marks():
    typed = (
        "Ask **us**:\n- [the desk](https://kept.example/desk)\n\n| A | B |\n|---|---|\n| 1 | 2*3 |"
    )
    assert plain_text(typed) == "Ask us:\nthe desk\nA\nB\n1\n2*3"
    assert plain_words("1. one\n2. **two** – three") == ["one", "two", "–", "three"]
    assert word_count("1. one\n2. **two** – three") == 3
    assert word_count("") == 0


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("We **lend**.\nBy day.\n\nAsk *us*.", "We lend.\nBy day.\n\nAsk *us*."),
        ("- one\n  - two\n\n    and more\n- three", "• one\n  • two\nand more\n• three"),
        ("Steps:\n\n3. ask\n4. wait", "Steps:\n\n3. ask\n4. wait"),
        ("See [the desk](https://a.example/b).", "See the desk (https://a.example/b)."),
        ("a@b.example or https://a.example/ü", "a@b.example or https://a.example/ü"),
        ("| A | B |\n|---|---|\n| **1** | [2](tel:2) |\n| | 3 |", "A | B\n1 | 2 (tel:2)\n | 3"),
        ("- one\n-\n\nAnd more", "• one\n•\n\nAnd more"),
        ("0. ask\n1. wait", "0. ask\n1. wait"),
        ("- | c | d |\n  |---|---|\n  | 1 | 2 |", "• c | d\n1 | 2"),
        ('[ask](https://a.example "by noon")', "ask (https://a.example) (by noon)"),
        ("", ""),
    ],
)
def test_a_text_as_it_reads_in_plain_lines(typed, read):
    assert readable_text(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["1. ask\n1. wait", "- " * 10 + "tenth", "See https://münchen.example/ü."],
)
def test_a_text_that_would_lose_a_word_is_read_as_it_was_typed(typed):
    """Otherwise a comparison would keep a change from the reviewer who signs it."""
    assert readable_text(typed) == typed


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Fee | Price\n--|--\nScan | 1 | beyond", "beyond"),
        ("| Fee |\n|---|\n| | beyond |", "beyond"),
        ('[ask](https://a.example "beyond")', "beyond"),
    ],
)
def test_no_word_that_is_kept_stays_unseen(typed, word):
    """It would be signed without having been read."""
    assert word in to_html(clean(typed))


def test_a_list_of_more_levels_than_are_shown_gets_a_sentence():
    assert "ninth" in to_html(clean("- " * 9 + "ninth"))
    with pytest.raises(ValueError, match=TOO_DEEP):
        clean("- " * 10 + "tenth")


class Note(forms.Form):
    text = LongTextField(label="What you do", widget=LongTextWidget(word_guide=150))


def test_the_field_gives_back_clean_text():
    form = Note({"text": "  one \r\n\x00two "})
    assert form.is_valid()
    assert form.cleaned_data == {"text": "one\ntwo"}


def test_the_field_says_in_a_sentence_what_is_wrong_and_keeps_what_was_typed():
    typed = "word " * 10_001
    form = Note({"text": typed})
    (sentence,) = form.errors["text"]
    assert sentence == (
        "This text is 50,004 characters long and the most is 50,000. "
        "Shorten it, or link to a longer document."
    )
    assert typed in form.as_p()
    assert Note({"text": " \x00 "}).errors["text"] == ["This field is required."]


def test_the_textarea_works_without_javascript():
    page = str(Note(initial={"text": "Two </textarea> words"})["text"])
    assert '<textarea name="text"' in page
    assert "Two &lt;/textarea&gt; words" in page
    assert ">3 words</span>; about 150 will usually do" in page
    assert re.search(r'aria-describedby="[^"]*\bid_text_words"', page)
    # The toolbar and the preview do nothing without JavaScript, so they are not shown.
    assert re.search(r'role="toolbar"[^>]* hidden>', page)
    assert re.search(r'role="group"[^>]* hidden>', page)
    assert len(re.findall(r'<button type="button"', page)) == page.count("<button")


def test_the_filter_shows_long_text_and_escapes_nothing_twice():
    template = engines["django"].from_string("{{ text|longtext }}")
    assert template.render({"text": "**a** & <b>"}) == (
        "<p><strong>a</strong> &amp; &lt;b&gt;</p>\n"
    )
    assert template.render({"text": None}) == ""
