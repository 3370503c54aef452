"""The Korean of the commands about the notebook (see :mod:`msp_desktop.cli_words`)."""

from __future__ import annotations

from msp_desktop.course import errors as courses
from msp_desktop.notebook import errors as notebooks
from msp_desktop.notebook.exchange.bringing import FolderWanted
from msp_desktop.notebook.exchange.unpacking import Fault

KINDS = {
    "courses": "과정 {number}개",
    "notes": "메모 {number}개",
    "bookmarks": "북마크 {number}개",
    "highlights": "형광펜 {number}개",
    "tags": "태그 {number}개",
    "pins": "핀 {number}개",
    "reviews": "복습 {number}회",
    "files": "파일 {number}개",
}
"""How many of a kind there are."""

TEXTS = {
    # What the commands are for.
    "What you wrote, without a window.": "적어 둔 것을 창 없이 다룹니다.",
    "take what is written in a course elsewhere": "과정에 적은 것을 다른 곳으로 내보냅니다",
    "Write what is written in a course as Markdown (md), W3C Web Annotations (jsonld) or a table"
    " (csv), or its questions as an Anki deck (anki: a text file to be imported) or a study sheet"
    " (html).": "과정에 적은 것을 Markdown(md), W3C 웹 주석(jsonld), 표(csv)로, 과정의 질문을"
    " Anki 덱(anki: 가져올 텍스트 파일)이나 학습지(html)로 내보냅니다.",
    "a Markdown file, a folder or a zip": "Markdown 파일, 폴더 또는 zip",
    "default: %(default)s": "기본값: %(default)s",
    "write the course and all that is written in it into one file, to be imported elsewhere": (
        "과정과 거기에 적은 모든 것을 다른 곳에서 가져올 수 있는 파일 하나로 씁니다"
    ),
    "write it there instead of printing it": "화면에 출력하지 않고 이 파일에 씁니다",
    "which ones go into anki and html (default: %(default)s)": (
        "anki와 html에 넣을 질문 (기본값: %(default)s)"
    ),
    "only questions tagged so": "이 태그가 붙은 질문만",
    "bring a study capsule into the notebook": "학습 캡슐을 메모 파일로 가져옵니다",
    "Bring a study capsule into the notebook. What is there is backed up first and merged with what"
    " comes; nothing of either is lost.": "학습 캡슐을 메모 파일로 가져옵니다. 지금 있는 것을 먼저"
    " 백업하고 가져온 것과 합칩니다. 어느 쪽도 잃지 않습니다.",
    "a file that export --capsule wrote": "export --capsule로 만든 파일",
    "put its course into a folder below this one; without it, into the course that is known"
    " already": "과정을 이 폴더 아래에 넣습니다. 없으면 이미 아는 과정과 합칩니다",
    "look whether a notebook is sound": "메모 파일이 온전한지 살펴봅니다",
    "Read notebooks whole and look whether anything in them is damaged.": (
        "메모 파일을 모두 읽어 손상된 곳이 있는지 살펴봅니다."
    ),
    "Exit status: 0 where all are sound, 1 where damage is found, 2 where one cannot be read.": (
        "종료 상태: 모두 온전하면 0, 손상을 찾으면 1, 읽을 수 없는 것이 있으면 2."
    ),
    "notebooks or backups (default: your notebook)": "메모 파일이나 백업 (기본값: 내 메모 파일)",
    "print JSON": "JSON으로 출력합니다",
    "back a notebook up": "메모 파일을 백업합니다",
    "Copy a notebook, open or not, into a folder of backups, unless the newest one there holds the"
    " same.": "메모 파일을 백업 폴더에 복사합니다. 열려 있어도 됩니다. 가장 최근 백업과 내용이"
    " 같으면 복사하지 않습니다.",
    "a notebook (default: yours)": "메모 파일 (기본값: 내 메모 파일)",
    "default: backups, beside the notebook": "기본값: 메모 파일 옆의 backups",
    "go back to a backup, or list them": "백업으로 되돌리거나 백업을 나열합니다",
    "Put a backup in the notebook's place; what stood there is set aside and can be restored like a"
    " backup. Without PATH, list what can be restored.": "메모 파일을 백업으로 바꿉니다. 전에 있던"
    " 것은 따로 보관되며 백업처럼 복원할 수 있습니다. PATH가 없으면 복원할 수 있는 것을"
    " 나열합니다.",
    "a backup, or its name in the folder of backups": "백업 파일, 또는 백업 폴더에 있는 이름",
    "of a damaged notebook: save what can be read, together with the newest backup": (
        "손상된 메모 파일에서 읽을 수 있는 것을 가장 최근 백업과 함께 살립니다"
    ),
    "the notebook to replace (default: yours)": "바꿀 메모 파일 (기본값: 내 메모 파일)",
    "where notebook, settings and cache are": "메모 파일, 설정, 캐시가 있는 곳",
    # What they say.
    "nothing": "없음",
    "nothing is written in {course} yet": "{course}에는 아직 적은 것이 없습니다",
    "left out {name}: it cannot be read or taken along": ("{name}: 읽거나 넣을 수 없어 뺐습니다"),
    "{path}: {files} of the course and what is written in it": (
        "{path}: 과정의 {files}와 거기에 적은 것"
    ),
    "nothing new: everything in it is here already": "새로운 것 없음: 모두 이미 있습니다",
    "added": "새로 생김",
    "changed": "새 내용으로 바뀜",
    "merged": "합쳐짐",
    "in conflict, both versions kept": "양쪽에서 바뀌어 둘 다 남김",
    "bookmark": "북마크",
    "note": "메모",
    "highlight": "형광펜",
    "tag": "태그",
    "pin": "핀",
    "review": "복습",
    "{error}; nothing was changed": "{error} 바뀐 것은 없습니다",
    "{error} with --course-to FOLDER": "{error} --course-to 폴더",
    "cannot write {path}: {reason}": "{path}에 쓸 수 없습니다: {reason}",
    "{path}: cannot be read": "{path}: 읽을 수 없음",
    "{path}: damaged": "{path}: 손상됨",
    "To save what can be read: msp-desktop notebook restore --salvage": (
        "읽을 수 있는 것을 살리려면: msp-desktop notebook restore --salvage"
    ),
    "{path}: sound (format {version}; {held})": "{path}: 온전함 (형식 {version}; {held})",
    "nothing new: the newest backup in {folder} holds the same": (
        "새로운 것 없음: {folder}의 가장 최근 백업과 같습니다"
    ),
    "What stood there is kept as {path}": "전에 있던 것은 {path}에 보관했습니다",
    "{notebook} is what {source} was.": "{notebook}을(를) {source}의 내용으로 되돌렸습니다.",
    "Nothing can be saved from {notebook}, and there is no backup in {folder}.": (
        "{notebook}에서 살릴 수 있는 것이 없고, {folder}에 백업도 없습니다."
    ),
    "The damaged file is kept as {path}": "손상된 파일은 {path}에 보관했습니다",
    "Saved from the damaged notebook: {numbers}.": "손상된 메모 파일에서 살린 것: {numbers}.",
    "From {backup}: {numbers}.": "{backup}에서 더한 것: {numbers}.",
    "Lost: {numbers}.": "잃은 것: {numbers}.",
    "Nothing is known to be lost.": "잃은 것은 확인되지 않았습니다.",
    "Notes of which only an earlier text is left: {number}.": (
        "이전 내용만 남은 메모: {number}개."
    ),
    "The file was of the first format, which does not show every damage.": (
        "파일이 첫 형식이어서 모든 손상을 알아볼 수는 없습니다."
    ),
    "there is no backup in {folder}": "{folder}에 백업이 없습니다",
    ", replaced by a backup then": ", 그때 백업으로 바뀜",
    "cannot be restored: {error}": "복원할 수 없음: {error}",
    "last note: “{words}”": "마지막 메모: “{words}”",
    "against now: the same": "지금과 비교하면: 같음",
    "against now: {changes}": "지금과 비교하면: {changes}",
    "{things} come back": "{things} 되살아남",
    "{things} go": "{things} 없어짐",
    "{things} as they were then": "{things} 그때 내용으로",
    "{things} as it was then": "{things} 그때 내용으로",
    "{things} comes back": "{things} 되살아남",
    "{things} goes": "{things} 없어짐",
}
"""Texts as they stand in the source, and their Korean."""

