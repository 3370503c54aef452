"""The beginning of a course: as the whole will have it, and all chapters by their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msp_desktop.course.beginning import WORTH, beginning, read_beginning
from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from pathlib import Path


def text(chapters: int, questions: int) -> str:
    lines = ["# 볼륨과 네트워크", ""]
    for chapter in range(chapters):
        lines += [f"## 장 *{chapter}* ##", ""]
        for question in range(questions):
            lines += [
                f"- 볼륨 {chapter}-{question}번은 어디에 남나요?",
                f"  - 컨테이너 밖에 남습니다. `docker volume ls -f name={question}`",
                *("", "  ```bash", "  ## 장이 아닌 줄", "  docker ps", "  ```", ""),
            ]
    return "\n".join(lines) + "\n"


def test_it_begins_as_the_whole_does(tmp_path: Path) -> None:
    file = tmp_path / "volumes.md"
    file.write_text(text(6, 200), encoding="utf-8")
    found = read_beginning(beginning(file), file)
    whole = load_course(file)
    assert found.course.title == whole.title
    assert [one.title for one in found.course.chapters] == [one.title for one in whole.chapters]
    assert [one.id for one in found.course.chapters] == [one.id for one in whole.chapters]
    questions = found.course.questions
    assert len(questions) > 30
    # The last one may end where reading did.
    for mine, its in zip(questions[:-1], whole.questions, strict=False):
        assert (mine.id, mine.title, mine.title_html) == (its.id, its.title, its.title_html)
        assert [one.html for one in mine.answer] == [one.html for one in its.answer]
    assert abs(found.questions - len(whole.questions)) < 0.2 * len(whole.questions)
    assert not found.pictures


def test_it_tells_of_pictures_further_on(tmp_path: Path) -> None:
    file = tmp_path / "volumes.md"
    file.write_text(text(6, 200) + "\n## 요약\n\n![그림](img/all.png)\n", encoding="utf-8")
    assert read_beginning(beginning(file), file).pictures


def test_headings_in_code_are_no_chapters(tmp_path: Path) -> None:
    file = tmp_path / "volumes.md"
    code = "~~~\n## 아님\n```\n## 이것도\n~~~\n## 그 다음\n"
    file.write_text(text(2, 400) + "\n" + code, encoding="utf-8")
    titles = [one.title for one in read_beginning(beginning(file), file).course.chapters]
    assert titles == ["장 0", "장 1", "그 다음"]


def test_a_short_file_and_one_without_chapters_have_none(tmp_path: Path) -> None:
    file = tmp_path / "volumes.md"
    file.write_text(text(1, 5), encoding="utf-8")
    assert beginning(file) == b""
    file.write_text("\n" * (WORTH + 1), encoding="utf-8")
    assert beginning(file) == b""
