"""Many actions on one page, each with a row to say how it stands, and one save for all."""

from django.contrib import messages

from actionplans import workflow
from actionplans.forms.rounds import RowForm
from institution import autosave, once
from institution.permissions import NotAllowed, Stale


def rows_of(request, actions):
    """A form for each of the actions, with what was sent or the unsaved text that was asked for."""
    typed = autosave.typed(request)
    return [RowForm(typed, action) for action in actions]


def saved_rows(request, rows):
    """Whether everything that was said in the rows is saved; else the rows say why not, and hold
    what was typed. A row in which nothing was said is left alone."""
    if any(row.errors for row in rows):
        return False
    said = [row for row in rows if row.is_touched]
    if not said:
        messages.info(request, "Nothing was said yet. Choose a rating, write, or tick a box.")
        return True
    try:
        chosen = [(row.action, row.rating, row.after_seen) for row in said]
        once.do(request, workflow.rate_several, chosen)
    except workflow.Refused as refused:
        for row in said:
            if reason := refused.reasons.get(row.action.pk):
                _explain(row, reason)
        return False
    autosave.forget(request)
    names = ", ".join(str(row.action) for row in said[:6]) + (" …" if len(said) > 6 else "")
    messages.success(request, f"Saved: {names}.")
    return True


def _explain(row, reason: NotAllowed) -> None:
    if isinstance(reason, Stale):
        row.show_latest(reason.current)
    else:
        row.add_error("text", f"{row.action}: {reason}")


def shown_again(request):
    """Where to go after a save: the same page of the same list."""
    return request.get_full_path()
