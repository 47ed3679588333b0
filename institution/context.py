"""What every page shows around its content: whose site it is, and where one can go."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from institution import remembered
from institution.permissions import is_administrator, is_reviewer

HOME = ("Home", "home")
STATEMENTS = ("Statements", "sls:statement_list")
RETURNS = ("Annual returns", "sls:return_list")
KPIS = ("KPIs", "kpis:kpi_list")
PLANS = ("Action plans", "actionplans:plan_list")
DEPENDENCIES = ("Who depends on us", "sls:dependency_list")
REVIEW_QUEUE = ("Review queue", "sls:review_queue")
DIRECTORY = ("Directory", "sls:service_list")
VERIFY = ("Verify", "documents:verify")
OFFICE = [
    ("Years", "institution:year_list"),
    ("Working calendar", "institution:calendar"),
    ("Requirements", "sls:requirement_list"),
    ("Departments", "institution:department_list"),
    ("People", "institution:person_list"),
    ("Template", "sls:template_list"),
    ("University KPIs", "kpis:university_kpi_list"),
    ("Dependencies", "sls:dependency_list"),
    ("Programs", "kpis:token_list"),
    ("Reports", "sls:report_list"),
    ("Institution", "institution:institution_edit"),
]
# An administrator keeps the house and has no say over content.
HOUSE = [
    ("People", "institution:person_list"),
    ("Programs", "kpis:token_list"),
    ("Institution", "institution:institution_edit"),
]

# Pages whose address is not below that of the list where they belong.
BELONGS = {
    "institution:grant_end": "institution:person_list",
    "kpis:census_detail": "institution:year_list",
    "kpis:readings_import": "kpis:kpi_list",
    "kpis:readings_preview": "kpis:kpi_list",
    "kpis:department_tokens": "kpis:kpi_list",
    "kpis:department_token_add": "kpis:kpi_list",
    "kpis:token_revoke": "kpis:kpi_list",
    "kpis:program_help": "kpis:kpi_list",
    "sls:volunteer": "sls:statement_list",
    "sls:advice_detail": "sls:statement_list",
    "sls:request_answer": "sls:statement_list",
    "sls:practice_list": "sls:return_list",
    "sls:practice_shelve": "sls:return_list",
}


@dataclass(frozen=True)
class Place:
    """One item of the navigation. `current` is "page" here, "true" below it, else empty."""

    label: str
    url: str
    current: str

    @property
    def is_current(self) -> bool:
        """Whether one is there, or below it."""
        return bool(self.current)


@dataclass(frozen=True)
class Navigation:
    """Where one can go: for everybody, and for the quality office or an administrator."""

    main: tuple[Place, ...]
    office: tuple[Place, ...]
    office_label: str
    directory: str
    verify: str

    @property
    def is_in_office(self) -> bool:
        """Whether one is among the quality office's pages."""
        return any(place.is_current for place in self.office)


def site(request: HttpRequest) -> dict[str, object]:
    """Context of every page; nothing is asked of the database before a template uses it."""
    return {
        "institution": SimpleLazyObject(remembered.institution),
        "navigation": cache(lambda: navigation(request)),
    }


def navigation(request: HttpRequest) -> Navigation:
    """The navigation for this person, with the place where they are marked."""
    signed_in = request.user.is_authenticated
    in_office = is_reviewer(request.user)
    office = OFFICE if in_office else HOUSE if is_administrator(request.user) else []
    main = [HOME, DIRECTORY, VERIFY]
    if signed_in:
        main[1:1] = [STATEMENTS, KPIS, RETURNS, PLANS]
    if request.user.is_authenticated and any(g.department_id for g in request.user.grants):
        main.insert(4, DEPENDENCIES)
    if in_office:
        main.insert(2, REVIEW_QUEUE)
    places = _places(request, main), _places(request, office)
    if not any(place.is_current for place in chain(*places)):
        url = _belongs(request)
        places = _marked(places[0], url), _marked(places[1], url)
    return Navigation(
        main=places[0],
        office=places[1],
        office_label="Quality office" if in_office else "Administration",
        directory=_address(DIRECTORY[1]),
        verify=_address(VERIFY[1]),
    )


def _places(request: HttpRequest, items: list[tuple[str, str]]) -> tuple[Place, ...]:
    return tuple(_place(request, label, _address(name)) for label, name in items)


def _belongs(request: HttpRequest) -> str:
    """The address of the list where a page belongs whose own is elsewhere; "" for others."""
    match = request.resolver_match
    name = getattr(request, "belongs", "") or (BELONGS.get(match.view_name) if match else "")
    return _address(name) if name else ""


def _marked(places: tuple[Place, ...], url: str) -> tuple[Place, ...]:
    return tuple(replace(one, current="true") if one.url == url else one for one in places)


@cache  # asked for a dozen times on each page, and always the same
def _address(name: str) -> str:
    return reverse(name)


def _place(request: HttpRequest, label: str, url: str) -> Place:
    if request.path == url:
        return Place(label, url, "page")
    is_above = url != "/" and request.path.startswith(url)
    # Groups and meetings have addresses of their own, and belong to the plans.
    if url == _address(PLANS[1]) and (match := request.resolver_match):
        is_above = is_above or match.namespace == PLANS[1].partition(":")[0]
    return Place(label, url, "true" if is_above else "")
