"""Notes and highlights as Markdown: by chapter and question, with links back to the course."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msp_desktop.notebook.exchange.collected import Spot, link
from msp_desktop.notebook.exchange.words import ENGLISH, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.notebook.exchange.collected import Collected, Entry, Marked, Reviewed
    from msp_desktop.notebook.exchange.pinned import Pinned
    from msp_desktop.notebook.model import Note

_MARKS = re.compile(r"([\\`*_\[\]<>~|$&])")
# What begins a block at the start of a line.
_BEGINNING = re.compile(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)]))")
_TICKS = re.compile(r"`{3,}")


def markdown(collected: Collected, folder: Path, words: Words = ENGLISH, *, now: datetime) -> str:
    """Return what is written in a course as one document that is to stand in a folder."""
    course = collected.course
    name = escaped(course.source.name)
    source = f"[{name}]({link(course, Spot('', 0, ''), folder)})"
    lines = [
        f"# {words.title.format(course=escaped(course.title))}",
        words.source.format(file=source, day=now.date().isoformat()),
    ]
    for part in collected.parts:
        title = escaped(part.title) or words.introduction
        lines.append(f"## {title}")
        for entry in part.entries:
            picture = Spot(entry.picture, 0, "")
            there = (link(course, entry.spot, folder), words, link(course, picture, folder))
            lines += _entry(entry, *there)
    if collected.elsewhere:
        lines.append(f"## {words.elsewhere}")
        for entry in collected.elsewhere:
            lines += _entry(entry, "", words)
    if collected.reviews:
        lines += _reviews(collected.reviews, words)
    elif not collected.entries:
        lines.append(words.nothing)
    return "\n\n".join(lines) + "\n"


def _reviews(reviews: Iterable[Reviewed], words: Words) -> Iterator[str]:
    """Return a list of when each question was recalled, and how that went."""
    yield f"## {words.reviews}"
    told: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for one in reviews:
        outcome = words.known if one.review.known else words.unknown
        name = one.review.ref.question
        titles[name] = escaped(one.title) or words.elsewhere
        day = one.review.at.astimezone().isoformat(" ", "minutes")[:16]
        told.setdefault(name, []).append(f"{day} {outcome}")
    yield "\n".join(f"- {titles[name]}: {'; '.join(times)}" for name, times in told.items())


def escaped(text: str) -> str:
    """Return text so that Markdown shows it as it is, on one line."""
    return _line(" ".join(text.split()))


def _line(text: str) -> str:
    text = _MARKS.sub(r"\\\1", text)
    return _BEGINNING.sub(_harmless, text)


def _harmless(match: re.Match[str]) -> str:
    space, mark, number, point = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"


def _entry(entry: Entry, address: str, words: Words, picture: str = "") -> Iterator[str]:
    title = escaped(entry.title) or words.introduction
    if entry.picture:
        title = words.picture.format(name=title)
    yield f"### [{title}]({address})" if address else f"### {title}"
    if not address and entry.chapter:
        yield f"*{escaped(entry.chapter)}*"
    if entry.bookmark is not None:
        label = escaped(entry.bookmark.label)
        yield f"**★ {words.bookmark}**" + (f": {label}" if label else "")
    if entry.tags:
        yield f"{words.tags}: {_tags(entry.tags)}"
    if address and entry.spot.line:
        at = words.at_line.format(file=escaped(entry.spot.file), line=entry.spot.line)
        yield f"[{at}]({address})"
    if entry.picture and address:
        yield f"[{escaped(entry.picture)}]({picture})"
    if entry.note is not None:
        yield _note(entry.note, words)
    for one in entry.marks:
        yield _quote(one, words)
        if one.note is not None:
            yield _note(one.note, words)
    for one in entry.pins:
        yield _pin(one, words)
        if one.note is not None:
            yield _note(one.note, words)


def _pin(one: Pinned, words: Words) -> str:
    """Return a pin as one line: what it is called, where it is, where it leads."""
    box = one.pin.box
    where = f"{100 * box.x:.0f} %, {100 * box.y:.0f} %"
    name = escaped(one.pin.label)
    leads = " · ".join(escaped(title) for title in one.titles if title)
    said = [f"**{words.pin}** ({where})" + (f": {name}" if name else "")]
    said[0] += f" → {leads}" if leads else ""
    said += [words.colour(one.pin.colour)]
    said += [_tags(one.tags)] if one.tags else []
    return " — ".join(said)


def _tags(tags: tuple[str, ...]) -> str:
    return ", ".join(f"\\#{escaped(one)}" for one in tags)


def _quote(one: Marked, words: Words) -> str:
    """Return a highlight as a block quote, its colour and tags behind it."""
    lines = one.highlight.anchor.quote.strip("\n").split("\n")
    if len(lines) > 1 and any(line[:1].isspace() for line in lines):
        # Indentation counts: it is code.
        longest = max(
            (len(found[0]) for line in lines for found in _TICKS.finditer(line)), default=2
        )
        fence = "`" * (longest + 1)
        shown = [fence, *lines, fence]
    else:
        shown = [f"{_line(line.strip())}\\" for line in lines[:-1]] + [_line(lines[-1].strip())]
        shown = ["" if line == "\\" else line for line in shown]
    said = [words.colour(one.highlight.colour)]
    said += [words.unplaced] if not one.highlight.placed else []
    said += [_tags(one.tags)] if one.tags else []
    shown += ["", f"— {' · '.join(said)}"]
    return "\n".join(f"> {line}".rstrip() for line in shown)


def _note(note: Note, words: Words) -> str:
    """Return a note as a list's item: what it leaves open ends there, whatever it is."""
    text = note.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    body = "\n".join(f"  {line}".rstrip() for line in text.split("\n"))
    return f"- **{words.note}** ({note.updated_at.date().isoformat()})\n\n{body}"
