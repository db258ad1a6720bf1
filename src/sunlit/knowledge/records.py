"""Who is restricted, and what points to them? Parties, names, labels, models, categories, reports."""

from typing import Any, Literal

from pydantic import Field, model_validator

from sunlit.knowledge.facts import Day, Record, Sourced, Texts, Verified, inherit

NameKind = Literal[
    "legal_name",
    "name",
    "native_name",
    "transliteration",
    "abbreviation",
    "misspelling",
    "local_unit",
    "former_name",
    "brand",
    "product_line",
]
SignalKind = NameKind | Literal["relabel", "model"]
#: "alone": points to the party by itself; "with_context": needs a maker, product or seller nearby.
Strength = Literal["alone", "with_context"]
#: How many of the brand's products the party makes.
Reach = Literal["all_products", "some_products", "past", "alleged", "unknown"]
#: A court, agency or manufacturer record; B trade press; C reseller page; D device code; U memory.
EvidenceRank = Literal["A", "B", "C", "D", "U"]


class Name(Sourced):
    """One way of writing a party, its units, brands or product lines."""

    text: str = Field(min_length=2)
    kind: NameKind
    strength: Strength
    script: Literal["latin", "han", "cyrillic", "arabic"] = "latin"
    generated: bool = False  # a likely misspelling that nobody attested
    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    country: str | None = None
    evidence_rank: EvidenceRank | None = None
    reach: Reach | None = None
    relation: str | None = None
    product_class: str | None = None
    false_hits: Texts = ()
    note: str | None = None


class Ownership(Sourced):
    """Who owned the party in [since, until). `owner` is a party's id; outsiders have a name only."""

    owner: str | None = None
    owner_name: str | None = None
    via: str | None = None
    share: str | None = None
    since: Day = Field(alias="from")
    until: Day | None = None
    note: str | None = None


class Subsidiary(Sourced):
    """A party of its own that belongs to this one; the dates stand in its own file."""

    party: str
    note: str | None = None


class PartyFact(Sourced):
    """Anything else worth keeping about a party, with its source."""

    fact: str
    value: str


class Party(Sourced):
    """A restricted company (or government body). Its listings stand in the instruments' files."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    kind: Literal["company", "government"] = "company"
    country: str | None = None
    parents_country: str | None = None
    names: tuple[Name, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    subsidiaries: tuple[Subsidiary, ...] = ()
    facts: tuple[PartyFact, ...] = ()
    collisions: Texts = ()
    makes: Texts = ()  # product classes that are its trade: "maintenance of a Dahua system"
    note: str | None = None
    listings: tuple["Listing", ...] = ()  # filled by the loader from the instruments

    @model_validator(mode="before")
    @classmethod
    def _parts_share_the_source(cls, given: Any) -> Any:
        return inherit(given, ("names", "ownership", "subsidiaries", "facts"))

    def names_of(self, kind: NameKind) -> tuple[Name, ...]:
        """The party's names of one kind, in the file's order."""
        return tuple(name for name in self.names if name.kind == kind)


class Listing(Sourced):
    """A party is named by an instrument in [since, until), by which tranche of it."""

    instrument: str
    tranche: str
    since: Day
    until: Day | None = None
    date_verified: Verified = "read"
    condition: str | None = None  # listed only if this holds, e.g. on a list that was not read
    scope: str | None = None
    purpose_limit: str | None = None
    note: str | None = None


class Relabel(Sourced):
    """Another maker's label on a party's products: a reason to look closer, never proof."""

    text: str = Field(min_length=2)
    aliases: Texts = ()
    party: str | None = None  # None: which of the candidates is not known
    candidates: Texts = ()
    also: Texts = ()
    reach: Reach
    evidence_rank: EvidenceRank
    relation: str | None = None
    lines: Texts = ()
    evidence: Texts = ()
    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    model_class: str | None = None
    seller: str | None = None
    country: str | None = None
    note: str | None = None
    collisions: Texts = ()  # for people: what else the label stands on
    false_hits: Texts = ()


class RelabelHint(Record):
    """A relabel from memory. Without `text` it is a remark for people, and no signal."""

    text: str | None = None
    party: str
    note: str | None = None


class FalseHit(Record):
    """A word that looks like a signal and mostly is not."""

    texts: Texts
    why: str
    severity: Literal["high"] | None = None


class RelabelFile(Record):
    """relabels.yaml."""

    about: dict[str, object]
    relabels: tuple[Relabel, ...]
    leads: tuple[RelabelHint, ...]
    false_hit_names: tuple[FalseHit, ...]


class ModelPattern(Sourced):
    """A pattern of model numbers; `pattern` is a Python regular expression, letter case ignored."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    kind: Literal["model", "product_line"] = "model"
    model_class: str
    pattern: str
    strength: Strength
    alone_if_prefix: str | None = None
    relabel: str | None = None  # the label whose models these are, when not the party's own
    examples: Texts
    note: str | None = None
    collisions: Texts = ()  # for people: who else numbers like this
    false_hits: Texts = ()


