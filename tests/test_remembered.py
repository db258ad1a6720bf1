"""Does a scan with a memory give the very bytes of a whole one, whatever changed in between?"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunlit import knowledge
from sunlit.engines.local import LocalEngine
from sunlit.matching import open_list
from sunlit.services import scan as scan_service
from sunlit.services.run import Run
from sunlit.services.scanner import Scanner
from tests.compiled import cache_home
from tests.engines.corpus import as_bytes, write_corpus

FILL = "".join(f"f{n},Filler{n} Munlo Pumps,company\n" for n in range(450))
HEAD = "Payment Date,Supplier,Description,Amount\n"
SUPPLIERS = [
    "Zanbor Koziba Trading",
    "Zanbor Koziba",
    "Zanbor Kozyba Trading",
    "Maria Elena Sample",
]
KINDS = ["company", "person"]


@pytest.fixture(scope="module")
def spending(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_corpus(tmp_path_factory.mktemp("remembered") / "corpus", files=2)
    rows = [f"{day}/11/2024,{name},Pumps,{day}.50\n" for day, name in enumerate(SUPPLIERS, 13)]
    rows += ["20/11/2024,Acme,4 Hikvision domes of Zanbor Koziba Trading,9.00\n"] * 2
    (folder / "listed.csv").write_text(HEAD + "".join(rows))
    return folder


def run_of(names: Path, memory: Path | None, workers: int = 1) -> tuple[Scanner, Run]:
    engine = LocalEngine(workers, worth_bytes=0 if workers > 1 else 2**40)
    scanner = Scanner.make(knowledge.load(), [open_list(names)], cache_dir=cache_home() / "sunlit")
    return scanner, Run(memory=memory, engine=engine)


def write_list(path: Path, entries: list[tuple[str, str, str]]) -> Path:
    path.write_text("id,name,kind\n" + FILL + "".join(",".join(one) + "\n" for one in entries))
    return path


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "A-1", "A.1"]),
        st.sampled_from(SUPPLIERS),
        st.sampled_from(KINDS),
    ),
    max_size=4,
)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ENTRIES, min_size=2, max_size=3), st.sampled_from([0, 25]))
def test_any_edit_of_a_list_gives_what_a_whole_scan_gives(
    spending: Path,
    tmp_path_factory: pytest.TempPathFactory,
    states: list[list[tuple[str, str, str]]],
    crowd: int,
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    for number, entries in enumerate(states):
        # So many of one name that its key tells none of them, in every other state.
        twins = [(f"t{n}", "Zanbor Koziba", "company") for n in range(crowd * (number % 2))]
        names = write_list(folder / "mine.csv", [*entries, *twins])
        whole = scan_service.scan([spending], *run_of(names, None))
        again = scan_service.scan([spending], *run_of(names, folder / "memory"))
        assert as_bytes(again) == as_bytes(whole)


def test_what_is_as_it_was_is_not_read_again(
    spending: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = write_list(tmp_path / "mine.csv", [("1", SUPPLIERS[0], "company")])
    first = as_bytes(scan_service.scan([spending], *run_of(names, tmp_path / "memory", workers=2)))

    def never(*_: object) -> None:
        raise AssertionError("an original was read again")

    monkeypatch.setattr("sunlit.sources.read", never)
    assert as_bytes(scan_service.scan([spending], *run_of(names, tmp_path / "memory"))) == first
    names = write_list(tmp_path / "mine.csv", [("1", SUPPLIERS[3], "person")])
    changed = scan_service.scan([spending], *run_of(names, tmp_path / "memory"))
    assert "Maria Elena Sample" in changed.table().column("party_name").to_pylist()


def test_a_changed_file_another_option_and_a_damaged_memory_are_read_anew(tmp_path: Path) -> None:
    spending = tmp_path / "pay.csv"
    names = write_list(tmp_path / "mine.csv", [("1", SUPPLIERS[0], "company")])
    for content in (HEAD + f"26/11/2024,{SUPPLIERS[0]},Pumps,7.00\n", HEAD + "26/11/2024,A,B,1\n"):
        spending.write_text(content)
        for _ in range(2):
            whole = as_bytes(scan_service.scan([spending], *run_of(names, None)))
            again = as_bytes(scan_service.scan([spending], *run_of(names, tmp_path / "memory")))
            assert again == whole
            for kept in (tmp_path / "memory").iterdir():
                kept.write_bytes(kept.read_bytes()[:-3])
