"""Plans for tests, as the verbs make them."""

from datetime import date

from actionplans import workflow
from actionplans.importing import PlanRow, PlanTable
from actionplans.models import Action, ActionOwner, Plan, Rating
from institution.models import Import, User

WORDS = ["Name a champion", "Publish the register of skills", "Open a route to registration"]


def make_plan(lead: User, **fields) -> Plan:
    """An empty draft of 24 months from October 2025, with the scheme's five themes."""
    said = {
        "title": "Technician Commitment action plan",
        "starts_on": date(2025, 10, 1),
        "months": 24,
        "contact_name": "Technical Services",
        "contact_email": "technicians@kept.example",
    }
    return workflow.begin_plan(Plan(**said | fields), by=lead)


def make_action(plan: Plan, lead: User, *, owner: User | str = "HR", theme: str = "V", **fields):
    """An action of a draft, by the end of the plan and owned by somebody in words."""
    said = {
        "theme": plan.themes.get(letter=theme),
        "text": WORDS[plan.actions.count() % len(WORDS)],
        "owner_words": str(owner),
        "timescale_words": "Summer 2027",
    }
    owned = ActionOwner(words=owner) if isinstance(owner, str) else ActionOwner(person=owner)
    return workflow.add_action(plan, Action(**said | fields), by=lead, owners=[owned])


def plan_in_force(lead: User, *, actions: int = 3, owner: User | str = "HR", **fields) -> Plan:
    """A plan that was signed before it came here, all its actions still unrated."""
    plan = make_plan(lead, **fields)
    for _ in range(actions):
        make_action(plan, lead, owner=owner)
    return workflow.put_in_force(plan, by=lead)


def keep_plan(lead: User, *rows: PlanRow, file_name: str = "last-plan.docx") -> Import:
    """A plan that was read from a file and waits to be confirmed."""
    table = PlanTable(list(rows) or [PlanRow("Visibility", "V001", "Name a champion", "HR")])
    said = {"title": "Last plan", "stage": 1, "starts_on": date(2023, 10, 1), "months": 24}
    return workflow.keep_plan_file(file_name, table, by=lead, **said)


def rate(action: Action, value: str, *, by: User, text: str = "As planned.", **said) -> Rating:
    """Rate an action, having seen its latest rating."""
    action.refresh_from_db()
    rating = Rating(value=value, text=text, **said)
    return workflow.rate_action(action, rating, by=by, after=action.latest_number)
