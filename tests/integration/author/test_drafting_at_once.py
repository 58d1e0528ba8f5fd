"""Several authors and tabs at once: each press is stored once, and no document loses a line."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.bank.parse import parse_bank
from quizapp.drafting.reading.document import Draft, DraftSet
from quizapp.errors import ConflictError
from quizapp.services.drafting.drafting import (
    StaleDraftError,
    accept,
    list_drafts,
    progress,
    reject,
)
from quizapp.services.drafting.drafting_make import RULES, store_drafts
from quizapp.services.editing.studio_forms import FormConflictError, find_form, save_form
from quizapp.services.people import accounts
from quizapp.services.workspace.workspace_files import working_files
from quizapp.store.engine import db
from tests.integration.author.conftest import Bank
from tests.integration.author.drafts_world import DRAFTED, event

MANY = DraftSet(
    (),
    tuple(
        Draft(
            event(
                f"engines-1-machine-{year}",
                f"Konrad Zuse showed machine number {year - 1900}",
                str(year),
                "Konrad Zuse built the Z3 in 1941",
            ),
            0.8,
        )
        for year in range(1941, 1953)
    ),
)


@pytest.fixture
def folder(database: Flask, bank: Bank) -> Path:
    """Return the folder of a bank."""
    del database
    return bank.folder


def at_once(app: Flask, count: int, act: Callable[[int], object]) -> list[object]:
    """Do it in threads, each with a context of its own; return results and refusals."""

    def one(number: int) -> object:
        with app.app_context():
            try:
                return act(number)
            except ConflictError as error:
                return error
            finally:
                db.session.remove()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_drafts_accepted_at_once_all_stand_in_the_documents(
    database: Flask, folder: Path, now: datetime
) -> None:
    store_drafts(folder, "engines", {RULES: MANY}, replaces={RULES}, now=now, by=None)
    drafts = list_drafts(folder, "engines", held=True)
    assert len(drafts) == 12

    def act(number: int) -> object:
        return accept(folder, drafts[number].id, expected_version=1, now=now, by=None).state

    assert at_once(database, 12, act) == ["accepted"] * 12
    facts = Counter(each.id for each in parse_bank(working_files(folder).files).facts())
    assert all(facts[each.fact["id"]] == 1 for each in drafts)


def test_one_draft_accepted_and_rejected_at_once_ends_as_one_of_both(
    database: Flask, folder: Path, now: datetime
) -> None:
    store_drafts(folder, "engines", {RULES: MANY}, replaces={RULES}, now=now, by=None)
    draft = list_drafts(folder, "engines", held=True)[0]

    def act(number: int) -> object:
        if number % 2:
            reject(draft.id, expected_version=1, now=now, by=None)
            return "rejected"
        return accept(folder, draft.id, expected_version=1, now=now, by=None).state

    results = at_once(database, 8, act)
    states = {each for each in results if isinstance(each, str)}
    assert len(states) == 1
    assert all(isinstance(each, str | StaleDraftError) for each in results)
    count = progress("engines")
    assert (count.accepted, count.rejected) == ((1, 0) if states == {"accepted"} else (0, 1))
    facts = [each.id for each in parse_bank(working_files(folder).files).facts()]
    assert facts.count(draft.fact["id"]) == count.accepted


def test_an_article_drafted_at_once_has_each_draft_once(
    database: Flask, folder: Path, now: datetime
) -> None:
    def act(_: int) -> object:
        return store_drafts(folder, "engines", {RULES: DRAFTED}, replaces={RULES}, now=now, by=None)

    assert at_once(database, 6, act) == [{RULES: 4}] * 6
    drafts = list_drafts(folder, "engines", held=True)
    assert len({each.fact["id"] for each in drafts}) == len(drafts) == 4


def test_a_form_kept_by_two_tabs_at_once_has_one_winner(
    database: Flask, folder: Path, now: datetime
) -> None:
    del folder

    person = accounts.create_user(name="Ana", password="amber kettle sings", roles=(), now=now).id

    def act(number: int) -> object:
        return save_form(
            user_id=person,
            subject="fact:zuse-built",
            content={"tab": number},
            base="",
            expected_version=0,
            now=now,
        )

    results = at_once(database, 8, act)
    assert results.count(1) == 1
    assert sum(isinstance(each, FormConflictError) for each in results) == 7
    found = find_form(user_id=person, subject="fact:zuse-built")
    assert found
    assert found.content == {"tab": results.index(1)}
