"""``quizapp schedule simulate``: what it prints, twice the same, without a database."""

import json
import subprocess
import sys

from tests.integration.cli.test_bank_cli import PLAIN

SMALL = (
    *("schedule", "simulate", "--days", "20", "--learners", "1", "--minutes", "5"),
    *("--cards", "200", "--goal-cards", "20", "--goal-days", "21"),
)


def simulate(*more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", PLAIN, *SMALL, *more], check=True, capture_output=True, text=True
    )


def test_it_prints_every_scheduler_on_every_memory() -> None:
    shown = simulate().stdout
    assert "LOADED" not in shown
    for memory in ("ACT-R", "multiscale", "FSRS-6"):
        for scheduler in ("SM-2", "SM-2 as in Anki", "FSRS-6 at 0.90", "goal plan"):
            lines = [line for line in shown.splitlines() if line.startswith(f"{memory:<11}")]
            assert any(line[11:].startswith(scheduler) for line in lines), (memory, scheduler)


def test_the_same_seed_gives_the_same_figures_and_another_others() -> None:
    first, second = (json.loads(simulate("--json").stdout) for _ in range(2))
    assert first == second
    assert {row["scheduler"] for row in first["goals"]} == {"goal plan", "retention 0.95"}
    for row in first["schedulers"]:
        assert 0 < row["remembered"] <= row["met"] <= 200
        assert row["minutes_a_day"] <= 6
    kindest = {
        row["memory"]: row["remembered"]
        for row in first["schedulers"]
        if row["scheduler"] == "SM-2, right is always 4"
    }
    for row in first["schedulers"]:
        expected = row["remembered"] / kindest[row["memory"]]
        assert abs(row["against_sm2_at_its_kindest"] - expected) < 1e-9
    other = json.loads(simulate("--json", "--seed", "2").stdout)
    assert other["schedulers"] != first["schedulers"]


def test_what_was_tried_is_printed_for_every_memory() -> None:
    rows = json.loads(simulate("--tried", "--json").stdout)
    names = {row["scheduler"] for row in rows}
    assert {"SM-2", "steps of 1, 10 and 10 minutes", "retention 0.60"} <= names
    assert len(rows) == 3 * len(names)
    assert "highest recall first" in simulate("--tried").stdout
