"""Drawing the questions of a quiz by rules."""

from collections import Counter
from dataclasses import replace

import pytest

from quizapp.bank.terms import Status
from quizapp.errors import InputError
from quizapp.generation.question import Choice, Level, Option, Question, QuestionType, TextEntry
from quizapp.services.quizzes.quiz_rule_limits import check_sections
from quizapp.services.quizzes.quiz_rules import (
    EVERY_FACT,
    MOST_QUESTIONS,
    Candidate,
    Rule,
    Section,
    draw,
    from_json,
    to_json,
)


def question(fact: int, kind: QuestionType, *, passage: int = 1, answer: str = "") -> Question:
    """Return a question about a fact."""
    key = answer or f"Answer{fact}x"
    choices = Choice((Option(key, correct=True), Option("Other", correct=False)))
    return Question(
        id=f"f{fact}:what.{kind.value}",
        card=f"f{fact}:what",
        fact=f"f{fact}",
        fact_type="event",
        view="what",
        type=kind,
        status=Status.STATED,
        level=Level.NEAR if kind is QuestionType.MCQ else Level.NONE,
        stem=f"What of fact {fact}?",
        interaction=choices if kind is QuestionType.MCQ else TextEntry((key,), ()),
        answer=key,
        explanation="",
        article="suez",
        passage=passage,
        evidence="",
    )


def bank(facts: int = 24) -> tuple[Candidate, ...]:
    """Return two forms of each fact, six facts a passage; even facts are in set 2 too."""
    made = [
        question(fact, kind, passage=1 + fact // 6)
        for fact in range(facts)
        for kind in (QuestionType.MCQ, QuestionType.TYPED)
    ]
    return tuple(
        Candidate(number, frozenset({1, 2} if int(each.fact[1:]) % 2 == 0 else {1}), each)
        for number, each in enumerate(made, start=1)
    )


def drawn(candidates: tuple[Candidate, ...], *rules: Rule, **more: object) -> list[Question]:
    """Return the questions that rules of one section draw."""
    found = draw((Section(rules=rules),), candidates, seed="s", **more)  # type: ignore[arg-type]  # spread
    by_id = {each.question_id: each.question for each in candidates}
    return [by_id[each.question_id] for each in found.picked]


def test_each_fact_is_asked_once_and_passages_and_forms_are_mixed() -> None:
    found = drawn(bank(), Rule(1, 12))
    assert len({each.fact for each in found}) == len(found) == 12
    assert Counter(each.passage for each in found) == {1: 3, 2: 3, 3: 3, 4: 3}
    assert Counter(each.type for each in found) == {QuestionType.MCQ: 6, QuestionType.TYPED: 6}


def test_a_rule_takes_only_what_it_names() -> None:
    found = drawn(bank(), Rule(2, 3, passages=("suez/2",), forms=("typed",)))
    assert [(each.passage, each.type.value) for each in found] == [(2, "typed")] * 3
    assert all(int(each.fact[1:]) % 2 == 0 for each in found)


def test_a_level_leaves_out_the_other_and_keeps_what_has_no_distractors() -> None:
    far = tuple(
        replace(each, question=replace(each.question, level=Level.FAR))
        if each.question.type is QuestionType.MCQ
        else each
        for each in bank()
    )
    assert {each.type for each in drawn(far, Rule(1, 10, level="near"))} == {QuestionType.TYPED}
    assert {each.type for each in drawn(far, Rule(1, 10, level="far"))} == {
        QuestionType.MCQ,
        QuestionType.TYPED,
    }


def test_facts_not_seen_come_first_and_seen_ones_fill_up() -> None:
    seen = frozenset(f"f{number}" for number in range(20))
    found = {each.fact for each in drawn(bank(), Rule(1, 4), seen_facts=seen)}
    assert found == {"f20", "f21", "f22", "f23"}
    more = {each.fact for each in drawn(bank(), Rule(1, 6), seen_facts=seen)}
    assert more > found
    assert len(more) == 6


def test_no_question_tells_the_answer_of_another() -> None:
    one = question(1, QuestionType.TYPED, answer="Nasser")
    telling = replace(question(2, QuestionType.TYPED), stem="What did Nasser close?")
    both = (Candidate(1, frozenset({1}), one), Candidate(2, frozenset({1}), telling))
    assert len(drawn(both, Rule(1, 2))) == 1
    assert drawn(both, Rule(1, 2), kept=(one,)) == []


def test_a_wide_rule_leaves_a_narrow_one_what_it_needs() -> None:
    narrow = Rule(1, 6, passages=("suez/1",))
    for seed in "abcdef":
        found = draw((Section(rules=(Rule(1, 18), narrow)),), bank(), seed=seed)
        assert found.short == ()
        assert [each.rule for each in found.picked] == [0] * 18 + [1] * 6


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    sections = (Section("One", rules=(Rule(1, 5),)), Section("Two", rules=(Rule(1, 5),)))
    first = draw(sections, bank(), seed="a")
    assert draw(sections, bank(), seed="a") == first
    assert draw(sections, bank(), seed="b") != first
    assert [len(each) for each in first.by_section(2)] == [5, 5]


def test_a_rule_that_lacks_questions_says_how_many() -> None:
    found = draw(
        (Section(), Section(rules=(Rule(1, 9, passages=("suez/1",)), Rule(7, EVERY_FACT)))),
        bank(),
        seed="s",
    )
    assert [(each.section, each.rule, each.wanted, each.found) for each in found.short] == [
        (1, 0, 9, 6),
        (1, 1, 0, 0),
    ]


def test_every_fact_of_a_set_is_taken_up_to_the_most_of_a_quiz() -> None:
    assert len(drawn(bank(24), Rule(1, EVERY_FACT))) == 24
    assert len(drawn(bank(130), Rule(1, EVERY_FACT), Rule(1, 5))) == MOST_QUESTIONS


def test_sections_come_back_from_json_as_they_were() -> None:
    sections = (
        Section("Maps", "Look closely.", (Rule(3, 4, 2.5, ("suez/1",), ("mcq",), "far"),)),
        Section(),
    )
    assert from_json(to_json(sections)) == sections


@pytest.mark.parametrize(
    "rules",
    [
        (Rule(1, 101),),
        (Rule(1, 60), Rule(1, 41)),
        (Rule(1, 3, points=0.0),),
        (Rule(1, 3, forms=("flashcard",)),),
        (Rule(1, 3, level="middle"),),
        (Rule(1, 1),) * 21,
        (Rule(1, 1, passages=("suez/\x00",)),),
        (Rule(1, 1, passages=("suez/1",) * 201),),
    ],
)
def test_rules_that_no_quiz_can_have_are_refused(rules: tuple[Rule, ...]) -> None:
    with pytest.raises(InputError) as refusal:
        check_sections((Section(rules=rules),))
    assert refusal.value.field == "rules"
