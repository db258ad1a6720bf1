"""How well does the matcher screen generated spending with a watch list that it was never written for?

    python bench/spend_accuracy.py spend_2m.csv watchlist.json [--misses] [--built-in] [--one-by-one]

Reads the CSV that gen_spend.py writes, its truth file beside it and its watch list; the built-in
knowledge gives only the category words. A planted row is found when it is tied to its own party.
Prints recall over all tiers, precision and recall of the top tier (score >= --top), false hits among
the background rows and the share of right ties by score. --built-in matches with the built-in
knowledge too; --one-by-one leaves out how common a term is in the file.
"""

import argparse
import collections
import csv
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from sunlit.knowledge import load
from sunlit.knowledge.lists import read_list, screening
from sunlit.matching import Corpus, compile_matcher, terms_of
from sunlit.schema import plain, rows_of
from sunlit.tables import Term, Tie

_FIELDS = {"supplier_name": "supplier", "description": "description"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("watchlist", type=Path)
    parser.add_argument("--top", type=float, default=0.5)
    parser.add_argument("--misses", action="store_true", help="print each miss and false hit")
    parser.add_argument("--built-in", action="store_true", help="with the built-in parties too")
    parser.add_argument("--one-by-one", action="store_true", help="count no terms over the file")
    args = parser.parse_args()
    truth = _truth(args.file.with_suffix(args.file.suffix + ".truth.csv"))
    lists = [read_list(args.watchlist)]
    matcher = compile_matcher(screening(load(), lists, only=not args.built_in).knowledge)
    batches = _batches(args.file)
    start, rows = time.process_time(), 0
    ties: list[Tie] = []
    terms: list[Term] = []
    for batch in batches:
        found = matcher.match(batch)
        terms += terms_of(found)
        ties += [replace(tie, row=rows + tie.row + 1) for tie in rows_of(Tie, found)]
        rows += batch.num_rows
    if not args.one_by_one:
        corpus = Corpus.of("this file", rows, terms)
        ties = [corpus.weighed(tie) for tie in ties]
    print(f"match {time.process_time() - start:.2f} CPU s, {rows} rows, {len(ties)} ties")
    _report(truth, [plain(tie) for tie in ties], rows, args)


def _truth(path: Path) -> dict[int, dict[str, str]]:
    if not path.exists():
        path = path.parent / (path.name.removesuffix(".csv.truth.csv") + ".truth.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["record_id"]): row for row in csv.DictReader(file)}


def _batches(path: Path) -> list[pa.RecordBatch]:
    types_ = dict.fromkeys(_FIELDS, pa.string())
    options = arrow_csv.ConvertOptions(include_columns=list(_FIELDS), column_types=types_)
    newlines = arrow_csv.ParseOptions(newlines_in_values=True)
    table = arrow_csv.read_csv(path, convert_options=options, parse_options=newlines)
    fields = [
        pa.field(n, pa.string(), metadata={b"field": f.encode(), b"column": n.encode()})
        for n, f in _FIELDS.items()
    ]
    return table.cast(pa.schema(fields)).to_batches(max_chunksize=65_536)


def _report(
    truth: dict[int, dict[str, str]],
    told: list[dict[str, Any]],
    rows: int,
    args: argparse.Namespace,
) -> None:
    best: dict[tuple[int, str], float] = {}
    why: dict[tuple[int, str], str] = {}
    for tie in told:
        key = tie["row"], tie["party"].split("_")[-1].upper()
        best[key] = max(tie["score"], best.get(key, 0.0))
        why[key] = tie["reason"]
    planted = {row: one for row, one in truth.items() if one["label"] == "1"}
    right = {(row, one["entity_id"]) for row, one in planted.items()}
    found = {key for key in right if key in best}
    top = {key for key, score in best.items() if score >= args.top}
    by_kind = collections.Counter(truth[row]["kind"] for row, _ in right)
    missed = collections.Counter(truth[row]["kind"] for row, _ in right - found)
    low = collections.Counter(truth[row]["kind"] for row, _ in right - top)
    hard = [key for key in best if key[0] in truth and key not in right]
    background = [key for key in best if key[0] not in truth]
    print(f"recall, all tiers          {len(found) / len(right):.4f} ({len(found)}/{len(right)})")
    print(f"top tier (>= {args.top}) recall    {len(top & right) / len(right):.4f}")
    print(f"top tier precision         {len(top & right) / max(1, len(top)):.4f} ({len(top)} ties)")
    for name, keys in (("background", background), ("hard negatives", hard)):
        in_top = sum(key in top for key in keys)
        print(
            f"false, {name:14} all tiers {len(keys)}, >= 0.5 "
            f"{sum(best[key] >= 0.5 for key in keys)}, top tier {in_top}"
            f" ({1e5 * len(keys) / rows:.2f} and {1e5 * in_top / rows:.2f} in 100,000 rows)"
        )
    print("kind: planted, missed, not in top tier")
    for kind, count in sorted(by_kind.items()):
        print(f"  {kind:14} {count:4} {missed[kind]:4} {low[kind]:4}")
    print("score: ties, right")
    for step in range(10):
        keys = [key for key, score in best.items() if step / 10 <= score < (step + 1) / 10]
        if keys:
            share = sum(key in right for key in keys) / len(keys)
            print(f"  {step / 10:.1f}- {len(keys):5} {share:.3f}")
    if args.misses:
        for row, party in sorted(right - found):
            print("MISS", party, truth[row]["kind"], truth[row]["planted_text"])
        for row, party in sorted((right & found) - top):
            print("LOW", party, truth[row]["kind"], truth[row]["planted_text"], best[row, party])
        for key in sorted({*background, *hard}, key=lambda key: -best[key]):
            print("FALSE", *key, best[key], truth.get(key[0], {}).get("planted_text", ""), why[key])


if __name__ == "__main__":
    main()
