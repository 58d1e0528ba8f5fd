"""Measures that "of" ties to a number: "a report of 48 pages", "an error of nine degrees"."""

import re
from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import (
    MEASURES,
    WRITINGS,
    Dimension,
    dimension_of,
    is_odd,
)
from quizapp.drafting.shapes.analysis import Clause, Phrase, Tense
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.telling.telling import Telling

_AMOUNTS: Final = word_set(
    "fall rise increase drop decrease decline growth gain cut error pace margin dose tariff levy"
    " allowance subsidy penalty premium discount share surplus shortfall backlog majority minority"
    " distance depth delay wait gap interval dividend pension prize bonus bill damage ransom bribe"
    " deposit investment contribution donation payment bid offer order quota limit ceiling minimum"
    " maximum record target stake thickness pressure frequency efficiency accuracy probability"
    " chance"
)
"""Nouns that are a number themselves: "an error of nine degrees" is nine degrees."""
_EACH_HAS: Final = word_set("height depth length width weight age price value temperature range")
_COUNTING: Final = word_set(
    "total number average mean median minimum maximum sum rest half third quarter most majority"
    " minority proportion percentage fraction handful pair couple one all any each some mixture"
    " combination"
)
"""Nouns that only count what follows: "a total of 48 people" has no people."""
_PREPS: Final = frozenset({"in", "with", "at", "for", "by", "to", "on", "from", "under", "after"})
_HAVING: Final = frozenset({"have", "hold", "own", "possess", "boast"})
_BEFORE: Final = frozenset({"JJ", "NN", "CD", "VB", "PO", "RB"})
_LONGEST: Final = 22
Told = tuple[str, tuple[str, ...]]
"""What the number measures, and statements of it."""


def find_of(teller: Teller, clause: Clause, telling: Telling, seen: Seen) -> Told | None:
    """Return what the number measures and statements of it, or None."""
    tokens = teller.sentence.tokens
    at = seen.first
    if at < 2 or tokens[at - 1].low != "of" or tokens[at - 2].tag not in {"NN", "NNS"}:  # noqa: PLR2004 - a noun and "of"
        return None
    noun = _head(teller, at - 2)
    named = _thing_of(teller, clause, telling, (seen, noun))
    return None if named is None else _told(clause, named, seen, tokens[noun].lemma.casefold())


def _thing_of(
    teller: Teller, clause: Clause, telling: Telling, case: tuple[Seen, int]
) -> str | None:
    """Return the noun in words that say which one it is, or None."""
    seen, noun = case
    tokens = teller.sentence.tokens
    if _is_of_many(teller, seen, noun):
        return None
    holder = _holder(clause, seen.first)
    apart = next((each for each in clause.objects if each.head == noun), None)
    if apart is not None and not apart.prep and apart.end <= seen.first and not apart.members:
        holder = replace(apart, end=seen.end)  # "predicts a fall in traffic of 12 percent"
    if holder is None:
        return None
    if holder.members and not any(
        first <= noun and seen.end <= end for first, end in holder.members
    ):
        return None
    first = noun
    while first > holder.first and tokens[first - 1].tag[:2] in _BEFORE:
        first -= 1
    if first < holder.first:
        return None
    named = teller.words(first, seen.first - 1)
    if not named or len(named.split()) > _LONGEST:
        return None
    owned = tokens[first - 1] if first > 0 else None
    if owned is not None and owned.tag == "PRP$":
        named = teller.words(first - 1, seen.first - 1) or ""
        thing = named.removeprefix("the ")
    elif owned is not None and owned.low == "the":
        thing = f"the {named}"
    else:
        thing = placed(teller, clause, telling, (holder, seen, named)) or ""
    return thing if thing and len(thing.split()) <= _LONGEST else None


def _is_of_many(teller: Teller, seen: Seen, noun: int) -> bool:
    """Return whether the noun only counts, or is that of each: "the heights of 340 points"."""
    token = teller.sentence.tokens[noun]
    lemma = token.lemma.casefold()
    if token.tag == "NNS" and _counts(seen):
        return True  # "changes in the populations of 529 species"
    measure = lemma in MEASURES | _AMOUNTS and not (lemma in _EACH_HAS and token.tag == "NNS")
    return not measure and (lemma in _COUNTING or _is_of_them(teller, seen, noun))


