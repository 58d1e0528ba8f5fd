"""The preview in the working copy: what was edited in the browser counts, and nothing is stored."""

import time
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.errors import NotFoundError
from quizapp.generation.generate import generate
from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.services.editing import editing
from quizapp.services.editing.preview import MOST_COUNTED, preview_bank_counts, preview_fact
from quizapp.services.editing.preview_bank import working_bank
from quizapp.services.workspace.workspace_files import working_files
from tests.integration.author.conftest import Bank
from tests.integration.author.drafts_world import MACHINE, NEW_ENTITIES, PLAN
from tests.integration.publishing.small_bank import DROPPING


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


def test_a_draft_is_previewed_without_being_stored(folder: Path) -> None:
    before = working_files(folder).files
    assert preview_fact(folder, "engines", MACHINE).errors
    shown = preview_fact(folder, "engines", MACHINE, entities=NEW_ENTITIES)
    assert shown.questions
    assert working_files(folder).files == before
    with pytest.raises(NotFoundError):
        preview_fact(folder, "none", PLAN)


def test_what_was_edited_in_the_browser_counts(folder: Path, now: datetime) -> None:
    counts = preview_bank_counts(folder, "engines")
    assert set(counts) == {"babbage-drew", "zuse-built", "turing-said", "hopper-wrote"}
    editing.save_fact(folder, "engines", PLAN, expected="", now=now, by=None)
    after = preview_bank_counts(folder, "engines")
    assert after[PLAN["id"]].questions > 0
    made = generate(working_bank(working_files(folder).files).bank, seed=PUBLISHED_SEED)
    assert sum(each.questions for each in after.values()) == len(made.questions)
    assert sum(each.warnings for each in after.values()) == len(made.warnings)


def test_counts_tell_of_dropped_questions_and_leave_out_a_bad_fact(
    folder: Path, bank: Bank
) -> None:
    bank.write(DROPPING)
    assert preview_bank_counts(folder, "engines")["turing-said"].dropped == 1
    with pytest.raises(NotFoundError):
        preview_bank_counts(folder, "none")


def test_counts_are_kept_until_a_file_changes(folder: Path) -> None:
    assert preview_bank_counts(folder, "engines") is preview_bank_counts(folder, "engines")


@pytest.mark.slow
def test_ten_thousand_facts_do_not_stop_the_preview(folder: Path, bank: Bank) -> None:
    one = """\
  - id: f-{n}
    type: event
    passage: 1
    evidence: Konrad Zuse built the Z3 in 1941.
    status: stated
    statement: Konrad Zuse built machine number {n} in {year}.
    explanation: It ran on relays.
    topics:
      - machines
    slots:
      what: Konrad Zuse built machine number {n}
      when: '{year}'
"""
    for part in range(10):
        facts = "".join(
            one.format(n=n, year=1900 + n % 100) for n in range(part * 1000, part * 1000 + 1000)
        )
        bank.write({f"engines/more-{part}.yaml": f"facts:\n{facts}"})
    preview_fact(folder, "engines", PLAN)
    start = time.perf_counter()
    assert preview_fact(folder, "engines", PLAN).questions
    assert time.perf_counter() - start < 3
    assert MOST_COUNTED < 10_000
    assert preview_bank_counts(folder, "engines") == {}
