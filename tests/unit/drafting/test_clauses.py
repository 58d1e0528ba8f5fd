"""Clauses: who does what, and what is said only by the way."""

import pytest

from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_sentences
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense


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
        (
            "The farm, opened in 2012, supplies the town.",
            [("The farm", "supplies"), ("The farm", "opened")],
        ),
        (
            "The first siege failed; the second ended in 1623.",
            [("The first siege", "failed"), ("the second", "ended")],
        ),
        (
            "She sets the wheels, then turns the crank and finally reads the curve.",
            [("She", "sets"), ("She", "then turns"), ("She", "finally reads")],
        ),
        (
            "The water rose, and at noon a part of the wall gave way.",
            [("The water", "rose"), ("a part of the wall", "gave")],
        ),
        (
            "Silting of the river led to the decline of the port.",
            [("Silting of the river", "led")],
        ),
        (
            "The engineer who built that dam, Josiah Crale, also drew the plans.",
            [("The engineer", "also drew"), ("The engineer", "built")],
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


def test_an_auxiliary_is_shared_by_the_verbs_behind_and() -> None:
    sentence = _read("The dam was built in 1911 and bought by Calder Holdings in 1998.")
    first, second = sentence.clauses
    assert second.verb is not None
    assert first.verb is not None
    assert second.verb.passive
    assert second.verb.shared == "was"
    assert [each.prep for each in second.adverbials] == ["by", "in"]
    assert [each.prep for each in first.adverbials] == ["in"]


def test_an_active_verb_behind_a_passive_one_shares_no_auxiliary() -> None:
    sentence = _read("Anna Bauer was born in Leeds and studied in Bergen.")
    verb = sentence.clauses[1].verb
    assert verb is not None
    assert not verb.passive
    assert verb.tense is Tense.PAST


def test_an_auxiliary_before_the_subject_is_kept() -> None:
    sentence = _read("Only in 1967 did the agency begin its programme.")
    (clause,) = sentence.clauses
    assert clause.verb is not None
    assert _subject(sentence, clause) == "the agency"
    assert clause.verb.shared == "did"
    assert clause.verb.tense is Tense.PAST


def test_a_modal_is_shared_by_the_verbs_behind_and() -> None:
    sentence = _read("The board planned to close the yard and sell the land.")
    verbs = [each.verb for each in sentence.clauses if each.verb is not None]
    assert not any(each.happened for each in verbs)


def test_words_behind_a_frame_are_no_part_of_what_is_said() -> None:
    sentence = _read("The wall is safe, the mayor said.")
    main, aside = sentence.clauses
    assert _subject(sentence, main) == "The wall"
    assert aside.kind is ClauseKind.ASIDE
    assert aside.verb is None


def test_a_relative_clause_takes_the_noun_before_it_as_what_was_done() -> None:
    sentence = _read("The balance, which Anna Bauer invented, is old.")
    relative = sentence.clauses[1]
    assert relative.kind is ClauseKind.RELATIVE
    assert _subject(sentence, relative) == "Anna Bauer"
    assert [sentence.words(each.first, each.end) for each in relative.objects] == ["The balance"]


def test_a_participle_behind_a_name_belongs_to_the_name() -> None:
    sentence = _read("The war ended in the Peace of Orsund, signed in May 1623.")
    signed = sentence.clauses[1]
    assert signed.kind is ClauseKind.PARTICIPLE
    assert _subject(sentence, signed) == "the Peace of Orsund"


def test_a_description_before_the_sentence_is_of_its_subject() -> None:
    sentence = _read("A chemist by training, she joined the firm in 1990.")
    described = sentence.clauses[1]
    assert described.kind is ClauseKind.APPOSITION
    assert _subject(sentence, described) == "she"


def test_names_and_dates_are_not_cut_apart() -> None:
    sentence = _read("The Institute of Tides and Currents was founded on 3 March 1889.")
    clause = sentence.clauses[0]
    assert _subject(sentence, clause) == "The Institute of Tides and Currents"
    (date,) = clause.adverbials
    assert sentence.words(date.prep_first, date.end) == "on 3 March 1889"


def test_every_token_is_in_one_chunk() -> None:
    sentence = _read("The firm (a bank) had not, it said, sold its well-known ships in 1990.")
    covered = [at for each in sentence.chunks for at in range(each.first, each.end)]
    assert covered == list(range(len(sentence.tokens)))


def test_a_word_with_a_hyphen_is_one_token() -> None:
    sentence = _read("The long-serving mayor can't re-open the well.")
    assert [each.text for each in sentence.tokens[:5]] == [
        "The",
        "long-serving",
        "mayor",
        "ca",
        "n't",
    ]
