"""What is generated from the small bank: the same bytes, fair options, balanced keys."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.bank.document import ArticleFacts, Bank, FactBase, Guards
from quizapp.bank.view import DateAnswer, EntityAnswer, TextAnswer
from quizapp.formats.texts.questions_jsonl import lines
from quizapp.generation.card import answer_hash
from quizapp.generation.context import Context, cards_of, context_of
from quizapp.generation.distractors import entities_for
from quizapp.generation.generate import Generated, generate, generate_from
from quizapp.generation.lint import summarise
from quizapp.generation.question import (
    Choice,
    Level,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.rotation import RECALL, RECOGNITION, choose
from quizapp.generation.selection import select, tells
from quizapp.generation.surface import find_surface
from quizapp.generation.text_distractors import texts_for
from quizapp.generation.variant import present

GOLDEN = Path(__file__).parents[2] / "golden" / "questions"
PROGRAM = """
from pathlib import Path
from quizapp.bank.load import load_bank
from quizapp.formats.texts.questions_jsonl import lines
from quizapp.generation.generate import generate
import sys
bank = load_bank(Path(sys.argv[1]))
print("\\n".join(lines(generate(bank, seed="golden").questions)))
"""


def find(generated: Generated, question_id: str) -> Question:
    return next(each for each in generated.questions if each.id == question_id)


def of_card(generated: Generated, card: str) -> tuple[Question, ...]:
    return tuple(each for each in generated.questions if each.card == card)


def guarded(bank: Bank, fact_id: str, **guards: object) -> Bank:
    """Return the bank with other guards at one fact."""
    articles = {
        name: replace(
            each,
            facts=tuple(
                fact.model_copy(update={"guards": Guards.model_validate(guards)})
                if fact.id == fact_id
                else fact
                for fact in each.facts
            ),
        )
        for name, each in bank.articles.items()
    }
    return replace(bank, articles=articles)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_questions_are_those_of_the_golden_file(hash_seed: str) -> None:
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(GOLDEN / "bank")],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    assert made.stdout == (GOLDEN / "questions.jsonl").read_bytes()


def test_versions_change_with_the_wording_and_only_then(small_bank: Bank) -> None:
    before = generate(small_bank, seed="golden")
    own = {"ask": {"when": "In what year did the first crew land on the Moon?"}}
    after = generate(guarded(small_bank, "moon-landing", **own), seed="golden")
    old = {each.id: each.version for each in before.questions}
    new = {each.id: each.version for each in after.questions}
    changed = {each for each in old if new.get(each) != old[each]}
    assert "moon-landing:when.flashcard" in changed
    assert "sputnik-launch:when.flashcard" not in changed


def test_what_the_author_hides_is_not_asked(small_bank: Bank) -> None:
    hidden = generate(
        guarded(small_bank, "sputnik-launch", hide=["when:cloze", "when:typed"]), seed="x"
    )
    kinds = {each.type for each in of_card(hidden, "sputnik-launch:when")}
    assert QuestionType.MCQ in kinds
    assert not kinds & {QuestionType.CLOZE, QuestionType.TYPED}


def test_an_uncertified_who_is_not_asked(small_bank: Bank) -> None:
    bank = guarded(small_bank, "tereshkova-flight")
    assert "tereshkova-flight:actor" not in {c.id for c in cards_of(context_of(bank, seed="x"))}


def test_a_reworded_text_keeps_its_answer_and_another_changes_it(context: Context) -> None:
    view = context.views["sputnik-launch"][0]
    assert isinstance(view.answer, DateAnswer)
    reworded = replace(view, answer=replace(view.answer, label="autumn 1957"))
    changed = replace(view, answer=replace(view.answer, edtf="1958-10"))
    assert answer_hash(reworded) == answer_hash(view)
    assert answer_hash(changed) != answer_hash(view)


def test_distractors_are_of_the_kind_and_time_and_not_in_the_stem(context: Context) -> None:
    for view in context.all_views():
        if not isinstance(view.answer, EntityAnswer):
            continue
        for level in (Level.NEAR, Level.FAR):
            for each in entities_for(view, view.answer.entity, context, level=level):
                other = context.entities[each]
                assert other.kind is view.answer.kind
                assert other.name not in view.stem
                assert each != view.answer.entity


def test_a_barred_distractor_never_comes(small_bank: Bank) -> None:
    bank = guarded(
        small_bank, "gagarin-orbit", unique=["who"], ask={"who": "Who was the first in orbit?"},
        never={"who": ["gherman-titov"]}, also_true={"who": ["alexei-leonov"]},
    )  # fmt: skip
    for question in of_card(generate(bank, seed="golden"), "gagarin-orbit:who"):
        if isinstance(question.interaction, Choice):
            texts = {option.text for option in question.interaction.options}
            assert not texts & {"Gherman Titov", "Alexei Leonov"}
        if isinstance(question.interaction, TextEntry):
            assert "Alexei Leonov" in question.interaction.accept


def test_near_texts_are_the_authors_own(context: Context) -> None:
    view = next(each for each in context.views["kennedy-goal"] if each.name == "point")
    own = context.facts["kennedy-goal"].guards.distractors["point"]
    assert set(texts_for(view, context, level=Level.NEAR)) == set(own)


def test_texts_of_the_author_come_at_one_level_and_are_not_filled_up(
    small_bank: Bank, context: Context
) -> None:
    view = next(each for each in context.views["kennedy-goal"] if each.name == "point")
    assert texts_for(view, context, level=Level.FAR) == ()
    own = list(context.facts["kennedy-goal"].guards.distractors["point"])
    fewer = guarded(small_bank, "kennedy-goal", distractors={"point": own[:2]})
    again = context_of(fewer, seed="golden")
    assert set(texts_for(view, again, level=Level.NEAR)) == set(own[:2])


def test_a_wrong_answer_may_be_worded_like_the_key(small_bank: Bank) -> None:
    like = ["both sides hoped to gain mineral rights", "both sides hoped to gain ports abroad"]
    bank = guarded(small_bank, "prestige", distractors={"effect": like})
    context = context_of(bank, seed="x")
    view = next(each for each in context.views["prestige"] if each.name == "effect")
    assert isinstance(view.answer, TextAnswer)
    close = replace(view, answer=replace(view.answer, text="both sides hoped to gain rank"))
    assert set(texts_for(close, context, level=Level.NEAR)) == set(like)


def test_one_wrong_name_is_a_key_of_other_facts_too(context: Context) -> None:
    view = next(each for each in context.views["gagarin-orbit"] if each.name == "who")
    known = replace(
        context,
        keys={"yuri-gagarin": frozenset({"a"}), "alexei-leonov": frozenset({"b", "c"})},
    )
    assert "alexei-leonov" in entities_for(view, "yuri-gagarin", known, level=Level.NEAR)
    assert "alexei-leonov" in entities_for(view, "yuri-gagarin", known, level=Level.FAR)


def test_a_sequence_and_a_comparison_are_asked_by_choice(generated: Generated) -> None:
    near = find(generated, "landing-stages:order.mcq.near")
    assert near.stem.startswith("Which of these came right after this: ")
    first = find(generated, "landing-stages:order.mcq.far")
    order = find(generated, "landing-stages:order.order").interaction
    assert isinstance(order, Ordering)
    assert first.answer == order.steps[0]
    step = near.stem.removesuffix("?").split(": ")[1]
    steps = [each.casefold() for each in order.steps]
    assert steps.index(near.answer.casefold()) == steps.index(step.casefold()) + 1
    match = find(generated, "orbit-points:pairs.match").interaction
    assert isinstance(match, Matching)
    pairs = {frozenset(pair) for pair in match.pairs}
    for level in ("near", "far"):
        asked = find(generated, f"orbit-points:pairs.mcq.{level}")
        given = asked.stem.split("\u201c")[1].split("\u201d")[0]
        assert frozenset({given[:1].upper() + given[1:], asked.answer}) in pairs


def test_lists_that_look_the_same_are_asked_once_and_are_no_fault(generated: Generated) -> None:
    matches = [each.interaction for each in generated.questions if each.type is QuestionType.MATCH]
    assert len(set(matches)) == len(matches)
    assert not [each for each in generated.dropped if each.rule == "duplicate-item"]


def test_a_flashcard_of_a_list_says_how_many_are_asked_for(generated: Generated) -> None:
    card = find(generated, "nasa-programmes:members.flashcard")
    assert card.stem == "Which three are the crewed programmes of NASA in the 1960s?"


def test_only_listed_outsiders_stand_among_members(generated: Generated) -> None:
    question = find(generated, "space-treaty:parties.multi")
    assert isinstance(question.interaction, MultipleChoice)
    wrong = {option.source for option in question.interaction.options if not option.correct}
    assert wrong == {"japan", "france"}


def test_years_stand_in_order_and_none_is_after_the_article(generated: Generated) -> None:
    for question in generated.questions:
        if question.type is QuestionType.MCQ and question.view == "when":
            shown = present(question, seed="s").public["options"]
            years = [int(text[-4:]) for text in shown]
            assert years == sorted(years)
            assert max(years) <= 2001


def test_a_false_claim_swaps_one_answer_and_keeps_the_sentence(generated: Generated) -> None:
    claims = [q.interaction for q in generated.questions if isinstance(q.interaction, TrueFalse)]
    for each in claims:
        assert each.claim[0].isupper()
        assert each.claim.endswith(".")
        assert each.correct == (each.repair == "")
        assert each.claim != each.repair


def test_the_blank_stands_where_the_answer_stood(context: Context, generated: Generated) -> None:
    question = find(generated, "gagarin-orbit:who.cloze")
    view = next(each for each in context.views["gagarin-orbit"] if each.name == "who")
    surface = find_surface(view, context)
    assert surface is not None
    assert surface.form == "Yuri Gagarin"
    assert question.stem == "_____ became the first person in orbit in April 1961."


def test_the_set_is_balanced(small_bank: Bank, generated: Generated) -> None:
    summary = summarise(small_bank, generated)
    assert summary.true_share is not None
    assert 0.4 <= summary.true_share <= 0.6
    assert summary.questions_per_fact >= 5
    assert summary.silent_facts == ()
    assert summary.asked_passages == summary.passages


def test_the_keys_rank_among_years_is_spread(small_bank: Bank) -> None:
    ranks = set()
    for number in range(8):
        made = generate(small_bank, seed=f"seed {number}")
        question = find(made, "sputnik-launch:when.mcq.near")
        assert isinstance(question.interaction, Choice)
        ranks.add([option.correct for option in question.interaction.options].index(True))
    assert len(ranks) >= 3


def test_a_young_card_is_recognised_and_a_mature_one_recalled(generated: Generated) -> None:
    questions = of_card(generated, "gagarin-orbit:who")
    for seed in "abcdefgh":
        young = choose(questions, mature=False, last_form=None, seed=seed)
        mature = choose(questions, mature=True, last_form=None, seed=seed)
        assert young.type in RECOGNITION
        if young.type is QuestionType.MCQ:
            assert young.level is Level.FAR
        assert mature.type in RECALL


def test_the_same_form_does_not_come_twice_in_a_row(generated: Generated) -> None:
    for card in {question.card for question in generated.questions}:
        questions = of_card(generated, card)
        kinds = {question.type for question in questions}
        for kind in kinds if len(kinds) > 1 else ():
            again = choose(questions, mature=True, last_form=kind.value, seed="s")
            assert again.type is not kind


def test_a_card_without_questions_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="without questions"):
        choose((), mature=False, last_form=None, seed="s")


def test_a_quiz_has_one_card_a_fact_and_no_stem_tells_an_answer(generated: Generated) -> None:
    quiz = select(generated.questions, count=10, seed="quiz")
    assert len(quiz) == 10
    assert len({question.fact for question in quiz}) == 10
    assert len({question.type for question in quiz}) >= 4
    assert not any(tells(a, b) for a in quiz for b in quiz if a is not b)
    assert select(generated.questions, count=10, seed="quiz") == quiz


def test_two_cards_with_one_stem_are_not_asked_without_options(small_bank: Bank) -> None:
    ask = {"when": "When did the first crew fly?"}
    bank = guarded(guarded(small_bank, "leonov-walk", ask=ask), "moon-landing", ask=ask)
    made = generate_from(context_of(bank, seed="x"))
    rules = {each.question: each.rule for each in made.dropped}
    assert rules["leonov-walk:when.flashcard"] == "ambiguous-stem"
    assert rules["moon-landing:when.typed"] == "ambiguous-stem"


def test_every_line_has_every_key_of_the_contract(generated: Generated) -> None:
    wanted = (
        '"id", "card", "fact", "fact_type", "type", "status", "level", "stem", "options", '
        '"answer", "accept", "pairs", "sequence", "explanation", "source"'
    ).replace('"', "")
    for line in lines(generated.questions):
        assert ", ".join(json.loads(line)) == wanted


def test_a_name_that_the_passage_does_not_have_is_warned_of(small_bank: Bank) -> None:
    each = next(iter(small_bank.articles.values()))
    fact = next(
        fact for fact in each.facts if vars(fact)["type"] == "event" and fact.status == "stated"
    )
    assert not any(
        warning.rule == "name-not-in-passage" for warning in generate(small_bank, seed="s").warnings
    )
    bare = [
        passage.model_copy(update={"text": f"It was so. {fact.evidence}"})
        if passage.id == fact.passage
        else passage
        for passage in each.article.passages
    ]
    article = each.article.model_copy(update={"passages": bare})
    changed = replace(small_bank, articles={article.id: ArticleFacts(article, each.facts)})
    rules = {warning.rule for warning in generate(changed, seed="s").warnings}
    assert "name-not-in-passage" in rules


def test_a_quiz_has_as_many_true_claims_as_false_ones(generated: Generated) -> None:
    claims = [each for each in generated.questions if each.type is QuestionType.TRUE_FALSE]
    for number in range(10):
        drawn = select(claims, count=6, seed=str(number))
        true = sum(isinstance(q.interaction, TrueFalse) and q.interaction.correct for q in drawn)
        assert abs(2 * true - len(drawn)) <= 2


def test_a_unit_that_every_option_names_is_not_in_the_stem(generated: Generated) -> None:
    stems = {each.type: each.stem for each in of_card(generated, "moon-cost:value")}
    assert stems[QuestionType.MCQ] == "What was the cost of the Moon programme?"
    assert stems[QuestionType.TYPED].endswith("the Moon programme (in billion dollars)?")


def test_one_side_of_a_pair_is_asked_in_a_whole_sentence(generated: Generated) -> None:
    stems = [
        each.stem for each in generated.questions if each.view == "pairs" and each.type == "mcq"
    ]
    assert len(stems) == 2
    asked = "As regards what each crewed programme was for, what goes with “"
    assert all(stem.startswith(asked) for stem in stems), stems


def test_phrases_are_matched_with_those_who_used_them(small_bank: Bank) -> None:
    home = small_bank.articles["space-race"]
    step = next(each for each in home.facts if each.id == "small-step")
    said = [
        _said(step, "gagarin", "yuri-gagarin", "off we go"),
        _said(step, "kennedy", "john-f-kennedy", "we choose the Moon"),
    ]
    articles = {"space-race": replace(home, facts=(*home.facts, *said))}
    made = generate(replace(small_bank, articles=articles), seed="golden")
    match = find(made, "small-step:speaker.match")
    assert match.stem == "Match each phrase with the person who used it."
    assert isinstance(match.interaction, Matching)
    assert match.interaction.left_title == "Phrase"


def _said(fact: FactBase, name: str, speaker: str, phrase: str) -> FactBase:
    """Return a quotation like another, of somebody else."""
    raw = fact.model_dump(mode="json", exclude_none=True)
    raw["slots"] = {"speaker": speaker, "about": "his flight", "phrase": phrase}
    raw |= {"id": name, "statement": f'He said "{phrase}" of his flight.'}
    return type(fact).model_validate_json(json.dumps(raw))
