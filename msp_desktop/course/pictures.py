"""Where a picture of a course is: inside the course's folder, or nowhere."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import TYPE_CHECKING

from msp_desktop.course.model import Problem, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from msp_desktop.course.model import Picture

REMOTE = "remote:"
"""Prefix of an ``img`` source in safe HTML that stands for a picture on the network, which nothing
loads: the rest is its percent-encoded address."""

OUTSIDE = "outside:"
"""Prefix of an ``img`` source in safe HTML that leads out of the course's folder: the rest is what
the author wrote, percent-encoded."""

SIDECAR = ".links.json"
"""What is added to a picture's name for the file that says what its elements lead to."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NETWORK = re.compile(r"https?:|ftps?:|//", re.IGNORECASE)


def reference(source: str, file: str) -> str:
    """Return the safe form of an ``img`` source: a quoted path from the root, or a refused one.

    ``source`` is as the author wrote it in ``file`` (relative to the course's root).  The form of
    an empty one is empty: nothing is at that path.
    """
    source = source.strip()
    if _NETWORK.match(source):
        return REMOTE + quoted(source, safe="")
    path = unquoted(source.partition("#")[0].partition("?")[0]).replace("\\", "/")
    if not path:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    refused = "\0" in joined or _SCHEME.match(path) or _SCHEME.match(joined)
    if refused or joined.startswith(("/", "../")) or joined in {".", ".."}:
        return OUTSIDE + quoted(unquoted(source), safe="")
    return quoted(joined)


def path_of(reference: str) -> str | None:
    """Return the path from the course's root of a safe ``img`` source; None for a refused one."""
    return None if reference.startswith((REMOTE, OUTSIDE)) else unquoted(reference)


def sidecar_of(path: str) -> str:
    """Return the path of a picture's sidecar (see :mod:`msp_desktop.course.diagrams`).

    ``docker.svg`` has ``docker.svg.links.json``: a picture of the same name and another ending has
    elements of its own.
    """
    return path + SIDECAR


def address_of(reference: str) -> str:
    """Return what the author wrote for a refused picture, or the path of any other."""
    return unquoted(reference.removeprefix(REMOTE).removeprefix(OUTSIDE))


def quoted(text: str, safe: str = "/") -> str:
    """Return text percent-encoded.  Names of files may hold what UTF-8 has no place for."""
    from urllib.parse import quote

    return quote(text.encode("utf-8", "surrogatepass"), safe=safe)


def unquoted(text: str) -> str:
    """Return text with its percent-encoding read, once."""
    if "%" not in text:
        # Most are such, and a course from the cache is shown without that import.
        return text
    from urllib.parse import unquote

    try:
        return unquote(text, errors="surrogatepass")
    except UnicodeDecodeError:
        return unquote(text)


def locate(root: Path, path: str) -> Path | None:
    """Return the file of a picture, or None where it is missing or really lies outside the root.

    Names may be stored decomposed by other systems, so both forms are tried.
    """
    for form in (path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)):
        try:
            file = root / form
            if file.is_file() and file.resolve().is_relative_to(root.resolve()):
                return file
        except (OSError, ValueError):
            continue
    return None


def leads_out(root: Path, path: str) -> bool:
    """Whether what is at a path of the course's folder is a link to something outside of it."""
    for form in (path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)):
        try:
            file = root / form
            if file.exists() and not file.resolve().is_relative_to(root.resolve()):
                return True
        except (OSError, ValueError):
            continue
    return False


def problems(root: Path, pictures: Iterable[Picture]) -> list[Problem]:
    """Return what is wrong with the pictures that a course asks for, looked up on disk now."""
    found: list[Problem] = []
    for picture in pictures:
        address = address_of(picture.path)
        path = path_of(picture.path)
        if picture.path.startswith(REMOTE):
            kind, words = ProblemKind.REMOTE_PICTURE, "picture on the network, not loaded"
        elif path is None:
            kind, words = ProblemKind.OUTSIDE_PICTURE, "picture outside the course's folder"
        elif locate(root, path) is not None:
            continue
        elif leads_out(root, path):
            kind, words = ProblemKind.OUTSIDE_PICTURE, "a link out of the course's folder"
        else:
            kind, words = ProblemKind.MISSING_PICTURE, "missing picture"
        found.append(
            Problem(kind, picture.file, picture.line, f"{words}: {address}", subject=address)
        )
    return found
