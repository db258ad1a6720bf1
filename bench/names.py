"""How well and how fast are names matched, beside rapidfuzz WRatio and nomenklatura's logic-v2?

    python bench/names.py [--shared FOLDER] [--half tune|report|all] [--logic-v2 PYTHON]
                          [--kinds company,vessel] [--whole-list] [--out CSV]

Each alias of a company or vessel in `bench/peers/watchman` is a query; the list holds every
primary name and every *other* alias of all entities, persons too. The right answer is its
entity's id, first. All scorers order the same candidates (up to 60 rows from NameIndex). "Absent": the
same query against the same list without its entity, where every answer is wrong. Entities are
split in halves by id: weights and thresholds are set on `tune`, reported on `report`.
`--logic-v2` names a Python that can import nomenklatura.
"""

import argparse
import csv
import json
import os
import subprocess
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from name_index import NameIndex
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from sunlit.values.names import SAME_NAME, compare
from sunlit.values.names.parsing import parse
from sunlit.values.names.scoring import score_parsed

KINDS = {"-0-": "company", "individual": "person", "vessel": "vessel", "aircraft": "vessel"}
SCHEMAS = {"company": "Organization", "vessel": "Vessel", "person": "Person"}
LOGIC_V2 = """
import json, sys, time
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig
config = LogicV2.default_config() if hasattr(LogicV2, "default_config") else ScoringConfig.defaults()
def entity(key, schema, name):
    made = model.make_entity(schema)
    made.id = key
    made.add("name", name)
    return made
spent = pairs = 0
for line in sys.stdin:
    at, schema, query, names = json.loads(line)
    left = entity(f"q{at}", schema, query)
    rights = [entity(f"c{at}-{n}", s, name) for n, (s, name) in enumerate(names)]
    start = time.process_time()
    scores = [LogicV2.compare(left, right, config).score for right in rights]
    spent += time.process_time() - start
    pairs += len(names)
    print(json.dumps(scores), flush=False)
print(json.dumps([spent, pairs]))
"""


@dataclass
class Query:
    entity: str
    kind: str
    text: str
    places: list[int]
    scores: dict[str, list[float]]


def main() -> None:
    args = _arguments()
    primaries, aliases, kinds = _watchman(args.shared / "bench/peers/watchman")
    rows = [(key, name, kinds[key]) for key, name in [*primaries, *aliases]]
    start = time.process_time()
    index = NameIndex(rows)
    print(
        f"list: {len(rows)} names of {len(primaries)} things, indexed in {time.process_time() - start:.2f} s"
    )
    wanted = set(args.kinds.split(","))
    queries = _queries(index, rows, len(primaries), wanted, args.half)
    _score(queries, rows, args.logic_v2)
    for name in queries[0].scores:
        _report(name, queries, rows)
    if args.whole_list:
        _whole_list(queries, rows)
    _cross_script(args.shared / "bench/peers/cross_script_pairs.csv")
    if args.out:
        _write_misses(args.out, queries, rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=os.environ.get("SUNLIT_SHARED", "../shared"))
    parser.add_argument("--half", choices=["tune", "report", "all"], default="report")
    parser.add_argument("--kinds", default="company,vessel")
    parser.add_argument("--logic-v2")
    parser.add_argument("--whole-list", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    args.shared = Path(args.shared)
    return args


def _watchman(
    folder: Path,
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], dict[str, str]]:
    with (folder / "sdn.csv").open(encoding="utf-8", newline="") as file:
        entities = [row for row in csv.reader(file) if len(row) > 2]
    with (folder / "alt.csv").open(encoding="utf-8", newline="") as file:
        others = [row for row in csv.reader(file) if len(row) > 3]
    kinds = {row[0]: KINDS.get(row[2].strip(), "company") for row in entities}
    primaries = [(row[0], row[1]) for row in entities]
    return primaries, [(row[0], row[3]) for row in others if row[0] in kinds], kinds


def _queries(
    index: NameIndex, rows: list[tuple[str, str, str]], first: int, wanted: set[str], half: str
) -> list[Query]:
    start = time.process_time()
    queries = []
    for place in range(first, len(rows)):
        key, text, kind = rows[place]
        if kind not in wanted or half not in ("all", _half(key)):
            continue
        found = [(row, score) for row, score in index.candidates(text, kind) if row != place]
        scores = {"sunlit": [score for _, score in found]}
        queries.append(Query(key, kind, text, [row for row, _ in found], scores))
    seconds = time.process_time() - start
    pairs = sum(len(query.places) for query in queries)
    held = sum(any(rows[row][0] == query.entity for row in query.places) for query in queries)
    print(
        f"{len(queries)} queries ({half} half), {pairs} candidate pairs; the right id among them"
        f" {held / len(queries):.4f}; search with scores {1e3 * seconds / len(queries):.2f} ms a query"
    )
    return queries


def _half(key: str) -> str:
    return "tune" if zlib.crc32(key.encode()) % 2 else "report"


def _score(queries: list[Query], rows: list[tuple[str, str, str]], python: str | None) -> None:
    pairs = [(query.text, rows[row][1]) for query in queries for row in query.places]
    parsed = [(parse(left), parse(right)) for left, right in pairs]
    plain = [(default_process(left), default_process(right)) for left, right in pairs]
    _timed("sunlit score of parsed names, first", score_parsed, parsed)
    _timed("sunlit score of parsed names, again", score_parsed, parsed)
    _timed("sunlit compare(left, right)", compare, pairs)
    _timed("sunlit compare with its reasons", lambda a, b: compare(a, b).reasons, pairs)
    _timed("rapidfuzz WRatio, prepared text", fuzz.WRatio, plain)
    for query in queries:
        names = [rows[row][1] for row in query.places]
        query.scores["compare"] = [compare(query.text, name).score for name in names]
        left = default_process(query.text)
        query.scores["WRatio"] = [fuzz.WRatio(left, default_process(name)) / 100 for name in names]
    if python:
        _logic_v2(queries, rows, python)


