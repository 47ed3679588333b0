"""Typed text is never lost: what a person typed on a page is kept until it is saved or discarded.

A page's form carries a signed mark that says who opened it and on which page. With that mark
the text can be kept even when the session or the CSRF token has gone. Nothing is ever sent by
itself: the text is offered on the page, and the person decides.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme

from documents.longtext import without_unseen
from institution.models import Autosave, User
from institution.permissions import NotAllowed

MARK_SALT = "institution.autosave.mark"
MARK_AGE = timedelta(days=7)
MAX_SIZE = 200_000  # characters of all fields of a form together
FORM_LENGTH = 36
MAX_PLACE = 300  # characters, as the column holds
MAX_DRAFTS = 100  # of one person; beyond them the oldest go
TOO_LONG = "Not kept as a draft: it is too long."
STILL_EDITING = timedelta(minutes=5)
NEVER_KEPT = ("password", "passwd", "secret", "token")


@dataclass(frozen=True)
class Mark:
    """Who opened a form (primary key), where it is (see `place`), and the page's query string."""

    person: int
    page: str
    query: str

    def address(self, *, restore: bool = False) -> str:
        """Where the form is shown, on request with the unsaved text in it."""
        path, _, form = self.page.partition("#")
        query = "&".join(filter(None, [self.query, "restore=1" if restore else ""]))
        return f"{path}{'?' if query else ''}{query}{'#' if form else ''}{form}"


def place(path: str, form: str = "") -> str:
    """The name under which the text of a form is kept: the path of its page and, where a page
    has several forms for text, the form's own name after a #."""
    return f"{path}#{form}" if form else path


def mark_of(request: HttpRequest, form: str = "") -> str:
    """The signed mark for a form on the page of `request`.

    Empty for somebody not signed in, on a page for everybody, where no text is at stake, and on
    one that is no place to come back to.
    """
    page, match = place(request.path, form), request.resolver_match
    if not request.user.is_authenticated or len(page) > MAX_PLACE:
        return ""
    if match is None or not getattr(match.func, "login_required", True):
        return ""
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None):  # such as //notes/
        return ""
    query = request.GET.copy()
    query.pop("restore", None)
    query.pop("draft", None)
    mark = Mark(request.user.pk, page, query.urlencode()[:MAX_PLACE])
    return signing.dumps(asdict(mark), salt=MARK_SALT, compress=True)


def read_mark(posted: QueryDict) -> Mark | None:
    """The mark that came with a form; None if it is missing, too old or not ours."""
    try:
        return Mark(**signing.loads(posted.get("_who", ""), salt=MARK_SALT, max_age=MARK_AGE))
    except signing.BadSignature:
        return None


def typed_fields(posted: QueryDict) -> dict[str, list[str]]:
    """The fields of a sent form that are worth keeping: no marks, no passwords, never files."""
    return {name: values for name, values in posted.lists() if _may_be_kept(name)}


def _may_be_kept(name: str) -> bool:
    name = name.lower()
    return not (
        name.startswith("_")
        or not name.isprintable()
        or name in ("csrfmiddlewaretoken", "code")
        or any(word in name for word in NEVER_KEPT)
    )


@dataclass(frozen=True)
class Shown:
    """Which draft a form shows: the one that was typed into it (its token), or the one it was
    opened with (its stamp). A form with neither shows none."""

    form: str = ""
    seen: str = ""

    def draft(self, kept: Autosave) -> bool:
        """Whether it shows this draft."""
        return bool(self.form and kept.form == self.form) or stamp(kept) == self.seen


NO_DRAFT = Shown()


def shown_by(posted: QueryDict) -> Shown:
    """Which draft a sent form shows, by its marks."""
    return Shown(posted.get("_once", "")[:FORM_LENGTH], posted.get("_seen", ""))


@transaction.atomic
def keep(person: User, page: str, fields: dict[str, list[str]], *, shown: Shown) -> Autosave:
    """Keep what the person typed in place of the draft that the form shows.

    Any other draft of the page was typed at another time or in another window, and stays until
    the person has chosen. NotAllowed for more than MAX_SIZE characters.
    """
    if _is_too_long(fields):
        raise NotAllowed(f"{TOO_LONG} Save the page now.")
    mine = next(filter(shown.draft, _locked(person, page)), None)
    return _store(mine or Autosave(person=person, page=page), fields, shown.form)


@transaction.atomic
def keep_sent(
    person: User, page: str, fields: dict[str, list[str]], *, shown: Shown = NO_DRAFT
) -> Autosave:
    """Keep the fields of a form that was sent in vain, together with the draft that it shows.

    A page can hold a button beside its text: fields that did not come stay as they were in a
    draft that says nothing else, as far as there is room. NotAllowed for more than MAX_SIZE
    characters.
    """
    if _is_too_long(fields):
        raise NotAllowed(TOO_LONG)
    drafts, sent = _locked(person, page), _clean(fields)
    beside = (one for one in drafts if all(one.fields.get(n, v) == v for n, v in sent.items()))
    mine = next(filter(shown.draft, drafts), None) or next(beside, None)
    mine = mine or Autosave(person=person, page=page)
    together = {**mine.fields, **fields}
    return _store(mine, fields if _is_too_long(together) else together, shown.form)


