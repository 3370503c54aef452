"""A course's outline as plain values, for scripts and course authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msp_desktop.course.model import Course


def outline(course: Course) -> dict[str, Any]:
    """Return title, chapters with their questions, diagrams and problems as JSON values."""
    return {
        "title": course.title,
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title,
                "level": chapter.level,
                "file": chapter.file,
                "line": chapter.lines.first,
                "questions": [
                    {
                        "id": question.id,
                        "title": question.title,
                        "line": question.lines.first,
                        "answered": question.answered,
                    }
                    for question in chapter.questions
                ],
            }
            for chapter in course.chapters
        ],
        "diagrams": [
            {
                "path": diagram.path,
                "title": diagram.title,
                "file": diagram.file,
                "line": diagram.lines.first,
            }
            for diagram in course.diagrams
        ],
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "kind": problem.kind.value,
                "message": problem.message,
            }
            for problem in course.problems
        ],
    }


def outline_text(course: Course) -> str:
    """Return the outline for people: one line a chapter, question, diagram or problem."""
    rows = [course.title]
    for chapter in course.chapters:
        rows.append(f"{'#' * chapter.level} {chapter.title} ({len(chapter.questions)})")
        for number, question in enumerate(chapter.questions, start=1):
            mark = "" if question.answered else "  [no answer]"
            rows.append(f"  {number}. {question.title}  (line {question.lines.first}){mark}")
        rows += [f"  [diagram] {one.title}: {one.path}" for one in chapter.diagrams]
    for problem in course.problems:
        rows.append(f"{problem.file}:{problem.line}: {problem.message}")
    return "\n".join(rows)
