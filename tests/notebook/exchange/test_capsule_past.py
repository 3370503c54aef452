"""What one side has taken away does not come back by a capsule, and editions travel along."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from exchange_desk import NOW, Writer, begin, moment, writer

from msp_desktop.notebook.exchange import portion_past
from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.portion import Kind
from msp_desktop.notebook.exchange.portion_text import portion_text, read_portion
from msp_desktop.notebook.model import Edition, EditionQuestion
from msp_desktop.notebook.notebook import Notebook
from msp_desktop.notebook.traces import Kind as TraceKind
from msp_desktop.notebook.traces import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from msp_desktop.notebook.exchange.portion import Outcome, Portion


class Pair(NamedTuple):
    """A desk and a laptop with the same course and the same in their notebooks."""

    desk: Writer
    laptop: Writer
    folder: Path

    def send(self, one: Writer, other: Writer, at: int) -> Outcome:
        capsule = self.folder / f"{at}.mspcapsule"
        write_capsule(one.course, portion(one), capsule, program="", now=moment(at))
        backups = self.folder / "backups"
        return bring_in(capsule, other.notebook, backups=backups, folder=None, now=moment(at))

    def exchange(self, at: int) -> None:
        """Bring both to the same."""
        self.send(self.desk, self.laptop, at)
        self.send(self.laptop, self.desk, at + 1)
        assert not self.send(self.desk, self.laptop, at + 2)
        assert shown(self.desk) == shown(self.laptop)


def portion(one: Writer) -> Portion:
    return one.notebook.portions.of(one.course, one.record)


def shown(one: Writer) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return the bookmarks with their labels, and the tags."""
    course = one.record.id
    return (
        {each.ref.question: each.label for each in one.notebook.bookmarks(course)},
        {(each.ref.question, each.name) for each in one.notebook.tags.of(course)},
    )


def marks(one: Writer) -> dict[str, str]:
    return shown(one)[0]


def names(one: Writer) -> set[str]:
    return {name for _, name in shown(one)[1]}


def unmark(one: Writer, number: int, at: int) -> None:
    one.notebook.set_bookmark(one.ref(number), False, one.wording(number), now=moment(at))


def label(one: Writer, number: int, words: str, at: int) -> None:
    one.notebook.label_bookmark(one.ref(number), words, one.wording(number), now=moment(at))


def untag(one: Writer, number: int, name: str, at: int) -> None:
    one.notebook.tags.write(one.ref(number), (), {name}, now=moment(at))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    file = begin(tmp_path)
    with (
        Notebook.open(tmp_path / "desk" / "n.sqlite3", now=NOW) as first,
        Notebook.open(tmp_path / "laptop" / "n.sqlite3", now=NOW) as second,
    ):
        pair = Pair(writer(first, file), writer(second, file), tmp_path)
        pair.desk.mark(0, "시험", at=1)
        pair.desk.mark(1, at=1)
        pair.desk.tag(0, "layers", "exam", at=2)
        pair.exchange(10)
        yield pair


def test_a_bookmark_taken_away_goes_on_the_other_side_too(pair: Pair) -> None:
    subject = pair.desk.ref(0).question
    unmark(pair.laptop, 0, at=20)
    outcome = pair.send(pair.laptop, pair.desk, 21)
    assert [(one.kind, one.title) for one in outcome.changed] == [
        (Kind.BOOKMARK, pair.desk.wording(0).question)
    ]
    assert outcome.changes.bookmarks == {pair.desk.ref(0)}
    assert subject not in marks(pair.desk)


def test_a_bookmark_taken_away_does_not_come_back(pair: Pair) -> None:
    unmark(pair.laptop, 0, at=20)
    assert not pair.send(pair.desk, pair.laptop, 21)
    assert pair.laptop.ref(0).question not in marks(pair.laptop)
    pair.exchange(22)
    assert list(marks(pair.desk)) == [pair.desk.ref(1).question]


