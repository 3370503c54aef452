"""What is written as CSV, read back as a spreadsheet would."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.notebook.exchange.table import COLUMNS, harmless, table

if TYPE_CHECKING:
    from exchange_desk import Writer


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_for_everything(desk: Writer) -> None:
    data = table(desk.collected())
    assert data.startswith(b"\xef\xbb\xbf")
    found = rows(data)
    assert list(found[0]) == list(COLUMNS)
    kinds = [(one["kind"], one["line"]) for one in found]
    assert kinds == [
        *(("bookmark", "9"), ("note", "9"), ("highlight", "11"), ("highlight", "11")),
        *(("highlight", "11"), ("tags", "24"), ("bookmark", "29"), ("note", "29"), ("note", "")),
    ]
    assert found[1]["note"] == "Second thought:\n\n- with a list\n\n```sh\nls"
    assert found[1]["tags"] == "base, 시험 범위"
    assert (found[2]["quote"], found[2]["note"]) == ("one instruction", "Which one?")
    assert found[6]["label"] == "시험"
    assert found[8]["question"] == "What was asked here?"


def test_records_end_as_the_rfc_says(desk: Writer) -> None:
    data = table(desk.collected())
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 10


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_a_note_that_begins_like_a_formula(desk: Writer) -> None:
    assert rows(table(desk.collected()))[7]["note"] == "'=1+1 은 *수식*이 아니다."


@given(st.text())
def test_harmless_cells_are_left_alone(text: str) -> None:
    if text[:1] not in "=+-@\t\r\n":
        assert harmless(text) == text
