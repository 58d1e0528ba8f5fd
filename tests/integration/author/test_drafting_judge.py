"""Judging drafts: what is accepted stands in the documents, and all of it can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.bank.parse import parse_bank
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.drafting.drafting import (
    DraftView,
    StaleDraftError,
    accept,
    edit_and_accept,
    get_draft,
    list_drafts,
    progress,
    reject,
    restore,
    undo,
)
from quizapp.services.drafting.drafting_make import RULES, store_drafts
from quizapp.services.editing import editing
from quizapp.services.workspace.workspace_files import working_files
from tests.integration.author.conftest import Bank
from tests.integration.author.drafts_world import DRAFTED, HELD, MACHINE, PLAN
from tests.integration.publishing.small_bank import FILES


@pytest.fixture
def folder(database: Flask, bank: Bank, now: datetime) -> Path:
    """Return the bank's folder; its article has drafts."""
    del database
    made = store_drafts(
        bank.folder, "engines", {RULES: DRAFTED}, replaces={RULES}, now=now, by=None
    )
    assert made == {RULES: 4}
    return bank.folder


def files(folder: Path) -> Mapping[str, str]:
    """Return the documents in the works."""
    return working_files(folder).files


def facts(folder: Path) -> list[str]:
    """Return the ids of all facts of the documents, which are a sound bank."""
    return [each.id for each in parse_bank(files(folder)).facts()]


def find(folder: Path, fact_id: str) -> DraftView:
    """Return a draft by the id it was drafted with."""
    drafts = list_drafts(folder, "engines", held=True)
    return next(each for each in drafts if each.fact["id"] == fact_id)


def test_drafts_show_what_they_say_in_words(folder: Path) -> None:
    shown = list_drafts(folder, "engines", held=False)
    assert [each.fact["id"] for each in shown] == [PLAN["id"], MACHINE["id"]]
    machine = shown[1]
    assert (machine.type, machine.status, machine.passage) == ("event", "stated", 1)
    assert (machine.state, machine.origin, machine.confidence) == ("proposed", "rules", 0.7)
    assert {each.name: each.value for each in machine.slots} == {
        "what": "Konrad Zuse switched on a machine",
        "when": "1941",
        "who": "Konrad Zuse, The North Laboratory",
    }
    assert machine.fact["slots"]["who"] == ["konrad-zuse", "north-lab"]
    assert [each.id for each in machine.entities] == ["north-lab"]
    assert machine.problems == ()


def test_what_is_not_ready_is_held_back_with_the_reason(folder: Path) -> None:
    held = [each for each in list_drafts(folder, "engines", held=True) if each.held]
    assert [each.held.partition(":")[0] for each in held] == [
        "a pronoun points to nothing",
        "it has to be mended first",
    ]
    assert "evidence: the evidence is not an exact run" in held[1].problems[0]


def test_accepting_puts_the_fact_and_its_new_entities_into_the_documents(
    folder: Path, now: datetime
) -> None:
    draft = find(folder, MACHINE["id"])
    after = accept(folder, draft.id, expected_version=draft.version, now=now, by=None)
    assert (after.state, after.fact_id, after.version) == ("accepted", MACHINE["id"], 2)
    assert MACHINE["id"] in facts(folder)
    assert "north-lab" in parse_bank(files(folder)).entities
    assert (folder / "engines" / "facts.yaml").read_text("utf-8") == FILES["engines/facts.yaml"]


def test_a_press_that_is_sent_twice_counts_once(folder: Path, now: datetime) -> None:
    draft = find(folder, PLAN["id"])
    for _ in range(2):
        assert accept(folder, draft.id, expected_version=1, now=now, by=None).version == 2
    assert facts(folder).count(PLAN["id"]) == 1
    for _ in range(2):
        assert undo(folder, draft.id, expected_version=2, now=now, by=None).version == 3
    for _ in range(2):
        reject(draft.id, expected_version=3, now=now, by=None)
    assert find(folder, PLAN["id"]).version == 4


def test_a_press_on_an_old_page_is_refused(folder: Path, now: datetime) -> None:
    draft = find(folder, PLAN["id"])
    reject(draft.id, expected_version=1, now=now, by=None)
    with pytest.raises(StaleDraftError, match="it is rejected now") as refused:
        accept(folder, draft.id, expected_version=1, now=now, by=None)
    assert refused.value.state == "rejected"
    with pytest.raises(StaleDraftError):
        edit_and_accept(folder, draft.id, draft.fact, expected_version=1, now=now, by=None)
    with pytest.raises(StaleDraftError):
        restore(draft.id, expected_version=1, now=now, by=None)
    assert PLAN["id"] not in facts(folder)


def test_taking_an_acceptance_back_leaves_the_documents_as_they_were(
    folder: Path, now: datetime
) -> None:
    before = parse_bank(files(folder))
    for name in (PLAN["id"], MACHINE["id"]):
        accept(folder, find(folder, name).id, expected_version=1, now=now, by=None)
    for name in (PLAN["id"], MACHINE["id"]):
        after = undo(folder, find(folder, name).id, expected_version=2, now=now, by=None)
        assert (after.state, after.fact_id) == ("proposed", "")
    again = parse_bank(files(folder))
    assert again.facts() == before.facts()
    assert again.entities == before.entities


def test_an_entity_that_another_fact_names_stays(folder: Path, now: datetime) -> None:
    draft = find(folder, MACHINE["id"])
    accept(folder, draft.id, expected_version=1, now=now, by=None)
    other = {**MACHINE, "id": "by-hand", "slots": {**draft.fact["slots"], "when": "1942"}}
    other["statement"] = "Konrad Zuse switched on a machine in 1942."
    editing.save_fact(folder, "engines", other, expected="", now=now, by=None)
    undo(folder, draft.id, expected_version=2, now=now, by=None)
    assert "north-lab" in parse_bank(files(folder)).entities
    assert draft.fact["id"] not in facts(folder)


