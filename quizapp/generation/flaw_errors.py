"""Flaws that make a question unfair or meaningless: such a question is dropped.

Source: GENERATION.md, "Item flaws", errors.
"""

import re
from functools import lru_cache

from quizapp.bank.terms import Status
from quizapp.generation.codec import texts_of
from quizapp.generation.flaw import OF_LATE, OPTIONS, Material, Rule
from quizapp.generation.likeness import alike
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.words import mentions, outside_quotes

BLANK = "_____"
_ALL_NONE = re.compile(
    r"(all|none|both|neither|any) of (the|these|them)|(all|none) above", re.IGNORECASE
)
_COMBINED = re.compile(
    r"^(both )?\(?[a-d]\)? (and|or|&) \(?[a-d]\)?\.?$|\boption [a-d]\b", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\{[^}]*\}|\bTODO\b|\bTBD\b|\bXXX\b|\?\?\?|<[a-z_ ]+>|\[\.\.\.\]")
_HINTS_OF_PLACEHOLDER = ("{", "TODO", "TBD", "XXX", "???", "<", "[...]")
"""One of them stands in every placeholder: to look for them is cheaper than the pattern."""
_PRONOUN = re.compile(r"\b(he|she|they|him|them|his|her|hers|their|theirs)\b", re.IGNORECASE)
_OPENING_IT = re.compile(
    r"(it|its|this|these|those)\b(?! (was|is) \w+ (who|that))"
    r"|(when|where|why|how) (did|was|is|does|were) (it|they|he|she|this)\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(according|article|author|argu|said|say|claim|told|tell|warn|expect|predict|believ|"
    r"promis|report|wrote|call|describ|suggest|insist|state|assur|announc|propos|declar|"
    r"accus|admit|conced|view|opinion|quot|word|promised|demand|complain|ask|urg|note|"
    r"criticis|criticiz|consider|regard|see|think|thought|fear|hope|maintain|depict|judg|"
    r"assert|conclud|signal|held|hold|den(?:y|ie)|agree|threat|want|decid|mean|pledg|vow|"
    r"credit|blam|remark|recall|stress|contend|allege|point|estimat|doubt|reckon|speculat|"
    r"suspect|recommend|calculat|disput|oppos|plan(?:s|ned)\b|"
    r"(?:f(?:ind|ound)|add|observ|reveal|show)(?:s|es|ed|n)? that\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1\d|20)\d\d\b")
_SHORTEST = 2


def not_one_key(question: Question, _material: Material) -> str:
    """Refuse a choice without exactly one key, a multiple choice without right or wrong ones."""
    interaction = question.interaction
    if isinstance(interaction, Choice):
        keys = sum(option.correct for option in interaction.options)
        if keys != 1:
            return f"{keys} options are marked right; exactly one must be"
        return "" if len(interaction.options) >= _SHORTEST else "there is nothing to choose from"
    if isinstance(interaction, MultipleChoice):
        keys = sum(option.correct for option in interaction.options)
        return "" if 0 < keys < len(interaction.options) else "needs right and wrong options"
    return ""


def no_key(question: Question, _material: Material) -> str:
    """Refuse a question without an answer."""
    interaction = question.interaction
    empty = (
        not question.answer.strip()
        or (isinstance(interaction, TextEntry) and not any(interaction.accept))
        or (isinstance(interaction, Flashcard) and not interaction.back.strip())
    )
    return "there is no answer" if empty else ""


def duplicate_options(question: Question, _material: Material) -> str:
    """Refuse options that are the same but for case and spaces."""
    interaction = question.interaction
    if not isinstance(interaction, Choice | MultipleChoice):
        return ""
    texts = [" ".join(option.text.casefold().split()) for option in interaction.options]
    twice = {text for text in texts if texts.count(text) > 1}
    return f"the same option twice: {min(twice)}" if twice else ""


def all_or_none(question: Question, _material: Material) -> str:
    """Refuse "all of the above" and its kin."""
    found = [text for text in _options(question) if _ALL_NONE.match(text)]
    return f"option {found[0]!r} speaks of the others" if found else ""


def combined_options(question: Question, _material: Material) -> str:
    """Refuse "A and B"."""
    found = [text for text in _options(question) if _combines(text)]
    return f"option {found[0]!r} combines others" if found else ""


@lru_cache(maxsize=OPTIONS)
def _combines(text: str) -> bool:
    return _COMBINED.search(text) is not None


def _options(question: Question) -> tuple[str, ...]:
    interaction = question.interaction
    if isinstance(interaction, Choice | MultipleChoice):
        return tuple(option.text for option in interaction.options)
    return ()


def key_in_stem(question: Question, _material: Material) -> str:
    """Refuse a stem that contains its answer."""
    interaction = question.interaction
    keys: tuple[str, ...] = ()
    if isinstance(interaction, Choice):
        keys = tuple(option.text for option in interaction.options if option.correct)
    elif isinstance(interaction, TextEntry):
        keys = interaction.accept
    elif isinstance(interaction, Flashcard):
        keys = (interaction.back,)
    found = [key for key in keys if len(key) > 1 and mentions(question.stem, key)]
    return f"the stem contains the answer {found[0]!r}" if found else ""


