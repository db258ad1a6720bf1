"""TED: what do European award notices say was bought, from whom, for how much?

Reads eForms (UBL 2.3 with the eForms extensions). A row is one tender under one contract, or one
tender that won where no contract is named yet. Organisations, tenders, parties and lots are
followed by their identifiers; a reference that leads nowhere leaves its cell empty. A lot without
winner and a tender without contract are excluded. A notice that awards nothing (a call for
tenders, an empty notice) gives rows of kind "notice", without supplier or amount.

The amount is the tender's value: the whole lot's, so `document`; for a framework agreement a
`ceiling`; in a notice of modification the contract's new value, so `cumulative`. Values that the
buyer withheld stand in the file as -1, "unpublished" or 1970-01-01: they are unknown here.
Source: eForms SDK 1.15, business terms BT-720, BT-142, BT-1451, BT-145, BT-195.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sunlit.errors import EmptyOriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.known_columns import Columns, RowBuilder, repeated
from sunlit.sources.formats.xml_stream import (
    Element,
    Paths,
    find,
    find_text,
    find_texts,
    first_tag,
    left_over,
    records,
    text_of,
)
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable

NOTICES: Final = ("ContractAwardNotice", "ContractNotice", "PriorInformationNotice")

COLUMNS: Final = Columns(
    (
        ("kind", "kind"),
        ("amount covers", "amount_covers"),
        ("date kind", "date_kind"),
        ("jurisdiction", "jurisdiction"),
        ("buyer", "buyer"),
        ("winner", "supplier"),
        ("winner id", "supplier_id"),
        ("lot title", "title"),
        ("lot description", "description"),
        ("main CPV code", "commodity_code"),
        ("amount", "amount"),
        ("currency", "currency"),
        ("date", "date"),
        ("contract", "contract_id"),
        ("lot", "line_number"),
        ("funding", "fund"),
        ("place of performance", "place"),
        ("notice title", "other"),
        ("notice description", "other"),
        ("contract title", "other"),
        ("subcontractors", "other"),
        ("other text", "other"),
        ("notice", "ignored"),
        ("result", "ignored"),
        ("further CPV codes", "ignored"),
        ("other details", "ignored"),
    )
)

Cells = dict[str, str | None]

#: Where all of eForms' own parts stand; said on every line it would hide the rest.
_EXTENSION: Final = "UBLExtensions.UBLExtension.ExtensionContent.EformsExtension."

_NO_WINNER: Final = frozenset({"clos-nw", "open-nw"})
_FRAMEWORK: Final = frozenset({"fa-mix", "fa-w-rc", "fa-wo-rc"})

#: ISO 3166: the countries whose buyers publish on TED.
_COUNTRIES: Final = dict(
    pair.split(":")
    for pair in (
        *("AUT:AT", "BEL:BE", "BGR:BG", "CHE:CH", "CYP:CY", "CZE:CZ", "DEU:DE", "DNK:DK"),
        *("ESP:ES", "EST:EE", "FIN:FI", "FRA:FR", "GBR:GB", "GRC:GR", "HRV:HR", "HUN:HU"),
        *("IRL:IE", "ISL:IS", "ITA:IT", "LIE:LI", "LTU:LT", "LUX:LU", "LVA:LV", "MKD:MK"),
        *("MLT:MT", "NLD:NL", "NOR:NO", "POL:PL", "PRT:PT", "ROU:RO", "SRB:RS", "SVK:SK"),
        *("SVN:SI", "SWE:SE", "TUR:TR", "UKR:UA", "MNE:ME", "ALB:AL", "BIH:BA", "MDA:MD"),
    )
)


def recognises(head: bytes, original: Original) -> bool:
    """Tell an eForms notice from other XML by its outermost element and its vocabulary."""
    return first_tag(head) in NOTICES and b"oasis:names:specification:ubl" in head


def tables(original: Original, options: ReadOptions, limits: Limits) -> Iterator[RawTable]:
    """Give the one table of the notice. Raises OriginalError while its batches are iterated."""
    rows = RowBuilder(COLUMNS, limits)
    nothing = EmptyOriginalError(
        original.path, "the file holds no notice.", "Give the notice itself, in XML."
    )
    yield RawTable(
        name="",
        batches=rows.batches(_read(original, limits, rows), nothing),
        header=COLUMNS.header,
        fields=COLUMNS.fields,
        understanding={"format": "TED eForms"},
        refused=rows.refused,
    )


READER: Final = Reader("ted", recognises, tables)


def _read(original: Original, limits: Limits, rows: RowBuilder) -> Iterator[None]:
    for _, element in records(original, NOTICES, limits):
        notice = _Notice(element)
        found = sorted(notice.rows(), key=lambda row: row.left_out is not None)
        for number, row in enumerate(found):
            cells = {**row.cells, **notice.rest()} if number == 0 else repeated(row.cells)
            if row.left_out is None:
                rows.add(cells, row.locator)
            else:
                left_out = rows.row_of(cells)
                rows.exclude("excluded", row.left_out, row.detail, left_out, row.locator)
            yield


@dataclass(frozen=True)
class _Row:
    cells: Cells
    locator: str
    left_out: str | None = None
    detail: str = ""


class _Notice:
    """One eForms notice, its parts by their identifiers."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.paths = Paths()
        self.result = next(iter(find(root, ".//NoticeResult")), None)
        self.lots = _by_id(find(root, "ProcurementProjectLot"))
        self.tenders = _by_id(find(self.result, "LotTender"))
        self.parties = _by_id(find(self.result, "TenderingParty"))
        self.lot_results = find(self.result, "LotResult")
        self.contracts = find(self.result, "SettledContract")
        self.organisations = self._organisations()
        self.type = find_text(root, "NoticeTypeCode") or ""
        self.shared = self._shared()
        self._valued: set[str] = set()
        self._framework_lots: dict[str | None, bool] = {
            find_text(result, "TenderLot/ID"): True
            for result in self.lot_results
            if find(result, "FrameworkAgreementValues")
        }
        self._of_lot: dict[str | None, Cells] = {}
        self._of_party: dict[str, Cells] = {}

    def rows(self) -> Iterator[_Row]:
        """Give the rows of the notice; at least one."""
        won = list(self._won())
        for contract, tender_id in won:
            yield self._bought(contract, tender_id, alone=len(won) == 1)
        named = {tender_id for _, tender_id in won}
        for tender_id, tender in self.tenders.items():
            if tender_id not in named:
                cells = {**self.shared, **self._tender_cells(tender), **self._party_cells(tender)}
                yield _Row(
                    cells, self.paths.of(tender), "not awarded", "the tender won no contract"
                )
        for result in self.lot_results:
            code = find_text(result, "TenderResultCode")
            if code in _NO_WINNER:
                lot = self._lot_cells(find_text(result, "TenderLot/ID"))
                cells = {**self.shared, **lot, "result": code}
                yield _Row(
                    cells, self.paths.of(result), "no winner", "the lot was closed without winner"
                )
        if not won and not self.tenders and not self.lot_results:
            yield from self._announced()

    def rest(self) -> Cells:
        """Give the words of the notice that no other cell shows."""
        taken = find(self.root, ".//Organizations") + find(self.root, ".//LotTender")
        taken += find(self.root, ".//TenderingParty") + find(self.root, "ProcurementProject/Name")
        taken += find(self.root, "ProcurementProject/Description")
        for path in ("ProcurementProject/Name", "ProcurementProject/Description"):
            taken += [e for lot in self.lots.values() for e in find(lot, path)]
        words, details = left_over(self.root, taken)
        for block in find(self.root, ".//Organizations"):
            more, less = left_over(block)
            # Who else bid, who hears appeals, whose beneficial owner: not what was bought.
            details += more + less
        return {"other text": _lines(words), "other details": _lines(details)}

    def _won(self) -> Iterator[tuple[Element | None, str | None]]:
        """Give each contract with each of its tenders; then winning tenders without contract."""
        named: set[str] = set()
        by_result = self._tenders_by_result()
        for contract in self.contracts:
            tender_ids = find_texts(contract, "LotTender/ID")
            if not tender_ids:
                tender_ids = by_result.get(find_text(contract, "ID") or "", [])
            named.update(tender_ids)
            if not tender_ids:
                yield contract, None
            for tender_id in tender_ids:
                yield contract, tender_id
        for result in self.lot_results:
            code = find_text(result, "TenderResultCode")
            if code in _NO_WINNER or find(result, "SettledContract"):
                continue
            for tender_id in find_texts(result, "LotTender/ID"):
                if tender_id not in named:
                    named.add(tender_id)
                    yield None, tender_id

    def _tenders_by_result(self) -> dict[str, list[str]]:
        """Give the tender of each contract that only its lot's result brings together."""
        found: dict[str, list[str]] = {}
        for result in self.lot_results:
            tender_ids = find_texts(result, "LotTender/ID")
            if len(tender_ids) == 1:
                for number in find_texts(result, "SettledContract/ID"):
                    found.setdefault(number, tender_ids)
        return found

    def _bought(self, contract: Element | None, tender_id: str | None, *, alone: bool) -> _Row:
        tender = self.tenders.get(tender_id or "")
        cells = {**self.shared, **self._tender_cells(tender), **self._party_cells(tender)}
        cells |= self._contract_cells(contract)
        cells |= self._money(contract, tender, tender_id, alone=alone)
        places = [element for element in (contract, tender) if element is not None]
        return _Row(cells, self.paths.of(places[0]) if places else self.paths.of(self.result))

    def _money(
        self,
        contract: Element | None,
        tender: Element | None,
        tender_id: str | None,
        *,
        alone: bool,
    ) -> Cells:
        amounts = find(tender, "LegalMonetaryTotal/PayableAmount")
        if not amounts and alone:
            amounts = find(self.result, "TotalAmount")
        if not amounts or (tender_id in self._valued):
            return {"amount covers": "unknown"}
        if tender_id is not None:
            # One tender under two contracts has one value.
            self._valued.add(tender_id)
        amount = _told(text_of(amounts[0]))
        if amount is None:
            return {"amount covers": "unknown"}
        covers = "document"
        if self._is_framework(contract, tender):
            covers = "ceiling"
        if self.type == "can-modif":
            covers = "cumulative"
        return {
            "amount": amount,
            "currency": amounts[0].get("currencyID"),
            "amount covers": covers,
        }

    def _is_framework(self, contract: Element | None, tender: Element | None) -> bool:
        if find_text(contract, "ContractFrameworkIndicator") == "true":
            return True
        lot_id = find_text(tender, "TenderLot/ID")
        if lot_id not in self._framework_lots:
            systems = find(self.lots.get(lot_id or ""), ".//ContractingSystemTypeCode")
            self._framework_lots[lot_id] = any(text_of(system) in _FRAMEWORK for system in systems)
        return self._framework_lots[lot_id]

    def _contract_cells(self, contract: Element | None) -> Cells:
        signed = _day(find_text(contract, "IssueDate"))
        awarded = _day(find_text(contract, "AwardDate"))
        kind = "contract" if contract is not None and signed else "award"
        reference = find_text(contract, "ContractReference/ID") or find_text(contract, "ID")
        cells: Cells = {
            "kind": "amendment" if self.type == "can-modif" else kind,
            "contract title": _all_languages(find(contract, "Title")),
            "funding": "; ".join(find_texts(contract, "Funding/Description")),
        }
        if reference:
            procedure = find_text(self.root, "ContractFolderID")
            cells["contract"] = "/".join(part for part in (procedure, reference) if part)
        if signed or awarded:
            cells |= {"date": signed or awarded, "date kind": "signed" if signed else "awarded"}
        return cells

    def _tender_cells(self, tender: Element | None) -> Cells:
        return self._lot_cells(find_text(tender, "TenderLot/ID"))

    def _lot_cells(self, lot_id: str | None) -> Cells:
        if lot_id not in self._of_lot:
            self._of_lot[lot_id] = self._described(lot_id)
        return self._of_lot[lot_id]

    def _described(self, lot_id: str | None) -> Cells:
        project = next(iter(find(self.lots.get(lot_id or ""), "ProcurementProject")), None)
        if project is None:
            project = next(iter(find(self.root, "ProcurementProject")), None)
        further = "AdditionalCommodityClassification/ItemClassificationCode"
        place = "RealizedLocation/Address"
        return {
            "lot": lot_id,
            "lot title": _all_languages(find(project, "Name")),
            "lot description": _all_languages(find(project, "Description")),
            "main CPV code": find_text(
                project, "MainCommodityClassification/ItemClassificationCode"
            ),
            "further CPV codes": "; ".join(find_texts(project, further)),
            "place of performance": "; ".join(
                find_texts(project, f"{place}/CityName")
                + find_texts(project, f"{place}/CountrySubentityCode")
            ),
        }

    def _party_cells(self, tender: Element | None) -> Cells:
        party_id = find_text(tender, "TenderingParty/ID") or ""
        if party_id not in self._of_party:
            self._of_party[party_id] = self._named(self.parties.get(party_id))
        return self._of_party[party_id]

    def _named(self, party: Element | None) -> Cells:
        winners = [self.organisations.get(i) for i in find_texts(party, "Tenderer/ID")]
        others = [self.organisations.get(i) for i in find_texts(party, "SubContractor/ID")]
        return {
            "winner": _told("; ".join(winner.name for winner in winners if winner and winner.name)),
            "winner id": "; ".join(winner.number for winner in winners if winner and winner.number),
            "subcontractors": "; ".join(other.name for other in others if other and other.name),
        }

    def _announced(self) -> Iterator[_Row]:
        for lot_id, lot in self.lots.items():
            yield _Row({**self.shared, **self._lot_cells(lot_id)}, self.paths.of(lot))
        if not self.lots:
            yield _Row({**self.shared, **self._lot_cells(None)}, self.paths.of(self.root))

    def _shared(self) -> Cells:
        ids = find_texts(self.root, "ContractingParty/Party/PartyIdentification/ID")
        buyers = [self.organisations.get(i) for i in ids]
        countries = {buyer.country for buyer in buyers if buyer and buyer.country}
        project = next(iter(find(self.root, "ProcurementProject")), None)
        return {
            "kind": "notice",
            "amount covers": "unknown",
            "date": _day(find_text(self.root, "IssueDate")),
            "date kind": "published",
            "jurisdiction": _COUNTRIES.get(countries.pop()) if len(countries) == 1 else None,
            "buyer": "; ".join(buyer.name for buyer in buyers if buyer and buyer.name),
            "notice title": _all_languages(find(project, "Name")),
            "notice description": _all_languages(find(project, "Description")),
            "notice": find_text(self.root, "ID"),
        }

    def _organisations(self) -> dict[str, "_Organisation"]:
        found: dict[str, _Organisation] = {}
        for block in find(self.root, ".//Organizations/Organization"):
            company = next(iter(find(block, "Company")), None)
            organisation = _Organisation(
                name=_all_languages(find(company, "PartyName/Name")) or "",
                number=find_text(company, "PartyLegalEntity/CompanyID") or "",
                country=find_text(company, "PostalAddress/Country/IdentificationCode") or "",
            )
            for identifier in find_texts(company, "PartyIdentification/ID") + find_texts(
                block, "TouchPoint/PartyIdentification/ID"
            ):
                found.setdefault(identifier, organisation)
        return found


@dataclass(frozen=True)
class _Organisation:
    name: str
    number: str
    country: str


def _lines(lines: list[str]) -> str:
    return "\n".join(line.removeprefix(_EXTENSION) for line in lines)


def _by_id(elements: list[Element]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in elements:
        number = find_text(element, "ID")
        if number is not None:
            found.setdefault(number, element)
    return found


def _all_languages(elements: list[Element]) -> str | None:
    """Give a text in all the languages that it is published in, each said once."""
    texts = [text for element in elements if (text := _told(text_of(element)))]
    return " / ".join(dict.fromkeys(texts)) or None


def _told(text: str | None) -> str | None:
    """Give a value unless the buyer withheld it."""
    return None if text in (None, "", "unpublished", "-1", "-1.0", "-1.00") else text


def _day(date: str | None) -> str | None:
    """Give the day without its time zone; none for a day that stands for a withheld one."""
    return date[:10] if date and not date.startswith("1970-01-01") else None
