"""Dates that are not the clause's own: "a law of 1837 banned it", "until 1977, when it closed"."""

from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.phrasing import Teller

_DATED: Final = word_set(
    "law act treaty order decree charter edict statute bill constitution decision resolution"
    " conference congress summit election referendum census report paper book letter agreement"
    " convention judgment ruling reform exhibition document deed directive regulation charter"
    " proclamation declaration amendment study survey trial storm flood fire war strike vote battle"
    " earthquake drought eruption uprising revolt famine epidemic pandemic outbreak cholera plague"
    " merger riot massacre explosion avalanche hurricane crash collapse siege march boycott"
    " rebellion"
)
"""Nouns of things that are of their date: what "a law of 1837" did was done in 1837."""
_PARTS: Final = frozenset({"beginning", "start", "middle", "end"})
_AS_PART: Final = frozenset({"in", "at", "during", "under", "by", "as part of"})


def nested_date(teller: Teller, clause: Clause) -> tuple[FoundDate, tuple[int, int]] | None:
    """Return the date of "a law of 1837" in a clause, and the tokens of "of 1837"."""
    tokens = teller.sentence.tokens
    verb = clause.verb
    for each in (clause.subject, *clause.adverbials):
        if each is None or each.members or each.first < clause.first or each.end - each.first < 3:  # noqa: PLR2004 - a noun, "of" and a date
            continue
        if each is not clause.subject and each.prep not in {"in", "under", "by", "at"}:
            continue
        at = each.end - 1
        while at > each.first and tokens[at].low != "of":
            at -= 1
        date = teller.date_in(at + 1, each.end) if at > each.first else None
        # "In the volume of 1958 it was defined as": what opens a clause says when, whatever it is.
        subject = clause.subject
        opens = each.prep == "in" and subject is not None and each.prep_first < subject.first
        if date is None or not (opens or tokens[at - 1].lemma.casefold() in _DATED):
            continue
        if teller.mention_at(tokens[at]) is not None or (verb is not None and verb.negated):
            continue
        part = tokens[at - 1].lemma.casefold() in _PARTS  # "in the middle of May 1912" goes whole
        at = each.prep_first if part and opens else at
        covers = date.end >= tokens[each.end - 1].end and is_exact(date)
        if covers and not date.edtf.endswith("/.."):
            return date, (at, each.end)
    return _before_noun(teller, clause)


def _before_noun(teller: Teller, clause: Clause) -> tuple[FoundDate, tuple[int, int]] | None:
    """Return the date of "in the 1970 merger", and the tokens of "1970"."""
    tokens = teller.sentence.tokens
    for each in clause.adverbials:
        if each.prep not in _AS_PART or each.members or each.first < clause.first:
            continue
        at = each.first + 1
        date = teller.date_in(at, at + 1) if tokens[each.first].low == "the" else None
        if date is None or at >= each.head or not is_exact(date) or "/" in date.edtf:
            continue
        whole = date.start == tokens[at].start and date.end == tokens[at].end
        if whole and tokens[each.head].lemma.casefold() in _DATED:
            return replace(date, lead="in"), (at, at + 1)
    return None


def date_before(teller: Teller, clause: Clause) -> FoundDate | None:
    """Return the date that "when" takes up: "until 1977, when computers replaced the crank"."""
    if clause.kind is not ClauseKind.TIME or clause.marker != "when" or clause.first < 2:  # noqa: PLR2004 - a date and a comma
        return None
    tokens = teller.sentence.tokens
    if tokens[clause.first - 1].low != "," or _may_be_either(teller, clause):
        return None
    date = teller.date_in(clause.first - 2, clause.first - 1)
    begun = date.edtf.removesuffix("/..") if date is not None else ""
    if date is None or not begun or "/" in begun:
        return None
    label = "" if begun != date.edtf else date.label  # "since 1987, when it was dredged"
    return replace(date, edtf=begun, label=label, lead="in")


def _may_be_either(teller: Teller, clause: Clause) -> bool:
    """Return whether "it" may be subject or object of what stands before a "when".

    "Nobody had measured the basin since 1987, when it was last dredged" speaks of the object.
    """
    subject = clause.subject
    parent = next((each for each in teller.sentence.clauses if each.index == clause.parent), None)
    pronoun = subject is not None and teller.sentence.tokens[subject.first].tag == "PRP"
    things = parent.objects if parent is not None else ()
    return pronoun and any(each.kind is ChunkKind.NOUN for each in things)
