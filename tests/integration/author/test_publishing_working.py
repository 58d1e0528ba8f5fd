"""Publishing from the browser, article by article: no restart and no rollback undoes it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from flask import Flask

from quizapp.bank.document import Bank as Document
from quizapp.bank.parse import parse_bank
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import CleanArticle, CleanPassage
from quizapp.errors import BankErrors, ConflictError
from quizapp.services.editing import editing
from quizapp.services.publishing import (
    parsed_banks,
    publishing,
    publishing_edition,
    publishing_history,
)
from quizapp.services.publishing.publishing import Published
from quizapp.services.workspace import workspace
from quizapp.store.bank import content_queries, revision_queries
from quizapp.store.engine import reading
from tests.integration.author.conftest import Bank
from tests.integration.author.works import ENGINES, FACTS, fact_of, other_thread, working
from tests.integration.publishing.small_bank import ENTITIES, FILES
from tests.integration.publishing.small_bank import FACTS as FACTS_TEXT

HEAD: JsonObject = {"source": {"publication": "Our own example", "licence": "CC0-1.0"}}
FACT: JsonObject = {
    "id": "lindau-opened",
    "type": "event",
    "passage": 1,
    "evidence": "opened its harbour in 1856",
    "status": "stated",
    "statement": "Lindau opened its harbour in 1856.",
    "explanation": "The lion came with it.",
    "topics": ["lindau"],
    "slots": {"what": "the town opened its harbour", "when": "1856", "where": "lindau-town"},
}
TOWN: JsonObject = {"id": "lindau-town", "name": "Lindau", "kind": "place"}


@pytest.fixture(autouse=True)
def first(database: Flask, bank: Bank, now: datetime) -> int:
    """Publish the disk's documents."""
    del database
    return publishing.publish_folder(bank.folder, now=now, by=None).revision


def serves() -> dict[str, str]:
    """Return the files of the revision that serves."""
    with reading() as session:
        current = content_queries.find_current_revision(session)
        assert current is not None
        return revision_queries.files_of(session, current.id) or {}


def restart(bank: Bank, now: datetime) -> Published:
    """Publish as a start of the server does."""
    return publishing.publish_folder(bank.folder, now=now, by=None)


def publish(bank: Bank, now: datetime, *articles: str) -> Published:
    """Publish these articles of the browser."""
    return publishing.publish_working(
        bank.folder, articles=frozenset(articles), expected=None, note="", now=now, by=None
    )


def make_lindau(bank: Bank, now: datetime, *, facts: bool = True) -> None:
    """Make a second article in the browser."""
    clean = CleanArticle(
        "Lindau", "en", (CleanPassage(1, "Lindau opened its harbour in 1856."),), ()
    )
    article = editing.create_article(bank.folder, clean, head=HEAD, now=now, by=None)
    if facts:
        editing.save_fact(
            bank.folder, article, FACT, expected="", now=now, by=None, entities=[TOWN]
        )


def reword(bank: Bank, words: str, now: datetime) -> None:
    """Change the explanation of a fact of the disk's article."""
    seen = fact_of(bank.folder, "zuse-built")
    new = {**seen.json, "explanation": words}
    editing.save_fact(bank.folder, ENGINES, new, expected=seen.digest, now=now, by=None)


