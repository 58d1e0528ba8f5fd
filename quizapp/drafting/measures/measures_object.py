"""What a number behind the verb measures: the cases, of which the first that speaks decides."""

import re
from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Case, Measured, Seen
from quizapp.drafting.measures.measure_words import (
    FALLING,
    LENGTHS,
    MASS,
    MONEY,
    RISING,
    STANDING,
    TIME,
    is_odd,
    relative,
)
from quizapp.drafting.measures.measures_hung import HUNG, home_to
from quizapp.drafting.measures.measures_parts import bare_share, consisting, fewer
from quizapp.drafting.measures.measures_subject import GROUPS
from quizapp.drafting.measures.measures_which import (
    amounting,
    beside,
    change_in,
    needed,
    of_object,
    pied,
)
from quizapp.drafting.shapes.analysis import (
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Tense,
    VerbGroup,
)
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import joined
from quizapp.drafting.telling.telling import Telling

_NOTHING: Final = ("", 0.0)
_MOVING: Final = frozenset(
    {"prompt", "lead", "allow", "force", "cause", "enable", "encourage", "persuade", "oblige"}
)
_RATE: Final = re.compile(r"an? (?:year|month|week|day|night|hour|minute|second)\b")


def _worth(case: Case) -> Measured | None:
    """Return "the value of the claim that the firm filed" for "filed a claim worth 2 million"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    worth = next((k for k in range(at - 1, max(at - 4, 0), -1) if tokens[k].low == "worth"), -1)
    if worth == case.verb.end and case.verb.lemma == "be" and not case.verb.negated:
        return f"the value of {case.telling.subject}", 0.8
    if worth < 0 or case.holder.prep not in {"", "worth"}:
        return None
    begin = min((each.first for each in case.clause.objects), default=worth)
    thing = case.teller.words(begin, worth)
    if not thing or case.after is None:
        return _NOTHING
    thing = thing.removeprefix("a ").removeprefix("an ")
    return joined(["the value of the", thing, "that", case.done, case.after]), 0.7


def _left(case: Case) -> Measured | None:
    """Return "the level from which wages rose" for "wages rose from 8 to 14 euros"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    moved = tokens[at - 1].low == "from" and case.verb.lemma in RISING | FALLING
    if not moved or case.clause.objects:
        return None
    if len(case.teller.dates(case.clause)) > 1:
        return _NOTHING  # "from 50 percent in 1993 to 99 in 2015" is told year by year
    return f"the level from which {case.done}", 0.7


def _group(case: Case) -> Measured | None:
    """Return "the number of members in the council" for "a council of 41 members"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    if at < 2 or tokens[at - 1].low != "of" or tokens[at - 2].lemma not in GROUPS:  # noqa: PLR2004 - noun and "of"
        return None
    group = f"the number of {case.seen.unit} in the {tokens[at - 2].text}"
    ruled = case.verb.passive and case.holder.prep == "by" and case.holder.first >= at - 3
    owned = case.verb.lemma == "have" and not case.holder.prep
    return f"{group} of {case.telling.subject}" if ruled or owned else group, 0.7


def _time_to(case: Case) -> Measured | None:
    """Return "the time that the court has to reply" for "the court has 56 days to reply"."""
    tokens, at = case.teller.sentence.tokens, case.seen.end
    infinitive = at < len(tokens) and tokens[at].tag == "TO"
    if case.verb.lemma != "have" or not TIME.search(case.seen.unit) or not infinitive:
        return None
    return f"the time that {case.done} {case.behind}", 0.75


def _level(case: Case) -> Measured | None:
    """Return "the height of the flood above the mean level" for "it stood 4.7 metres above"."""
    if case.verb.lemma not in STANDING or not LENGTHS.search(case.seen.unit):
        return None
    if not case.behind.startswith(("above", "below")):
        return None
    return f"the height of {case.telling.subject} {case.behind}", 0.75


def _far_off(case: Case) -> Measured | None:
    """Return nothing where the number stands deep inside its phrase."""
    return _NOTHING if case.holder.first < case.seen.first - 2 else None


def _change(case: Case) -> Measured | None:
    """Return "the fall in emissions" for "emissions fell by 12%"."""
    if case.holder.prep != "by" or case.verb.lemma not in RISING | FALLING:
        return None
    word = "increase" if case.verb.lemma in RISING else "fall"
    return joined([f"the {word} in", case.telling.subject, case.telling.lead]), 0.8


def _reached(case: Case) -> Measured | None:
    """Return "the level to which unemployment rose" for "it rose to 11.2 per cent"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    to = case.holder.prep == "to" or tokens[at - 1].low == "to"
    if not to or case.verb.lemma not in RISING | FALLING or case.clause.objects:
        return None
    return joined(["the level to which", case.done, case.telling.lead]), 0.75


def _agents(case: Case) -> Measured | None:
    """Return "the number of residents who signed it" for "it was signed by 640 residents"."""
    unit = case.seen.unit
    if not case.verb.passive or case.holder.prep != "by" or is_odd(unit):
        return None
    if unit == "votes" and case.behind.startswith(("to ", "against ")):
        return None
    if unit == "votes":
        return f"the margin by which {case.done}", 0.75
    now = case.verb.tense is Tense.PRESENT and not case.verb.perfect
    done = joined([inflect(case.verb.lemma, "VB" if now else "VBD"), case.verb.particle])
    rate = _RATE.match(case.behind)
    often = rate.group() if rate else ""
    return joined(["the number of", unit, relative(unit), done, case.telling.subject, often]), 0.7


