"""The public service directory: what the statements in force promise, found by need."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from institution.models import Department
from sls.models import NotDelivered, Service, ServiceStandard, Statement
from sls.models.rows import audience_labels

MOST_WORDS = 8  # of a search: more are ignored


@dataclass(frozen=True)
class Found:
    """What a search found: services to show as cards, and what nobody offers where one looked."""

    services: QuerySet[Service]
    elsewhere: list[NotDelivered]


def search(need: str = "", *, department: Department | None = None, audience: str = "") -> Found:
    """Services of statements in force that have every word of `need` somewhere: in the service,
    its department's names or its summary. Those with the need in their name come first.

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
    words = need.split()[:MOST_WORDS]
    for word in words:
        services = services.filter(_has(word))
        elsewhere = elsewhere.filter(what__icontains=word)
    order = ["section__statement__department__name", "position", "pk"]
    if words:
        services = services.annotate(rank=_rank(need.strip(), words))
        order.insert(0, "rank")
    shown = elsewhere.select_related(
        "instead_department", "section__statement__department"
    ).order_by("section__statement__department__name", "position")
    return Found(
        services.order_by(*order),
        list(shown[:20]) if words or department else [],
    )


@dataclass(frozen=True)
class Card:
    """What the directory shows of one service, and where its department's page shows it."""

    name: str
    url: str
    department: str
    department_url: str
    audience: str
    availability: str
    how_to_reach: str


def cards(services: QuerySet[Service]) -> list[Card]:
    """The services as plain values, in one query that leaves out the long texts around them."""
    department = "section__statement__department"
    columns = ["pk", "name", f"{department}__name", f"{department}__slug", "audiences"]
    found = []
    for pk, name, department, slug, audiences, availability, how_to_reach in services.values_list(
        *columns, "availability", "how_to_reach"
    ):
        url = reverse("sls:service_department", args=[slug])
        audience = ", ".join(audience_labels(audiences))
        card = Card(
            name, f"{url}#service-{pk}", department, url, audience, availability, how_to_reach
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
    """0 for a service whose name has the whole need, 1 for all of its words, 2 for the rest."""
    in_name = Q()
    for word in words:
        in_name &= Q(name__icontains=word)
    return Case(
        When(name__icontains=need, then=Value(0)),
        When(in_name, then=Value(1)),
        default=Value(2),
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
    return Department.objects.active().filter(pk__in=in_force.values("department"))
