"""The language that the program speaks: words, dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

from msp_desktop.paths import resources
from msp_desktop.ui.languages import spoken, system_language
from msp_desktop.ui.settings import Language

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from msp_desktop.ui.settings import Settings


class Speech(QObject):
    """Has an application speak the language of the settings."""

    def __init__(self, app: QCoreApplication, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self._translators: list[QTranslator] = []
        self._locale_set = False

    @property
    def language(self) -> str:
        """Either "ko" or "en": as chosen, or as the system's; Korean where that says nothing."""
        if self._settings.language is not Language.SYSTEM:
            return self._settings.language.value
        return spoken()

    def translate(self) -> None:
        """Let what is made from now on have its words in the language, Qt's own ones as well."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (
            (f"qtbase_{self.language}", qt),
            (f"msp-desktop_{self.language}", str(resources() / "translations")),
        ):
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._translators.append(translator)

    def set_locale(self) -> None:
        """Let dates and numbers go with the words, where Qt would not do so by itself."""
        as_the_system = self._settings.language is Language.SYSTEM and system_language()
        if not as_the_system:
            from PySide6.QtCore import QLocale

            QLocale.setDefault(QLocale(self.language))
            self._locale_set = True
        elif self._locale_set:
            from PySide6.QtCore import QLocale

            QLocale.setDefault(QLocale.system())