def test_two_drafts_that_bring_one_entity_can_be_taken_back_in_any_order(
    folder: Path, now: datetime
) -> None:
    first = find(folder, MACHINE["id"])
    second = find(folder, PLAN["id"])
    edited = {**second.fact, "slots": {**second.fact["slots"], "who": ["north-lab"]}}
    accept(folder, first.id, expected_version=1, now=now, by=None)
    edit_and_accept(
        folder,
        second.id,
        edited,
        expected_version=1,
        now=now,
        by=None,
        entities=[{"id": "north-lab", "name": "The North Laboratory", "kind": "organisation"}],
    )
    undo(folder, second.id, expected_version=2, now=now, by=None)
    undo(folder, first.id, expected_version=2, now=now, by=None)
    assert "north-lab" not in parse_bank(files(folder)).entities
    accept(folder, second.id, expected_version=3, now=now, by=None)
    assert "north-lab" in parse_bank(files(folder)).entities


def test_a_fact_that_was_edited_since_is_not_taken_back(folder: Path, now: datetime) -> None:
    draft = find(folder, PLAN["id"])
    accept(folder, draft.id, expected_version=1, now=now, by=None)
    bench = editing.open_article(folder, "engines")
    fact = editing.find_fact(bench, PLAN["id"])
    assert fact
    edited = {**fact.json, "explanation": "He never finished it."}
    editing.save_fact(folder, "engines", edited, expected=fact.digest, now=now, by=None)
    with pytest.raises(ConflictError, match="edited after it was accepted"):
        undo(folder, draft.id, expected_version=2, now=now, by=None)
    assert get_draft(folder, draft.id).state == "accepted"
    assert PLAN["id"] in facts(folder)


def test_a_fact_that_was_taken_out_since_leaves_its_draft_to_judge(
    folder: Path, now: datetime
) -> None:
    draft = find(folder, PLAN["id"])
    accept(folder, draft.id, expected_version=1, now=now, by=None)
    fact = editing.find_fact(editing.open_article(folder, "engines"), PLAN["id"])
    assert fact
    editing.remove_fact(folder, "engines", fact.id, expected=fact.digest, now=now, by=None)
    assert undo(folder, draft.id, expected_version=2, now=now, by=None).state == "proposed"


def test_an_edited_draft_is_accepted_as_it_was_edited(folder: Path, now: datetime) -> None:
    draft = find(folder, HELD["id"])
    edited: JsonObject = {
        **draft.fact,
        "statement": "Konrad Zuse finished it in 1941.",
        "slots": {"what": "Konrad Zuse finished the Z3", "when": "1941"},
    }
    after = edit_and_accept(folder, draft.id, edited, expected_version=1, now=now, by=None)
    assert after.fact["slots"]["what"] == "Konrad Zuse finished the Z3"
    assert HELD["id"] in facts(folder)
    assert store_drafts(
        folder, "engines", {RULES: DRAFTED}, replaces={RULES}, now=now, by=None
    ) == {RULES: 3}
    assert find(folder, HELD["id"]).state == "accepted"


def test_a_draft_with_problems_stores_nothing(folder: Path, now: datetime) -> None:
    draft = find(folder, MACHINE["id"])
    before = files(folder)
    edited = {**draft.fact, "slots": {**draft.fact["slots"], "when": "once"}}
    with pytest.raises(editing.FieldErrors) as refused:
        edit_and_accept(folder, draft.id, edited, expected_version=1, now=now, by=None)
    assert list(refused.value.fields) == ["slots.when"]
    assert files(folder) == before
    assert get_draft(folder, draft.id).version == 1


def test_a_rejected_draft_can_be_had_back(folder: Path, now: datetime) -> None:
    draft = find(folder, PLAN["id"])
    reject(draft.id, expected_version=1, now=now, by=None)
    assert get_draft(folder, draft.id).state == "rejected"
    restore(draft.id, expected_version=2, now=now, by=None)
    assert get_draft(folder, draft.id).state == "proposed"
    reject(draft.id, expected_version=3, now=now, by=None)
    assert undo(folder, draft.id, expected_version=4, now=now, by=None).state == "proposed"


def test_progress_counts_by_state_and_passage(folder: Path, now: datetime) -> None:
    accept(folder, find(folder, PLAN["id"]).id, expected_version=1, now=now, by=None)
    reject(find(folder, HELD["id"]).id, expected_version=1, now=now, by=None)
    found = progress("engines")
    assert (found.proposed, found.held, found.accepted, found.rejected) == (1, 1, 1, 1)
    assert found.total == 3
    assert found.by_passage[1].held == 1
    assert progress("none").by_passage == {}


def test_making_drafts_again_keeps_what_was_judged(folder: Path, now: datetime) -> None:
    accept(folder, find(folder, PLAN["id"]).id, expected_version=1, now=now, by=None)
    reject(find(folder, MACHINE["id"]).id, expected_version=1, now=now, by=None)
    assert store_drafts(
        folder, "engines", {RULES: DRAFTED}, replaces={RULES}, now=now, by=None
    ) == {RULES: 2}
    drafts = list_drafts(folder, "engines", held=True)
    assert sorted(each.state for each in drafts) == [
        "accepted",
        "proposed",
        "proposed",
        "rejected",
    ]


def test_a_draft_that_is_not_there_says_so(folder: Path, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="no such draft"):
        get_draft(folder, 999)
    with pytest.raises(NotFoundError, match="no such draft"):
        reject(999, expected_version=1, now=now, by=None)
