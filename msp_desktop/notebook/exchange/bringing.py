"""Bringing a capsule into a notebook: looked through, backed up, merged in one transaction."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from msp_desktop.course.errors import CourseError
from msp_desktop.course.loader import load_course
from msp_desktop.notebook.backup import back_up
from msp_desktop.notebook.exchange.portion import numbers_of
from msp_desktop.notebook.exchange.unpacking import CapsuleRefused, Fault, opened

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from msp_desktop.course.cache import CourseCache
    from msp_desktop.course.model import Course
    from msp_desktop.notebook.exchange.portion import Outcome
    from msp_desktop.notebook.exchange.unpacking import Capsule
    from msp_desktop.notebook.notebook import Notebook
    from msp_desktop.notebook.numbers import Numbers


class Preview(NamedTuple):
    """What a capsule holds, and which course of the notebook it belongs to: None for a new one."""

    title: str
    made_at: datetime
    numbers: Numbers
    known: Path | None


class FolderWanted(Exception):
    """The notebook does not know the capsule's course, and nobody said where to put it.

    Nothing has been touched.
    """

    def __init__(self, path: Path, title: str) -> None:
        super().__init__(f'{path}: the course "{title}" is not here yet; say where to put it')
        self.path = path
        self.title = title


def look_into(path: Path, notebook: Notebook) -> Preview:
    """Return what a capsule holds, after looking through all of it.

    Raises CapsuleRefused or OSError.
    """
    with opened(path) as capsule:
        portion = capsule.portion
        record = notebook.portions.matching(portion.origin)
        return Preview(
            capsule.title,
            capsule.made_at,
            numbers_of(portion),
            record.path if record else None,
        )


def bring_in(
    path: Path,
    notebook: Notebook,
    *,
    backups: Path,
    folder: Path | None,
    now: datetime,
    cache: CourseCache | None = None,
) -> Outcome:
    """Bring a capsule in; its course is put below ``folder``, or is the one that is known.

    The same capsule brought in again changes nothing.  Raises CapsuleRefused, FolderWanted,
    NotebookError or OSError; the notebook is as it was then.
    """
    with opened(path) as capsule:
        if folder is None:
            if notebook.portions.matching(capsule.portion.origin) is None:
                raise FolderWanted(path, capsule.title)
            back_up(notebook.path, backups, now=now)
            return notebook.portions.merge(capsule.portion, None, now=now)
        course, made = _unpacked(capsule, path, folder, cache)
        try:
            back_up(notebook.path, backups, now=now)
            return notebook.portions.merge(capsule.portion, course, now=now)
        except BaseException:
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)
            raise


def _unpacked(
    capsule: Capsule, path: Path, folder: Path, cache: CourseCache | None
) -> tuple[Course, Path | None]:
    """Put a capsule's course on disk; return it, and the folder that was made for it."""
    place, made = capsule.unpack(folder.absolute())
    try:
        return load_course(place, cache), made
    except CourseError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise CapsuleRefused(path, Fault.DAMAGED, str(error)) from error
