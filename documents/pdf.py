"""From HTML to an accessible PDF (PDF/UA-1). The only module that knows WeasyPrint."""

import io
import mimetypes
from pathlib import Path

from documents.bounded import OutOfBounds, SideProcess

STATIC = Path(__file__).resolve().parent.parent / "static"

# All that a document may use: templates say `css/pdf.css`, the style sheet says
# `../fonts/...`, and the institution's logo, when there is one, is `logo`.
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
_typesetter = SideProcess(seconds=25, megabytes=700)
CHARACTERS = 2_000_000


class RenderRefused(Exception):
    """The document could not be made; the text is a sentence for the person at the screen."""


def render(html: str, *, logo: bytes | None = None) -> bytes:
    """The PDF/UA-1 of a full HTML page that extends templates/pdf/base.html.

    Title, language and reference come from the page's own head. `logo` is the bytes of a PNG,
    JPEG or SVG image that the page shows as `<img src="logo">`. The same input gives the same
    bytes. Raises RenderRefused when the page is too long or too costly, or asks for any file
    that is not one of ours.
    """
    if len(html) > CHARACTERS:
        raise RenderRefused("This document is too long for a PDF. Shorten its text.")
    try:
        return _typesetter.call(typeset, html, logo)
    except OutOfBounds as problem:
        raise RenderRefused(
            "This document is too long or too complicated for a PDF. Shorten its longest "
            "texts and tables, then try again."
        ) from problem


def typeset(html: str, logo: bytes | None) -> bytes:
    """What `render` does, in this process and without its bounds."""
    import weasyprint  # half a second: only the process that typesets pays for it
    from weasyprint.urls import FatalURLFetchingError

    try:
        page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=_closed_fetcher(logo))
        rendered = page.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as problem:  # no Exception: WeasyPrint swallows those
        raise RenderRefused(str(problem)) from None
    return _finish(rendered)


def _closed_fetcher(logo: bytes | None):
    """A fetcher that answers with our own files and stops the render at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class ClosedFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            name = url.removeprefix(BASE)
            if name == "logo" and logo is not None:
                return URLFetcherResponse(url, logo, {"Content-Type": _image_type(logo)})
            if name not in FILES:
                raise FatalURLFetchingError(f"A document may not use the file {url[:200]}.")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, (STATIC / name).read_bytes(), {"Content-Type": kind})

    return ClosedFetcher()


def _image_type(image: bytes) -> str:
    """The media type of an image by its first bytes; what we don't know counts as SVG."""
    if image.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if image.startswith(b"\xff\xd8") else "image/svg+xml"


def _finish(rendered: bytes) -> bytes:
    """Put right what PDF/UA asks for and WeasyPrint leaves out.

    Header cells say which way they point. What stands inside a link (`<a><strong>`) loses its own
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


# A stranger's file may be made to hurt its reader, so it is opened in a process apart.
_reader = SideProcess(seconds=10, megabytes=300)


def words_about(file: bytes) -> bytes:
    """What a PDF says about itself and its seals, as one run of UTF-8 text.

    Empty when the file cannot be read, or is too costly to read. Any file may be given.
    """
    try:
        return _reader.call(read_words, file)
    except OutOfBounds:
        return b""


def read_words(file: bytes) -> bytes:
    """What `words_about` does, in this process and without its bounds."""
    import pikepdf  # as above

    try:
        with pikepdf.open(io.BytesIO(file)) as document:
            words = [str(value) for value in document.docinfo.values()]
            if "/Metadata" in document.Root:
                words.append(document.Root.Metadata.read_bytes().decode(errors="replace"))
            for field in document.Root.AcroForm.Fields if "/AcroForm" in document.Root else []:
                if "/V" in field:
                    words += [str(field.V.get(name)) for name in ("/Reason", "/ContactInfo")]
    except Exception:  # noqa: BLE001 -- a stranger's file may break its reader in any way
        return b""
    return "\n".join(words).encode(errors="replace")
