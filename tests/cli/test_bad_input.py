"""Is each bad original refused in one clear line, while the others of the run are read?"""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import HEAD, HIT, PLAIN, Sunlit

GOOD = (HEAD + PLAIN + HIT).encode()
Maker = Callable[[Path], Path]


def file(name: str, content: bytes) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def missing(folder: Path) -> Path:
    return folder / "missing.csv"


def empty_folder(folder: Path) -> Path:
    path = folder / "no-data"
    path.mkdir()
    return path


def folder_without_data(folder: Path) -> Path:
    path = folder / "letters"
    path.mkdir()
    (path / "note.txt").write_text("Dear all\nno table is in here\n")
    return path


def archive(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return written.getvalue()


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8
BAD: dict[str, tuple[Maker, str]] = {
    "missing file": (missing, "no such file or folder"),
    "empty file": (file("empty.csv", b""), "the file is empty"),
    "empty folder": (empty_folder, "holds no file"),
    "folder without data": (folder_without_data, "text without columns"),
    "picture named csv": (file("photo.csv", PICTURE), "is a picture"),
    "truncated gzip": (file("cut.csv.gz", gzip.compress(GOOD * 90)[:200]), "breaks off"),
    "zip with a path outside": (file("up.zip", archive({"../evil.csv": GOOD})), "outside itself"),
    "ten thousand columns": (file("wide.csv", b"a," * 9_999 + b"a\n"), "10000 cells"),
    "days with two readings": (
        file("asks.csv", HEAD.encode() + b"01/02/2024,Alder Ltd,Gate,1.00\n" * 3),
        "--date-order",
    ),
}


@pytest.mark.parametrize(("make", "says"), BAD.values(), ids=list(BAD))
def test_a_bad_original_is_one_clear_line_and_the_next_one_is_read(
    sunlit: Sunlit, tmp_path: Path, payments: Path, make: Maker, says: str
) -> None:
    bad = make(tmp_path)
    ran = sunlit("read", bad, payments, "--format", "jsonl", "--quiet")
    assert ran.status == 3
    assert len(ran.out.splitlines()) == 16
    (line,) = ran.err.splitlines()
    assert line.startswith(f"sunlit: {bad}")
    assert says in line
    assert line.endswith((".", "`"))


@pytest.mark.parametrize("make", [make for make, _ in BAD.values()], ids=list(BAD))
def test_a_run_in_which_nothing_could_be_read_has_failed(
    sunlit: Sunlit, tmp_path: Path, make: Maker
) -> None:
    ran = sunlit("read", make(tmp_path), "--format", "jsonl", "--quiet")
    assert (ran.status, ran.out) == (1, "")
    assert "Traceback" not in ran.err


def test_a_good_member_beside_a_path_outside_the_archive_is_read(
    sunlit: Sunlit, tmp_path: Path
) -> None:
    zipped = tmp_path / "some.zip"
    zipped.write_bytes(archive({"../evil.csv": GOOD, "good.csv": GOOD}))
    ran = sunlit("read", zipped, "--format", "jsonl", "--quiet")
    assert ran.status == 3
    assert {json.loads(line)["original"] for line in ran.out.splitlines()} == {f"{zipped}!good.csv"}
    assert not (tmp_path.parent / "evil.csv").exists()


def test_huge_and_hostile_originals_keep_to_time_and_memory(tmp_path: Path, payments: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(archive({"a.csv": b"0" * 90_000_000}))
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"a,b\n" * 20_000_000, 1))
    with (tmp_path / "line.csv").open("wb") as stream:
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
    names = ["bomb.zip", "bomb.csv.gz", "line.csv", payments.name]
    ran, peak_bytes = _measured(["read", *names, "--format", "jsonl", "--quiet"], tmp_path)
    assert ran.returncode == 3
    assert len(ran.stdout.splitlines()) == 16
    lines = ran.stderr.decode().splitlines()
    assert [line.split(":")[1].split("!")[0].strip() for line in lines] == names[:3]
    assert "100 times its size" in lines[0]
    assert "100 times its size" in lines[1]
    assert "one line is longer than" in lines[2]
    assert peak_bytes < 10**9


def test_a_workbook_with_a_million_blank_rows_gives_its_rows(
    sunlit: Sunlit, tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(_workbook_with_blank_rows(1_000_000))
    ran = sunlit(
        "read", path, "--format", "jsonl", "--quiet", "--report", tmp_path / "account.json"
    )
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 15
    (told,) = _account(tmp_path / "account.json")["originals"]
    assert told["reconciles"] is True
    assert told["rows_read"] == told["purchases"] + told["excluded"]


def test_a_file_that_breaks_off_gives_what_came_before_and_says_so(
    sunlit: Sunlit, tmp_path: Path
) -> None:
    path = tmp_path / "cut.json"
    whole = json.dumps(
        [{"Supplier": "Alder Ltd", "Amount": f"{i}.50", "Description": "Gate"} for i in range(900)]
    )
    path.write_text(whole[:-500])
    ran = sunlit("read", path, "--format", "jsonl", "--quiet")
    assert ran.status in (1, 3)
    assert str(path) in ran.err
    assert "Traceback" not in ran.err


def _account(path: Path) -> dict[str, Any]:
    account: dict[str, Any] = json.loads(path.read_text())
    return account


def _measured(
    arguments: list[str], folder: Path
) -> tuple["subprocess.CompletedProcess[bytes]", int]:
    program = [sys.executable, "-c", _PEAK, *arguments]
    ran = subprocess.run(program, cwd=folder, capture_output=True, timeout=60, check=False)
    return ran, int((folder / "peak").read_text()) * 1024


#: Runs the program and leaves its peak resident size in kibibytes behind.
_PEAK = """
import atexit, pathlib, resource
keep = lambda: pathlib.Path("peak").write_text(
    str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
atexit.register(keep)
from sunlit.cli import main
main()
"""


def _workbook_with_blank_rows(count: int) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    table = [line.split(",") for line in (HEAD + PLAIN).splitlines()]
    rows = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{c}{n}" t="inlineStr"><is><t>{v}</t></is></c>'
            for c, v in zip("ABCD", row, strict=True)
        )
        + "</row>"
        for n, row in enumerate(table, 1)
    )
    rows += "".join(f'<row r="{n}"/>' for n in range(len(table) + 1, count + 1))
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types">'
                '<Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
                '<Override PartName="/xl/worksheets/sheet1.xml" '
                f'ContentType="{sheet}.worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
                '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            ).encode(),
        }
    )


def test_the_folder_is_as_it_was(sunlit: Sunlit, tmp_path: Path, payments: Path) -> None:
    sunlit("read", tmp_path / "missing.csv", payments, "--quiet")
    assert [path.name for path in tmp_path.iterdir()] == [payments.name]
