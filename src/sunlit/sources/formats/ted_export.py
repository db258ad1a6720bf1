"""TED before eForms: what do the award notices of 2011-2023 (TED_EXPORT) say was bought?

A row is one award (AWARD_CONTRACT in schema R2.0.9, AWARD_OF_CONTRACT in R2.0.8). A notice in
several languages repeats its awards in each: they are read once, from the first original, and
the words of the other languages are kept as text. A lot that was not awarded is excluded; a
notice that awards nothing is one row of kind "notice". Rows have the columns of eForms notices.
Source: the Publications Office's TED XML schemas R2.0.8 and R2.0.9.
"""

import re
from collections.abc import Iterator
from typing import Final

from sunlit.errors import EmptyOriginalError
from sunlit.settings import Limits
from sunlit.sources.formats.contract import Reader
from sunlit.sources.formats.known_columns import RowBuilder, repeated
from sunlit.sources.formats.ted import COLUMNS
from sunlit.sources.formats.xml_stream import (
    Element,
    Paths,
    find,
    find_text,
    first_tag,
    left_over,
    local_name,
    records,
    text_of,
)
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import Original, RawTable

Cells = dict[str, str | None]

_AWARDS: Final = ("AWARD_CONTRACT", "AWARD_OF_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE")
#: Where the name of the winner stands, newest schema first.
_WINNERS: Final = ("CONTRACTOR", "ECONOMIC_OPERATOR_NAME_ADDRESS", "ADDRESS_WINNER")
#: Who hears appeals, and the notice's own title in 24 languages: no words of what was bought.
_BESIDE: Final = ("COMPLEMENTARY_INFO", "TECHNICAL_SECTION", "LINKS_SECTION", "ML_TITLES")


def recognises(head: bytes, original: Original) -> bool:
    """Tell a TED_EXPORT document from other XML."""
    return first_tag(head) == "TED_EXPORT"


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
        understanding={"format": "TED_EXPORT"},
        refused=rows.refused,
    )


READER: Final = Reader("ted_export", recognises, tables)


def _read(original: Original, limits: Limits, rows: RowBuilder) -> Iterator[None]:
    for _, notice in records(original, ("TED_EXPORT",), limits):
        paths = Paths()
        form = _form(notice)
        awards = [award for name in _AWARDS for award in find(form, f".//{name}")]
        shared = _shared(notice, form)
        bought = [award for award in awards if not _refused(award)]
        rest = _rest(notice, awards)
        if not awards:
            rows.add({**shared, **rest}, paths.of(form if form is not None else notice))
            yield
        for number, award in enumerate(bought):
            cells = {
                **shared,
                **_award_cells(award, form, shared["notice"], alone=len(awards) == 1),
            }
            rows.add(_joined(cells, rest) if number == 0 else repeated(cells), paths.of(award))
            yield
        for award in awards:
            if _refused(award):
                cells = {
                    **repeated(shared),
                    **_award_cells(award, form, shared["notice"], alone=False),
                }
                detail = "the lot was not awarded"
                cells_in_order = rows.row_of(cells if bought else _joined(cells, rest))
                rows.exclude("excluded", "no winner", detail, cells_in_order, paths.of(award))
                yield


def _form(notice: Element) -> Element | None:
    forms = [form for section in find(notice, "FORM_SECTION") for form in section]
    forms = [form for form in forms if local_name(form) != "NOTICE_UUID"]
    originals = [form for form in forms if form.get("CATEGORY") == "ORIGINAL"]
    return next(iter(originals or forms), None)


def _refused(award: Element) -> bool:
    return bool(find(award, "NO_AWARDED_CONTRACT"))


def _shared(notice: Element, form: Element | None) -> Cells:
    country = next(iter(find(notice, ".//NOTICE_DATA/ISO_COUNTRY")), None)
    published = find_text(notice, ".//REF_OJS/DATE_PUB") or ""
    number = find_text(notice, ".//NOTICE_DATA/NO_DOC_OJS")
    code = str(country.get("VALUE", "")) if country is not None else ""
    return {
        "kind": "notice",
        "amount covers": "unknown",
        "date": _day(published),
        "date kind": "published",
        "jurisdiction": {"UK": "GB", "EL": "GR"}.get(code, code) or None,
        "buyer": _buyer(form),
        "lot title": _title(form),
        "main CPV code": _attribute(form, ".//CPV_MAIN/CPV_CODE", "CODE"),
        "notice title": _title(form),
        "notice description": _words(form, ".//OBJECT_CONTRACT/SHORT_DESCR")
        or _words(form, ".//SHORT_CONTRACT_DESCRIPTION"),
        "notice": number or notice.get("DOC_ID"),
    }


def _buyer(form: Element | None) -> str | None:
    for path in ("ADDRESS_CONTRACTING_BODY", "CA_CE_CONCESSIONAIRE_PROFILE"):
        blocks = find(form, f".//{path}")
        names = [find_text(block, ".//OFFICIALNAME") for block in blocks]
        further = find(form, ".//ADDRESS_CONTRACTING_BODY_ADDITIONAL")
        names += [find_text(block, ".//OFFICIALNAME") for block in further]
        if any(names):
            return "; ".join(dict.fromkeys(name for name in names if name))
    return None


