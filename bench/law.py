"""Answer a million rows of random facts by every instrument, and compare some with one by one.

python bench/law.py
"""

import time

import numpy as np
import pyarrow as pa
from law_columns import answer_columns

from sunlit import knowledge, rules

ROWS = 1_000_000
COMPARED = 200


def random_facts(parties: list[str]) -> pa.Table:
    """Facts far more varied than a real file's."""
    random = np.random.default_rng(1)

    def pick(*values: str | None) -> pa.Array:
        return pa.array(values).take(pa.array(random.integers(0, len(values), ROWS)))

    def days(first: str, count: int) -> pa.Array:
        start = np.datetime64(first)
        return pa.array((start + random.integers(0, count, ROWS)).astype("datetime64[D]"))

    places = (None, "US", "US-GA", "US-LA", "US-VT", "US-TX", "US-AR", "GB", "CA-ON", "US-FL")
    buyers = (None, "county", "school_district", "federal_agency", "state_agency", "university")
    return pa.table(
        {
            "party": pick(*parties),
            "on": days("2016-01-01", 4300),
            "jurisdiction": pick(*places),
            "buyer_type": pick(*buyers),
            "funds": pick(None, "federal_grant", "local", "state"),
            "award_date": days("2018-01-01", 2300),
            "product_class": pick(None, "video_camera", "drone", "network_gear"),
            "act": pick("procure", "renew", "use"),
            "purpose": pick(None, "security", "public_safety", "none_listed"),
        }
    )


def main() -> None:
    """Print the time, and how many of the compared rows differ."""
    known = knowledge.load()
    facts = random_facts(list(known.parties))
    began = time.perf_counter()
    found = answer_columns(known, facts)
    took = time.perf_counter() - began
    print(f"{found.num_rows:,} rows x {found.num_columns} instruments: {took:.2f} s")
    step = ROWS // COMPARED
    differ = 0
    for row in range(0, ROWS, step):
        given = {k: v for k, v in facts.slice(row, 1).to_pylist()[0].items() if v is not None}
        answers = rules.answer(known, rules.read_facts(known, given))
        told = found.slice(row, 1).to_pylist()[0]
        differ += told != {name: one.status for name, one in answers.items()}
    print(f"{differ} of {COMPARED} compared rows differ")


if __name__ == "__main__":
    main()
