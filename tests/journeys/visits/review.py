"""The pages of the review, of the conversation about a statement, and of reading it."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

REVIEW = [
    Visit("home", "reviewer", state="reviewer"),
    Visit("sls:review_queue", "reviewer"),
    Visit("sls:review_queue", "reviewer", query="?reviewer=nobody&department=1", state="filtered"),
    Visit("sls:statement_review", "reviewer", of=lambda w: [w.reviewed.pk]),
    Visit(
        "sls:statement_review",
        "reviewer",
        of=lambda w: [w.reviewed.pk],
        query="?differences=1",
        state="differences",
    ),
    Visit(
        "sls:statement_review",
        "reviewer",
        of=lambda w: [w.reviewed.pk],
        state="errors",
        act=acts.note_nothing,
    ),
    Visit("sls:statement_review", "reviewer", of=lambda w: [w.sent.pk], state="not taken"),
    Visit("sls:statement_return", "reviewer", of=lambda w: [w.reviewed.pk]),
    Visit("sls:statement_return", "reviewer", of=lambda w: [w.sent.pk], state="nothing noted"),
    Visit("sls:statement_approve", "reviewer", of=lambda w: [w.sent.pk]),
    Visit(
        "sls:statement_approve",
        "reviewer",
        of=lambda w: [w.sent.pk],
        state="errors",
        act=acts.send_empty,
    ),
    Visit("sls:statement_approve", "reviewer", of=lambda w: [w.reviewed.pk], state="notes left"),
    Visit("sls:statement_approved", "reviewer", of=lambda w: [w.approved.pk]),
    Visit("sls:comment_add", "reviewer", of=lambda w: [w.reviewed.pk]),
    Visit(
        "sls:comment_add",
        "reviewer",
        of=lambda w: [w.reviewed.pk],
        query="?internal=1",
        state="note",
    ),
    Visit(
        "sls:comment_add", "head", of=lambda w: [w.draft.pk], state="errors", act=acts.send_empty
    ),
    Visit("sls:request_answer", "head of returned", of=lambda w: [w.request.pk]),
    Visit("sls:advice_detail", "reviewer", of=lambda w: [w.advice.pk]),
    Visit("sls:advice_detail", "head", of=lambda w: [w.answered.pk], state="answered"),
    Visit("sls:version_detail", "reviewer", of=lambda w: [w.reviewed.pk, 1]),
    Visit("sls:version_compare", "reviewer", of=lambda w: [w.reviewed.pk]),
    Visit("sls:version_compare", "head", of=lambda w: [w.draft.pk], state="nothing yet"),
    Visit("sls:statement_detail", "head", of=lambda w: [w.draft.pk], state="draft"),
    Visit("sls:statement_detail", "reviewer", of=lambda w: [w.reviewed.pk], state="reviewed"),
    Visit(
        "sls:statement_detail", "head of returned", of=lambda w: [w.returned.pk], state="returned"
    ),
    Visit("sls:statement_detail", "outsider", of=lambda w: [w.approved.pk], state="approved"),
    Visit("sls:statement_detail", "outsider", of=lambda w: [w.superseded.pk], state="superseded"),
    Visit("sls:statement_list", "reviewer"),
    Visit("sls:statement_list", "outsider", query="?year=2024-25", state="paused year"),
    Visit("sls:statement_list", "reviewer", query="?text=unicorns&state=draft", state="nothing"),
    Visit("sls:dependency_list", "reviewer", state="all"),
]
