"""What somebody sees of a review round, who has not answered in it, and whom a mail reaches. Asks
and never writes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from actionplans import permissions
from actionplans.models import Action, ActionOwner, Membership, ReviewRound
from actionplans.totals import Totals
from institution.models import RoleGrant, User
from institution.permissions import Permission


@dataclass
class Waiting:
    """An owner with actions of which nothing was said in the round, and who is written to."""

    owner: str
    actions: list[Action] = field(default_factory=list)
    people: list[User] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """What somebody sees of a round: the actions that they may see, the keys of those that they
    may rate, how many the round asked about and how many were updated, and for who works on the
    plan also who has not answered."""

    actions: list[Action]
    rateable: set[int]
    answered: int
    asked: int
    may_see_all: Permission
    waiting: list[Waiting]

    @property
    def reachable(self) -> bool:
        """Whether anybody who has not answered gets a mail."""
        return any(one.people for one in self.waiting)


def seen_by(user: User, review_round: ReviewRound, *, takes: bool) -> Seen:
    """What the person sees of the round, whose plan comes with who helps. Only where it `takes`
    ratings are there any that they may rate."""
    plan = review_round.plan
    actions = list(with_owners(Action.objects.visible_to(user).live().filter(plan=plan)))
    for one in actions:
        one.plan = plan
    may_see_all = permissions.can_see_internal(user, plan)
    said = [review_round.knows_of(one) for one in actions]
    return Seen(
        actions=actions,
        rateable=rateable(user, actions if takes else []),
        answered=said.count("updated"),
        asked=len(said) - said.count("completed"),
        may_see_all=may_see_all,
        waiting=waiting(review_round, actions) if may_see_all else [],
    )


def line(user: User, review_round: ReviewRound) -> str:
    """The totals of a closed round, as the scheme writes them, of what the person may see; ""
    before it is closed."""
    plan = review_round.plan
    counts = review_round.counts(with_internal=bool(permissions.can_see_internal(user, plan)))
    return Totals(**counts).line(plan.labels) if counts else ""


def with_owners(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The actions with all that the pages of a round show; two questions for any number."""
    related = ("person", "department__merged_into", "group")
    owners = ActionOwner.objects.select_related(*related)
    return actions.select_related("plan", "theme", "latest").prefetch_related(
        Prefetch("owners", owners)
    )


def rateable(user: User, actions: Iterable[Action]) -> set[int]:
    """The keys of those of the actions that the person may rate, asked once for all; as
    permissions.can_rate_action has it. Their plans come with who helps."""
    current = [one for one in actions if one.plan.is_current]
    helped = {one.pk for one in current if permissions.can_rate_all(user, one.plan)}
    others = {one.pk for one in current} - helped
    if not others:
        return helped
    owned = ActionOwner.objects.owned_by(user).filter(action__in=others)
    return helped | set(owned.values_list("action", flat=True))


def waiting(review_round: ReviewRound, actions: Iterable[Action] | None = None) -> list[Waiting]:
    """The owners from whom the round waits for a word, by name. A round that is closed waits for
    nobody.

    actions: those of the plan with their owners, if they are known already (see `with_owners`).
    """
    if not review_round.is_open:
        return []
    if actions is None:
        actions = with_owners(review_round.plan.actions.live())
    found: dict[tuple[object, ...], tuple[ActionOwner, Waiting]] = {}
    for action in actions:
        if review_round.asks_about(action):
            for owner in action.owners.all():
                key = (owner.person_id, owner.department_id, owner.group_id, owner.words)
                found.setdefault(key, (owner, Waiting(str(owner))))[1].actions.append(action)
    _reach([owner for owner, _ in found.values()], found)
    return sorted((one for _, one in found.values()), key=lambda one: one.owner.lower())


def _reach(
    owners: list[ActionOwner], found: dict[tuple[object, ...], tuple[ActionOwner, Waiting]]
) -> None:
    """Say who is written to: the person, the heads of a department, the members of a group."""
    chains = {
        one.department_id: [each.pk for each in one.department.chain()]
        for one in owners if one.department
    }  # fmt: skip
    heads, members = _heads(chains), _members([one.group_id for one in owners if one.group_id])
    for owner, one in found.values():
        if owner.person:
            one.people = [owner.person] if owner.person.is_active else []
        elif owner.department_id:
            one.people = heads[owner.department_id]
        elif owner.group_id:
            one.people = members[owner.group_id]


def _heads(chains: dict[int | None, list[int]]) -> dict[int | None, list[User]]:
    """The active heads of each department, or of those it was merged into."""
    found: dict[int | None, list[User]] = defaultdict(list)
    if not chains:
        return found
    grants = RoleGrant.objects.in_force().filter(
        role=RoleGrant.Role.HEAD, person__is_active=True,
        department__in={pk for chain in chains.values() for pk in chain},
    ).select_related("person")  # fmt: skip
    for grant in grants:
        for department, chain in chains.items():
            if grant.department_id in chain and grant.person not in found[department]:
                found[department].append(grant.person)
    return found


def _members(groups: list[int]) -> dict[int, list[User]]:
    """Who serves in each group today and can sign in."""
    found: dict[int, list[User]] = defaultdict(list)
    if not groups:
        return found
    serving = Membership.objects.serving(timezone.localdate())
    for one in serving.filter(group__in=groups, person__is_active=True).select_related("person"):
        if one.person and one.person not in found[one.group_id]:
            found[one.group_id].append(one.person)
    return found


def by_person(asked: Iterable[Waiting]) -> dict[User, list[Action]]:
    """Everybody who is written to, with the actions they are asked about, each once."""
    found: dict[User, dict[int, Action]] = defaultdict(dict)
    for one in asked:
        for person in one.people:
            found[person] |= {action.pk: action for action in one.actions}
    return {person: list(actions.values()) for person, actions in found.items()}
