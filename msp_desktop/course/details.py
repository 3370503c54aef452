"""What front matter says of a course beside its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from msp_desktop.course.dialect import Document

_TITLE = "title"


def is_form(details: Container[str]) -> bool:
    """Return whether front matter is that of a form to fill in, as GitHub keeps them for issues.

    What asks there asks whoever fills it in.
    """
    return "about" in details and ("labels" in details or "assignees" in details)


def take_title(document: Document) -> str:
    """Return the title that front matter gives a text without a heading of level 1, else "".

    It is shown as the title then, and no more among the details.
    """
    title = document.details.get(_TITLE, "")
    if not title or document.root.find("h1") is not None:
        return ""
    table = document.root[0]
    for body in table:
        for row in list(body):
            if row[0].text == _TITLE:
                body.remove(row)
        if not len(body):
            document.root.remove(table)
    return title
