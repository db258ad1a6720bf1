"""How does one thread read while another works on what was read?"""

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")

#: Items that wait at most: enough that neither side stands idle, little memory.
_WAITING = 2
#: Seconds after which a reader that waits looks whether it is still wanted.
_LOOK_SECONDS = 0.1


def prefetched(items: Iterable[T], threads: int = 2) -> Generator[T, None, None]:
    """Give the items in their order, made in a thread of their own while the last one is used.

    With one thread they are made when asked for. An error in the making is raised where its
    item would have come. Once the result is closed no further item is made.
    """
    if threads < 2:
        yield from items
        return
    made: queue.Queue[tuple[bool, T | BaseException | None]] = queue.Queue(_WAITING)
    unwanted = threading.Event()
    thread = threading.Thread(target=_make, args=(items, made, unwanted), daemon=True)
    thread.start()
    try:
        while True:
            more, item = made.get()
            if isinstance(item, BaseException) and not more:
                raise item
            if not more:
                return
            yield item  # type: ignore[misc]  # an item, since there is more
    finally:
        unwanted.set()
        thread.join()


def _make(
    items: Iterable[T],
    made: "queue.Queue[tuple[bool, T | BaseException | None]]",
    unwanted: threading.Event,
) -> None:
    last: BaseException | None = None
    try:
        for item in items:
            if not _put(made, (True, item), unwanted):
                return
    except BaseException as error:  # noqa: BLE001 - raised again by the thread that asks
        last = error
    _put(made, (False, last), unwanted)


def _put(
    made: "queue.Queue[tuple[bool, T | BaseException | None]]",
    item: tuple[bool, T | BaseException | None],
    unwanted: threading.Event,
) -> bool:
    while not unwanted.is_set():
        try:
            made.put(item, timeout=_LOOK_SECONDS)
        except queue.Full:
            continue
        return True
    return False
