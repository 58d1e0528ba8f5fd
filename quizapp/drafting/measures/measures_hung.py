"""Numbers that hang on a preposition: "defeated by 312 votes", "falls on 190 days"."""

import re
from collections.abc import Callable
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Case, Measured
from quizapp.drafting.measures.measure_words import (
    LENGTHS,
    MASS,
    MEASURES,
    MONEY,
    TIME,
    is_odd,
    relative,
)
from quizapp.drafting.measures.measures_far import away
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import ClauseKind
from quizapp.drafting.telling.spacing import joined

_NOTHING: Final = ("", 0.0)
_CONTESTS: Final = word_set(
    "defeat beat win lose lead trail pass outscore outvote outnumber overtake reject approve"
)
_CUTTING: Final = word_set("cut reduce lower raise increase extend shorten lengthen widen narrow")
_MOVING: Final = word_set("retreat advance move shift recede miss sink rise")
_PUTTING: Final = word_set("put estimate value reckon")
_TIMES: Final = {"for": "for", "in": "in", "within": "within", "after": "after", "over": "over"}
_TIMES_AS_MUCH: Final = frozenset({"as", "more", "the", "that", "those", "higher"})
"""Behind "four times" it compares: "covers four times that of the other"."""
_PUNISHING: Final = word_set("sentence condemn")
_COUNTED_PREPS: Final = frozenset(
    {"in", "on", "at", "from", "across", "with", "to", "into", "around", "through", "among"}
)
_AT: Final = frozenset({"at", "to", "from", "with", "for", "over", "by", "within", "under", "in"})
_SHORT_TAIL: Final = 4
_LAST_WORD: Final = re.compile(r"\w+$")
_RATE: Final = re.compile(r"an? (?:year|month|week|day|night|hour|minute|second)\b")
_IDLE: Final = re.compile(r"(?:are|is|was|were|has|have|had|be|been)$")


def _acted(case: Case) -> str | None:
    """Return what was done, without the phrase of the number: "Ann Day beat Bo Krag"."""
    between = case.between
    if case.holder.prep_first < case.verb.first:
        # The number stands before the subject: the predicate is whole without it.
        return f"{case.telling.subject} {case.telling.predicate}"
    return None if between is None else joined([case.done, between])


def margin(case: Case) -> Measured | None:
    """Return "the margin by which Ann Day defeated Bo Krag" for "by 312 votes"."""
    if case.holder.prep != "by" or case.verb.passive:
        return None
    acted = _acted(case)
    if case.verb.lemma in _MOVING and acted is not None and LENGTHS.search(case.seen.unit):
        return joined(["the distance by which", acted, case.after or ""]), 0.75
    if case.verb.lemma not in _CONTESTS | _CUTTING:
        return None
    if case.behind.startswith("to "):
        return _NOTHING
    if acted is None or (case.verb.lemma in _CUTTING and acted == case.done):
        return _NOTHING
    word = "margin" if case.verb.lemma in _CONTESTS else "amount"
    if case.seen.unit == "%":
        word = "share"
    return joined([f"the {word} by which", acted, case.after or ""]), 0.75


def put_at(case: Case) -> Measured | None:
    """Return "the estimated cost of the flood" for "its cost is put at 90 million euros"."""
    if case.holder.prep != "at" or not case.verb.passive or case.verb.lemma not in _PUTTING:
        return None
    thing = case.telling.subject
    head = _LAST_WORD.search(thing.split(" of ")[0])
    if head is None or thing == head.group() or thing.startswith(("a ", "an ", "whose ")):
        return _NOTHING
    measured = inflect(head.group(), "NN") in MEASURES or re.search(
        r"(?:costs|damages?|losses|toll|bill)\b", head.group()
    )
    if not measured and case.verb.lemma == "value":
        return f"the value of {thing}", 0.75
    if not measured:
        return _NOTHING
    estimated = re.sub(r"^the ", "", thing, flags=re.IGNORECASE)
    return joined(["the estimated", estimated[:1].lower() + estimated[1:], case.behind]), 0.75


