"""What an import suggests and fills in: which plan is next, and what follows what."""

from datetime import date

import pytest

from actionplans import workflow
from actionplans.importing.references import followed_in
from actionplans.models import Plan
from tests.actionplans.plans import make_plan, plan_in_force
from tests.sls.sending import send, words_of
from tests.tables import upload

URL = "/plans/import/"
ROWS = "Theme,Action,Reference\n"


@pytest.fixture
def lead(house, sign_in):
    return sign_in(house.lead)


def suggested(client) -> dict[str, object]:
    """What the form of an import says before anything is typed."""
    form = client.get(URL).context["form"]
    return {field.name: field.value() for field in form if field.value() not in (None, "")}


def begun(client, content: str, **typed):
    """The preview of a file, with what the form suggests but for what is typed."""
    return client.get(upload(client, URL, content, "plan.csv", **suggested(client) | typed).url)


def confirm(client, shown):
    return send(client, shown.request["PATH_INFO"], stamp=shown.context["found"].stamp())


def test_the_first_plan_is_of_stage_1_and_a_later_one_of_the_next(house, lead):
    assert suggested(lead) == {"stage": 1, "months": 36}
    plan = plan_in_force(house.lead, stage=3)
    assert suggested(lead) == {
        "title": "Action plan 2027 to 2030", "stage": 4, "starts_on": date(2027, 10, 1),
        "months": 36, "follows": plan.pk,
    }  # fmt: skip
    assert lead.get("/plans/add/").context["form"]["stage"].value() == 4
    assert lead.get(f"/plans/{plan.pk}/next/").context["form"]["title"].value() == (
        "Action plan 2027 to 2030"
    )
    following = Plan(title="Next", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=house.lead)
    assert suggested(lead) == {"stage": 5, "months": 36}


def test_an_imported_plan_follows_the_one_in_force_as_if_it_was_begun_here(house, lead):
    plan = plan_in_force(house.lead, red_label="Not begun")
    workflow.add_editor(plan, house.head, by=house.lead)
    shown = begun(lead, f"{ROWS}Visibility,Name a champion,V001\n")
    assert f'which follows <a href="{plan.get_absolute_url()}">{plan}</a>' in words_of(shown)
    confirm(lead, shown)
    following = Plan.objects.get(predecessor=plan)
    assert (following.stage, following.red_label, following.actions.count()) == (2, "Not begun", 1)
    assert [one.person for one in following.editors.all()] == [house.head]
    assert lead.get(f"/plans/{plan.pk}/carry-forward/").status_code == 200


def test_an_imported_plan_may_follow_none(house, lead):
    plan = plan_in_force(house.lead)
    content = f"{ROWS}Visibility,Name a champion,V001\n"
    typed = {"into": "", "title": "Of old", "stage": "1", "starts_on": "2018-10-01", "months": "24"}
    wrong = upload(lead, URL, content, "plan.csv", **typed, follows=plan.pk)
    assert f"A plan that follows “{plan}” is of stage 2." in words_of(wrong).replace("&quot;", '"')
    confirm(lead, begun(lead, content, **typed, follows=""))
    assert Plan.objects.get(title="Of old").predecessor is None


def test_a_plan_that_was_followed_meanwhile_is_not_followed_twice(house, lead):
    plan = plan_in_force(house.lead)
    shown = begun(lead, f"{ROWS}Visibility,Name a champion,V001\n")
    following = Plan(title="Next", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=house.lead)
    assert "“Next” follows this plan already." in words_of(confirm(lead, shown))
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Following action C004, write a guide", ("C004",)),
        ("Following the review (R007) and C004: publish it", ("R007", "C004")),
        ("It follows 1.2 closely", ("1.2",)),
        ("Follow-up is planned. See C004", ()),
        ("Following a survey. C004 is another matter", ()),
        ("Publish the following: C004, R007", ()),
        ("Following V009, which is nowhere", ()),
        ("Following S001, which it is itself", ()),
    ],
)
def test_what_an_action_says_it_follows(text, found):
    assert followed_in(text, {"C004", "R007", "1.2", "S001"}, but="S001") == found


def test_following_an_action_of_the_same_file_fills_the_field(house, lead):
    make_plan(house.lead)
    content = (
        f"{ROWS}Career Development,Hold a fair,C004\n"
        'Career Development,"Following action C004, write a guide",C005\n'
        'Career Development,"Following V009, write another",C006\n'
    )
    typed = {"title": "Ours", "starts_on": "2026-10-01", "into": ""}
    shown = begun(lead, content, **typed)
    assert words_of(shown).count("Follows C004") == 1
    confirm(lead, shown)
    plan = Plan.objects.get(title="Ours")
    assert dict(plan.actions.values_list("reference", "follows")) == {
        "C004": "", "C005": "C004", "C006": "",
    }  # fmt: skip
