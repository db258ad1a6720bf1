"""Do a slip in a short brand and letters parted by odd signals stay below what is shown?"""

import pyarrow as pa
import pytest

from sunlit.knowledge import load
from sunlit.matching import compile_matcher

MATCHER = compile_matcher(load())


def best(text: str, field: str = "description") -> float:
    column = pa.field("c", pa.string(), metadata={b"field": field.encode(), b"column": b"c"})
    ties = MATCHER.match(pa.record_batch([pa.array([text])], schema=pa.schema([column])))
    return max(ties.column("score").to_pylist(), default=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Câmara municipal de Prata, licença",
        "telefono paslaugos, prima parama",
        "R¡C H§V camera",
        "D¤H dome camera",
    ],
)
def test_what_lies_near_a_short_name_by_chance_is_not_shown(text: str) -> None:
    assert best(text) < 0.5


@pytest.mark.parametrize(
    "text", ["Hikvison dome camera", "Hik Vision camera", "D.J.I. Mavic drone", "Dahau PTZ camera"]
)
def test_slips_that_clerks_make_still_are(text: str) -> None:
    assert best(text) >= 0.5


def test_an_acronym_in_a_column_of_no_known_meaning_needs_its_support_there() -> None:
    fields = [
        pa.field("a", pa.string(), metadata={b"field": b"other", b"column": b"command"}),
        pa.field("b", pa.string(), metadata={b"field": b"description", b"column": b"what"}),
    ]
    row = pa.record_batch(
        [pa.array(["grep -c ZTE file.xml"]), pa.array(["routers and phones"])],
        schema=pa.schema(fields),
    )
    assert max(MATCHER.match(row).column("score").to_pylist(), default=0.0) < 0.5
