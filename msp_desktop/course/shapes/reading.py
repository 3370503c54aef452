"""What a course's questions are: see :mod:`msp_desktop.course.reading`, which start-up needs."""

from __future__ import annotations

from msp_desktop.course.reading import Reading

__all__ = ["Reading"]
