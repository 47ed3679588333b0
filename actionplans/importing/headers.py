"""Which row of a table names its columns, and what each column holds. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actionplans.importing import ratings, themes
from actionplans.importing.colours import RATINGS
from actionplans.importing.grids import Row, own
from kpis.sentences import bare

LONGEST = 60  # characters of a heading
LONGEST_RATING = 40
# What people call the columns. Of the fields that end in "?" only the table can tell what they
# are: "text?" is an action only beside two other columns, "rag?" a rating unless it is long text, a
# "timescale?" where something begins one only beside its end.
NAMES = {
    "text": "action, actions, planned action, planned actions, proposed action, agreed action, "
    "key action, key actions, action point, action points, objective, objectives, planned activity,"
    " actions planned, action objective, action description, action text, action required,"
    " actions required, action to be taken, what will we do, planned objective",
    "text?": "activity, activities, description, task, tasks, what, initiative, commitment, item",
    "reference": "reference, references, reference number, reference no, ref, refs, ref no,"
    " ref number, no, number, nr, id, action no, action number, action ref, action reference,"
    " action id, code, item no",
    "owner": "owner, owners, action owner, lead, leads, lead person, lead officer, led by,"
    " responsible, responsibility, responsibilities, by whom, who, who is responsible,"
    " person responsible, persons responsible, people responsible, responsible person,"
    " responsible persons, responsible for delivery, lead responsibility, accountable,"
    " assigned to, action by, owned by, staff responsible, team responsible,"
    " department responsible, delivery lead, named lead, accountable person",
    "timescale": "timescale, timescales, time scale, time scales, timeframe, timeframes,"
    " time frame, deadline, deadlines, by when, when, due, due date, due by, target date,"
    " completion date, target completion date, timeline, timelines, time line, timing, date,"
    " dates, target, completion, date due, timetable, end, end date, finish, finish date,"
    " completed by, complete by, to be completed by, planned completion, target completion,"
    " expected completion, expected completion date, planned completion date, delivery date",
    "timescale?": "start, start date, starts, from",
    "rag": "rag, rag status, rag rating, rag score, r a g, rating, brag, brag status, brag rating,"
    " traffic light, traffic lights, red amber green, rag analysis, current rag, latest rag",
    "rag?": "progress, status rag, progress rag, rag progress, progress status",
    "status": "status, update, updates, status update, progress update, latest update, comment,"
    " comments, commentary, notes, narrative, current position, progress notes, progress to date,"
    " current status, action taken, actions taken, status comments, rag comments,"
    " rag commentary, outcome, outcomes, status narrative",
    "theme": "theme, themes, area, areas, pillar, strand, section, key area, category, workstream,"
    " priority area, technician commitment theme, theme area, commitment area",
}
FIELD = {
    name.strip(): field for field, names in NAMES.items() for name in names.split(",")
}  # fmt: skip
# What a longer heading begins with: "Actions to be taken in the first year".
STEMS = (
    (r"(planned |key |agreed |proposed )?(actions?|objectives?)\b(?! plan)", "text"),
    (r"(time ?scales?|time ?frames?|deadlines?|by when|due|target date)\b", "timescale"),
    (r"(owners?|lead|leads|responsib\w+|by whom|who)\b", "owner"),
    (r"rag\b", "rag"),
    (r"(status|updates?|comments?)\b", "status"),
    (r"progress\b", "rag?"),
)
OTHERS = {"risk", "risks", "hazard", "hazards", "likelihood", "agenda item", "minute"}
STARTS, ENDS = {"start", "from", "starts", "begin"}, {"end", "to", "finish", "due", "until"}
SUBS = STARTS | ENDS | {"support", "supporting", "secondary", "other", "primary", "date", "dates"}
REFERENCE = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}(?:[.-]\d{1,3})*[a-z]?\.?")
# What tables without any heading are tried as: the source's own columns, and those we write.
USUAL = (
    ("text", "reference", "owner", "timescale", "rag", "status"),
    ("theme", "text", "reference", "owner", "timescale", "rag", "status"),
)


@dataclass(frozen=True)
class Layout:
    """What the columns of a table hold: a field for each, or "" for one that is not read."""

    fields: tuple[str, ...]
    headings: tuple[str, ...] = ()
    height: int = 1  # rows that the headings take
    subs: dict[int, str] = field(default_factory=dict)  # the second line of a heading

    def columns(self, name: str) -> list[int]:
        """The columns of a field, from the left."""
        return [column for column, known in enumerate(self.fields) if known == name]

    def has(self, *names: str) -> bool:
        """Whether all of these fields have a column."""
        return all(name in self.fields for name in names)

    @property
    def unread(self) -> list[str]:
        """Headings of columns that are not read."""
        pairs = zip(self.headings, self.fields, strict=False)
        return [heading for heading, name in pairs if heading and not name]


def is_reference(text: str) -> bool:
    """Whether it looks like the reference of an action: "V003", "1.2", "C-4"."""
    return bool(REFERENCE.fullmatch(text))


def field_of(heading: str) -> str:
    """The field that a heading names, or ""."""
    if not heading or len(heading) > LONGEST:
        return ""
    if heading.strip() == "#":
        return "reference"
    words = re.sub(r"\((s|es)\)", r"\1", heading.casefold())
    inside = " ".join(re.findall(r"\(([^)]*)\)", words))
    words = re.sub(r"\([^)]*\)", "", words)
    known = FIELD.get(bare(words), "") or _of_action(bare(words))
    if known == "status" and "rag" in bare(inside).split():
        return "rag?"
    if known:
        return known
    parts = [FIELD.get(bare(part), "") for part in re.split(r"/|&|\band\b|\bor\b|,|\n", words)]
    fields = {part.rstrip("?") for part in parts}
    if fields == {"rag", "status"}:
        return "rag?"
    if len(fields) == 1 and parts[0]:
        return parts[0]
    if len(fields - {""}) > 1:  # two things in one column, such as "Owner and timescale"
        return ""
    return next((name for stem, name in STEMS if re.match(stem, bare(words))), "")


def _of_action(words: str) -> str:
    """The field that "action owners" or "action due date" name: that of the words behind it."""
    known = FIELD.get(words.removeprefix("action "), "") if words.startswith("action ") else ""
    return "" if known.startswith("text") else known


def layout_at(rows: Sequence[Row], at: int) -> Layout | None:
    """The layout that the row `at` and perhaps the next one state, if they are headings at all."""
    row = rows[at]
    if len(own(row)) < 2 or any(len(row[column].text) > LONGEST for column in own(row)):
        return None
    fields = [field_of(cell.text) for cell in row]
    headings = [" ".join(cell.text.split()) for cell in row]
    if not _is_header(fields, headings):
        return None
    height, subs = 1, _second_line(rows, at)
    if subs:
        height = 2
        for column, text in subs.items():
            fields[column] = field_of(text) or fields[column]
            headings[column] = f"{headings[column]} {text}"
    if not _is_header(fields, headings):
        return None
    return Layout(tuple(_settled(fields, headings)), tuple(headings), height, subs)


def _is_header(fields: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether these are the columns of a plan: an action, and what else there is to say of one."""
    colours = sum(bare(heading) in {"red", "amber", "green"} for heading in headings)
    about = {name.rstrip("?") for name in fields if name} - {"text", "theme"}
    is_other = any(bare(heading) in OTHERS for heading in headings)
    if colours > 1 or is_other:  # the totals of a plan, or its risks
        return False
    return (bool(about) and "text" in fields) or (len(about) > 1 and "text?" in fields)


