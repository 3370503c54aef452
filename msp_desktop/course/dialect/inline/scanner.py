"""The driver of the inline rules: one text is read once, from left to right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.build import build
from msp_desktop.course.dialect.inline.pairing import pair
from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.inline.run import Run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from msp_desktop.course.dialect.blocks.footnote import Footnote
    from msp_desktop.course.dialect.blocks.reference import References


class InlineScanner(Treeprocessor):
    """Python-Markdown's inline stage, replaced: raw text in a tree becomes inline elements.

    The rules are those of ``md.inlinePatterns``, in its order; a processor that is no
    :class:`InlineRule` has no place in one reading from left to right and is not asked.  Text that
    is an ``AtomicString`` is left as it is.
    """

    def __init__(self, md: Markdown, references: References, notes: Mapping[str, Footnote]) -> None:
        super().__init__(md)
        self._notes = notes
        self._patterns = md.inlinePatterns
        self._references = references
        self._rules: dict[str, list[InlineRule]] = {}
        self._special = re.compile("(?!)")

    def run(self, root: Element) -> None:
        """Read every raw text and tail in a tree of blocks."""
        self._prepare()
        for element in list(root.iter()):
            for child in list(element):
                if child.tail and not isinstance(child.tail, AtomicString):
                    child.tail, found = self._scan(child.tail)
                    place = list(element).index(child) + 1
                    element[place:place] = found
            if element.text and not isinstance(element.text, AtomicString):
                element.text, element[0:0] = self._scan(element.text)

    def _prepare(self) -> None:
        """Sort the rules by trigger; extensions may have registered more since the last text."""
        self._rules.clear()
        for rule in self._patterns:
            if isinstance(rule, InlineRule):
                for trigger in rule.triggers:
                    self._rules.setdefault(trigger, []).append(rule)
        marks: set[str] = set()
        letters: dict[str, set[str]] = {}
        for rule in self._patterns:
            if isinstance(rule, InlineRule):
                (letters.setdefault(rule.ahead, set()) if rule.ahead else marks).update(
                    rule.triggers
                )
        parts = [f"[{re.escape(''.join(sorted(marks)))}]"]
        parts += [f"[{''.join(sorted(some))}](?={ahead})" for ahead, some in letters.items()]
        self._special = re.compile("|".join(parts))

    def _scan(self, text: str) -> tuple[str | None, list[Element]]:
        """Return the text before the first inline element, and the elements with their tails."""
        special = self._special.search(text)
        if special is None:
            return text, []
        run = Run(text, self._references, self._notes)
        while special is not None:
            start = special.start()
            if start > run.position:
                run.pieces.append(text[run.position : start])
            run.position = start
            for rule in self._rules[special[0]]:
                if (rule.in_raw_code or not run.raw.in_code) and rule.read(run):
                    break
            else:
                run.pieces.append(special[0])
                run.position += 1
            special = self._special.search(text, run.position)
        run.pieces.append(text[run.position :])
        pair(run.delimiters)
        return build(run.pieces)
