"""Time and memory of the PDF of a self-assessment: `python -m tests.benchmarks.assessments 5`.

It is that of the plan in force with its 44 actions, and has the 44 of the plan that follows.
Prints one JSON object: `first` and `next` are seconds of the whole document as signing makes it,
typeset, sealed and checked; `megabytes` is the highest memory of the process that typesets.
"""

import json
import os
import statistics
import sys
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def measure(repeats: int) -> dict[str, float]:
    """The document made so many times over; nothing of it stays in the database."""
    from django.db import transaction

    from actionplans import signing
    from documents import pdf, sealing
    from tests.benchmarks.documents import peak_megabytes

    sealing.load()  # as gunicorn does before anybody asks
    with transaction.atomic():
        assessment, lead = _sent()
        first, *following = [
            _seconds(signing.prepare, assessment, lead) for _ in range(repeats + 1)
        ]
        transaction.set_rollback(True)
    megabytes = pdf._typesetter.call(peak_megabytes)
    return {"first": first, "next": statistics.median(following), "megabytes": megabytes}


def _sent():
    """The self-assessment as its lead sends it, and the lead."""
    from actionplans.assessments import gathering
    from actionplans.models import Plan
    from institution.models import User
    from tests.actionplans.assessments import complete
    from tests.benchmarks import plans

    lead = User.objects.filter(role_grants__role="lead")[0]
    plan = Plan.objects.get(state=Plan.State.CURRENT)
    following = plans.make_plan("The next plan", plans.FEW, lead, state=Plan.State.DRAFT)
    following.predecessor, following.stage = plan, plan.stage + 1
    following.save()
    assessment = complete(plan, lead, rates=False)
    assessment.sent_content = gathering.of_assessment(assessment).to_json()
    return assessment, lead


def _seconds(prepare, assessment, lead) -> float:
    begun = perf_counter()
    prepare(assessment, by=lead)
    return perf_counter() - begun


if __name__ == "__main__":
    import django  # not above: the processes at the side load this module's top, as gunicorn's

    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
