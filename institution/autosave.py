"""Typed text is never lost: what a person typed on a page is kept until it is saved or discarded.

A page's form carries a signed mark that says who opened it and on which page. With that mark
the text can be kept even when the session or the CSRF token has gone. Nothing is ever sent by
itself: the text is offered on the page, and the person decides.
"""

from contextlib import suppress
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
MAX_PLACE = 300  # characters, as the column holds
MAX_DRAFTS = 100  # of one person; beyond them the oldest go
TOO_LONG = "Not kept as a draft: it is too long."
STILL_EDITING = timedelta(minutes=5)
NEVER_KEPT = ("password", "passwd", "secret", "token")
# What a page or a button sends of itself, and choices that mean nothing outside their list.
NOT_TYPED = {
    "version", "as_seen", "stamp", "fingerprint", "then", "direction", "resolve", "offer",
    "shape", "into", "department", "instead_department", "university_kpi", "which",
}  # fmt: skip


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


@transaction.atomic
def keep(person: User, page: str, fields: dict[str, list[str]], *, seen: str) -> Autosave:
    """Keep what the person typed on the page in place of the draft before it.

    `seen` is the stamp of the draft that the page already shows, "" for none. A draft that the
    page does not show was typed in another window and stays as it is: NotAllowed. The same for
    more than MAX_SIZE characters.
    """
    if _is_too_long(fields):
        raise NotAllowed(f"{TOO_LONG} Save the page now.")
    kept = Autosave.objects.select_for_update().filter(person=person, page=page).first()
    if kept and seen != stamp(kept):
        raise NotAllowed(
            "Not kept as a draft: you have unsaved text for this page from another time or "
            "window. Restore or discard it first."
        )
    return _store(person, page, fields)


@transaction.atomic
def keep_sent(person: User, page: str, fields: dict[str, list[str]]) -> Autosave:
    """Keep the fields of a form that was sent in vain, over the draft that may be there.

    A page can hold a button beside its text: fields that did not come stay as they were, as far
    as there is room. NotAllowed for more than MAX_SIZE characters.
    """
    if _is_too_long(fields):
        raise NotAllowed(TOO_LONG)
    kept = Autosave.objects.select_for_update().filter(person=person, page=page).first()
    together = {**(kept.fields if kept else {}), **fields}
    return _store(person, page, fields if _is_too_long(together) else together)


def _is_too_long(fields: dict[str, list[str]]) -> bool:
    return sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MAX_SIZE


def _store(person: User, page: str, fields: dict[str, list[str]]) -> Autosave:
    fields = {name: [without_unseen(value) for value in values] for name, values in fields.items()}
    kept, is_new = Autosave.objects.update_or_create(
        person=person,
        page=page,
        defaults={"fields": fields, "saved_at": timezone.now()},
    )
    if is_new:
        newest = Autosave.objects.filter(person=person).order_by("-saved_at", "-pk")
        old = list(newest.values_list("pk", flat=True)[MAX_DRAFTS:])
        Autosave.objects.filter(pk__in=old).delete()
    return kept


def stamp(kept: Autosave | None) -> str:
    """What tells one state of a draft from the next; empty for none."""
    return kept.saved_at.isoformat() if kept else ""


def offered(person: User | AnonymousUser, page: str) -> Autosave | None:
    """What the person typed on the page and did not save, if anything."""
    if isinstance(person, AnonymousUser):
        return None
    return Autosave.objects.filter(person=person, page=page).first()


def is_restoring(request: HttpRequest) -> bool:
    """Whether the page was asked for with the unsaved text in its form."""
    return request.method == "GET" and request.GET.get("restore") == "1"


def restored(request: HttpRequest, form: str = "") -> MultiValueDict | None:
    """The unsaved text to bind the page's form with, if it was asked for with ?restore=1."""
    if not is_restoring(request):
        return None
    kept = offered(request.user, place(request.path, form))
    return MultiValueDict(kept.fields) if kept else None


def typed(request: HttpRequest, form: str = "") -> MultiValueDict | None:
    """What to bind the page's form with: what was sent, or the unsaved text that was asked for;
    None for a fresh page."""
    return request.POST if request.method == "POST" else restored(request, form)


def typed_in_vain(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person typed on a page that now refuses them: pairs of a name and a text.

    It came with the request, and is kept as a draft here; or it has been kept before. Nobody is
    shown anything from a form that somebody else opened.
    """
    if request.resolver_match is None or not request.user.is_authenticated:
        return []
    if request.method != "POST":
        kept = offered(request.user, request.path)
        return _words(kept.fields) if kept else []
    mark = read_mark(request.POST)
    if mark is None or mark.person != request.user.pk:
        return []
    fields = typed_fields(request.POST)
    words = _words(fields)
    if words:
        with suppress(NotAllowed):  # too much to keep is shown all the same
            keep_sent(request.user, mark.page, fields)
    return words


def _words(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The fields that say something to a reader, by their names in words."""
    return [
        (name.replace("-", " ").replace("_", " ").capitalize(), ", ".join(values))
        for name, values in fields.items()
        if name not in NOT_TYPED and not name.endswith("-was") and any(values) and values != ["on"]
    ]


def seen_by(request: HttpRequest, form: str = "") -> str:
    """The stamp of the draft whose text the answer to `request` shows; empty for none.

    That is the restored one, or on a form sent and shown again with errors whatever was kept.
    """
    if not is_restoring(request) and request.method != "POST":
        return ""
    return stamp(offered(request.user, place(request.path, form)))


def forget(person: User, page: str) -> None:
    """Drop the draft of the page: its form has been saved, or the person discarded it."""
    Autosave.objects.filter(person=person, page=page).delete()


def others_editing(page: str, person: User, *, now: datetime | None = None) -> list[str]:
    """The names of other people who typed on the page within the last five minutes."""
    recent = _others(person, now).filter(page=page)
    return list(recent.values_list("person__name", flat=True))


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
