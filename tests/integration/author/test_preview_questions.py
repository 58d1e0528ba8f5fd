"""The preview of a fact: its questions with their keys, its flaws by field, what is locked."""

import time
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from quizapp.bank.load import read_files
from quizapp.errors import NotFoundError
from quizapp.generation.generate import generate
from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.services.editing.preview_bank import WorkingBank, with_entities, working_bank
from quizapp.services.editing.preview_questions import FactPreview, preview_in
from tests.integration.publishing.small_bank import DROPPING, FACTS_FILE, FILES, edited

SHIPPED = Path(__file__).parents[3] / "question_bank"


def fact_of(working: WorkingBank, fact_id: str) -> dict[str, Any]:
    """Return a fact of the bank as JSON."""
    fact = next(each.value for each in working.material.facts if each.value.id == fact_id)
    return fact.model_dump(mode="json", exclude_none=True)


def preview(
    fact_id: str, change: Mapping[str, Any] | None = None, files: Mapping[str, str] = FILES
) -> FactPreview:
    """Return the preview of a fact of the small bank, with these fields changed."""
    working = working_bank(files)
    fact = {**deepcopy(fact_of(working, fact_id)), **(change or {})}
    return preview_in(working, article_id="engines", fact=fact)


def test_a_fact_shows_each_form_and_level_with_its_key() -> None:
    shown = preview("turing-said")
    assert not shown.errors
    assert [view.name for view in shown.views] == ["speaker", "point"]
    speaker, point = shown.views
    assert {(each.type, each.level) for each in speaker.questions} >= {
        ("mcq", "near"),
        ("flashcard", ""),
    }
    choice = next(each for each in point.questions if each.type == "mcq")
    assert [line.text for line in choice.lines if line.right] == [
        "A machine could learn as a child does"
    ]
    assert choice.answer
    assert choice.explanation.startswith("He wrote it in an essay.")
    assert choice.hide == "point:mcq"
    assert shown.questions == sum(len(view.questions) for view in shown.views)


def test_a_wrong_option_says_what_it_can_be_barred_by() -> None:
    speaker = preview("turing-said").views[0]
    choice = next(each for each in speaker.questions if each.type == "mcq")
    wrong = [line.source for line in choice.lines if not line.right]
    assert "ada-lovelace" in wrong
    assert all(line.source == "" for line in choice.lines if line.right)
    guards = fact_of(working_bank(FILES), "turing-said")["guards"]
    barred = {"guards": {**guards, "never": {"speaker": ["ada-lovelace"]}}}
    again = preview("turing-said", barred).views[0]
    sources = [line.source for each in again.questions for line in each.lines]
    assert "ada-lovelace" not in sources


def test_a_view_that_waits_for_a_guard_says_what_it_would_ask() -> None:
    guards = fact_of(working_bank(FILES), "turing-said")["guards"]
    shown = preview("turing-said", {"guards": {**guards, "unique": []}})
    assert [view.name for view in shown.views] == ["point"]
    (locked,) = shown.locked
    assert (locked.name, locked.slot) == ("speaker", "speaker")
    assert {each.type for each in locked.unlocks} >= {"mcq", "flashcard"}
    assert not locked.errors
    assert not preview("turing-said").locked


def test_a_hidden_form_is_not_asked_and_is_listed() -> None:
    shown = preview("zuse-built", {"guards": {"hide": ["when:cloze"]}})
    assert "cloze" not in {each.type for each in shown.views[0].questions}
    assert shown.hidden == ("when:cloze",)


def test_a_dropped_question_says_why() -> None:
    shown = preview("turing-said", files=DROPPING)
    (dropped,) = [each for view in shown.views for each in view.dropped]
    assert (dropped.form, dropped.level, dropped.rule) == ("Multiple choice", "near", "all-or-none")
    assert shown.dropped == 1


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"slots": {"what": "it ran", "when": "once"}}, "slots.when", "is not a date"),
        ({"slots": {"what": "it ran"}}, "slots.when", "needed"),
        ({"evidence": "Not in the passage"}, "evidence", "not an exact run of passage 1"),
        ({"passage": 9}, "passage", "no passage 9"),
        ({"type": "gossip"}, "type", "not a type of fact"),
        ({"topics": ["none"]}, "topics[0]", "not a topic"),
        ({"colour": "red"}, "colour", "not a key"),
        ({"statement": "He built it."}, "statement", "points to nothing"),
        ({"guards": {"unique": ["whom"]}}, "guards.unique[0]", "not a slot"),
    ],
)
def test_a_fact_that_cannot_be_says_what_is_wrong_by_field(
    change: Mapping[str, Any], field: str, words: str
) -> None:
    shown = preview("zuse-built", change)
    assert words in " ".join(shown.errors[field])
    assert not shown.views


def test_new_entities_of_a_draft_are_known_to_its_preview() -> None:
    working = working_bank(FILES)
    fact = fact_of(working, "turing-said")
    fact["slots"]["speaker"] = "ernst-neu"
    refused = preview_in(working, article_id="engines", fact=fact)
    assert 'no entity "ernst-neu"' in refused.errors["slots.speaker"][0]
    new = {"id": "ernst-neu", "name": "Ernst Neu", "kind": "person"}
    fact["statement"] = "Ernst Neu said that a machine could learn as a child does."
    shown = preview_in(with_entities(working, [new]), article_id="engines", fact=fact)
    assert not shown.errors
    assert shown.views[0].questions[0].answer == "Ernst Neu"


def test_a_bad_fact_beside_it_hides_nothing() -> None:
    files = edited("Konrad Zuse built the Z3 in 1941.\n    status", "Gone\n    status")
    files["more.yaml"] = "facts: [\n"
    assert preview("babbage-drew", files=files).views
    refused = preview("zuse-built", files=files)
    assert list(refused.errors) == ["evidence"]


def test_facts_can_be_judged_before_the_source_is_known() -> None:
    files = edited("  source:\n    publication: The Test Review\n", "", file="engines/article.yaml")
    files["engines/article.yaml"] = files["engines/article.yaml"].replace(
        "    licence: CC0-1.0\n", ""
    )
    assert "source" not in files["engines/article.yaml"]
    assert preview("zuse-built", files=files).questions


def test_an_article_that_is_not_there_is_refused() -> None:
    working = working_bank(FILES)
    with pytest.raises(NotFoundError, match="no article"):
        preview_in(working, article_id="none", fact=fact_of(working, "zuse-built"))


def test_the_preview_shows_what_publishing_would_ask_in_little_time() -> None:
    working = working_bank(read_files(SHIPPED))
    made = generate(working.bank, seed=PUBLISHED_SEED)
    article = max(working.bank.articles.values(), key=lambda each: len(each.facts))
    spent = []
    for fact in article.facts[::12]:
        start = time.perf_counter()
        shown = preview_in(working, article_id=article.article.id, fact=fact_of(working, fact.id))
        spent.append(time.perf_counter() - start)
        published = {each.id for each in made.questions if each.fact == fact.id}
        previewed = {each.id for view in shown.views for each in view.questions}
        # A matching or ordering list of peers is asked once, wherever it stands first.
        assert published <= previewed
        assert all(".match" in each or ".order" in each for each in previewed - published)
    assert min(spent) < 0.3


def test_files_read_again_after_an_edit_are_the_same_bank() -> None:
    before = working_bank(FILES)
    assert working_bank(dict(FILES)) is before
    after = working_bank({**FILES, FACTS_FILE: FILES[FACTS_FILE].replace("relays", "valves")})
    assert [each.id for each in after.bank.facts()] == [each.id for each in before.bank.facts()]
