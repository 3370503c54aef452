"""What is asked of packages, asked of this checkout; and a program that fails it."""

import subprocess
import sys

import pytest

import environment
import smoke


def ask(*words):
    script = environment.ROOT / "packaging" / "smoke.py"
    return subprocess.run(
        [sys.executable, script, *words], capture_output=True, text=True, cwd=environment.ROOT
    )


@pytest.mark.slow
def test_the_checkout_does_all_that_packages_have_to():
    done = ask(f"{sys.executable} -P -m msp_desktop")
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    assert len(lines) == 10


def test_a_program_that_does_not_is_told(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\nprint('msp-desktop 1')\nsys.exit('--version' not in sys.argv)\n"
    )
    done = ask(f"{sys.executable} {program}")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "ok      version 1"
    assert done.stdout.splitlines()[-1].startswith("FAILED  outline ")


def test_waiting_ends_with_the_program(tmp_path):
    running = subprocess.Popen([sys.executable, "-c", "raise SystemExit(5)"])
    with pytest.raises(smoke.Failed, match="ended with 5"):
        smoke.wait_for("rain", lambda: False, running)
