"""What `msp-desktop check` says of pictures that lead to questions."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from counting import calls

from msp_desktop.cli import main
from msp_desktop.course.check import check
from msp_desktop.course.check.report import report_text

FIXTURES = Path(__file__).parents[1] / "fixtures" / "maps"
QUESTIONS = "# T\n\n## A\n\n* Why?\n  * So.\n* Where?\n  * Here.\n\n### Summary\n\n![](a.svg)\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><g id="x"/><g id="y"/></svg>'


def course(folder: Path, sidecar: object, text: str = QUESTIONS) -> Path:
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "a.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "a.svg.links.json").write_text(json.dumps(sidecar), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_course_with_faulty_maps(language: str) -> None:
    told = report_text(check(FIXTURES / language)) + "\n"
    assert told == (FIXTURES / f"{language}.txt").read_text(encoding="utf-8")


def test_a_zip_is_told_the_same(tmp_path: Path) -> None:
    path = tmp_path / "ko.zip"
    with ZipFile(path, "w") as file:
        for one in sorted((FIXTURES / "ko").rglob("*.*")):
            file.write(one, one.relative_to(FIXTURES))
    told = report_text(check(path)) + "\n"
    assert told == (FIXTURES / "ko.txt").read_text(encoding="utf-8")


def test_a_whole_map_is_clean(tmp_path: Path) -> None:
    path = course(tmp_path, {"version": 1, "elements": {"x": ["Why?"], "y": ["Where?"]}})
    assert check(path).findings == ()


def test_a_question_on_no_element_fails_no_pipeline(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = course(tmp_path, {"version": 1, "elements": {"x": ["Why?"]}})
    (found,) = check(path).findings
    assert (found.file, found.line, found.kind) == ("a.md", 7, "unlinked-question")
    assert found.hint == "name it in a.svg.links.json where it belongs"
    assert main(["check", str(path)]) == 0
    assert capfd.readouterr().out.endswith("1 file, 2 questions: no findings, 1 suggestion\n")
    assert main(["check", "--json", str(path)]) == 0
    assert json.loads(capfd.readouterr().out)["findings"][0]["level"] == "suggestion"
    course(tmp_path, {"version": 1, "elements": {"x": ["Why?", "How?"]}})
    assert main(["check", str(path)]) == 1
    assert capfd.readouterr().out.endswith("1 finding, 1 suggestion\n")


def test_pictures_without_a_map_should_have_nothing(tmp_path: Path) -> None:
    path = course(tmp_path, {"version": 1})
    assert check(path).findings == ()
    (path / "a.svg.links.json").unlink()
    assert check(path).findings == ()


def test_a_question_may_stand_on_another_picture(tmp_path: Path) -> None:
    text = QUESTIONS + "\n![](b.svg)\n"
    path = course(tmp_path, {"version": 1, "elements": {"x": ["Why?"]}}, text)
    (path / "b.svg").write_text(PICTURE.replace("<g id", '<a href="#where"/><g id'))
    assert check(path).findings == ()


def test_a_diagram_of_a_whole_course_should_have_what_it_begins(tmp_path: Path) -> None:
    text = "# T\n\n## A\n\n* Why?\n  * So.\n* How?\n  * Thus.\n\n## B\n\n* Where?\n  * Here.\n\n"
    path = course(
        tmp_path, {"version": 1, "elements": {"x": ["Why?"]}}, text + "# All\n\n![](a.svg)\n"
    )
    assert [one.message for one in check(path).findings] == ["“How?” is on no element of a.svg"]


def test_a_refused_picture_is_told_where_it_has_a_map(tmp_path: Path) -> None:
    path = course(tmp_path, {"version": 1, "elements": {"x": ["Why?", "Where?"]}})
    (path / "a.svg").write_text("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + PICTURE)
    (found,) = check(path).findings
    assert (found.file, found.kind) == ("a.svg", "bad-picture")
    assert "document type" in found.message


def test_work_grows_no_faster_than_the_map(tmp_path: Path) -> None:
    text = QUESTIONS.replace("* Why?", "".join(f"* Why {n}?\n  * So.\n" for n in range(200)))

    def work(count: int) -> int:
        names = [f"Why {n * 7}?" for n in range(count)]
        elements = {"x": names, **{f"g{n}": "Nothing" for n in range(count)}}
        path = course(tmp_path, {"version": 1, "elements": elements}, text)
        return calls(lambda: check(path))

    work(20)
    assert work(800) <= 4.6 * work(200)
