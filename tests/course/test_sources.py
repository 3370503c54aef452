"""From a path to texts: encodings, folders, and what is no course at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course import source
from msp_desktop.course.decoding import decoded
from msp_desktop.course.errors import (
    CourseError,
    CourseMissing,
    CourseTooLarge,
    CourseUnreadable,
    NoMarkdown,
    NotText,
)
from msp_desktop.course.loader import load_course
from msp_desktop.course.source import list_sources, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "# 제목\n\n* 왜요?\n  * 그래서요.\n"


def names(folder: Path) -> list[str]:
    return [entry.name for entry in list_sources(folder).entries]


# Encodings


@pytest.mark.parametrize(
    ("data", "subject"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16-LE"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16-BE"),
        (TEXT.encode("cp949"), "CP949"),
        (TEXT.replace("\n", "\r\n").encode(), None),
        (TEXT.replace("\n", "\r").encode("cp949"), "CP949"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, subject: str | None) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    course = load_course(path)
    assert course.title == "제목"
    assert [(one.title, one.lines.first) for one in course.questions] == [("왜요?", 3)]
    found = [(one.kind, one.file, one.line, one.subject) for one in course.problems]
    assert found == ([("encoding", "a.md", 1, subject)] if subject else [])


def test_the_legacy_fixture_is_read(fixtures: Path) -> None:
    course = load_course(fixtures / "legacy-cp949.md")
    assert course.title == "오래된 강의 노트"
    assert [one.answered for one in course.questions] == [True] * 3
    # CP949 has syllables that EUC-KR has not.
    assert "똠방각하" in course.questions[1].answer[0].html
    assert [one.subject for one in course.problems] == ["CP949"]
    assert "CP949" in course.problems[0].message


# One bad byte


BROKEN = [
    # As bytes, as what is read, the encoding, and where: line, byte, NUL.
    ("옛글".encode() + b"\xff", "옛글\ufffd", "utf-8", [(1, 7, False)]),
    (b"text\0text", "text\ufffdtext", "utf-8", [(1, 5, True)]),
    (b"\xef\xbb\xbfa\r\nb\0\0", "a\nb\ufffd\ufffd", "utf-8", [(2, 8, True)]),
    ("가\r나\r".encode() + b"\xea\xb0", "가\n나\n\ufffd", "utf-8", [(3, 9, False)]),
    ("# 오래된 글\n왜?\n".encode("cp949") + b"\xff\n", "# 오래된 글\n왜?\n\ufffd\n", "cp949", None),
    ("왜\0?".encode("cp949"), "왜\ufffd?", "cp949", [(1, 3, True)]),
    (b"\xff\xfe" + "왜\n\0?".encode("utf-16-le"), "왜\n\ufffd?", "utf-16-le", [(2, 7, True)]),
    (b"\xff\xfe" + "왜".encode("utf-16-le") + b"?", "왜\ufffd", "utf-16-le", [(1, 5, False)]),
    (b"\xfe\xff\0a\xd8\0\0b", "a\ufffdb", "utf-16-be", [(1, 5, False)]),
    # Western programs of before UTF-8: no Korean is made of their letters and quotation marks.
    ("le café est là".encode("latin-1"), "le caf\ufffd est l\ufffd", "utf-8", [(1, 7, False)]),
    ("\u201cIt\u2019s fine\u201d".encode("cp1252"), "\ufffdIt\ufffds fine\ufffd", "utf-8", None),
    # Much of it is UTF-8, and one line was pasted from elsewhere.
    (
        "위는 모두 새 글\n".encode() + "옛글".encode("cp949"),
        "위는 모두 새 글\n",
        "utf-8",
        [(2, 23, False)],
    ),
    (b"\x80\x81\xff\xfe text", "\ufffd\ufffd\ufffd\ufffd text", "utf-8", [(1, 1, False)]),
]


@pytest.mark.parametrize(("data", "text", "encoding", "faults"), BROKEN)
def test_what_is_no_text_is_replaced_and_told_of(
    data: bytes, text: str, encoding: str, faults: list[tuple[int, int, bool]] | None
) -> None:
    found = decoded(data)
    assert found.encoding == encoding
    assert found.text == text or (text.endswith("\n") and found.text.startswith(text + "\ufffd"))
    assert found.faults
    assert faults is None or list(found.faults) == faults


def test_a_text_that_holds_the_sign_itself_is_whole() -> None:
    assert decoded("a \ufffd b".encode()) == ("a \ufffd b", "utf-8", ())


def test_a_file_with_bad_bytes_opens_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = TEXT.encode() + b"  * \xffa\xfe\0b\n  * good\n  * \0c\n"
    path.write_bytes(data)
    before = path.stat()
    course = load_course(path)
    (question,) = course.questions
    assert "\ufffda\ufffd\ufffdb" in question.answer[0].html
    assert "\ufffdc" in question.answer[0].html
    assert [(one.kind, one.line) for one in course.problems] == [("bad-byte", 5), ("bad-byte", 7)]
    assert f"byte {data.index(0xFF) + 1} of the file is no UTF-8" in course.problems[0].message
    assert f"byte {data.rindex(0) + 1} of the file is a NUL" in course.problems[1].message
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_many_bad_lines_are_told_of_up_to_a_bound() -> None:
    text = "some text of a trainee\n" * 5
    found = decoded((text.encode() + b"\xff\n") * 400)
    assert [one.line for one in found.faults] == list(range(6, 606, 6))


@pytest.mark.parametrize(
    "unit", [b"\xff a few words\n", b"a\0 few words\n", b"\xb0\xa1 \xff few words\r"]
)
def test_reading_bad_bytes_takes_time_linear_in_them(unit: bytes) -> None:
    # Done byte by byte from the beginning, this would take hours.
    found = decoded(unit * 200_000)
    assert found.text.count("\ufffd") == 200_000
    assert len(found.faults) == 100


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG"),
        (b"GIF89a" + b"\1\0" * 40, "GIF"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        ("# 제목".encode("utf-32"), "UTF-32"),
        (bytes(range(256)) * 40, ""),
        (b"# Title\n" + b"\0" * 4096, ""),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    with pytest.raises(NotText, match=r"a\.md: not a text file") as caught:
        load_course(path)
    assert caught.value.detail == kind
    (tmp_path / "b.md").write_text(TEXT, encoding="utf-8")
    course = load_course(tmp_path)
    assert [one.title for one in course.questions] == ["왜요?"]
    [problem] = course.problems
    assert (problem.kind, problem.file) == ("unreadable-file", "a.md")
    assert kind in problem.message


# Files and folders that are no course


def test_nothing_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.md", tmp_path / "none" / "a.md", tmp_path / "a\0b.md"):
        with pytest.raises(CourseMissing):
            load_course(path)
    (tmp_path / "a.md").write_bytes(b"")
    with pytest.raises(CourseMissing):
        load_course(tmp_path / "a.md" / "b.md")


def test_an_empty_file_is_an_empty_course(tmp_path: Path) -> None:
    path = tmp_path / "a.b.md"
    path.write_bytes(b"")
    course = load_course(path)
    assert (course.title, course.chapters, course.problems) == ("a.b", (), ())


def test_any_text_opens_when_asked_for_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert load_course(path).title == "제목"
    with pytest.raises(NoMarkdown):
        load_course(tmp_path)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NoMarkdown):
        load_course(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_never_keeps_anyone_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(NoMarkdown):
        load_course(tmp_path / "a.md")
    with pytest.raises(NoMarkdown):
        load_course(tmp_path)
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    with pytest.raises(NoMarkdown):
        load_course(tmp_path / "b.md")
    (tmp_path / "c.md").write_text(TEXT, encoding="utf-8")
    assert names(tmp_path) == ["c.md"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/dev/zero")
    with pytest.raises(NoMarkdown):
        load_course(tmp_path / "a.md")


def test_a_folder_called_like_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "a.md"
    folder.mkdir()
    with pytest.raises(NoMarkdown):
        load_course(folder)
    (folder / "b.md").write_text(TEXT, encoding="utf-8")
    assert names(folder) == ["b.md"]
    assert names(tmp_path) == ["a.md/b.md"]


# Limits


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_bytes(b"x" * 1000)
    monkeypatch.setattr(source, "LARGEST_FILE", 1000)
    monkeypatch.setattr(source, "LARGEST_COURSE", 3000)
    monkeypatch.setattr(source, "MOST_FILES", 3)
    monkeypatch.setattr(source, "MOST_ENTRIES", 3)
    assert names(tmp_path) == ["a.md", "b.md", "c.md"]
    for limit in ("LARGEST_COURSE", "MOST_FILES", "MOST_ENTRIES"):
        with monkeypatch.context() as patch:
            patch.setattr(source, limit, getattr(source, limit) - 1)
            with pytest.raises(CourseTooLarge, match="too large"):
                load_course(tmp_path)
    monkeypatch.setattr(source, "LARGEST_FILE", 999)
    for path in (tmp_path, tmp_path / "a.md"):
        with pytest.raises(CourseTooLarge):
            load_course(path)


# Order and links


def test_reading_order(tmp_path: Path) -> None:
    made = [
        *("10-c.md", "2-b.md", "README.md", "a.MD", "1.markdown", "x.mdown", "y.mkd", "z.txt"),
        *("2/b.md", "10/a.md", "2/readme.md", "2/1/c.md", "나.md", "가.md"),
    ]
    for name in made:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    assert names(tmp_path) == [
        *("README.md", "1.markdown", "2-b.md", "10-c.md", "a.MD", "x.mdown", "y.mkd"),
        *("가.md", "나.md", "2/readme.md", "2/b.md", "2/1/c.md", "10/a.md"),
    ]


def test_the_order_of_equal_names_does_not_depend_on_the_disk() -> None:
    same = ["\uac00.md", "\u1100\u1161.md", "A.md", "a.md", "01.md", "1.md"]
    listed = [sorted(names, key=reading_order) for names in (same, same[::-1])]
    assert listed[0] == listed[1]


def test_hidden_names_and_stores_are_no_course(tmp_path: Path) -> None:
    for name in (".git", "_build", "node_modules", "chapter"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(TEXT, encoding="utf-8")
    for name in ("._a.md", ".hidden.md", "_shown.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert names(tmp_path) == ["_shown.md", "chapter/a.md"]


def test_links_are_not_followed_in_a_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    course = tmp_path / "course"
    for folder in (outside, course):
        folder.mkdir()
        (folder / "a.md").write_text(TEXT, encoding="utf-8")
    (course / "loop").symlink_to(course, target_is_directory=True)
    (course / "out").symlink_to(outside, target_is_directory=True)
    (course / "b.md").symlink_to(outside / "a.md")
    (course / "self.md").symlink_to(course / "self.md")
    assert names(course) == ["a.md"]
    with pytest.raises(CourseUnreadable):
        load_course(course / "self.md")
    # A link that was asked for by name is.
    assert load_course(course / "b.md").title == "제목"
    assert load_course(course / "out").title == "제목"


def test_very_deep_folders_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 0
    try:
        while depth < 1200:
            Path("d").mkdir()
            os.chdir("d")
            depth += 1
        (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
        assert names(tmp_path) == ["a.md"]
    finally:
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()


# What the system refuses

OPEN = """
import os, sys
from pathlib import Path
from msp_desktop.course.errors import CourseError
from msp_desktop.course.loader import load_course

