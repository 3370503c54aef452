"""Past reviews in what is exported: as Markdown, as a table, and as web annotations."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from annotation_model import violations
from exchange_desk import NOW, Writer, begin, moment, writer

from msp_desktop.notebook.exchange.jsonld import web_annotations
from msp_desktop.notebook.exchange.markdown import markdown
from msp_desktop.notebook.exchange.table import table
from msp_desktop.notebook.exchange.words import KOREAN
from msp_desktop.notebook.model import QuestionRef
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.reviews import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Writer]:
    """Two questions that were recalled, one that has gone, and a review that was taken back."""
    with Notebook.open(tmp_path / "notebook.sqlite3", now=NOW) as notebook:
        one = writer(notebook, begin(tmp_path))
        gone = QuestionRef(one.record.id, "gone")
        for name, ref, minute, known in (
            ("a", gone, 1, True),
            ("b", one.ref(1), 2, False),
            ("c", one.ref(0), 3, True),
            ("d", one.ref(1), 4, True),
            ("e", one.ref(0), 5, False),
        ):
            review = Review(name, ref, known, moment(minute), "img/layers.png")
            notebook.reviews.write(review)
            if name == "e":
                notebook.reviews.write(review._replace(taken_back=True))
        yield one


def test_a_table(reviewed: Writer) -> None:
    rows = list(csv.DictReader(io.StringIO(table(reviewed.collected()).decode("utf-8-sig"))))
    first, second = (reviewed.course.questions[number].title for number in (0, 1))
    assert [(one["kind"], one["question"], one["label"]) for one in rows] == [
        ("review", first, "knew it"),
        ("review", second, "did not know it"),
        ("review", second, "knew it"),
        ("review", "No longer in the course", "knew it"),
    ]
    assert rows[0]["created"] == moment(3).isoformat(timespec="seconds")
    assert {one["picture"] for one in rows} == {"img/layers.png"}


def test_markdown(reviewed: Writer, tmp_path: Path) -> None:
    text = markdown(reviewed.collected(), tmp_path, KOREAN, now=NOW)
    assert KOREAN.nothing not in text
    section = text.partition("## 지난 복습\n\n")[2].splitlines()
    assert len(section) == 3
    assert section[1].count("몰랐음") == section[1].count("; ") == 1
    assert section[2].startswith("- 과정에 더는 없음: ")


def test_web_annotations(reviewed: Writer) -> None:
    text = web_annotations(reviewed.collected(), program="MSP", now=NOW)
    assert violations(text) == []
    items = json.loads(text)["first"]["items"]
    assert [one["motivation"] for one in items] == ["assessing"] * 4
    assert [one["body"]["value"] for one in items] == ["known", "unknown", "known", "known"]
    assert len({one["id"] for one in items}) == 4
    assert items[1]["target"] == items[2]["target"] != items[0]["target"]
