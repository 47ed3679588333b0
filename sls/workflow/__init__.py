"""Every change to a statement that matters to people, as a verb with `by=`.

A verb locks and re-reads its row, checks the rule, writes, records the event in the same
transaction, and leaves the mail for after the commit. A refusal is NotAllowed with a sentence.
"""

from institution.permissions import NotAllowed, Stale
from sls.workflow.conversation import (
    add_comment,
    answer_advice,
    answer_dependency,
    ask_advice,
    resolve_comment,
    resolve_request,
)
from sls.workflow.lifecycle import (
    TRANSITIONS,
    Incomplete,
    approve,
    begin_edition,
    discard,
    reopen_section,
    return_for_changes,
    start,
    submit,
    take,
    withdraw,
)
from sls.workflow.practices import remove_practice, save_practice, shelve_practice
from sls.workflow.reporting import ask_report, cancel_report
from sls.workflow.requirements import confirm_proposals, copy_requirements, decide, volunteer
from sls.workflow.return_review import (
    accept_return,
    answer_as_friend,
    ask_return_changes,
    choose_friend,
)
from sls.workflow.returns import (
    RETURN_TRANSITIONS,
    open_returns,
    save_return_part,
    submit_return,
    withdraw_return,
)
from sls.workflow.review import drop_request, note_request, save_notes
from sls.workflow.templates import (
    begin_template,
    move_heading,
    publish_template,
    remove_heading,
    save_heading,
    save_template,
)
from sls.workflow.writing import (
    add_kpi,
    add_row,
    add_written_kpi,
    change_kpi,
    change_row,
    move_row,
    remove_kpi,
    remove_row,
    save_text,
)

__all__ = [
    "RETURN_TRANSITIONS",
    "TRANSITIONS",
    "Incomplete",
    "NotAllowed",
    "Stale",
    "accept_return",
    "add_comment",
    "add_kpi",
    "add_row",
    "add_written_kpi",
    "answer_advice",
    "answer_as_friend",
    "answer_dependency",
    "approve",
    "ask_advice",
    "ask_report",
    "ask_return_changes",
    "begin_edition",
    "begin_template",
    "cancel_report",
    "change_kpi",
    "change_row",
    "choose_friend",
    "confirm_proposals",
    "copy_requirements",
    "decide",
    "discard",
    "drop_request",
    "move_heading",
    "move_row",
    "note_request",
    "open_returns",
    "publish_template",
    "remove_heading",
    "remove_kpi",
    "remove_practice",
    "remove_row",
    "reopen_section",
    "resolve_comment",
    "resolve_request",
    "return_for_changes",
    "save_heading",
    "save_notes",
    "save_practice",
    "save_return_part",
    "save_template",
    "save_text",
    "shelve_practice",
    "start",
    "submit",
    "submit_return",
    "take",
    "volunteer",
    "withdraw",
    "withdraw_return",
]
