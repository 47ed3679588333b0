"""A return that is sent while somebody saves what was learnt: what is sent is what stays."""

from functools import partial
from threading import Event

import pytest

from kpis import permissions
from kpis import workflow as kpi_workflow
from kpis.models import KpiReview
from sls import workflow
from tests.races.together import PATIENCE, at_once
from tests.sls import returns

A_MOMENT = 1  # second in which the other would have sent it, if nothing held it back

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_learnt_is_saved_before_the_return_is_sent_or_not_at_all(house, monkeypatch):
    kpi = returns.counted_kpi(house)
    annual_return = returns.filled(house)
    review = KpiReview.objects.get(kpi=kpi)
    is_allowed, is_sent = Event(), Event()
    may_write = permissions.can_write_review

    def slowly(*arguments):
        permission = may_write(*arguments)
        is_allowed.set()
        is_sent.wait(A_MOMENT)
        return permission

    def send():
        is_allowed.wait(PATIENCE)
        workflow.submit_return(annual_return, by=house.head)
        is_sent.set()

    monkeypatch.setattr(permissions, "can_write_review", slowly)
    save = partial(
        kpi_workflow.save_review, review, by=house.contributor, version=review.version,
        words=("A third desk.", "Evenings count."),
    )  # fmt: skip
    at_once(save, send)
    review.refresh_from_db()
    frozen = annual_return.versions.get().content["kpis"][0]
    assert not review.is_open
    assert (frozen["done"], frozen["learnt"]) == (review.done, review.learnt)
