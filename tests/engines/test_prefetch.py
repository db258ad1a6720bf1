"""Does prefetching change anything but the time it takes?"""

import threading
from collections.abc import Iterator

import pytest

from sunlit.engines.prefetch import prefetched


@pytest.mark.parametrize("threads", [1, 2])
def test_items_come_in_their_order(threads: int) -> None:
    assert list(prefetched(iter(range(1000)), threads)) == list(range(1000))


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_comes_after_the_items_before_it(threads: int) -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("the third")

    got: list[int] = []
    with pytest.raises(ValueError, match="the third"):
        got.extend(prefetched(broken(), threads))
    assert got == [1, 2]


def test_no_more_is_made_than_a_few_items_ahead() -> None:
    made: list[int] = []

    def counted() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    items = prefetched(counted(), 2)
    assert next(items) == 0
    items.close()
    assert len(made) <= 5


def test_the_thread_ends_when_the_result_is_closed() -> None:
    before = threading.active_count()
    items = prefetched(iter(range(100)), 2)
    next(items)
    items.close()
    assert threading.active_count() == before


def test_an_interrupt_of_the_user_ends_the_thread() -> None:
    before = threading.active_count()

    def used() -> None:
        for _ in prefetched(iter(range(100)), 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        used()
    assert threading.active_count() == before
