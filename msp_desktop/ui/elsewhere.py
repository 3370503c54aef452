"""What jobs on other threads read: the open course and the notebook, each opened once more.

What a course reads from disk is one thread's, and so is a connection to the notebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.errors import CourseError
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course
    from msp_desktop.ui.study import Study


def same_edition(study: Study, digest: str) -> Course | None:
    """Return the open course, opened once more, if it still is the edition with a digest.

    None where it is another one by now, has been closed or cannot be read.
    """
    try:
        course = study.opened_again()
    except (AssertionError, CourseError):
        return None
    return course if course.digest == digest else None


def opened_notebook(path: Path) -> Notebook:
    """Return a notebook to read in, an empty one where there is none; it is to be closed.

    Raises NotebookError.
    """
    return Notebook.open_read_only(path) if path.exists() else Notebook.absent(path)
