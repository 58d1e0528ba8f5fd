"""From a text to facts: it comes in, is drafted, judged, and gives a sound bank."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.bank.parse import parse_bank
from quizapp.errors import NotFoundError
from quizapp.services.drafting import drafting
from quizapp.services.drafting.drafting import ArticleHead
from quizapp.services.editing import editing
from quizapp.services.workspace.workspace_files import working_files
from quizapp.store.engine import reading
from quizapp.store.tables.studio import DraftArticle
from tests.integration.author.conftest import Bank

TEXT = """\
A harbour for Lindau

The town of Lindau opened its harbour in 1856. Anna Bauer became mayor of Lindau in 1858. Anna
Bauer said that the harbour was the door to the lake.

The Lake Steamer Company (LSC) built its first ship in 1861. In 1863 the company bought the old
fish market. Konrad Zuse visited the harbour in 1935. The company sold its last ship in 1957.
"""
HEAD = ArticleHead(publication="The Lake Gazette", licence="CC0 1.0")


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


@pytest.fixture
def article(folder: Path, now: datetime) -> str:
    """Return the id of an article that came in and was drafted."""
    made = drafting.import_text(folder, TEXT, head=HEAD, now=now, by=None)
    assert drafting.make_drafts(folder, made, now=now, by=None) > 0
    return made


def test_a_text_becomes_drafts_that_can_be_accepted_as_they_are(
    folder: Path, article: str, now: datetime
) -> None:
    drafts = drafting.list_drafts(folder, article, held=False)
    texts = {each.number: each.text for each in editing.open_article(folder, article).passages}
    assert drafts
    for draft in drafts:
        assert draft.evidence in texts[draft.passage]
        assert not draft.problems
        drafting.accept(folder, draft.id, expected_version=1, now=now, by=None)
    bank = parse_bank(working_files(folder).files)
    assert {each.id for each in bank.articles[article].facts} == {
        each.fact["id"] for each in drafts
    }
    assert drafting.progress(article).accepted == len(drafts)
    with reading() as session:
        assert session.get_one(DraftArticle, article).drafted_at == now


def test_an_entity_of_another_article_is_used(folder: Path, article: str) -> None:
    drafts = drafting.list_drafts(folder, article, held=True)
    new = {entity.name for draft in drafts for entity in draft.entities}
    assert "Konrad Zuse" not in new


def test_drafting_again_adds_nothing_that_is_known(
    folder: Path, article: str, now: datetime
) -> None:
    before = drafting.list_drafts(folder, article, held=True)
    drafting.accept(folder, before[0].id, expected_version=1, now=now, by=None)
    drafting.reject(before[1].id, expected_version=1, now=now, by=None)
    assert drafting.make_drafts(folder, article, now=now, by=None) == len(before) - 2
    after = drafting.list_drafts(folder, article, held=True)
    assert sorted(each.fact["id"] for each in after) == sorted(each.fact["id"] for each in before)
    assert [each.id for each in after if each.state != "proposed"] == [before[0].id, before[1].id]


def test_a_draft_whose_passage_was_edited_away_says_so_and_stores_nothing(
    folder: Path, article: str, now: datetime
) -> None:
    draft = drafting.list_drafts(folder, article, held=False)[0]
    passage = editing.open_article(folder, article).passages[draft.passage - 1]
    editing.edit_passage(
        folder,
        article,
        passage.number,
        text="Nothing of it is left here.",
        heading="",
        expected=passage.digest,
        now=now,
        by=None,
    )
    shown = drafting.get_draft(folder, draft.id)
    assert "not an exact run" in " ".join(shown.problems)
    with pytest.raises(editing.FieldErrors):
        drafting.accept(folder, draft.id, expected_version=shown.version, now=now, by=None)
    assert drafting.get_draft(folder, draft.id).state == "proposed"


def test_an_article_that_was_taken_away_leaves_no_drafts(
    folder: Path, article: str, now: datetime
) -> None:
    draft = drafting.list_drafts(folder, article, held=False)[0]
    editing.remove_article(folder, article, now=now, by=None)
    assert drafting.list_drafts(folder, article, held=True) == ()
    with pytest.raises(NotFoundError, match="no such draft"):
        drafting.get_draft(folder, draft.id)


def test_an_article_from_disk_can_be_drafted_too(folder: Path, now: datetime) -> None:
    made = drafting.make_drafts(folder, "engines", now=now, by=None)
    drafts = drafting.list_drafts(folder, "engines", held=True)
    assert len(drafts) == made
    # What the documents have already is not proposed again.
    assert not [
        each for each in drafts if each.fact["slots"].get("what") == "Konrad Zuse built the Z3"
    ]
