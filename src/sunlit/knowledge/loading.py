"""Load the knowledge of a folder, once: the package's own, or a user's copy of it."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import orjson
from pydantic import BaseModel

from sunlit.errors import KnowledgeError
from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.brand_words import BrandWords
from sunlit.knowledge.files import read_record
from sunlit.knowledge.law import Instrument, Tranche
from sunlit.knowledge.records import (
    CategoryFile,
    Listing,
    ModelFile,
    NegativeControlFile,
    Party,
    RelabelFile,
)
from sunlit.knowledge.reports import AdvisoryFile, CaseFile, ResellerFile
from sunlit.knowledge.signals import derive_signals
from sunlit.knowledge.vocabulary import read_vocabulary

_Record = TypeVar("_Record", bound=BaseModel)
_OWN_FOLDER = Path(__file__).parent


def load(folder: Path | None = None) -> Knowledge:
    """The knowledge in `folder`, or the package's own. Read once per folder and process.

    Raises KnowledgeError, naming file and key, when a file is missing, has an unknown key or a
    value of the wrong kind. Whether the facts agree with one another is `check`'s question.
    """
    return _load((folder or _OWN_FOLDER).resolve())


@lru_cache(maxsize=8)
def _load(folder: Path) -> Knowledge:
    reader = _Reader(folder)
    instruments = reader.folder("instruments", Instrument)
    _require_referred(instruments)
    listings = _listings(instruments)
    parties = {
        party_id: party.model_copy(update={"listings": listings.get(party_id, ())})
        for party_id, party in reader.folder("parties", Party).items()
    }
    models = reader.folder("models", ModelFile)
    relabels = reader.file("relabels.yaml", RelabelFile)
    categories = reader.file("categories.yaml", CategoryFile)
    return Knowledge(
        parties=parties,
        signals=derive_signals(parties, relabels, models.values(), categories),
        instruments=instruments,
        categories=categories.by_id(),
        model_classes=categories.model_classes,
        exclusion_words=categories.exclusion_words,
        models=models,
        relabels=relabels,
        brand_words=reader.file("brand_words.yaml", BrandWords),
        negative_controls=reader.file(
            "negative_controls.yaml", NegativeControlFile
        ).negative_controls,
        false_hit_names=relabels.false_hit_names,
        advisories=reader.file("advisories.yaml", AdvisoryFile).advisories,
        cases=reader.file("cases.yaml", CaseFile).cases,
        resellers=reader.file("resellers.yaml", ResellerFile).resellers,
        vocabulary=read_vocabulary(reader),
        version=reader.version(),  # last: it covers every file read above
    )


class _Reader:
    """Reads files of one folder and remembers their content for the version."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._contents: dict[str, object] = {}

    def file(self, name: str, kind: type[_Record]) -> _Record:
        """The record in one file."""
        record, self._contents[name] = read_record(self._folder / name, name, kind)
        return record

    def folder(self, name: str, kind: type[_Record]) -> dict[str, _Record]:
        """The records of a folder by id, ids in order. Each file is named after its id."""
        paths = sorted((self._folder / name).glob("*.yaml"))
        if not paths:
            raise KnowledgeError(f"{self._folder / name}: no .yaml file there. Is this the folder?")
        found: dict[str, _Record] = {}
        for path in paths:
            record = self.file(f"{name}/{path.name}", kind)
            record_id = getattr(record, "id", None) or getattr(record, "party", "")
            if record_id != path.stem:
                raise KnowledgeError(
                    f"{name}/{path.name}: id: {record_id!r} is not the file's name. "
                    f"Name the file {record_id}.yaml or mend the id."
                )
            found[path.stem] = record
        return found

    def version(self) -> str:
        """Short hash of the content of every file read, whatever its comments and layout."""
        canonical = orjson.dumps(self._contents, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(canonical).hexdigest()[:12]


def _require_referred(instruments: Mapping[str, Instrument]) -> None:
    """An instrument that stands on another cannot be read without it."""
    for instrument in instruments.values():
        for key, other in (
            ("lists_as", instrument.lists_as),
            ("products_as", instrument.products_as),
        ):
            if other and other not in instruments:
                raise KnowledgeError(
                    f"instruments/{instrument.id}.yaml: {key}: no instrument {other!r}. "
                    "Mend the id or add its file."
                )


def _listings(instruments: Mapping[str, Instrument]) -> dict[str, tuple[Listing, ...]]:
    """Each party's listings by instrument id and first day, from the tranches that name it."""
    found: dict[str, list[Listing]] = {}
    for instrument in instruments.values():
        for tranche in sorted(instrument.tranches, key=lambda tranch: tranch.since.sort_key()):
            for party in tranche.parties:
                found.setdefault(party, []).append(_listing(instrument.id, tranche))
    return {party: tuple(listings) for party, listings in found.items()}


def _listing(instrument: str, tranche: Tranche) -> Listing:
    return Listing(
        instrument=instrument,
        tranche=tranche.id,
        since=tranche.since,
        until=tranche.until,
        date_verified=tranche.date_verified,
        condition=tranche.condition,
        scope=tranche.scope,
        purpose_limit=tranche.purpose_limit,
        note=tranche.note,
        source=tranche.source,
        source_note=tranche.source_note,
        verified=tranche.verified,
    )
