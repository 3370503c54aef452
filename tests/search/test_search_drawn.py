"""What a page shows as drawings is found by its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.search.index import Index
from msp_desktop.search.query import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from msp_desktop.course.model import Course

TEXT = r"""
# 과정

## 장

- 평균은 $\bar{x}$ 인가?
  - 값은 $\frac{a}{b}$ 이다.

    $$
    \sum_{i} x_i
    $$

  ```mermaid
  flowchart LR
    A[사용자 요청] --> B
  ```
"""


@pytest.mark.parametrize("words", [r"\bar{x}", r"\frac{a}{b}", r"\sum_{i}", "사용자 요청"])
def test_a_source_is_found(make_course: Callable[[str], Course], words: str) -> None:
    index = Index.of(make_course(TEXT), [])
    (question,) = index.entries[1:]
    assert [hit.question for hit in search(index, words)] == [question.question]
