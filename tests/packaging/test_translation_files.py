"""The check of the translations, driven with Qt's own tools on a small interface."""

import pytest

import translations

WINDOW = """
from PySide6.QtWidgets import QWidget


class Window(QWidget):
    def fill(self, count):
        self.setWindowTitle(self.tr("Notes of {name}"))
        self.tr("%n notes", "", count)
"""
KOREAN = {"Notes of {name}": "{name}의 노트", "%n notes": "노트 %n개"}
HOW = "“python3 packaging/dev.py translations” brings the files up to date."


@pytest.fixture
def project(tmp_path):
    (tmp_path / "msp_desktop" / "ui").mkdir(parents=True)
    (tmp_path / "msp_desktop" / "ui" / "window.py").write_text(WINDOW)
    return tmp_path


@pytest.fixture
def translated(project):
    translations.update(project)
    translate(project, "ko", *KOREAN.values())
    translate(project, "en", "%n note", "%n notes")
    translations.update(project)
    return project


def ts(project, language):
    return project / "resources" / "translations" / f"msp-desktop_{language}.ts"


def translate(project, language, *forms):
    """Fill in the file's empty forms, in their order, as a translator would."""
    file = ts(project, language)
    text = file.read_text().replace(' type="unfinished"', "")
    for form in forms:
        empty = min(
            (place, tag)
            for tag in ("<translation></translation>", "<numerusform></numerusform>")
            if (place := text.find(tag)) >= 0
        )[1]
        text = text.replace(empty, empty.replace("><", f">{form}<"), 1)
    file.write_text(text)


def edit(project, language, old, new):
    file = ts(project, language)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_translated_files_have_no_problems(translated):
    assert translations.problems(translated) == []
    assert ts(translated, "ko").with_suffix(".qm").stat().st_size > 0


def test_english_holds_plural_forms_only(translated):
    assert "%n notes" in ts(translated, "en").read_text()
    assert "Notes of" not in ts(translated, "en").read_text()


def test_strings_without_any_file_are_missing(project):
    found = translations.problems(project)
    assert "msp-desktop_ko.ts: not there yet: Window: “Notes of {name}”" in found
    assert "msp-desktop_en.ts: not there yet: Window: “%n notes”" in found
    assert found[-1] == HOW
    assert not ts(project, "ko").exists(), "the check writes nothing"


def test_new_and_gone_strings_are_noticed(translated):
    source = translated / "msp_desktop" / "ui" / "window.py"
    source.write_text(WINDOW.replace('self.tr("Notes of {name}")', 'self.tr("All of {name}")'))
    before = ts(translated, "ko").read_text()
    assert translations.problems(translated) == [
        "msp-desktop_ko.ts: not there yet: Window: “All of {name}”",
        "msp-desktop_ko.ts: no longer used: Window: “Notes of {name}”",
        HOW,
    ]
    assert ts(translated, "ko").read_text() == before


def test_an_update_alone_leaves_them_untranslated(project):
    translations.update(project)
    found = translations.problems(project)
    assert "msp-desktop_ko.ts: not translated: Window: “Notes of {name}”" in found
    assert "msp-desktop_ko.ts: not translated: Window: “%n notes”" in found
    assert "msp-desktop_en.ts: not translated: Window: “%n notes”" in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<translation>{name}의 노트", '<translation type="unfinished">{name}의 노트'),
        ("{name}의 노트", ""),
        ("노트 %n개", " "),
    ],
)
def test_an_unfinished_or_empty_translation_is_noticed(translated, old, new):
    edit(translated, "ko", old, new)
    found = translations.problems(translated)
    assert any(line.startswith("msp-desktop_ko.ts: not translated: Window:") for line in found)


def test_a_lost_placeholder_is_noticed(translated):
    edit(translated, "ko", "{name}의 노트", "노트")
    other = "msp-desktop_ko.ts: other placeholders than in English: Window: “Notes of {name}”"
    assert other in translations.problems(translated)


def test_a_compiled_file_of_another_text_is_noticed(translated):
    edit(translated, "ko", "{name}의 노트", "{name}의 필기")
    assert translations.problems(translated) == [
        "msp-desktop_ko.qm: not what lrelease makes of msp-desktop_ko.ts",
        HOW,
    ]


def test_an_interface_without_strings_needs_no_files(tmp_path):
    assert translations.problems(tmp_path) == []
    (tmp_path / "msp_desktop" / "ui").mkdir(parents=True)
    (tmp_path / "msp_desktop" / "ui" / "__init__.py").touch()
    assert translations.problems(tmp_path) == []
    translations.update(tmp_path)
    assert translations.problems(tmp_path) == []
