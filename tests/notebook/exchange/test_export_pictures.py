"""Notes on pictures, taken elsewhere; and notes of highlights that were removed, which are not."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from annotation_model import violations
from exchange_desk import LAYER, NOW, Writer, moment

from msp_desktop.course.illustrations import subject_of_picture
from msp_desktop.course.loader import load_course
from msp_desktop.notebook.exchange.anki import anki
from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.choosing import Choice, Which
from msp_desktop.notebook.exchange.collecting import collect
from msp_desktop.notebook.exchange.jsonld import web_annotations
from msp_desktop.notebook.exchange.markdown import markdown
from msp_desktop.notebook.exchange.sheet import sheet
from msp_desktop.notebook.exchange.table import table
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = subject_of_picture("img/layers.png")
GONE = subject_of_picture("img/gone.png")


def write(desk: Writer) -> None:
    desk.note(PICTURE, "The lowest one is the base.", at=20)
    desk.tag(PICTURE, "drawing", at=21)
    desk.note(GONE, "Of a picture that was taken out.", at=22)


def test_a_picture_stands_behind_its_question(desk: Writer, tmp_path: Path) -> None:
    write(desk)
    text = markdown(desk.collected(), tmp_path / "study", now=NOW)
    said = [
        *("### [What is a layer?]", "### [Picture: Layers on top of each other]"),
        *("[img/layers.png](img/layers.png)", "The lowest one is the base."),
        *("### [How do I see", "## No longer in the course", "### Picture: img/gone.png"),
    ]
    places = [text.index(one) for one in said[:-1]]
    assert places == sorted(places)
    assert "Of a picture that was taken out." in text[places[-1] :]


def test_its_row_names_picture_and_question(desk: Writer) -> None:
    write(desk)
    data = table(desk.collected()).decode("utf-8-sig")
    rows = [one for one in csv.DictReader(io.StringIO(data, newline="")) if one["picture"]]
    assert [(one["kind"], one["picture"], one["line"]) for one in rows] == [
        ("note", "img/layers.png", "13"),
        ("note", "img/gone.png", ""),
    ]
    assert rows[0]["question_id"] == desk.course.question_ids[0]
    assert (rows[0]["note"], rows[0]["tags"]) == ("The lowest one is the base.", "drawing")


def test_the_target_is_the_picture(desk: Writer) -> None:
    write(desk)
    text = web_annotations(desk.collected(), program="MSP Desktop", now=NOW)
    assert violations(text) == []
    items: list[dict[str, Any]] = json.loads(text)["first"]["items"]
    found = [one for one in items if isinstance(one["target"], dict)]
    there, gone = [one for one in found if one["target"]["type"] == "Image"]
    address = (desk.course.root.absolute() / "img" / "layers.png").as_uri()
    assert there["target"] == {"id": address, "type": "Image", "format": "image/png"}
    assert [body["purpose"] for body in there["body"]] == ["commenting", "tagging"]
    assert gone["target"]["id"].endswith("/img/gone.png")
    assert there["id"] != gone["id"]


def test_cards_and_sheets_have_it_with_its_question(desk: Writer) -> None:
    write(desk)
    tagged = Choice(Which.TAGGED, frozenset(["drawing"]))
    page = sheet(desk.collected(), tagged, now=NOW)
    assert page.count('<div class="question">') == 1
    assert "Picture: Layers on top of each other" in page
    assert "The lowest one is the base." in page
    deck = anki(desk.collected(), tagged)
    assert "The lowest one is the base." in deck
    assert "drawing" in deck


def test_notes_of_removed_highlights_stay_here(desk: Writer, tmp_path: Path) -> None:
    standing = next(one for one in desk.notebook.highlights.of(desk.record.id) if one.id == "h1")
    assert standing.anchor.quote in LAYER
    removed = standing._replace(deleted=True)
    desk.notebook.highlights.write(removed, standing, now=moment(30))
    text = markdown(desk.collected(), tmp_path, now=NOW)
    assert "Which one?" not in text
    assert "ask" not in {tag for one in desk.collected().entries for tag in one.all_tags}
    desk.notebook.highlights.write(standing, removed, now=moment(31))
    assert "Which one?" in markdown(desk.collected(), tmp_path, now=NOW)


def test_a_capsule_takes_them_along(desk: Writer, tmp_path: Path) -> None:
    write(desk)
    capsule = tmp_path / "study.mspcapsule"
    portion = desk.notebook.portions.of(desk.course, desk.record)
    write_capsule(desk.course, portion, capsule, program="MSP Desktop", now=NOW)
    other = tmp_path / "laptop"
    with Notebook.open(other / "notebook.sqlite3", now=NOW) as notebook:
        outcome = bring_in(
            capsule, notebook, backups=other / "backups", folder=other / "courses", now=NOW
        )
        course = load_course(outcome.record.path)
        found = collect(notebook, course, outcome.record.id)
    notes = {one.picture: one.note.text for one in found.entries if one.picture and one.note}
    assert notes == {
        "img/layers.png": "The lowest one is the base.",
        "img/gone.png": "Of a picture that was taken out.",
    }
    entry = found.entry(PICTURE)
    assert entry is not None
    assert entry.tags == ("drawing",)
