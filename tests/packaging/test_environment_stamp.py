import copy
from pathlib import Path

import pytest

import environment

PROJECT = {
    "build-system": {"requires": ["builder"]},
    "project": {
        "description": "a reader",
        "dependencies": ["markdown"],
        "optional-dependencies": {"drawings": ["painter"]},
        "scripts": {"reader": "reader:main"},
    },
    "dependency-groups": {"dev": ["pytest", {"include-group": "lint"}], "lint": ["ruff"]},
}
PLACE = Path("/checkout")


def changed(*path, to):
    project = copy.deepcopy(PROJECT)
    table = project
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = to
    return project


@pytest.mark.parametrize(
    "project",
    [
        changed("build-system", "requires", to=["builder>=2"]),
        changed("project", "dependencies", to=["markdown", "pygments"]),
        changed("project", "optional-dependencies", "drawings", to=["painter>=2"]),
        changed("project", "scripts", "reader", to="reader:start"),
        changed("dependency-groups", "dev", to=["pytest"]),
        changed("dependency-groups", "lint", to=["ruff>=1"]),
    ],
)
def test_the_stamp_changes_with_what_is_installed(project):
    before, after = environment.stamp(PROJECT, PLACE), environment.stamp(project, PLACE)
    assert before != after
    assert before.splitlines()[:2] == after.splitlines()[:2], "no new environment is needed"


def test_the_stamp_keeps_when_nothing_is_to_be_installed():
    described = changed("project", "description", to="another reader")
    described["tool"] = {"ruff": {"line-length": 80}}
    assert environment.stamp(described, PLACE) == environment.stamp(PROJECT, PLACE)


def test_another_place_asks_for_a_new_environment():
    here, there = environment.stamp(PROJECT, PLACE), environment.stamp(PROJECT, Path("/moved"))
    assert here.splitlines()[:2] != there.splitlines()[:2]


def test_included_groups_are_followed():
    assert environment.requirements(PROJECT, "dev") == ["pytest", "ruff"]