def punished(case: Case) -> Measured | None:
    """Return "the prison term of Viktor Hahn" for "sentenced to 14 years in prison"."""
    if case.holder.prep != "to" or case.verb.lemma not in _PUNISHING:
        return None
    acted = _acted(case)
    if acted is None or not TIME.search(case.seen.unit):
        return _NOTHING
    return joined(["the time", case.after or "", "to which", acted]), 0.75


def timed(case: Case) -> Measured | None:
    """Return "the time for which the siege went on" for "it went on for 14 months"."""
    prep = _TIMES.get(case.holder.prep)
    if prep is None or not TIME.search(case.seen.unit) or case.seen.unit.endswith("times"):
        return None
    acted = _acted(case)
    if acted is None or case.holder.first != case.seen.first or _IDLE.search(acted):
        return _NOTHING
    word = f"duration of the {case.mass}" if case.mass else "time"
    if case.seen.unit.startswith(("different ", "separate ", "consecutive ", "successive ")):
        word = f"number of {case.seen.unit}"
    if case.mass.startswith(("the ", "a ", "each ", "every ")):
        word = f"number of {case.seen.unit} of {case.mass}"
    if case.mass and not re.fullmatch(r"[a-z]+(?: [a-z]+)?", case.mass):
        return _NOTHING
    rest = case.after if case.holder.prep_first > case.verb.first else ""
    return joined([f"the {word} {prep} which", acted, rest or ""]), 0.7