def _second_line(rows: Sequence[Row], at: int) -> dict[int, str]:
    """The second line of a heading, by column: below headings merged over several columns, or
    below none, where all others go on or are empty."""
    if at + 1 >= len(rows):
        return {}
    top, below, subs = rows[at], rows[at + 1], {}
    for column, cell in enumerate(below):
        if not cell.text or cell.joined:
            continue
        is_spanned = top[column].joined == "beside" or (
            column + 1 < len(top) and top[column + 1].joined == "beside"
        )
        name = field_of(cell.text) or (bare(cell.text) in SUBS)
        if not name or not (is_spanned or not top[column].text):
            return {}
        subs[column] = " ".join(cell.text.split())
    return subs


def _settled(fields: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The fields, with one heading for the action and one for the reference: that which names it
    most plainly, or else the first. Nobody wants an objective and a number within their texts."""
    found = list(fields)
    if "text" not in found:
        found[found.index("text?")] = "text"
    for name, plain in (("text", ("action", "activit")), ("reference", ("ref",))):
        named = [heading for heading, field in zip(headings, found, strict=True) if field == name]
        plainly = [one for word in plain for one in named if word in one.casefold()]
        chosen = next(iter([*plainly, *named]), "")
        found = [
            "" if field == name and heading != chosen else field
            for heading, field in zip(headings, found, strict=True)
        ]
    begins = "timescale" if "timescale" in found else ""
    return [{"text?": "", "timescale?": begins}.get(name, name) for name in found]


def resolved(layout: Layout, rows: Sequence[Row]) -> Layout:
    """The layout with what only the table's rows can tell: whether "Progress" is a rating or
    a report, which of two columns of status is one, and whether numbers stand before actions."""
    fields = list(layout.fields)
    for column in layout.columns("rag?"):
        texts = [row[column].text for row in rows]
        is_report = "rag" in fields or any(len(text) > LONGEST_RATING for text in texts)
        fields[column] = "status" if is_report else "rag"
    states = [column for column, name in enumerate(fields) if name == "status"]
    if "rag" not in fields and len(states) > 1:
        for column in states:
            if _are_states([row[column].text for row in rows if row[column].text]):
                fields[column] = "rag"
                break
    texts_at = [column for column, name in enumerate(fields) if name == "text"]
    if "reference" not in fields and len(texts_at) > 1:
        firsts = [row[texts_at[0]].text for row in rows if len(own(row)) > 2]
        if firsts and all(is_reference(text) for text in firsts):
            fields[texts_at[0]] = "reference"
    return replace(layout, fields=tuple(fields))


def _are_states(texts: Sequence[str]) -> bool:
    """Whether a column holds states rather than reports: short words, most of them names of one."""
    named = sum(ratings.is_state(text) for text in texts)
    is_rated = any(ratings.of_words(text) in RATINGS for text in texts)
    is_short = all(len(text) <= LONGEST_RATING for text in texts)
    return is_rated and is_short and named * 2 > len(texts)


def usual(rows: Sequence[Row]) -> Layout | None:
    """The layout of a table without headings whose cells stand as in the usual columns."""
    for fields in USUAL:
        at = fields.index("reference")
        full = [row for row in rows if len(row) == len(fields) and len(own(row)) > 2]
        if len(full) > 1 and sum(is_reference(row[at].text) for row in full) * 2 > len(full):
            return Layout(fields)
    return None


def fits(rows: Sequence[Row], layout: Layout) -> bool:
    """Whether a table without headings goes on in the columns of the one before it."""
    if not rows or len(rows[0]) != len(layout.fields):
        return False
    about = [layout.columns(name) for name in ("text", "reference", "owner", "timescale")]
    likely = rest = 0
    for row in rows:
        has = [any(row[column].text for column in columns) for columns in about]
        if len(own(row)) < 2 and (has[0] or has[1]):
            likely += bool(themes.known(row[own(row)[0]].text))
            continue
        rest += 1
        if not has[0] and not has[1]:
            likely += 1  # the rest of an action above
        elif about[1]:
            is_known = any(is_reference(row[column].text) for column in about[1])
            likely += is_known and len(own(row)) > 2
        else:
            likely += has[0] and (has[2] or has[3]) and not _is_labels(row)
    return likely > 0 and likely * 2 >= rest


def _is_labels(row: Row) -> bool:
    """Whether the row may be headings of something else: a few short words each, no figures."""
    return all(
        len(row[column].text.split()) < 4 and not re.search(r"\d", row[column].text)
        for column in own(row)
    )
