"""A folder in which everything that can happen to an original does."""

import json
import zipfile
from pathlib import Path

from sunlit.services.scan import ScanResult

HEAD = "Payment Date,Supplier,Description,Amount\n"
TIED = (
    "26/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n",
    "27/11/2024,Birch Ltd,Dahua NVR and DJI Mavic 3,1250.00\n",
    "28/11/2024,Cedar Ltd,Huawei router é,99.50\n",
)


def write_corpus(folder: Path, files: int = 6) -> Path:
    """Write tied rows, refused rows, twins, an archive and files that cannot be read."""
    folder.mkdir()
    for number in range(files):
        plain = "".join(
            f"{day}/11/2024,Dogwood Ltd,Repair of gate {number},{day}.{number}0\n"
            for day in range(13, 28)
        )
        text = HEAD + plain + TIED[number % 3] + "29/11/2024,Elm Ltd,Paint,twelve\n"
        (folder / f"payments-{number}.csv").write_text(text, encoding="utf-8")
    (folder / "twin.csv").write_bytes((folder / "payments-0.csv").read_bytes())
    (folder / "empty.csv").write_bytes(b"")
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("a.csv", HEAD + TIED[0].replace("Alder", "Fir"))
        archive.writestr("b.csv", HEAD + TIED[1].replace("Birch", "Gorse"))
    return folder


def as_bytes(result: ScanResult) -> bytes:
    """Give all of a scan's findings, what the law answers, and its account as JSON."""
    both = {
        "findings": result.table().to_pylist(),
        "answers": result.answers.to_pylist(),
        "account": result.account.as_record(),
    }
    return json.dumps(both, indent=1, default=str).encode()
