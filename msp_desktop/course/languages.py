"""Which language a code block is in: what its fence says, or what its text looks like."""

from __future__ import annotations

import re

from msp_desktop.course.session import is_session

_ALIASES = {
    "dockerfile": "docker",
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "shell-session": "console",
    "shellsession": "console",
    "terminal": "console",
    "yml": "yaml",
    "golang": "go",
    "py": "python",
    "js": "javascript",
    "ts": "typescript",
}

_INSTRUCTION = re.compile(
    r"(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN"
    r"|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s",
    re.IGNORECASE,
)
_FIRST_INSTRUCTION = re.compile(r"(?:FROM|ARG)\s+\S", re.IGNORECASE)
_KUBERNETES = re.compile(r"apiVersion:\s*\S")


def language_of(label: str, text: str) -> str:
    """Return the Pygments name of a block's language, or "" where nothing is known.

    A shell label on a recorded session means ``console``: most authors write ``bash`` over both.
    """
    label = label.strip().lower()
    known = _ALIASES.get(label, label)
    if known == "bash" and is_session(text):
        return "console"
    return known or _guess(text)


def _guess(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    written = [line for line in lines if line and not line.startswith("#")]
    if not written:
        return ""
    if _FIRST_INSTRUCTION.match(written[0]) and _is_dockerfile(written):
        return "docker"
    if is_session(text):
        return "console"
    if any(_KUBERNETES.match(line) for line in written[:3]):
        return "yaml"
    return ""


def _is_dockerfile(lines: list[str]) -> bool:
    """Whether every line is an instruction or goes on from one that ended in a backslash."""
    goes_on = False
    for line in lines:
        if not goes_on and not _INSTRUCTION.match(line):
            return False
        goes_on = line.endswith("\\")
    return True
