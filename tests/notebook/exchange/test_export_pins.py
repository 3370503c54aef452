"""Pins in what is exported: as Markdown, as a table, and as web annotations."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from annotation_model import violations
from exchange_desk import NOW, Writer, begin, moment, writer

from msp_desktop.course.diagrams.model import Box
from msp_desktop.notebook.exchange.anki import anki
from msp_desktop.notebook.exchange.choosing import Choice, Which
from msp_desktop.notebook.exchange.jsonld import web_annotations
from msp_desktop.notebook.exchange.markdown import markdown
from msp_desktop.notebook.exchange.pinned import Pinned
from msp_desktop.notebook.exchange.sheet import sheet
from msp_desktop.notebook.exchange.table import table
from msp_desktop.notebook.model import Colour
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.pins import Pin
from msp_desktop.notebook.reviews import Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYERS = "img/layers.png"


@pytest.fixture
def pinned(tmp_path: Path) -> Iterator[Writer]:
    """Two pins on a picture of an answer, one with a note, and a deleted one with a note."""
    with Notebook.open(tmp_path / "notebook.sqlite3", now=NOW) as notebook:
        one = writer(notebook, begin(tmp_path))
        for name, box, label in (
            ("a" * 32, Box(0.25, 0.5, 0.125, 0.25), "밑층 *one*"),
            ("b" * 32, Box(0.75, 0.1), ""),
            ("c" * 32, Box(0.5, 0.5), "gone"),
        ):
            made = Pin.made(name, one.record.id, LAYERS, box, Colour.GREEN, now=NOW)
            links = [(one.ref(0).question, one.wording(0))] if box.area else []
            made = made._replace(label=label).linking(links, now=NOW)
            kept = notebook.pins.write(made, None, now=NOW).pin
            if label:
                one.note(name, f"note on {label}", at=3)
            if label == "gone":
                notebook.pins.write(kept._replace(deleted=True), kept, now=moment(4))
        one.tag("a" * 32, "exam")
        yield one


def test_markdown(pinned: Writer, tmp_path: Path) -> None:
    text = markdown(pinned.collected(), tmp_path, now=NOW)
    assert "**Pin** (25 %, 50 %): 밑층 \\*one\\* → What is a layer?" in text
    assert "note on 밑층 *one*" in text
    assert "**Pin** (75 %, 10 %)" in text
    assert "gone" not in text
    assert "No longer in the course" not in text


def test_a_sheet(pinned: Writer) -> None:
    html = sheet(pinned.collected(), Choice(Which.WRITTEN_ON), now=NOW)
    # It leads to the question whose answer shows its picture, and is told of once.
    assert html.count("밑층 *one*") == html.count("<b>밑층 *one*</b> (25 %, 50 %)</p>") == 1
    assert html.count("<p>Pin: (75 %, 10 %)</p>") == 1
    assert html.count("note on 밑층 <em>one</em>") == 1
    assert "gone" not in html
    assert "Tags: #exam" in html


def test_cards(pinned: Writer) -> None:
    cards = anki(pinned.collected(), Choice(Which.WRITTEN_ON))
    assert cards.count("note on 밑층 <em>one</em>") == 1
    # What neither has a name nor a note is nothing to be asked about.
    assert "75 %" not in cards
    assert "gone" not in cards


def test_how_a_question_was_answered(pinned: Writer) -> None:
    for number, known in enumerate((True, False, True)):
        name = f"{number:032x}"
        pinned.notebook.reviews.write(Review(name, pinned.ref(0), known, moment(60 * number)))
    html = sheet(pinned.collected(), Choice(), now=NOW)
    day = moment(120).astimezone().date().isoformat()
    assert html.count(f"Asked: 3, known: 2, last on {day}") == 1


def test_a_chapters_own_pictures_stand_behind_its_questions(tmp_path: Path) -> None:
    file = tmp_path / "maps.md"
    file.write_text(
        "# Maps\n\n## Nets\n\n* What is a bridge?\n  * A switch.\n\n### The net\n\n![](net.png)\n\n"
        "## Pods\n\n* What is a pod?\n  * Containers.\n",
        encoding="utf-8",
    )
    (tmp_path / "net.png").write_bytes(b"\x89PNG nothing that anybody reads here")
    with Notebook.open(tmp_path / "notebook.sqlite3", now=NOW) as notebook:
        one = writer(notebook, file)
        plain = sheet(one.collected(), Choice(), now=NOW)
        assert plain.index("A switch.") < plain.index("<h3>Picture: ") < plain.index("Pods</h2>")
        assert plain.count("<img ") == 1
        assert "<img " not in sheet(one.collected(), Choice(Which.WRITTEN_ON), now=NOW)
        pin = Pin.made("d" * 32, one.record.id, "net.png", Box(0.5, 0.5), Colour.BLUE, now=NOW)
        pin = pin.linking([(one.ref(1).question, one.wording(1))], now=NOW)
        notebook.pins.write(pin._replace(label="veth"), None, now=NOW)
        led = sheet(one.collected(), Choice(Which.WRITTEN_ON), now=NOW)
    # The question that it leads to is of another chapter than the picture.
    assert "What is a pod?" in led
    assert "What is a bridge?" not in led
    assert re.search(r"Pin: <b>veth</b> \([^()%]+, 50 %, 50 %\)", led)


def test_a_table(pinned: Writer) -> None:
    rows = list(csv.DictReader(io.StringIO(table(pinned.collected()).decode("utf-8-sig"))))
    assert [(one["kind"], one["label"], one["quote"]) for one in rows] == [
        ("pin", "밑층 *one*", "25 %, 50 %, 12.5 % × 25 %"),
        ("pin", "", "75 %, 10 %"),
    ]
    assert {one["picture"] for one in rows} == {LAYERS}
    assert rows[0]["question_id"] == pinned.ref(0).question
    assert (rows[0]["tags"], rows[0]["note"]) == ("exam", "note on 밑층 *one*")


def test_web_annotations(pinned: Writer) -> None:
    text = web_annotations(pinned.collected(), program="MSP", now=NOW)
    collection = json.loads(text)
    assert violations(text) == []
    first, second = collection["first"]["items"]
    assert (first["motivation"], second["motivation"]) == ("commenting", "linking")
    target = first["target"]
    assert target["source"]["id"].endswith("/img/layers.png")
    area, shape = target["selector"]
    assert area == {
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": "xywh=percent:25,50,13,25",
    }
    assert shape["type"] == "SvgSelector"
    assert second["target"]["selector"][0]["value"] == "xywh=percent:75,10,1,1"
    said = [one["value"] for one in first["body"]]
    assert "밑층 *one*" in said
    assert pinned.wording(0).question in said


def box_in(svg: str) -> Box:
    """Return the place that a shape stands for, as a reader of the model understands it."""
    root = ElementTree.fromstring(svg)
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    shape = root[0].attrib
    if "cx" in shape:
        return Box(float(shape["cx"]) / wide, float(shape["cy"]) / high)
    across = (float(shape[name]) / wide for name in ("x", "width"))
    down = (float(shape[name]) / high for name in ("y", "height"))
    (x, width), (y, height) = across, down
    return Box(x, y, width, height)


@pytest.mark.parametrize(
    ("box", "fragment"),
    [
        (Box(0, 0), "0,0,1,1"),
        (Box(1, 1), "99,99,1,1"),
        (Box(0.123456, 0.999), "12,99,1,1"),
        (Box(0, 0, 1, 1), "0,0,100,100"),
        (Box(0.29, 0.57, 0.01, 0.01), "29,57,1,1"),
        (Box(0.333333, 0.5, 0.333333, 0.000001), "33,50,34,1"),
        (Box(0.995, 0.4, 0.005, 0), "99,40,1,1"),
    ],
)
def test_a_place_goes_out_and_can_be_read_back(box: Box, fragment: str) -> None:
    pin = Pin.made("p", "c", "a.png", box, Colour.BLUE, now=NOW)
    pinned = Pinned(pin, None, (), ())
    assert pinned.fragment == f"xywh=percent:{fragment}"
    assert tuple(box_in(pinned.shape)) == pytest.approx(tuple(box), abs=1e-6)
