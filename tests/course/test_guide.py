"""A folder's README leads, and what it lists gives the order of the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.cache import CourseCache
from msp_desktop.course.loader import load_course

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# {}\n\n* Why?\n  * So.\n"


def written(root: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or TEXT.format(name), encoding="utf-8")
    return root


def order(root: Path, cache: CourseCache | None = None) -> list[str]:
    course = load_course(root, cache)
    # Chapters come as the files do.
    assert [*dict.fromkeys(one.file for one in course.chapters)] == list(course.files)
    return list(course.files)


def test_files_are_read_in_the_order_in_which_the_readme_lists_them(tmp_path: Path) -> None:
    readme = "# Notes\n\nTwo parts.\n\n1. [Volumes](volumes.md#binds)\n2. [Pods](<가 pods.md>)\n"
    names = ("README.md", "README.ko.md", "가 pods.md", "images.md", "volumes.md")
    root = written(tmp_path / "a", dict.fromkeys(names, "") | {"README.md": readme})
    wanted = ["README.md", "README.ko.md", "volumes.md", "가 pods.md", "images.md"]
    cache = CourseCache(tmp_path / "cache")
    assert order(root) == order(root, cache) == order(root, cache) == wanted
    assert load_course(root).title == "Notes"
    (root / "README.md").write_text("# Notes\n\nNothing is listed.\n", encoding="utf-8")
    assert order(root, cache) == [
        "README.md",
        "README.ko.md",
        "images.md",
        "volumes.md",
        "가 pods.md",
    ]


@pytest.mark.parametrize(
    ("readme", "wanted"),
    [
        # A table of contents may be a table.
        (
            "| Day | Notes |\n|---|---|\n| 1 | [c](c.md) |\n| [b](b.md), [d](d/e.md) |\n",
            "c b d/e a f",
        ),
        # A folder is listed with all that is in it.
        ("- [d](d/)\n- [c](c.md)\n- [b](b.md)\n", "d/e c b a f"),
        ("- [d](./d)\n- [c](c.md) first\n- [c](c.md) again\n- [b](b.md)\n", "d/e c b a f"),
        # Nested lists, and endings left out.
        ("- Part 1\n  - [c](c)\n- Part 2\n  - [a](a)\n  - [b](b)\n", "c a b f d/e"),
        # Only some of many, or what stands in a sentence, is no table of contents.
        ("- [f](f.md)\n", "a b c f d/e"),
        ("See [f](f.md), [c](c.md), [b](b.md) and [a](a.md).\n", "a b c f d/e"),
        ("- [f](https://example.org/f.md)\n- [c](../c.md)\n- [b](/b.md)\n", "a b c f d/e"),
        ("- [up](#top)\n- [all](.)\n- [me](README.md)\n", "a b c f d/e"),
    ],
)
def test_what_is_a_list_of_files(tmp_path: Path, readme: str, wanted: str) -> None:
    names = ("README", "a", "b", "c", "d/e", "f")
    root = written(tmp_path, {f"{name}.md": "" for name in names} | {"README.md": readme})
    assert " ".join(order(root)).replace(".md", "") == f"README {wanted}"


def test_each_folder_has_its_own_guide_and_stays_together(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        {
            "README.md": "- [k](k8s/pods.md)\n- [d](docker/README.md)\n- [i](docker/images.md)\n",
            "docker/README.md": "# Docker\n\n- [v](volumes.md)\n- [i](images.md)\n- [x](../k8s/)\n",
            "docker/images.md": "",
            "docker/volumes.md": "",
            "k8s/nodes.md": "",
            "k8s/pods.md": "",
        },
    )
    assert order(root) == [
        *("README.md", "k8s/pods.md", "k8s/nodes.md"),
        *("docker/README.md", "docker/volumes.md", "docker/images.md"),
    ]
    assert [one.title for one in load_course(root).folders] == ["k8s", "Docker"]