def _account(case: Case) -> Measured | None:
    """Return "the share of jobs that fishing accounts for"."""
    if case.holder.prep != "for" or case.verb.lemma != "account" or case.seen.unit != "%":
        return None
    return (f"the share of {case.mass} that {case.done} for", 0.75) if case.mass else _NOTHING


def _price(case: Case) -> Measured | None:
    """Return "the sum for which the firm sold the land"."""
    if case.holder.prep != "for" or not MONEY.search(case.seen.unit):
        return None
    between = case.between
    if not between and not case.verb.passive:
        return _NOTHING
    between = between or ""
    return joined(["the sum for which", case.done, between, case.after or ""]), 0.7


def _unfit(case: Case) -> Measured | None:
    """Return nothing behind other prepositions, and where the rest does not stand alone."""
    unfit = case.holder.prep or case.clause.kind is ClauseKind.PARTICIPLE or case.after is None
    return _NOTHING if unfit else None


def _part(case: Case) -> Measured | None:
    """Return "the amount of water that the dam held back"."""
    if case.mass:
        unit = case.seen.unit
        word = "share" if unit == "%" else "amount"
        if not is_odd(unit) and not MASS.search(unit):
            word = f"number of {unit}"
        acted = joined([case.done, case.between or ""])
        return joined([f"the {word} of", case.mass, "that", acted, case.after or ""]), 0.75
    return _NOTHING if case.seen.end < case.holder.end else None


def _counted(case: Case) -> Measured | None:
    """Return "the number of jobs that the firm cut", "the sum that the bank lent"."""
    if MONEY.search(case.seen.unit):
        return joined(["the sum that", case.done, case.between or "", case.after or ""]), 0.75
    acted = joined([case.done, case.between or "", case.after or ""])
    far = "the distance" if LENGTHS.search(case.seen.unit) else ""
    if re.match(r"(?:\w+ )?(?:square|cubic) ", case.seen.unit):
        far = f"the number of {case.seen.unit}"
    far = "the time" if TIME.search(case.seen.unit) else far
    tokens, behind = case.teller.sentence.tokens, case.holder.end
    if case.verb.lemma in _MOVING and behind < len(tokens) and tokens[behind].tag == "TO":
        return _NOTHING  # "prompted seven states to leave": prompted them to what
    if is_odd(case.seen.unit):
        odd = not far or case.verb.lemma in {"be", "have"} or "degree" in case.seen.unit
        beside = case.clause.kind is ClauseKind.RELATIVE and case.clause.subject is not None
        beside &= case.clause.marker in {"which", "that"} and case.after != ""
        told = case.clause.kind is ClauseKind.MAIN or (beside and case.behind.startswith("to "))
        odd |= not told or case.holder.end != case.seen.end
        return _NOTHING if odd else (joined([far, "that", acted]), 0.65)
    return joined(["the number of", case.seen.unit, "that", acted]), 0.75


_CASES: Final = (
    _worth,
    home_to,
    consisting,
    _left,
    _group,
    _time_to,
    _level,
    _account,
    _price,
    _agents,
    _change,
    _reached,
    amounting,
    fewer,
    needed,
    change_in,
    of_object,
    beside,
    *HUNG,
    pied,
    _far_off,
    _unfit,
    _part,
    bare_share,
    _counted,
)
"""The first that says something decides; nothing is an answer too."""


def of_any_object(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> Measured:
    """Return what a number behind the verb measures."""
    holder = next(
        (
            each
            for each in (*clause.objects, *clause.adverbials)
            if each.first <= seen.first < each.end
        ),
        None,
    )
    if holder is None and clause.verb is not None:
        holder = _unread(teller, clause.verb, seen)
    list_end = -1
    if holder is not None and holder.members:
        list_end = _list_end(clause, holder)
        holder = _member(holder, seen)
    if clause.verb is None or holder is None:
        return _NOTHING
    case = Case(teller, clause, clause.verb, seen, telling, holder, list_end)
    return next((found for rule in _CASES if (found := rule(case)) is not None), _NOTHING)


def _unread(teller: Teller, verb: VerbGroup, seen: Seen) -> Phrase | None:
    """Return the phrase of a number that was not read as one: "for about six days"."""
    at = seen.first
    before = teller.sentence.tokens[at - 1]
    if at == verb.end:
        return Phrase(at, seen.end, seen.end - 1, ChunkKind.NOUN, prep_first=at)
    if at <= verb.end or before.tag not in {"IN", "TO"}:
        return None
    return Phrase(
        at,
        seen.end,
        seen.end - 1,
        ChunkKind.NOUN,
        prep=before.low,
        prep_first=at - 1,
        above=verb.head,
    )


def _list_end(clause: Clause, holder: Phrase) -> int:
    """Return the end of a list with what hangs on its members: "12 songs and a play by Ann Day"."""
    within = [each.end for each in clause.adverbials if holder.first <= each.above < holder.end]
    return max(holder.end, *within) if within else holder.end


def _member(holder: Phrase, seen: Seen) -> Phrase | None:
    """Return the member of a list that the number opens: "12 clinics" of "85 schools and ..."."""
    end = next((end for first, end in holder.members if first == seen.first), -1)
    if end < 0:
        return None
    return replace(holder, first=seen.first, end=end, head=seen.end - 1, members=())