def _title(form: Element | None) -> str | None:
    return _words(form, ".//OBJECT_CONTRACT/TITLE") or _words(form, ".//TITLE_CONTRACT")


def _award_cells(award: Element, form: Element | None, notice: str | None, *, alone: bool) -> Cells:
    lot = find_text(award, "LOT_NO") or find_text(award, "LOT_NUMBER")
    described = _lot(form, lot)
    winners = [w for name in _WINNERS for w in find(award, f".//{name}")]
    number = find_text(award, "CONTRACT_NO") or find_text(award, "CONTRACT_NUMBER")
    title = _words(award, "TITLE") or _words(award, "CONTRACT_TITLE")
    signed = _day(find_text(award, ".//DATE_CONCLUSION_CONTRACT") or _split_date(award))
    cells: Cells = {
        "kind": "award",
        "winner": _listed(winners, "OFFICIALNAME"),
        "winner id": _listed(winners, "NATIONALID"),
        "contract title": title,
        "contract": f"{notice}/{number}" if number and notice else number,
        "lot": lot,
        **_value(award, form, alone=alone),
    }
    if signed:
        # Schema R2.0.9 asks for the day of conclusion, R2.0.8 for the day of the decision.
        kind = "signed" if find(award, ".//DATE_CONCLUSION_CONTRACT") else "awarded"
        cells |= {"date": signed, "date kind": kind}
    if described is not None or title:
        cells["lot title"] = _words(described, "TITLE") or title
    if described is not None:
        cells["lot description"] = _words(described, "SHORT_DESCR")
    words, details = left_over(award, winners)
    return {**cells, "other text": "\n".join(words), "other details": "\n".join(details)}


def _lot(form: Element | None, lot: str | None) -> Element | None:
    described = find(form, ".//OBJECT_DESCR")
    for one in described:
        if lot is not None and find_text(one, "LOT_NO") == lot:
            return one
    return described[0] if len(described) == 1 else None


def _value(award: Element, form: Element | None, *, alone: bool) -> Cells:
    """Give the value of an award; of the whole notice when it is the only award and has none."""
    older = "CONTRACT_VALUE_INFORMATION/COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"
    amounts = find(award, ".//VALUES/VAL_TOTAL") + find(award, f"{older}/VALUE_COST")
    if alone:
        amounts += find(form, ".//OBJECT_CONTRACT/VAL_TOTAL")
    amount = next(iter(amounts), None)
    if amount is None:
        return {"amount covers": "unknown"}
    # FMTVAL is the same number without the spaces and commas of its country.
    exact = amount.get("FMTVAL") or _plain(text_of(amount))
    currency = amount.get("CURRENCY") or amount.getparent().get("CURRENCY")
    covers = "ceiling" if find(form, ".//FRAMEWORK") else "document"
    return {"amount": exact, "currency": currency, "amount covers": covers}


def _plain(amount: str | None) -> str | None:
    """Give "189 945 844,15" as 189945844.15: notices have no other way to group by spaces."""
    if amount is None or not re.fullmatch(r"\d{1,3}(\s\d{3})*(,\d{1,2})?", amount):
        return amount
    return re.sub(r"\s", "", amount).replace(",", ".")


def _rest(notice: Element, awards: list[Element]) -> Cells:
    beside = [block for name in _BESIDE for block in find(notice, f".//{name}")]
    words, details = left_over(notice, [*awards, *beside])
    for block in beside:
        more, less = left_over(block)
        details += more + less
    return {"other text": "\n".join(words), "other details": "\n".join(details)}


def _joined(cells: Cells, other: Cells) -> Cells:
    both = {n: "\n".join(filter(None, (cells.get(n), other.get(n)))) for n in other}
    return {**cells, **both}


def _listed(blocks: list[Element], name: str) -> str | None:
    found = [find_text(block, f".//{name}") for block in blocks]
    return "; ".join(dict.fromkeys(text for text in found if text)) or None


def _words(element: Element | None, path: str) -> str | None:
    """Give the paragraphs of the first element at `path`."""
    for found in find(element, path):
        paragraphs = (" ".join(str(text).split()) for text in found.itertext())
        if text := "\n".join(paragraph for paragraph in paragraphs if paragraph):
            return text
    return None


def _attribute(element: Element | None, path: str, name: str) -> str | None:
    found = next(iter(find(element, path)), None)
    return found.get(name) if found is not None else None


def _split_date(award: Element) -> str:
    parts = [find_text(award, f"CONTRACT_AWARD_DATE/{n}") for n in ("YEAR", "MONTH", "DAY")]
    return "".join(part.zfill(2) for part in parts if part) if all(parts) else ""


def _day(text: str) -> str | None:
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", text)
    return "-".join(match.groups()) if match else None
