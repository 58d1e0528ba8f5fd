"""Every registered fact type: its example is read, its views ask, its mistakes are placed."""

from pathlib import Path

import pytest

from quizapp.bank.fact_types import FACT_TYPES, all_views, views_of
from quizapp.bank.load import read_files
from quizapp.bank.parse import parse_bank
from quizapp.bank.rules.guards import QUESTION_TYPES
from quizapp.bank.rules.stems import given_away
from quizapp.bank.terms import Status
from quizapp.errors import BankErrors
from quizapp.generation.question import QuestionType
from quizapp.services.questions.question_words import VIEWS

SAMPLE = Path(__file__).parents[1] / "unit" / "bank" / "sample"
FACTS = "river/facts-all.yaml"
FILES = read_files(SAMPLE)
BANK = parse_bank(FILES)
EXAMPLES = {fact.type: fact for fact in BANK.facts()}  # type: ignore[attr-defined]  # each type's model has it
OPENERS = ("According to the article, ", "In the article's view, ", "Going by what the article")


def test_every_type_has_an_example_and_a_file_of_its_name() -> None:
    assert set(EXAMPLES) == set(FACT_TYPES)
    folder = Path(__file__).parents[2] / "quizapp" / "bank" / "fact_types"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert files == set(FACT_TYPES)


def test_the_forms_that_can_be_hidden_are_the_question_types() -> None:
    assert {each.value for each in QuestionType} == QUESTION_TYPES


@pytest.mark.parametrize("name", FACT_TYPES)
def test_the_declared_views_are_those_it_makes(name: str) -> None:
    views = all_views(EXAMPLES[name], BANK.entities)
    made = {view.name: view.slot for view in views}
    assert len(made) == len(views)
    declared = FACT_TYPES[name].views
    assert made.items() <= declared.items()
    assert set(declared.values()) <= FACT_TYPES[name].slots
    assert set(FACT_TYPES[name].kinds) <= set(FACT_TYPES[name].references)
    assert made == dict(declared), "the example fills every slot, so that each view is seen"


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", FACT_TYPES)
def test_each_stem_asks_and_keeps_its_answer(name: str, status: Status) -> None:
    fact = EXAMPLES[name].model_copy(update={"status": status})
    for view in all_views(fact, BANK.entities):
        assert view.stem.endswith("?"), view.stem
        assert view.stem[0].isupper()
        assert "  " not in view.stem
        assert "None" not in view.stem
        assert given_away(view, dict(BANK.entities)) is None, view.stem
        assert view.status is status
        assert view.fact == fact.id
        if status is not Status.STATED and view.name not in fact.guards.ask:
            assert "article" in view.stem, "contested content is never asked as truth"


@pytest.mark.parametrize("name", FACT_TYPES)
def test_contested_events_stay_out_of_lists_of_dates(name: str) -> None:
    fact = EXAMPLES[name].model_copy(update={"status": Status.REPORTED})
    assert all(view.peers != "dated" for view in all_views(fact, BANK.entities))


@pytest.mark.parametrize("name", FACT_TYPES)
def test_guards_are_kept(name: str) -> None:
    fact = EXAMPLES[name]
    every = all_views(fact, BANK.entities)
    bare = fact.model_copy(update={"guards": fact.guards.model_copy(update={"unique": []})})
    assert not any(view.open_question for view in views_of(bare, BANK.entities))
    first = every[0].name
    hiding = fact.guards.model_copy(update={"hide": [first, f"{every[-1].name}:cloze"]})
    shown = views_of(fact.model_copy(update={"guards": hiding}), BANK.entities)
    assert [view.name for view in shown] == [view.name for view in every[1:]]
    asking = fact.guards.model_copy(update={"ask": {**fact.guards.ask, first: "What is asked?"}})
    own = all_views(fact.model_copy(update={"guards": asking}), BANK.entities)
    assert own[0].stem == "What is asked?"


@pytest.mark.parametrize("name", FACT_TYPES)
def test_a_slip_in_a_slot_is_told_at_its_place(name: str) -> None:
    lines = FILES[FACTS].split("\n")
    start = lines.index(f"    type: {name}")
    slot = lines.index("    slots:", start) + 1
    key = lines[slot].split(":")[0].strip()
    lines[slot] = lines[slot].replace(f"{key}:", f"{key}x:", 1)
    with pytest.raises(BankErrors) as caught:
        parse_bank({**FILES, FACTS: "\n".join(lines)})
    told = {(each.file, each.line, each.column, each.fix) for each in caught.value.problems}
    assert told == {
        (FACTS, slot + 1, 7, f'write "{key}"'),
        (FACTS, slot + 1, 7, f'add "{key}:"'),
    }


def test_every_view_has_its_words_for_the_learner() -> None:
    views = {view for each in FACT_TYPES.values() for view in each.views}
    assert views <= set(VIEWS)
