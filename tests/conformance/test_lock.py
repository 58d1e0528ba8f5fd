"""uv.lock lists every library that an installation brings, and is of the present pyproject.toml."""

import tomllib
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT: Final = Path(__file__).parents[2]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK: Final[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))


def _asked() -> set[tuple[str, SpecifierSet, str]]:
    project = PROJECT["project"]
    lists = {"": project["dependencies"], **project["optional-dependencies"]}
    found = set()
    for extra, lines in lists.items():
        for line in lines:
            needed = Requirement(line)
            found.add((needed.name.lower(), needed.specifier, extra))
    return found


def _locked() -> set[tuple[str, SpecifierSet, str]]:
    own = next(each for each in LOCK["package"] if each["name"] == "quizapp")
    return {
        (
            each["name"],
            SpecifierSet(each.get("specifier", "")),
            each.get("marker", "").removeprefix("extra == ").strip("'"),
        )
        for each in own["metadata"]["requires-dist"]
    }


def test_the_lock_is_of_the_present_dependencies() -> None:
    """Planted once: a library added to pyproject.toml alone was named here."""
    asked = {(name.replace("_", "-"), specifier, extra) for name, specifier, extra in _asked()}
    assert asked == _locked(), "run: uv lock"


def test_every_library_is_locked_with_the_digest_of_its_files() -> None:
    for each in LOCK["package"]:
        if each["name"] != "quizapp":
            files = [*each.get("wheels", []), *([each["sdist"]] if "sdist" in each else [])]
            assert files, each["name"]
            assert all(one["hash"].startswith("sha256:") for one in files), each["name"]
