"""Warnings about the shape of options: what gives the key away without knowing anything."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from quizapp.generation.flaw import OF_LATE, OPTIONS, Material, Rule
from quizapp.generation.likeness import initials
from quizapp.generation.question import Choice, MultipleChoice, Option, Question
from quizapp.generation.words import telling_words, words_of

_LONGER = 1.4
"""A key this much longer than the longest wrong option stands out."""
_UNEVEN = 3.0
_SHORT_OPTION = 12
_PRECISE = re.compile(r"\d|[\"\u201c(]")
_ARTICLE_AT_END = re.compile(r"\b(a|an)\b[ _?:.]*$")
_WIDEST_SPREAD_YEARS = 60
_CONVERGING = 0.5
_FEWEST_FOR_ODD_ONE_OUT = 3


def key_longest(question: Question, material: Material) -> str:
    """Warn when the key is much longer than every wrong option; names are as long as they are."""
    right, wrong = _split(question)
    if not right or not wrong or _are_names(question, material):
        return ""
    longest = max(len(option.text) for option in wrong)
    key = min(len(option.text) for option in right)
    standing_out = key > _SHORT_OPTION and key > _LONGER * longest
    return f"the key has {key} letters, no other more than {longest}" if standing_out else ""


def key_more_precise(question: Question, _material: Material) -> str:
    """Warn when the key alone has numbers, quotation marks or brackets."""
    right, wrong = _split(question)
    if right and wrong and all(_PRECISE.search(each.text) for each in right):
        alone = not any(_PRECISE.search(each.text) for each in wrong)
        return "the key alone is precise" if alone else ""
    return ""


def uneven_options(question: Question, material: Material) -> str:
    """Warn when one option is three times as long as another; names are as long as they are."""
    lengths = [len(option.text) for option in _all(question)]
    if not lengths or max(lengths) <= 2 * _SHORT_OPTION or _are_names(question, material):
        return ""
    uneven = max(lengths) > _UNEVEN * min(lengths)
    return f"options from {min(lengths)} to {max(lengths)} letters" if uneven else ""


def grammar_cue(question: Question, _material: Material) -> str:
    """Warn when "a", "an", "is" or "are" before the gap fits some options only."""
    end = _article_at_end(question.stem)
    if not end:
        return ""
    vowels = {option.text[:1].lower() in "aeiou" for option in _all(question)}
    return f"{end!r} before the answer fits some options only" if len(vowels) > 1 else ""


@lru_cache(maxsize=OF_LATE)
def _article_at_end(stem: str) -> str:
    """Return the "a" or "an" that ends a stem, or ""."""
    end = _ARTICLE_AT_END.search(stem.strip())
    return end.group(1) if end else ""


def plural_cue(question: Question, _material: Material) -> str:
    """Warn when the key alone is plural, or alone singular, and the stem's verb agrees."""
    right, wrong = _split(question)
    asked = re.match(r"(Which|What) (\w+ )?(are|were|is|was)\b", question.stem)
    if not (asked and right and len(wrong) > 1):
        return ""
    plural = asked.group(3) in {"are", "were"}
    fits = [_is_plural(option.text) == plural for option in right]
    others = [_is_plural(option.text) == plural for option in wrong]
    return "the verb fits the key only" if all(fits) and not any(others) else ""


def _is_plural(text: str) -> bool:
    last = words_of(text)[-1:] or ("",)
    return last[0].endswith("s") and not last[0].endswith(("ss", "us", "is"))


def convergence(question: Question, _material: Material) -> str:
    """Warn when the key shares most words with the others, as built from them."""
    right, wrong = _split(question)
    if len(right) != 1 or len(wrong) < _FEWEST_FOR_ODD_ONE_OUT:
        return ""
    texts = [telling_words(option.text) for option in (*right, *wrong)]
    counts = Counter(word for words in texts for word in words)
    shared = [sum(counts[word] - 1 for word in words) / max(len(words), 1) for words in texts]
    rest = max(shared[1:])
    stands_out = shared[0] >= rest + _CONVERGING
    return "the key shares words with every other option" if stands_out else ""


def mixed_kinds(question: Question, _material: Material) -> str:
    """Warn when numbers and words, or whole clauses and single words, stand together."""
    numeric = {_is_number(option.text) for option in _all(question)}
    return "numbers and words stand together" if len(numeric) > 1 else ""


@lru_cache(maxsize=OPTIONS)
def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d\s,.%/-]+", text) is not None


def overlapping_ranges(question: Question, _material: Material) -> str:
    """Warn when two options are ranges that overlap."""
    spans = sorted(span for option in _all(question) if (span := _span_in(option.text)))
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            return f"ranges overlap between {start} and {end}"
    return ""


@lru_cache(maxsize=OPTIONS)
def _span_in(text: str) -> tuple[int, int] | None:
    """Return the two years of the first range in a text."""
    found = re.search(r"(\d{4})\D{1,6}(\d{4})", text)
    return (int(found.group(1)), int(found.group(2))) if found else None


def initials_giveaway(question: Question, _material: Material) -> str:
    """Warn when only the key has the initials of an abbreviation in the stem, or the reverse."""
    shorts = _shorts_in(question.stem)
    if not shorts:
        return ""
    right, wrong = _split(question)
    keys = {initials(option.text) for option in right}
    others = {initials(option.text) for option in wrong}
    given = {short for short in shorts if short in keys and short not in others}
    return f"only the key spells {min(given)}" if given and wrong else ""


@lru_cache(maxsize=OF_LATE)
def _shorts_in(stem: str) -> frozenset[str]:
    """Return the abbreviations in a stem."""
    return frozenset(re.findall(r"\b[A-Z]{2,6}\b", stem))


def implausible_years(question: Question, _material: Material) -> str:
    """Warn when the years offered lie too far apart to be weighed."""
    years = []
    for option in _all(question):
        found = re.search(r"\d{4}", option.text)
        if not found:
            return ""
        years.append(int(found.group()))
    if not years:
        return ""
    spread = max(years) - min(years)
    return f"the years lie {spread} apart" if spread > _WIDEST_SPREAD_YEARS else ""


def _are_names(question: Question, material: Material) -> bool:
    """Return whether all options name something: an author cannot make a name shorter."""
    return all(
        text in material.names or text[:1].lower() + text[1:] in material.names
        for text in (option.text for option in _all(question))
    )


def _all(question: Question) -> tuple[Option, ...]:
    interaction = question.interaction
    return interaction.options if isinstance(interaction, Choice | MultipleChoice) else ()


def _split(question: Question) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    options = _all(question)
    return (
        tuple(option for option in options if option.correct),
        tuple(option for option in options if not option.correct),
    )


SHAPE_WARNINGS: dict[str, Rule] = {
    "key-longest": key_longest,
    "key-more-precise": key_more_precise,
    "uneven-options": uneven_options,
    "grammar-cue": grammar_cue,
    "plural-cue": plural_cue,
    "convergence": convergence,
    "mixed-kinds": mixed_kinds,
    "overlapping-ranges": overlapping_ranges,
    "initials-giveaway": initials_giveaway,
    "implausible-years": implausible_years,
}
