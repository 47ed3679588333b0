"""From HTML to an accessible PDF (PDF/UA-1). The only module that knows WeasyPrint."""

import atexit
import io
import logging
import mimetypes
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from documents.bounded import Busy, OutOfBounds, SideProcess

STATIC = Path(__file__).resolve().parent.parent / "static"

# All that a document may use of ours: templates say `css/pdf.css`, the style sheet says
# `../fonts/...`.
FILES = frozenset(
    ["css/pdf.css", "images/draft.svg"]
    + [
        f"fonts/atkinson-hyperlegible-next-{letters}-{weight}-{style}.woff2"
        for letters in ("latin", "latin-ext")
        for weight in (400, 600, 700)
        for style in ("normal", "italic")
    ]
)
BASE = "https://static.invalid/"  # never resolved: it only gives relative names something to join

# A full statement takes about 2 s and 150 MB. These leave room for a long one on a slow machine.
# Who signs waits; for a draft one person may wait a moment, so that nobody's drafts hold up the
# site, nor those who sign. Together they stay below what gunicorn waits for
# (config/gunicorn.py).
_typesetter = SideProcess(seconds=45, megabytes=700, patience=60, waiting=2)
_drafts = SideProcess(seconds=45, megabytes=700, patience=5, waiting=1)
# A report of a hundred pages is made in the background, where nobody sits before it.
_papers = SideProcess(seconds=180, megabytes=700)
CHARACTERS = 2_000_000


class RenderRefused(Exception):
    """The document could not be made; the text is a sentence for the person at the screen."""


def render(
    html: str,
    *,
    files: Mapping[str, bytes] | None = None,
    is_draft: bool = False,
    is_paper: bool = False,
) -> bytes:
    """The PDF/UA-1 of a full HTML page that extends templates/pdf/base.html.

    Title, language and reference come from the page's own head. `files` are further files that
    the page may name, such as the institution's own "brand.css". The same input
    gives the same bytes. A draft does not wait long for its turn; a paper is made in the
    background and may take its time. Raises RenderRefused when the turn does not come, when the
    page is too long or too costly, or asks for a file that is neither one of ours nor among
    `files`.
    """
    if len(html) > CHARACTERS:
        raise RenderRefused("This document is too long for a PDF. Shorten its text.")
    pictures = any(not name.endswith(".css") for name in files or {})
    others = ", and attach fewer or smaller pictures" if pictures else ""
    press = _papers if is_paper else _drafts if is_draft else _typesetter
    try:
        return press.call(typeset, html, {"brand.css": b"", **(files or {})})
    except Busy as problem:
        raise RenderRefused(
            "The PDF was not made: other people's are being made at this moment. Try again in a "
            "minute."
        ) from problem
    except OutOfBounds as problem:
        raise RenderRefused(
            "Making the PDF took too long or too much memory, so it was stopped. Try again in a "
            f"few minutes. If it happens again, shorten the longest texts and tables{others}."
        ) from problem


def typeset(html: str, files: Mapping[str, bytes]) -> bytes:
    """What `render` does, in this process and without its bounds."""
    rendered, missing = _lay_out(html, files)
    if missing:  # rare, so the second layout is worth it
        rendered, _ = _lay_out(html.translate(spelt_out(missing)), files)
    return _finish(rendered)


def spelt_out(characters: Iterable[str]) -> dict[int, str]:
    """What stands in a document for each character that no font has: an emoji's name, a letter's
    number, and nothing for what only joins others. PDF/UA forbids the empty box that would stand
    there, and a signed document must not lose a character in silence."""
    words = {}
    for character in characters:
        kind = unicodedata.category(character)
        if kind == "So":
            words[ord(character)] = f"[{unicodedata.name(character, 'symbol').lower()}]"
        else:
            words[ord(character)] = "" if kind in ("Cf", "Mn") else f"[U+{ord(character):04X}]"
    return words


def _lay_out(html: str, files: Mapping[str, bytes]) -> tuple[bytes, set[str]]:
    """WeasyPrint's PDF, and the characters that no font has."""
    import weasyprint  # half a second: only the process that typesets pays for it
    from weasyprint.urls import FatalURLFetchingError

    refused: list[str] = []
    missing = _MissingCharacters()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(missing)
    try:
        fetcher = _closed_fetcher(files, refused)
        page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        rendered = page.write_pdf(pdf_variant="pdf/ua-1", font_config=_fonts())
    except FatalURLFetchingError:
        rendered = b""
    finally:
        logger.removeHandler(missing)
    if refused:
        raise RenderRefused(f"A document may not use the file {refused[0][:200]}.")
    return rendered, missing.characters


@cache
def _fonts() -> Any:
    """The fonts that documents name, unpacked by the first one that does: a third of its time."""
    from weasyprint.text.fonts import FontConfiguration  # as above

    atexit.register(_fonts.cache_clear)  # its files go before what removes them does
    return FontConfiguration()