def measured_at(case: Case) -> Measured | None:
    """Return "the depth at which the wreck lies" for "it lies at a depth of 300 metres"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    holder = case.holder
    if at < 2 or tokens[at - 1].low != "of" or not holder.first <= at - 2:  # noqa: PLR2004 - noun and "of"
        return None
    noun = tokens[at - 2]
    first = at - 2
    while first > holder.first and tokens[first - 1].tag[:2] in {"JJ", "NN"}:
        first -= 1
    # "Mapped the ranges of 27,600 species" gives no range.
    counts = not (is_odd(case.seen.unit) or MASS.search(case.seen.unit)) and noun.tag == "NNS"
    if noun.lemma not in MEASURES or first > holder.first + 1 or counts:
        return None
    measure = case.teller.sentence.words(first, at - 1)
    if not holder.prep:
        after = case.after
        if after is None or case.verb.lemma == "be" or case.verb.passive:
            return _NOTHING
        return joined([f"the {measure} that", case.done, after]), 0.75
    acted = _acted(case)
    if holder.prep not in _AT or acted is None:
        return _NOTHING
    return joined([f"the {measure} {holder.prep} which", acted, case.after or ""]), 0.7


def _new_thing(case: Case) -> str:
    """Return "museum" for "the hall houses a museum with 6,000 exhibits": it has them, or ""."""
    tokens, at = case.teller.sentence.tokens, case.holder.prep_first
    first = at
    while first > case.verb.end and tokens[first - 1].tag[:2] in {"NN", "JJ"}:
        first -= 1
    new = first > case.verb.end - 1 and tokens[first - 1].low in {"a", "an"}
    direct = new and first < at and bool(case.clause.objects) and not case.verb.passive
    return (case.teller.words(first, at) or "") if direct else ""


def counted_after(case: Case) -> Measured | None:
    """Return "the number of days on which rain falls" for "rain falls on 190 days"."""
    prep, unit = case.holder.prep, case.seen.unit
    day = prep == "on" and unit.endswith(("days", "nights"))
    weighed = case.mass and MASS.search(unit)
    if prep not in _COUNTED_PREPS or (is_odd(unit) and not day) or weighed:
        return None
    thing = _new_thing(case) if prep == "with" else ""
    if thing:
        return f"the number of {unit} of the {thing} that {case.done}", 0.65
    acted = _acted(case)
    if acted is None or case.holder.first != case.seen.first or _IDLE.search(acted):
        return _NOTHING
    if case.holder.prep_first < case.verb.first:
        return None
    tail = case.teller.words(case.seen.end, case.holder.end)
    if tail is None or case.after is None:
        return _NOTHING
    tail = "" if tail.startswith(("and ", ",")) else tail  # "at 85 schools and 12 clinics"
    which = "whom" if relative(unit) == "who" else "which"
    return joined(["the number of", unit, tail, prep, which, acted, case.after]), 0.65


def repeated(case: Case) -> Measured | None:
    """Return "the number of times that the paper was rejected" for "rejected three times"."""
    if case.holder.prep or case.seen.unit != "times" or case.holder.first != case.seen.first:
        return None
    acted = _acted(case)
    following = case.teller.sentence.tokens[case.seen.end : case.seen.end + 1]
    if acted is None or (following and following[0].low in _TIMES_AS_MUCH):
        return _NOTHING
    if following and following[0].low == "a" and not _RATE.match(case.behind):
        return _NOTHING
    if case.verb.lemma == "be" and not case.verb.passive:
        return _NOTHING
    return joined(["the number of times that", acted, case.after or ""]), 0.7


def part_of_many(case: Case) -> Measured | None:
    """Return "the lamps whose colour the team switched" for "the colour of 144 lamps"."""
    tokens, at, holder = case.teller.sentence.tokens, case.seen.first, case.holder
    if holder.prep or tokens[at - 1].low != "of" or tokens[holder.first].low != "the":
        return None
    thing = case.teller.words(holder.first + 1, at - 1)
    tail = case.teller.words(case.seen.end, holder.end) if case.seen.end < holder.end else ""
    if not thing or " " in thing or is_odd(case.seen.unit) or tail is None:
        return None
    if tail and (not tail.startswith("of ") or len(tail.split()) > _SHORT_TAIL):
        return None
    if holder.first != case.verb.end or case.after is None or thing == "number":
        return _NOTHING
    done = joined([case.done, case.after])
    return joined(["the number of", case.seen.unit, tail, "whose", thing, done]), 0.65


def taken(case: Case) -> Measured | None:
    """Return "the time that the crew took to leave" for "the crew took 14 days to leave"."""
    tokens, at = case.teller.sentence.tokens, case.seen.end
    to = at < len(tokens) and tokens[at].tag == "TO"
    if case.verb.lemma != "take" or case.holder.prep or not to or not TIME.search(case.seen.unit):
        return None
    if case.holder.first != case.seen.first or case.seen.first != case.verb.end:
        return _NOTHING
    return joined(["the time that", case.done, case.behind]), 0.75


def spaced(case: Case) -> Measured | None:
    """Return "the time that a comet takes for an orbit" for "orbits the Sun every 76 years"."""
    tokens, at = case.teller.sentence.tokens, case.seen.first
    if not at or tokens[at - 1].low != "every" or not TIME.search(case.seen.unit):
        return None
    acted = case.teller.words(case.verb.end, at - 1, without=case.teller.asides(case.clause))
    if acted is None:
        return _NOTHING
    return joined(["the interval at which", case.done, acted]), 0.75


def killing(case: Case) -> Measured | None:
    """Return "the number of skiers whom the avalanche killed" for ", killing 17 skiers"."""
    plain = case.verb.lemma in word_set(
        "kill injure wound destroy damage sink displace leave make bring win sell raise earn score"
    )
    if case.holder.prep or case.verb.passive or case.holder.first != case.seen.first or not plain:
        return None
    unit = case.seen.unit
    if case.after is None:
        return _NOTHING
    if MONEY.search(unit):
        return joined(["the sum that", case.done, case.after]), 0.7
    if is_odd(unit) or case.seen.end < case.holder.end:
        return None
    return joined(["the number of", unit, "that", case.done, case.after]), 0.7


def bare_term(case: Case) -> bool:
    """Return whether it is a term of office: "a mayor elected for 5 years"."""
    hangs = case.clause.kind is ClauseKind.PARTICIPLE and case.holder.prep == "for"
    return hangs and case.verb.lemma in {"elect", "appoint", "choose"}


def voted(case: Case) -> Measured | None:
    """Return "the number of votes for the plan" for "approved the plan by 31 votes to 24"."""
    by = case.holder.prep in {"by", "with"} and case.seen.unit == "votes"
    against_them = re.match(r"(?:to|against) ([\w,-]+)", case.behind)
    if not by or against_them is None or number_of(against_them[1].strip(",")) is None:
        return None
    against = case.verb.lemma in {"reject", "defeat", "block", "refuse", "dismiss"}
    if case.verb.passive:
        thing: str | None = case.telling.subject
    else:
        thing = case.teller.phrase(case.clause.objects[0]) if case.clause.objects else None
    if not thing:
        return _NOTHING
    return f"the number of votes {'against' if against else 'for'} {thing}", 0.75


def shared_agents(case: Case) -> Measured | None:
    """Return "the share of voters who rejected it" for "rejected by 52 per cent of voters"."""
    by = case.verb.passive and case.holder.prep == "by" and case.seen.unit == "%"
    if not by or not case.mass:
        return None
    done = inflect(case.verb.lemma, "VBD")
    who = relative(case.mass.split()[-1])
    return joined(["the share of", case.mass, who, done, case.telling.subject]), 0.75


def at_degrees(case: Case) -> Measured | None:
    """Return "the temperature at which copper melts" for "copper melts at 1,085 degrees"."""
    if not re.search(r"degrees(?: Celsius| Fahrenheit)?$", case.seen.unit):
        return None
    acted = _acted(case)
    if case.holder.prep not in {"at", "to", "above", "below"} or acted is None:
        return None
    if case.holder.first != case.seen.first or _IDLE.search(acted) or case.after is None:
        return _NOTHING
    return joined([f"the temperature {case.holder.prep} which", acted, case.after]), 0.8


def misread(case: Case) -> Measured | None:
    """Return nothing for a participle that was taken for a verb: "a mayor elected for 5 years"."""
    tag = case.teller.sentence.tokens[case.verb.head].tag
    bare = tag == "VBN" and not (case.verb.passive or case.verb.perfect or case.clause.objects)
    by = case.holder.prep == "by"
    if bare_term(case):
        return _NOTHING
    before = case.teller.sentence.tokens[case.seen.first - 1].low
    if before in {"the", "these", "those", "its", "their"} and not case.holder.prep:
        return _NOTHING  # "critics call the 40 judges too old" does not count them
    return _NOTHING if bare and not by and case.holder.prep_first > case.verb.first else None


_BY_WHICH: Final = frozenset({"by", "over", "within", "through", "from"})


def by_which(case: Case) -> Measured | None:
    """Return "the distance by which the robot misses its goal" for "by one centimetre"."""
    prep, unit = case.holder.prep, case.seen.unit
    if prep not in _BY_WHICH or case.verb.passive or not is_odd(unit) or TIME.search(unit):
        return None
    acted = _acted(case)
    if acted is None or case.holder.first != case.seen.first or _IDLE.search(acted):
        return None
    if case.after is None or case.behind.startswith(("to ", "against ")):
        return None
    word = "share" if unit == "%" else "sum" if MONEY.search(unit) else "distance"
    if "degree" in unit:
        word = "number of degrees"
    return joined([f"the {word} {prep} which", acted, case.after]), 0.65


def home_to(case: Case) -> Measured | None:
    """Return "the number of birds to which the marsh is home"."""
    if case.verb.lemma != "be" or case.holder.prep != "to" or is_odd(case.seen.unit):
        return None
    between = case.teller.sentence.words(case.verb.end, case.holder.prep_first).casefold()
    if between != "home" or case.after is None:
        return None
    tail = case.teller.words(case.seen.end, case.holder.end)
    if tail is None:
        return _NOTHING
    return joined(["the number of", case.seen.unit, tail, "to which", case.done, "home"]), 0.75


HUNG: Final[tuple[Callable[[Case], Measured | None], ...]] = (
    misread,
    voted,
    shared_agents,
    at_degrees,
    repeated,
    taken,
    part_of_many,
    spaced,
    away,
    margin,
    put_at,
    punished,
    measured_at,
    timed,
    counted_after,
    by_which,
    killing,
)
"""The first that says something decides; nothing is an answer too."""