def test_a_bookmark_that_was_labelled_after_it_was_taken_away_elsewhere_stays(pair: Pair) -> None:
    unmark(pair.laptop, 0, at=20)
    label(pair.desk, 0, "다시", at=21)
    pair.exchange(22)
    assert marks(pair.laptop)[pair.laptop.ref(0).question] == "다시"


def test_a_bookmark_that_was_labelled_before_it_was_taken_away_elsewhere_goes(pair: Pair) -> None:
    label(pair.desk, 0, "다시", at=20)
    unmark(pair.laptop, 0, at=21)
    pair.exchange(22)
    assert pair.desk.ref(0).question not in marks(pair.desk)


def test_a_bookmark_that_was_set_again_is_not_taken_away_by_what_was_before(
    pair: Pair, tmp_path: Path
) -> None:
    unmark(pair.laptop, 0, at=20)
    with Notebook.open(tmp_path / "tablet" / "n.sqlite3", now=NOW) as third:
        tablet = writer(third, pair.desk.course.source)
        pair.send(pair.laptop, tablet, 21)
        pair.laptop.mark(0, at=22)
        # The desk never heard of it, and its bookmark is the oldest.
        pair.exchange(30)
        pair.send(pair.laptop, tablet, 40)
        assert marks(tablet) == marks(pair.laptop) == marks(pair.desk)
        assert tablet.ref(0).question in marks(tablet)


def test_a_label_taken_away_does_not_come_back(pair: Pair) -> None:
    subject = pair.desk.ref(0).question
    label(pair.laptop, 0, "", at=20)
    pair.send(pair.desk, pair.laptop, 21)
    assert marks(pair.laptop)[subject] == ""
    pair.exchange(22)
    assert marks(pair.desk)[subject] == ""


def test_a_label_that_one_side_changed_is_no_conflict(pair: Pair) -> None:
    subject = pair.desk.ref(0).question
    label(pair.laptop, 0, "다시", at=20)
    outcome = pair.send(pair.desk, pair.laptop, 21)
    assert not outcome
    outcome = pair.send(pair.laptop, pair.desk, 22)
    assert [one.kind for one in outcome.changed] == [Kind.BOOKMARK]
    assert marks(pair.desk)[subject] == "다시"


def test_a_label_given_again_after_it_was_taken_away_elsewhere_stays(pair: Pair) -> None:
    subject = pair.desk.ref(0).question
    label(pair.laptop, 0, "", at=20)
    label(pair.desk, 0, "", at=21)
    label(pair.desk, 0, "시험", at=22)
    pair.exchange(23)
    assert marks(pair.laptop)[subject] == "시험"


def test_labels_that_both_changed_are_both_kept_and_each_can_be_taken_away(pair: Pair) -> None:
    subject = pair.desk.ref(0).question
    label(pair.laptop, 0, "다시", at=20)
    label(pair.desk, 0, "중요", at=21)
    pair.exchange(22)
    assert marks(pair.desk)[subject] == "다시 / 중요"
    label(pair.desk, 0, "중요", at=30)
    pair.exchange(31)
    assert marks(pair.laptop)[subject] == "중요"


def test_a_tag_taken_away_goes_on_the_other_side_and_does_not_come_back(pair: Pair) -> None:
    untag(pair.laptop, 0, "exam", at=20)
    assert not pair.send(pair.desk, pair.laptop, 21)
    assert names(pair.laptop) == {"layers"}
    outcome = pair.send(pair.laptop, pair.desk, 22)
    assert [(one.kind, one.title) for one in outcome.changed] == [(Kind.TAG, "exam")]
    assert outcome.changes.tags == {pair.desk.ref(0)}
    assert names(pair.desk) == {"layers"}


def test_a_tag_given_again_after_it_was_taken_away_elsewhere_stays(pair: Pair) -> None:
    untag(pair.laptop, 0, "exam", at=20)
    untag(pair.desk, 0, "exam", at=21)
    pair.desk.tag(0, "exam", at=22)
    pair.exchange(23)
    assert names(pair.laptop) == {"layers", "exam"}