class NamingNote(Sourced):
    """How a maker builds its model names."""

    text: str


class ModelFile(Record):
    """models/<party>.yaml."""

    party: str
    naming_notes: tuple[NamingNote, ...] = ()
    patterns: tuple[ModelPattern, ...]


class NegativeControl(Record):
    """A text that no pattern marked "alone" may match."""

    text: str
    why: str
    note: str | None = None


class NegativeControlFile(Record):
    """negative_controls.yaml."""

    about: dict[str, object]
    negative_controls: tuple[NegativeControl, ...]


class Code(Sourced):
    """A code of a classification."""

    code: str
    name: str | None = None


class Category(Record):
    """A product class: the words for it by language, and its codes by scheme."""

    id: str
    name: str
    words: dict[str, Texts]
    codes: dict[Literal["unspsc", "naics", "psc", "cpv"], tuple[Code, ...]]


class CategoryFile(Record):
    """categories.yaml. `model_classes` maps the finer classes of models/ to a category or none."""

    about: dict[str, str]
    model_classes: dict[str, str | None]
    categories: tuple[Category, ...]
    exclusion_words: Texts

    def by_id(self) -> dict[str, Category]:
        """The categories by id, each code with the source of its scheme unless it has its own."""
        return {category.id: self._with_sources(category) for category in self.categories}

    def _with_sources(self, category: Category) -> Category:
        codes = {
            scheme: tuple(self._with_source(scheme, code) for code in found)
            for scheme, found in category.codes.items()
        }
        return category.model_copy(update={"codes": codes})

    def _with_source(self, scheme: str, code: Code) -> Code:
        source = self.about.get(f"{scheme}_source")
        if source is None or {"source", "verified"} & code.model_fields_set:
            return code
        return code.model_copy(update={"source": (source,), "verified": "read"})


class Signal(Record):
    """Anything that points to a party: a literal `text` or a `pattern`, never both.

    `false_hits` are words that, in the same cell, say that the signal means something else;
    `collisions` tell people what else it stands for.
    """

    id: str
    party: str | None  # None: one of `candidates`, which is not known
    kind: SignalKind
    text: str | None = None
    pattern: str | None = None
    strength: Strength
    alone_if_prefix: str | None = None
    grade: Literal["named", "model", "relabel"]
    script: str = "latin"
    product_class: str | None = None
    model_class: str | None = None
    since: Day | None = None
    until: Day | None = None
    evidence_rank: EvidenceRank | None = None
    reach: Reach | None = None
    generated: bool = False
    false_hits: Texts = ()
    collisions: Texts = ()
    also: Texts = ()
    candidates: Texts = ()
    examples: Texts = ()
    note: str | None = None
    source: Texts = ()
    verified: Verified
