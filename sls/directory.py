"""The public service directory: what the statements in force promise, found by need."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Lower
from django.urls import reverse

from institution.models import Department
from sls.models import NotDelivered, Service, ServiceStandard, Statement
from sls.models.rows import audience_labels

BY_DEPARTMENT = Lower("section__statement__department__name")
MOST_WORDS = 8  # of a search: more are ignored
# Words that say nothing about a need.
SMALL_WORDS = frozenset(
    ["a", "an", "and", "do", "for", "how", "i", "in", "is", "my", "of", "on", "or", "the", "to"]
)


@dataclass(frozen=True)
class Found:
    """What a search found: services to show as cards, and what nobody offers where one looked.

    `has_all_words` is False when nothing has all the words that were asked for: then these have
    some of them.
    """

    services: QuerySet[Service]
    elsewhere: list[NotDelivered]
    has_all_words: bool = True


def search(need: str = "", *, department: Department | None = None, audience: str = "") -> Found:
    """Services of statements in force that have every word of `need` somewhere: in the service,
    its department's names or its summary. If there is none, those that have some of the words.
    Those with the need in their name come first, then those with most of its words.

    `elsewhere` are lines "we do not do this, … does", matched in the same way.
    """
    in_force = Statement.objects.newest_in_force()
    services = Service.objects.filter(section__statement__in=in_force)
    elsewhere = NotDelivered.objects.filter(section__statement__in=in_force)
    if department:
        services = services.filter(section__statement__department=department)
        elsewhere = elsewhere.filter(section__statement__department=department)
    if audience:
        services = services.annotate(audience_text=Cast("audiences", TextField())).filter(
            audience_text__contains=f'"{audience}"'
        )
    words = words_of(need)
    if not words:
        return Found(_ordered(services), _first(elsewhere) if department else [])
    services = services.annotate(rank=_rank(need.strip(), words))
    for joined in (and_, or_):
        having = services.filter(reduce(joined, map(_has, words)))
        lines = elsewhere.filter(reduce(joined, (Q(what__icontains=word) for word in words)))
        found = Found(_ordered(having, "rank"), _first(lines), joined is and_)
        if found.elsewhere or having.exists():
            break
    return found


def words_of(need: str) -> list[str]:
    """What to look for: the words without the small ones, and without the s of a plural."""
    words = [word for word in need.split() if word.lower() not in SMALL_WORDS]
    return [_singular(word) for word in words[:MOST_WORDS]]


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.lower().endswith("s") and not word.lower().endswith("ss")
    return word[:-1] if is_plural else word


def _ordered(services: QuerySet[Service], *first: str) -> QuerySet[Service]:
    return services.order_by(*first, BY_DEPARTMENT, "position", "pk")


def _first(lines: QuerySet[NotDelivered]) -> list[NotDelivered]:
    shown = lines.select_related("instead_department", "section__statement__department")
    return list(shown.order_by(BY_DEPARTMENT, "position")[:20])


@dataclass(frozen=True)
class Card:
    """What the directory shows of one service, and where its department's page shows it.

    `how_to_reach` is the department's contact where the service has none of its own.
    """

    name: str
    url: str
    department: str
    department_url: str
    audience: str
    availability: str
    how_to_reach: str


def cards(services: QuerySet[Service]) -> list[Card]:
    """The services as plain values, in one query that leaves out the long texts around them."""
    own = ["pk", "name", "audiences", "availability", "how_to_reach"]
    known = ["name", "slug", "email", "phone", "web"]
    columns = own + [f"section__statement__department__{name}" for name in known]
    found = []
    for pk, name, audiences, availability, how_to_reach, *values in services.values_list(*columns):
        department = Department(**dict(zip(known, values, strict=True)))
        url = reverse("sls:service_department", args=[department.slug])
        card = Card(
            name=name,
            url=f"{url}#service-{pk}",
            department=department.name,
            department_url=url,
            audience=", ".join(audience_labels(audiences)),
            availability=availability,
            how_to_reach=how_to_reach or department.contact,
        )
        found.append(card)
    return found


def _has(word: str) -> Q:
    department = "section__statement__department"
    return (
        Q(name__icontains=word)
        | Q(availability__icontains=word)
        | Q(how_to_reach__icontains=word)
        | Q(**{f"{department}__name__icontains": word})
        | Q(**{f"{department}__summary__icontains": word})
        | Q(**{f"{department}__pk__in": Department.objects.filter(names__name__icontains=word)})
    )


def _rank(need: str, words: list[str]) -> Case:
    """0 for a service whose name has the whole need, 1 for all of its words in the name, and for
    the rest 2 and more: one more for each word that is missing."""
    in_name = reduce(and_, (Q(name__icontains=word) for word in words))
    missing = [Case(When(_has(word), then=Value(0)), default=Value(1)) for word in words]
    return Case(
        When(name__icontains=need, then=Value(0)),
        When(in_name, then=Value(1)),
        default=sum(missing, Value(2)),
        output_field=IntegerField(),
    )


@dataclass(frozen=True)
class DepartmentServices:
    """One department's page: its statement in force with the rows that readers look for."""

    statement: Statement
    services: list[Service]
    not_delivered: list[NotDelivered]
    standards: list[ServiceStandard]


def of_department(department: Department) -> DepartmentServices | None:
    """What the department promises now; None while no statement of it is in force."""
    in_force = Statement.objects.in_force().filter(department=department)
    statement = in_force.order_by("-academic_year__start_year").for_list().first()
    if statement is None:
        return None
    return DepartmentServices(
        statement,
        list(Service.objects.filter(section__statement=statement)),
        list(
            NotDelivered.objects.filter(section__statement=statement).select_related(
                "instead_department"
            )
        ),
        list(ServiceStandard.objects.filter(section__statement=statement)),
    )


def departments() -> QuerySet[Department]:
    """The departments that have a statement in force."""
    in_force = Statement.objects.in_force().order_by()
    served = Department.objects.active().filter(pk__in=in_force.values("department"))
    return served.order_by(Lower("name"))
