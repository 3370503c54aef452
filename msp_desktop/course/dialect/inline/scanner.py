"""The driver of the inline rules: one text is read once, from left to right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from msp_desktop.course.dialect.inline.build import build
from msp_desktop.course.dialect.inline.emphasis import pair
from msp_desktop.course.dialect.inline.rule import InlineRule
from msp_desktop.course.dialect.inline.run import Run

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from msp_desktop.course.dialect.blocks.reference import References


class InlineScanner(Treeprocessor):
    """Python-Markdown's inline stage, replaced: raw text in a tree becomes inline elements.

    The rules are those of ``md.inlinePatterns``, in its order; a processor that is no
    :class:`InlineRule` has no place in one reading from left to right and is not asked.  Text that
    is an ``AtomicString`` is left as it is.
    """

    def __init__(self, md: Markdown, references: References) -> None:
        super().__init__(md)
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
        self._special = re.compile(f"[{re.escape(''.join(self._rules))}]")

    def _scan(self, text: str) -> tuple[str | None, list[Element]]:
        """Return the text before the first inline element, and the elements with their tails."""
        special = self._special.search(text)
        if special is None:
            return text, []
        run = Run(text, self._references)
        while special is not None:
            start = special.start()
            if start > run.position:
                run.pieces.append(text[run.position : start])
            run.position = start
            for rule in self._rules[special[0]]:
                if rule.read(run):
                    break
            else:
                run.pieces.append(special[0])
                run.position += 1
            special = self._special.search(text, run.position)
        run.pieces.append(text[run.position :])
        pair(run.delimiters)
        return build(run.pieces)
