"""Courses for a trainee to read, written to a folder of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from pathlib import Path

PREFACE = "* Read on\n  * [The manual](https://example.org/manual)\n\n"
ANSWER = "  * It is a long answer, which takes a line or two on the page.\n  * And another line.\n"


def chapter(title: str, questions: int, *, first: int = 1) -> str:
    asked = "".join(
        f"* {title} question {number}?\n{ANSWER}\n" for number in range(first, first + questions)
    )
    return f"## {title}\n\n{asked}"


def write_course(folder: Path, text: str | None = None, name: str = "course.md") -> Path:
    """Write a course: two chapters, a diagram in each, and pictures where they should be."""
    folder.mkdir(parents=True, exist_ok=True)
    if text is None:
        text = (
            f"# Trees\n\n{PREFACE}{chapter('Roots', 12)}"
            "### Roots Summary\n\n![all of it](img/roots.png)\n\n"
            f"{chapter('Leaves', 6)}"
            "* Where do leaves fall?\n  * See [Roots](#roots), [this](https://example.org/a?b=1&c=2),"
            " [mail](mailto:someone@example.org), ![a leaf](img/a%20leaf%20%231.png).\n\n"
            "### Leaves Summary\n\n![the others](img/leaves.png)\n"
        )
    path = folder / name
    path.write_text(text, encoding="utf-8")
    for picture, colour in (("roots", "brown"), ("leaves", "green"), ("a leaf #1", "red")):
        paint(folder / "img" / f"{picture}.png", colour)
    return path


def paint(path: Path, colour: str) -> None:
    """Write a picture of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
