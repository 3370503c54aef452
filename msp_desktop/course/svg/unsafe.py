"""Why an SVG picture is refused."""

from __future__ import annotations

from enum import StrEnum


class Unsafe(StrEnum):
    """Why a picture is refused."""

    TOO_LARGE = "too-large"
    ENCODING = "encoding"
    DAMAGED = "damaged"
    NOT_SVG = "not-svg"
    ENTITIES = "entities"
    TOO_DEEP = "too-deep"
    TOO_MANY = "too-many"
    RECURSIVE = "recursive"


class UnsafePicture(ValueError):
    """A picture that is not shown.  ``kind`` says why, ``reason`` says it in words."""

    def __init__(self, kind: Unsafe, reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason
