"""What does each instrument say of a purchase? The one place where the questions are combined.

    barred = the place can be bound
             and some bar holds (in force, names it, this buyer, money, act, thing, use, seller)
             and no exception holds

in three-valued logic: yes is "prohibited", no is "not_prohibited", unknown is "depends" on the
facts that the open questions name. An instrument that rules over no purchase is "not_applicable".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from sunlit.knowledge import Instrument, Knowledge
from sunlit.knowledge.facts import Verified
from sunlit.knowledge.scope import Bar, Exempt
from sunlit.knowledge.terms import PURCHASE_ACTS
from sunlit.rules.evaluate.derivation import Step, all_of, any_of, none_of
from sunlit.rules.evaluate.in_force import force_in_words, in_force, starts
from sunlit.rules.evaluate.listed import Listed, most_telling, names_parties
from sunlit.rules.evaluate.missing import Missing, missing, own_question
from sunlit.rules.evaluate.places import may_bind
from sunlit.rules.evaluate.scope import NO_DATE, Asked, in_scope
from sunlit.rules.facts import Facts
from sunlit.tables import Answer as Status
from sunlit.values.partial_date import PartialDate
from sunlit.values.truth import Truth

#: Why an instrument that governs no purchase bars no buyer.
_NO_PURCHASE: Final = {
    "export": "An export control: it bars no buyer.",
    "import": "A rule on imports: it bars no buyer inside the country.",
    "securities": "A rule on trading securities: it bars no purchase of goods or services.",
    "authorisation": "A rule on authorising and marketing equipment: it bars no buyer by itself.",
    "telecom_operation": "A rule for telecom operators: it bars no other buyer.",
    "reputation": "A reputational list: it bars no buyer.",
    "information": "For information: it bars no buyer.",
}
_STATUS: Final[dict[Truth, Status]] = {
    "yes": "prohibited",
    "no": "not_prohibited",
    "unknown": "depends",
}


@dataclass(frozen=True)
class Answer:
    """What one instrument says of one purchase.

    `listed` is whether it named the party on the day; null for an instrument that names nobody.
    `listed_from`, `listed_until` and `tranche` say since when and by which part of its list, and
    `via` through which owner or maker. `missing` holds the facts in words that would settle a
    "depends", `lacks` their codes (`missing.LACKS`), `asks` their names in `Facts`. `in_force_from`
    is the first day of any of its bars. `assumed` is what it takes for granted that nobody stated,
    and from which words; `read_as` how the words of the facts were read. `verified` is the weakest
    mark that it rests on.
    """

    instrument: str
    name: str
    status: Status
    listed: Truth | None
    listed_from: str | None
    in_force_from: str | None
    listed_until: str | None
    tranche: str | None
    via: str | None
    missing: tuple[str, ...]
    lacks: tuple[str, ...]
    asks: tuple[str, ...]
    why: str
    citation: str | None
    quote: str | None
    source: str | None
    verified: Verified
    derivation: Step = field(repr=False)
    assumed: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    ground: str = field(default="", repr=False)  # the part of `why` that fits in a line
    elsewhere: bool = field(default=False, repr=False)  # a law of another place than the buyer's
    quoted: tuple[str, str] | None = field(default=None, repr=False)  # words, and where they stand

    def as_record(self, derivation: bool = True) -> dict[str, object]:
        """The answer as plain data, its missing facts joined in one text or null."""
        record = {name: getattr(self, name) for name in _SHOWN}
        record["missing"] = "; ".join(self.missing) or None
        record |= {name: list(record[name]) for name in ("asks", "assumed", "read_as")}
        if derivation:
            record["derivation"] = self.derivation.as_record()
        return record


_SHOWN: Final = tuple(
    name
    for name in Answer.__dataclass_fields__
    if name not in ("derivation", "ground", "lacks", "elsewhere", "quoted")
)


def answer_of(case: Asked) -> Answer:
    """One instrument's answer."""
    tree = derive(case)
    status = _status(case, tree)
    naming = most_telling(case.routes)
    lacks = _missing(tree) if status == "depends" else []
    instrument, route = case.instrument, naming.route if naming else None
    listing, (ground, bound) = _listing_in_words(case, naming), _why(case, status, tree)
    cited = [part for part in (instrument.citation, route and route.tranche.citation) if part]
    sources = (route.tranche.source if route else ()) or instrument.source
    quoted = _quoted(case, naming)
    return Answer(
        instrument=instrument.id,
        name=instrument.name,
        status=status,
        listed=_listed(case, naming),
        listed_from=str(route.listed_from) if route else None,
        in_force_from=first_day_in_words(instrument),
        listed_until=str(route.tranche.until) if route and route.tranche.until else None,
        tranche=route.tranche.id if route else None,
        via=_via(case, naming),
        missing=tuple(dict.fromkeys(lack.words for lack in lacks)),
        lacks=tuple(dict.fromkeys(lack.code for lack in lacks)),
        asks=tuple(dict.fromkeys(lack.asks for lack in lacks if lack.asks)),
        why=" ".join(part for part in (listing, ground, bound) if part),
        citation="; ".join(cited) or None,
        quote=f"{quoted[0]} ({quoted[1]})" if quoted else None,
        source=sources[0] if sources else None,
        verified=_verified(instrument, naming),
        derivation=tree,
        assumed=_assumed(status, tree),
        ground=ground or (listing if status == "not_prohibited" else ""),
        elsewhere=status == "not_applicable" and instrument.governs == "purchase",
        quoted=quoted,
    )


