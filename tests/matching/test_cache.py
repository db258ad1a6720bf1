"""Does a saved matcher say the same, start at once, and survive damage?"""

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from sunlit.errors import KnowledgeError
from sunlit.knowledge import Knowledge, load
from sunlit.matching import Matcher, load_or_compile, open_list
from sunlit.matching.signals.compile import Compiled
from sunlit.matching.signals.lexicon import Words

CELLS = pa.RecordBatch.from_pydict({"text": ["8 Hikvision domes", "chairs", None, "DHI-NVR4108HS"]})


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """Some names of one party: what they compile to is the same kind of thing, and there at once."""
    whole = load()
    names = [signal for signal in whole.signals if signal.party == "hikvision" and signal.text][:20]
    return replace(whole, version="small", signals=tuple(names))


@pytest.fixture(scope="module")
def folder(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    load_or_compile(known, folder)
    return folder


@pytest.fixture(autouse=True)
def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is at hand from an earlier call."""
    monkeypatch.setattr("sunlit.matching.cache._HELD", {})


def test_a_process_makes_a_matcher_once_even_for_threads_that_ask_at_once(
    known: Knowledge, folder: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: load_or_compile(known, folder), range(4)))
    assert all(one is made[0] for one in made)
    assert load_or_compile(known) is made[0]


def test_of_processes_that_start_at_once_one_compiles(known: Knowledge, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from sunlit import knowledge, matching;"
        "made = matching.load_or_compile(knowledge.load(), pathlib.Path(sys.argv[1]));"
        "print(made.is_new)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sorted(run.communicate()[0].strip() for run in runs) == ["False", "False", "True"]


def test_another_version_of_the_knowledge_is_kept_beside(
    known: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sunlit.matching.cache.compile_signals", lambda _: Compiled("v", (), Words())
    )
    load_or_compile(known, tmp_path)
    load_or_compile(replace(known, version="another"), tmp_path)
    assert len(list(tmp_path.glob("*.matcher"))) == 2


def test_a_matcher_from_the_cache_says_what_a_fresh_one_says(
    known: Knowledge, folder: Path
) -> None:
    again = load_or_compile(known, folder)
    assert again.match(CELLS) == load_or_compile(known).match(CELLS)
    assert len(list(folder.glob("*.matcher"))) == 1


def test_the_saved_engine_is_used_and_not_compiled_again(
    known: Knowledge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("sunlit.matching.candidates.search.Database.compiled", fail)
    again = load_or_compile(known, folder)
    carried: Matcher = pickle.loads(pickle.dumps(again))
    assert carried.match(CELLS) == again.match(CELLS)


@pytest.mark.parametrize("damage", [b"", b"sunlit matcher 2\nnothing", None])
def test_a_damaged_file_is_compiled_again_and_replaced(
    known: Knowledge, folder: Path, damage: bytes | None
) -> None:
    (path,) = folder.glob("*.matcher")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1000] + b"x" * 1000 if damage is None else damage)
    assert load_or_compile(known, folder).match(CELLS).num_rows
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_error(known: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load_or_compile(known, tmp_path / "file" / "below").match(CELLS).num_rows


def test_bytes_that_are_no_matcher_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="damaged"):
        Matcher.from_bytes(b"PK")


def test_a_list_is_compiled_once_and_loaded_by_the_next_run(tmp_path: Path) -> None:
    names = tmp_path / "mine.csv"
    names.write_text("id,name,kind\n1,Zanbor Koziba,company\n2,海康威视数字,company\n3,Q,company\n")
    made = open_list(names, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").glob("*.list")
    before = kept.stat().st_mtime_ns
    again = open_list(names, tmp_path / "cache")
    assert kept.stat().st_mtime_ns == before
    assert again.to_bytes() == made.to_bytes() == pickle.loads(pickle.dumps(again)).to_bytes()
    assert list(again.names.entries) == list(made.names.entries)
    assert (again.names.label, again.names.version) == ("mine", made.names.version)
    assert again.names.notes.refused == 1


def test_a_changed_or_renamed_list_is_another_and_a_damaged_file_is_replaced(
    tmp_path: Path,
) -> None:
    names = tmp_path / "mine.csv"
    names.write_text("id,name\n1,Zanbor Koziba\n")
    open_list(names, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").glob("*.list")
    whole = kept.read_bytes()
    for damaged in (b"", whole[:100], whole[:-5] + b"xxxxx"):
        kept.write_bytes(damaged)
        assert len(open_list(names, tmp_path / "cache").names.entries) == 1
        assert kept.read_bytes() == whole
    names.write_text("id,name\n1,Zanbor Kozyba\n")
    open_list(names, tmp_path / "cache")
    open_list(names.rename(tmp_path / "other.csv"), tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("*.list"))) == 3