_ERRORS: dict[object, str] = {
    notebooks.Obstacle.PERMISSION: "{path}에 쓸 권한이 없습니다. 권한을 얻거나 다른 데이터 폴더를"
    " 선택하세요.",
    notebooks.Obstacle.READ_ONLY: "{path}에는 읽기만 허용됩니다. 쓸 수 있는 디스크의 데이터 폴더를"
    " 선택하세요.",
    notebooks.Obstacle.FULL: "디스크가 가득 차서 {path}에 저장할 수 없습니다. 공간을 확보하세요.",
    notebooks.Obstacle.FAILING: "디스크 오류로 {path}에 쓸 수 없습니다. 디스크를 확인하거나 다른"
    " 데이터 폴더를 선택하세요.",
    notebooks.NotebookForeign: "{path} 파일은 다른 프로그램의 것이어서 그대로 두었습니다.",
    notebooks.NotebookDamaged: "{path} 메모 파일이 손상되었습니다({finding}). 파일은 그대로"
    " 두었습니다. 따로 보관하고 백업을 복원하세요.",
    notebooks.NotebookNewer: "{path} 파일은 이 프로그램의 새 버전에서 작성되었습니다(형식"
    " {version}, 이 프로그램은 {known}까지). 저장하려면 새 버전을 설치하세요.",
    notebooks.NotebookBusy: "다른 프로그램이 {path} 파일을 사용하고 있습니다. 그 프로그램을 닫거나"
    " 다시 해 보세요.",
    notebooks.NotebookMissing: "{path}에 메모 파일이 없습니다.",
    notebooks.CourseUnknown: "{path} 메모 파일에 이 과정이 없습니다. 과정을 다시 여세요.",
    notebooks.NotebookReplaced: "{path} 메모 파일이 열려 있는 동안 다른 파일로 바뀌었습니다. 다시"
    " 여세요.",
    courses.CourseMissing: "{path}: 그런 파일이나 폴더가 없습니다.",
    courses.CourseUnreadable: "{path}: 읽을 수 없습니다: {detail}",
    courses.NoMarkdown: "{path}: Markdown 파일(.md, .markdown)이 없습니다.",
    courses.NotText: "{path}: 텍스트 파일이 아닙니다.",
    courses.CourseEmpty: "{path}: 비어 있습니다.",
    courses.CourseTooLarge: "{path}: 너무 큽니다: {detail}",
    courses.BadZip: "{path}: 열 수 있는 zip이 아닙니다.",
    Fault.FOREIGN: "{path}: 학습 캡슐이 아닙니다.",
    Fault.DAMAGED: "{path}: 손상되었거나 잘렸습니다. 만든 곳에서 다시 복사하세요.",
    Fault.NEWER: "{path}: 더 새로운 버전의 프로그램이 만들었습니다. 그 버전을 설치하면 열 수"
    " 있습니다.",
    Fault.UNSAFE: "{path}: 안에 폴더 밖을 가리키는 이름이 있습니다. 실수로 생길 수 없는"
    " 캡슐입니다.",
    Fault.TOO_LARGE: "{path}: 캡슐이 담을 수 있는 것보다 많은 것이 들어 있습니다.",
    FolderWanted: "{path}: 과정 “{title}”이(가) 아직 없습니다. 넣을 곳을 정해 주세요:",
}


def error_text(error: Exception) -> str:
    """Return what is to be said of an error, in English where nothing is known of its kind."""
    keys = (getattr(error, "reason", None), getattr(error, "fault", None), *type(error).__mro__)
    for key in keys:
        found = _ERRORS.get(key)
        if found is not None:
            return found.format(**vars(error))
    return str(error)
