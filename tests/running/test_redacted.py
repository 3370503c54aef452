"""What may stand in a log or report: what happened and where, and no word of the user's."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from msp_desktop.running.redacted import kind_of_path, message, place, plain, trace

NOTE = "볼륨은 컨테이너보다 오래 산다"


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def met(code: str, **names: object) -> BaseException:
    """Return what running code raises."""
    try:
        exec(code, dict(names))
    except Exception as caught:
        return caught
    raise AssertionError("it raised nothing")


@pytest.mark.parametrize(
    "error",
    [
        *(ValueError(NOTE), KeyError(NOTE), RuntimeError(NOTE), LookupError(NOTE), OSError(NOTE)),
        *(AttributeError(NOTE), TypeError(f"not {NOTE}"), AssertionError(NOTE)),
        met("int(text)", text="my own words"),
        met("{}[text]", text="my own words"),
        met("text.encode('ascii')", text=NOTE),
        met("loads(text)", loads=json.loads, text='{"my own words": x}'),
        met("raise FileNotFoundError(2, 'No such file', name)", name=f"/home/someone/{NOTE}.md"),
        met("raise ExceptionGroup(text, [ValueError(text)])", text="my own words"),
    ],
)
def test_no_word_of_the_user_is_told(error: BaseException) -> None:
    for text in (message(error), trace(error)):
        assert type(error).__name__ in text
        assert "볼륨" not in text
        assert "my own words" not in text
        assert "someone" not in text


def test_what_only_names_the_program_is_told() -> None:
    assert message(met("None.text")) == (
        "AttributeError: 'NoneType' object has no attribute 'text'"
    )
    assert message(met("1 / 0")) == "ZeroDivisionError: division by zero"
    assert message(met("open('/no/such/file')")) == (
        "FileNotFoundError: [Errno 2] No such file or directory"
    )
    busy = met("raise Error('database is locked')", Error=sqlite3.OperationalError)
    assert message(busy) == "OperationalError: database is locked"
    gone = RuntimeError("Internal C++ object (QLabel) already deleted.")
    assert message(gone) == f"RuntimeError: {gone}"
    assert message(ValueError(NOTE)) == (
        f"ValueError: (its message is left out: {len(NOTE)} characters)"
    )
    assert message(ValueError()) == "ValueError"


def test_a_trace_says_where_and_what_it_came_of() -> None:
    def inner() -> None:
        raise KeyError(NOTE)

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            raise ValueError(NOTE) from error

    try:
        outer()
    except ValueError as error:
        told = trace(error)
    assert told.index("in outer") < told.index("ValueError") < told.index("in inner")
    assert "which came of" in told
    # An error that is its own cause ends all the same.
    turning = raised(ValueError("a"))
    turning.__cause__ = turning
    assert trace(turning).count("ValueError") == 1


def test_the_home_folder_and_the_user_have_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/kim")
    assert plain("in /home/kim/notes and /home/kim, not /home/kimchi") == (
        "in ~/notes and ~, not /home/kimchi"
    )
    assert plain('File "/home/kim/a b.py", line 3') == 'File "~/a b.py", line 3'


@pytest.mark.skipif(sys.platform == "win32", reason="other names")
def test_a_users_name_elsewhere_in_a_path_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    monkeypatch.setenv("HOME", "/home/kim")
    someone = next(one for one in pwd.getpwall() if one.pw_name not in {"root", "nobody"})
    monkeypatch.setattr("os.getuid", lambda: someone.pw_uid)
    name = someone.pw_name
    assert plain(f"/media/{name}/stick/notes of {name}") == f"/media/USER/stick/notes of {name}"


def test_a_course_is_told_by_its_kind(tmp_path: Path) -> None:
    assert kind_of_path(tmp_path) == "folder"
    assert kind_of_path(Path(f"/{NOTE}.MD")) == "file.md"
    assert kind_of_path(Path(f"/a.{NOTE}")) == "file"
    assert kind_of_path(Path("/a.mspcapsule")) == "file.mspcapsule"


def test_one_bug_is_told_from_another_by_its_place() -> None:
    first, again = (met("raise ValueError(text)", text=text) for text in ("a", "b"))
    assert place(first) == place(again)
    assert place(first) != place(met("\nraise ValueError"))
    assert place(ValueError()) == "ValueError "
