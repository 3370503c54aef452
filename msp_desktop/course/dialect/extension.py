"""The dialect as an extension of Python-Markdown.

Python-Markdown's stages stay: preprocessors, block parser, tree processors with inline patterns,
serialiser.  What fills them is replaced: a further inline rule is registered the usual way, a
further kind of block is one more line in ``BLOCK_RULES``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.util import Registry

from msp_desktop.course.dialect.blocks.definition import start_definition
from msp_desktop.course.dialect.blocks.fence import start_fence
from msp_desktop.course.dialect.blocks.footnote import start_footnote
from msp_desktop.course.dialect.blocks.heading import start_heading
from msp_desktop.course.dialect.blocks.html import start_html
from msp_desktop.course.dialect.blocks.lists import start_item
from msp_desktop.course.dialect.blocks.math import start_math
from msp_desktop.course.dialect.blocks.parser import BlockRule, ContainerParser
from msp_desktop.course.dialect.blocks.quote import start_quote
from msp_desktop.course.dialect.blocks.rule import start_rule
from msp_desktop.course.dialect.blocks.setext import start_setext
from msp_desktop.course.dialect.blocks.table import start_table
from msp_desktop.course.dialect.front_matter import FrontMatter
from msp_desktop.course.dialect.inline.address import AddressRule
from msp_desktop.course.dialect.inline.autolink import AutolinkRule
from msp_desktop.course.dialect.inline.code import CodeRule
from msp_desktop.course.dialect.inline.emoji import EmojiRule
from msp_desktop.course.dialect.inline.emphasis import EmphasisRule
from msp_desktop.course.dialect.inline.entity import EntityRule
from msp_desktop.course.dialect.inline.escape import EscapeRule
from msp_desktop.course.dialect.inline.html import HtmlRule
from msp_desktop.course.dialect.inline.linebreak import LineBreakRule
from msp_desktop.course.dialect.inline.link import ClosingRule, OpeningRule
from msp_desktop.course.dialect.inline.mail import MailLinks
from msp_desktop.course.dialect.inline.mark import MarkRule
from msp_desktop.course.dialect.inline.math import MathRule
from msp_desktop.course.dialect.inline.scanner import InlineScanner
from msp_desktop.course.dialect.inline.strike import StrikeRule
from msp_desktop.course.dialect.inline.subscript import SubscriptRule
from msp_desktop.course.dialect.inline.superscript import SuperscriptRule
from msp_desktop.course.dialect.notes import NoteSection
from msp_desktop.course.dialect.serializer import to_html

if TYPE_CHECKING:
    from markdown import Markdown

    from msp_desktop.course.dialect.blocks.reference import References

BLOCK_RULES = (
    BlockRule(">", start_quote),
    BlockRule("#", start_heading),
    BlockRule("`~", start_fence),
    BlockRule("<", start_html),
    BlockRule("$", start_math),
    BlockRule("=-", start_setext),
    BlockRule("*-_", start_rule),
    BlockRule("*+-0123456789", start_item),
    BlockRule("|:-", start_table),
    BlockRule("[", start_footnote),
    BlockRule(":", start_definition),
)
"""How blocks start, in the order in which the rules are asked."""

_INLINE_RULES = (
    ("escape", EscapeRule),
    ("code", CodeRule),
    ("math", MathRule),
    ("autolink", AutolinkRule),
    ("html", HtmlRule),
    ("entity", EntityRule),
    ("linebreak", LineBreakRule),
    ("opening", OpeningRule),
    ("closing", ClosingRule),
    ("emphasis", EmphasisRule),
    ("address", AddressRule),
    ("emoji", EmojiRule),
    ("subscript", SubscriptRule),
    ("strike", StrikeRule),
    ("mark", MarkRule),
    ("superscript", SuperscriptRule),
)


class NormaliseLines(Preprocessor):
    """Every line end becomes one, NUL the replacement character; tabs stay as they are."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a document, without an empty one behind its last line end."""
        text = "\n".join(lines).removeprefix("\ufeff").replace("\0", "\ufffd")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not lines[-1]:
            lines.pop()
        return lines


class CourseDialect(Extension):
    """CommonMark and GitHub's additions, instead of Python-Markdown's own syntax.

    ``bare_addresses`` says whether addresses among text become links.
    """

    def __init__(self, *, bare_addresses: bool = True) -> None:
        super().__init__()
        self._bare_addresses = bare_addresses

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Replace what fills the stages of a Markdown instance."""
        md.preprocessors = Registry[Preprocessor]()
        references: References = {}
        parser = md.parser = ContainerParser(md, BLOCK_RULES, references)
        md.preprocessors.register(NormaliseLines(md), "normalise_lines", 20)
        md.preprocessors.register(FrontMatter(md, parser), "front_matter", 10)
        md.inlinePatterns = Registry[Pattern]()
        for order, (name, rule) in enumerate(_INLINE_RULES):
            if rule is not AddressRule or self._bare_addresses:
                md.inlinePatterns.register(rule(), name, 200 - 10 * order)
        for name in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(name)
        md.treeprocessors.register(InlineScanner(md, references, parser.notes), "inline", 20)
        if self._bare_addresses:
            md.treeprocessors.register(MailLinks(md), "mail", 15)
        md.treeprocessors.register(NoteSection(md), "notes", 10)
        for name in ("raw_html", "amp_substitute"):
            md.postprocessors.deregister(name)
        self._md = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Set the serialiser, which Python-Markdown chooses itself after its extensions."""
        self._md.serializer = to_html
