"""``quizapp bank``: what it prints, its exit codes, and that checking loads no database."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizapp.store import engine
from quizapp.store.schema import migrate
from tests.integration.publishing.small_bank import (
    DROPPING,
    FILES,
    HALF_WRITTEN,
    KEY_CHANGED,
    edited,
)

PLAIN = """
import sys
from quizapp.cli import main
try:
    main()
finally:
    loaded = {"sqlalchemy", "flask", "alembic"} & set(sys.modules)
    if loaded:
        print("LOADED", *sorted(loaded))
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a bank to a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a folder with the small bank."""
    return write(tmp_path / "bank", FILES)


def run(
    *words: str | Path, data: Path | None = None, bank: Path | None = None, code: int = 0
) -> str:
    """Run ``quizapp bank`` in a new process; return what it prints."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    if data is not None:
        environment["QUIZAPP_DATA_DIR"] = str(data)
    if bank is not None:
        environment["QUIZAPP_BANK"] = str(bank)
    done = subprocess.run(
        [sys.executable, "-c", PLAIN, "bank", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=60,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if data is None:
        assert "LOADED" not in done.stdout
    return done.stdout.partition("LOADED")[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a migrated database."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    migrate.upgrade(engine.sqlite_url(folder / "quizapp.db"))
    return folder


def test_check_counts_what_a_sound_bank_holds(bank: Path) -> None:
    assert "no problems in 1 article, 5 entities and 4 facts." in run("check", bank)
    assert run("check", bank=bank) == run("check", bank)
    assert json.loads(run("check", bank, "--json"))["facts"] == 4


def test_check_prints_every_problem_at_its_place_and_ends_with_1(tmp_path: Path) -> None:
    folder = write(tmp_path / "broken", {**HALF_WRITTEN, "more.yaml": "entitties:\n  - 1\n"})
    printed = run("check", folder, code=1).splitlines()
    assert any(line.startswith("engines/facts.yaml:14:5: facts[1].slots: ") for line in printed)
    assert any(line.startswith("more.yaml:1:1: ") for line in printed)
    found = json.loads(run("check", folder, "--json", code=1))
    assert [each["line"] for each in found["problems"] if each["path"] == "facts[1].slots"] == [14]
    assert not found["ok"]


@pytest.mark.parametrize("command", ["check", "lint", "questions"])
def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path, command: str) -> None:
    run(command, tmp_path / "nowhere", code=2)
    run(command, bank=tmp_path / "nowhere", code=2)


def test_questions_come_as_one_json_object_a_line(bank: Path) -> None:
    lines = [json.loads(line) for line in run("questions", bank, "--jsonl").splitlines()]
    keys = {
        *("id", "card", "fact", "fact_type", "type", "status", "level", "stem", "options"),
        *("answer", "accept", "pairs", "sequence", "explanation", "source"),
    }
    assert all(set(line) == keys for line in lines)
    assert {line["fact"] for line in lines} == {
        *("babbage-drew", "zuse-built", "turing-said", "hopper-wrote")
    }
    choices = [line for line in lines if line["type"] in {"mcq", "true_false"}]
    assert choices
    assert all(sum(option["correct"] for option in line["options"]) == 1 for line in choices)
    assert all(line["accept"] for line in lines if line["type"] in {"typed", "cloze"})
    assert all(line["sequence"] for line in lines if line["type"] == "order")
    assert all(line["source"]["article"] == "engines" for line in lines)


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(bank: Path) -> None:
    first = run("questions", bank, "--jsonl")
    assert run("questions", bank, "--jsonl") == first
    assert run("questions", bank, "--jsonl", "--seed", "other") != first
    assert "questions of 4 facts" in run("questions", bank)


def test_lint_lists_what_was_dropped_and_why(bank: Path) -> None:
    assert json.loads(run("lint", bank, "--json"))["dropped"] == []
    write(bank, DROPPING)
    found = json.loads(run("lint", bank, "--json", code=1))
    assert [each["rule"] for each in found["dropped"]] == ["all-or-none"]
    each = found["dropped"][0]
    printed = run("lint", bank, code=1)
    assert f"dropped  {each['question']}: {each['rule']}: {each['reason']}" in printed
    assert "questions, 1 dropped, " in printed


def test_schema_is_a_json_schema(bank: Path) -> None:
    del bank
    schema = json.loads(run("schema"))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"article", "entities", "facts"} <= set(schema["properties"])


def test_a_bank_is_planned_published_and_published_again(bank: Path, data: Path) -> None:
    assert "First publish: 4 facts" in run("plan", bank, data=data)
    assert "Published as revision 1." in run("publish", bank, data=data)
    assert "Nothing would change" in run("plan", bank, data=data)
    again = json.loads(run("publish", bank, "--json", data=data))
    assert again == {"revision": 1, "written": False, "counts": {}}
    write(bank, KEY_CHANGED)
    planned = json.loads(run("plan", bank, "--json", data=data))
    changed = [
        (card["card"], card["before"], card["after"])
        for fact in planned["facts"]
        for card in fact["cards"]
        if card["change"] == "key changed"
    ]
    assert changed == [("babbage-drew:when", "1822", "1823")]
    assert "1822 -> 1823" in run("plan", bank, data=data)
    assert "Published as revision 2." in run("publish", bank, "--note", "1823", data=data)


def test_a_broken_bank_is_not_published(bank: Path, data: Path) -> None:
    run("publish", bank, data=data)
    write(bank, HALF_WRITTEN)
    assert "engines/facts.yaml:14:5:" in run("publish", bank, data=data, code=1)
    assert "engines/facts.yaml:14:5:" in run("plan", bank, data=data, code=1)
    write(bank, edited("It ran on relays.", "It used relays."))
    assert "Published as revision 2." in run("publish", bank, data=data)


def test_publishing_sets_up_an_empty_data_folder(bank: Path, tmp_path: Path) -> None:
    data = tmp_path / "none"
    assert "Published as revision 1." in run("publish", bank, data=data)
    assert (data / "quizapp.db").exists()
