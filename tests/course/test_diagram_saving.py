"""Saving an author's pins and links beside a picture."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from msp_desktop.course.diagrams import Box, Edit, Maps, Pin, SidecarError, save
from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from pathlib import Path

COURSE = "# T\n\n## 볼륨\n\n* 왜 쓰나요?\n  * 그래서.\n* Where?\n  * Here.\n\n### S\n\n![](a.png)\n"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(COURSE, encoding="utf-8")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    return tmp_path / "a.png"


def there(picture: Path) -> Any:
    return json.loads(picture.with_name("a.png.links.json").read_text(encoding="utf-8"))


def test_a_photograph_becomes_a_map(picture: Path) -> None:
    course = load_course(picture.parent)
    maps = Maps(course)
    pins = [
        Pin("eth0", Box(0.123456789, 0.5), "eth0", (maps.name_of(course.question_ids[0]),)),
        Pin("디스크", Box(0.25, 0.75, 0.5, 0.25), questions=("Where?",), note="칠판 아래"),
    ]
    path = save(picture, Edit(pins=pins))
    assert path == picture.with_name("a.png.links.json")
    assert there(picture) == {
        "version": 1,
        "pins": [
            {"id": "eth0", "x": 0.12346, "y": 0.5, "label": "eth0", "questions": ["왜 쓰나요?"]},
            {
                "id": "디스크",
                "x": 0.25,
                "y": 0.75,
                "w": 0.5,
                "h": 0.25,
                "questions": ["Where?"],
                "note": "칠판 아래",
            },
        ],
    }
    assert "왜 쓰나요?" in path.read_text(encoding="utf-8")
    made = maps.of("a.png")
    assert (made.flaws, made.unlinked) == ((), ())
    assert [(one.id, one.note) for one in made.elements] == [("eth0", ""), ("디스크", "칠판 아래")]
    # Nothing is left of having written it.
    assert sorted(one.name for one in picture.parent.iterdir()) == [
        *("a.md", "a.png", "a.png.links.json")
    ]


def test_what_others_wrote_stays(picture: Path) -> None:
    picture.with_name("a.png.links.json").write_text(
        json.dumps(
            {
                "$schema": "mine",
                "version": 1,
                "elements": {
                    "x": {"label": "X", "questions": ["Where?"], "colour": "red"},
                    "y": "Where?",
                    "z": ["Where?"],
                },
                "pins": [
                    {"x": 0.1, "y": 0.1, "questions": "Where?", "by": "teacher"},
                    {"id": "b", "x": 0.2, "y": 0.2, "w": 0.1, "h": 0.1, "note": "old", "by": "me"},
                    7,
                    {"id": "c", "x": 0.3, "y": 0.3},
                ],
                "order": ["x"],
            }
        )
    )
    edit = Edit(
        pins=[Pin("b", Box(0.25, 0.2), "B"), Pin("d", Box(0.4, 0.4), note="new")],
        removed=["c", "nothing"],
        links={"x": [], "y": ["왜 쓰나요?", "Where?"], "z": (), "w": ["Where?"], "v": []},
    )
    save(picture, edit)
    assert there(picture) == {
        "$schema": "mine",
        "version": 1,
        "elements": {
            "x": {"label": "X", "colour": "red"},
            "y": ["왜 쓰나요?", "Where?"],
            "w": ["Where?"],
        },
        "pins": [
            {"id": "pin-1", "x": 0.1, "y": 0.1, "questions": "Where?", "by": "teacher"},
            {"id": "b", "x": 0.25, "y": 0.2, "label": "B", "by": "me"},
            7,
            {"id": "d", "x": 0.4, "y": 0.4, "note": "new"},
        ],
        "order": ["x"],
    }
    before = there(picture)
    save(picture, Edit())
    assert there(picture) == before


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"version": 1,\n"pins": [}', 2),
        ("[]", 1),
        ('{"version": 2}', 0),
        ('{"version": 1, "pins": {}}', 0),
        ('{"version": 1, "elements": []}', 0),
        ("[" * 90_000, 1),
        ('{"version": 1, "x": "' + "x" * 2_000_000 + '"}', 0),
        ('{"version": 1, "x": NaN}', 1),
        ('{"version": 1, "x": 1e999}', 0),
        ('{"version": 1, "x": ' + "9" * 5000 + "}", 0),
    ],
)
def test_what_could_not_be_kept_is_not_touched(picture: Path, text: str, line: int) -> None:
    path = picture.with_name("a.png.links.json")
    path.write_text(text)
    with pytest.raises(SidecarError) as caught:
        save(picture, Edit(pins=[Pin("a", Box(0, 0))]))
    assert (caught.value.path, caught.value.line) == (path, line)
    assert caught.value.reason
    assert path.read_text() == text


def test_a_file_that_is_no_text_is_not_touched(picture: Path) -> None:
    path = picture.with_name("a.png.links.json")
    path.write_bytes(b'{"version": 1, "x": "\xff"}')
    with pytest.raises(SidecarError, match="UTF-8"):
        save(picture, Edit(pins=[Pin("a", Box(0, 0))]))
    assert path.read_bytes() == b'{"version": 1, "x": "\xff"}'


def test_too_much_is_not_written(picture: Path) -> None:
    save(picture, Edit(pins=[Pin("a", Box(0, 0), "A")]))
    before = there(picture)
    with pytest.raises(SidecarError, match="larger"):
        save(picture, Edit(pins=[Pin("b", Box(0, 0), note="n" * (1 << 20))]))
    assert there(picture) == before


def test_a_disk_that_refuses_leaves_what_was_there(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(picture, Edit(pins=[Pin("a", Box(0, 0), "A")]))
    before = there(picture)

    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SidecarError, match="No space left"):
        save(picture, Edit(pins=[Pin("b", Box(0, 0))]))
    monkeypatch.undo()
    assert there(picture) == before
    assert len(list(picture.parent.iterdir())) == 3
    picture.with_name("b.png.links.json").mkdir()
    with pytest.raises(SidecarError):
        save(picture.with_name("b.png"), Edit(pins=[Pin("b", Box(0, 0))]))
    with pytest.raises(SidecarError):
        save(picture.parent / "gone" / "b.png", Edit(pins=[Pin("b", Box(0, 0))]))


def test_who_may_read_it_stays(picture: Path) -> None:
    path = save(picture, Edit(pins=[Pin("a", Box(0, 0), "A")]))
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
    path.chmod(0o640)
    save(picture, Edit(pins=[Pin("a", Box(0, 0), "B")]))
    assert path.stat().st_mode & 0o777 == 0o640


def test_half_a_character_is_none(picture: Path) -> None:
    save(picture, Edit(pins=[Pin("a", Box(0, 0), "\ud83d")]))
    assert there(picture)["pins"][0]["label"] == "?"
