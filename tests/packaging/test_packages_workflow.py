"""The workflow that builds packages elsewhere: whatever of it can be looked at here."""

import re
import shutil
import subprocess

import pytest
import yaml

import environment
from bundling import linux, windows

FILE = environment.ROOT / ".github" / "workflows" / "packages.yml"
# YAML 1.1 reads the key "on" as true.
WORKFLOW = {
    ("on" if key is True else key): value for key, value in yaml.safe_load(FILE.read_text()).items()
}
JOBS = WORKFLOW["jobs"]
STEPS = [
    (name, step, step.get("shell", job.get("defaults", {}).get("run", {}).get("shell", "bash")))
    for name, job in JOBS.items()
    for step in job["steps"]
]
SCRIPTS = [
    (f"{name}-{index}", step["run"], shell)
    for index, (name, step, shell) in enumerate(STEPS)
    if "run" in step
]


def test_it_runs_for_tags_and_writes_only_where_it_gives_out():
    assert WORKFLOW["on"]["push"]["tags"] == ["v*"]
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert {name for name, job in JOBS.items() if "permissions" in job} == {"release"}


def test_all_three_systems_are_built_and_tried_before_anything_is_given_out():
    runners = str([[job["runs-on"], job.get("strategy")] for job in JOBS.values()])
    assert all(system in runners for system in ("ubuntu", "windows", "macos"))
    assert set(JOBS["release"]["needs"]) == set(JOBS) - {"release", "version"}
    for name in JOBS["release"]["needs"]:
        said = "\n".join(step.get("run", "") for step in JOBS[name]["steps"])
        assert "packaging/dev.py package" in said
        assert "packaging/smoke.py" in said
        assert JOBS[name]["needs"] == "version"
        assert JOBS[name]["timeout-minutes"] <= 60


def test_actions_have_a_version_and_the_keys_that_there_are():
    known = {"name", "uses", "with", "run", "env", "if", "id", "shell", "working-directory"}
    for _, step, _ in STEPS:
        assert set(step) <= known
        assert ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/any@v1"))


def test_files_that_it_names_are_there():
    said = FILE.read_text("utf-8")
    for path in re.findall(r"(?:packaging|docs|msp_desktop)/[\w./-]+\w", said):
        assert (environment.ROOT / path).exists(), path
    assert f"SHA256SUMS-{linux.name()}" in said or linux.name() != "linux-x86_64"
    assert r"Programs\MSP Desktop" in windows.SCRIPT.read_text("utf-8").replace(
        "${APP}", "MSP Desktop"
    )


def test_expressions_are_closed_and_nothing_of_a_tag_gets_into_a_script():
    for _, script, _ in SCRIPTS:
        # What comes from outside goes through the environment.
        assert "${{" not in script


@pytest.mark.parametrize(("name", "script", "shell"), SCRIPTS, ids=[one[0] for one in SCRIPTS])
def test_scripts_can_be_read_by_their_shell(name, script, shell, tmp_path):
    if shell != "bash":
        pytest.skip(f"{shell} is not here")
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    if shutil.which("shellcheck"):
        done = subprocess.run(
            ["shellcheck", "--shell=bash", "-"], input=script, capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not installed")
def test_actionlint_has_nothing_to_say():
    done = subprocess.run(["actionlint", "-no-color", FILE], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
