"""Which records does an XML file hold? One at a time, safe from what XML can do to a reader.

No entity is expanded, no DTD or other file is fetched, depth and the size of one record are
bounded, and what has been read is let go of. Names are compared without their namespace, since
publishers change prefixes and addresses of the same format.
"""

import contextlib
import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, Final

from lxml import etree

from sunlit.errors import DamagedOriginalError, LimitError
from sunlit.settings import Limits
from sunlit.sources.formats.left_over import sorted_lines
from sunlit.sources.raw import Original

_CHUNK_BYTES: Final = 65_536
#: A document type with declarations in it.
_DECLARES: Final = re.compile(rb"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)

Element = Any  # lxml's elements; their type is private


def records(
    original: Original, names: Collection[str], limits: Limits
) -> Iterator[tuple[str, Element]]:
    """Give each outermost element whose local name is in `names`, with its XML path.

    An element is emptied once the next one is asked for. Raises DamagedOriginalError where the
    XML breaks off or breaks its rules, after the records before that place; LimitError for one
    that is too deep or too large.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(original.path, frozenset(names), limits)
    with original.open() as stream:
        try:
            while True:
                read = stream.read(_CHUNK_BYTES)
                walk.check_prolog(read)
                if read:
                    parser.feed(read)
                else:
                    parser.close()
                yield from walk.seen(parser.read_events(), len(read))
                if not read:
                    return
        except etree.XMLSyntaxError as problem:
            # What was read before the break is whole.
            yield from walk.seen(parser.read_events(), 0)
            raise DamagedOriginalError(
                original.path,
                f"the XML breaks off or breaks its rules after {walk.count} whole records: "
                f"{problem.msg}.",
                "Fetch the file again; a download may have been cut short.",
            ) from problem


class _Walk:
    """Where a reading is: how deep, and inside which record."""

    def __init__(self, path: str, names: frozenset[str], limits: Limits) -> None:
        self.count = 0
        self._path, self._names, self._limits = path, names, limits
        self._depth = 0
        self._inside: Element | None = None
        self._bytes = 0
        self._found: Counter[str] = Counter()
        self._prolog = b""

    def check_prolog(self, read: bytes) -> None:
        """Refuse declarations of the file's own before the parser sees them."""
        if self._depth or self.count or len(self._prolog) > _CHUNK_BYTES:
            return
        self._prolog += read.replace(b"\0", b"")  # UTF-16 without its zeros
        if _DECLARES.search(self._prolog):
            raise _own_declarations(self._path)

    def seen(self, events: Any, read_bytes: int) -> Iterator[tuple[str, Element]]:
        self._bytes += read_bytes
        for event, element in events:
            if event == "start":
                self._start(element)
                continue
            self._depth -= 1
            if element is self._inside:
                self.count += 1
                self._inside = None
                yield self._locator(element), element
                _let_go(element)
            elif self._inside is None:
                _let_go(element)
        if self._inside is not None and self._bytes > self._limits.cell_bytes:
            raise LimitError(
                self._path,
                f"record {self.count + 1} is larger than {self._limits.cell_bytes:,} bytes.",
                "No published notice is; check where the file is from.",
            )

    def _locator(self, element: Element) -> str:
        """Give the path of a record; its place among its like is counted, for they are gone."""
        above = [local_name(iterancestor) for iterancestor in element.iterancestors()]
        path = "/".join(("", *reversed(above), local_name(element)))
        if not above:
            return path
        self._found[path] += 1
        return f"{path}[{self._found[path]}]"

    def _start(self, element: Element) -> None:
        self._depth += 1
        if self._depth == 1:
            _no_entities(element, self._path)
        if self._depth > self._limits.xml_depth:
            raise LimitError(
                self._path,
                f"elements are nested deeper than {self._limits.xml_depth} levels.",
                "No published notice is; check where the file is from.",
            )
        if self._inside is None and local_name(element) in self._names:
            self._inside = element
            self._bytes = 0


def _no_entities(root: Element, path: str) -> None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise _own_declarations(path)


def _own_declarations(path: str) -> DamagedOriginalError:
    return DamagedOriginalError(
        path,
        "the XML defines entities or attributes of its own, which Sunlit does not expand.",
        "Published notices never do; check where the file is from.",
    )


def _let_go(element: Element) -> None:
    """Drop an element from its parent, so that memory does not grow.

    The outermost one is left as it is: the document ends with it, and lxml would walk what it
    holds once for every element that is still referred to.
    """
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def local_name(element: Element) -> str:
    """Give an element's name without its namespace; "" for what is no element."""
    return _without_namespace(element.tag) if isinstance(element.tag, str) else ""


def _without_namespace(name: str) -> str:
    # A damaged file may use a prefix that it never declares; etree.QName raises for that.
    return name.rpartition("}")[2].rpartition(":")[2]


def first_tag(head: bytes) -> str:
    """Give the local name of the outermost element of a file's first bytes; "" for no XML."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    with contextlib.suppress(etree.XMLSyntaxError):
        parser.feed(head)
    for _, element in parser.read_events():
        return local_name(element)
    return ""


class Paths:
    """The paths of elements in their document, by local names with their place among their like.

    Remembers the steps of all children of an element at once: thousands of siblings cost once.
    """

    def __init__(self) -> None:
        self._steps: dict[Element, str] = {}

    def of(self, element: Element) -> str:
        """Give the path of an element, e.g. `/notice/result[2]`."""
        steps: list[str] = []
        while (parent := element.getparent()) is not None:
            if element not in self._steps:
                self._remember(parent)
            steps.append(self._steps[element])
            element = parent
        return "/".join(("", local_name(element), *reversed(steps)))

    def _remember(self, parent: Element) -> None:
        counts = Counter(local_name(child) for child in parent)
        seen: Counter[str] = Counter()
        for child in parent:
            name = local_name(child)
            seen[name] += 1
            self._steps[child] = f"{name}[{seen[name]}]" if counts[name] > 1 else name


def text_of(element: Element | None) -> str | None:
    """Give an element's own text without the space around it; None when it has none."""
    if element is None or element.text is None:
        return None
    text: str = element.text.strip()
    return text or None


def find_text(element: Element | None, path: str) -> str | None:
    """Give the text of the first element at `path` (local names) that has any."""
    return next(iter(find_texts(element, path)), None)


def find_texts(element: Element | None, path: str) -> list[str]:
    """Give the texts of all elements at `path` (local names joined by "/"; ".//" is anywhere)."""
    return [text for found in find(element, path) if (text := text_of(found)) is not None]


def find(element: Element | None, path: str) -> list[Element]:
    """Give all elements at `path`, whatever their namespaces are."""
    if element is None:
        return []
    steps = path.removeprefix(".//").split("/")
    prefix = ".//" if path.startswith(".//") else ""
    return list(element.findall(prefix + "/".join("{*}" + step for step in steps)))


def left_over(element: Element, taken: Collection[Element] = ()) -> tuple[list[str], list[str]]:
    """Give the lines of text and of other details in `element`, without the elements `taken`."""
    skipped = set(taken)
    return sorted_lines(_leaves(element, skipped))


def _leaves(element: Element, taken: set[Element]) -> Iterator[tuple[str, str]]:
    stack: list[tuple[Element, str]] = [(element, "")]
    while stack:
        here, at = stack.pop()
        if here in taken:
            continue
        for name, value in here.attrib.items():
            if value.strip():
                yield f"{at}.{_without_namespace(str(name))}".lstrip("."), value.strip()
        inside = [(child, local_name(child)) for child in here]
        if (text := text_of(here)) is not None:
            yield at, text
        stack.extend((c, f"{at}.{n}" if at else n) for c, n in reversed(inside) if n)
        for child, name in inside:
            if name and child.tail and child.tail.strip():
                yield at, child.tail.strip()
