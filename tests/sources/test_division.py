"""Are the parts of a text, put together, the text read as one?"""

import hashlib
import io
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from sunlit import sources
from sunlit.settings import Limits
from sunlit.sources import Original, ReadBatch, ReadOptions
from sunlit.sources.formats import csv_cuts, csv_reader
from sunlit.sources.formats.csv_cuts import PartsDifferError

HEAD = "Payment Date,Supplier,Description,Amount\n"
LIMITS = Limits(batch_rows=50)
PLAIN = ReadOptions()


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "BLOCK_BYTES", 700)
    monkeypatch.setattr(csv_cuts, "PART_BLOCKS", 2)


def original(text: str | bytes) -> Original:
    content = text.encode() if isinstance(text, str) else text
    digest = hashlib.sha256(content).hexdigest()
    return Original("payments.csv", len(content), digest, partial(io.BytesIO, content))


def plain(rows: int, first: int = 0) -> str:
    return "".join(
        f"{13 + n % 15}/11/2024,Alder {n} Ltd,Repair of gate {n},{n}.50\n"
        for n in range(first, first + rows)
    )


def everything(batches: Iterator[ReadBatch]) -> list[dict[str, Any]]:
    """Each record with its cells, but for the cells that it has not."""
    rows = []
    for batch in batches:
        cells = [[c for c in row.values() if c is not None] for row in batch.cells.to_pylist()]
        for purchase, own in zip(batch.purchases.to_pylist(), cells, strict=True):
            rows.append({**purchase, "cells": own})
        rows += batch.left_out.to_pylist()
    return rows


def assert_parts_are_the_whole(text: str | bytes, parts: int = 2) -> None:
    whole = original(text)
    division = sources.divide(whole, PLAIN, LIMITS)
    assert division is not None
    assert division.parts >= parts
    read = [everything(sources.read_part(division, n, LIMITS)) for n in range(division.parts)]
    assert [row for part in read for row in part] == everything(sources.read(whole, PLAIN, LIMITS))


@pytest.mark.parametrize(
    "middle",
    [
        pytest.param("", id="nothing else"),
        pytest.param('14/11/2024,"Elm, Oak & Co","a ""dome"" camera",12.00\n' * 40, id="quoted"),
        pytest.param('14/11/2024,Elm,"two\nlines, one cell",12.00\n' * 40, id="lines in cells"),
        pytest.param("14/11/2024,Ö海康威视,ünï,12.00\n" * 40, id="characters of several bytes"),
        pytest.param("\n\n,,,\n" * 50, id="blank lines"),
        pytest.param("14/11/2024,Elm,Paint,12.00,more\n" * 3, id="wider records"),
        pytest.param("14/11/2024,Elm\n" * 3, id="shorter records"),
        pytest.param("14/11/2024,Elm,Paint,twelve\n" * 40, id="refused rows"),
        pytest.param(HEAD, id="the same header again"),
        pytest.param("Total,,,99.00\n", id="a total"),
    ],
)
def test_the_parts_give_the_records_of_the_whole(middle: str) -> None:
    assert_parts_are_the_whole(HEAD + plain(60) + middle + plain(60, 60), parts=3)


def test_a_mark_at_the_start_and_windows_line_ends_change_nothing() -> None:
    text = (HEAD + plain(150)).replace("\n", "\r\n")
    assert_parts_are_the_whole(b"\xef\xbb\xbf" + text.encode(), parts=3)


def test_a_file_without_a_last_line_end_is_whole_too() -> None:
    assert_parts_are_the_whole((HEAD + plain(150)).rstrip("\n"), parts=3)


def test_whatever_the_cells_hold_the_parts_are_the_whole_or_say_that_they_are_not() -> None:
    chosen = random.Random(26)
    pieces = ["x", '""', ",", "\n", "é", "camera ", "\r\n"]

    def cell() -> str:
        inner = "".join(chosen.choices(pieces, k=chosen.randint(0, 12)))
        return f'"{inner}"' if chosen.random() < 0.4 else "plain"

    same = 0
    for _ in range(20):
        rows = [f"14/11/2024,Elm,{cell()},{n}.00\n" for n in range(200)]
        with suppress(PartsDifferError):
            assert_parts_are_the_whole(HEAD + "".join(rows))
            same += 1
    assert same > 10


@pytest.mark.parametrize(
    "stray",
    [
        pytest.param("Supplier,Payment Date,Amount,Description\n", id="a header of another order"),
        pytest.param('14/11/2024,Elm,"never closes,12.00\n', id="a mark that never closes"),
    ],
)
def test_a_part_refuses_what_only_the_whole_can_judge(stray: str) -> None:
    tail = plain(60, 60)
    if stray.startswith("Supplier"):
        tail = "".join("Elm,14/11/2024,12.00,Paint\n" for _ in range(60))
    division = sources.divide(original(HEAD + plain(100) + stray + tail), PLAIN, LIMITS)
    if division is None:
        return
    with pytest.raises(PartsDifferError):
        for part in range(division.parts):
            list(sources.read_part(division, part, LIMITS))


@pytest.mark.parametrize(
    ("content", "options"),
    [
        pytest.param((HEAD + plain(5)).encode(), PLAIN, id="small"),
        pytest.param((HEAD + plain(150)).encode("utf-16"), PLAIN, id="UTF-16"),
        pytest.param((HEAD + "é" + plain(150)).encode("cp1252"), PLAIN, id="cp1252"),
        pytest.param(json.dumps([{"a": n} for n in range(999)]).encode(), PLAIN, id="JSON"),
    ],
)
def test_what_cannot_be_cut_is_read_as_one(content: bytes, options: ReadOptions) -> None:
    assert sources.divide(original(content), options, LIMITS) is None


def test_a_decision_that_the_last_row_brings_holds_for_every_part() -> None:
    text = HEAD + "".join(f"0{1 + n % 9}/11/2024,Elm,Paint,{n}.50\n" for n in range(150))
    assert_parts_are_the_whole(text + "25/11/2024,Elm,Paint,1.00\n", parts=3)
