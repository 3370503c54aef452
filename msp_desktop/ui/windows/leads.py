"""What the links of the open course lead to, in words too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QUrl

if TYPE_CHECKING:
    from msp_desktop.course.destinations import Destinations, Target
    from msp_desktop.course.model import Course


class Leads:
    """The links of one edition of a course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._destinations: Destinations | None = None

    def target(self, address: str) -> Target:
        """Return what a link of a page leads to."""
        if self._destinations is None:
            # Nothing is looked up before there is a link to follow.
            from msp_desktop.course.destinations import Destinations

            self._destinations = Destinations(self._course)
        return self._destinations.target(address)

    def words(self, target: Target) -> str:
        """Say where a link leads, as briefly as can be."""
        from msp_desktop.course.destinations import Kind

        translate = QCoreApplication.translate
        if target.kind is Kind.WEB:
            return QUrl(target.path).toDisplayString()
        if target.kind is Kind.PLACE:
            return self._place(target)
        by_kind = {
            Kind.PICTURE: translate("Links", "Picture: {path}"),
            Kind.COURSE: translate("Links", "Not part of this course: {path}"),
            Kind.FILE: translate("Links", "Not shown here: {path}"),
            Kind.NO_FILE: translate("Links", "Not there: {path}"),
            Kind.NO_NAME: translate("Links", "{path}, which has no heading “{name}”"),
        }
        not_followed = translate("Links", "This link is not opened: {path}")
        no_address = translate("Links", "No address")
        words = by_kind.get(target.kind) or (not_followed if target.path else no_address)
        return words.format(path=target.path, name=target.name)

    def trouble(self, target: Target) -> str:
        """Say why a link is not followed, or what is missing where it leads."""
        from msp_desktop.course.destinations import Kind

        translate = QCoreApplication.translate
        by_kind = {
            Kind.NO_NAME: translate("Links", "{path} has no heading “{name}”."),
            Kind.NO_FILE: translate(
                "Links", "The link leads to {path}, and there is no such file."
            ),
            Kind.COURSE: translate("Links", "{path} is not part of the course that is open."),
            Kind.FILE: translate(
                "Links",
                "{path} is not opened: it is neither text nor picture, and a course may come from"
                " anybody. It is in {folder}.",
            ),
        }
        not_followed = translate(
            "Links",
            "This link is not opened: only the web, mail and what is in the course’s folder are."
            " It says {path}",
        )
        no_address = translate("Links", "This link has no address.")
        words = by_kind.get(target.kind) or (not_followed if target.path else no_address)
        folder = (self._course.root / target.path).parent if target.kind is Kind.FILE else ""
        native = QDir.toNativeSeparators(str(folder))
        return words.format(path=target.path, name=target.name, folder=native)

    def _place(self, target: Target) -> str:
        chapter = self._course.chapter(target.chapter)
        question = self._course.question(target.question)
        titles = [chapter.title if chapter else self._course.title]
        titles += [question.title] if question else []
        return " › ".join(titles)
