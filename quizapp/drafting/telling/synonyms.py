"""A word or phrase put for another that says the same, where it is the same kind of word there."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.data import mapping
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import verb_forms

_UNTIL_DATE: Final = re.compile(r" until (?:[A-Z][a-z]+ )?\d")
_ARTICLE: Final = re.compile(r"\ban?$")
_VOWELS: Final = frozenset("aeio")
"""Letters that "an" stands before; "u" may be either, as no replacement begins with it."""
_NOUN_TOO: Final = word_set("cut get guarantee help increase need rise show")
"""Verbs that are nouns, or pasts, as well: "the rise of", "the liner cut through the hull"."""
_NOUNS_TOO: Final = word_set("cuts guarantees helps needs rises shows")
_BEFORE_A_VERB: Final = word_set("can could may might must shall should to will would")
_BEFORE_AN_OBJECT: Final = word_set("a an her his how its no our that the their these this why")
_PARTICLES: Final = word_set(
    "across away back down in into off on out over short through to together up"
)
"""With one of these a verb means something else: "cut through", "need to", "get up"."""
_DETERMINERS: Final = word_set("the a an its his her their this that these those")
_NO_PARTICIPLE: Final = word_set("brought did gave paid took was went")
"""First words of replacements that are no participle, or that take no passive."""
_COUNTING: Final = word_set(
    "a an one two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred"
    " half"
)
_SIZES: Final = word_set("small large big huge")
_AMOUNTS: Final = word_set("number numbers amount amounts part share proportion minority majority")
_BEFORE_A_PARTICIPLE: Final = word_set("be been being had has have having is are was were")


def with_synonyms(text: str) -> Iterator[str]:
    """Give the text with one word or phrase exchanged, in each way that there is."""
    low = f" {text} "
    for old, new in mapping("synonyms").items():
        at = low.find(f" {old} ")
        if at < 0 or f" no {old} " in low:
            continue
        if old == "until" and not _UNTIL_DATE.search(low):
            continue  # "until the fibres come loose"
        before, after = low[:at].split(), low[at + len(old) + 2 :].split()
        if _fits(old, new, before=before, after=after):
            an = new[:1] in _VOWELS and not new.startswith("one")
            head = _ARTICLE.sub("an" if an else "a", low[:at])
            yield f"{head} {new} {low[at + len(old) + 2 :]}".strip()


def _fits(  # noqa: PLR0911 - one way out for each kind of word
    old: str, new: str, *, before: list[str], after: list[str]
) -> bool:
    """Return whether the words around do not make another kind of word of it."""
    last = before[-1].casefold() if before else ""
    following = after[0].casefold() if after else ""
    if last in {"most", "more"} or (old.startswith("help") and "VB" in verb_forms(following)):
        return False  # no "most hard problem", no "will assist break the ice"
    if old == "at least" and not (following[:1].isdigit() or following in _COUNTING):
        return False  # no "rule no fewer than parts of the region"
    if old in _SIZES and following in _AMOUNTS:
        return False  # no "the little number of"
    described = old == "following" and last in _DETERMINERS  # "the following year"
    if old in _NOUN_TOO or described:
        return not described and last in _BEFORE_A_VERB and following not in _PARTICLES
    if old in _NOUNS_TOO:
        return following in _BEFORE_AN_OBJECT
    judged = old in {"try", "tried"} and following != "to"  # "tried by a military court"
    if judged or (old == "whole" and [each.casefold() for each in before[-2:]] == ["as", "a"]):
        return False
    if " " in new and old.endswith("ed") and last in _BEFORE_AN_OBJECT:
        return False  # "the proposed changes" are not "the put forward changes"
    if new.split(maxsplit=1)[0] in _NO_PARTICIPLE:
        return not _BEFORE_A_PARTICIPLE.intersection(word.casefold() for word in before[-2:])
    return True
