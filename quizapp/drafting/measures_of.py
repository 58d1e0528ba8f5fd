"""Measures that "of" ties to a number: "a report of 48 pages", "an error of nine degrees"."""

from typing import Final

from quizapp.drafting.analysis import Clause, Phrase, Tense
from quizapp.drafting.measure_case import Seen
from quizapp.drafting.measure_words import MASS, MEASURES, is_odd
from quizapp.drafting.phrasing import Teller
from quizapp.drafting.spacing import capital, joined
from quizapp.drafting.telling import Telling
from quizapp.drafting.word_sets import word_set

_AMOUNTS: Final = word_set(
    "fall rise increase drop decrease decline growth gain cut error pace margin dose tariff levy"
    " allowance subsidy penalty premium discount share surplus shortfall backlog majority minority"
    " distance depth delay wait gap interval dividend pension prize bonus bill damage ransom bribe"
    " deposit investment contribution donation payment bid offer order quota limit ceiling minimum"
    " maximum target stake thickness pressure frequency efficiency accuracy probability chance"
)
"""Nouns that are a number themselves: "an error of nine degrees" is nine degrees."""
_HOLDERS: Final = word_set(
    "report book letter volume paper study article dossier document poem council board committee"
    " jury panel crew team fleet army force group band choir orchestra collection series set chain"
    " network club parliament assembly delegation list herd flock squad archive sample convoy"
)
"""Nouns that have what is counted: "a report of 48 pages" has them."""
_PREPS: Final = frozenset({"in", "with", "at", "for", "by", "to", "on", "from", "under", "after"})
_HAVING: Final = frozenset({"have", "hold", "own", "possess", "boast"})
_BEFORE: Final = frozenset({"JJ", "NN", "CD", "VB", "PO", "RB"})
_LONGEST: Final = 22


def find_of(
    teller: Teller, clause: Clause, telling: Telling, seen: Seen
) -> tuple[str, tuple[str, ...]] | None:
    """Return what the number measures and statements of it, or None."""
    tokens = teller.sentence.tokens
    at = seen.first
    if at < 2 or tokens[at - 1].low != "of" or tokens[at - 2].tag not in {"NN", "NNS"}:  # noqa: PLR2004 - a noun and "of"
        return None
    noun = _head(teller, at - 2)
    lemma = tokens[noun].lemma
    amount = lemma in MEASURES | _AMOUNTS
    holds = lemma in _HOLDERS and not is_odd(seen.unit) and not MASS.search(seen.unit)
    holder = _holder(clause, at)
    if not (amount or holds) or holder is None or holder.members:
        return None
    first = noun
    while first > holder.first and tokens[first - 1].tag[:2] in _BEFORE:
        first -= 1
    if first < holder.first:
        return None
    named = teller.words(first, at - 1)
    if not named or len(named.split()) > _LONGEST:
        return None
    owned = tokens[first - 1] if first > 0 else None
    if owned is not None and owned.tag == "PRP$":
        named = teller.words(first - 1, at - 1) or ""
        thing = named.removeprefix("the ")
    elif owned is not None and owned.low == "the":
        thing = f"the {named}"
    else:
        thing = _placed(teller, clause, telling, (holder, seen, named)) or ""
    if not thing or len(thing.split()) > _LONGEST:
        return None
    return _told(clause, thing, seen, holds=holds and not amount)


def _told(clause: Clause, thing: str, seen: Seen, *, holds: bool) -> tuple[str, tuple[str, ...]]:
    past = clause.verb is not None and clause.verb.tense is Tense.PAST
    about = f"{seen.quantity.about} " if seen.quantity.about else ""
    if holds:
        have = "had" if past else "has"
        what = f"the number of {seen.unit} of {thing}"
        return what, (f"{capital(thing)} {have} {about}{seen.label}.",)
    be = "was" if past else "is"
    return thing, (f"{capital(thing)} {be} {about}{seen.label}.",)


def _head(teller: Teller, at: int) -> int:
    """Return the noun that counts: "fall" of "a fall in traffic"."""
    tokens = teller.sentence.tokens
    inner = at >= 2 and tokens[at - 1].low == "in" and tokens[at - 2].lemma in _AMOUNTS  # noqa: PLR2004 - noun and "in"
    return at - 2 if inner else at


def _holder(clause: Clause, at: int) -> Phrase | None:
    phrases = (clause.subject, *clause.objects, *clause.adverbials)
    return next((each for each in phrases if each and each.first <= at < each.end), None)


def _placed(  # noqa: PLR0911 - a case for each place of the number
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
        if holder.first != verb.end or verb.lemma == "be":
            return None
        return f"the {named} that {done}"
    if holder.prep not in _PREPS or verb.lemma == "be":
        return None
    if holder.prep_first < verb.first:
        acted: str | None = joined([telling.subject, telling.predicate])
    else:
        between = teller.words(verb.end, holder.prep_first, without=cut)
        acted = None if between is None else joined([done, between])
    return f"the {named} {holder.prep} which {acted}" if acted else None
