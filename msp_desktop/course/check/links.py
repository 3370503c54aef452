"""Links that lead nowhere: to files and headings that are not there, or where none may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from msp_desktop.course.check.finding import Finding, quoted
from msp_desktop.course.check.nearest import from_file
from msp_desktop.course.destinations import bare, line_of
from msp_desktop.course.links import is_web, lead, reference, refused
from msp_desktop.course.pictures import leads_out
from msp_desktop.course.source import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material
    from msp_desktop.course.links import Link

_NETWORK = re.compile(r"https?:|[\\/]{2}", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each such link.  Addresses on the network are not looked up."""
    for text in material.texts:
        for link in text.links:
            safe = reference(link.address, link.file)
            if is_web(safe):
                continue
            wrote = refused(safe)
            found = (
                _dead(material, link, safe) if wrote is None else _refused(material, wrote, link)
            )
            if found is not None:
                kind, message, hint = found
                yield Finding(link.file, link.line, kind, message, hint)


_Found = tuple[str, str, str] | None


def _refused(material: Material, wrote: str, link: Link) -> _Found:
    if not wrote:
        return "dead-link", "this link has no address", "write one, or take the brackets out"
    if _NETWORK.match(wrote):
        hint = "write it with https:// before it"
    elif _SCHEME.match(wrote):
        hint = "only http, https and mailto links are opened"
    elif material.is_there(wrote.lstrip("/")):
        hint = f"write {from_file(wrote.lstrip('/'), link.file)}"
    else:
        hint = "only what is inside the course's folder can be linked to"
    return "outside-link", f"link out of the course: {wrote}", hint


def _dead(material: Material, link: Link, safe: str) -> _Found:
    path, query, name = lead(safe)
    file = material.places.find(path)
    if file is not None:
        return _dead_name(material, link, file, name)
    if material.is_there(path):
        is_text = path.lower().endswith(ENDINGS)
        return _dead_name(material, link, path, name) if is_text else None
    for whole in dict.fromkeys((path + query, path + query + name)):
        # A mark that is one of the file's name.
        if material.places.find(whole) or material.is_there(whole):
            return "dead-link", f"nothing is at {path}", f"write {_address(whole, link.file)}"
    if leads_out(material.course.root, path):
        hint = "put the file itself there instead of the link"
        return "outside-link", f"a link of the file system out of the course: {path}", hint
    if material.is_broken(path):
        hint = "a link is there, but nothing is where it leads"
        return "dead-link", f"nothing is at {path}", hint
    near = material.places.near(path) or material.paths.like(path)
    hint = f"did you mean {_address(near, link.file)}?" if near else "nothing like it is there"
    return "dead-link", f"nothing is at {path}", hint


def _dead_name(material: Material, link: Link, file: str, name: str) -> _Found:
    """Return what is wrong with the part of a file that a link asks for."""
    name = bare(name)
    anchors = material.anchors(file)
    if anchors is None or line_of(name) is not None or anchors.names.find(file, name):
        return None
    near = anchors.names.near(file, name)
    found = near.name if near else material.nearest.of(name, anchors.known, f"names of {file}")
    home = material.homes.get(name)
    if found is not None:
        hint = f"did you mean #{found}?"
    elif home is not None:
        hint = f"did you mean {_address(home, link.file)}#{name}?"
    else:
        hint = "no heading there has a name like it"
    return "dead-anchor", f"no heading or anchor {quoted(name)} in {file}", hint


def _address(path: str, file: str) -> str:
    """Return how a link in a file is to be written; Hangul is fine as it is."""
    return re.sub(r"[\s#?%()<>]", lambda match: quote(match[0]), from_file(path, file))