def _drafts(person: User | AnonymousUser, page: str) -> QuerySet[Autosave]:
    kept = Autosave.objects.filter(page=page).order_by("-saved_at", "-pk")
    return kept.none() if isinstance(person, AnonymousUser) else kept.filter(person=person)


def _locked(person: User, page: str) -> list[Autosave]:
    """The drafts of a page to change: one request of the person at a time, also for the first."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return list(_drafts(person, page))


def _is_too_long(fields: dict[str, list[str]]) -> bool:
    return sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MAX_SIZE


def _clean(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [without_unseen(value) for value in values] for name, values in fields.items()}


def _store(kept: Autosave, fields: dict[str, list[str]], form: str) -> Autosave:
    is_new = kept.pk is None
    kept.fields, kept.form, kept.saved_at = _clean(fields), form, timezone.now()
    kept.save()
    if is_new:
        newest = Autosave.objects.filter(person=kept.person).order_by("-saved_at", "-pk")
        old = list(newest.values_list("pk", flat=True)[MAX_DRAFTS:])
        Autosave.objects.filter(pk__in=old).delete()
    return kept


def stamp(kept: Autosave | None) -> str:
    """What tells one state of a draft from the next; empty for none."""
    return kept.saved_at.isoformat() if kept else ""


def offers(person: User | AnonymousUser, page: str) -> list[Autosave]:
    """All that the person typed on the page and did not save, the newest first."""
    return list(_drafts(person, page))


def offered(person: User | AnonymousUser, page: str) -> Autosave | None:
    """What the person typed on the page last and did not save, if anything."""
    return _drafts(person, page).first()


def is_restoring(request: HttpRequest) -> bool:
    """Whether the page was asked for with the unsaved text in its form."""
    return request.method == "GET" and request.GET.get("restore") == "1"


def restored(request: HttpRequest, form: str = "") -> MultiValueDict | None:
    """The unsaved text to bind the page's form with, if it was asked for with ?restore=1."""
    kept = restored_draft(request, form)
    return MultiValueDict(kept.fields) if kept else None


def restored_draft(request: HttpRequest, form: str = "") -> Autosave | None:
    """The draft whose text was asked for: the newest, or the one that ?draft= names."""
    if not is_restoring(request):
        return None
    drafts, asked = offers(request.user, place(request.path, form)), request.GET.get("draft")
    return next((one for one in drafts if not asked or str(one.pk) == asked), None)


def typed(request: HttpRequest, form: str = "") -> MultiValueDict | None:
    """What to bind the page's form with: what was sent, or the unsaved text that was asked for;
    None for a fresh page."""
    return request.POST if request.method == "POST" else restored(request, form)


def seen_by(request: HttpRequest, form: str = "") -> str:
    """The stamp of the draft whose text the answer to `request` shows; empty for none.

    That is the restored one, or on a form sent and shown again with errors its own.
    """
    if request.method != "POST":
        return stamp(restored_draft(request, form))
    drafts = offers(request.user, place(request.path, form))
    return stamp(next(filter(shown_by(request.POST).draft, drafts), None))


def forget(request: HttpRequest, form: str = "") -> None:
    """Drop the draft of the form that has just been saved. Others of the page are offered on."""
    drafts, shown = offers(request.user, place(request.path, form)), shown_by(request.POST)
    _delete([one for one in drafts if shown.draft(one)])


def discard(person: User, page: str, posted: QueryDict) -> bool:
    """Drop the draft that the person was offered (its number is sent as `draft`), or else the one
    that the form shows. Whether there was one."""
    number, shown = posted.get("draft"), shown_by(posted)
    return _delete(
        one for one in offers(person, page)
        if (str(one.pk) == number if number else shown.draft(one))
    )  # fmt: skip


def drop_all(person: User, page: str) -> None:
    """Drop every draft of a page that is there no longer."""
    _delete(offers(person, page))


def _delete(drafts: Iterable[Autosave]) -> bool:
    keys = [one.pk for one in drafts]
    # To delete nothing is a transaction too, and on SQLite one that waits in line with all others.
    return bool(keys and Autosave.objects.filter(pk__in=keys).delete()[0])


def others_editing(page: str, person: User, *, now: datetime | None = None) -> list[str]:
    """The names of other people who typed on the page within the last five minutes."""
    recent = _others(person, now).filter(page=page)
    return list(recent.values_list("person__name", flat=True).distinct())


def others_editing_below(
    page: str, person: User, *, now: datetime | None = None
) -> list[tuple[str, str]]:
    """The same for all pages whose addresses begin with `page`, each with its own address."""
    recent = _others(person, now).filter(page__startswith=page)
    found = recent.values_list("page", "person__name")
    return [(kept.partition("#")[0], name) for kept, name in found]


def _others(person: User, now: datetime | None) -> QuerySet[Autosave]:
    since = (now or timezone.now()) - STILL_EDITING
    recent = Autosave.objects.filter(saved_at__gte=since).exclude(person=person)
    return recent.order_by("person__name")