def _assumed(status: Status, tree: Step) -> tuple[str, ...]:
    rests = status in ("prohibited", "depends")
    return tuple(dict.fromkeys(tree.assumptions())) if rests else ()


def derive(case: Asked) -> Step:
    """The tree of questions: can the place be bound, does a bar hold, does no exception?"""
    bars = instrument_bars(case.instrument)
    holds = any_of("Does any of its bars apply?", [in_scope(case, bar) for bar in bars])
    parts = [place_step(case.instrument, case.facts), holds]
    exceptions = exceptions_step(case.instrument, case.facts)
    if exceptions:
        parts.append(exceptions)
    return all_of(f"Does {case.instrument.name} bar it?", parts)


def instrument_bars(instrument: Instrument) -> tuple[Bar, ...]:
    """Its bars. One whose scope was not read has one bar, open on every fact that `missing` names."""
    return instrument.bars or (_unread(instrument),)


def first_day_in_words(instrument: Instrument) -> str | None:
    """The first day of any of its bars, else of the instrument; None when none was read."""
    days = [bar.since for bar in instrument.bars if bar.since] or starts(instrument)
    first = min(days, key=PartialDate.sort_key, default=None)
    return None if first is None or first.text == "unknown" else str(first)


@lru_cache(maxsize=8)
def questions_of(knowledge: Knowledge) -> frozenset[str]:
    """The names of every yes-or-no question that a rule asks: those that `settled` may answer."""
    return frozenset(
        fact
        for instrument in knowledge.instruments.values()
        for fact in (
            *(need.fact for bar in instrument_bars(instrument) for need in bar.needs),
            *(part.fact for part in instrument.exceptions if part.fact),
        )
    )


def _unread(instrument: Instrument) -> Bar:
    asks = instrument.missing or ("what it covers: its scope was not read",)
    needs = [
        {"fact": f"{instrument.id}-{number}", "is": True, "missing": words}
        for number, words in enumerate(asks, start=1)
    ]
    return Bar.model_validate({"id": "unread", "what": "its scope was not read", "needs": needs})


def exceptions_step(instrument: Instrument, facts: Facts) -> Step | None:
    """Whether the purchase is outside the exceptions that a fact can claim; None if there is none."""
    found = [_exception(facts, part) for part in instrument.exceptions if part.fact]
    return none_of("Is it outside every exception?", found) if found else None


def place_step(instrument: Instrument, facts: Facts) -> Step:
    """Whether a law of its place can bind a buyer of that place."""
    law = "/".join(instrument.jurisdiction)
    buyer = facts.jurisdiction
    return Step(
        f"Can a law of {law} bind the buyer?",
        may_bind(instrument.jurisdiction, buyer),
        f"the buyer is in {buyer}" if buyer else "not said",
        missing("jurisdiction", place=law),
    )


def _exception(facts: Facts, exception: Exempt) -> Step:
    given = facts.yes_or_no(str(exception.fact))
    held: Truth = "no"
    if exception.presumed == "open":
        held = "unknown" if given is None else ("yes" if given else "no")
    elif given:
        held = "unknown"  # a claim is no proof: these are rare, narrow and dated
    words = exception.missing or "whether the exception that is claimed covers this purchase"
    lack = own_question(str(exception.fact), words, exception.turns_on)
    is_ = "not claimed" if given is None else f"{exception.fact} is {'yes' if given else 'no'}"
    return Step(f"Excepted: {exception.text}?", held, is_, lack)


def _status(case: Asked, tree: Step) -> Status:
    instrument = case.instrument
    if instrument.governs != "purchase":
        if case.facts.act in PURCHASE_ACTS or not instrument.bars:
            here = instrument.governs == "authorisation" and tree.parts[0].answer != "no"
            return "not_prohibited" if here else "not_applicable"
    elif tree.parts[0].answer == "no":
        return "not_applicable"
    return _STATUS[tree.answer]


def _missing(tree: Step) -> list[Missing]:
    """The open facts, the date of the purchase first, then in the order of the tree."""
    return sorted(tree.open_facts(), key=lambda lack: lack != NO_DATE)