def test_a_clock_that_is_years_ahead_takes_nothing_away(pair: Pair) -> None:
    unmark(pair.laptop, 0, at=20)
    untag(pair.laptop, 0, "exam", at=20)
    found = portion(pair.laptop)
    later = tuple(
        one._replace(at=one.at + timedelta(days=3650)) for one in found.traces if one.gone
    )
    pair.desk.notebook.portions.merge(found._replace(traces=later), None, now=moment(30))
    assert pair.desk.ref(0).question in marks(pair.desk)
    assert names(pair.desk) == {"layers", "exam"}


def test_editions_travel_along_and_are_never_the_latest(pair: Pair) -> None:
    desk, laptop = pair.desk, pair.laptop
    asked = (EditionQuestion("q-old", "An older question?", "Basics", "Its answer."),)
    for number, digest in enumerate(("first", "second")):
        kept = Edition(desk.record.id, digest, moment(50 + number), asked)
        desk.notebook.editions.keep(kept)
    mine = Edition(laptop.record.id, "mine", moment(40), ())
    laptop.notebook.editions.keep(mine)
    outcome = pair.send(desk, laptop, 60)
    assert outcome.changes.editions == {laptop.record.id}
    assert laptop.notebook.editions.digests(laptop.record.id) == ("mine", "second", "first")
    found = laptop.notebook.editions.last_with(laptop.record.id, "q-old")
    assert found is not None
    assert (found.digest, found.course, found.questions) == ("second", laptop.record.id, asked)
    before = portion(laptop)
    assert not pair.send(desk, laptop, 61).changes
    assert portion(laptop) == before


def test_editions_too_large_go_without_their_answers_or_not_at_all(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portion_past, "LARGEST_EDITIONS", 20_000)
    found = portion(pair.desk)
    short = (EditionQuestion("q", "A question?", "Basics", "An answer. " * 5),)
    long = (EditionQuestion("q", "A question?", "Basics", "An answer. " * 2000),)
    longest = tuple(EditionQuestion(f"q-{one}", "?" * 90, "Basics", "") for one in range(200))
    editions = tuple(
        Edition(found.origin.id, name, NOW, asked)
        for name, asked in (("short", short), ("long", long), ("longest", longest))
    )
    kept = read_portion(portion_text(found._replace(editions=editions))).editions
    assert kept == (editions[0], editions[1]._replace(questions=(long[0]._replace(answer=""),)))


def test_a_portion_of_a_program_that_knew_nothing_of_the_past_is_read(pair: Pair) -> None:
    found = portion(pair.desk)
    value = json.loads(portion_text(found))
    del value["traces"], value["editions"]
    assert read_portion(json.dumps(value).encode()) == found._replace(traces=(), editions=())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value["traces"][0].update(kind="note"),
        lambda value: value["traces"][0].update(gone=1),
        lambda value: value["traces"][0].update(on=""),
        lambda value: value["traces"].append(value["traces"][0]),
        lambda value: value.update(traces={}),
        lambda value: value["editions"][0]["questions"].append(["q", "title"]),
        lambda value: value["editions"][0]["questions"].append({}),
        lambda value: value["editions"][0]["questions"].append(["a\nb", "", "", ""]),
        lambda value: value["editions"].append(value["editions"][0]),
    ],
)
def test_a_past_that_is_none_is_refused(pair: Pair, spoil: object) -> None:
    trace = Trace(TraceKind.TAG, "q", "exam", NOW, True)
    edition = Edition(pair.desk.record.id, "digest", NOW, ())
    found = portion(pair.desk)._replace(traces=(trace,), editions=(edition,))
    assert read_portion(portion_text(found)) == found
    value = json.loads(portion_text(found))
    assert callable(spoil)
    spoil(value)
    with pytest.raises(ValueError, match=r"."):
        read_portion(json.dumps(value).encode())
