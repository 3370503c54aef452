"""What is written in a course as W3C Web Annotations, in JSON-LD.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017.  Quotes and positions are
those of a question's text: its title and answer without their marks, in Unicode characters.
"""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from msp_desktop.course.pictures import quoted
from msp_desktop.notebook.exchange.collected import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from msp_desktop.notebook.exchange.collected import Collected, Entry, Marked, Reviewed
    from msp_desktop.notebook.exchange.pinned import Pinned
    from msp_desktop.notebook.model import Note

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"

# Of no meaning but that the same thing has the same name in each export.
_NAMESPACE = UUID("b6f3b4c7-5b0e-4f57-9d0b-6d1c1f4c7a52")

_KINDS = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}

Value = dict[str, Any]


def web_annotations(collected: Collected, *, program: str, now: datetime) -> str:
    """Return an AnnotationCollection with all of its annotations on its first page."""
    items = [one for entry in collected.entries for one in _of(collected, entry)]
    items += [_review(collected, one) for one in collected.reviews]
    collection: Value = {
        "@context": CONTEXT,
        "id": _name(collected, "collection"),
        "type": "AnnotationCollection",
        "label": collected.course.title or collected.course.source.name,
        "created": _moment(now),
        "generator": {"id": "urn:x-msp-desktop", "type": "Software", "name": program},
        "total": len(items),
    }
    if items:
        collection["first"] = {
            "id": _name(collected, "page"),
            "type": "AnnotationPage",
            "partOf": collection["id"],
            "startIndex": 0,
            "items": items,
        }
        collection["last"] = collection["first"]["id"]
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _of(collected: Collected, entry: Entry) -> Iterator[Value]:
    """Return the annotations of a question or picture: bookmark, note with tags, highlights."""
    target = _image(collected, entry) if entry.picture else _source(collected, entry)
    if entry.bookmark is not None:
        one = _annotation(collected, "bookmark", entry.subject, "bookmarking")
        if entry.bookmark.label:
            one["body"] = _text(entry.bookmark.label, "bookmarking")
        yield one | {"target": target, "created": _moment(entry.bookmark.created_at)}
    if entry.note is not None or entry.tags:
        motivation = "commenting" if entry.note else "tagging"
        one = _annotation(collected, "note", entry.subject, motivation)
        one["body"] = [*_note(entry.note), *_tags(entry.tags)]
        one["target"] = target
        if entry.note is not None:
            one |= _times(entry.note.created_at, entry.note.updated_at)
        yield one
    for mark in entry.marks:
        yield _highlight(collected, entry, mark)
    for pinned in entry.pins:
        yield _pin(collected, entry, pinned)


def _highlight(collected: Collected, entry: Entry, mark: Marked) -> Value:
    highlight, anchor = mark.highlight, mark.highlight.anchor
    one = _annotation(collected, "highlight", highlight.id, "highlighting")
    colour = _text(highlight.colour.value, "highlighting")
    one["body"] = [colour, *_note(mark.note), *_tags(mark.tags)]
    quote: Value = {"type": "TextQuoteSelector", "exact": anchor.quote}
    quote |= {"prefix": anchor.prefix} if anchor.prefix else {}
    quote |= {"suffix": anchor.suffix} if anchor.suffix else {}
    position = {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}
    # The quote is looked for in the whole file; positions count from the question's own text.
    file, _, question = _source(collected, entry).partition("#")
    inside: Value = {"type": "FragmentSelector", "value": question, "refinedBy": position}
    one["target"] = {
        "type": "SpecificResource",
        "source": file,
        # A position where the words are no longer found would be a wrong one.
        "selector": [quote, inside] if highlight.placed else quote,
    }
    changed = max(highlight.updated_at, mark.note.updated_at if mark.note else highlight.updated_at)
    return one | _times(highlight.created_at, changed)


def _pin(collected: Collected, entry: Entry, pinned: Pinned) -> Value:
    """Return a pin: a part of the picture, as a fragment that all know and as its exact shape."""
    pin = pinned.pin
    one = _annotation(collected, "pin", pin.id, "commenting" if pinned.note else "linking")
    label = [_text(pin.label, "identifying")] if pin.label else []
    leads = [_text(title, "linking") for title in pinned.titles if title]
    colour = _text(pin.colour.value, "highlighting")
    one["body"] = [colour, *label, *_note(pinned.note), *leads, *_tags(pinned.tags)]
    one["target"] = {
        "type": "SpecificResource",
        "source": _image(collected, entry),
        "selector": [
            {
                "type": "FragmentSelector",
                "conformsTo": MEDIA_FRAGMENTS,
                "value": pinned.fragment,
            },
            {"type": "SvgSelector", "value": pinned.shape},
        ],
    }
    changed = max(pin.updated_at, pinned.note.updated_at if pinned.note else pin.updated_at)
    return one | _times(pin.created_at, changed)


def _review(collected: Collected, one: Reviewed) -> Value:
    """Return a review: the user's judgement of whether he knew the answer."""
    name = one.review.ref.question
    chapter = collected.course.chapter_of(name)
    file = file_of(collected.course, chapter.file if chapter else "").absolute().as_uri()
    return _annotation(collected, "review", one.review.id, "assessing") | {
        "body": _text("known" if one.review.known else "unknown", "assessing"),
        "target": f"{file}#{quoted(name.removeprefix('#'), safe='')}",
        "created": _moment(one.review.at),
    }


def _annotation(collected: Collected, kind: str, subject: str, motivation: str) -> Value:
    name = _name(collected, f"{kind}\n{subject}")
    return {"id": name, "type": "Annotation", "motivation": motivation}


def _source(collected: Collected, entry: Entry) -> str:
    """Return the address of a question: that of its file, with its id."""
    file = file_of(collected.course, entry.spot.file).absolute().as_uri()
    return f"{file}#{quoted(entry.subject.removeprefix('#'), safe='')}"


def _image(collected: Collected, entry: Entry) -> Value:
    """Return a picture as a target: it is a resource of its own."""
    file = file_of(collected.course, entry.picture).absolute().as_uri()
    kind = _KINDS.get(PurePosixPath(entry.picture).suffix.lower())
    if file_of(collected.course, entry.picture) == collected.course.source:
        # In a zip, it is a part of that.
        file = f"{file}#{quoted(entry.picture, safe='')}"
    return {"id": file, "type": "Image"} | ({"format": kind} if kind else {})


def _note(note: Note | None) -> list[Value]:
    return [_text(note.text, "commenting", "text/markdown")] if note else []


def _tags(tags: Iterable[str]) -> list[Value]:
    return [_text(one, "tagging") for one in tags]


def _text(value: str, purpose: str, kind: str = "text/plain") -> Value:
    return {"type": "TextualBody", "value": value, "format": kind, "purpose": purpose}


def _times(created: datetime, modified: datetime) -> Value:
    return {"created": _moment(created), "modified": _moment(modified)}


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _name(collected: Collected, what: str) -> str:
    return uuid5(_NAMESPACE, f"{collected.record}\n{what}").urn
