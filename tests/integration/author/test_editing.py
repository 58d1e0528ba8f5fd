"""Facts in the works: saved one by one, refused by field, and never lost to another author."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from flask import Flask

from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError, NotFoundError
from quizapp.services.editing import editing
from quizapp.services.editing.editing import FieldErrors, StaleError
from quizapp.services.workspace import workspace
from tests.integration.author.conftest import Bank
from tests.integration.author.works import ENGINES, FACTS, NEW_FACT, fact_of, other_thread, working
from tests.integration.publishing.small_bank import FACTS as FACTS_TEXT

pytestmark = pytest.mark.usefixtures("database")


def test_an_article_on_disk_opens_as_it_is(bank: Bank) -> None:
    bench = editing.open_article(bank.folder, ENGINES)
    assert (bench.title, bench.language, bench.origin) == ("Engines that compute", "en", "disk")
    assert [passage.facts for passage in bench.passages] == [2, 2]
    assert "Konrad Zuse built the Z3 in 1941." in [run.text for run in bench.passages[0].runs]
    assert [fact.id for fact in bench.facts][:2] == ["babbage-drew", "zuse-built"]
    assert not any(fact.problems or fact.anchor_lost for fact in bench.facts)
    assert dict(bench.topics) == {"plans": "Plans", "machines": "Machines"}
    assert not bench.problems
    assert not bench.in_browser
    with pytest.raises(NotFoundError):
        editing.open_article(bank.folder, "none")


def test_a_saved_fact_changes_its_own_lines_and_nothing_on_disk(bank: Bank, now: datetime) -> None:
    old = fact_of(bank.folder, "zuse-built")
    new = {**old.json, "explanation": "It worked with relays."}
    saved = editing.save_fact(bank.folder, ENGINES, new, expected=old.digest, now=now, by=None)
    assert working(bank.folder) == FACTS_TEXT.replace("It ran on relays.", "It worked with relays.")
    assert (bank.folder / FACTS).read_text("utf-8") == FACTS_TEXT
    again = fact_of(bank.folder, "zuse-built")
    assert (again.digest, again.json) == (saved.digest, new)
    assert editing.open_article(bank.folder, ENGINES).origin == "changed"


def test_a_new_fact_goes_behind_the_others_and_gets_an_id(bank: Bank, now: datetime) -> None:
    bare = {key: value for key, value in NEW_FACT.items() if key != "id"}
    saved = editing.save_fact(bank.folder, ENGINES, bare, expected="", now=now, by=None)
    assert saved.id == "engines-1-ada-lovelace-wrote-of-engines"
    assert working(bank.folder).startswith(FACTS_TEXT)
    taken = {**NEW_FACT, "id": saved.id}
    with pytest.raises(FieldErrors) as caught:
        editing.save_fact(bank.folder, ENGINES, taken, expected="", now=now, by=None)
    assert "id" in caught.value.fields


def test_a_fact_with_faults_is_refused_by_field_and_nothing_is_stored(
    bank: Bank, now: datetime
) -> None:
    wrong = {
        **NEW_FACT,
        "evidence": "words that are nowhere",
        "topics": ["nothing"],
        "statement": "It was so",
    }
    with pytest.raises(FieldErrors) as caught:
        editing.save_fact(bank.folder, ENGINES, wrong, expected="", now=now, by=None)
    assert set(caught.value.fields) == {"evidence", "topics[0]", "statement"}
    assert len(caught.value.fields["statement"]) == 2
    slots = {"what": "", "when": "in spring"}
    bad = {**NEW_FACT, "slots": slots}
    with pytest.raises(FieldErrors) as caught:
        editing.save_fact(bank.folder, ENGINES, bad, expected="", now=now, by=None)
    assert set(caught.value.fields) == {"slots.what", "slots.when"}
    assert workspace.working_files(bank.folder).versions == {}


def test_line_breaks_become_spaces_and_control_characters_are_refused(
    bank: Bank, now: datetime
) -> None:
    seen = fact_of(bank.folder, "zuse-built")
    new = {**seen.json, "explanation": " It ran\r\non relays.\n"}
    saved = editing.save_fact(bank.folder, ENGINES, new, expected=seen.digest, now=now, by=None)
    assert saved.digest == seen.digest
    for bad in ("a\0b", "a\x07b", "a\ud800b", "a\ufeffb"):
        wrong = {**seen.json, "slots": {"what": bad, "when": "1941"}}
        with pytest.raises(FieldErrors) as caught:
            editing.save_fact(bank.folder, ENGINES, wrong, expected=seen.digest, now=now, by=None)
        assert set(caught.value.fields) == {"slots.what"}
    deep: JsonObject = {}
    for _ in range(50):
        deep = {"a": deep}
    with pytest.raises(FieldErrors):
        editing.save_fact(
            bank.folder,
            ENGINES,
            {**seen.json, "slots": deep},
            expected=seen.digest,
            now=now,
            by=None,
        )
    assert working(bank.folder) == FACTS_TEXT


def test_the_second_of_two_authors_sees_what_the_first_one_wrote(bank: Bank, now: datetime) -> None:
    seen = fact_of(bank.folder, "zuse-built")
    first = {**seen.json, "explanation": "The first."}
    editing.save_fact(bank.folder, ENGINES, first, expected=seen.digest, now=now, by=None)
    second = {**seen.json, "explanation": "The second."}
    with pytest.raises(StaleError) as caught:
        editing.save_fact(bank.folder, ENGINES, second, expected=seen.digest, now=now, by=None)
    assert caught.value.current == first
    with pytest.raises(StaleError):
        editing.remove_fact(
            bank.folder, ENGINES, "zuse-built", expected=seen.digest, now=now, by=None
        )
    assert fact_of(bank.folder, "zuse-built").json == first
    digest = editing.fact_digest(first)
    editing.remove_fact(bank.folder, ENGINES, "zuse-built", expected=digest, now=now, by=None)
    with pytest.raises(StaleError) as caught:
        editing.save_fact(bank.folder, ENGINES, second, expected=digest, now=now, by=None)
    assert caught.value.current is None


def test_two_authors_who_save_different_facts_of_a_file_lose_nothing(
    bank: Bank, database: Flask, now: datetime
) -> None:
    def save(fact_id: str) -> int:
        with other_thread(database):
            for number in range(50):
                seen = fact_of(bank.folder, fact_id)
                new = {**seen.json, "explanation": f"Number {number} of this fact."}
                editing.save_fact(bank.folder, ENGINES, new, expected=seen.digest, now=now, by=None)
                more = {**NEW_FACT, "id": f"{fact_id}-{number}"}
                editing.save_fact(bank.folder, ENGINES, more, expected="", now=now, by=None)
        return 50

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(save, ["babbage-drew", "turing-said"])) == [50, 50]
    bench = editing.open_article(bank.folder, ENGINES)
    assert len(bench.facts) == 4 + 100
    for fact_id in ("babbage-drew", "turing-said"):
        assert fact_of(bank.folder, fact_id).json["explanation"] == "Number 49 of this fact."
        ids = {fact.id for fact in bench.facts}
        assert {f"{fact_id}-{number}" for number in range(50)} <= ids
    assert workspace.working_files(bank.folder).versions == {FACTS: 200}


def test_facts_with_problems_are_shown_with_them_and_hide_no_other(
    bank: Bank, now: datetime
) -> None:
    broken = FACTS_TEXT.replace("'1941'", "'spring'").replace("type: claim", "type: gossip")
    workspace.save_files(bank.folder, {FACTS: broken}, expected={}, now=now, by=None)
    bench = editing.open_article(bank.folder, ENGINES)
    assert [bool(fact.problems) for fact in bench.facts] == [False, True, True, False]
    assert bench.facts[1].problems[0].startswith(f"{FACTS}:25:13: facts[1].slots.when: ")
    good = {**bench.facts[0].json, "explanation": "It was for tables."}
    digest = bench.facts[0].digest
    editing.save_fact(bank.folder, ENGINES, good, expected=digest, now=now, by=None)
    assert fact_of(bank.folder, "babbage-drew").json == good


def test_a_file_that_cannot_be_read_hides_its_own_facts_only(bank: Bank, now: datetime) -> None:
    workspace.save_files(
        bank.folder, {"engines/more.yaml": "facts:\n  - id: 'x\n"}, expected={}, now=now, by=None
    )
    bench = editing.open_article(bank.folder, ENGINES)
    assert len(bench.facts) == 4
    assert "engines/more.yaml:" in bench.problems[0]


def test_more_facts_than_can_be_shown_are_refused_in_words(bank: Bank) -> None:
    one = "  - id: f{n}\n    type: event\n"
    for part in range(3):
        text = "facts:\n" + "".join(one.format(n=part * 4000 + n) for n in range(4000))
        bank.write({f"engines/facts-{part}.yaml": text})
    with pytest.raises(InputError, match="12004 facts, more than the 10000"):
        editing.open_article(bank.folder, ENGINES)
