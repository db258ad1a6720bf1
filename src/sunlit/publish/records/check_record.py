"""What a record of a check holds, for every form that it is written in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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
class RecordAnswer:
    """What one rule says of a line.

    `why` is the whole reason, `ground` the part that fits in a line. `elsewhere`: a law of another
    place than the buyer's. `quoted` holds the rule's own words and where they stand.
    """

    name: str
    status: str
    why: str
    ground: str
    elsewhere: bool
    missing: Sequence[str]
    assumed: Sequence[str]
    citation: str | None
    quoted: tuple[str, str] | None
    source: str | None
    verified: str

    @property
    def bears(self) -> bool:
        """Whether it prohibits or depends."""
        return self.status in ("prohibited", "depends")


@dataclass(frozen=True)
class RecordLine:
    """A line that is tied to a party: what it says, how, and each answer.

    `taken` says what was read from cells or words. `answers` are those to tell, the telling first.
    """

    place: str
    text: str
    party_name: str
    reason: str
    taken: Sequence[str]
    answers: Sequence[RecordAnswer]

    @property
    def bearing(self) -> list[RecordAnswer]:
        """The answers that prohibit or depend."""
        return [answer for answer in self.answers if answer.bears]

    @property
    def others(self) -> list[str]:
        """What does not bar it: a text for all rules of one ground, and one for other places."""
        by_ground: dict[str, list[str]] = {}
        elsewhere = []
        for answer in self.answers:
            if answer.elsewhere:
                elsewhere.append(f"{answer.name}{mark(answer)}")
            elif not answer.bears:
                ground = f"{ANSWERS[answer.status]}. {answer.ground}"
                by_ground.setdefault(ground, []).append(f"{answer.name}{mark(answer)}")
        texts = [f"{'; '.join(names)}: {ground}" for ground, names in by_ground.items()]
        if elsewhere:
            texts.append(f"Rules of other places than the buyer's: {'; '.join(elsewhere)}.")
        return texts

    @property
    def verdict(self) -> str:
        """The gravest answer, in words."""
        statuses = {answer.status for answer in self.answers}
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


def mark(answer: RecordAnswer) -> str:
    """The mark of what was not read whole."""
    return "" if answer.verified == "read" else f" ({MARKS[answer.verified]})"


def settling(answer: RecordAnswer) -> list[tuple[str, str]]:
    """What a page says under an answer, each with its label: why, assumptions, what would settle."""
    texts = [("", answer.why)]
    texts += [("Assumed: ", f"{one}.") for one in answer.assumed]
    if answer.missing:
        texts.append(("To settle: ", f"{'; '.join(answer.missing)}."))
    if answer.quoted:
        words, where = answer.quoted
        texts.append(("", f"“{words}” ({where})"))
    return texts
