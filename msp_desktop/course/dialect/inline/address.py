"""Addresses that stand bare among text: ``https://…`` and ``www.…``.

Source: GitHub Flavored Markdown 0.29, section 6.9, and what GitHub does: a host may have no dot
(``http://localhost:8080``), and the address goes on to the next space.  That takes in a Korean
particle right behind it (``https://a.b/c를``), which does not belong to it and is left out here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from msp_desktop.course.dialect.characters import address, entity
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    from msp_desktop.course.dialect.inline.run import Run

# What no host has: spaces, and marks but for the full stop, hyphen and underscore.
_NO_HOST = r"\s\x00-\x1f!-,/:-@\[-^`{-\x7f‘’“”…、。《》「」『』（），：；！？"
_START = re.compile(
    rf"(?:(?P<web>www\.)|(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP])://)(?![.\-_])[^{_NO_HOST}]++"
)
_REST = re.compile(r"[^\s<>“”‘’、。，]*+")
# In a link's text the closing bracket is the link's.
_REST_IN_BRACKETS = re.compile(r"[^\s<>“”‘’、。，\]]*+")
_ENTITY_AT_END = re.compile(r"&[a-zA-Z0-9]++;$")
_LONGEST_ENTITY = 34
_TRAILING = frozenset("?!.,:*_~'\"…·、。，：；！？‘’“”》」』）〉】")
_ENTITY = re.compile(r"&[a-zA-Z][a-zA-Z0-9]{1,31}+;")
_PARTICLES = (
    r"(?:[은는이가을를과와의도만및등]|이?[나란]|이?랑|하고|처럼|보다|마다|같이|까지[는도만의]?|부터[는도의]?"
    r"|에(?:서?[는도만]?|서의|서부터|게서?)|으?로(?:[는도만의써]|부터|까지)?"
    r"|이?라[고는]|이?라는|입니다|이?다|이?며|이고|인데|이?에요|예요|이?지만)"
)
_PARTICLE_AT_END = re.compile(rf"(?<=[!-~》」』）]){_PARTICLES}$")
_LONGEST_PARTICLE = 5


class AddressRule(InlineRule):
    """A bare address becomes a link, unless it is in one already."""

    triggers = "hHfFw"
    in_raw_code = False
    ahead = r"(?:(?<=[hH])[tT]{2}[pP]|(?<=[fF])[tT][pP]|(?<=w)ww\.)"

    def __init__(self) -> None:
        super().__init__(_START.pattern)

    def read(self, run: Run) -> bool:
        """Read an address."""
        start = run.position
        if run.raw.in_anchor or start < run.no_host_before:
            return False
        match = _START.match(run.text, start)
        if match is None or not _may_follow(run.text[start - 1 : start], bool(match["web"])):
            return False
        if not _is_host(match[0], dotted=bool(match["web"])):
            # The labels that were wrong would be so again for each "www." among them.
            run.no_host_before = match.end()
            return False
        rest = (_REST_IN_BRACKETS if run.brackets else _REST).match(run.text, match.end())
        end = _trimmed(run.text, start, rest.end() if rest else match.end())
        shown = _ENTITY.sub(lambda found: entity(found[0]) or found[0], run.text[start:end])
        link = Element("a", href=address(f"http://{shown}" if match["web"] else shown))
        link.text = AtomicString(shown)
        run.bare.append(len(run.pieces))
        run.pieces.append(link)
        run.position = end
        return True


def _may_follow(before: str, is_web: bool) -> bool:
    """Whether an address may stand behind a character, "" at the text's beginning."""
    if not before or before.isspace():
        return True
    if is_web:
        return before in "*_~("
    # Behind a bracket it is an address in brackets that went wrong.
    return before != "<" and not (before.isascii() and before.isalnum())


def _is_host(text: str, *, dotted: bool) -> bool:
    """Whether the host at the end of a text is one: no underscores in its last two labels."""
    labels = text[text.find("/") + 2 :] if not dotted else text
    last = labels.rstrip(".").rsplit(".", 2)[-2:]
    return not any("_" in label for label in last) and (not dotted or len(last) > 1)


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where an address ends that was read up to the next space."""
    end = _without_marks(text, start, end)
    shorter = _without_particle(text, start, end)
    return _without_marks(text, start, shorter) if shorter < end else end


def _without_marks(text: str, start: int, end: int) -> int:
    """Leave out what ends sentences, entities, and closing parentheses that nothing opens."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last in _TRAILING:
            end -= 1
        elif last == ";":
            reference = _ENTITY_AT_END.search(text[max(start, end - _LONGEST_ENTITY) : end])
            end -= len(reference[0]) if reference else 1
        else:
            break
    return end


def _without_particle(text: str, start: int, end: int) -> int:
    """Leave out a Korean particle directly behind ASCII.

    Hangul of a path stands behind a slash or is no particle: ``/wiki/도커`` stays whole, and of
    ``/wiki/도커를`` nobody can tell.
    """
    tail = _PARTICLE_AT_END.search(text[max(start, end - _LONGEST_PARTICLE - 1) : end])
    return end - len(tail[0]) if tail else end
