"""Entities and numeric character references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.dialect.characters import ENTITY, entity
from msp_desktop.course.dialect.inline.rule import InlineRule

if TYPE_CHECKING:
    import re


class EntityRule(InlineRule):
    """A reference becomes the characters that it means."""

    triggers = "&"

    def __init__(self) -> None:
        super().__init__(ENTITY)

    def handleMatch(  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[str | None, int, int]:
        """Return the characters, None for a name that HTML does not know."""
        return entity(m[0]), m.start(), m.end()
