"""The tolerant matcher of typed answers: right, almost or wrong, with what differs.

Source: PRODUCT.md, "Typed answers".
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from quizapp.errors import translatable
from quizapp.grading.normal import normal, tight
from quizapp.grading.spelled_out import singular, spelled_out
from quizapp.grading.verdict import Segment

_KEPT = 8192
"""Words whose tolerance is kept: those of right answers come again with every response."""
_SHORT = 3
_LONG = 8
_SURNAME = 4
_TELLING = 3
"""Telling words of an answer from which half of them nearly are it: one of two is a guess."""
_NEGATIONS = frozenset({"not", "no", "never", "without", "nor", "neither", "none", "non", "un"})
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "president"}
    | {"king", "queen", "general", "senator", "pope", "saint", "st"}
)
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "van"}
    | {"von", "zu"}
)
"""Small words before a surname that may be written with it: "dos Santos", "von Mises"."""
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "by", "at"})


class TextMatch(NamedTuple):
    """How a typed response compares with the accepted answers.

    Attributes:
        best: the accepted answer that is nearest to the response.
        note: why it is almost right or refused, to the learner; "" where plain.
        diff: what differs from ``best``, in reading order; empty when nothing does.
    """

    verdict: Literal["right", "almost", "wrong"]
    best: str
    note: str = ""
    diff: tuple[Segment, ...] = ()


def match(response: str, *, accept: Sequence[str], wrong: Sequence[str]) -> TextMatch:
    """Return how ``response`` compares with ``accept``, the best wording first.

    Args:
        response: what was typed.
        accept: right answers; at least one.
        wrong: other things of the kind: a response nearer to one of them is refused.
    """
    given = normal(response)
    far = [OSA.distance(given, normal(form)) for form in accept]
    nearest = min(far)
    best = accept[far.index(nearest)]
    if not given:
        return TextMatch("wrong", best, translatable("Nothing was typed."))
    if any(_equal(given, normal(form)) for form in accept):
        return TextMatch("right", best)
    diff = differences(response, best)
    other = _nearer_wrong(given, wrong, right=nearest)
    if other:
        return TextMatch("wrong", best, translatable("That is {other}.", other=other), diff)
    if any(
        _within_typos(given, normal(form)) or _is_one_of_several(given, normal(form))
        for form in accept
    ):
        return TextMatch("right", best, translatable("Accepted in spite of the spelling."), diff)
    for form in accept:
        note = _almost(given, form, wrong)
        if note:
            return TextMatch("almost", form, note, differences(response, form))
    shared = any(_is_shared(given, normal(form).split(), wrong) for form in accept)
    several = translatable("Several are called that: write the whole name.")
    return TextMatch("wrong", best, several if shared else "", diff)


def differences(response: str, answer: str) -> tuple[Segment, ...]:
    """Return what is the same, missing and extra in ``response``, character by character."""
    segments: list[Segment] = []
    for step in Levenshtein.opcodes(response, answer):
        ours = response[step.src_start : step.src_end]
        theirs = answer[step.dest_start : step.dest_end]
        if step.tag == "equal":
            segments.append(Segment("same", theirs))
            continue
        if ours:
            segments.append(Segment("extra", ours))
        if theirs:
            segments.append(Segment("missing", theirs))
    return tuple(segments)


@lru_cache(maxsize=_KEPT)
def tolerance(word: str) -> int:
    """Return how many typos a word may hold: 0 up to 3 letters, 1 up to 7, 2 from 8."""
    if len(word) <= _SHORT or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < _LONG else 2


def _equal(given: str, key: str) -> bool:
    if given == key or tight(given) == tight(key):
        return True
    return bool(given) and spelled_out(given) == spelled_out(key)


def _is_one_of_several(given: str, key: str) -> bool:
    """Return whether two texts differ in the number of their last word alone: "box", "boxes"."""
    before, _, mine = given.rpartition(" ")
    head, _, yours = key.rpartition(" ")
    return (
        before == head
        and min(len(mine), len(yours)) >= _SHORT
        and mine.isalpha()
        and singular(mine) == singular(yours)
    )


def _within_typos(given: str, key: str) -> bool:
    """Return whether every word is within its tolerance; digits must agree."""
    ours, theirs = given.split(), key.split()
    if len(ours) != len(theirs):
        # A space too many or too few is one typo in the whole.
        joined, whole = tight(given), tight(key)
        return _same_digits(joined, whole) and OSA.distance(joined, whole) < tolerance(whole)
    return all(
        _same_digits(mine, yours)
        and not _negated(mine, yours)
        and OSA.distance(mine, yours) <= tolerance(yours)
        for mine, yours in zip(ours, theirs, strict=True)
    )


def _same_digits(one: str, other: str) -> bool:
    if one.isalpha() and other.isalpha():
        return True
    return [letter for letter in one if letter.isdigit()] == [
        letter for letter in other if letter.isdigit()
    ]


def _negated(one: str, other: str) -> bool:
    """Return whether only one of the two words denies."""
    return (one in _NEGATIONS) != (other in _NEGATIONS)


def _nearer_wrong(given: str, wrong: Sequence[str], *, right: int) -> str:
    """Return the wrong answer that the response names, or is at least as near to; else "".

    Args:
        right: edits from the response to the nearest right answer.
    """
    nearest = min(wrong, key=lambda form: OSA.distance(given, normal(form)), default="")
    if not nearest:
        return ""
    plain = normal(nearest)
    distance = OSA.distance(given, plain)
    named = _equal(given, plain)
    nearer = distance < right or (distance == right and distance > 0)
    if named or (nearer and _within_typos(given, plain)):
        return nearest
    return ""


def _almost(given: str, form: str, wrong: Sequence[str]) -> str:
    """Return why the response is almost an accepted form, or "" when it is not."""
    key = normal(form)
    ours, theirs = given.split(), key.split()
    if not _same_digits(tight(given), tight(key)):
        return ""
    if set(ours) & _NEGATIONS != set(theirs) & _NEGATIONS:
        return ""
    if _surname(given, theirs, wrong):
        return translatable("Only a part of the name.")
    if form[:1].islower() and key.startswith(f"{given} of "):
        return translatable("A word is missing.")  # "president" for "president of the club"
    by_words = _by_words(set(ours) - _SMALL_WORDS, set(theirs) - _SMALL_WORDS)
    return by_words or _by_spelling(given, key)


def _by_words(ours: set[str], theirs: set[str]) -> str:
    """Return how the telling words differ, or "" when they differ too much."""
    if ours and ours == theirs:
        return translatable("The words are right, their order is not.")
    if theirs and theirs < ours and len(ours) <= 2 * len(theirs):
        return translatable("There is more here than the answer.")
    if ours < theirs and 2 * len(ours) >= max(len(theirs), _TELLING):
        return translatable("A word is missing.")
    return ""


def _by_spelling(given: str, key: str) -> str:
    """Return a note when the response is one typo beyond the tolerance; it begins like the key."""
    slack = max((tolerance(word) for word in key.split()), default=0)
    whole = tight(key)
    close = OSA.distance(tight(given), whole) <= slack + 1 and len(whole) >= 2 * (slack + 1)
    return (
        translatable("Nearly: look at the spelling.")
        if slack and close and given[0] == key[0]
        else ""
    )


def _surname(given: str, key_words: Sequence[str], wrong: Sequence[str]) -> bool:
    """Return whether the response is the end of a longer name and of no other name."""
    last = _last_of(given, key_words)
    return bool(last) and all(last not in normal(form).split() for form in wrong)


def _is_shared(given: str, key_words: Sequence[str], wrong: Sequence[str]) -> bool:
    """Return whether the response is the end of the name and of others, and the whole of none."""
    last = _last_of(given, key_words)
    others = [normal(form).split() for form in wrong]
    return bool(last) and last == key_words[-1] and [last] not in others


def _last_of(given: str, key_words: Sequence[str]) -> str:
    """Return the surname that a response is, without "Mr" and "von" before it; or ""."""
    words = given.split()
    while len(words) > 1 and (words[0] in _TITLES or words[0] in _PARTICLES):
        del words[0]
    if len(words) != 1 or len(key_words) == 1 or len(words[0]) < _SURNAME:
        return ""
    last = key_words[-1]
    return words[0] if OSA.distance(words[0], last) <= tolerance(last) else ""
