"""What a program sent, read by the rules of the form, so that it hears the same sentences."""

from django.core.exceptions import ValidationError

from institution import years
from institution.fields import LineField
from kpis import entering
from kpis.figures import Figures
from kpis.forms.readings import MeasurementForm
from kpis.models import Kpi, Promise
from kpis.schemas import ReadingIn

DAY = "Write the first day of the period, such as 2026-10-01."
FIGURES = ("numerator", "denominator", "value")


class Malformed(Exception):
    """Something that was sent cannot be taken; `fields` has the sentences for each field."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__(
            "Nothing was saved. Look at the fields that are named, then send it again."
        )
        self.fields = fields


def read(kpi: Kpi, sent: ReadingIn) -> tuple[Promise, Figures, str]:
    """The promise that measures the period, what is said about it, and the reason of a correction.

    `kpi` comes from `with_readings`. Raises Malformed.
    """
    day = entering.day_from(sent.period)
    newest = kpi.promise_on(day) if day else None
    if day is None or newest is None:
        raise Malformed({"period": [DAY]})
    promise = newest.measured_in(years.year_of(day))
    there = entering.entered(kpi, sent.period)
    typed = sent.model_dump(exclude_none=True, exclude={"period"})
    if there:  # what is not sent stays as it is
        typed = {"comment": there.comment, "evidence_url": there.evidence_url} | typed
    period = entering.period_from(promise, day)
    form = MeasurementForm(typed, promise=promise, period=period, measurement=there)
    wrong = {name: [str(one) for one in found] for name, found in form.errors.items()}
    wrong.pop("reason", None)  # whether one is needed is for the verb to say
    unasked = [name for name in FIGURES if name in typed and name not in form.fields]
    asked = " and ".join(name for name in FIGURES if name in form.fields)
    wrong |= {name: [f"Readings of this KPI have no {name}. Send {asked}."] for name in unasked}
    try:
        reason = LineField(max_length=300, label="reason", required=False).clean(sent.reason)
    except ValidationError as problem:
        wrong["reason"] = problem.messages
    said = form.figures()
    if wrong or said is None:
        raise Malformed(wrong)
    return promise, said, reason
