"""Where a link of a course leads: out to the web, to a place of the course, or nowhere it may.

A link has a safe form, as a picture has (see :mod:`.pictures`): an address on the web as it is; a
path from the course's root with what stands behind it (``docs/pods.md#probes``), percent-encoded;
or a refused one.  Only the second kind is looked up, and only inside the course's folder.
"""

from __future__ import annotations

import posixpath
import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.pictures import quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

REFUSED = "refused:"
"""Prefix of the safe form of a link that leads where none may: the rest is what the author wrote,
percent-encoded."""

ID = "at-"
"""Prefix of the ids and names in safe HTML that links lead to: a page's own look otherwise."""

ROOT = "."
"""The path of the course's root."""

_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)
# A drive letter is one too.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# A tab or line end inside a scheme is nothing to a browser, nor is what is not seen before it.
_UNSEEN = re.compile(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")


class Link(NamedTuple):
    """A link in a file: its address as the dialect reads it, and the line that it stands in."""

    address: str
    file: str
    line: int


class Lead(NamedTuple):
    """The parts of a safe form that leads into the course, without their percent-encoding.

    ``query`` and ``name`` (the fragment) keep their marks ``?`` and ``#``, and are "" where there
    is none.
    """

    path: str
    query: str
    name: str


def reference(address: str, file: str) -> str:
    """Return the safe form of a link's address as it stands in ``file``.

    Refused are other schemes than the web's, absolute paths, drives, other machines, what leads out
    of the course's folder, and nothing at all.
    """
    address = _UNSEEN.sub("", address)
    if _WEB.match(address):
        return address
    rest, mark, name = address.partition("#")
    rest, asks, query = rest.partition("?")
    path = unquoted(rest).replace("\\", "/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    refused = not address or "\0" in joined or _SCHEME.match(path) or _SCHEME.match(joined)
    if refused or joined.startswith(("/", "../")) or joined == "..":
        return refuse(unquoted(address))
    query = f"?{quoted(unquoted(query))}" if asks else ""
    name = f"#{quoted(unquoted(name))}" if mark else ""
    return quoted(joined) + query + name


def is_web(reference: str) -> bool:
    """Whether a safe form leads out to the system's browser or mail program."""
    return bool(_WEB.match(reference))


def refuse(address: str) -> str:
    """Return the safe form that says of an address that it is refused."""
    return REFUSED + quoted(address, safe="")


def refused(reference: str) -> str | None:
    """Return what the author wrote where it is refused, else None."""
    return unquoted(reference.removeprefix(REFUSED)) if reference.startswith(REFUSED) else None


def lead(reference: str) -> Lead:
    """Return the parts of a safe form that leads into the course."""
    rest, mark, name = reference.partition("#")
    rest, asks, query = rest.partition("?")
    return Lead(unquoted(rest), asks + unquoted(query), mark + unquoted(name))


def links_of(trees: Iterable[Element], file: str) -> Iterator[Link]:
    """Yield the links of a parsed file, in order, also those in raw HTML and in footnotes.

    Those to footnotes are not among them: the dialect makes them, and they lead there.
    """
    from msp_desktop.course.dialect.inline.footnote import NOTE_REFERENCE
    from msp_desktop.course.raw_tags import RAW, placed, raw_tags

    for element, line in chain.from_iterable(map(placed, trees)):
        if element.tag == "a" and (address := element.get("href")) is not None:
            if NOTE_REFERENCE not in element.attrib:
                yield Link(address, file, line)
        elif element.tag in RAW:
            html = element.text or ""
            counted = 0
            for tag in raw_tags(html):
                line += html.count("\n", counted, tag.start)  # noqa: PLW2901
                counted = tag.start
                if tag.name == "a" and (address := tag.attributes.get("href")) is not None:
                    yield Link(address, file, line)
