"""Whether what stands between dollar signs is a formula.

Shells, prices and templates have dollar signs too, and courses about shells have little else.
Where the signs stand is GitHub's and Pandoc's way to tell; here it is what stands between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

MATH = "math"
"""The class of a formula's element; its text is the TeX."""
DISPLAY = "math display"
"""The class of a formula among text that is set as one on a line of its own."""
LONGEST = 4_000
"""Characters between two dollar signs."""

_ARGUMENT = r"\{(?:[^{}]|\{[^{}]*\})*\}"
# What is said in words inside a formula, and what follows a letter as its index.
_WORDS = re.compile(
    r"\\(?:text[a-z]{0,6}|math[a-z]{2,6}|operatorname|mbox|tag|label|color|begin|end)\*?[ ]?"
    + _ARGUMENT
)
_INDEX = re.compile(rf"[_^][ ]?{_ARGUMENT}")
_LONG_NAME = re.compile(r"([A-Za-z]{2,})_[A-Za-z0-9]")
_VARIABLE = re.compile(r"\{\w+\}|env:.*", re.DOTALL)
_PATH = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}\\[A-Za-z]")
_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[A-Za-z]+|[0-9][0-9.,]*+|\s+|[^\W\d_]+|.", re.DOTALL)
_FUNCTIONS = frozenset(
    (
        *("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos"),
        *("arctan", "log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "mod", "gcd"),
        *("lcm", "det", "dim", "ker", "rank", "deg", "arg", "argmax", "argmin", "var", "cov"),
        *("pr", "Pr", "Var", "Cov", "sgn", "erf", "iff"),
    )
)
_SHORT_WORDS = frozenset(
    (
        *("am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me"),
        *("my", "no", "of", "on", "or", "so", "to", "up", "us", "we"),
    )
)
_OPERATORS = frozenset("=<>+*^_×÷·±≤≥≠≈≡→←↔⇒⇔∈∉⊂⊆∪∩∑∏∫√∞")
_NEVER = frozenset('`"@#?$')


def looks_like_tex(text: str) -> bool:
    """Return whether a text between dollar signs is a formula, in time linear in its length."""
    text = text.strip()
    if not text or len(text) > LONGEST or _VARIABLE.fullmatch(text):
        return False
    commands = re.search(r"\\[A-Za-z]", text) is not None
    if commands and _PATH.search(text):
        return False
    if not commands and any(name[1] not in _FUNCTIONS for name in _LONG_NAME.finditer(text)):
        return False
    seen = _seen(_INDEX.sub("^ ", _WORDS.sub(r"\\words ", text)), commands=commands)
    if seen is None:
        return False
    if seen.words and not commands:
        return seen.operators and not seen.environment and not text[0].isdigit()
    return True


class _Seen(NamedTuple):
    """What a formula is made of: words, one written as environment variables are, operators."""

    words: bool
    environment: bool
    operators: bool


def _seen(text: str, *, commands: bool) -> _Seen | None:
    """Read a formula's tokens; None for a text that is none: prose, or something else's syntax."""
    words: list[str] = []
    operators = quantities = after_word = False
    depth = 0
    for match in _TOKEN.finditer(text):
        part = match[0]
        if part.isspace():
            continue
        # A command's arguments may be words: \frac{distance}{time}.
        is_word = _is_word(part) and not (commands and depth)
        if part in _NEVER or (is_word and after_word) or (part in ";~" and not commands):
            return None
        if is_word:
            words.append(part)
        operators |= part in _OPERATORS
        quantities |= part[0].isalnum() or (part[0] == "\\" and len(part) > 2)
        depth += (part == "{") - (part == "}")
        after_word = is_word
    environment = any(word.isupper() and word.isascii() for word in words)
    return _Seen(bool(words), environment, operators) if quantities else None


def _is_word(token: str) -> bool:
    """Say whether letters are a word and no name of a quantity: ``x``, ``dx``, ``sin``, ``λ``."""
    if not token[0].isalpha() or token in _FUNCTIONS or "\u0370" <= token[0] <= "\u03ff":
        return False
    if token.isascii() and token not in _SHORT_WORDS:
        return len(token) > 2 or (len(token) == 2 and token[0].isupper())
    return True


def formula(tag: str, tex: str, kind: str = MATH) -> Element:
    """Return a formula's element: ``span`` among text, ``div`` for one on lines of its own."""
    element = Element(tag, {"class": kind})
    element.text = AtomicString(tex)
    return element
