"""Whom the owners of an action are by their names: people, departments and working groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from actionplans import owners
from actionplans.models import ActionOwner, WorkingGroup
from institution.models import Department, User
from kpis.sentences import bare

LONGEST_WORDS = ActionOwner._meta.get_field("words").max_length or 0
SMALL = {"and", "of", "the", "for", "in", "to", "a", "an", "or"}  # not in initials


@dataclass(frozen=True)
class Match:
    """One owner: the name as written, who it is (None where we know nobody), and why not."""

    name: str
    is_lead: bool
    who: User | Department | WorkingGroup | None = None
    doubt: str = ""

    @property
    def kind(self) -> str:
        """person, department, group or words."""
        kinds = {User: "person", Department: "department", WorkingGroup: "group"}
        return kinds[type(self.who)] if self.who else "words"

    def owner(self) -> ActionOwner:
        """The row that says so, of no action yet."""
        if self.who is None:
            return ActionOwner(is_lead=self.is_lead, words=self.name[:LONGEST_WORDS])
        return ActionOwner(is_lead=self.is_lead, **{self.kind: self.who})


@dataclass
class Directory:
    """Everybody who may be an owner, by their names in bare words."""

    full: dict[str, set] = field(default_factory=dict)
    initials: dict[str, set] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Directory":
        """Who is here now: active people, departments under every name, working groups."""
        found = cls()
        for person in User.objects.filter(is_active=True):
            found._add(person, [person.name, person.email])
        departments = Department.objects.select_related("merged_into__merged_into")
        for department in departments.prefetch_related("names"):
            names = [department.name, *(one.name for one in department.names.all())]
            found._add(department.successor(), names, short=names)
        for group in WorkingGroup.objects.filter(is_active=True):
            found._add(group, [group.name, group.short_name], short=[group.name])
        return found

    def _add(self, who: object, names: Iterable[str], short: Iterable[str] = ()) -> None:
        for name in filter(None, map(bare, names)):
            self.full.setdefault(name, set()).add(who)
        for letters in filter(None, map(initials, short)):
            self.initials.setdefault(letters, set()).add(who)

    def find(self, name: str) -> set:
        """All that are called so: by a whole name, or else by the initials of one."""
        return self.full.get(bare(name)) or self.initials.get(name.strip().upper()) or set()

    def only(self, name: str) -> User | Department | WorkingGroup | None:
        """Who alone is called so, or None."""
        there = self.find(name)
        return next(iter(there)) if len(there) == 1 else None

    def match(self, words: str) -> tuple[Match, ...]:
        """The owners that the words name; one named twice is one."""
        found: dict[object, Match] = {}
        for name in owners.split(words, lambda text: bool(self.find(text))):
            there = self.find(name.text)
            doubt = f"“{name.text}” may be any of {len(there)}." if len(there) > 1 else ""
            who = self.only(name.text)
            match = Match(name.text, name.is_lead, who, doubt)
            if who not in found or match.is_lead:
                found[who or name.text] = match
        return tuple(found.values())


def owners_in(words: str) -> list[ActionOwner]:
    """The owners that the words name, of no action yet."""
    return [match.owner() for match in Directory.load().match(words)] if words else []


def initials(name: str) -> str:
    """The first letters of a name of several words: "Human Resources" is HR."""
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""
