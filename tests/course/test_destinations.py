"""Where the links of a course lead when they are followed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from msp_desktop.course.destinations import Destinations, Kind, Target
from msp_desktop.course.links import reference
from msp_desktop.course.loader import load_course
from msp_desktop.course.page import course_html

if TYPE_CHECKING:
    from pathlib import Path

    from msp_desktop.course.model import Course

README = """# 컨테이너 수업

먼저 [도커](docker/)를 읽습니다.

## 준비

* 무엇을 설치하나요?
  * 도커를 설치합니다.

    #### 설치 확인
"""
VOLUMES = """# Volumes

* Why are volumes used?
  * They outlive containers.

### Places

<a id="place"></a>Below `/var/lib/docker`.

## Bind mounts

* What is a bind mount?
  * A folder of the host.
"""
FILES = {
    "README.md": README,
    "docker/1-volumes.md": VOLUMES,
    "docker/C#.md": "# Sharp\n\n* Why?\n  * So.\n",
    "docker/why?.md": "# Why\n\n* Why?\n  * So.\n",
    "docker/네트워크.md": "# 네트워크\n\n* 왜 쓰나요?\n  * 이어 줍니다.\n",
    "docker/my notes.md": "# My notes\n\n* Why?\n  * So.\n",
    "k8s/README.md": "# Cluster\n\n* Why?\n  * So.\n",
    "k8s/a.md": "# A\n\n* Why?\n  * So.\n",
    "k8s/Pod-Probes.md": "# Probes\n\n* Why?\n  * So.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("links") / "course"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("img/pod.png", "slides.pdf", "src/main.go", "docker/_drafts/later.md"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    (root.parent / "secret.md").write_text("# Secret\n")
    (root / "linked.md").symlink_to(root.parent / "secret.md")
    return root


@pytest.fixture(scope="module")
def course(folder: Path) -> Course:
    return load_course(folder)


def follow(course: Course, address: str, file: str = "docker/1-volumes.md") -> Target:
    return Destinations(course).target(reference(address, file))


def reads(course: Course, target: Target) -> str:
    """Return what is read at a place: a question's title or a chapter's."""
    found = course.question(target.question)
    chapter = next((one for one in course.chapters if one.id == target.chapter), None)
    return found.title if found else chapter.title if chapter else "preface"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("../README.md", "컨테이너 수업"),
        ("..", "컨테이너 수업"),
        ("#", "Volumes"),
        ("#top", "Volumes"),
        ("#volumes", "Volumes"),
        ("#bind-mounts", "Bind mounts"),
        ("#Bind-Mounts", "Bind mounts"),
        ("#bind%20mounts", "Bind mounts"),
        ("#user-content-bind-mounts", "Bind mounts"),
        ("#bind-mounts:~:text=host", "Bind mounts"),
        ("#L3", "Why are volumes used?"),
        ("#L12-L13", "What is a bind mount?"),
        ("1-volumes.md?plain=1#L12", "What is a bind mount?"),
        ("../k8s", "Cluster"),
        ("../k8s/", "Cluster"),
        ("../docker", "Volumes"),
        ("1-volumes", "Volumes"),
        ("Pod-Probes", "Probes"),
        ("pod probes", "Probes"),
        ("C%23.md", "Sharp"),
        ("C#.md", "Sharp"),
        ("why%3F.md", "Why"),
        ("why?.md", "Why"),
        ("why?.md#why", "Why"),
        ("my%20notes.md", "My notes"),
        ("네트워크.md#네트워크", "네트워크"),
        (unicodedata.normalize("NFD", "네트워크.md#네트워크"), "네트워크"),
        ("..\\readme.MD", "컨테이너 수업"),
        ("../README.md#준비", "준비"),
    ],
)
def test_places_to_read(course: Course, address: str, title: str) -> None:
    target = follow(course, address)
    assert target.kind is Kind.PLACE
    assert reads(course, target) == title


def test_files_stored_decomposed_are_found(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "볼륨.md")
    (tmp_path / name).write_text("# 볼륨\n\n* 왜?\n  * 그래서.\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("# A\n\n* Why?\n  * So.\n")
    course = load_course(tmp_path)
    target = follow(course, "%EB%B3%BC%EB%A5%A8.md#볼륨", "a.md")
    assert (target.kind, target.path) == (Kind.PLACE, name)
    assert reads(course, target) == "볼륨"


def test_a_heading_inside_an_answer_has_its_id_there(course: Course) -> None:
    target = follow(course, "../README.md#설치-확인")
    assert reads(course, target) == "무엇을 설치하나요?"
    question = course.question(target.question)
    assert question is not None
    assert f'id="{target.ids[0]}"' in "".join(block.html for block in question.answer)


def test_emoji_and_footnotes_have_ids_on_the_page(tmp_path: Path) -> None:
    text = "# T\n\n* Why?[^1]\n  * So.\n\n    #### :rocket: Up\n\n[^1]: Because.\n"
    (tmp_path / "a.md").write_text(text)
    course = load_course(tmp_path / "a.md")
    html = course_html(course)
    for name in ("rocket-up", "-up", "fnref-1", re.findall('id="at-(fn[^r][^"]*)"', html)[0]):
        target = follow(course, f"#{name}", "a.md")
        assert reads(course, target) == "Why?"
        shown = [one for one in target.ids if f'id="{one}"' in html]
        assert shown[0] == ("at--up" if name.endswith("-up") else f"at-{name}")


def test_an_authors_own_anchor(course: Course) -> None:
    target = follow(course, "#place")
    chapter = next(one for one in course.chapters if one.id == target.chapter)
    blocks = [*chapter.intro, *(b for one in chapter.questions for b in one.answer)]
    assert f'id="{target.ids[0]}"' in "".join(block.html for block in blocks)


@pytest.mark.parametrize(
    ("address", "kind", "path"),
    [
        ("../img/pod.png", Kind.PICTURE, "img/pod.png"),
        ("../slides.pdf", Kind.FILE, "slides.pdf"),
        ("../src/main.go#L3", Kind.FILE, "src/main.go"),
        ("../src", Kind.FILE, "src"),
        ("_drafts/later.md", Kind.COURSE, "docker/_drafts/later.md"),
        ("gone.md", Kind.NO_FILE, "docker/gone.md"),
        ("gone.png", Kind.NO_FILE, "docker/gone.png"),
        ("../linked.md", Kind.NO_FILE, "linked.md"),
        ("a", Kind.PLACE, "k8s/a.md"),
        ("gone", Kind.NO_FILE, "docker/gone"),
        ("../k8s/a.md#gone", Kind.NO_NAME, "k8s/a.md"),
        ("../../secret.md", Kind.REFUSED, "../../secret.md"),
        ("/etc/passwd", Kind.REFUSED, "/etc/passwd"),
        ("file:///etc/passwd", Kind.REFUSED, "file:///etc/passwd"),
        ("", Kind.REFUSED, ""),
        ("https://example.org/#a", Kind.WEB, "https://example.org/#a"),
    ],
)
def test_everything_else(course: Course, address: str, kind: Kind, path: str) -> None:
    target = follow(course, address)
    assert (target.kind, target.path) == (kind, path)


@pytest.mark.parametrize("address", ["", "#x", "?x"])
def test_what_is_no_safe_form_leads_nowhere(course: Course, address: str) -> None:
    assert Destinations(course).target(address).kind is Kind.REFUSED


def test_a_missing_heading_still_leads_to_its_file(course: Course) -> None:
    target = follow(course, "../k8s/a.md#gone")
    assert (target.name, reads(course, target)) == ("gone", "A")


def test_two_files_of_one_name_are_not_guessed_between(tmp_path: Path) -> None:
    for name in ("x/same.md", "y/same.md", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A\n\n* Why?\n  * So.\n")
    assert follow(load_course(tmp_path), "same", "a.md").kind is Kind.NO_FILE


def test_a_file_alone_knows_itself_and_its_neighbours(folder: Path) -> None:
    course = load_course(folder / "README.md")
    assert follow(course, "#준비", "README.md").kind is Kind.PLACE
    assert follow(course, "README.md", "README.md").kind is Kind.PLACE
    assert follow(course, "docker/1-volumes.md#volumes", "README.md") == Target(
        Kind.COURSE, "docker/1-volumes.md"
    )
    preface = follow(course, "#컨테이너-수업", "README.md")
    assert (preface.kind, preface.chapter) == (Kind.PLACE, "")
