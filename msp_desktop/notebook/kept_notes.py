"""Notes as they can be put together from parts: their rows and the versions of their texts.

A note's row and its texts stand in different places, so that damage may take the one and leave the
other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.notebook.tables import NOTE, NOTE_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_desktop.notebook.remains import Remains
    from msp_desktop.notebook.tables import Row

Place = tuple[str, str]
"""A course's id, and what in it a note hangs on."""

_TITLE = 60


class Version(NamedTuple):
    """A text and when it was written."""

    written_at: str
    text: str


@dataclass(slots=True)
class KeptNote:
    """A note with the texts that are left of it, by revision; ``number`` is that of its row."""

    number: int
    titles: tuple[str, str]
    revision: int
    created_at: str
    updated_at: str
    versions: dict[int, Version] = field(default_factory=dict[int, Version])


@dataclass(slots=True)
class KeptNotes:
    """The notes of a file by place and by number, and the texts that belong to none of them.

    ``homes`` says where notes hang whose rows are gone.
    """

    homes: Mapping[int, Place]
    by_place: dict[Place, KeptNote] = field(default_factory=dict[Place, KeptNote])
    places: dict[int, Place] = field(default_factory=dict[int, Place])
    homeless: dict[int, dict[int, Version]] = field(default_factory=dict[int, dict[int, Version]])


@dataclass(slots=True)
class Joined:
    """The notes of two files put together, and how many came from which.

    ``older`` notes have an earlier text than they had; of ``empty`` ones there is no text at all.
    """

    notes: dict[Place, KeptNote]
    from_ours: int = 0
    from_theirs: int = 0
    older: int = 0
    empty: int = 0

    def rows(self) -> tuple[list[Row], list[Row]]:
        """Return the rows of the notes and those of their versions."""
        notes: list[Row] = []
        versions: list[Row] = []
        in_order = sorted(self.notes.items(), key=lambda item: (item[1].created_at, item[1].number))
        for number, (place, note) in enumerate(in_order, start=1):
            times = (note.created_at, note.updated_at)
            notes.append((number, *place, *note.titles, note.revision, *times))
            versions += [(number, one, *said) for one, said in sorted(note.versions.items())]
        return notes, versions


def notes_of(remains: Remains) -> KeptNotes:
    """Return the notes that remain of a file."""
    found = KeptNotes(remains.homes)
    for row in remains.rows[NOTE].values():
        number, course, question, title, chapter, revision, created_at, updated_at = row
        place = (course, question)
        found.places[number] = place
        standing = found.by_place.get(place)
        if standing is None or standing.revision < revision:
            titles = (title, chapter)
            found.by_place[place] = KeptNote(number, titles, revision, created_at, updated_at)
    for number, revision, written_at, text in remains.rows[NOTE_VERSION].values():
        version = Version(written_at, text)
        if number in found.places:
            found.by_place[found.places[number]].versions[revision] = version
        else:
            found.homeless.setdefault(number, {})[revision] = version
    return found


def join(ours: KeptNotes, theirs: KeptNotes, course: str | None) -> Joined:
    """Put the notes of a damaged file and those of its backup together.

    A text whose note is gone finds it again in the backup or by the index, or becomes a note of
    its own in the ``course``.
    """
    for number, versions in ours.homeless.items():
        there = theirs.places.get(number)
        if there is not None and _is_same(versions, theirs.by_place[there].versions):
            ours.by_place.setdefault(there, _headed(theirs.by_place[there])).versions |= versions
        elif number in ours.homes and ours.homes[number] not in ours.by_place:
            ours.by_place[ours.homes[number]] = _headless(number, versions)
        elif course is not None and versions[max(versions)].text:
            ours.by_place[course, f"found-again-{number}"] = _headless(number, versions)
    joined = Joined({})
    for place in ours.by_place.keys() | theirs.by_place.keys():
        _add(joined, place, ours.by_place.get(place), theirs.by_place.get(place))
    return joined


def _is_same(one: Mapping[int, Version], other: Mapping[int, Version]) -> bool:
    """Return whether two notes with one number are the same note."""
    shared = one.keys() & other.keys()
    if shared:
        return any(one[revision] == other[revision] for revision in shared)
    return min(one) > max(other, default=0)


def _headed(note: KeptNote) -> KeptNote:
    """Return a note with the backup's row and none of its texts."""
    return replace(note, versions={})


def _headless(number: int, versions: dict[int, Version]) -> KeptNote:
    """Return a note made of texts alone; its first words name it."""
    first, last = versions[min(versions)], versions[max(versions)]
    title = " ".join(last.text.split())[:_TITLE]
    times = (first.written_at, last.written_at)
    return KeptNote(number, (title, ""), max(versions), *times, dict(versions))


def _add(joined: Joined, place: Place, ours: KeptNote | None, theirs: KeptNote | None) -> None:
    """Take a note in, with the texts that both files have of it."""
    if ours is None or (theirs is not None and theirs.revision > ours.revision):
        head = theirs
    else:
        head = ours
    assert head is not None, "one of the two has it"
    versions = (theirs.versions if theirs else {}) | (ours.versions if ours else {})
    if not versions:
        joined.empty += 1
        return
    newest = max(versions)
    text = versions[newest]
    if newest < head.revision:
        # Revisions never go back: an editor that is open somewhere may know the lost one.
        versions[head.revision] = text
        joined.older += 1
    revision = max(newest, head.revision)
    updated_at = max(head.updated_at, text.written_at)
    joined.notes[place] = replace(head, revision=revision, updated_at=updated_at, versions=versions)
    if text.text and ours is not None and newest in ours.versions:
        joined.from_ours += 1
    elif text.text:
        joined.from_theirs += 1
