"""Clauses: who does what, and what is said only by the way."""

import pytest

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.mentions import find_mentions
from quizapp.drafting.propose import read_sentences


def _read(text: str) -> Sentence:
    mentions = find_mentions([(1, text)], known={}).mentions[1]
    return read_sentences(1, text, mentions)[0]


def _subject(sentence: Sentence, clause: Clause) -> str:
    phrase = clause.subject
    return sentence.words(phrase.first, phrase.end) if phrase is not None else ""


def _verb(sentence: Sentence, clause: Clause) -> str:
    return sentence.words(clause.verb.first, clause.verb.end) if clause.verb is not None else ""


def _told(text: str) -> list[tuple[str, str]]:
    sentence = _read(text)
    return [
        (_subject(sentence, each), _verb(sentence, each))
        for each in sentence.clauses
        if each.verb is not None
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The wall fell in 1989.", [("The wall", "fell")]),
        (
            "The firm launched a ship in 1850 and moved to Bergen in 1860.",
            [("The firm", "launched"), ("The firm", "moved")],
        ),
        (
            "The harbour, which opened in 1856, was rebuilt after the war.",
            [("The harbour", "was rebuilt"), ("The harbour", "opened")],
        ),
        (
            "The firm founded in 1850 collapsed in 1900.",
            [("The firm", "collapsed"), ("The firm", "founded")],
        ),
        (
            "The bridge, designed by Anna Bauer, is old.",
            [("The bridge", "is"), ("The bridge", "designed")],
        ),
        (
            "Founded in 1850, the firm built ships.",
            [("the firm", "built"), ("the firm", "Founded")],
        ),
        (
            "The law that banned plastic bags took effect in 2019.",
            [("The law", "took"), ("The law", "banned")],
        ),
        (
            "The book the author wrote in 1950 became famous.",
            [("The book", "became"), ("the author", "wrote")],
        ),
        (
            "The town got its first school, and the railway arrived in 1930.",
            [("The town", "got"), ("the railway", "arrived")],
        ),
    ],
)
def test_each_verb_finds_its_subject(text: str, told: list[tuple[str, str]]) -> None:
    assert _told(text) == told


def test_what_hangs_on_that_is_a_clause_of_its_own() -> None:
    sentence = _read("Researchers found that many bees die when winters are mild.")
    kinds = [each.kind for each in sentence.clauses]
    assert kinds == [ClauseKind.MAIN, ClauseKind.THAT, ClauseKind.TIME]
    assert sentence.clauses[1].parent == 0


def test_a_list_is_one_phrase_with_its_members() -> None:
    sentence = _read("The pact was signed by Norway, Sweden and the Benelux countries.")
    listed = sentence.clauses[0].adverbials[-1]
    assert [sentence.words(first, end) for first, end in listed.members] == [
        "Norway",
        "Sweden",
        "the Benelux countries",
    ]


def test_an_apposition_is_an_aside() -> None:
    sentence = _read("Mary Smith, the daughter of a miner, was born in Leeds.")
    apposition = sentence.clauses[1]
    assert apposition.kind is ClauseKind.APPOSITION
    assert apposition.aside
    assert _subject(sentence, apposition) == "Mary Smith"


@pytest.mark.parametrize(
    "text",
    [
        "The plan did not win support.",
        "The plan would win support.",
        "The board planned to close the yard.",
        "The bill is expected to pass.",
    ],
)
def test_what_did_not_happen_is_not_taken_for_what_did(text: str) -> None:
    verb = _read(text).clauses[0].verb
    assert verb is not None
    assert not verb.happened


def test_what_failed_is_told_as_a_failure() -> None:
    sentence = _read("The talks failed to end the strike.")
    verb = sentence.clauses[0].verb
    assert verb is not None
    assert verb.tense is Tense.PAST
    assert sentence.words(verb.first, verb.end) == "failed to end"
