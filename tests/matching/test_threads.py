"""Does one matcher give many threads at once what it gives one?"""

import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.knowledge.lists import ListEntry, ListName, NameList, screening
from sunlit.knowledge.lists.entries import Notes
from sunlit.matching import LongListMatcher, Matcher, Matches, compile_matcher

THREADS = 8
ITEMS = [
    "4 Hikvision dome cameras", "Dauha NVR and cabling", "DS-2CD2143G2-I bullet camera", "desks",
    "Replace Hikvision with Axis", "中兴路由器", "هيكفيجن", "Fan 海康威视 x2", "Хіквіжн", "HIKVlSlON",
    "battery for Hytera PD785", "Zanbor Koziba radios", None,
]  # fmt: skip
SUPPLIERS = ["Huawei Technologies Ltd", "Target Ltd", "Zanbor Koziba Trading LLC", "B", None]


@pytest.fixture(autouse=True)
def eager_switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


@pytest.fixture(scope="module")
def plain() -> Matcher:
    return compile_matcher(load())


def listed(inner: Matches) -> LongListMatcher:
    filler = [f"Filler{n} Munlo" for n in range(450)]
    names = [*filler, "Zanbor Koziba Trading LLC", "Target Ltd", "海康威视"]
    entries = [
        ListEntry(f"e{n}", "company", (ListName(name, "legal_name"),))
        for n, name in enumerate(names)
    ]
    return LongListMatcher(inner, screening(load(), [NameList("l", "csv", "v", entries, Notes())]))


@pytest.fixture(params=["compiled", "bytes", "pickle", "list", "pickled list"])
def matcher(request: pytest.FixtureRequest, plain: Matcher) -> Matches:
    made: dict[str, Matches] = {
        "compiled": plain,
        "bytes": Matcher.from_bytes(plain.to_bytes()),
        "pickle": pickle.loads(pickle.dumps(plain)),
        "list": listed(plain),
        "pickled list": pickle.loads(pickle.dumps(listed(plain))),
    }
    return made[request.param]


def batches() -> list[pa.RecordBatch]:
    """Batches that differ, with suppliers that come again and some that are new each time."""
    fields = [
        pa.field("d", pa.string(), metadata={b"field": b"description"}),
        pa.field("s", pa.string(), metadata={b"field": b"supplier"}),
        pa.field("c", pa.dictionary(pa.int32(), pa.string()), metadata={b"field": b"other"}),
    ]
    made = []
    for number in range(12):
        items = [ITEMS[(number + at) % len(ITEMS)] for at in range(20)]
        sellers = [SUPPLIERS[(number * at) % len(SUPPLIERS)] for at in range(19)]
        sellers.append(f"Target Ltd {number}")
        arrays = [pa.array(items), pa.array(sellers), pa.array(items[::-1]).dictionary_encode()]
        made.append(pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields)))
    return made


def test_eight_threads_find_what_one_finds(matcher: Matches) -> None:
    work = batches()
    start = Barrier(THREADS)

    def all_of_them(thread: int) -> list[pa.RecordBatch]:
        start.wait()
        order = work[thread:] + work[:thread]
        ties = [matcher.match(batch) for batch in order]
        return ties[len(work) - thread :] + ties[: len(work) - thread]

    # The threads come first: nothing is remembered yet when they meet.
    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(all_of_them, range(THREADS)))
    alone = [matcher.match(batch) for batch in work]
    assert sum(ties.num_rows for ties in alone) > 5 * len(work)
    assert all(ties == alone for ties in told)
