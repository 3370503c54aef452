"""A course that its teacher goes on editing: what it said first, and later editions of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IMAGE = "What is an image made of?"
VOLUME = "Where does a volume keep its files?"
PORT = "How does a port get out of a container?"
SWARM = "What is a swarm for?"
POD = "What is a pod?"
PROBE = "What does a readiness probe decide?"

ANSWERS: dict[str, str] = {
    IMAGE: "An image is a stack of layers. Each instruction of a Dockerfile adds one of them.",
    VOLUME: "A volume lies in a folder that the engine manages, outside the container's own"
    " writable layer. It stays when the container goes.",
    PORT: "Publishing a port forwards it from the host to the container. Nothing is forwarded by"
    " itself, whatever the Dockerfile exposes.",
    SWARM: "A swarm joins several engines into one. Its managers keep the wanted number of tasks"
    " running, and its workers run them.",
}
LATER: dict[str, str] = {
    POD: "A pod is the smallest thing that is scheduled. Its containers share one address.",
    PROBE: "A readiness probe decides whether a service sends requests to a pod.",
}

REWORDED = "In which place does a volume keep all of its files?"
"""What the question about volumes is called later."""


def text(
    docker: Mapping[str, str] = ANSWERS,
    kubernetes: Mapping[str, str] = LATER,
    title: str = "Containers",
) -> str:
    """Return a course of two chapters as Markdown."""
    parts = [f"# {title}\n"]
    for chapter, asked in (("Docker", docker), ("Kubernetes", kubernetes)):
        parts.append(f"## {chapter}\n")
        parts += [f"* {question}\n  * {answer}\n" for question, answer in asked.items()]
    return "\n".join(parts)


def edited() -> str:
    """Return the next edition: one reworded, one edited, one moved, one gone, one new."""
    docker = {
        IMAGE: ANSWERS[IMAGE].replace("a stack of layers", "a pile of read-only layers"),
        REWORDED: ANSWERS[VOLUME],
        PORT: ANSWERS[PORT],
        "Which command lists the layers?": "The history command lists them, the newest first.",
    }
    return text(docker, {PROBE: LATER[PROBE], POD: LATER[POD]})


def write(path: Path, content: str) -> Path:
    """Write a course's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