def _is_of_them(teller: Teller, seen: Seen, noun: int) -> bool:
    """Return whether a known thing is that of what is counted: "the remains of 46 species"."""
    return _counts(seen) and noun > 0 and teller.sentence.tokens[noun - 1].low == "the"


def _counts(seen: Seen) -> bool:
    """Return whether the number counts things, and measures nothing."""
    odd = is_odd(seen.unit) or "degree" in seen.unit
    return not odd and dimension_of(seen.unit) is None


def _told(clause: Clause, thing: str, seen: Seen, lemma: str) -> Told | None:
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    label = f"{seen.quantity.about} {seen.label}".strip()
    be = "was" if past else "is"
    if lemma in MEASURES | _AMOUNTS:
        return thing, (f"{capital(thing)} {be} {label}.",)
    if not is_odd(seen.unit) and dimension_of(seen.unit) is None:
        have = "had" if past else "has"
        what = f"the number of {seen.unit} of {thing}"
        return what, (f"{capital(thing)} {have} {label}.",)
    dimension = dimension_of(seen.unit)
    if dimension is None:
        return None
    return _sized(thing, label, dimension, past=past)


def _sized(thing: str, label: str, dimension: Dimension, *, past: bool) -> Told:
    """Return "the length of the cable" with "The cable measured 9 kilometres"."""
    verb = dimension.past if past else dimension.present
    what = f"the {dimension.noun} of {thing}"
    be = "was" if past else "is"
    plain = f"{capital(what)} {be} {label}."
    many = re.match(r"the (?:[\w-]+ )*?[\w-]+[^s\W]s that\b", thing)
    return what, (plain,) if many else (f"{capital(thing)} {verb} {label}.", plain)


def _head(teller: Teller, at: int) -> int:
    """Return the noun that counts: "fall" of "a fall in traffic"."""
    tokens = teller.sentence.tokens
    inner = at >= 2 and tokens[at - 1].low == "in" and tokens[at - 2].lemma in _AMOUNTS  # noqa: PLR2004 - noun and "in"
    return at - 2 if inner else at


def _holder(clause: Clause, at: int) -> Phrase | None:
    phrases = (clause.subject, *clause.objects, *clause.adverbials)
    return next((each for each in phrases if each and each.first <= at < each.end), None)


def placed(  # noqa: PLR0911 - a case for each place of the number
    teller: Teller, clause: Clause, telling: Telling, case: tuple[Phrase, Seen, str]
) -> str | None:
    """Return "the fine that the company faces", "the error with which the ants fixed a point"."""
    holder, seen, named = case
    verb = clause.verb
    if verb is None or holder.first < clause.first:
        return None
    if clause.subject is holder:
        rest = joined([telling.predicate, telling.place_text, telling.when_text])
        return f"the {named} that {rest}" if seen.end == holder.end else None
    cut = [*teller.asides(clause), *((each.prep_first, each.end) for each in teller.dates(clause))]
    done = joined([telling.subject, telling.verb])
    if not holder.prep and verb.lemma in _HAVING:
        return f"the {named} of {telling.subject}"
    if not holder.prep:
        if verb.lemma == "be" and not verb.passive:
            return telling.subject if holder.first == verb.end else None
        return f"the {named} that {done}" if holder.first == verb.end else None
    if holder.prep == "in" and named.split()[-1] in WRITINGS and telling.actor:
        return f"the {named} of {telling.subject}"
    if holder.prep not in _PREPS or (verb.lemma == "be" and not verb.passive):
        return None
    if holder.prep_first < verb.first:
        acted: str | None = joined([telling.subject, telling.predicate])
    else:
        between = teller.words(verb.end, holder.prep_first, without=cut)
        acted = None if between is None else joined([done, between])
    return f"the {named} {holder.prep} which {acted}" if acted else None