# What is imported on the way must be there before the rights to read it are gone.
load_course(Path(sys.argv[1]))
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    course = load_course(Path(sys.argv[2]))
except CourseError as error:
    print(type(error).__name__, error.detail)
else:
    print(course.title, [(one.kind.value, one.subject) for one in course.problems])
"""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """Return a folder that others than root can reach, unlike pytest's own."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    for folder in (place / "course", place / "course" / "closed"):
        folder.chmod(0o755)
    shutil.rmtree(place)


def opened_by_nobody(path: Path, fixtures: Path) -> str:
    """Return what a process without root's rights says of a course."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(fixtures / "small-ko.md"), str(path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_what_cannot_be_read(open_place: Path, fixtures: Path) -> None:
    course = open_place / "course"
    closed = course / "closed"
    closed.mkdir(parents=True)
    for path in (course / "a.md", course / "b.md", closed / "c.md"):
        path.write_text(TEXT, encoding="utf-8")
    assert opened_by_nobody(course, fixtures) == "course []"
    (course / "a.md").chmod(0)
    closed.chmod(0)
    assert opened_by_nobody(course, fixtures) == (
        "제목 [('unreadable-file', 'closed'), ('unreadable-file', 'a.md')]"
    )
    assert opened_by_nobody(course / "a.md", fixtures) == "CourseUnreadable Permission denied"
    (course / "b.md").chmod(0)
    assert opened_by_nobody(course, fixtures) == "CourseUnreadable closed, a.md, b.md"
    course.chmod(0)
    assert opened_by_nobody(course, fixtures) == "CourseUnreadable Permission denied"
    assert opened_by_nobody(course / "b.md", fixtures) == "CourseUnreadable Permission denied"


# Folders as courses


def test_a_folder_of_files(fixtures: Path) -> None:
    course = load_course(fixtures / "folder")
    assert course.title == "A course in files"
    assert [(one.level, one.title, one.file, len(one.questions)) for one in course.chapters] == [
        (1, "A course in files", "README.md", 0),
        (1, "Files", "2-files.md", 0),
        (2, "Names", "2-files.md", 1),
        (2, "Links", "2-files.md", 1),
        (1, "10-processes", "10-processes.md", 1),
        (1, "그림", "부록/그림.md", 1),
    ]
    assert course.preface == ()
    assert len({one.id for one in course.chapters}) == 6
    assert [one.lines.first for one in course.questions] == [5, 12, 1, 3]


def test_files_with_one_chapter_each_keep_their_own_titles(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = f"# {name.upper()}\n\n## Questions\n\n* Why {name}?\n  * So.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "c.md").write_bytes(b"")
    course = load_course(tmp_path)
    assert [(one.level, one.title) for one in course.chapters] == [
        *((1, "A"), (2, "Questions"), (1, "B"), (2, "Questions"))
    ]


def test_a_folder_with_one_file_is_that_file(tmp_path: Path) -> None:
    folder = tmp_path / "v1.2"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    assert load_course(folder).title == "제목"
    (folder / "a.md").write_text("* Why?\n  * So.\n", encoding="utf-8")
    assert load_course(folder).title == "a"
    (folder / "b.md").write_text(TEXT, encoding="utf-8")
    assert load_course(folder).title == "v1.2"


def test_a_folder_named_by_a_dot_has_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert load_course(Path()).title == "course"


def test_every_error_names_path_and_reason(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load_course(tmp_path / "없음.md")
    assert str(caught.value) == f"{tmp_path / '없음.md'}: no such file or folder"
