"""A number in the subject of a clause: "48 houses stand empty", "40 sailors manned it"."""

from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_case import Measured, Seen
from quizapp.drafting.measures.measure_words import LENGTHS, MASS, MONEY, TIME, is_odd, relative
from quizapp.drafting.shapes.analysis import Clause, ClauseKind
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import joined
from quizapp.drafting.telling.telling import Telling

_NOTHING: Final = ("", 0.0)
_SAMPLES: Final = word_set("survey poll study trial sample cohort questionnaire census experiment")
_PARTS: Final = word_set(
    "height depth length width weight age name location position price value temperature range"
    " remain view opinion name house body bone leg wing leaf shell root life death job"
)
"""What each of many has one of."""
GROUPS: Final = word_set(
    "council crew fleet army staff team committee jury cabinet parliament board group panel force"
    " orchestra choir garrison workforce class congregation assembly senate"
)


def of_subject(  # noqa: PLR0911 - a ladder of cases, the surest first
    teller: Teller, clause: Clause, seen: Seen, telling: Telling
) -> Measured:
    """Return "the number of houses that stand empty" for "48 houses stand empty"."""
    subject, tokens = clause.subject, teller.sentence.tokens
    if subject is None or clause.verb is None or subject.members:
        return _NOTHING
    if seen.first > subject.first and tokens[seen.first - 1].tag in {"IN", "TO"}:
        whose = whose_subject(teller, clause, seen, telling)
        return (whose, 0.7) if whose else _sampled(teller, clause, seen, telling)
    rest = joined([telling.predicate, telling.lead])
    following = tokens[seen.end].low if seen.end < len(tokens) else ""
    if following == "of":
        whole = teller.words(seen.end + 1, max(subject.end, seen.end + 1))
        return _of_whole(seen, whole, rest)
    noun = seen.unit
    if noun == "%":
        return _of_whole(seen, _whole_before(teller, clause), rest)
    if MONEY.search(noun) or TIME.search(noun) or LENGTHS.search(noun):
        return _NOTHING
    tail = teller.words(seen.end, subject.end)
    if tail is None or (len(rest.split()) < 2 and not telling.place):  # noqa: PLR2004 - "48 people came"
        return _NOTHING
    return joined(["the number of", noun, tail, relative(noun), rest]), 0.75


def _of_whole(seen: Seen, whole: str | None, rest: str) -> Measured:
    """Return "the share of the voters who stayed away" and the like."""
    if not whole:
        return _NOTHING
    who = relative(whole.partition(" in ")[0].split()[-1])
    if not is_odd(seen.unit) and not MASS.search(seen.unit):
        return f"the number of {seen.unit} of {whole} {who} {rest}", 0.75
    if MASS.search(seen.unit) and not TIME.search(seen.unit):
        return f"the amount of {whole} that {rest}", 0.7
    return (f"the share of {whole} {who} {rest}", 0.75) if seen.unit == "%" else _NOTHING


def whose_subject(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> str:
    """Return the points whose heights were fixed of "the heights of 340 points were fixed"."""
    subject, tokens = clause.subject, teller.sentence.tokens
    if subject is None or is_odd(seen.unit) or seen.end != subject.end:
        return ""
    of = seen.first - 1
    if tokens[of].low != "of" or tokens[subject.first].low != "the" or subject.head != of - 1:
        return ""
    head = tokens[subject.head]
    many = head.tag == "NNS" and head.lemma.casefold() in _PARTS
    rest = joined([telling.predicate, telling.lead])
    named = teller.words(subject.first + 1, of)
    return f"the number of {seen.unit} whose {named} {rest}" if many and named else ""


def _whole_before(teller: Teller, clause: Clause) -> str:
    """Return the people of whom a share is told: "In a survey of 860 residents, 64 percent ..."."""
    tokens = teller.sentence.tokens
    for each in clause.adverbials:
        if clause.subject is None or each.prep_first >= clause.subject.first:
            continue
        if each.prep == "of":
            place = (one for one in clause.adverbials if one.prep_first == each.end)
            end = next((one.end for one in place if one.prep == "in"), each.end)
            return teller.words(each.first, end) or ""
        of = next((k for k in range(each.first, each.end) if tokens[k].low == "of"), -1)
        counted = of >= 0 and tokens[each.head].low in _SAMPLES and tokens[of + 1].tag == "CD"
        if counted and relative(tokens[each.end - 1].low) == "who":
            return f"the {teller.sentence.words(of + 2, each.end)}"
    return ""


def _sampled(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> Measured:
    """Return "the number of residents in the survey carried out by the council"."""
    tokens, at, verb = teller.sentence.tokens, seen.first, clause.verb
    subject = clause.subject
    if subject is None or verb is None or at - 2 < subject.first or is_odd(seen.unit):
        return _NOTHING
    noun, ends = tokens[at - 2].low, seen.end == subject.end
    if noun in _SAMPLES and tokens[at - 1].low == "of" and clause.kind is ClauseKind.MAIN:
        named = teller.words(max(at - 3, subject.first), at - 1)
        if ends and named and tokens[at - 2].index > 0:
            return f"the number of {seen.unit} in {named}", 0.65
    if tokens[at - 2].lemma in GROUPS and ends and clause.kind is ClauseKind.MAIN:
        return f"the number of {seen.unit} in the {noun} that {telling.predicate}", 0.65
    shared = verb.passive and clause.kind is ClauseKind.PARTICIPLE
    if noun not in _SAMPLES or tokens[at - 1].low != "of" or not ends or not shared:
        return _NOTHING
    return f"the number of {seen.unit} in the {noun} {telling.predicate}", 0.7
