"""Which programs are let in: by their token, while it holds, and as often as is good."""

from django.utils import timezone

from kpis import workflow
from kpis.models import Kpi, Measurement
from tests.kpis.programs import Program, august, in_days, make_token
from tests.kpis.promises import make_promise


def test_only_chosen_kpis_can_be_reached(house, kpi, year):
    other = make_promise(house.library, year, by=house.head, title="Loans").kpi
    theirs = make_promise(house.finance, year, by=house.head_elsewhere).kpi
    desk = Program(make_token(house, kpis=[kpi])[1])
    said = {"period": august(year), "numerator": 9, "denominator": 10}
    assert [item["id"] for item in desk.get("kpis").json()["items"]] == [kpi.pk]
    nowhere = Kpi(pk=999_999_999)
    answers = [desk.send(one, **said) for one in (other, theirs, nowhere)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.content for answer in answers}) == 1
    assert desk.send(kpi, **said).status_code == 201


def refused(desk, kpi) -> tuple[int, str]:
    answer = desk.get("kpis")
    sent = desk.send(kpi, period="2026-08-01", numerator=9, denominator=10)
    assert (sent.status_code, sent.content) == (answer.status_code, answer.content)
    assert Measurement.objects.count() == 0
    return answer.status_code, answer.json()["error"]


def test_without_a_right_token_nobody_is_let_in(kpi):
    desk = Program("")
    for header in ("", "Bearer kept_wrong", "Basic a2VwdA==", "Bearer", "\xe9"):
        desk.headers = {"authorization": header} if header else {}
        assert refused(desk, kpi)[0] == 401, header
        assert desk.get("kpis")["WWW-Authenticate"] == 'Bearer realm="Kept"'


def test_a_session_lets_no_program_in(house, kpi, sign_in):
    client = sign_in(house.head)
    assert client.get("/api/v1/kpis").status_code == 401
    page = f"/api/v1/kpis/{kpi.pk}/readings"
    assert client.post(page, "{}", "application/json").status_code == 401


def test_a_revoked_token_is_shut_out_at_once(house, kpi, token, desk):
    assert desk.get("kpis").status_code == 200
    workflow.revoke_token(token[0], by=house.head)
    assert refused(desk, kpi) == (401, "This token was revoked.")


def test_a_token_works_on_its_last_day_and_not_on_the_next(kpi, token, desk):
    type(token[0]).objects.update(ends_on=in_days(0))
    assert desk.get("kpis").status_code == 200
    type(token[0]).objects.update(ends_on=in_days(-1))
    status, sentence = refused(desk, kpi)
    assert (status, sentence[:20]) == (401, "This token ended on ")


def test_a_token_stops_with_the_role_of_its_maker(house, kpi, desk):
    house.head.role_grants.update(revoked_at=timezone.now())
    assert refused(desk, kpi) == (
        403, f"{house.head} no longer heads Library, so this token no longer works."
    )  # fmt: skip


def test_a_token_stops_when_its_maker_may_not_sign_in(house, kpi, desk):
    house.head.is_active = False
    house.head.save()
    assert refused(desk, kpi)[0] == 403


def test_a_token_stops_when_its_maker_is_gone(kpi, token, desk):
    type(token[0]).objects.update(made_by=None)
    assert refused(desk, kpi)[0] == 403


def test_a_token_stops_when_its_department_is_merged(house, kpi, desk):
    house.library.merged_into, house.library.merged_on = house.finance, timezone.localdate()
    house.library.save()
    assert refused(desk, kpi) == (
        403, "Library was merged into Finance, so this token no longer works."
    )  # fmt: skip


def test_a_token_that_reads_sends_nothing_and_the_other_way_round(house, kpi, year, desk):
    reports = Program(make_token(house, None)[1])
    assert reports.get("kpis").status_code == 403
    said = {"period": august(year), "numerator": 9, "denominator": 10}
    assert reports.send(kpi, **said).status_code == 404
    assert desk.get("published/readings").status_code == 403
    assert desk.get("published/readings.csv").status_code == 403


def test_the_last_use_is_noted(token, desk):
    assert token[0].last_used_on is None
    desk.get("kpis")
    token[0].refresh_from_db()
    assert token[0].last_used_on == timezone.localdate()


def test_wrong_tokens_are_counted_and_right_ones_go_on(desk):
    stranger = Program("kept_guess")
    statuses = [stranger.get("kpis").status_code for _ in range(32)]
    assert statuses == [401] * 30 + [429] * 2
    answer = stranger.get("kpis")
    assert (answer["Retry-After"], answer.json()["error"][:9]) == ("60", "There wer")
    assert desk.get("kpis").status_code == 200


def test_a_token_that_asks_too_often_waits(house, desk, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"program": "2/m/key"}
    assert [desk.get("kpis").status_code for _ in range(3)] == [200, 200, 429]
    assert Program(make_token(house)[1]).get("kpis").status_code == 200
