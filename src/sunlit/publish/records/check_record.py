"""What a record of a check holds, for every form that it is written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

#: What each answer is called on a page.
ANSWERS: Final = {
    "prohibited": "prohibited",
    "not_prohibited": "not prohibited by this",
    "depends": "depends",
    "not_applicable": "does not govern purchases here",
}
MARKS: Final = {
    "read": "read",
    "partly_read": "read in part",
    "unverified": "unverified: from memory",
}
#: How `rules.Answer.ground` begins for a law that cannot bind a buyer there.
_ELSEWHERE: Final = "A rule of "
CAUTION: Final = (
    "Not legal advice. What published rules say, as far as they were read and as far as the facts "
    "below go. Nothing here says that anybody broke a law."
)
NOTHING: Final = (
    "No line names a restricted party that this knowledge lists. A thing may still be one under "
    "another label."
)


_NAMED: Final = {"on": "Day of the purchase", "funds": "Money", "jurisdiction": "Place"}


def _spelt(name: str) -> str:
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class RecordLine:
    """A line that is tied to a party: what it says, how, and each answer (`rules.Answer.as_record`).

    `taken` says what was read from cells or words. `answers` are those to tell, the telling first;
    each has `ground`, its reason in a line, beside what `as_record` gives.
    """

    place: str
    text: str
    party_name: str
    reason: str
    taken: Sequence[str]
    answers: Sequence[Mapping[str, Any]]

    @property
    def bearing(self) -> list[Mapping[str, Any]]:
        """The answers that prohibit or depend."""
        return [one for one in self.answers if one["status"] in ("prohibited", "depends")]

    @property
    def others(self) -> list[str]:
        """What does not bar it: a text for all rules of one ground, and one for other places."""
        rest = [one for one in self.answers if one["status"] not in ("prohibited", "depends")]
        elsewhere = [one for one in rest if one["ground"].startswith(_ELSEWHERE)]
        by_ground: dict[str, list[str]] = {}
        for one in rest:
            if one not in elsewhere:
                ground = f"{ANSWERS[one['status']]}. {one['ground']}"
                by_ground.setdefault(ground, []).append(f"{one['name']}{mark(one)}")
        told = [f"{'; '.join(names)}: {ground}" for ground, names in by_ground.items()]
        if elsewhere:
            names = "; ".join(f"{one['name']}{mark(one)}" for one in elsewhere)
            told.append(f"Rules of other places than the buyer's: {names}.")
        return told

    @property
    def verdict(self) -> str:
        """The gravest answer, in words."""
        statuses = {one["status"] for one in self.answers}
        grave = [word for word in ("prohibited", "depends") if word in statuses]
        return ANSWERS[grave[0]] if grave else "not prohibited by any rule here"


@dataclass(frozen=True)
class CheckRecord:
    """One check: when, by which knowledge, of which files, with which facts, and its lines.

    `made_on` is the day on which it was made; `facts` pairs of a fact and its value as written.
    """

    made_on: str
    facts: Sequence[tuple[str, str]]
    read_as: Sequence[str]
    rows_read: int
    originals: Sequence[tuple[str, str]]  # path, SHA-256
    knowledge_version: str
    program_version: str
    lines: Sequence[RecordLine]

    @property
    def head(self) -> list[tuple[str, str]]:
        """The pairs at the top of the page."""
        tied = f"{len(self.lines)} of {self.rows_read} lines name a restricted party"
        return [
            ("Checked on", self.made_on),
            ("Lines", tied),
            *((f"File {path}", f"SHA-256 {digest}") for path, digest in self.originals),
            ("Knowledge", f"{self.knowledge_version}, by Sunlit {self.program_version}"),
            *((_NAMED.get(name, _spelt(name)), value) for name, value in self.facts),
        ]


def mark(answer: Mapping[str, Any]) -> str:
    """The mark of what was not read whole."""
    return "" if answer["verified"] == "read" else f" ({MARKS[answer['verified']]})"


def settling(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a page says under an answer, each with its label: why, assumptions, what would settle."""
    found = [("", str(answer["why"]))]
    found += [("Assumed: ", f"{one}.") for one in answer["assumed"]]
    if answer["missing"]:
        found.append(("To settle: ", f"{answer['missing']}."))
    if answer["quote"]:
        words, _, where = str(answer["quote"]).rpartition(" (")
        found.append(("", f"“{words}” ({where}"))
    return found
