"""Does screening cost grow with the text or with the list? Made-up lists from 250 to a million names.

    python bench/long_lists.py spend_2m.csv [--sizes 250,10000,100000,1000000] [--cache FOLDER]

Each list holds made-up company names of one to four words and some hundred names of the file's own
suppliers, so that there is something to find. Each runs in a process of its own as the only list.
Prints for each: seconds to read and compile the list, to load it a second time from the cache, and
to match; rows a second, the process's peak memory, rows that are tied, and the time of matching as
a multiple of the first list's. The file's two text columns are read before the clock starts.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

_FIELDS = {"supplier_name": "supplier", "description": "description"}
_SYLLABLES = [
    "ba",
    "be",
    "bri",
    "ca",
    "cor",
    "da",
    "del",
    "dor",
    "el",
    "fa",
    "fen",
    "gar",
    "hal",
    "in",
    "jo",
    "ka",
    "kel",
    "lan",
    "lor",
    "ma",
    "mer",
    "nor",
    "o",
    "pa",
    "per",
    "qua",
    "ra",
    "ren",
    "sa",
    "sol",
    "ta",
    "tor",
    "u",
    "va",
    "vel",
    "wen",
    "xi",
    "yar",
    "zan",
    "zor",
]
_GOODS = [
    "Trading",
    "Industries",
    "Logistics",
    "Holdings",
    "Engineering",
    "Electronics",
    "Pharma",
    "Foods",
    "Textiles",
    "Shipping",
    "Energy",
    "Metals",
    "Systems",
    "Chemicals",
    "Construction",
    "Motors",
    "Optics",
    "Software",
    "Mining",
    "Timber",
    "Partners",
    "Consulting",
    "Services",
    "Networks",
    "Marine",
]
_FORMS = ["Ltd", "LLC", "GmbH", "Co., Ltd.", "S.A.", "Inc.", "OOO", "JSC", "Pty Ltd", "B.V.", ""]
_PLACES = [
    "Hamburg",
    "Lagos",
    "Tbilisi",
    "Penang",
    "Osaka",
    "Haifa",
    "Izmir",
    "Riga",
    "Lima",
    "Durban",
    "Almaty",
    "Busan",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sizes", default="250,10000,100000,1000000")
    parser.add_argument("--from-file", type=int, default=100, help="names of the file's suppliers")
    parser.add_argument("--one", help="a list to run here, for the processes that this one starts")
    parser.add_argument("--cache", help="keep compiled lists here; default: nowhere")
    args = parser.parse_args()
    if args.one:
        print(json.dumps(_run(args.file, Path(args.one), args.cache)))
        return
    suppliers = sorted(set(_table(args.file).column("supplier_name").drop_null().to_pylist()))
    print("   names  read+compile  load again  match     rows/s    memory  tied  times the first")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, args.sizes.split(",")):
            path = Path(folder) / f"made_up_{size}.csv"
            _write(path, size, suppliers, args.from_file)
            command = [sys.executable, __file__, str(args.file), "--one", str(path)]
            command += ["--cache", args.cache or str(Path(folder) / "cache")]
            told = [
                json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                for _ in range(2)
            ]
            again, ran = told[1]["compile_s"], min(told, key=lambda one: one["match_s"])
            first = first or ran["match_s"]
            print(
                f"{size:8} {told[0]['compile_s']:11.1f} s {again:9.1f} s {ran['match_s']:5.2f} s "
                f"{ran['rows'] / ran['match_s']:10,.0f} {told[0]['memory_mb']:6.0f} MB "
                f"{ran['tied']:5} {ran['match_s'] / first:8.2f}",
                flush=True,
            )


def _write(path: Path, size: int, suppliers: list[str], from_file: int) -> None:
    """The same names in each list as far as it goes: a longer list holds the shorter ones.

    The names of the file's suppliers are in all of them, so that all find about as much.
    """
    own = random.Random(7).sample(suppliers, min(from_file, len(suppliers)))
    chance = random.Random(11)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,name,kind\n")
        for number in range(size):
            name = own[number] if number < len(own) else _name(chance)
            stream.write(f'{number},"{name.replace(chr(34), "")}",company\n')


def _name(chance: random.Random) -> str:
    words = [_word(chance) for _ in range(chance.choice((1, 1, 2, 2, 2, 3)))]
    if chance.random() < 0.7 or len(words) == 1:
        words.append(chance.choice(_GOODS))
    if chance.random() < 0.15:
        words.insert(chance.randrange(len(words)), chance.choice(_PLACES))
    return " ".join([*words, chance.choice(_FORMS)]).strip()


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()


def _table(path: Path) -> pa.Table:
    types_ = dict.fromkeys(_FIELDS, pa.string())
    options = arrow_csv.ConvertOptions(include_columns=list(_FIELDS), column_types=types_)
    newlines = arrow_csv.ParseOptions(newlines_in_values=True)
    return arrow_csv.read_csv(path, convert_options=options, parse_options=newlines)


def _run(path: Path, names: Path, cache: str) -> dict[str, float]:
    from sunlit import knowledge
    from sunlit.matching import open_list
    from sunlit.services.scanner import Scanner

    fields = [
        pa.field(n, pa.string(), metadata={b"field": f.encode(), b"column": n.encode()})
        for n, f in _FIELDS.items()
    ]
    batches = _table(path).cast(pa.schema(fields)).to_batches(max_chunksize=65_536)
    known = knowledge.load()
    start = time.perf_counter()
    kept = Path(cache)
    lists = [open_list(names, kept)]
    matcher = Scanner.make(known, lists, only_lists=True, cache_dir=kept).matcher
    compile_s = time.perf_counter() - start
    start = time.perf_counter()
    tied: set[tuple[int, int]] = set()
    for number, batch in enumerate(batches):
        ties = matcher.match(batch)
        tied.update((number, row) for row in ties.column("row").to_pylist())
    return {
        "compile_s": compile_s,
        "match_s": time.perf_counter() - start,
        "rows": sum(batch.num_rows for batch in batches),
        "tied": len(tied),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
