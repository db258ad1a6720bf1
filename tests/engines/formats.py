"""A folder of originals in every format that is read: published files where the repository has them."""

import gzip
import json
import shutil
from pathlib import Path

import openpyxl
from tests.engines.corpus import HEAD, TIED

import sunlit.demonstration

_FIXTURES = Path(__file__).parents[1] / "fixtures" / "structured"
_PUBLISHED = Path(sunlit.demonstration.__file__).parent / "hyndburn-november-2024.csv"


def write_formats(folder: Path) -> Path:
    """Write a council's published file, FPDS and TED as published, and the others by hand."""
    folder.mkdir()
    for file in (_PUBLISHED, *sorted(_FIXTURES.glob("*.xml"))):
        shutil.copyfile(file, folder / file.name)
    text = HEAD + "".join(TIED)
    (folder / "western.csv").write_bytes(text.encode("cp1252"))
    (folder / "wide.csv").write_bytes(text.replace(",", "\t").encode("utf-16"))
    (folder / "packed.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    _write_workbook(folder / "orders.xlsx")
    rows = [dict(zip(HEAD.strip().split(","), row.strip().split(","), strict=True)) for row in TIED]
    (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "releases.json").write_text(json.dumps({"releases": [_release()]}))
    return folder


def _write_workbook(file: Path) -> None:
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.active, book.create_sheet("second"))):
        sheet.append(HEAD.strip().split(","))
        for day in range(13, 28):
            sheet.append([f"{day}/11/2024", "Dogwood Ltd", f"Repair of gate {day}", day + 0.25])
        sheet.append(["28/11/2024", "Hazel Ltd", f"Hikvision camera {number}", 312.5])
    book.save(file)


def _release() -> dict[str, object]:
    item = {"id": "1", "description": "Dahua network video recorder", "quantity": 2}
    value = {"amount": 900.5, "currency": "EUR"}
    supplier = [{"id": "S1", "name": "Ivy Ltd"}]
    award: dict[str, object] = {"id": "A1", "date": "2024-11-26T00:00:00Z", "suppliers": supplier}
    award |= {"value": value, "items": [item], "status": "active"}
    return {
        "ocid": "ocds-x-1",
        "id": "R1",
        "date": "2024-11-26T00:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        "buyer": {"id": "B1", "name": "Town of Juniper"},
        "awards": [award],
    }
