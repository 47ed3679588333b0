"""The pages of annual returns."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit

RETURNS = [
    Visit("sls:return_list", "reviewer"),
    Visit("sls:return_list", "outsider", query="?year=2025-26", state="nothing accepted"),
    Visit("sls:return_detail", "head", of=lambda w: [w.half_return.pk], state="draft"),
    Visit("sls:return_detail", "outsider", of=lambda w: [w.accepted_return.pk], state="accepted"),
    Visit("sls:return_detail", "reviewer", of=lambda w: [w.answered_return.pk], state="answered"),
    Visit("sls:return_edit", "head", of=lambda w: [w.half_return.pk]),
    Visit(
        "sls:return_edit", "head", of=lambda w: [w.half_return.pk], state="errors", act=acts.send
    ),
    Visit("sls:return_part", "head", of=lambda w: [w.half_return.pk, "kpis"], state="figures"),
    Visit("sls:return_part", "head", of=lambda w: [w.half_return.pk, "year"]),
    Visit("sls:practice_add", "head", of=lambda w: [w.half_return.pk]),
    Visit(
        "sls:practice_add", "head", of=lambda w: [w.half_return.pk], state="errors",
        act=acts.send_empty,
    ),
    Visit("sls:practice_edit", "head", of=lambda w: [w.half_return.pk, w.practice.pk]),
    Visit("sls:practice_list", "reviewer"),
    Visit("sls:practice_list", "outsider", query="?text=unicorns", state="nothing"),
    Visit("sls:return_version", "reviewer", of=lambda w: [w.answered_return.pk, 1]),
    Visit("sls:return_review", "reviewer", of=lambda w: [w.answered_return.pk]),
    Visit("sls:return_friend", "reviewer", of=lambda w: [w.sent_return.pk]),
    Visit(
        "sls:return_friend", "reviewer", of=lambda w: [w.sent_return.pk], state="errors",
        act=acts.send,
    ),
    Visit("sls:friend_answer", "head", of=lambda w: [w.answered_return.pk]),
    Visit(
        "sls:friend_answer", "head", of=lambda w: [w.answered_return.pk], state="errors",
        act=acts.send_empty,
    ),
    Visit("sls:return_accept", "reviewer", of=lambda w: [w.answered_return.pk]),
]  # fmt: skip