def contested_as_fact(question: Question, _material: Material) -> str:
    """Refuse a contested point that is asked as if it were established."""
    if question.status is Status.STATED:
        return ""
    shown = (question.stem, *texts_of(question.interaction))
    if any(_attributes(text) for text in shown):
        return ""
    return f"{question.status.value} content is asked without saying whose it is"


@lru_cache(maxsize=OF_LATE)
def _attributes(text: str) -> bool:
    return _ATTRIBUTION.search(text) is not None


def dangling_pronoun(question: Question, _material: Material) -> str:
    """Refuse a stem whose pronoun stands for nobody named in it."""
    texts = [question.stem]
    if isinstance(question.interaction, TrueFalse):
        texts = [question.interaction.claim]
    elif isinstance(question.interaction, Ordering):
        texts = [question.stem, *question.interaction.steps]
    elif isinstance(question.interaction, Matching):
        # Of quoted words nobody expects that they name whom they are about.
        texts = [question.stem, *(outside_quotes(left) for left, _ in question.interaction.pairs)]
    for text in texts:
        found = _pronoun(text)
        if found and not _named_before(text, found.start(), question):
            return f"{found.group()!r} stands for nobody in: {text}"
    return ""


@lru_cache(maxsize=OF_LATE)
def _pronoun(text: str) -> re.Match[str] | None:
    return _OPENING_IT.match(text) or _PRONOUN.search(text)


def _named_before(text: str, end: int, question: Question) -> bool:
    """Return whether something that a pronoun can stand for comes before it."""
    before = text[:end]
    own = re.match(r"(his|her|their)\b", text[end:], re.IGNORECASE)
    follows = re.search(rf"\b\w+ (?:{BLANK}|[A-Z]\w+ [A-Z]\w+|[A-Z]\w+ [a-z]+ed\b)", text[end:])
    if own and follows:
        return True
    if BLANK in before or (question.stem.startswith(("Who", "Which", "Whose")) and end > 0):
        return True
    words = re.findall(r"\b\w+", before)
    opening = {"When", "Where", "Why", "How", "What", "True", "In", "According", "The", "A", "On"}
    named = [word for word in words if word[0].isupper() and word not in opening]
    nouns = re.search(r"\b(the|a|an|some|many|most|all|its|every|\w+s) \w+|\b\w{3,}s\b", before)
    return bool(named) or bool(nouns)


def placeholder_left(question: Question, _material: Material) -> str:
    """Refuse a template's hole that nobody filled."""
    texts = (question.stem, question.answer, *texts_of(question.interaction))
    for text in texts:
        unsure = any(hint in text for hint in _HINTS_OF_PLACEHOLDER)
        found = _PLACEHOLDER.search(text) if unsure else None
        if found or not text.strip():
            return f"left unfilled: {found.group() if found else 'an empty text'}"
    return ""


def wrong_blanks(question: Question, _material: Material) -> str:
    """Refuse a cloze without exactly one blank, and a blank in anything else."""
    blanks = question.stem.count(BLANK)
    wanted = 1 if question.type is QuestionType.CLOZE else 0
    if blanks != wanted:
        return f"{blanks} blanks where {wanted} belong"
    bare = question.stem.replace(BLANK, "").strip(" .")
    return "" if bare else "there is nothing around the blank"


def order_shows_dates(question: Question, _material: Material) -> str:
    """Refuse steps that give their years away."""
    if not isinstance(question.interaction, Ordering):
        return ""
    dated = [step for step in question.interaction.steps if _YEAR.search(step)]
    return f"the step shows its date: {dated[0]}" if dated else ""


def ambiguous_match(question: Question, _material: Material) -> str:
    """Refuse a matching in which two lefts or two rights can be taken for each other."""
    if not isinstance(question.interaction, Matching):
        return ""
    for side in zip(*question.interaction.pairs, strict=True):
        texts = [text.casefold() for text in side]
        for index, text in enumerate(texts):
            for other in texts[index + 1 :]:
                short = min(len(text), len(other))
                if text == other or (
                    short > _SHORTEST + 1 and _YEAR.search(text) is None and alike(text, other)
                ):
                    return f"{text!r} and {other!r} can be taken for each other"
    return ""


ERRORS: dict[str, Rule] = {
    "not-one-key": not_one_key,
    "no-key": no_key,
    "duplicate-options": duplicate_options,
    "all-or-none": all_or_none,
    "combined-options": combined_options,
    "key-in-stem": key_in_stem,
    "contested-as-fact": contested_as_fact,
    "dangling-pronoun": dangling_pronoun,
    "placeholder-left": placeholder_left,
    "wrong-blanks": wrong_blanks,
    "order-shows-dates": order_shows_dates,
    "ambiguous-match": ambiguous_match,
}
"""By name; a duplicate item is found over the whole set, in generate.py."""
