"""Does a name last as long as what it names?"""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sunlit.ledger import Numbering, claim, evidence


def test_the_evidence_is_of_these_bytes_this_place_and_this_party() -> None:
    name = evidence("A", "row=2", "hytera")
    assert name == evidence("A", "row=2", "hytera")
    others = {evidence("B", "row=2", "hytera"), evidence("A", "row=3", "hytera")}
    assert name not in others | {evidence("A", "row=2", "dahua")}


def test_a_claim_names_source_row_number_and_party() -> None:
    name = claim("", "K", 1, "hytera")
    assert name == claim("", "K", 1, "hytera")
    assert name not in {
        claim("S", "K", 1, "hytera"),
        claim("", "L", 1, "hytera"),
        claim("", "K", 2, "hytera"),
        claim("", "K", 1, "dahua"),
    }


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("KLM"), st.sampled_from(["hytera", "dahua"]))),
        max_size=5,
    )
)
def test_rows_are_numbered_as_one_whatever_the_parts(parts: list[list[tuple[str, str]]]) -> None:
    numbering, seen = Numbering(), Counter[tuple[str, str]]()
    for part in parts:
        expected = []
        for one in part:
            seen[one] += 1
            expected.append(seen[one])
        keys, parties = [key for key, _ in part], [party for _, party in part]
        assert numbering.number(keys, parties).tolist() == expected
