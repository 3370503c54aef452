"""Following links in the window: between files, to headings and footnotes, out, and nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_links import click_link, link_place
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from trainee_course import paint, write_course

from msp_desktop.course.pictures import quoted
from msp_desktop.ui.views.reader.tip import LinkTip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trainee import Trainee

FILES = {
    "README.md": """# 컨테이너 수업

## 시작

* 무엇부터 읽나요?
  * [볼륨](docker/볼륨.md#바인드-마운트)을 읽고, [Pods](k8s/#probes), [폴더](docker/)를 봅니다.
  * [아래](#끝), [그림](docker/img/a%20b.png), [자료](slides.pdf), [없는 글](gone.md#x).
  * [비밀](../secret.md), [빈 링크](), [절](docker/볼륨.md#없는-절), [초안](_drafts/later.md).
  * [안](docker/볼륨.md#안쪽-제목), [웹](https://example.org/a?b=1&c=2).

## 끝

* 다 읽었나요?
  * 네.
""",
    "docker/볼륨.md": """# 볼륨

* 볼륨은 왜 쓰나요?[^1]
  * 컨테이너가 사라져도 남습니다.

"""
    + "\n\n".join(f"  문단 {number}입니다." for number in range(60))
    + """

  #### 안쪽 제목

"""
    + "\n\n".join(f"  아래 문단 {number}입니다." for number in range(60))
    + """

## 바인드 마운트

* 바인드 마운트는 무엇인가요?
  * 호스트의 폴더를 붙입니다. [처음으로](../README.md#시작)

[^1]: 볼륨은 도커가 관리합니다.
""",
    "k8s/README.md": """# Pods

* What is a pod?
  * One or more containers.

## Probes

* When is a pod ready?
  * When its probe says so.
""",
    "_drafts/later.md": "# Later\n\n* What comes later?\n  * This.\n",
}


class Browser(QObject):
    """Stands where the system's browser and mail program would, and everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    schemes = ("http", "https", "mailto", "file", "ftp", "data", "javascript", "vscode")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "open")  # pyright: ignore[reportArgumentType]
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_course(tmp_path / "trees")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "course"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "slides.pdf").write_bytes(b"%PDF")
    (tmp_path / "secret.md").write_text("# Secret\n")
    paint(root / "docker" / "img" / "a b.png", "blue")
    return root


def reads(trainee: Trainee) -> str:
    """Return the title of the question that is being read."""
    question = trainee.course.question(trainee.question)
    return question.title if question else ""


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("docker/%EB%B3%BC%EB%A5%A8.md#%EB%B0%94", "바인드 마운트는 무엇인가요?"),
        ("k8s#probes", "When is a pod ready?"),
        ("docker", "볼륨은 왜 쓰나요?"),
        ("README.md#", "다 읽었나요?"),
    ],
)
def test_a_click_leads_to_another_file_and_back(
    trainee: Trainee, folder: Path, address: str, title: str
) -> None:
    window = trainee.start(folder)
    assert reads(trainee) == "무엇부터 읽나요?"
    click_link(trainee, address)
    assert reads(trainee) == title
    assert title in trainee.page_text
    assert trainee.messages == []
    trainee.until(lambda: trainee.tree_current == trainee.question)
    window.commands["back"].trigger()
    assert reads(trainee) == "무엇부터 읽나요?"
    window.commands["forward"].trigger()
    assert reads(trainee) == title


def test_a_heading_inside_an_answer_is_brought_into_sight(trainee: Trainee, folder: Path) -> None:
    window = trainee.start(folder)
    click_link(trainee, "docker/%EB%B3%BC%EB%A5%A8.md#%EC%95%88")
    reader = window.reader.reader
    assert reads(trainee) == "볼륨은 왜 쓰나요?"
    assert reader.verticalScrollBar().value() > 300
    at_top = reader.cursorForPosition(QPoint(200, 30)).block()
    assert "안쪽 제목" in [at_top.text(), at_top.next().text(), at_top.previous().text()]


def test_footnotes_lead_down_and_up_again(trainee: Trainee, folder: Path) -> None:
    window = trainee.start(folder / "docker" / "볼륨.md")
    bar = window.reader.reader.verticalScrollBar()
    click_link(trainee, "%EB%B3%BC%EB%A5%A8.md#fn")
    assert bar.value() > 300
    assert reads(trainee) == "볼륨은 왜 쓰나요?"
    window.commands["back"].trigger()
    assert bar.value() < 300


def test_back_leads_to_the_link_also_where_nothing_is_asked(
    trainee: Trainee, tmp_path: Path
) -> None:
    prose = "\n\n".join(f"Sentence {number} about pods." for number in range(120))
    text = f"# Prose\n\n{prose}\n\n[On](b.md)\n\n{prose}\n"
    (tmp_path / "a.md").write_text(text)
    (tmp_path / "b.md").write_text("# B\n\n* Why?\n  * So.\n")
    window = trainee.start(tmp_path)
    window.walk.chapter(trainee.course.chapters[0].id)
    place = link_place(trainee, "b.md")
    before = window.reader.reader.verticalScrollBar().value()
    assert before > 300
    QTest.mouseClick(window.reader.reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reads(trainee) == "Why?"
    window.commands["back"].trigger()
    assert abs(window.reader.reader.verticalScrollBar().value() - before) < 3


def test_a_link_to_a_picture_shows_it(trainee: Trainee, folder: Path) -> None:
    window = trainee.start(folder)
    click_link(trainee, "docker/img/")
    trainee.settle()
    shown = window.diagram.shown
    assert shown is not None
    assert shown.path.name == "a b.png"
    assert trainee.messages == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("slides.pdf", "slides.pdf is not opened"),
        ("gone.md", "The link leads to gone.md, and there is no such file."),
        ("refused:..", "It says ../secret.md"),
        ("refused:", "This link has no address."),
    ],
)
def test_a_dead_link_says_so_and_stays(
    trainee: Trainee, folder: Path, browser: Browser, address: str, told: str
) -> None:
    trainee.start(folder)
    if address == "refused:":
        whole = FILES["README.md"].replace("[비밀](../secret.md), ", "")
        (folder / "README.md").write_text(whole, encoding="utf-8")
        trainee.window.commands["reload"].trigger()
        trainee.settle()
    before = trainee.question
    click_link(trainee, address)
    assert [told in one for one in trainee.messages] == [True]
    assert trainee.question == before
    assert not trainee.window.walk.history.can_go_back
    assert browser.asked == []
    # Until a link leads somewhere.
    click_link(trainee, "README.md#")
    assert trainee.messages == []


def test_a_missing_heading_leads_to_its_file_and_says_so(trainee: Trainee, folder: Path) -> None:
    trainee.start(folder)
    click_link(trainee, "docker/%EB%B3%BC%EB%A5%A8.md#%EC%97%86")
    assert reads(trainee) == "볼륨은 왜 쓰나요?"
    assert trainee.messages == ["docker/볼륨.md has no heading “없는-절”."]


def test_a_missing_heading_of_the_same_file_leads_nowhere(trainee: Trainee, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "\n\n".join(f"Sentence {number}." for number in range(90))
    path.write_text(f"# A\n\n{text}\n\n[x](#gone)\n\n{text}\n\n## B\n\n* Why?\n  * So.\n")
    window = trainee.start(path)
    window.walk.chapter("")
    place = link_place(trainee, "a.md#gone")
    before = window.reader.reader.verticalScrollBar().value()
    assert before > 0
    QTest.mouseClick(window.reader.reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert trainee.messages == ["a.md has no heading “gone”."]
    assert window.reader.reader.verticalScrollBar().value() == before


def test_markdown_beside_the_course_can_be_opened(trainee: Trainee, folder: Path) -> None:
    trainee.start(folder)
    click_link(trainee, "_drafts")
    assert trainee.messages == ["_drafts/later.md is not part of the course that is open."]
    [button] = [
        one for one in trainee.window.messages.findChildren(QPushButton) if one.text() == "Open it"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    trainee.until(lambda: trainee.course.source == folder / "_drafts" / "later.md")
    trainee.settle()
    assert "What comes later?" in trainee.page_text
    assert trainee.messages == []


def tip(trainee: Trainee) -> str:
    """Return what is said of the link that is pointed at."""
    tips = trainee.window.findChildren(LinkTip)
    return tips[0].words if tips and tips[0].isVisible() else ""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https:", "https://example.org/a?b=1&c=2"),
        ("k8s", "Probes"),
        ("docker/img", "Picture: docker/img/a b.png"),
        ("slides.pdf", "Not shown here: slides.pdf"),
        ("gone.md", "Not there: gone.md"),
        ("refused:..", "This link is not opened: ../secret.md"),
        ("refused:", "No address"),
        ("_drafts", "Not part of this course: _drafts/later.md"),
        (
            "docker/%EB%B3%BC%EB%A5%A8.md#%EC%97%86",
            "docker/볼륨.md, which has no heading “없는-절”",
        ),
    ],
)
def test_pointing_at_a_link_says_where_it_leads(
    trainee: Trainee, folder: Path, address: str, told: str
) -> None:
    window = trainee.start(folder)
    reader = window.reader.reader
    place = link_place(trainee, address)
    assert tip(trainee) == ""
    QTest.mouseMove(reader.viewport(), place)
    trainee.until(lambda: tip(trainee).startswith(told))
    QTest.mouseMove(reader.viewport(), QPoint(5, 5))
    trainee.until(lambda: tip(trainee) == "")


REFUSED = {
    "js": "javascript:alert(1)",
    "disk": "file:///etc/passwd",
    "chat": "unknown-app+x:room/1",
    "raw": "vbscript:x",
}


def test_links_that_are_refused_look_so_and_say_why_to_the_keyboard_too(
    trainee: Trainee, tmp_path: Path, browser: Browser
) -> None:
    path = tmp_path / "a.md"
    told = [f"[{words}]({address})" for words, address in REFUSED.items() if words != "raw"]
    path.write_text(
        f"# A\n\n* Why?\n  * [web](https://example.org/) {' '.join(told)}"
        " <a href='vbscript:x'>raw</a>\n",
        encoding="utf-8",
    )
    window = trainee.start(path)
    reader = window.reader.reader
    trainee.press(Qt.Key.Key_Tab)
    assert tip(trainee) == "https://example.org/"
    web = reader.textCursor().charFormat()
    for words, address in REFUSED.items():
        trainee.press(Qt.Key.Key_Tab)
        assert reader.textCursor().selectedText() == words
        assert tip(trainee) == f"This link is not opened: {address}"
        looks = reader.textCursor().charFormat()
        assert looks.underlineStyle() != web.underlineStyle()
        assert looks.foreground().color() != web.foreground().color()
        trainee.press(Qt.Key.Key_Return)
        [said] = trainee.messages
        assert "This link is not opened" in said
        assert said.endswith(address)
    assert browser.asked == []


def test_the_keyboard_says_where_links_lead_and_follows_them(
    trainee: Trainee, folder: Path
) -> None:
    window = trainee.start(folder)
    reader = window.reader.reader
    assert reader.hasFocus()
    trainee.press(Qt.Key.Key_Tab)
    assert tip(trainee).startswith("바인드 마운트")
    trainee.press(Qt.Key.Key_Tab)
    assert tip(trainee).startswith("Probes")
    trainee.press(Qt.Key.Key_Return)
    assert reads(trainee) == "When is a pod ready?"
    assert tip(trainee) == ""


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=1&c=2", "http://example.org/%EA%B0%80#x", "mailto:a@example.org"],
)
def test_outside_links_go_to_the_system(
    trainee: Trainee, course: Path, browser: Browser, address: str
) -> None:
    window = trainee.start(course)
    window.reader.reader.anchorClicked.emit(QUrl(address))
    assert browser.asked == [address]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "vscode://file/etc/passwd",
        "//example.org/share",
        "/etc/passwd",
        "nowhere",
        "",
    ],
)
def test_other_links_open_nothing(
    trainee: Trainee, course: Path, browser: Browser, address: str
) -> None:
    window = trainee.start(course)
    before = trainee.question
    window.reader.reader.anchorClicked.emit(QUrl(address))
    assert browser.asked == []
    assert trainee.question == before
    assert len(trainee.messages) == 1