def _timed(what: str, compare_two: Callable[..., object], pairs: Sequence[tuple[Any, Any]]) -> None:
    start = time.process_time()
    for left, right in pairs:
        compare_two(left, right)
    print(f"{what}: {1e6 * (time.process_time() - start) / len(pairs):.2f} us a pair")


def _logic_v2(queries: list[Query], rows: list[tuple[str, str, str]], python: str) -> None:
    lines = [
        json.dumps(
            [
                at,
                SCHEMAS[query.kind],
                query.text,
                [(SCHEMAS[rows[row][2]], rows[row][1]) for row in query.places],
            ]
        )
        for at, query in enumerate(queries)
    ]
    done = subprocess.run(
        [python, "-W", "ignore", "-c", LOGIC_V2],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    *scores, (seconds, pairs) = map(json.loads, done.stdout.splitlines())
    for query, found in zip(queries, scores, strict=True):
        query.scores["logic-v2"] = found
    print(f"logic-v2: {1e6 * seconds / pairs:.1f} us a pair")


def _report(name: str, queries: list[Query], rows: list[tuple[str, str, str]]) -> None:
    """Recall@1, F1 of the first answers at each threshold, and the same with absent entities."""
    present, absent = [], []
    for query in queries:
        best_right = best_wrong = 0.0
        for row, score in zip(query.places, query.scores[name], strict=True):
            if rows[row][0] == query.entity:
                best_right = max(best_right, score)
            else:
                best_wrong = max(best_wrong, score)
        # A tie between a right and a wrong id is counted as wrong.
        present.append((max(best_right, best_wrong), best_right > best_wrong))
        absent.append((best_wrong, False))
    recall = sum(right for _, right in present) / len(present)
    fixed = {"sunlit": SAME_NAME, "compare": SAME_NAME, "logic-v2": 0.7, "WRatio": 0.9}[name]
    f1, at = _best_f1(present, len(present))
    both, both_at = _best_f1(present + absent, len(present))
    print(
        f"{name:9} recall@1 {recall:.4f} | F1 best {f1:.4f} at {at:.2f}, fixed {fixed:.2f}:"
        f" {_f1(present, len(present), fixed):.4f} | with absent: best {both:.4f} at {both_at:.2f},"
        f" fixed: {_f1(present + absent, len(present), fixed):.4f}"
    )


def _best_f1(answers: list[tuple[float, bool]], right: int) -> tuple[float, float]:
    return max((_f1(answers, right, at / 100), at / 100) for at in range(1, 100))


def _f1(answers: list[tuple[float, bool]], right: int, threshold: float) -> float:
    given = [correct for score, correct in answers if score >= threshold]
    return 2 * sum(given) / (len(given) + right) if given else 0.0


def _whole_list(queries: list[Query], rows: list[tuple[str, str, str]]) -> None:
    """WRatio against every row of the list, which no blocking can take from it."""
    names = [default_process(name) for _, name, _ in rows]
    right = 0
    for start in range(0, len(queries), 200):
        some = queries[start : start + 200]
        scores = process.cdist(
            [default_process(query.text) for query in some],
            names,
            scorer=fuzz.WRatio,
            dtype=np.float32,
        )
        for query, line in zip(some, scores, strict=True):
            own = [at for at, (key, _, _) in enumerate(rows) if key == query.entity]
            itself = next(at for at in own if rows[at][1] == query.text)
            line[itself] = -1
            best = max(line[at] for at in own)
            line[own] = -1
            right += bool(best > line.max())
    print(f"WRatio on the whole list: recall@1 {right / len(queries):.4f}")


def _cross_script(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        pairs = list(csv.reader(line for line in file if line.strip() and line[0] != "#"))
    own = [compare(row[0], row[1]).score for row in pairs]
    others = [
        compare(left[0], right[1]).score for left in pairs for right in pairs if left[1] != right[1]
    ]
    print(
        f"cross-script: {sum(score >= SAME_NAME for score in own)} of {len(pairs)} reach {SAME_NAME},"
        f" {sum(score >= float(row[2]) for score, row in zip(own, pairs, strict=True))} reach the file's"
        f" own minimum; of {len(others)} wrong pairs {sum(score >= SAME_NAME for score in others)} do"
    )


def _write_misses(path: Path, queries: list[Query], rows: list[tuple[str, str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            ["query", "entity", "answer", "answer_score", "right_name", "right_score", "ok"]
        )
        for query in queries:
            ranked = sorted(zip(query.scores["sunlit"], query.places, strict=True), reverse=True)
            right = next(((s, r) for s, r in ranked if rows[r][0] == query.entity), (0.0, -1))
            first = ranked[0] if ranked else (0.0, -1)
            names = ["; ".join(n for k, n, _ in rows if k == query.entity and n != query.text)]
            out.writerow(
                [
                    query.text,
                    query.entity,
                    rows[first[1]][1],
                    f"{first[0]:.3f}",
                    rows[right[1]][1] if right[1] >= 0 else names[0],
                    f"{right[0]:.3f}",
                    int(right == first and bool(ranked)),
                ]
            )


if __name__ == "__main__":
    main()