class _MissingCharacters(logging.Handler):
    """Collects what WeasyPrint tells only its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))


def _closed_fetcher(files: Mapping[str, bytes], refused: list[str]):
    """A fetcher that answers with our own files, and stops the render at anything else.

    It notes what it refused: WeasyPrint swallows each Exception, and in SVG this one as well.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            name = url.removeprefix(BASE)
            if name not in files and name not in FILES:
                refused.append(url)
                raise FatalURLFetchingError(url)
            content = files[name] if name in files else (STATIC / name).read_bytes()
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return ClosedFetcher()


def _finish(rendered: bytes) -> bytes:
    """Put right what PDF/UA asks for and WeasyPrint leaves out.

    Header cells say which way they point; a table of a head alone has a body instead; an empty
    list item has an empty body. What stands inside a link (`<a><strong>`) loses its own
    second link, which no Link tag encloses and which the Tab key would stop at once more. qpdf
    leaves the metadata uncompressed, so the reference can be read in a file damaged elsewhere.
    """
    import pikepdf  # as above

    with pikepdf.open(io.BytesIO(rendered)) as document:
        doubled = set()
        for element in document.objects:
            if not isinstance(element, pikepdf.Dictionary) or element.get("/P") is None:
                continue
            if element.get("/S") == "/TH":
                element.A.Scope = _scope(element)
            elif element.get("/S") in ("/Table", "/LI"):
                _complete(element)
            elif element.get("/Type") == "/StructElem" and element.get("/S") != "/Link":
                doubled |= _take_links_out(element)
        for page in document.pages:
            if doubled and "/Annots" in page:
                page.Annots = pikepdf.Array(
                    [note for note in page.Annots if note.objgen not in doubled]
                )
        target = io.BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()


def _scope(header):
    """The direction a TH of the structure tree points: down in a table head, else along."""
    import pikepdf

    in_head = header.P.P.get("/S") == "/THead"
    return pikepdf.Name.Column if in_head else pikepdf.Name.Row


def _complete(element) -> None:
    """Give a table its body and a list item its own, where the text left them empty."""
    import pikepdf

    children = [child for child in element.get("/K", []) if isinstance(child, pikepdf.Dictionary)]
    kinds = {child.get("/S") for child in children}
    for child in children:
        if element.S == "/Table" and child.get("/S") == "/THead" and "/TBody" not in kinds:
            child.S = pikepdf.Name.TBody
        if element.S == "/LI" and child.get("/S") not in ("/Lbl", "/LBody", "/L"):
            child.S = pikepdf.Name.LBody


def _take_links_out(element) -> set[tuple[int, int]]:
    """Take link annotations out of an element that is no Link; which ones they were."""
    import pikepdf

    links = {
        child.objgen: child.Obj.objgen
        for child in element.get("/K", [])
        if isinstance(child, pikepdf.Dictionary)
        and child.get("/Type") == "/OBJR"
        and child.Obj.get("/Subtype") == "/Link"
    }
    if links:
        element.K = pikepdf.Array(
            [
                child
                for child in element.K
                if not isinstance(child, pikepdf.Dictionary) or child.objgen not in links
            ]
        )
    return set(links.values())


# A stranger's file may be made to hurt its reader, so it is opened in a process apart. Nobody waits
# for it: each process of the web server gives it one thread at most, and keeps the others.
_reader = SideProcess(seconds=2, megabytes=300)
# What a document says about itself is a few entries, some thousand bytes; a hostile one may say
# millions.
MOST_WORDS = 64_000
MOST_ENTRIES = 20


def words_about(file: bytes) -> bytes:
    """What a PDF says about itself and its seals, as one run of UTF-8 text.

    Empty when the file cannot be read, or is too costly to read. Any file may be given. Raises
    Busy while another one is being read.
    """
    try:
        return _reader.call(read_words, file)
    except Busy:
        raise
    except OutOfBounds:
        return b""


def read_words(file: bytes) -> bytes:
    """What `words_about` does, in this process and without its bounds."""
    import pikepdf  # as above

    try:
        with pikepdf.open(io.BytesIO(file)) as document:
            said = islice(document.docinfo.values(), MOST_ENTRIES)
            words = [str(value) for value in said]
            if "/Metadata" in document.Root:
                metadata = document.Root.Metadata.read_bytes()[:MOST_WORDS]
                words.append(metadata.decode(errors="replace"))
            fields: Any = document.Root.AcroForm.Fields if "/AcroForm" in document.Root else ()
            for number in range(min(len(fields), MOST_ENTRIES)):  # to iterate would copy them all
                if "/V" in (field := fields[number]):
                    words += [str(field.V.get(name)) for name in ("/Reason", "/ContactInfo")]
    except MemoryError:
        raise  # the process needs a new beginning
    except Exception:  # noqa: BLE001 -- a stranger's file may break its reader in any way
        return b""
    return "\n".join(words).encode(errors="replace")[:MOST_WORDS]
