"""A deck for Anki: imported with Anki's own library, where that is installed."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from msp_desktop.course.loader import load_course
from msp_desktop.notebook.exchange.anki import anki
from msp_desktop.notebook.exchange.choosing import Choice, Which
from msp_desktop.notebook.exchange.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from exchange_desk import Writer

# Anki's library is another world, with warnings of its own: it runs in another Python.
IMPORTER = """
import json, sys
from anki.collection import Collection, ImportCsvRequest
collection = Collection(sys.argv[1])
counts = []
for path in sys.argv[2:]:
    metadata = collection.get_csv_metadata(path=path, delimiter=None)
    answer = collection.import_csv(ImportCsvRequest(path=path, metadata=metadata))
    log = answer.log
    counts.append([len(log.new), len(log.updated), len(log.duplicate), log.found_notes])
notes = []
for number in collection.find_notes(""):
    note = collection.get_note(number)
    card = note.cards()[0]
    notes.append({
        "guid": note.guid, "fields": note.fields, "tags": note.tags, "cards": len(note.cards()),
        "kind": note.note_type()["name"], "deck": collection.decks.name(card.did),
        "answer": card.render_output(browser=False).answer_text,
    })
print(json.dumps([counts, notes]))
collection.close()
"""

needs_anki = pytest.mark.skipif(find_spec("anki") is None, reason="Anki's library is not installed")


def imported(folder: Path, *texts: str) -> tuple[list[list[int]], list[dict[str, Any]]]:
    files: list[Path] = []
    for number, text in enumerate(texts):
        files.append(folder / f"cards-{number}.txt")
        files[-1].write_text(text, encoding="utf-8", newline="")
    words = [sys.executable, "-c", IMPORTER, folder / "collection.anki2", *files]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    counts, notes = json.loads(done.stdout)
    return counts, notes


def rows(text: str) -> list[list[str]]:
    head, *_ = text.partition('"')
    assert all(line.startswith("#") for line in head.splitlines())
    return list(csv.reader(io.StringIO(text[len(head) :], newline=""), delimiter="\t"))


@needs_anki
def test_the_right_cards_and_none_twice(desk: Writer, tmp_path: Path) -> None:
    text = anki(desk.collected(), Choice())
    counts, notes = imported(tmp_path, text, text)
    assert counts[0] == [4, 0, 0, 4]
    assert counts[1][0] == 0
    assert [one["kind"] for one in notes] == ["Basic"] * 4
    assert [one["cards"] for one in notes] == [1] * 4
    assert {one["deck"] for one in notes} == {"Containers, carried along"}
    assert [one["fields"][0] for one in notes] == [
        one.title for one in desk.course.questions[:3]
    ] + ["Which ports are open from outside?"]
    assert "층" not in notes[0]["answer"]
    assert "The difference that one instruction makes" in notes[0]["answer"]
    assert "Second thought:" in notes[0]["answer"]
    assert set(notes[0]["tags"]) == {
        *("Containers,_carried_along::Images", "base", "시험_범위", "ask")
    }
    assert 'CMD ["/bin/sh"]\n' in notes[1]["fields"][1]
    assert "a &lt; b" in notes[3]["fields"][1]


@needs_anki
def test_importing_again_updates(desk: Writer, tmp_path: Path) -> None:
    before = anki(desk.collected(), Choice())
    file = desk.course.source
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Layers are shared", "Layers are always shared"), encoding="utf-8")
    desk.note(1, "Newest first!", at=40)
    after = anki(desk._replace(course=load_course(file)).collected(), Choice())
    counts, notes = imported(tmp_path, before, after)
    assert counts[1][:3] == [0, 2, 2]
    assert len(notes) == 4
    assert "Layers are always shared" in notes[0]["answer"]
    assert "Newest first!" in notes[1]["answer"]


@needs_anki
def test_an_anki_in_another_language(desk: Writer, tmp_path: Path) -> None:
    text = anki(desk.collected(), Choice(), Words(anki_basic="기본"))
    assert "#notetype:기본\n" in text
    _, notes = imported(tmp_path, text)
    assert [one["kind"] for one in notes] == ["Basic"] * 4


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), [0, 1, 2, 3]),
        (Choice(Which.BOOKMARKED), [0, 3]),
        (Choice(Which.TAGGED), [0, 2]),
        (Choice(Which.TAGGED, frozenset({"later"})), [2]),
        (Choice(Which.TAGGED, frozenset({"ask"})), [0]),
        (Choice(Which.WRITTEN_ON), [0, 1, 2, 3]),
    ],
)
def test_chosen_questions(desk: Writer, choice: Choice, numbers: list[int]) -> None:
    names = [one[0].rpartition("-")[2] for one in rows(anki(desk.collected(), choice))]
    assert names == [desk.course.question_ids[number] for number in numbers]


def test_named_questions(desk: Writer) -> None:
    name = desk.course.question_ids[2]
    found = rows(anki(desk.collected(), Choice(questions=frozenset({name}))))
    assert [one[2] for one in found] == ["이미지와 컨테이너는 무엇이 다른가요?"]


def test_nothing_in_it_runs_loads_or_leads_away(desk: Writer) -> None:
    desk.note(0, "<script>x</script> [sound:a.mp3] [latex]x[/latex] ![p](http://x.y/z.png)", at=50)
    text = anki(desk.collected(), Choice())
    assert "<script" not in text
    assert "<img" not in text
    assert "[sound:" not in text
    assert "[latex]" not in text
    assert "[Picture: Layers on top of each other]" in text
