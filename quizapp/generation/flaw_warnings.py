"""Flaws that make a question easier or uglier than it should be: shown to the author.

Source: GENERATION.md, "Item flaws", warnings.
"""

import re
from functools import lru_cache

from quizapp.bank.numerals import NUMBER_WORDS, NUMERALS, TENS
from quizapp.generation.codec import texts_of
from quizapp.generation.flaw import OF_LATE, OPTIONS, Material, Rule
from quizapp.generation.flaw_shape import SHAPE_WARNINGS
from quizapp.generation.question import (
    Choice,
    MultipleChoice,
    Option,
    Question,
    QuestionType,
    TrueFalse,
)
from quizapp.generation.words import mentions, outside_quotes, words_of

COPIED_WORDS = 9
"""Words in a row that count as copied from the article (GENERATION.md)."""
_LONGEST_STEM = 45
_SPELLED = 12
_NEGATIVE = re.compile(r"\b(not|never|except|neither|cannot|n't)\b|n't\b", re.IGNORECASE)
_NEGATIVE_ASKED = re.compile(r"\b(which|who|what)\b[^?]{0,40}\b(not|except|never)\b", re.IGNORECASE)
_EMPHASISED = re.compile(r"\b(NOT|NEVER|EXCEPT)\b")
_NEGATIONS = re.compile(r"\b(not|never|no|without|neither|nor)\b|n't\b|\b(un|dis)\w{5,}")
_ABSOLUTE = re.compile(r"\b(always|never|only|every|completely|impossible)\b", re.IGNORECASE)
_TWO_IDEAS = re.compile(r"; |, (and|but|while|whereas) \w+ \w+|\bwhile\b|\bwhereas\b")
_NUMERAL = re.compile(
    rf"\b(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(NUMERALS[1:10])}))?|{'|'.join(NUMERALS)})\b",
    re.IGNORECASE,
)
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "and",
        "that",
        "with",
        "from",
        "into",
        "over",
        "under",
        "their",
        "there",
        "which",
        "what",
        "when",
        "where",
        "who",
        "whom",
        "whose",
        "were",
        "was",
        "will",
        "would",
        "should",
        "could",
        "have",
        "been",
        "being",
        "this",
        "these",
        "those",
        "than",
        "then",
        "they",
        "about",
        "after",
        "before",
        "according",
        "article",
        "did",
        "does",
        "for",
        "not",
        "but",
        "its",
        "his",
        "her",
        "had",
        "has",
        "are",
    ]
)


def unfocused_stem(question: Question, _material: Material) -> str:
    """Warn of a stem that asks nothing, or takes too many words to do so."""
    return _unfocused(question.stem)


@lru_cache(maxsize=OF_LATE)
def _unfocused(stem: str) -> str:
    words = len(stem.split())
    if words > _LONGEST_STEM:
        return f"the stem has {words} words"
    asks = stem.rstrip().endswith(("?", ".", ":", ")", "\u201d", '"'))
    return "" if asks and words > 2 else "the stem does not ask anything"  # noqa: PLR2004 - "Who resigned?" is the shortest


def negative_not_emphasised(question: Question, _material: Material) -> str:
    """Warn of a question that asks for what is not so without saying it loudly."""
    if question.type is QuestionType.MCQ or question.type is QuestionType.MULTI:
        return _quiet_negative(question.stem)
    return ""


@lru_cache(maxsize=OF_LATE)
def _quiet_negative(stem: str) -> str:
    quiet = _NEGATIVE_ASKED.search(stem) and not _EMPHASISED.search(stem)
    return "the negative is easy to overlook" if quiet else ""


def double_negative(question: Question, _material: Material) -> str:
    """Warn of two negations in one claim or stem."""
    interaction = question.interaction
    asked = interaction.claim if isinstance(interaction, TrueFalse) else question.stem
    return _negated_twice(outside_quotes(asked))


@lru_cache(maxsize=OF_LATE)
def _negated_twice(text: str) -> str:
    found = [each.group() for each in _NEGATIONS.finditer(text.lower())]
    plain = [
        each
        for each in found
        if each in {"not", "never", "no", "without", "nor"} or each.endswith("n't")
    ]
    return f"negated twice: {', '.join(found)}" if len(plain) > 1 else ""


def absolute_word(question: Question, _material: Material) -> str:
    """Warn of always, never, only in one kind of option or in a claim."""
    if isinstance(question.interaction, TrueFalse):
        found = _absolute(outside_quotes(question.interaction.claim))
        return f"{found!r} hints at false" if found else ""
    with_word = [option for option in _options(question) if _absolute(option.text)]
    if with_word and len({option.correct for option in with_word}) == 1:
        return f"only some options have such a word: {with_word[0].text}"
    return ""


