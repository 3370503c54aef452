"""Capsules that are not ours, cut off, from a later version or made to do harm: all refused."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from exchange_desk import NOW, Writer, moment

from msp_desktop.notebook.exchange.bringing import bring_in
from msp_desktop.notebook.exchange.capsule import write_capsule
from msp_desktop.notebook.exchange.unpacking import CapsuleRefused, Fault
from msp_desktop.notebook.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Members = dict[str, bytes]


class Victim:
    """Who is handed capsules; looks whether anything was touched."""

    def __init__(self, folder: Path, sound: Path) -> None:
        self.folder = folder
        self.notebook = Notebook.open(folder / "data" / "notebook.sqlite3", now=NOW)
        with zipfile.ZipFile(sound) as archive:
            self.members: Members = {one: archive.read(one) for one in archive.namelist()}
        self.manifest: dict[str, Any] = json.loads(self.members.pop("manifest.json"))
        self.value: dict[str, Any] = json.loads(self.members["notebook.json"])

    def refuse(self, capsule: Path, fault: Fault) -> None:
        before = sorted(self.folder.rglob("*"))
        rows = list(self.notebook._connection.iterdump())
        with pytest.raises(CapsuleRefused) as refusal:
            bring_in(
                capsule,
                self.notebook,
                backups=self.folder / "backups",
                folder=self.folder / "courses",
                now=moment(90),
            )
        assert refusal.value.fault is fault, refusal.value
        assert sorted(self.folder.rglob("*")) == before
        assert list(self.notebook._connection.iterdump()) == rows

    def made(self, change: Callable[[zipfile.ZipFile], None] | None = None) -> Path:
        """Make a capsule whose manifest fits its members, whatever these are."""
        described = {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in self.members.items()
        }
        self.manifest["members"] = described | self.manifest.pop("further", {})
        return self.written(json.dumps(self.manifest).encode(), change)

    def written(
        self, manifest: bytes, change: Callable[[zipfile.ZipFile], None] | None = None
    ) -> Path:
        path = self.folder.parent / "made.mspcapsule"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", manifest)
            for name, data in self.members.items():
                archive.writestr(name, data)
            if change is not None:
                change(archive)
        return path

    def noted(self, value: Any) -> Path:
        """Make a capsule with another notebook part."""
        text = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.members["notebook.json"] = text
        return self.made()


@pytest.fixture
def sound(desk: Writer, tmp_path: Path) -> Path:
    path = tmp_path / "sound.mspcapsule"
    portion = desk.notebook.portions.of(desk.course, desk.record)
    write_capsule(desk.course, portion, path, program="MSP Desktop", now=NOW)
    return path


@pytest.fixture
def victim(sound: Path, tmp_path: Path) -> Iterator[Victim]:
    one = Victim(tmp_path / "victim", sound)
    yield one
    one.notebook.close()


def test_the_one_they_are_made_from_is_taken(victim: Victim) -> None:
    capsule = victim.made()
    folder = victim.folder
    assert bring_in(
        capsule,
        victim.notebook,
        backups=folder / "backups",
        folder=folder / "courses",
        now=moment(90),
    )


@pytest.mark.parametrize("data", [b"", b"# Markdown", b"SQLite format 3\0" * 9, b"\x7fELF"])
def test_other_files(victim: Victim, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(data)
    victim.refuse(path, Fault.FOREIGN)


def test_other_zips(victim: Victim, tmp_path: Path) -> None:
    path = tmp_path / "course.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("course.md", "# Course")
    victim.refuse(path, Fault.FOREIGN)
    victim.manifest["format"] = "another"
    victim.refuse(victim.made(), Fault.FOREIGN)


def test_cut_off_anywhere(victim: Victim, sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    path = tmp_path / "cut"
    for end in {2, 3, 30, len(data) // 3, len(data) // 2, len(data) - 30, len(data) - 1}:
        path.write_bytes(data[:end])
        victim.refuse(path, Fault.DAMAGED)


def test_any_bit_that_flipped(victim: Victim, sound: Path, tmp_path: Path) -> None:
    """A bit within what is packed is noticed, wherever it is."""
    data = bytearray(sound.read_bytes())
    with zipfile.ZipFile(sound) as archive:
        spans = [(one.header_offset + 60, one.compress_size - 60) for one in archive.infolist()]
    path = tmp_path / "flipped"
    for start, size in spans:
        for place in range(start, start + max(size, 1), max(1, size // 8)):
            data[place] ^= 4
            path.write_bytes(data)
            victim.refuse(path, Fault.DAMAGED)
            data[place] ^= 4


def test_a_later_version(victim: Victim) -> None:
    victim.manifest |= {"version": 2, "course": "something else by then"}
    victim.refuse(victim.made(), Fault.NEWER)


@pytest.mark.parametrize(
    "name",
    [
        *("course/../../evil.md", "course//evil.md", "/etc/evil.md", "../evil.md", "evil.md"),
        *("course/./evil.md", "course/C:/evil.md", "course\\..\\evil.md", "course/..\\evil.md"),
        *("course/a/.bashrc", "course/a/run.sh", "course/\x01.md", "course/" + "a/" * 40 + "b.md"),
        *("course/caf\u0065\u0301.md", "course/"),
    ],
)
def test_names_that_lead_elsewhere(victim: Victim, name: str) -> None:
    victim.members[name] = b"# Evil"
    victim.refuse(victim.made(), Fault.UNSAFE)


def test_names_that_the_manifest_hides(victim: Victim) -> None:
    hidden = victim.made(lambda archive: archive.writestr("course/../../evil.md", "# Evil"))
    victim.refuse(hidden, Fault.UNSAFE)
    hidden = victim.made(lambda archive: archive.writestr("course/more.md", "# More"))
    victim.refuse(hidden, Fault.DAMAGED)


def test_links(victim: Victim) -> None:
    def link(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("course/link.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    data = b"/etc/passwd"
    described = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    victim.manifest["further"] = {"course/link.md": described}
    victim.refuse(victim.made(link), Fault.UNSAFE)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice(victim: Victim) -> None:
    twice = victim.made(lambda archive: archive.writestr("notebook.json", "{}"))
    victim.refuse(twice, Fault.DAMAGED)


def test_a_file_where_a_folder_is(victim: Victim) -> None:
    victim.members["course/img"] = b"in the way"
    victim.refuse(victim.made(), Fault.DAMAGED)


def test_bombs(victim: Victim) -> None:
    victim.members["course/bomb.md"] = b" " * (40 * 1024 * 1024)
    victim.refuse(victim.made(), Fault.TOO_LARGE)


def test_too_many_members(victim: Victim) -> None:
    def many(archive: zipfile.ZipFile) -> None:
        for number in range(20_001):
            archive.writestr(f"course/{number}.md", b"")

    victim.refuse(victim.made(many), Fault.TOO_LARGE)


def test_a_size_that_lies(victim: Victim) -> None:
    capsule = victim.made()
    manifest = dict(victim.manifest)
    manifest["members"]["course/containers.md"]["size"] -= 1
    victim.refuse(victim.written(json.dumps(manifest).encode()), Fault.DAMAGED)
    assert capsule.exists()


def test_a_digest_that_does_not_fit(victim: Victim) -> None:
    victim.made()
    victim.manifest["members"]["course/containers.md"]["sha256"] = "0" * 64
    victim.refuse(victim.written(json.dumps(victim.manifest).encode()), Fault.DAMAGED)


def test_a_missing_member(victim: Victim) -> None:
    victim.made()
    del victim.members["course/containers.md"]
    victim.refuse(victim.written(json.dumps(victim.manifest).encode()), Fault.DAMAGED)
    del victim.members["notebook.json"]
    victim.refuse(victim.made(), Fault.DAMAGED)


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"[]", b"null", b"{", b'{"course": 1}', b"\xff\xfe", b'"\\ud800"'),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" + b"[]," * 3_000_001 + b"[]]",
        b'{"course": ' + b"9" * 5000 + b"}",
    ],
)
def test_json_that_is_no_notebook(victim: Victim, text: bytes) -> None:
    victim.refuse(victim.noted(text), Fault.DAMAGED)


def _change(value: dict[str, Any], path: str, new: Any) -> None:
    *way, last = path.split("/")
    for step in way:
        value = value[int(step)] if isinstance(value, list) else value[step]
    if isinstance(value, list):
        value[int(last)] = new
    else:
        value[last] = new


@pytest.mark.parametrize(
    ("path", "new"),
    [
        *(("course/id", ""), ("course/id", "a\nb"), ("course/id", 7), ("course/questions/0", None)),
        *(("bookmarks/0/created_at", "yesterday"), ("bookmarks/0/label", ["x"])),
        *(("bookmarks/0/created_at", "2026-03-05T09:30:00+09:00"), ("bookmarks/0/on", "")),
        *(("notes/0/versions", []), ("notes/0/versions/0/revision", 0), ("notes/0/on", None)),
        *(("notes/0/versions/0/revision", 9), ("notes/0/versions/1/revision", 1.5)),
        *(("notes/0/versions/0/text", "\ud800"), ("notes/0/versions/0/revision", True)),
        *(("highlights/0/colour", "beige"), ("highlights/0/anchor/start", -1)),
        *(("highlights/0/anchor/end", 10**30), ("highlights/0/anchor/quote", "other")),
        *(("highlights/0/placed", 1), ("highlights/1/id", "h2"), ("tags/0/name", "#x")),
        *(("tags/0/name", " "), ("reading", 5), ("reading", {"offset": 2}), ("notes", {})),
    ],
)
def test_values_that_make_no_sense(victim: Victim, path: str, new: Any) -> None:
    _change(victim.value, path, new)
    if path == "highlights/1/id":
        victim.value["highlights"][0]["id"] = "h2"
    victim.refuse(victim.noted(victim.value), Fault.DAMAGED)


def test_a_course_that_is_none(victim: Victim) -> None:
    victim.members["course/containers.md"] = b"\0" * 40
    victim.refuse(victim.made(), Fault.DAMAGED)


def test_a_name_for_the_folder_that_leads_elsewhere(victim: Victim) -> None:
    victim.manifest["course"]["name"] = "../../out"
    outcome = bring_in(
        victim.made(),
        victim.notebook,
        backups=victim.folder / "backups",
        folder=victim.folder / "courses",
        now=moment(90),
    )
    assert outcome.record.path.parent.parent == victim.folder / "courses"
