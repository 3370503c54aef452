"""The file that starts itself, with a small stand-in for the program behind its script."""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bundling import single
from msp_desktop import paths

PROGRAM = """#!/bin/sh
case ${1-} in
wait) trap 'exit 7' TERM; echo waiting; while :; do sleep 0.05; done ;;
read) cat ;;
esac
printf '%s|' "$0" "$@" "$APPIMAGE"
exit 3
"""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="it is the file for Linux"
)


@pytest.fixture
def made(tmp_path):
    """The file, in a folder with a space in its name."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal" / "가").mkdir(parents=True)
    (bundle / "msp-desktop").write_text(PROGRAM)
    (bundle / "_internal" / "가" / "data.txt").write_text("data\n" * 1000)
    tree, files = single.packed_tree(bundle, 1_700_000_000)
    assert files == 2
    packed = gzip.compress(tree, mtime=0)
    file = tmp_path / "a place" / "msp-desktop.run"
    file.parent.mkdir()
    file.write_bytes(single.script("1.2.3", "x86_64", packed, files) + packed)
    file.chmod(0o755)
    return file


@pytest.fixture
def surroundings(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "tmp").mkdir()
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return {**kept, "HOME": str(home), "TMPDIR": str(tmp_path / "tmp")}


def start(*command, **more):
    more = {"capture_output": True, "text": True, "timeout": 60} | more
    return subprocess.run([str(word) for word in command], **more)


def shelf(surroundings):
    return Path(surroundings["HOME"]) / ".cache" / "msp-desktop-run"


def kept(surroundings):
    """What lies in the cache folder, but for marks and locks."""
    folder = shelf(surroundings)
    names = listed(folder) if folder.is_dir() else []
    return [name for name in names if not name.endswith((".used", ".lock"))]


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_starts_the_program_and_unpacks_only_once(made, surroundings):
    first = start(made, "a course", "--flag", env=surroundings)
    assert (first.returncode, first.stderr) == (3, "")
    (name,) = kept(surroundings)
    program = shelf(surroundings) / name / "msp-desktop"
    assert first.stdout.split("|") == [str(program), "a course", "--flag", str(made), ""]
    before = program.stat()
    second = start(made, env=surroundings)
    assert second.returncode == 3
    assert program.stat().st_ino == before.st_ino
    assert program.parent.stat().st_mode & 0o077 == 0


def test_a_portable_program_learns_where_the_file_is(made, surroundings, monkeypatch):
    start(made, env=surroundings)
    (name,) = kept(surroundings)
    program = shelf(surroundings) / name / "msp-desktop"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setenv("APPDIR", str(program.parent))
    monkeypatch.setenv("APPIMAGE", str(made))
    assert paths.program_folder() == made.parent


def test_it_may_be_moved_renamed_linked_to_and_given_to_a_shell(made, surroundings, tmp_path):
    moved = made.rename(tmp_path / "이름.sh")
    (tmp_path / "link").symlink_to(moved)
    moved.chmod(0o644)
    for command in (["sh", moved], ["sh", "이름.sh"], ["sh", "./link"]):
        assert start(*command, env=surroundings, cwd=tmp_path).returncode == 3
    moved.chmod(0o755)
    by_path = {**surroundings, "PATH": f"{tmp_path}:{surroundings['PATH']}"}
    assert start("sh", "-c", "cd / && link", env=by_path).returncode == 3
    assert len(kept(surroundings)) == 1


@pytest.mark.parametrize("shell", ["dash", "bash", "busybox"])
def test_any_shell_will_do(made, surroundings, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    command = [shell, "sh"] if shell == "busybox" else [shell]
    assert start(*command, made, env=surroundings).returncode == 3


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda data: data[:-100], "is not whole"),
        (lambda data: data + b"x", "is not whole"),
        (lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:], "is damaged"),
    ],
)
def test_a_file_that_was_not_received_whole_is_not_started(made, surroundings, harm, said):
    made.write_bytes(harm(made.read_bytes()))
    for words in ((), ("--verify",), ("--extract",)):
        done = start(made, *words, env=surroundings, cwd=made.parent)
        assert done.returncode == 1
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""
    assert kept(surroundings) == []
    assert listed(made.parent) == [made.name]


def test_many_that_start_at_once_all_start_and_leave_one_behind(made, surroundings):
    started = [
        subprocess.Popen([made], env=surroundings, stdout=subprocess.DEVNULL) for _ in range(8)
    ]
    assert [one.wait(60) for one in started] == [3] * 8
    assert len(kept(surroundings)) == 1


def test_without_flock_the_second_throws_its_own_away(made, surroundings, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    needed = "sh wc tail sha256sum tar gzip find readlink mktemp mkdir mv rm sync cat sleep"
    for tool in needed.split():
        (tools / tool).symlink_to(shutil.which(tool))
    bare = {**surroundings, "PATH": str(tools)}
    started = [subprocess.Popen([made], env=bare, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [one.wait(60) for one in started] == [3] * 4
    assert len(kept(surroundings)) == 1


def test_what_a_cleaner_took_from_the_cache_is_made_again(made, surroundings):
    start(made, env=surroundings)
    (name,) = kept(surroundings)
    data = shelf(surroundings) / name / "_internal" / "가" / "data.txt"
    data.unlink()
    assert start(made, env=surroundings).returncode == 3
    assert data.stat().st_size == 5000
    assert kept(surroundings) == [name]


def test_where_nothing_can_be_kept_it_runs_and_cleans_up(made, surroundings, tmp_path):
    (Path(surroundings["HOME"]) / ".cache").touch()
    done = start(made, "read", env=surroundings, input="what is typed\n")
    assert done.returncode == 3
    assert done.stdout.startswith("what is typed\n")
    assert "nothing can be kept in the cache folder" in done.stderr
    assert listed(tmp_path / "tmp") == []
    for home in ({}, {"HOME": "/nowhere"}, {"HOME": "", "XDG_CACHE_HOME": "relative"}):
        bare = {name: value for name, value in surroundings.items() if name != "HOME"}
        assert start(made, env={**bare, **home}, cwd=tmp_path).returncode == 3
    assert not (tmp_path / "relative").exists()


def test_a_signal_reaches_the_program_and_nothing_is_left(made, surroundings, tmp_path):
    (Path(surroundings["HOME"]) / ".cache").touch()
    running = subprocess.Popen([made, "wait"], env=surroundings, stdout=subprocess.PIPE)
    assert running.stdout.readline() == b"waiting\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 7
    running.stdout.close()
    assert listed(tmp_path / "tmp") == []


def test_nowhere_to_unpack_is_said_in_one_line(made, surroundings):
    bare = {**surroundings, "HOME": "/nowhere", "TMPDIR": "/nowhere"}
    done = start(made, env=bare)
    assert done.returncode == 1
    assert "MSP_DESKTOP_UNPACK=FOLDER" in done.stderr.splitlines()[-1]


def test_a_disk_that_is_full_is_said_in_one_line(made, surroundings, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    # As tar complains: of each file, and goes on.
    (tools / "tar").write_text(
        "#!/bin/sh\ncat >/dev/null\nseq 2000 | sed 's/^/tar: /' >&2\nexit 2\n"
    )
    (tools / "tar").chmod(0o755)
    full = {**surroundings, "PATH": f"{tools}:{surroundings['PATH']}"}
    done = start(made, env=full)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "(tar: 1)" in line
    assert kept(surroundings) == []
    assert listed(tmp_path / "tmp") == []


def test_warnings_of_tar_do_no_harm(made, surroundings, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    real = shutil.which("tar")
    (tools / "tar").write_text(f'#!/bin/sh\nseq 20000 >&2\n{real} "$@"\nseq 20000 >&2\n')
    (tools / "tar").chmod(0o755)
    loud = {**surroundings, "PATH": f"{tools}:{surroundings['PATH']}"}
    done = start(made, env=loud)
    assert (done.returncode, done.stderr) == (3, "")


def test_the_folder_can_be_said(made, surroundings, tmp_path):
    said = tmp_path / "elsewhere"
    for name in ("MSP_DESKTOP_UNPACK", "XDG_CACHE_HOME"):
        assert start(made, env={**surroundings, name: str(said)}).returncode == 3
        assert len([path for path in (said / "msp-desktop-run").iterdir() if path.is_dir()]) == 1
        shutil.rmtree(said)
    assert kept(surroundings) == []


def test_a_folder_of_somebody_else_is_not_trusted(made, surroundings):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    start(made, env=surroundings)
    (name,) = kept(surroundings)
    os.chown(shelf(surroundings) / name, 65534, -1)
    os.chown(shelf(surroundings), 65534, -1)
    done = start(made, env=surroundings)
    assert done.returncode == 3
    assert not done.stdout.startswith(str(shelf(surroundings)))


def test_extracting_makes_a_folder_that_works_and_never_writes_over_one(made, surroundings):
    done = start(made, "--extract", env=surroundings, cwd=made.parent)
    assert done.returncode == 0
    program = made.parent / done.stdout.strip()
    assert program.parent.name == "msp-desktop-1.2.3-linux-x86_64"
    assert start(program, env=surroundings).returncode == 3
    again = start(made, "--extract", env=surroundings, cwd=made.parent)
    assert again.returncode == 1
    assert "is there already" in again.stderr
    named = start(made, "--extract", made.parent / "named", env=surroundings)
    assert named.stdout == f"{made.parent}/named/msp-desktop\n"
    assert listed(made.parent) == sorted([made.name, "named", program.parent.name])
    assert kept(surroundings) == []


def test_version_and_verify_unpack_nothing(made, surroundings):
    assert start(made, "--version", env=surroundings).stdout == "msp-desktop 1.2.3\n"
    done = start(made, "--verify", env=surroundings)
    assert (done.returncode, done.stdout) == (0, f"{made}: whole\n")
    assert kept(surroundings) == []


def test_what_is_old_goes_unless_it_is_used(made, surroundings):
    month = time.time() - 40 * 24 * 3600
    for name, used in (("0.1-old", month), ("0.2-used", time.time()), ("0.3-running", month)):
        folder = shelf(surroundings) / name
        folder.mkdir(parents=True)
        mark = shelf(surroundings) / f"{name}.used"
        mark.touch()
        os.utime(mark, (used, used))
    program = shelf(surroundings) / "0.3-running" / "msp-desktop"
    shutil.copy(shutil.which("sleep"), program)
    for name, moment in ((".unpacking.old", month), (".unpacking.new", time.time())):
        folder = shelf(surroundings) / name
        folder.mkdir()
        os.utime(folder, (moment, moment))
    running = subprocess.Popen([program, "60"])
    try:
        assert start(made, env=surroundings).returncode == 3
    finally:
        running.kill()
        running.wait()
    left = kept(surroundings)
    assert [name for name in left if not name.startswith("1.2.3")] == [
        ".unpacking.new",
        "0.2-used",
        "0.3-running",
    ]


def test_the_script_is_clean(tmp_path):
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    done = start("shellcheck", "--shell=sh", "--exclude=SC2015", single.SCRIPT)
    assert (done.returncode, done.stdout) == (0, "")