def _listed(case: Asked, naming: Listed | None) -> Truth | None:
    if naming:
        return naming.on_day
    if not names_parties(case.knowledge, case.instrument):
        return None
    told = case.facts.listed_on.get(case.instrument.id)
    if case.facts.party is None and case.facts.produced_by is None:
        return "unknown" if told is None else ("yes" if told else "no")
    return "no"


def _via(case: Asked, naming: Listed | None) -> str | None:
    if naming is None:
        return None
    route = naming.route
    named = case.knowledge.parties[route.named].name
    if route.chain:
        return f"{_owner_then(naming)} {named}"
    return f"maker {named}" if route.named != case.facts.party else None


def _owner_then(naming: Listed) -> str:
    chain = naming.route.chain
    certainty: Truth = chain.certainty if chain else "yes"
    return {"yes": "owner", "no": "owner at another time", "unknown": "possible owner"}[certainty]


def _listing_in_words(case: Asked, naming: Listed | None) -> str:
    """Neutral: who was listed, since when, by which route, and what is not known."""
    parties, facts = case.knowledge.parties, case.facts
    if naming is None:
        return _not_named(case)
    route = naming.route
    own = (
        facts.party if facts.party and (route.chain or route.named == facts.party) else route.named
    )
    name = parties[own].name
    on = facts.day if facts.day.first else "the day of the purchase"
    through = (
        f" through its {_owner_then(naming)} {parties[route.named].name}" if route.chain else ""
    )
    since = f"listed{through} from {route.listed_from} (tranche {route.tranche.id})"
    until = f" until {route.tranche.until}" if route.tranche.until else ""
    when = {
        "yes": f"{name} was {since}{until}.",
        "no": f"{name} was not listed on {on}: {since}{until}.",
        "unknown": f"Whether {name} was listed on {on} is not known: {since}{until}.",
    }
    return when[naming.on_day]


def _not_named(case: Asked) -> str:
    if not names_parties(case.knowledge, case.instrument):
        return "It names no company." if case.instrument.governs == "purchase" else ""
    if case.facts.party in case.knowledge.parties:
        return f"It does not name {case.knowledge.parties[str(case.facts.party)].name}."
    return ""


def _why(case: Asked, status: Status, tree: Step) -> tuple[str, str]:
    """The ground on which nothing is barred, if so, and whom the rule binds, where that helps."""
    instrument = case.instrument
    if instrument.governs != "purchase" and case.facts.act in PURCHASE_ACTS:
        return _NO_PURCHASE[instrument.governs], _bound(instrument)
    if status == "not_applicable":
        law = "/".join(instrument.jurisdiction)
        return f"A rule of {law}; the buyer is in {case.facts.jurisdiction}.", ""
    if status == "not_prohibited":
        return _why_not(case, tree)
    return "", _bound(instrument)


def _why_not(case: Asked, tree: Step) -> tuple[str, str]:
    """The plainest ground on which no bar holds."""
    bars = instrument_bars(case.instrument)
    if all(in_force(case.instrument, case.facts.day, bar) == "no" for bar in bars):
        first = min(bars, key=lambda bar: bar.since.sort_key() if bar.since else ())
        words = force_in_words(case.instrument, first)
        return f"Not in force on {case.facts.day} ({words}).", ""
    grounds = [
        f"{part.question} {part.answer}: {part.because}."
        for bar in tree.parts[1].parts
        for part in bar.parts
        if part.answer == "no" and not part.listing
    ]
    naming = most_telling(case.routes)
    if naming and naming.on_day == "no" and not naming.route.chain:
        return "It names the party on other days only.", ""
    return " ".join(dict.fromkeys(grounds[:2])), _bound(case.instrument)


def _bound(instrument: Instrument) -> str:
    binds = instrument.binds
    words = [f"It binds {binds.who}."] if binds.who else []
    words += [f"Not bound: {binds.not_}."] if binds.not_ else []
    return " ".join(words) or "Whom it binds was not read."


def _quoted(case: Asked, naming: Listed | None) -> tuple[str, str] | None:
    """The quoted words that name the party's own list, where there are several."""
    quotes = case.instrument.quotes
    if not quotes:
        return None
    name = case.knowledge.parties[naming.route.named].name.split()[0] if naming else ""
    telling = next((quote for quote in quotes if name and name in quote.text), quotes[0])
    return telling.text, telling.where


def _verified(instrument: Instrument, naming: Listed | None) -> Verified:
    """The weakest of what the answer rests on: the instrument, the listing, its date, ownership."""
    grounds: list[Verified] = [instrument.verified]
    if naming:
        route = naming.route
        grounds += [route.tranche.verified, route.tranche.date_verified]
        grounds += [link.verified for link in route.chain.links] if route.chain else []
    return min(grounds, key=("unverified", "partly_read", "read").index)


def answers_as_records(answers: Mapping[str, Answer], derivation: bool = True) -> dict[str, object]:
    """Answers as plain data by instrument, for JSON."""
    return {name: answer.as_record(derivation) for name, answer in answers.items()}
