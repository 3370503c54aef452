from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

import msp_desktop
from msp_desktop.course.loader import load_course
from msp_desktop.course.model import Course
from msp_desktop.notebook.model import CourseRecord, QuestionRef, Wording
from msp_desktop.notebook.notebook import Notebook

NOW = datetime(2026, 3, 5, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a notebook goes; its folder does not exist yet."""
    return tmp_path / "data" / "notebook.sqlite3"


@pytest.fixture
def notebook(path: Path, now: datetime) -> Iterator[Notebook]:
    with Notebook.open(path, now=now) as opened:
        yield opened


MakeCourse = Callable[..., Course]


@pytest.fixture
def make_course(tmp_path: Path) -> MakeCourse:
    """Write a course with some questions to a file below the test's folder and open it."""

    def make(
        name: str = "courses/docker.md",
        questions: tuple[str, ...] = ("What is an image?", "What is a layer?", "What is a volume?"),
        title: str = "Docker",
    ) -> Course:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        listed = "\n".join(f"- {question}\n  - An answer to it.\n" for question in questions)
        file.write_text(f"# {title}\n\n## Basics\n\n{listed}", encoding="utf-8")
        return load_course(file)

    return make


@pytest.fixture
def record(notebook: Notebook, make_course: MakeCourse, now: datetime) -> CourseRecord:
    return notebook.adopt(make_course(), now=now)


@pytest.fixture
def ref(record: CourseRecord) -> QuestionRef:
    return QuestionRef(record.id, "what-is-an-image")


@pytest.fixture
def wording() -> Wording:
    return Wording("What is an image?", "Basics")


@pytest.fixture
def child_environment() -> dict[str, str]:
    """An environment in which another Python finds the package under test."""
    root = str(Path(msp_desktop.__file__).parents[1])
    return os.environ | {"PYTHONPATH": root}


@pytest.fixture
def common_ground() -> Iterator[Path]:
    """A folder that any user of the system can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="msp-notebook-"))
    folder.chmod(0o755)
    yield folder
    for one in [folder, *folder.rglob("*")]:
        if one.is_dir():
            one.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def without_privileges() -> Callable[[], AbstractContextManager[None]]:
    """What is inside runs bound by permissions, which the superuser is not."""

    @contextmanager
    def acting() -> Generator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return acting
