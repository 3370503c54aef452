"""What waits to be written: values that know how to be written and what they make needless."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from msp_desktop.notebook.model import Changes
from msp_desktop.ui.saving.edits import plain, rebase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from msp_desktop.notebook.model import Highlight, Place, QuestionRef, Wording, WrittenNote
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.pins import Pin
    from msp_desktop.notebook.reviews import Review


@dataclass(frozen=True, slots=True)
class BookmarkWrite:
    """A question to be marked, with a label or without, or unmarked, as asked for at a time.

    ``known_label`` is the label that was to be seen when the mark was taken away, None for any.
    """

    ref: QuestionRef
    on: bool
    wording: Wording
    at: datetime
    label: str = ""
    known_label: str | None = None

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        return notebook.set_bookmark(
            self.ref,
            self.on,
            self.wording,
            now=self.at,
            label=self.label,
            known_label=self.known_label,
        )


@dataclass(frozen=True, slots=True)
class LabelWrite:
    """What a bookmark is to be called, as asked for at a time."""

    ref: QuestionRef
    label: str
    wording: Wording
    at: datetime

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        return notebook.label_bookmark(self.ref, self.label, self.wording, now=self.at)


@dataclass(frozen=True, slots=True)
class HighlightWrite:
    """A highlight as it is to be; ``base`` is what it was made from, None for a new one."""

    after: Highlight
    base: Highlight | None
    at: datetime

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        return notebook.highlights.write(self.after, self.base, now=self.at).changes


@dataclass(frozen=True, slots=True)
class PinWrite:
    """A pin as it is to be; ``base`` is what it was made from, None for a new one."""

    after: Pin
    base: Pin | None
    at: datetime

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        return notebook.pins.write(self.after, self.base, now=self.at).changes


@dataclass(frozen=True, slots=True)
class ReviewWrite:
    """A review that was given, or taken back."""

    review: Review

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        return notebook.reviews.write(self.review)


@dataclass(frozen=True, slots=True)
class TagsWrite:
    """The tags that something is to have; ``base`` are those that were to be seen then."""

    ref: QuestionRef
    names: frozenset[str]
    base: frozenset[str]
    at: datetime

    def apply(self, notebook: Notebook) -> Changes:
        """Write them."""
        return notebook.tags.write(self.ref, self.names, self.base, now=self.at)


@dataclass(frozen=True, slots=True)
class NoteWrite:
    """A note's text as typed until a time; ``base`` is the revision its editor last knew."""

    ref: QuestionRef
    text: str
    base: int
    wording: Wording
    at: datetime

    def apply(self, notebook: Notebook) -> WrittenNote:
        """Write it."""
        return notebook.write_note(
            self.ref, self.text, base=self.base, wording=self.wording, now=self.at
        )

    def after(self, earlier: NoteWrite, written: WrittenNote) -> NoteWrite:
        """Return this write as it must be once an earlier one of the same editor is on disk.

        It was typed before its editor knew what the earlier one became.
        """
        text = self.text
        if written.merged:
            text = rebase(earlier.text, text, text_of(written))
        return replace(self, text=text, base=revision_of(written))


@dataclass(frozen=True, slots=True)
class PlaceWrite:
    """A reading place as it was at a time."""

    place: Place
    at: datetime

    def apply(self, notebook: Notebook) -> Changes:
        """Write it."""
        notebook.set_place(self.place, now=self.at)
        return Changes()


@dataclass(frozen=True, slots=True)
class Job:
    """Anything else to be done with the notebook; ``done`` is called with what it returned."""

    run: Callable[[Notebook], Any]
    done: Callable[[Any], None]

    def apply(self, notebook: Notebook) -> Any:
        """Do it."""
        return self.run(notebook)


Mark: TypeAlias = BookmarkWrite | LabelWrite | HighlightWrite | TagsWrite | PinWrite | ReviewWrite
Unsaved: TypeAlias = Mark | NoteWrite | PlaceWrite
Write: TypeAlias = Unsaved | Job


@dataclass(frozen=True, slots=True)
class SavedNote:
    """A text that an editor handed in is on disk; ``written`` says what became of it."""

    ref: QuestionRef
    text: str
    written: WrittenNote


def text_of(written: WrittenNote) -> str:
    """Return the text that a note has now, as an editor holds it."""
    return plain(written.note.text) if written.note else ""


def revision_of(written: WrittenNote) -> int:
    """Return the revision that an editor goes on from.

    A deleted note has none to hand out: the editor starts anew, with nothing in common with what
    may come to stand there.
    """
    return written.note.revision if written.note else 0


def redirected(write: Write, ways: Mapping[QuestionRef, QuestionRef]) -> Write:
    """Return a write as it must be once what is written on some questions is on others.

    One of a highlight stays: the notebook joins it with wherever the highlight is by then.
    """
    match write:
        case NoteWrite() | BookmarkWrite() | LabelWrite() | TagsWrite() if write.ref in ways:
            return replace(write, ref=ways[write.ref])
        case _:
            return write


def enqueue(queue: list[Write], write: Write) -> None:
    """Add a write to a queue; where it overtakes one that waits, it takes that one's place.

    No write is moved across a job, which may read what the writes before it wrote.
    """
    for index in range(len(queue) - 1, -1, -1):
        waiting = queue[index]
        if isinstance(waiting, Job):
            break
        joined = _joined(waiting, write)
        if joined is not None:
            queue[index] = joined
            return
        if _in_order(waiting, write):
            break
    queue.append(write)


def _in_order(earlier: Unsaved, later: Write) -> bool:
    """Return whether a write means something else before another one than behind it."""
    match earlier, later:
        case ((BookmarkWrite() | LabelWrite()), (BookmarkWrite() | LabelWrite())):
            return earlier.ref == later.ref
        case _:
            return False


def _joined(earlier: Unsaved, later: Write) -> Write | None:
    """Return the one write that does for both, None where both are needed."""
    match earlier, later:
        case NoteWrite(), NoteWrite() if earlier.ref == later.ref:
            return replace(later, base=earlier.base)
        case BookmarkWrite(), BookmarkWrite() if earlier.ref == later.ref:
            return later
        case LabelWrite(), LabelWrite() if earlier.ref == later.ref:
            return later
        case HighlightWrite(), HighlightWrite() if earlier.after.id == later.after.id:
            return replace(later, base=earlier.base)
        case PinWrite(), PinWrite() if earlier.after.ref == later.after.ref:
            return replace(later, base=earlier.base)
        case ReviewWrite(), ReviewWrite() if earlier.review.id == later.review.id:
            return later
        case TagsWrite(), TagsWrite() if earlier.ref == later.ref:
            return replace(later, base=earlier.base)
        case PlaceWrite(), PlaceWrite() if earlier.place.course == later.place.course:
            return later
        case _:
            return None
