"""A file cut short between two items is a sound document: no start may retire what is learnt."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from quizapp.cli import serve
from quizapp.services.publishing.publishing import plan_folder, publish_folder, publish_unasked
from quizapp.services.publishing.publishing_changes import Change
from quizapp.services.publishing.publishing_edition import edition_of
from quizapp.services.publishing.publishing_loss import FEWEST_LOST, HeldBackError
from quizapp.services.workspace.workspace_files import serving_files
from tests.integration.publishing.conftest import Learner

BANK: Final = Path(__file__).parents[3] / "question_bank"
CUT: Final = "metre/facts-2-convention.yaml"


@pytest.fixture
def folder(database: Flask, tmp_path: Path, now: datetime) -> Path:
    """Return the folder of the shipped bank, which is published."""
    del database
    found = tmp_path / "bank"
    shutil.copytree(BANK, found)
    publish_folder(found, now=now, by=None)
    return found


def cut(folder: Path, *, keep: int) -> list[str]:
    """Cut a file of facts between two items, as a copy that stopped; return the cards that go."""
    file = folder / CUT
    before = edition_of(serving_files(folder)).cards
    parts = file.read_text(encoding="utf-8").split("\n  - id: ")
    assert len(parts) > keep + FEWEST_LOST
    file.write_text("\n  - id: ".join(parts[: keep + 1]) + "\n", encoding="utf-8")
    after = edition_of(serving_files(folder)).cards
    return [card for card in before if card not in after]


def retired(folder: Path) -> int:
    """Return how many cards a publish by hand would retire."""
    return plan_folder(folder).counts[Change.RETIRED]


def test_a_start_keeps_what_is_learnt_of_a_file_that_was_cut(
    folder: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = cut(folder, keep=3)
    learner = Learner("kim", now=now)
    for card in gone[:FEWEST_LOST]:
        learner.learn(card)
    assert retired(folder) == len(gone), "the rest of the file is a sound document"
    with pytest.raises(HeldBackError, match=f"{FEWEST_LOST} of {FEWEST_LOST} of the article"):
        publish_unasked(folder, now=now, processes=1)
    assert not serve._publish_here(folder)
    said = capsys.readouterr().err
    assert "what was published before serves" in said
    assert "quizapp bank publish" in said
    assert retired(folder) == len(gone), "nothing was published"


def test_a_publish_by_hand_takes_them_out_all_the_same(folder: Path, now: datetime) -> None:
    learner = Learner("kim", now=now)
    for card in cut(folder, keep=3)[: FEWEST_LOST + 1]:
        learner.learn(card)
    assert publish_folder(folder, now=now, by=None).written
    assert retired(folder) == 0


def test_a_start_publishes_what_takes_little_from_learners(folder: Path, now: datetime) -> None:
    gone = cut(folder, keep=3)
    learner = Learner("kim", now=now)
    for card in gone[: FEWEST_LOST - 1]:
        learner.learn(card)
    assert publish_unasked(folder, now=now, processes=1).written


def test_a_tenth_of_an_article_may_go_at_a_start(folder: Path, now: datetime) -> None:
    here = list(edition_of(serving_files(folder)).cards.values())
    gone = cut(folder, keep=3)[:FEWEST_LOST]
    facts = edition_of(serving_files(folder)).facts
    others = [
        card.key
        for card in here
        if card.fact in facts and facts[card.fact]["article_id"] == "metre"
    ]
    learner = Learner("kim", now=now)
    for card in (*gone, *others[: FEWEST_LOST * 9]):
        learner.learn(card)
    assert publish_unasked(folder, now=now, processes=1).written
