"""Template tags that every template has: long text, the marks of a form, unsaved text."""

from functools import lru_cache

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents.longtext import plain_text, to_html
from institution import autosave, once
from institution.context import Navigation

register = template.Library()


@register.filter
def longtext(text: str | None) -> SafeString:
    """The safe HTML of long text: {{ answer.text|longtext }}."""
    return to_html(text or "")


@register.filter
def plaintext(text: str | None) -> str:
    """The words of long text without its marks, for mails and where it is cut short."""
    return plain_text(text or "")


@register.simple_tag
@lru_cache(maxsize=200)  # a list shows the same few tags on every row
def state_tag(state: str, word: str = "") -> SafeString:
    """The component _state_tag, made once for each state: {% state_tag statement.state %}."""
    return render_to_string("components/_state_tag.html", {"state": state, "word": word})


@register.simple_tag(takes_context=True)
def primary_navigation(context: Context) -> str:
    """The component _navigation, for this person on this page. Error pages may have none."""
    return _drawn(context["navigation"]()) if "navigation" in context else ""


@lru_cache(maxsize=200)  # one for each role and place: drawn once, not on every page
def _drawn(navigation: Navigation) -> SafeString:
    return render_to_string("components/_navigation.html", {"navigation": navigation})


@register.inclusion_tag("components/_form_marks.html", takes_context=True)
def form_marks(context: Context, form: str = "") -> dict[str, str]:
    """The hidden fields of every form that is posted; used instead of {% csrf_token %}.

    They are Django's CSRF token, a signed mark of who opened the form and where (so that its
    text can be kept when the session has gone), the state of the draft it shows, and a token
    that makes it count once. `form` names the form where a page has several with typed text.
    """
    request = context["request"]
    return {
        "who": autosave.mark_of(request, form),
        "seen": autosave.seen_by(request, form),
        "once": once.new_token(),
    }


@register.inclusion_tag("components/_autosave_offer.html", takes_context=True)
def autosave_offer(context: Context, form: str = "") -> dict[str, object]:
    """All that was typed here and not saved, each with links to restore or discard it. Stands
    before the form, not in it. `form` as in form_marks."""
    request = context["request"]
    page = autosave.place(request.path, form)
    # A form that was just sent and is shown again holds its text already.
    drafts = autosave.offers(request.user, page) if request.method == "GET" else []
    restored = autosave.restored_draft(request, form)
    return {"request": request, "drafts": drafts, "restored": restored, "form": form}
