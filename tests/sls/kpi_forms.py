"""What tests type into the form of a KPI, by its shape."""

from django.urls import reverse

COMMON = {"title": "Answers", "amber_kind": "none", "comparison": "at_least"}
# What is typed for each shape, and the sentence that results.
SHAPES = {
    "all_within": (
        {"action": "respond to", "what": "student enquiries", "days": "2"},
        "We will respond to all student enquiries within 2 working days.",
    ),
    "share_within": (
        {"action": "resolve", "what": "enquiries", "share": "90 %", "days": "7"},
        "We will resolve at least 90% of enquiries within 7 working days.",
    ),
    "share_by_date": (
        {
            "action": "train", "what": "new reps", "share": "80", "starts_on": "2026-09-21",
            "due_on": "2026-12-18",
        },
        "We will train at least 80% of new reps by 18 December 2026.",
    ),
    "change": (
        {
            "what": "calls", "change_of": "count", "unit": "", "change_direction": "reduce",
            "change_percent": "12.5", "due_on": "2027-07-31", "baseline_value": "1,234",
            "baseline_start": "2025-08-01", "baseline_end": "2026-07-31",
            "baseline_source": "Help desk",
        },
        "We will reduce the number of calls by 12.5% by 31 July 2027.",
    ),
}  # fmt: skip

PER_CENT = {"amber_kind": "percent_of_target", "amber_value": "10"}


def url_of(name, row):
    return reverse(f"sls:{name}", args=[row.section.statement_id, row.pk])