def test_what_is_not_published_serves_nobody_and_a_restart_leaves_it(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    assert not restart(bank, now).written
    assert serves() == FILES
    assert "New words." in working(bank.folder)


def test_an_article_of_the_browser_is_published_and_a_restart_does_not_retire_it(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    plan = publishing.plan_working(bank.folder, articles=None)
    assert plan.plan is not None
    assert [(each.id, each.chosen) for each in plan.choices] == [("lindau", True)]
    assert {change.fact for change in plan.plan.facts} == {"lindau-opened"}
    publish(bank, now, "lindau")
    assert "lindau/facts.yaml" in serves()
    assert workspace.working_files(bank.folder).changed == frozenset()
    before = serves()
    assert not restart(bank, now).written
    assert serves() == before
    assert publishing.plan_working(bank.folder, articles=None).choices == ()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the number of files of each bank that is parsed from now on."""
    found: list[int] = []

    def counted(files: Mapping[str, str]) -> Document:
        found.append(len(files))
        return parse_bank(files)

    monkeypatch.setattr(parsed_banks, "parse_bank", counted)
    parsed_banks._outcome.cache_clear()
    publishing_edition._edition.cache_clear()
    return found


def test_a_plan_and_its_publish_parse_the_bank_once(
    bank: Bank, now: datetime, parsed: list[int]
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    shown = publishing.plan_working(bank.folder, articles=None).plan
    assert shown is not None
    assert len(parsed) == 1
    publishing.plan_working(bank.folder, articles=None)
    publishing.publish_working(
        bank.folder, articles=None, expected=shown.token, note="", now=now, by=None
    )
    assert len(parsed) == 1


def test_what_is_left_out_of_a_plan_is_parsed_beside_it_once(
    bank: Bank, now: datetime, parsed: list[int]
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    for _ in range(2):
        plan = publishing.plan_working(bank.folder, articles=frozenset({ENGINES}))
        assert {each.id: each.chosen for each in plan.choices} == {ENGINES: True, "lindau": False}
    assert len(parsed) == 2, "what is in the works, and what of it is chosen"


def test_problems_are_told_each_time_and_looked_for_once(bank: Bank, parsed: list[int]) -> None:
    bank.write({FACTS: FACTS_TEXT.replace("'1941'", "'spring'")})
    told = [publishing.plan_working(bank.folder, articles=None) for _ in range(2)]
    assert told[0].left == told[1].left != ()
    assert len(parsed) == 2, "with what is broken, and with what serves in its place"


def test_only_the_chosen_articles_are_published_with_the_entities_they_name(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    publish(bank, now, "lindau")
    assert serves()[FACTS] == FACTS_TEXT
    assert "lindau/entities.yaml" in serves()
    publish(bank, now, ENGINES)
    assert "New words." in serves()[FACTS]


def test_an_entity_that_was_made_for_another_article_comes_along(bank: Bank, now: datetime) -> None:
    make_lindau(bank, now)
    seen = fact_of(bank.folder, "zuse-built")
    new = {**seen.json, "slots": {**seen.json["slots"], "where": "lindau-town"}}
    editing.save_fact(bank.folder, ENGINES, new, expected=seen.digest, now=now, by=None)
    publish(bank, now, ENGINES)
    assert "lindau/entities.yaml" in serves()
    assert "lindau/facts.yaml" not in serves()


def test_a_half_finished_article_is_refused_with_its_place_and_blocks_no_other(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    broken = FACTS_TEXT.replace("'1941'", "'spring'")
    workspace.save_files(bank.folder, {FACTS: broken}, expected={}, now=now, by=None)
    plan = publishing.plan_working(bank.folder, articles=None)
    assert plan.plan is not None
    assert [(each.id, each.chosen) for each in plan.choices] == [
        (ENGINES, False),
        ("lindau", True),
    ]
    assert str(plan.choices[0].problems[0]).startswith(f"{FACTS}:25:13: ")
    both = publishing.plan_working(bank.folder, articles=frozenset({ENGINES, "lindau"}))
    assert both.plan is None
    assert both.problems[0].file == FACTS
    with pytest.raises(BankErrors, match=f"{FACTS}:25:13"):
        publish(bank, now, ENGINES)
    assert serves() == FILES
    publishing.publish_working(bank.folder, articles=None, expected=None, note="", now=now, by=None)
    assert serves() == {
        **FILES,
        **{path: text for path, text in _files(bank).items() if path.startswith("lindau/")},
    }


def test_a_broken_article_of_the_disk_goes_on_serving_beside_one_that_is_published(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    bank.write({FACTS: FACTS_TEXT.replace("'1941'", "'spring'")})
    plan = publishing.plan_working(bank.folder, articles=None)
    assert plan.plan is not None
    assert str(plan.left[0]).startswith(f"{FACTS}:25:13: ")
    publish(bank, now, "lindau")
    assert serves()[FACTS] == FACTS_TEXT
    assert "lindau/facts.yaml" in serves()


def test_a_merge_that_an_unfinished_article_still_waits_for_blocks_no_other(
    bank: Bank, now: datetime
) -> None:
    make_lindau(bank, now)
    twin: JsonObject = {"id": "turing", "name": "A. M. Turing", "kind": "person"}
    editing.save_entity(bank.folder, twin, expected="", now=now, by=None)
    editing.merge_entities(bank.folder, keep="turing", gone="alan-turing", now=now, by=None)
    broken = working(bank.folder).replace("'1941'", "'spring'")
    versions = workspace.working_files(bank.folder).versions
    workspace.save_files(bank.folder, {FACTS: broken}, expected=versions, now=now, by=None)
    plan = publishing.plan_working(bank.folder, articles=None)
    assert plan.plan is not None
    assert 'there is no entity "alan-turing"' in str(plan.left[0])
    publish(bank, now, "lindau")
    assert serves()["entities.yaml"] == ENTITIES
    assert "lindau/facts.yaml" in serves()
    mended = broken.replace("'spring'", "'1941'")
    versions = workspace.working_files(bank.folder).versions
    workspace.save_files(bank.folder, {FACTS: mended}, expected=versions, now=now, by=None)
    publish(bank, now, ENGINES)
    assert "id: alan-turing" not in serves()["entities.yaml"]
    assert "speaker: turing" in serves()[FACTS]


def test_edits_after_a_publish_do_not_serve_until_they_are_published(
    bank: Bank, now: datetime
) -> None:
    reword(bank, "The first words.", now)
    publish(bank, now, ENGINES)
    reword(bank, "The second words.", now)
    assert not restart(bank, now).written
    assert "The first words." in serves()[FACTS]
    assert "The second words." in working(bank.folder)


def test_a_disk_that_changed_after_a_publish_is_a_conflict_and_neither_is_lost(
    bank: Bank, now: datetime
) -> None:
    reword(bank, "Words of the browser.", now)
    publish(bank, now, ENGINES)
    bank.write({FACTS: FACTS_TEXT.replace("It ran on relays.", "Words of the disk.")})
    assert not restart(bank, now).written
    assert workspace.working_files(bank.folder).conflicts == (FACTS,)
    assert "Words of the browser." in serves()[FACTS]
    workspace.take_disk(bank.folder, FACTS, now=now, by=None)
    assert restart(bank, now).written
    assert "Words of the disk." in serves()[FACTS]


def test_discarding_what_was_published_gives_the_disks_back_at_the_next_publish(
    bank: Bank, now: datetime
) -> None:
    reword(bank, "Words of the browser.", now)
    publish(bank, now, ENGINES)
    workspace.discard(bank.folder, FACTS, now=now, by=None)
    assert restart(bank, now).written
    assert serves() == FILES


def test_the_offered_text_copied_to_disk_changes_nothing_but_whose_it_is(
    bank: Bank, now: datetime
) -> None:
    reword(bank, "Words of the browser.", now)
    publish(bank, now, ENGINES)
    bank.write({FACTS: working(bank.folder)})
    assert workspace.working_files(bank.folder).origins[FACTS] == "disk"
    assert not restart(bank, now).written
    assert workspace.working_files(bank.folder).versions == {}
    bank.write({FACTS: FACTS_TEXT})
    assert workspace.working_files(bank.folder).conflicts == ()
    assert restart(bank, now).written
    assert serves() == FILES


def test_an_article_taken_away_is_retired_when_that_is_published(bank: Bank, now: datetime) -> None:
    make_lindau(bank, now)
    publish(bank, now, "lindau")
    editing.remove_article(bank.folder, ENGINES, now=now, by=None)
    assert not restart(bank, now).written
    plan = publishing.plan_working(bank.folder, articles=None)
    assert [(each.id, each.removed) for each in plan.choices] == [(ENGINES, True)]
    publish(bank, now, ENGINES)
    assert FACTS not in serves()
    assert not restart(bank, now).written
    assert FACTS not in serves()


def test_an_entity_alone_is_published_without_an_article(bank: Bank, now: datetime) -> None:
    seen = editing.get_entity(bank.folder, "konrad-zuse")
    new = {**seen.json, "aliases": ["Zuse"]}
    editing.save_entity(bank.folder, new, expected=seen.digest, now=now, by=None)
    plan = publishing.plan_working(bank.folder, articles=frozenset())
    assert plan.shared == ("entities.yaml",)
    publish(bank, now)
    assert "- Zuse" in serves()["entities.yaml"]
    assert serves()["entities.yaml"] != ENTITIES


def test_of_two_authors_publishing_at_once_one_wins_and_the_other_looks_again(
    bank: Bank, database: Flask, now: datetime
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    tokens = {}
    for article in (ENGINES, "lindau"):
        plan = publishing.plan_working(bank.folder, articles=frozenset({article})).plan
        assert plan is not None
        tokens[article] = plan.token

    def send(article: str) -> bool:
        with other_thread(database):
            try:
                publishing.publish_working(
                    bank.folder,
                    articles=frozenset({article}),
                    expected=tokens[article],
                    note="",
                    now=now,
                    by=None,
                )
            except ConflictError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(send, tokens))
    assert sorted(won) == [False, True]
    loser = list(tokens)[won.index(False)]
    again = publishing.plan_working(bank.folder, articles=None)
    assert [each.id for each in again.choices] == [loser]
    assert again.plan is not None
    publish(bank, now, loser)
    assert "New words." in serves()[FACTS]
    assert "lindau/facts.yaml" in serves()


def test_a_rollback_is_not_undone_by_a_restart(bank: Bank, first: int, now: datetime) -> None:
    bank.write({FACTS: FACTS_TEXT.replace("It ran on relays.", "Words of the disk.")})
    assert restart(bank, now).written
    publishing.rollback(first, now=now, by=None)
    assert serves() == FILES
    assert not restart(bank, now).written
    assert serves() == FILES
    copy = workspace.working_files(bank.folder)
    assert (copy.origins[FACTS], copy.conflicts) == ("changed", ())
    assert copy.files[FACTS] == FACTS_TEXT


def test_a_rollback_over_what_the_browser_published_gives_the_old_texts_back(
    bank: Bank, first: int, now: datetime
) -> None:
    make_lindau(bank, now)
    reword(bank, "New words.", now)
    second = publish(bank, now, ENGINES, "lindau").revision
    publishing.rollback(first, now=now, by=None)
    assert serves() == FILES
    assert not restart(bank, now).written
    assert workspace.working_files(bank.folder).files == FILES
    publishing.rollback(second, now=now, by=None)
    assert "New words." in serves()[FACTS]
    assert not restart(bank, now).written
    assert "lindau/facts.yaml" in workspace.working_files(bank.folder).files


def test_a_rollback_leaves_what_is_not_published_in_the_works(
    bank: Bank, first: int, now: datetime
) -> None:
    reword(bank, "The first words.", now)
    publish(bank, now, ENGINES)
    reword(bank, "The second words.", now)
    publishing.rollback(first, now=now, by=None)
    assert not restart(bank, now).written
    assert serves() == FILES
    assert "The second words." in working(bank.folder)
    publish(bank, now, ENGINES)
    assert "The second words." in serves()[FACTS]


def test_history_shows_what_was_published_from_the_browser(
    bank: Bank, first: int, now: datetime
) -> None:
    reword(bank, "New words.", now)
    done = publish(bank, now, ENGINES)
    view = publishing_history.get_revision(revision_id=done.revision)
    assert view.previous == first
    assert [each.path for each in view.files] == [FACTS]
    changed = [line for line in view.files[0].lines if line[0] in "+-"]
    assert changed == ["-    explanation: It ran on relays.", "+    explanation: New words."]


def _files(bank: Bank) -> dict[str, str]:
    return dict(workspace.working_files(bank.folder).files)
