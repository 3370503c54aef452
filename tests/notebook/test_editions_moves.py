"""What was written in a course moves along with its questions when the course has changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from editions_trainee import DAY, FIRST, SECOND, Trainee

from msp_desktop.course.loader import load_course
from msp_desktop.course.text import text_of
from msp_desktop.notebook import editions
from msp_desktop.notebook.model import Colour, Place, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@pytest.fixture
def trainee(notebook: Notebook, tmp_path: Path, now: datetime) -> Trainee:
    return Trainee(notebook, tmp_path / "docker.md", now)


def test_everything_moves_along(trainee: Trainee) -> None:
    assert trainee.open(FIRST).comparison is None
    layer, tag = trainee.ref("layer"), trainee.ref("tag")
    trainee.mark(layer, "exam")
    trainee.note(layer, "mine")
    trainee.note(tag, "lost")
    trainee.tag(layer, "hard")
    drawn = trainee.draw("the difference that one instruction")
    gone = trainee.draw("names a digest")
    chapter = trainee.course.chapters[0].id
    place = Place(trainee.record, chapter, layer.question, 0.25)
    trainee.notebook.set_place(place, now=trainee.now)

    moved = trainee.open(SECOND)
    now = trainee.ref("layer")
    assert moved.comparison is not None
    assert moved.comparison.matching.chapters == (
        ("Images", "Building images"),
        ("Volumes", "Storage"),
    )
    assert moved.changes.notes == moved.changes.bookmarks == moved.changes.tags == {layer, now}
    assert moved.changes.highlights == {drawn.id, gone.id}
    assert trainee.labels() == {now.question: "exam"}
    assert trainee.notes() == {now.question: "mine", tag.question: "lost"}
    assert trainee.tags() == {(now.question, "hard")}
    chapter = trainee.course.chapters[0].id
    expected = replace(place, chapter=chapter, question=now.question)
    assert trainee.notebook.place(trainee.record) == expected
    found = trainee.drawn(drawn)
    assert (found.ref, found.placed, found.edition) == (now, True, trainee.course.digest)
    assert found.wording == Wording(
        "What do we call a layer of a container image?", "Building images"
    )
    assert "A layer is" in SECOND.splitlines()[found.line - 1]
    lost = trainee.drawn(gone)
    assert (lost.ref, lost.placed, lost.anchor) == (tag, False, gone.anchor)
    assert lost.edition == trainee.course.digest
    assert trainee.notebook.check() == ()
    assert not trainee.open(SECOND).changes


def test_what_is_on_a_chapters_introduction_follows_its_new_title(trainee: Trainee) -> None:
    trainee.open(FIRST)
    drawn = trainee.draw("a digest of its own")
    trainee.open(SECOND)
    found = trainee.drawn(drawn)
    assert found.placed
    assert found.ref.question == f"#{trainee.course.chapters[0].id}"
    assert found.ref.question != drawn.ref.question


def test_words_that_went_to_another_question_are_followed_if_nothing_else_has_them(
    trainee: Trainee,
) -> None:
    line = "  * Layers are shared between images and never change once they are written.\n"
    trainee.open(FIRST)
    drawn = trainee.draw("shared between images and never change")
    vague = trainee.draw("Layers are")
    moved = FIRST.replace(line, "").replace(
        "## Volumes\n\n", f"* How long does a layer live?\n{line}\n## Volumes\n\n"
    )
    trainee.open(moved)
    assert trainee.drawn(drawn).ref == trainee.ref("How long")
    assert trainee.drawn(drawn).placed
    assert not trainee.drawn(vague).placed
    trainee.open(FIRST)
    assert trainee.drawn(drawn).ref == trainee.ref("layer of an image")
    assert trainee.drawn(vague).anchor == vague.anchor
    assert trainee.drawn(vague).placed


def test_words_that_are_repeated_now_are_not_guessed(trainee: Trainee) -> None:
    line = "  * Layers are shared between images and never change once they are written.\n"
    trainee.open(FIRST)
    drawn = trainee.draw("shared between images and never change")
    more = f"* How long does a layer live?\n{line}* Who reads it?\n{line}\n## Volumes\n\n"
    trainee.open(FIRST.replace(line, "").replace("## Volumes\n\n", more))
    assert not trainee.drawn(drawn).placed


def test_a_question_that_was_gone_gets_back_what_was_written_on_it(trainee: Trainee) -> None:
    tag = "* What does a tag name?\n  * A tag names a digest, and may be moved to another one"
    trainee.open(FIRST)
    ref = trainee.ref("tag")
    trainee.note(ref, "mine")
    drawn = trainee.draw("names a digest")
    trainee.open(FIRST.replace(tag, "* What is a manifest?\n  * A list of layers and of settings"))
    assert not trainee.drawn(drawn).placed
    trainee.open(FIRST.replace(tag, "* Why pin?\n  * Somebody may push"))
    again = tag.replace("What does a tag name?", "What is named by a tag of an image?")
    trainee.open(FIRST.replace(tag, again))
    assert trainee.notes() == {trainee.ref("tag").question: "mine"}
    assert trainee.drawn(drawn).placed
    assert trainee.drawn(drawn).ref == trainee.ref("tag") != ref


QUIZ = "# Quiz\n\n## Output\n\n"
FIRST_SAYS = "* What is printed?\n  * The path of the login shell, as the variable has it.\n"
SECOND_SAYS = "* What is printed?\n  * A list of all containers that are running just now.\n"


def test_what_is_gone_does_not_haunt_the_one_that_has_its_name_now(trainee: Trainee) -> None:
    trainee.open(QUIZ + FIRST_SAYS + SECOND_SAYS)
    first, second = trainee.course.question_ids
    trainee.note(QuestionRef(trainee.record, first), "on the shell")
    trainee.note(QuestionRef(trainee.record, second), "on the list")
    drawn = trainee.draw("path of the login shell")
    trainee.open(QUIZ + SECOND_SAYS)
    (left,) = trainee.course.question_ids
    assert left == first
    notes = trainee.notes()
    assert notes.pop(left) == "on the list"
    ((gone, text),) = notes.items()
    assert text == "on the shell"
    assert gone not in trainee.course.question_ids
    assert trainee.drawn(drawn).ref.question == gone
    assert not trainee.drawn(drawn).placed
    listed = trainee.notebook.decisions.of(trainee.course, trainee.record)
    assert {one.after for one in listed if not one.quote} == {FIRST_SAYS.split("* ")[2].strip()}
    trainee.open(QUIZ + SECOND_SAYS + FIRST_SAYS)
    first, second = trainee.course.question_ids
    assert trainee.notes() == {first: "on the list", second: "on the shell"}
    assert trainee.drawn(drawn).ref.question == second
    assert trainee.drawn(drawn).placed
    trainee.open(QUIZ + FIRST_SAYS + SECOND_SAYS)
    assert trainee.notes() == {first: "on the shell", second: "on the list"}


def test_a_note_that_finds_another_one_is_put_below_it(trainee: Trainee) -> None:
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.note(layer, "first\nshared")
    trainee.mark(layer, "mine")
    trainee.tag(layer, "hard")
    # Written in a program that knew the new edition only.
    trainee.file.write_text(SECOND, encoding="utf-8")
    trainee.course = load_course(trainee.file)
    new = trainee.ref("layer")
    trainee.note(new, "first\nother")
    trainee.mark(new, "theirs")
    trainee.tag(new, "hard")
    trainee.open(SECOND)
    assert trainee.notes() == {new.question: "first\nother\nshared"}
    assert trainee.labels() == {new.question: "mine / theirs"}
    assert trainee.tags() == {(new.question, "hard")}
    trainee.back()
    assert trainee.notes() == {layer.question: "first\nshared", new.question: "first\nother"}
    assert trainee.labels() == {layer.question: "mine", new.question: "theirs"}
    assert trainee.tags() == {(layer.question, "hard"), (new.question, "hard")}
    assert trainee.notebook.check() == ()


def test_a_step_back_keeps_what_was_changed_since(trainee: Trainee) -> None:
    trainee.open(FIRST)
    layer, volume = trainee.ref("layer"), trainee.ref("goes away")
    for ref in (layer, volume):
        trainee.note(ref, "before")
        trainee.mark(ref, "before")
    trainee.tag(layer, "hard")
    recoloured = trainee.draw("the difference that one instruction")
    moved = trainee.draw("The volume stays")
    gone = trainee.draw("never change once")
    trainee.open(SECOND)
    new_layer, new_volume = trainee.ref("layer"), trainee.ref("becomes")
    trainee.note(new_layer, "before and after")
    trainee.mark(new_layer, "after")
    trainee.notebook.tags.write(new_layer, (), {"hard"}, now=trainee.later())
    trainee.notebook.set_bookmark(new_volume, False, Wording("", ""), now=trainee.later())
    small = trainee.ref("small")
    trainee.note(small, "written since")
    since = trainee.draw("is pulled faster")
    write = trainee.notebook.highlights.write
    one = trainee.drawn(recoloured)
    write(one._replace(colour=Colour.PINK), one, now=trainee.later())
    one = trainee.drawn(gone)
    write(one._replace(deleted=True), one, now=trainee.later())
    by_hand = trainee.draw("mounted by the next container")
    one = trainee.drawn(moved)
    after = one._replace(anchor=by_hand.anchor, line=by_hand.line)
    write(after, one, now=trainee.later())

    trainee.back()
    assert trainee.notes() == {
        layer.question: "before and after",
        volume.question: "before",
        small.question: "written since",
    }
    assert trainee.labels() == {layer.question: "after"}
    assert trainee.tags() == set()
    one = trainee.drawn(recoloured)
    assert (one.colour.value, one.ref, one.anchor) == ("pink", layer, recoloured.anchor)
    assert trainee.drawn(gone).deleted
    assert trainee.drawn(moved).anchor.quote == "mounted by the next container"
    assert trainee.drawn(moved).ref == new_volume
    assert trainee.drawn(since).anchor == since.anchor
    assert trainee.notebook.check() == ()

    assert trainee.open(SECOND).held
    assert trainee.notes()[layer.question] == "before and after"
    assert trainee.open(SECOND, again=True).comparison is not None
    assert trainee.notes()[new_layer.question] == "before and after"
    assert trainee.labels() == {new_layer.question: "after"}
    assert trainee.drawn(recoloured).ref == new_layer


def test_what_is_written_after_a_step_back_moves_with_the_next_edition(trainee: Trainee) -> None:
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.note(layer, "before")
    trainee.open(SECOND)
    trainee.back()
    trainee.note(trainee.ref("becomes"), "in the second")
    third = SECOND.replace("What becomes of", "What, then, becomes of").replace(
        "What do we call a layer of a container image?", "What is a layer of any image?"
    )
    assert not trainee.open(third).held
    assert trainee.notes() == {
        trainee.ref("layer").question: "before",
        trainee.ref("becomes").question: "in the second",
    }


def test_what_another_machine_wrote_in_an_earlier_edition_finds_its_question(
    trainee: Trainee,
) -> None:
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.open(SECOND)
    trainee.note(layer, "from elsewhere")
    trainee.open(SECOND)
    assert trainee.notes() == {trainee.ref("layer").question: "from elsewhere"}


def test_an_older_notebook_without_editions_begins_with_what_is_there(trainee: Trainee) -> None:
    trainee.open(FIRST)
    trainee.note(trainee.ref("layer"), "mine")
    drawn = trainee.draw("once they are written")
    trainee.notebook.adopt(trainee.course, now=trainee.now)
    with trainee.notebook.writing() as rows:
        rows.connection.execute("DELETE FROM edition")
    moved = trainee.open(FIRST.replace("and never change", "and do not change"))
    assert moved.comparison is None
    assert trainee.drawn(drawn).placed
    assert trainee.drawn(drawn).edition == trainee.course.digest
    assert trainee.notebook.moves.last(trainee.record) is not None


def test_the_last_move_says_what_it_did(trainee: Trainee) -> None:
    trainee.open(FIRST)
    before = trainee.course.digest
    assert trainee.notebook.moves.last(trainee.record) is None
    layer = trainee.ref("layer")
    trainee.note(layer, "mine")
    trainee.mark(layer, "exam")
    trainee.draw("the difference that one instruction")
    trainee.draw("names a digest")
    trainee.open(SECOND)
    step = trainee.notebook.moves.last(trainee.record)
    assert step is not None
    assert (step.before, step.after, step.source) == (before, trainee.course.digest, "")
    assert (step.bookmarks, step.notes, step.tags) == (1, 1, 0)
    assert (step.highlights, step.unplaced) == (1, 1)
    page = trainee.notebook.moves.comparison(trainee.course, trainee.record, now=trainee.now)
    assert page is not None
    assert (page.before.digest, page.after.digest) == (before, trainee.course.digest)
    assert len(page.matching.gone) == 1
    whole = trainee.notebook.moves.comparison(
        trainee.course, trainee.record, now=trainee.now, before=step.before
    )
    assert whole == page


def test_what_changed_can_be_seen_where_nothing_was_written(trainee: Trainee) -> None:
    moves = trainee.notebook.moves
    trainee.open(FIRST)
    assert moves.comparison(trainee.course, trainee.record, now=trainee.now) is None
    trainee.open(SECOND)
    assert moves.last(trainee.record) is None
    page = moves.comparison(trainee.course, trainee.record, now=trainee.now)
    assert page is not None
    assert len(page.matching.gone) == 1


def test_a_course_kept_without_its_answers_moves_by_its_titles(
    trainee: Trainee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "MOST_TEXT", 20)
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.note(layer, "mine")
    drawn = trainee.draw("shared between images")
    new = FIRST.replace("What is a layer of an image?", "What is the layer of an image?")
    moved = trainee.open(new.replace("Layers are", "All layers are"))
    assert moved.comparison is not None
    assert [one.edited for one in moved.comparison.matching.pairs].count(True) == 1
    assert trainee.notes() == {trainee.ref("layer").question: "mine"}
    assert trainee.drawn(drawn).placed
    start, end = trainee.drawn(drawn).anchor[:2]
    text = text_of(trainee.course, trainee.ref("layer").question)
    assert text is not None
    assert text.whole[start:end] == "shared between images"


def test_two_machines_that_moved_apart_still_tell_what_was_taken_away(
    trainee: Trainee, path: Path, tmp_path: Path, now: datetime
) -> None:
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.tag(layer, "hard")
    trainee.tag(layer, "exam")
    trainee.mark(layer, "here")
    trainee.mark(trainee.ref("lie"), "")
    drawn = trainee.draw("the difference that one instruction")
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    trainee.notebook.close()
    shutil.copy(path, other)
    with Notebook.open(path, now=now) as here, Notebook.open(other, now=now) as there:
        one = Trainee(here, trainee.file, trainee.now)
        two = Trainee(there, trainee.file, trainee.now)
        one.course, one.record = trainee.course, trainee.record
        here.tags.write(layer, {"exam"}, {"hard", "exam"}, now=one.later())
        one.mark(layer, "mine")
        here.set_bookmark(one.ref("lie"), False, Wording("", ""), now=one.later())
        one.open(SECOND)
        two.open(SECOND)
        for target, source in ((one, two), (two, one)):
            (record,) = source.notebook.library()
            portion = source.notebook.portions.of(source.course, record)
            target.notebook.portions.merge(portion, None, now=target.later())
        for each in (one, two):
            question = each.ref("layer").question
            assert each.tags() == {(question, "exam")}
            assert each.labels() == {question: "mine"}
            assert each.drawn(drawn).ref.question == question
            assert each.notebook.check() == ()


def test_a_clock_that_was_put_back_changes_no_order(trainee: Trainee) -> None:
    trainee.open(FIRST)
    layer = trainee.ref("layer")
    trainee.note(layer, "mine")
    trainee.open(SECOND)
    trainee.now -= 30 * DAY
    third = SECOND.replace("What do we call a layer of a container", "What is a layer of any")
    trainee.open(third)
    assert trainee.notes() == {trainee.ref("layer").question: "mine"}
    trainee.now -= 30 * DAY
    trainee.back()
    assert trainee.open(SECOND).comparison is None
    assert trainee.notes() == {trainee.ref("layer").question: "mine"}
    trainee.back()
    assert trainee.notes() == {layer.question: "mine"}
