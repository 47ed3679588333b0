"""Time and memory of a full statement's PDF: `python -m tests.benchmarks.documents 5`.

Prints one JSON object: `first` and `next` are seconds of the whole document as approving makes it,
typeset, sealed and checked; `typeset` and `bare` those of its PDF alone, ours and WeasyPrint's own;
`megabytes` is the highest memory of the process that typesets.
"""

import json
import os
import resource
import statistics
import sys
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def measure(repeats: int) -> dict[str, float]:
    """Ours and bare in turns, each in a process of its own that is kept."""
    from documents import pdf, sealing
    from institution.models import User
    from sls import content, signing
    from sls.models import Statement

    statement = Statement.objects.filter(state=Statement.State.SUBMITTED).for_list()[0]
    reviewer = User.objects.filter(role_grants__role="reviewer")[0]
    sealing.load()  # as gunicorn does before anybody asks
    first = _seconds(signing.prepare, statement, by=reviewer)
    html = signing._html(content.of_statement(statement))
    bare = pdf.SideProcess(seconds=60, megabytes=1000)
    bare.call(typeset_bare, html)
    taken = {"next": [], "typeset": [], "bare": []}
    for _ in range(repeats):
        taken["next"].append(_seconds(signing.prepare, statement, by=reviewer))
        taken["typeset"].append(_seconds(pdf.render, html))
        taken["bare"].append(_seconds(bare.call, typeset_bare, html))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    return {"first": first, **medians, "megabytes": pdf._typesetter.call(peak_megabytes)}


def typeset_bare(html: str) -> bytes:
    """The same page by WeasyPrint alone, without anything of ours around it."""
    import weasyprint

    from documents.pdf import STATIC

    page = weasyprint.HTML(string=html, base_url=f"{STATIC.as_uri()}/")
    return page.write_pdf(pdf_variant="pdf/ua-1")


def peak_megabytes() -> float:
    """The most memory that the asking process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(call, *arguments, **named) -> float:
    begun = perf_counter()
    call(*arguments, **named)
    return perf_counter() - begun


if __name__ == "__main__":
    import django  # not above: the processes at the side load this module's top, as gunicorn's

    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
