"""Which formats can be read? The list at the foot, in order of trial."""

from typing import Final

from sunlit.sources.formats import csv_reader, fpds, json_rows, ocds, spreadsheet, ted, ted_export
from sunlit.sources.formats.contract import Reader

__all__ = ["READERS", "Reader"]

#: The first that recognises the content reads it. Order: XML (fpds, ted), ocds, json_rows,
#: spreadsheet, csv last, because nearly any text can be read as CSV.
READERS: Final[tuple[Reader, ...]] = (
    fpds.READER,
    ted.READER,
    ted_export.READER,
    ocds.READER,
    json_rows.READER,
    spreadsheet.READER,
    csv_reader.READER,
)
