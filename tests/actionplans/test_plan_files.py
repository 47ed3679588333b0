"""A plan from a file, over the pages: send, look, correct, confirm; and out again as a file."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from actionplans.importing import read_bytes
from actionplans.models import Action, ActionOwner, Plan, Rating, WorkingGroup
from institution.models import Import
from tests.actionplans.plan_files import HEADER, line, plain, word
from tests.actionplans.plans import make_action, make_plan
from tests.sls.sending import send, words_of
from tests.tables import upload

FILES = Path(__file__).resolve().parent.parent / "data" / "action-plans"
FORTY_FOUR = "action-plan-44-invented-colours.docx"
NEW = {"title": "Plan of 2018", "stage": "1", "starts_on": "2018-10-01", "months": "24"}
URL = "/plans/import/"
ROWS = "Theme,Action,Reference,Owner,Timescale,RAG,Status\n"
ONE = f"{ROWS}Visibility,Name a champion,V001,HR/TCWG,Spring 2019,Green,Done in May.\n"


@pytest.fixture
def lead(house, sign_in):
    """The client of the institutional lead."""
    return sign_in(house.lead)


def shown_for(client, content, name="plan.csv", **typed):
    """The preview of a file that can be read."""
    return client.get(upload(client, URL, content, name, **{**NEW, **typed}).url)


def confirm(client, shown, **typed):
    stamp = shown.context["found"].stamp()
    return send(client, shown.request["PATH_INFO"], **{"stamp": stamp, **typed})


def row_of(shown, number: int) -> str:
    return f"{shown.request['PATH_INFO']}rows/{number}/"


def change(client, shown, number: int, **typed):
    """Save the form of a row with some of its fields changed."""
    form = client.get(row_of(shown, number)).context
    said = {name: value or "" for name, value in form["form"].initial.items()
            if name in form["form"].fields}  # fmt: skip
    said["is_left_out"] = ""
    return send(client, row_of(shown, number), **{**said, "as_seen": form["row"].as_seen, **typed})


def test_plan_import_of_44_actions_needs_no_correction(house, lead):
    shown = shown_for(lead, (FILES / FORTY_FOUR).read_bytes(), FORTY_FOUR)
    assert shown.context["found"].to_look_at == []
    assert Plan.objects.count() == 0
    plan = Plan.objects.get(pk=confirm(lead, shown).url.split("/")[2])
    assert (plan.title, plan.months, plan.starts_on) == ("Plan of 2018", 24, date(2018, 10, 1))
    themes = [(one.letter, one.name, one.last_number) for one in plan.themes.all()]
    assert themes == [
        ("V", "Visibility", 11), ("R", "Recognition", 11), ("C", "Career Development", 7),
        ("S", "Sustainability", 10), ("I", "Evaluating Impact", 5),
    ]  # fmt: skip
    actions = plan.actions.for_list()
    assert Counter(one.rating for one in actions) == {"green": 32, "amber": 5, "red": 7}
    assert set(Rating.objects.values_list("is_imported", "rated_by_name")) == {
        (True, str(house.lead))
    }
    assert [event.text for event in plan.events.all()] == [
        f"began the plan with 44 actions from {FORTY_FOUR}"
    ]
    assert {one.history.get().history_user for one in actions} == {house.lead}
    dated = plan.actions.get(reference="V001")
    assert (dated.kind, bool(dated.due_on), dated.latest.text[:3]) == (
        "by",
        True,
        dated.latest.text[:3],
    )
    assert Import.objects.get().rows == []


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv"])
def test_plan_file_imports_unchanged(lead, ending):
    original = read_bytes(FORTY_FOUR, (FILES / FORTY_FOUR).read_bytes())
    plan = confirm(lead, shown_for(lead, (FILES / FORTY_FOUR).read_bytes(), FORTY_FOUR)).url
    file = lead.get(f"{plan}plan.{ending}")
    assert file["Content-Disposition"] == f'attachment; filename="plan-of-2018.{ending}"'
    assert plain(read_bytes(f"plan.{ending}", file.content)) == plain(original)
    again = confirm(lead, shown_for(lead, file.content, f"plan.{ending}")).url
    assert again != plan
    said = [list(Action.objects.filter(plan=url.split("/")[2]).values_list(
        "theme__letter", "position", "reference", "text", "owner_words", "timescale_words",
        "kind", "starts_on", "due_on", "latest__value", "latest__text",
    )) for url in (plan, again)]  # fmt: skip
    assert len(said[0]) == 44
    assert said[0] == said[1]


def test_plan_file_holds_what_the_person_may_see(house, lead, sign_in):
    plan = confirm(lead, shown_for(lead, ONE + "Visibility,Ask the unions,V002,,,,\n")).url
    Plan.objects.update(state="current", in_force_at="2019-01-01T00:00Z")
    Action.objects.filter(reference="V002").update(is_public=False)
    seen = sign_in(house.outsider).get(f"{plan}plan.csv").content.decode()
    assert "Name a champion" in seen
    assert "Ask the unions" not in seen
    assert "Ask the unions" in lead.get(f"{plan}plan.csv").content.decode()
    assert lead.get(f"{plan}plan.pdf").status_code == 404


def test_owners_are_found_by_any_of_their_names(house, lead):
    group = WorkingGroup.objects.create(name="Commitment Working Group", short_name="TCWG")
    house.library.names.create(name="Information Services")
    house.finance.names.create(name="HR", kind="former")
    house.outsider.name = "Ola Out"
    house.outsider.save()
    rows = [
        "HR/TCWG/Ola Out", "IS with Deans", "outsider@kept.example", "CWG, Finance & Schools",
    ]  # fmt: skip
    content = ROWS + "".join(f'V,Do {n},V{n:03},"{who}",,,\n' for n, who in enumerate(rows, 1))
    confirm(lead, shown_for(lead, content))
    found = [
        [(str(one), one.is_lead) for one in action.owners.all()]
        for action in Action.objects.order_by("position")
    ]
    assert found == [
        [("Finance", True), ("TCWG", False), ("Ola Out", False)],
        [("Library", True), ("Deans", False)],
        [("Ola Out", True)],
        [("TCWG", True), ("Finance", False), ("Schools", False)],
    ]
    assert list(Action.objects.values_list("owner_words", flat=True)) == rows
    assert ActionOwner.objects.filter(group=group).count() == 2


def test_a_name_of_two_is_nobody_and_says_so(house, lead):
    for person in (house.outsider, house.head):
        person.name = "Jo Marsh"
        person.save()
    shown = shown_for(lead, ROWS + "V,Do it,V001,Jo Marsh,,,\n")
    assert "“Jo Marsh” may be any of 2." in words_of(shown)
    confirm(lead, shown)
    assert ActionOwner.objects.get().words == "Jo Marsh"


def test_plan_preview_says_what_was_understood(lead):
    shown = words_of(shown_for(lead, ONE + "Visibility,Then,V002,,31 June 2018,,\n"))
    for words in (
        "HR: kept as words, leads", "TCWG: kept as words, in support", "1 March to 31 May 2019",
        "Visibility (V)", "Green", "Done in May.", "There is no 31 June",
        "Owners that Kept does not know", "HR, TCWG.", "They are kept as words",
    ):  # fmt: skip
        assert words in shown


def test_plan_row_is_corrected_and_kept(lead):
    shown = shown_for(lead, ONE)
    answer = change(lead, shown, 1, text="Name two champions\r\nin May", owner="IT", rag="amber")
    assert answer.url.endswith("?page=1#row-1")
    row = Import.objects.get().rows[0]
    assert (row["text"], row["rag"]) == ("Name two champions\nin May", "amber")
    confirm(lead, lead.get(shown.request["PATH_INFO"]))
    action = Action.objects.get()
    assert (action.owner_words, str(action.owners.get()), action.rating) == ("IT", "IT", "amber")


def test_plan_row_left_out_is_not_imported(lead):
    shown = shown_for(lead, ONE + "Visibility,Not this,V001,,,,\n")
    assert "Row 1 has the reference V001 too." in words_of(shown)
    assert 'V001<br><span class="meta">Row 1</span>' in words_of(shown)
    assert confirm(lead, shown).status_code == 200
    assert Plan.objects.count() == 0
    change(lead, shown, 2, is_left_out="on")
    confirm(lead, lead.get(shown.request["PATH_INFO"]))
    assert [one.text for one in Action.objects.all()] == ["Name a champion"]


def test_plan_row_keeps_what_was_typed_when_it_is_refused(lead):
    shown = shown_for(lead, ONE)
    wrong = change(lead, shown, 1, reference="V/1", status="I typed this for long.")
    assert "A reference begins with a letter" in words_of(wrong)
    assert "I typed this for long." in words_of(wrong)
    stale = change(lead, shown, 1, text="Mine", as_seen="another")
    assert "changed in another window" in words_of(stale)
    assert "Mine</textarea>" in words_of(stale)
    assert Import.objects.get().rows[0]["text"] == "Name a champion"


def test_nobody_confirms_what_they_have_not_seen(lead):
    shown = shown_for(lead, ONE)
    change(lead, shown, 1, text="Something else")
    assert "Something has changed since you looked" in words_of(confirm(lead, shown))
    WorkingGroup.objects.create(name="TCWG")
    now = lead.get(shown.request["PATH_INFO"])
    WorkingGroup.objects.update(name="Another")
    assert confirm(lead, now).status_code == 200
    assert Plan.objects.count() == 0


def test_confirming_twice_is_once(lead):
    shown = shown_for(lead, ONE)
    first, second = confirm(lead, shown, _once="1" * 32), confirm(lead, shown, _once="1" * 32)
    again = confirm(lead, shown)
    assert {first.url, second.url, again.url} == {Plan.objects.get().get_absolute_url()}
    assert lead.get(row_of(shown, 1)).url == first.url
    assert Action.objects.count() == 1


def test_plan_import_into_a_draft_without_actions(house, lead):
    draft = make_plan(house.lead)
    draft.themes.filter(letter="V").update(last_number=6)
    content = f"{ROWS}Visibility,One,,,,,\nTraining,Two,T001,,,,\nCareers,Three,C001,,,,\n"
    shown = shown_for(lead, content, into=draft.pk, title="", starts_on="")
    assert confirm(lead, shown).url == draft.get_absolute_url()
    said = [(str(one), one.theme.letter, str(one.theme)) for one in draft.actions.all()]
    assert said == [
        ("V001", "V", "Visibility"),
        ("T001", "T", "Training"),
        ("C001", "C", "Careers"),
    ]
    assert draft.themes.count() == 6
    assert draft.events.first().text == "imported 3 actions from plan.csv"
    assert "into" not in lead.get(URL).context["form"].fields


def test_a_draft_that_got_actions_meanwhile_takes_no_others(house, lead):
    draft = make_plan(house.lead)
    first, second = (shown_for(lead, ONE, into=draft.pk) for _ in range(2))
    confirm(lead, first)
    assert "This plan has actions already" in words_of(confirm(lead, second))
    assert draft.actions.count() == 1


def test_500_rows_are_shown_in_pages_and_imported_in_few_queries(
    lead, django_assert_max_num_queries
):
    lines = "".join(f"Visibility,Do {n},V{n:03},HR,2019,Green,Done\n" for n in range(1, 501))
    shown = shown_for(lead, ROWS + lines)
    assert len(shown.context["page"].object_list) == 50
    assert change(lead, shown, 120, owner="Finance").url.endswith("?page=3#row-120")
    shown = lead.get(shown.request["PATH_INFO"])
    with django_assert_max_num_queries(70):  # SQLite takes few values at once
        confirm(lead, shown)
    assert Action.objects.exclude(latest=None).count() == 500


def test_a_pasted_table_is_read_with_its_colours(lead):
    text = "Action\tReference\tOwner\tRAG\nName a champion\tV001\tHR\t\n"
    html = (
        "<table><tr><td>Action<td>Reference<td>Owner<td>RAG</tr><tr><td>Name a champion<td>V001"
        '<td>HR<td style="background:#00b050"></tr></table>'
    )
    for beside, rating in (("", ""), (html, "green")):
        answer = send(lead, URL, pasted=text, _html=beside, **NEW)
        confirm(lead, lead.get(answer.url))
        action = Action.objects.latest("pk")
        assert action.rating == rating
        assert action.plan.events.get().text == "began the plan with 1 action from a pasted table"


def test_plan_import_asks_for_what_is_missing_and_keeps_what_was_typed(lead):
    answer = send(lead, URL, pasted="Action\tOwner\nTyped for long\tHR", title="")
    page = words_of(answer)
    for sentence in ("Say what the new plan is called.", "Say on which day the plan starts."):
        assert sentence in page
    assert "Typed for long" in page
    assert "Choose a file, or paste" in words_of(send(lead, URL, **NEW))
    both = upload(lead, URL, ONE, "plan.csv", pasted="x", **NEW)
    assert "Send either a file or a pasted table" in words_of(both)
    assert Import.objects.count() == 0


WRONG = [
    ("plan.csv", b"", "This file is empty."),
    ("plan.csv", b"Name,Age\nA,1\n", "No action plan was found in this file"),
    ("plan.docx", b"PK\x03\x04 and no more", "Word"),
    ("plan.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "Excel"),
    ("plan.doc", b"x", "Open it in Word and save it as a Word document (.docx)."),
    ("plan.pdf", b"%PDF-1.7", "Choose the Word or Excel file that it was made from."),
    ("plan.exe", b"MZ", "its name does not end in .docx or .xlsx or .csv."),
    ("plan.docx", word(*[[HEADER, line("V001", "x" * 2_000)] * 1]).replace(b"word/", b"w\0rd/"),
     "Word"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "sentence"), WRONG)
def test_wrong_and_hostile_files_get_a_sentence(lead, name, content, sentence):
    answer = upload(lead, URL, content, name, **NEW)
    assert answer.status_code == 200
    assert any(sentence in one for one in answer.context["form"].errors["file"])
    assert 'value="Plan of 2018"' in words_of(answer)
    assert Import.objects.count() == 0


def test_the_pages_of_files_are_the_leads_own(house, lead, sign_in):
    shown = shown_for(lead, ONE)
    house.outsider.role_grants.create(role="lead", starts_on=date(2020, 1, 1))
    other = sign_in(house.outsider)
    for url in (shown.request["PATH_INFO"], row_of(shown, 1)):
        assert other.get(url).status_code == 404
        assert sign_in(house.reviewer).get(url).status_code == 403
    assert lead.get(row_of(shown, 2)).status_code == 404
    assert shown.request["PATH_INFO"] in lead.get(URL).content.decode()
    assert shown.request["PATH_INFO"] not in other.get(URL).content.decode()
    shown_for(lead, ONE, name="another.csv")
    page = words_of(lead.get(URL))
    assert page.count("Read, and not yet imported") == 1
    assert page.count("Go on with it") == 2


def test_the_way_to_files_stands_on_the_pages_of_plans(house, lead, sign_in):
    plan = make_plan(house.lead)
    make_action(plan, house.lead)
    assert reverse("actionplans:plan_import") in lead.get("/plans/").content.decode()
    assert "/plans/import/" not in sign_in(house.reviewer).get("/plans/").content.decode()
    assert (
        f"{plan.get_absolute_url()}plan.docx" in lead.get(plan.get_absolute_url()).content.decode()
    )
