"""Courses in zips: opened like folders, and refused where anything in them is not as it should."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import stat
import struct
import unicodedata
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from msp_desktop.course import zip_entries, zips
from msp_desktop.course.cache import CourseCache
from msp_desktop.course.errors import (
    BadZip,
    Cancelled,
    CourseError,
    CourseMissing,
    CourseTooLarge,
    NoMarkdown,
    NotText,
    ZipFault,
)
from msp_desktop.course.loader import Opening, load_cached, load_course
from msp_desktop.course.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# 이미지\n\n* 층은 공유되나요?\n  * 네.\n\n![그림](img/층.png)\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "courses"


@pytest.fixture
def cache(place: Path) -> CourseCache:
    return CourseCache(place)


def zipped(path: Path, files: dict[str, str | bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in options.items():
                setattr(info, key, value)
            file.writestr(info, data)
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a zip with a course in it as people send them: one folder at the top."""
    return zipped(
        tmp_path / "강의 자료.zip",
        {
            "course/": b"",
            "course/10. 볼륨.md": "# 볼륨\n\n* 무엇인가요?\n  * 폴더.\n",
            "course/2. 이미지.md": TEXT,
            "course/img/층.png": PICTURE,
            "course/notes.txt": "not wanted",
            "course/.hidden.md": TEXT,
            "course/_drafts/a.md": TEXT,
            "__MACOSX/course/._2. 이미지.md": "of the system",
            "__MACOSX/course/img/._층.png": "of the system",
        },
    )


def unpacked(place: Path) -> list[Path]:
    return sorted(place.with_name("courses-unpacked").glob("*"))


def test_a_zip_opens_as_its_folder_would(course: Path, cache: CourseCache, place: Path) -> None:
    opened = load_course(course, cache)
    assert [one.title for one in opened.chapters] == ["이미지", "볼륨"]
    assert (opened.source, opened.title) == (course, "강의 자료")
    assert opened.root.name == "course"
    assert opened.problems == ()
    assert (opened.root / "img" / "층.png").read_bytes() == PICTURE
    names = {str(one.relative_to(opened.root)) for one in opened.root.rglob("*") if one.is_file()}
    assert names == {"10. 볼륨.md", "2. 이미지.md", "img/층.png"}
    assert load_cached(course, cache) == opened
    without = load_course(course)
    assert without.chapters == opened.chapters
    assert without.root != opened.root


def test_what_is_unpacked_is_not_unpacked_or_read_again(
    course: Path, cache: CourseCache, place: Path
) -> None:
    opened = load_course(course, cache)
    os.utime(course, (1000, 1000))
    assert load_cached(course, cache) == opened
    # It cannot be read any more, and need not.
    state = course.stat()
    with course.open("r+b") as file:
        file.write(b"\0" * state.st_size)
    os.utime(course, ns=(state.st_atime_ns, state.st_mtime_ns))
    if course.stat().st_ctime_ns == state.st_ctime_ns:
        assert load_cached(course, cache) == opened
    (folder,) = unpacked(place)
    moved = course.with_name("moved.zip")
    zipped(moved, {"a.md": TEXT})
    load_course(moved, cache)
    assert folder.exists()
    assert len(unpacked(place)) == 2


@pytest.mark.parametrize("damage", ["file", "size", "manifest", "picture"])
def test_what_is_unpacked_and_damaged_is_unpacked_again(
    course: Path, cache: CourseCache, place: Path, damage: str
) -> None:
    opened = load_course(course, cache)
    (folder,) = unpacked(place)
    match damage:
        case "file":
            (opened.root / "2. 이미지.md").unlink()
        case "size":
            (opened.root / "2. 이미지.md").write_text("# Other\n", encoding="utf-8")
        case "manifest":
            (folder / "files.json").write_bytes(b"[" * 100_000)
        case _:
            shutil.rmtree(opened.root / "img")
    again = load_course(course, cache)
    assert again == opened
    assert (again.root / "img" / "층.png").read_bytes() == PICTURE
    assert len(unpacked(place)) == 1


def test_another_zip_in_its_place_is_another_course(course: Path, cache: CourseCache) -> None:
    first = load_course(course, cache)
    zipped(course, {"a.md": "# New\n\n* Why?\n  * So.\n"})
    assert load_cached(course, cache) is None
    second = load_course(course, cache)
    assert (first.title, second.title) == ("강의 자료", "New")
    assert second.root != first.root


def test_a_folder_called_like_a_zip_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.zip"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    assert load_course(folder).root == folder


# Names


