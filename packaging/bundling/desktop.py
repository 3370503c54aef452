"""What tells a Linux desktop of the program: its entry, kinds of files, icons and description."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

APP = "msp-desktop"
COMPONENT = "org.msp_desktop.MSPDesktop"
CAPSULE_TYPE = "application/x-msp-capsule"
TYPES = ("text/markdown", CAPSULE_TYPE)
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)

SUMMARY = {
    "": "Read courses of questions and answers, and take notes",
    "ko": "질문과 답변으로 된 과정을 읽고 메모합니다",
}


def entry() -> str:
    """Return the desktop entry."""
    return f"""[Desktop Entry]
Type=Application
Name=MSP Desktop
GenericName=Course Reader
GenericName[ko]=과정 읽기
Comment={SUMMARY[""]}
Comment[ko]={SUMMARY["ko"]}
Exec={APP} %f
Icon={APP}
Terminal=false
Categories=Education;Qt;
Keywords=course;markdown;study;notes;questions;
Keywords[ko]=과정;마크다운;공부;메모;질문;
MimeType={";".join(TYPES)};
StartupNotify=true
StartupWMClass={APP}
Actions=new-window;safe-mode;

[Desktop Action new-window]
Name=New window
Name[ko]=새 창
Exec={APP} --new-window

[Desktop Action safe-mode]
Name=Start in safe mode
Name[ko]=안전 모드로 시작
Exec={APP} --safe-mode
"""


def kinds_of_files(ending: str) -> str:
    """Return the description of the study capsule, whose names have this ending.

    Markdown is known everywhere.
    """
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{CAPSULE_TYPE}">
    <comment>MSP study capsule</comment>
    <comment xml:lang="ko">MSP 학습 캡슐</comment>
    <sub-class-of type="application/zip"/>
    <icon name="{CAPSULE_TYPE.replace("/", "-")}"/>
    <glob pattern="*{escape(ending)}"/>
  </mime-type>
</mime-info>
"""


def description(version: str, now: datetime, ending: str) -> str:
    """Return the AppStream metadata of a version that was made ``now``."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{COMPONENT}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>MSP Desktop</name>
  <summary>{SUMMARY[""]}</summary>
  <summary xml:lang="ko">{SUMMARY["ko"]}</summary>
  <developer id="org.msp_desktop">
    <name>The MSP Desktop authors</name>
  </developer>
  <description>
    <p>A calm reader for courses of questions and answers written in Markdown. Choose a question
    on the left, read its answer, look at the chapter's diagram beside it and write notes that are
    saved as you type.</p>
    <p xml:lang="ko">마크다운으로 쓴 질문과 답변 과정을 조용히 읽는 프로그램입니다. 왼쪽에서 질문을
    고르고, 답변을 읽고, 옆에 있는 그림을 보면서 메모를 적습니다. 메모는 쓰는 대로 저장됩니다.</p>
    <p>It works without a network, in Korean and English.</p>
    <p xml:lang="ko">인터넷 없이 한국어와 영어로 쓸 수 있습니다.</p>
  </description>
  <launchable type="desktop-id">{APP}.desktop</launchable>
  <icon type="stock">{APP}</icon>
  <categories>
    <category>Education</category>
  </categories>
  <provides>
    <binary>{APP}</binary>
    <mediatype>text/markdown</mediatype>
    <mediatype>{CAPSULE_TYPE}</mediatype>
  </provides>
  <keywords>
    <keyword>markdown</keyword>
    <keyword>{escape(ending.lstrip("."))}</keyword>
  </keywords>
  <supports>
    <control>keyboard</control>
    <control>pointing</control>
  </supports>
  <requires>
    <display_length compare="ge">640</display_length>
  </requires>
  <languages>
    <lang>ko</lang>
    <lang>en</lang>
  </languages>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="{escape(version)}" date="{now.astimezone(UTC):%Y-%m-%d}"/>
  </releases>
</component>
"""


def write_icons(icons: Path, share: Path) -> None:
    """Write the icons in ``icons``, as SVG and drawn in all sizes, where desktops look for them."""
    from bundling.icons import drawn

    for source, place, name in (
        ("msp-desktop.svg", "apps", APP),
        ("msp-capsule.svg", "mimetypes", CAPSULE_TYPE.replace("/", "-")),
    ):
        drawing = (icons / source).read_bytes()
        scalable = share / "icons/hicolor/scalable" / place
        scalable.mkdir(parents=True, exist_ok=True)
        (scalable / f"{name}.svg").write_bytes(drawing)
        for size in SIZES:
            folder = share / f"icons/hicolor/{size}x{size}" / place
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.png").write_bytes(drawn(drawing, size).png)
