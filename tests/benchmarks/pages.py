"""Which pages are measured, as whom, and what is asked of them."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from institution.models import User
from sls.models import Statement
from tests.benchmarks.house import CLIENTS, House
from tests.benchmarks.measured import Measured
from tests.benchmarks.plans import ROUNDS, Planned
from tests.benchmarks.statements import Written

SAVED = ["availability", "responsibilities", "monitoring", "obligations", "contact"]


def describe(house: House, present: Written, figures: Measured, planned: Planned) -> dict:
    """For each page one request a client: path, session key, and for a save what it starts from."""
    in_state = {
        state: [place for place, one in enumerate(present.statements) if one.state == state]
        for state in Statement.State.values
    }
    writing, sent = in_state["draft"], in_state["submitted"]
    heads = [_session(person) for person in house.heads]
    reviewers = [_session(person) for person in house.reviewers]
    approved = list(Statement.objects.in_force().filter(academic_year=house.years[-2]))
    kpis = f"{reverse('kpis:kpi_list')}?year={figures.year}"
    leads = [_session(person) for person in planned.leads]
    rates = [f"{one.get_absolute_url()}rate/" for one in planned.few.actions.all()]
    requests: dict[str, list[dict]] = {}
    for client in range(CLIENTS + 1):  # the last one is for counting queries
        writes, reads = writing[client % len(writing)], sent[client % len(sent)]
        draft, read = present.statements[writes], present.statements[reads]
        key = SAVED[client // len(writing)]
        section = next(one for one in present.sections[draft.pk] if one.key == key)
        form = reverse("sls:section_edit", args=[draft.pk, key])
        review = reverse("sls:statement_review", args=[read.pk])
        asked = {
            "home": (reverse("home"), heads[reads]),
            # Where the quality office works: 30 of the present year's statements.
            "statement list": (reverse("sls:statement_list"), reviewers[client % CLIENTS]),
            # An approved one, as nine in ten are, read by somebody of another department.
            "statement page": (approved[writes].get_absolute_url(), heads[reads]),
            # One that is with the quality office, with all that was said about it.
            "under review": (read.get_absolute_url(), heads[reads]),
            "form": (form, heads[writes]),
            "save": (form, heads[writes]),
            "review page": (review, reviewers[client % CLIENTS]),
            "directory": (reverse("sls:service_list"), ""),
            # Ten years of weeks, as its head sees them.
            "KPI page": (figures.weekly.get_absolute_url(), _session(figures.head)),
            # Both with a whole year of readings.
            "12 KPIs": (f"{kpis}&department={figures.department.pk}", heads[reads]),
            "150 KPIs": (kpis, reviewers[client % CLIENTS]),
            "plan, 44 actions": (planned.few.get_absolute_url(), leads[client]),
            "plan, 500 actions": (planned.many.get_absolute_url(), leads[client]),
            "public plan": (reverse("actionplans:public_plan", args=[planned.few.pk]), ""),
            "RAG update": (rates[client], leads[client]),
        }
        for name, (path, session) in asked.items():
            version = ROUNDS if name == "RAG update" else section.version
            entry = {"path": path, "session": session, "version": version}
            requests.setdefault(name, []).append(entry)
    return {"requests": requests, **_document()}


def _document() -> dict:
    document = Statement.objects.in_force().for_list().first().document
    return {"document": document.pdf_url, "document_size": document.size}


def _session(person: User) -> str:
    """The key of a session in which the person is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key
