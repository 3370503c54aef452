"""What a course's questions are: found by evidence, or as the user says for one course."""

from __future__ import annotations

from enum import StrEnum


class Reading(StrEnum):
    """Which shape a course's questions have.

    ``AUTOMATIC`` decides section by section; ``NONE`` takes everything as chapters to read.
    """

    AUTOMATIC = "automatic"
    LIST_ITEMS = "list-items"
    HEADINGS = "headings"
    DETAILS = "details"
    PREFIXES = "prefixes"
    BOLD = "bold"
    TABLES = "tables"
    NONE = "none"
