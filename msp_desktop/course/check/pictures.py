"""Pictures that will not show: missing, on the network, or outside the course's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.check.finding import Finding
from msp_desktop.course.check.nearest import from_file
from msp_desktop.course.model import ProblemKind
from msp_desktop.course.pictures import leads_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msp_desktop.course.check.material import Material
    from msp_desktop.course.model import Problem


def findings(material: Material) -> Iterator[Finding]:
    """Yield a finding for each such picture."""
    for one in material.course.problems:
        if one.kind is ProblemKind.MISSING_PICTURE:
            hint = _missing(material, one)
        elif one.kind in (ProblemKind.REMOTE_PICTURE, ProblemKind.OUTSIDE_PICTURE):
            hint = "put it into the course's folder and show it from there"
            if leads_out(material.course.root, one.subject):
                hint = "put the picture itself there instead of the link"
        else:
            continue
        yield Finding(one.file, one.line, one.kind.value, one.message, hint)


def _missing(material: Material, problem: Problem) -> str:
    """Return where a picture of that name, or of one like it, is."""
    if material.is_broken(problem.subject):
        return "a link is there, but nothing is where it leads"
    found = material.pictures.like(problem.subject)
    return (
        f"did you mean {from_file(found, problem.file)}?" if found else "nothing like it is there"
    )
