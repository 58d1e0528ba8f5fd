"""The guessing rules: each finds the key it is about, and none finds one in a fair set."""

import pytest

from quizapp.bank.terms import Status
from quizapp.generation.generate import Generated
from quizapp.generation.guessing import RULES, Rate, guessing_rates
from quizapp.generation.question import Choice, Level, Option, Question, QuestionType


def question(number: int, stem: str, key: str, *wrong: str) -> Question:
    options = sorted([Option(key, correct=True), *(Option(text, correct=False) for text in wrong)],
                     key=lambda option: option.text)  # fmt: skip
    return Question(
        id=f"f{number}:v.mcq.near",
        card=f"f{number}:v",
        fact=f"f{number}",
        fact_type="event",
        view="v",
        type=QuestionType.MCQ,
        status=Status.STATED,
        level=Level.NEAR,
        stem=stem,
        interaction=Choice(tuple(options)),
        answer=key,
        explanation="",
        article="a",
        passage=number,
        evidence="",
    )


def rates(*questions: Question) -> dict[str, Rate]:
    return {rate.rule: rate for rate in guessing_rates(questions, seed="s")}


TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # rule: stem, key, wrong options
    "longest": ("Who?", "a very long name", ("short", "small", "brief")),
    "shortest": ("Who?", "ox", ("elephant", "rhinoceros", "crocodile")),
    "overlap": ("What drove the prestige race?", "prestige", ("plunder", "passion", "pastime")),
    "odd-one-out": ("Who?", "quiet river", ("wide plain", "open plain", "green plain")),
    "convergence": ("Who?", "wide plain", ("wide river", "green plain", "steep hill")),
    "middle": ("When?", "1961", ("1957", "1965")),
    "roundest": ("How many?", "300 boats", ("440 boats", "260 boats", "615 boats")),
    "specificity": ("How far?", "a ride of 108 minutes", ("a short ride", "a long ride")),
    "initials": ("What is the RFA?", "Royal Flying Academy", ("Rocket Test Bureau", "Sky Office")),
}


@pytest.mark.parametrize("rule", TOLD)
def test_a_key_that_a_rule_tells_is_found_by_it(rule: str) -> None:
    stem, key, wrong = TOLD[rule]
    found = rates(question(1, stem, key, *wrong))[rule]
    assert found.right == 1.0
    assert found.chance == pytest.approx(1 / (len(wrong) + 1))
    assert found.gain == pytest.approx(1 - found.chance)


def test_a_key_elsewhere_counts_and_the_question_itself_does_not() -> None:
    alone = question(1, "Who flew?", "Gagarin", "Titov", "Glenn", "Leonov")
    again = question(2, "Who orbited?", "Gagarin", "Titov", "Glenn", "Leonov")
    assert rates(alone)["prevalence"].right == 0.25
    assert rates(alone, again)["prevalence"].right == 1.0


def test_an_option_that_other_questions_of_the_quiz_speak_of_is_found() -> None:
    asked = question(1, "Who flew first?", "Gagarin", "Titov", "Glenn", "Leonov")
    telling = question(2, "Which craft?", "Gagarin's ship", "a glider", "a kite", "a raft")
    assert "cross-item" not in rates(asked)
    assert rates(asked, telling)["cross-item"].right == 1.0


def test_equal_options_give_no_rule_anything() -> None:
    even = [question(n, "Who?", f"a{n}", f"b{n}", f"c{n}", f"d{n}") for n in range(30)]
    found = rates(*even)
    assert found["longest"].right == found["odd-one-out"].right == 0.25
    assert abs(found["first"].gain) < 0.1
    assert abs(found["last"].gain) < 0.1


def test_a_rule_is_silent_where_it_says_nothing(generated: Generated) -> None:
    found = rates(question(1, "Who?", "Gagarin", "Titov"))
    assert set(found) == set(RULES) - {
        "middle",
        "roundest",
        "specificity",
        "initials",
        "cross-item",
    }
    claims = [each for each in generated.questions if each.type is QuestionType.TRUE_FALSE]
    assert claims
    assert guessing_rates(claims, seed="s") == ()


def test_the_same_seed_draws_the_same_quizzes(generated: Generated) -> None:
    one, same, other = (guessing_rates(generated.questions, seed=seed) for seed in ("a", "a", "b"))
    assert one == same
    assert one != other
    assert {rate.level for rate in one} == {Level.NEAR, Level.FAR}
