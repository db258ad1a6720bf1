"""Which reader reads an original, by its content?"""

import re
from typing import Final

from sunlit.errors import EmptyOriginalError, NotSpendingDataError
from sunlit.settings import Limits
from sunlit.sources.formats import READERS, Reader
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.encoding import head_as_utf8
from sunlit.sources.raw import Original

HEAD_BYTES = 2**16

PICTURE: Final = ("is a picture", "Pictures hold no table; leave it out.")
MEDIA: Final = ("is sound or video", "It holds no table; leave it out.")
PROGRAM: Final = ("is a program", "It holds no table; leave it out.")
ARCHIVE: Final = ("is an archive that Sunlit does not open", "Unpack it first.")
DATABASE: Final = ("is a database", "Export its tables as CSV.")
DOCUMENT: Final = ("is a word processor's document", "Save its tables as CSV or XLSX.")
PDF: Final = ("is a PDF", "Convert it with `pdftotext -layout`, then `sunlit grep`.")
WEB_PAGE: Final = (
    "is a web page, perhaps an error page of the portal",
    "Fetch the data file itself; or save the page's table as CSV.",
)
#: First bytes of what is no table. Offsets other than 0 stand in the second place.
SIGNATURES: Final[tuple[tuple[bytes, int, tuple[str, str]], ...]] = (
    (b"%PDF-", 0, PDF),
    (b"\x89PNG\r\n\x1a\n", 0, PICTURE),
    (b"\xff\xd8\xff", 0, PICTURE),
    (b"GIF87a", 0, PICTURE),
    (b"GIF89a", 0, PICTURE),
    (b"II*\x00", 0, PICTURE),
    (b"MM\x00*", 0, PICTURE),
    (b"WEBP", 8, PICTURE),
    (b"\x00\x00\x01\x00", 0, PICTURE),
    (b"8BPS", 0, PICTURE),
    (b"ftyp", 4, MEDIA),
    (b"ID3", 0, MEDIA),
    (b"OggS", 0, MEDIA),
    (b"RIFF", 0, MEDIA),
    (b"\x1aE\xdf\xa3", 0, MEDIA),
    (b"\x7fELF", 0, PROGRAM),
    (b"MZ", 0, PROGRAM),
    (b"\xca\xfe\xba\xbe", 0, PROGRAM),
    (b"\xcf\xfa\xed\xfe", 0, PROGRAM),
    (b"7z\xbc\xaf\x27\x1c", 0, ARCHIVE),
    (b"Rar!\x1a\x07", 0, ARCHIVE),
    (b"ustar", 257, ARCHIVE),
    (b"\x28\xb5\x2f\xfd", 0, ARCHIVE),
    (b"SQLite format 3\x00", 0, DATABASE),
    (b"\x00\x01\x00\x00Standard ", 0, DATABASE),
    (b"PAR1", 0, ("is a Parquet file", "Export it as CSV.")),
    (b"{\\rtf", 0, DOCUMENT),
)
HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|script|div)\b",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(rb"\s*<(\?xml\b|[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?(\s+[\w:.-]+\s*=|\s*/?>))")
CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b\0"))


def choose_reader(original: Original, options: ReadOptions, limits: Limits) -> Reader:
    """Choose the first reader that recognises the content; extensions are not looked at.

    Raises NotSpendingDataError, with what it is and what to do, for content that holds no table,
    EmptyOriginalError for a file of spaces.
    """
    with original.open() as stream:
        head = stream.read(HEAD_BYTES)
    for signature, offset, (what, advice) in SIGNATURES:
        if head.startswith(signature, offset) and _holds(signature, head):
            raise NotSpendingDataError(original.path, f"{what}.", advice)
    text = head_as_utf8(head)
    if not head.strip(b"\0 \t\r\n\f\v") and len(head) < HEAD_BYTES:
        raise EmptyOriginalError(original.path, "there is no text in it.", "Fetch it again.")
    if HTML.match(text[:4096]):
        raise NotSpendingDataError(original.path, f"{WEB_PAGE[0]}.", WEB_PAGE[1])
    for reader in READERS:
        if reader.name == "csv":
            _refuse_what_is_no_text(original, head, text)
        if reader.recognises(head, original):
            return reader
    raise NotSpendingDataError(
        original.path, "holds nothing that Sunlit can read as a table.", "Export it as CSV."
    )


def _holds(signature: bytes, head: bytes) -> bool:
    """Short signatures are letters too ("MZ,..."): a program has zero bytes, a text none."""
    return len(signature) > 4 or not signature.isascii() or b"\0" in head[:256]


def _refuse_what_is_no_text(original: Original, head: bytes, text: bytes) -> None:
    if XML.match(text):
        raise NotSpendingDataError(
            original.path,
            "is XML of a kind that Sunlit does not know.",
            "OCDS, FPDS and TED eForms are read; export the rest as CSV.",
        )
    if len(text) - len(text.translate(None, CONTROL)) > len(text) // 50:
        raise NotSpendingDataError(
            original.path, "is no text: most likely a binary file.", "Export it as CSV."
        )
    zeros = head.count(0)
    if zeros > len(head) // 20 and text is head and not _every_second_is_zero(head):
        raise NotSpendingDataError(
            original.path, "is no text: it is full of zero bytes.", "Export it as CSV."
        )


def _every_second_is_zero(head: bytes) -> bool:
    """UTF-16 without a mark; encoding.py reads it."""
    return min(head[0::2].count(0), head[1::2].count(0)) * 20 < len(head)
