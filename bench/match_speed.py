"""How fast is matching, step by step, on a CSV of spending?

    python bench/match_speed.py spend_2m.csv [--columns supplier_name,description]

Prints, for the whole file read by pyarrow first: seconds of the candidates step (all columns), rows
that it hands on, seconds of the rest, and rows a second. CPU seconds of one process; reading is not counted.
"""

import argparse
import resource
import subprocess
import time

import pyarrow as pa
import pyarrow.csv as csv

from sunlit.knowledge import load
from sunlit.matching import compile_matcher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--terms", help="a file of terms: time rg -i -F -f on the CSV too")
    parser.add_argument("--columns", default="supplier_name,description")
    args = parser.parse_args()
    names = args.columns.split(",")

    start = time.process_time()
    matcher = compile_matcher(load())
    print(f"compile            {time.process_time() - start:7.2f} s")
    start = time.process_time()
    options = csv.ConvertOptions(
        include_columns=names, column_types=dict.fromkeys(names, pa.string())
    )
    newlines = csv.ParseOptions(newlines_in_values=True)
    table = csv.read_csv(args.file, convert_options=options, parse_options=newlines)
    fields = [
        pa.field(name, pa.string(), metadata={b"field": _field(name), b"column": name.encode()})
        for name in names
    ]
    batches = table.cast(pa.schema(fields)).to_batches(max_chunksize=65_536)
    size = sum(batch.nbytes for batch in batches)
    print(f"read (not counted) {time.process_time() - start:7.2f} s, {size / 1e6:.0f} MB of text")

    start = time.process_time()
    handed_on = sum(len(matcher.candidates(batch)) for batch in batches)
    candidates_s = time.process_time() - start
    print(f"candidates         {candidates_s:7.2f} s, {handed_on} of {table.num_rows} rows")
    start = time.process_time()
    ties = sum(matcher.match(batch).num_rows for batch in batches)
    whole_s = time.process_time() - start
    if args.terms:
        print(f"rg -i -F -f terms  {_ripgrep(args.file, args.terms):7.2f} s, user time, whole file")
    print(
        f"whole match        {whole_s:7.2f} s, {ties} ties, {table.num_rows / whole_s:,.0f} rows/s"
    )


def _ripgrep(file: str, terms: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(["rg", "-i", "-c", "-F", "-f", terms, file], check=False, capture_output=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _field(name: str) -> bytes:
    return name.removesuffix("_name").encode()


if __name__ == "__main__":
    main()