@lru_cache(maxsize=OPTIONS)
def _absolute(text: str) -> str:
    """Return the word of a text that leaves nothing open, or ""."""
    found = _ABSOLUTE.search(text)
    return found.group() if found else ""


def clang(question: Question, _material: Material) -> str:
    """Warn when a telling word of the stem stands in the key alone."""
    options = _options(question)
    if not options:
        return ""
    stem = _telling(question.stem)
    right = [_telling(option.text) & stem for option in options if option.correct]
    if not (right and all(right)):
        return ""
    if not any(_telling(option.text) & stem for option in options if not option.correct):
        return f"the stem's {min(right[0])!r} stands in the key only"
    return ""


def distractor_in_stem(question: Question, _material: Material) -> str:
    """Warn when the stem names a wrong option."""
    found = [
        option.text
        for option in _options(question)
        if not option.correct and mentions(question.stem, option.text)
    ]
    return f"the stem names the wrong option {found[0]!r}" if found else ""


def copied(question: Question, material: Material) -> str:
    """Warn of nine or more words in a row from an original passage (not from a digest).

    What somebody said is quoted as it was said.
    """
    if material.digest:
        return ""
    for text in (question.stem, question.explanation, *texts_of(question.interaction)):
        run = _run_of(outside_quotes(text), material.passage)
        if run:
            return f"copied: {run}"
    return ""


@lru_cache(maxsize=OF_LATE)
def _run_of(text: str, passage: str) -> str:
    """Return the first words in a row of a text that stand so in a passage, or ""."""
    words = words_of(text)
    if len(words) < COPIED_WORDS:
        return ""
    passage = _in_words(passage)
    for start in range(len(words) - COPIED_WORDS + 1):
        run = " ".join(words[start : start + COPIED_WORDS])
        if run in passage:
            return run
    return ""


@lru_cache(maxsize=OF_LATE)
def _in_words(passage: str) -> str:
    return " ".join(words_of(passage))


def two_ideas(question: Question, _material: Material) -> str:
    """Warn of a claim that says two things, one of which may be true."""
    if not isinstance(question.interaction, TrueFalse):
        return ""
    own = outside_quotes(question.interaction.claim)
    return "two ideas in one claim" if _TWO_IDEAS.search(own) else ""


def no_explanation(question: Question, material: Material) -> str:
    """Warn when nothing explains the answer."""
    if not question.explanation.strip():
        return "there is no explanation"
    return "" if material.passage.strip() else "there is no passage"


def number_not_in_passage(question: Question, material: Material) -> str:
    """Warn of a year or number in the statement that the passage does not have."""
    if not _tells_the_statement(question):
        return ""
    return _missing_number(material.statement, material.passage)


@lru_cache(maxsize=OF_LATE)
def _missing_number(statement: str, passage: str) -> str:
    known = set(re.findall(r"\d+", passage)) | _spelled(passage)
    said = re.findall(r"\d+", statement)
    # Small numbers stand in words as often as in digits.
    missing = [each for each in said if each not in known and int(each) > _SPELLED]
    return f"{missing[0]} is not in the passage" if missing else ""


@lru_cache(maxsize=OF_LATE)
def _spelled(passage: str) -> frozenset[str]:
    """Return the numbers below a hundred that stand in words: "nineteen", "fifty-two"."""
    found = (each.casefold().split("-") for each in _NUMERAL.findall(passage))
    return frozenset(str(sum(NUMBER_WORDS[part] for part in parts)) for parts in found)


def name_not_in_passage(question: Question, material: Material) -> str:
    """Warn of somebody or something in the statement that the passage does not name."""
    if not _tells_the_statement(question):
        return ""
    return f"{material.strangers[0]} is not in the passage" if material.strangers else ""


def _tells_the_statement(question: Question) -> bool:
    return question.type is QuestionType.CLOZE or question.type is QuestionType.TRUE_FALSE


def _options(question: Question) -> tuple[Option, ...]:
    interaction = question.interaction
    return interaction.options if isinstance(interaction, Choice | MultipleChoice) else ()


@lru_cache(maxsize=OF_LATE)
def _telling(text: str) -> frozenset[str]:
    return frozenset(
        word
        for word in words_of(text)
        if len(word) > 3 and word not in _FUNCTION_WORDS  # noqa: PLR2004 - shorter words tell nothing
    )


WARNINGS: dict[str, Rule] = {
    "unfocused-stem": unfocused_stem,
    "negative-not-emphasised": negative_not_emphasised,
    "double-negative": double_negative,
    "absolute-word": absolute_word,
    "clang": clang,
    "distractor-in-stem": distractor_in_stem,
    "copied": copied,
    "two-ideas": two_ideas,
    "no-explanation": no_explanation,
    "number-not-in-passage": number_not_in_passage,
    "name-not-in-passage": name_not_in_passage,
    **SHAPE_WARNINGS,
}
"""By name; each has a right and a wrong example in its test."""