def test_links_on_the_page_are_followed_when_clicked(
    trainee: Trainee, course: Path, browser: Browser
) -> None:
    window = trainee.start(course)
    first, last = trainee.course.questions[0].id, trainee.course.questions[-1].id
    trainee.click_question(last)
    trainee.settle()
    click_link(trainee, "https:")
    assert browser.asked == ["https://example.org/a?b=1&c=2"]
    click_link(trainee, "course.md#")
    assert trainee.question == first
    window.commands["back"].trigger()
    assert trainee.question == last


def test_a_chapter_of_chapters_leads_to_them(trainee: Trainee, tmp_path: Path) -> None:
    file = tmp_path / "기초.md"
    file.write_text(
        "# 도커\n\n## 이미지 & 층\n\n* 이미지는?\n  * 층입니다.\n* 층은?\n  * 묶음입니다.\n\n"
        "## 볼륨/절\n\n### 이름\n\n* 볼륨은?\n  * 남습니다.\n* 이름은?\n  * 붙입니다.\n",
        encoding="utf-8",
    )
    (tmp_path / "b.md").write_text(
        "# 다른 것\n\n* 무엇?\n  * 답\n* 왜?\n  * 답\n", encoding="utf-8"
    )
    window = trainee.start(tmp_path)
    named = {one.title: one.id for one in trainee.course.chapters}
    window.walk.chapter(named["도커"])
    assert "이미지 & 층" in trainee.page_text
    assert "볼륨/절" in trainee.page_text
    assert "이름" not in trainee.page_text
    assert "다른 것" not in trainee.page_text
    click_link(trainee, "chapter:" + quoted(named["볼륨/절"], safe=""))
    assert window.reader.chapter == named["볼륨/절"]
    window.commands["back"].trigger()
    assert window.reader.chapter == named["도커"]
