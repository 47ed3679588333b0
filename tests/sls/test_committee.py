"""The report for the committee: asked for, made in the background, cancelled, given up."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from documents.pdf import RenderRefused
from institution import background
from institution.permissions import NotAllowed
from sls import workflow
from sls.committee import files, gathering
from sls.committee.content import from_json
from sls.committee.making import BROKEN
from sls.models import CommitteeReport
from sls.workflow import report_steps
from sls.workflow.reporting import SILENT
from tests import factories
from tests.access.examples import new_token
from tests.kpis.promises import make_promise
from tests.sls import reports, returns

LIST = "/reports/"


@pytest.fixture
def quick(monkeypatch):
    """The PDF is what it is typeset from: these tests are about the work, not about its looks."""
    monkeypatch.setattr(files, "pdf", lambda said: files.html(said).encode())


def page_of(client, report) -> str:
    return client.get(report.get_absolute_url()).content.decode()


def test_report_add_leaves_it_for_the_worker_and_shows_how_far_it_is(house, sign_in):
    client = sign_in(house.reviewer)
    sent = {"year": "2026", "theme_1": "Term", "text_1": "Busy.", "risks": "Few.",
            "_once": new_token()}  # fmt: skip
    answer = client.post(reverse("sls:report_add"), sent)
    report = CommitteeReport.objects.get()
    assert answer.url == report.get_absolute_url()
    assert (report.state, str(report.academic_year), report.asked_by_name, report.risks) == (
        "queued", "2026-27", "Reviewer", "Few.",
    )  # fmt: skip
    assert report.themes == [{"title": "Term", "text": "Busy."}]
    assert DBTaskResult.objects.get().args_kwargs["args"] == [report.pk]
    assert "nobody is working in the background" in page_of(client, report)
    background.sign_of_life()
    assert "It is waiting for its turn" in page_of(client, report)


def test_report_add_begins_with_the_newest_year_that_was_counted(house, sign_in):
    client, chosen = sign_in(house.reviewer), '<option value="{}" selected>'
    factories.make_year(house.year.start_year + 1, "open")

    def page():
        return client.get(reverse("sls:report_add")).content.decode()

    assert chosen.format(house.year.start_year) not in page()
    returns.opened(house)
    assert chosen.format(house.year.start_year) in page()


def test_report_add_begins_with_the_words_of_an_earlier_report(house, sign_in):
    report, client = reports.cancelled(house), sign_in(house.reviewer)
    page = client.get(f"/reports/new/?from={report.pk}").content.decode()
    for words in ("Enquiries at the start of term", "Twice as many as", "Too few people"):
        assert words in page
    for number in ("", "0", "x", "٣", str(report.pk + 1), "9" * 30):
        page = client.get("/reports/new/", {"from": number}).content.decode()
        assert "Too few people" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"theme_2": "Term"}, "Say in a paragraph what was seen of “Term”."),
        ({"text_3": "Busy."}, "Give theme 3 a few words as its name."),
        ({"year": "1999"}, "Choose a year from the list."),
        ({"theme_1": "x" * 101, "text_1": "y"}, "the most is 100"),
    ],
)
def test_report_add_says_what_is_missing_and_keeps_what_was_typed(house, sign_in, typed, sentence):
    sent = {"year": "2026", "risks": "What I typed.", "_once": new_token(), **typed}
    page = sign_in(house.reviewer).post(reverse("sls:report_add"), sent).content.decode()
    assert (sentence in page, "What I typed." in page) == (True, True)
    assert not CommitteeReport.objects.exists()


@pytest.mark.parametrize("name", ["head", "lead", "signatory", "administrator", "outsider"])
def test_only_the_quality_office_has_a_report_made_or_cancelled(house, name):
    report, person = reports.asked(house), getattr(house, name)
    with pytest.raises(NotAllowed, match="Only the quality office"):
        workflow.ask_report(house.year, by=person)
    with pytest.raises(NotAllowed, match="Only the quality office"):
        workflow.cancel_report(report, by=person)


def test_the_worker_makes_it_with_its_files_and_keeps_the_figures(house, sign_in):
    report = reports.done(house)
    assert (report.state, report.departments_done, report.departments) == ("done", 1, 1)
    begins = [bytes(file)[:4] for file in (report.pdf, report.docx, report.xlsx)]
    assert begins == [b"%PDF", b"PK\x03\x04", b"PK\x03\x04"]
    said = from_json(report.figures)
    assert said.fingerprint == report.fingerprint
    client = sign_in(house.reviewer)
    for ending in ("pdf", "docx", "xlsx"):
        answer = client.get(reverse("sls:report_file", args=[report.pk, ending]))
        assert answer.content == bytes(getattr(report, ending))
        assert f"report-2026-27-{timezone.localdate()}.{ending}" in answer["Content-Disposition"]
    assert client.get(reverse("sls:report_file", args=[report.pk, "csv"])).status_code == 404
    assert said.short_fingerprint in page_of(client, report)


def test_there_are_no_files_before_it_is_ready(house, sign_in):
    report = reports.running(house)
    answer = sign_in(house.reviewer).get(reverse("sls:report_file", args=[report.pk, "pdf"]))
    assert answer.status_code == 404


def test_a_report_that_was_cancelled_is_not_begun(house, sign_in, quick):
    report, client = reports.asked(house), sign_in(house.reviewer)
    sent = {"_once": new_token()}
    assert client.post(reverse("sls:report_cancel", args=[report.pk]), sent).status_code == 302
    reports.work()
    report.refresh_from_db()
    assert (report.state, report.figures, report.departments) == ("cancelled", None, 0)
    assert "Reviewer cancelled it." in page_of(client, report)
    assert workflow.cancel_report(report, by=house.reviewer).state == "cancelled"


def test_a_report_that_is_cancelled_in_the_middle_ends_after_the_department_it_is_at(
    house, monkeypatch, quick
):
    for name in ("Archive", "Bookshop", "Careers"):
        factories.make_requirement(factories.make_department(name), house.year)
    report, read, kpis_of = reports.asked(house), [], gathering._kpis

    def and_cancel(department, *more):
        read.append(department.name)
        if department.name == "Bookshop":
            workflow.cancel_report(report, by=house.reviewer)
        return kpis_of(department, *more)

    monkeypatch.setattr(gathering, "_kpis", and_cancel)
    reports.work()
    report.refresh_from_db()
    assert read == ["Archive", "Bookshop"]
    assert (report.state, report.figures, bytes(report.pdf)) == ("cancelled", None, b"")
    assert (report.departments_done, report.departments) == (1, 4)
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_report_that_is_cancelled_while_its_files_are_made_stays_cancelled(house, monkeypatch):
    report = reports.asked(house)
    cancel = lambda said: workflow.cancel_report(report, by=house.reviewer) and b"%PDF"  # noqa: E731 - a stand-in of one line
    monkeypatch.setattr(files, "pdf", cancel)
    reports.work()
    report.refresh_from_db()
    assert (report.state, report.figures) == ("cancelled", None)


def test_what_is_over_is_not_cancelled(house, sign_in):
    report, client = reports.ready(house), sign_in(house.reviewer)
    with pytest.raises(NotAllowed, match="not being made any more"):
        workflow.cancel_report(report, by=house.reviewer)
    sent = {"_once": new_token()}
    page = client.post(reverse("sls:report_cancel", args=[report.pk]), sent, follow=True)
    assert "not being made any more" in page.content.decode()
    report.refresh_from_db()
    assert report.is_done


def test_how_far_it_is_stands_on_its_page_and_comes_again_by_itself(house, sign_in):
    report, client = reports.running(house), sign_in(house.reviewer)
    page = page_of(client, report)
    assert "12 of 28 departments" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'aria-live="polite" data-progress' in page
    report_steps.count_report(report, 28, 28)
    assert "All 28 departments are read" in page_of(client, report)
    for over in (reports.failed(house), reports.ready(house), reports.stale(house)):
        page = page_of(client, over)
        assert ("http-equiv" in page, "data-progress" in page) == (False, False)


def test_a_report_whose_worker_has_died_is_found_and_can_be_asked_for_again(house, sign_in, quick):
    client, dead, alive = sign_in(house.reviewer), reports.stale(house), reports.running(house)
    CommitteeReport.objects.filter(pk=dead.pk).update(state="running", ended_at=None, problem="")
    assert "It stopped in the middle." in page_of(client, dead)
    assert "Stopped in the middle" in client.get(LIST).content.decode()
    again = reports.asked(house)
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, dead.problem, alive.state) == ("failed", SILENT, "running")
    assert not report_steps.count_report(dead, 13, 28)  # it was only slow, and comes back
    assert not report_steps.fail_report(dead, "Something else.")
    reports.work()
    again.refresh_from_db()
    assert (again.state, again.problem) == ("done", "")


@pytest.mark.parametrize(
    ("problem", "sentence", "logged"),
    [
        (RenderRefused("This document is too long."), "This document is too long.", 0),
        (ZeroDivisionError("x"), BROKEN, 1),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    house, sign_in, monkeypatch, caplog, problem, sentence, logged
):
    def refuse(said):
        raise problem

    monkeypatch.setattr(files, "pdf", refuse)
    report = reports.done(house)
    assert (report.state, report.problem, report.figures) == ("failed", sentence, None)
    assert caplog.text.count("Traceback") == logged
    assert sentence in page_of(sign_in(house.reviewer), report)


@pytest.mark.parametrize("count", [1, 30])
def test_report_list_asks_the_same_of_the_database_for_many(
    house, sign_in, django_assert_num_queries, count
):
    for _ in range(count):
        reports.asked(house)
    client = sign_in(house.reviewer)
    client.get(LIST)
    with django_assert_num_queries(4):
        page = client.get(LIST).content.decode()
    assert page.count("Waiting") == count


@pytest.mark.parametrize("count", [1, 30])
def test_each_department_costs_the_same_few_questions(
    house, django_assert_max_num_queries, quick, count
):
    for number in range(count):
        department = factories.make_department(f"Department {number}")
        factories.make_requirement(department, house.year)
        make_promise(department, house.year, by=house.head)
    with django_assert_max_num_queries(60 + 7 * count):
        assert reports.done(house).is_done


def test_a_worker_that_was_there_a_while_ago_is_not_there(db):
    assert not background.is_worker_there()
    background.sign_of_life()
    assert background.is_worker_there()
    cache.set(background.SEEN, timezone.now() - timedelta(seconds=61))
    assert not background.is_worker_there()