def with_raw_names(path: Path, names: dict[bytes, bytes], extra: bytes = b"") -> Path:
    """Write a zip whose names are bytes of an encoding that it does not tell."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number, (raw, data) in enumerate(names.items()):
            info = zipfile.ZipInfo(f"{number}".rjust(len(raw), "x"))
            info.extra = extra
            file.writestr(info, data)
    content = made.getvalue()
    for number, raw in enumerate(names):
        content = content.replace(f"{number}".rjust(len(raw), "x").encode(), raw)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "euc-kr"])
def test_names_without_a_flag_are_read_as_koreans_write_them(tmp_path: Path, encoding: str) -> None:
    names = {"강의/도커 컨테이너.md": TEXT, "강의/img/층.png": "x"}
    path = with_raw_names(
        tmp_path / "a.zip", {name.encode(encoding): data.encode() for name, data in names.items()}
    )
    course = load_course(path)
    assert [one.file for one in course.chapters] == ["도커 컨테이너.md"]
    assert course.problems == ()


def test_names_in_no_encoding_still_open(tmp_path: Path) -> None:
    path = with_raw_names(tmp_path / "a.zip", {b"\x80\xff.md": TEXT.encode()})
    assert load_course(path).questions


def test_a_name_in_utf_8_beside_the_other_one_counts(tmp_path: Path) -> None:
    raw = b"?????.md"
    for checksum, expected in ((crc32(raw), "그림.md"), (0, "?????.md")):
        field = struct.pack("<BL", 1, checksum) + "그림.md".encode()
        extra = struct.pack("<HH", 0x1234, 2) + b"ab" + struct.pack("<HH", 0x7075, len(field))
        path = with_raw_names(tmp_path / "a.zip", {raw: TEXT.encode()}, extra + field)
        assert [one.file for one in load_course(path).chapters] == [expected]


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    names = {unicodedata.normalize("NFD", name): "x" for name in ("폴더/층.png",)}
    path = zipped(tmp_path / "a.zip", {unicodedata.normalize("NFD", "폴더/층.md"): TEXT, **names})
    course = load_course(path)
    assert [one.file for one in course.chapters] == ["층.md"]
    assert (course.root / "층.png").exists()


def test_names_as_windows_and_others_write_them(tmp_path: Path) -> None:
    names = ["folder\\a.md", "./folder/b.md", "folder//c.md", "folder/what? why#1%20.md"]
    course = load_course(zipped(tmp_path / "a.zip", {name: f"# {name}\n" for name in names}))
    found = [one.file for one in course.chapters]
    assert found == ["a.md", "b.md", "c.md", "what? why#1%20.md"]


# What is refused


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/a.md", "../a.md", "a/../../b.md", "..\\a.md", "C:\\a.md", "c:a.md", "\\a.md"),
        *("\\\\server\\share\\a.md", "a/..", "../picture.png", "../not-even-wanted.txt"),
    ],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, cache: CourseCache, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {"good.md": TEXT, name: TEXT})
    assert fault_of(path, cache) is ZipFault.UNSAFE
    assert {one.name for one in tmp_path.iterdir()} <= {"a.zip", "cache"}


def fault_of(path: Path, cache: CourseCache | None = None) -> ZipFault:
    with pytest.raises(BadZip) as caught:
        load_course(path, cache)
    assert str(path) in str(caught.value)
    return caught.value.fault


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.md", TEXT)
        link = zipfile.ZipInfo("b.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    assert fault_of(path) is ZipFault.UNSAFE


def patched(path: Path, name: bytes, at: int, value: bytes) -> None:
    """Change a field of an entry in both of its headers; ``at`` counts as in the first one."""
    data = bytearray(path.read_bytes())
    local = data.index(b"PK\x03\x04")
    central = data.index(b"PK\x01\x02")
    data[local + at : local + at + len(value)] = value
    data[central + at + 2 : central + at + 2 + len(value)] = value
    path.write_bytes(data)


def test_what_is_encrypted_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": TEXT})
    patched(path, b"a.md", 6, b"\x01\0")
    assert fault_of(path) is ZipFault.ENCRYPTED


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 95, 99])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": TEXT})
    patched(path, b"a.md", 8, struct.pack("<H", method))
    assert fault_of(path) is ZipFault.UNSUPPORTED


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"no zip at all" * 100, b"PK\x05\x06" + b"\0" * 17, b"PK\x03\x04" * 50]
)
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert fault_of(path) is ZipFault.DAMAGED


def test_no_zip_there_and_one_without_markdown(tmp_path: Path, cache: CourseCache) -> None:
    with pytest.raises(CourseMissing):
        load_course(tmp_path / "none.zip", cache)
    for files in ({}, {"a.txt": "x"}, {"img/a.png": "x"}):
        path = zipped(tmp_path / "a.zip", files)
        with pytest.raises(NoMarkdown) as caught:
            load_course(path, cache)
        assert caught.value.path == path


def test_a_zip_with_nothing_that_is_text_names_itself(tmp_path: Path, cache: CourseCache) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": b"\0\1" * 20})
    for _ in range(2):
        with pytest.raises(NotText) as caught:
            load_course(path, cache)
        assert caught.value.path == path


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": TEXT, "a.md/b.md": TEXT})
    assert fault_of(path) is ZipFault.DAMAGED


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": TEXT, "b.md": TEXT, "c/d.md": TEXT, "e.txt": "x"})
    for limit, value in (("LARGEST", 3 * len(TEXT.encode())), ("MOST_TAKEN", 3), ("DEEPEST", 2)):
        with monkeypatch.context() as patch:
            patch.setattr(zip_entries, limit, value)
            assert load_course(path).questions
            patch.setattr(zip_entries, limit, value - 1)
            assert fault_of(path) is ZipFault.TOO_LARGE
    for limit, value in (("MOST_ENTRIES", 4), ("RATIO_FROM", 10**9)):
        with monkeypatch.context() as patch:
            patch.setattr(zip_entries, limit, value)
            assert load_course(path).questions
    monkeypatch.setattr(zip_entries, "MOST_ENTRIES", 3)
    assert fault_of(path) is ZipFault.TOO_LARGE
    monkeypatch.setattr("msp_desktop.course.survey.LARGEST_ZIP", 100)
    with pytest.raises(CourseTooLarge):
        load_course(path)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, cache: CourseCache) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": b" " * (zip_entries.RATIO_FROM + 1)})
    assert fault_of(path, cache) is ZipFault.TOO_LARGE
    # Its list of entries alone would fill the memory.
    huge = zipped(tmp_path / "b.zip", {"a.md": TEXT})
    data = huge.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    size = struct.pack("<L", zip_entries.LARGEST_DIRECTORY + 1)
    huge.write_bytes(data[: end + 12] + size + data[end + 16 :])
    assert fault_of(huge, cache) is ZipFault.TOO_LARGE


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": os.urandom(5000)})
    data = path.read_bytes()
    central, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[central:end]
    more = [entry.replace(b"a.md", b"%c.md" % letter) for letter in b"bcd"]
    directory = entry + b"".join(more)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 4, 4, len(directory), central, 0)
    path.write_bytes(data[:central] + directory + tail)
    assert fault_of(path) is ZipFault.TOO_LARGE


def test_a_zip_that_says_too_little_is_not_believed(tmp_path: Path, cache: CourseCache) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": TEXT * 1000})
    patched(path, b"a.md", 22, struct.pack("<L", 10))
    assert fault_of(path, cache) is ZipFault.DAMAGED


def test_mutilated_zips_never_do_more_than_be_refused(
    course: Path, cache: CourseCache, tmp_path: Path
) -> None:
    whole = course.read_bytes()
    dice = random.Random(11)
    before = {one for one in tmp_path.rglob("*") if "cache" not in str(one)}
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        course.write_bytes(data)
        with suppress(CourseError):
            load_course(course, cache)
    assert {one for one in tmp_path.rglob("*") if "cache" not in str(one)} == before


# Room


def test_giving_up_leaves_nothing(course: Path, cache: CourseCache, place: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        Opening(course, cache, progress=progress).known()
    assert unpacked(place) == []


def test_what_was_used_longest_ago_makes_room(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(1, 100))
    cache = CourseCache(place, clock=lambda: next(moments) * 10**9)
    paths = [zipped(tmp_path / f"{one}.zip", {"a.md": f"# {one}\n{TEXT}"}) for one in range(4)]
    size = len(f"# 0\n{TEXT}".encode())
    monkeypatch.setattr(zips, "MOST_KEPT", 2 * size)
    roots = [load_course(path, cache).root for path in paths[:2]]
    load_course(paths[0], cache)
    stale = unpacked(place)[0].with_name("unpacking-x.tmp")
    stale.mkdir()
    os.utime(stale, (-zips._STALE, -zips._STALE))
    roots.append(load_course(paths[2], cache).root)
    assert [root.exists() for root in roots] == [True, False, True]
    assert not stale.exists()
    monkeypatch.setattr(zips, "MOST_KEPT", 1)
    roots.append(load_course(paths[3], cache).root)
    assert [root.exists() for root in roots] == [False, False, False, True]
    assert json.loads((unpacked(place)[0] / "files.json").read_bytes()) == {"a.md": size}


def test_a_cache_that_cannot_be_written_is_an_error_that_says_so(
    course: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    with pytest.raises(CourseError) as caught:
        load_course(course, CourseCache(blocked / "courses"))
    assert caught.value.path == course
