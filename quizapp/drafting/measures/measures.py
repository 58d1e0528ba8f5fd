"""What a number in a clause measures: "the length of the bridge", "the jobs that the firm cut"."""

from collections.abc import Sequence
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.measures.measure_case import Measured, Seen
from quizapp.drafting.measures.measure_words import (
    LENGTHS,
    MEASURES,
    STANDING,
    TIME,
    dimension_of,
    is_odd,
)
from quizapp.drafting.measures.measures_object import of_any_object
from quizapp.drafting.measures.measures_subject import of_subject, whose_subject
from quizapp.drafting.shapes.analysis import (
    Clause,
    ClauseKind,
    Sentence,
    Token,
)
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import joined
from quizapp.drafting.telling.telling import Telling

_NOTHING: Final = ("", 0.0)
ADJECTIVES: Final = {
    "long": "length", "tall": "height", "high": "height", "wide": "width", "deep": "depth",
    "thick": "thickness", "old": "age", "across": "width", "heavy": "weight", "broad": "breadth",
}  # fmt: skip  # fmt: skip
_MEASURING: Final = {
    "weigh": "the weight of {}", "cost": "the cost of {}", "cover": "the area that {} {}",
    "last": "the duration of {}", "span": "the span of {}",
}  # fmt: skip  # fmt: skip
_MEASURED_IN: Final = {
    "weigh": {"weight"}, "cost": {"amount"}, "cover": {"area", "length", "size"},
    "last": {"length"}, "span": {"length"},
}  # fmt: skip
_LINKS: Final = word_set("be reach total exceed equal average hit number stand remain")
_ONLY_COUNTING: Final = frozenset({"total", "number", "sum", "average"})
"""Measures that only count what follows: "a total of 55 lamps" is not the total of a town."""
_BRACKET: Final = 7
"""Tokens of "(295 ft)" and the like."""
_REACHING: Final = frozenset({"reach", "exceed", "hit", "average"})


def what_is_measured(  # noqa: PLR0911 - a ladder of cases, the surest first
    teller: Teller, clause: Clause, seen: Seen, telling: Telling
) -> Measured:
    """Return a noun phrase for what the number measures, and how sure it is."""
    sentence = teller.sentence
    tokens, verb = sentence.tokens, clause.verb
    if verb is None:
        return _NOTHING
    tied = _tied(teller, clause, seen, telling)
    if tied is not None:
        return tied
    subject = clause.subject
    if subject is not None and subject.first <= seen.first < subject.end:
        return of_subject(teller, clause, seen, telling)
    behind = _behind_bracket(tokens, seen.end)
    following = tokens[behind].low if behind < len(tokens) else ""
    if verb.lemma in _LINKS and following in ADJECTIVES:
        return f"the {ADJECTIVES[following]} of {telling.subject}", 0.85
    sure = _fits(verb.lemma, seen.unit)
    if verb.lemma in _MEASURING and seen.first == verb.end and sure:
        done = telling.verb
        if clause.kind is ClauseKind.PARTICIPLE and not verb.passive:
            done = inflect(verb.lemma, "VBD")
        along = verb.lemma == "cover" and dimension_of(seen.unit) is not None
        if along and LENGTHS.search(seen.unit) and "square" not in seen.unit:
            return f"the distance that {telling.subject} {done}", 0.75
        return _MEASURING[verb.lemma].format(telling.subject, done), 0.8
    linked = _linked(teller, clause, seen, telling, following=following)
    if linked is not None:
        return linked
    return of_any_object(teller, clause, seen, telling)


def _behind_bracket(tokens: Sequence[Token], at: int) -> int:
    """Return the token behind a bracket that gives the number in other units, or ``at``."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    ends = (k + 1 for k in range(at, min(at + _BRACKET, len(tokens))) if tokens[k].text == ")")
    return next(ends, at)


def _tied(teller: Teller, clause: Clause, seen: Seen, telling: Telling) -> Measured | None:
    """Return what a number behind a measure and "of" tells: "has a budget of 4 million"."""
    verb = clause.verb
    measured = _measure_before(teller.sentence, seen.first)
    before = teller.sentence.tokens[seen.first - 1] if seen.first else None
    if verb is None or before is None or before.low != "of" or not measured:
        return None
    if verb.lemma == "have" and seen.first >= verb.end:
        *others, noun = measured.split()
        if noun in _ONLY_COUNTING and not is_odd(seen.unit):
            kind = joined([*others, "total" if noun == "sum" else noun])
            kind = "number" if noun == "number" else f"{kind} number"
            return f"the {kind} of {seen.unit} that {telling.subject} {telling.verb}", 0.75
        return f"the {measured} of {telling.subject}", 0.85
    if seen.first >= verb.end:
        return of_any_object(teller, clause, seen, telling)
    whose = whose_subject(teller, clause, seen, telling)
    return (whose, 0.7) if whose else _NOTHING


def _fits(verb: str, unit: str) -> bool:
    """Return whether a verb of measuring goes with a unit: nothing covers 85 rivers in area."""
    dimension = dimension_of(unit)
    if verb == "cover" and unit == "%":
        return False
    return verb not in _MEASURED_IN or (
        dimension is not None and dimension.noun in _MEASURED_IN[verb]
    )


def _linked(
    teller: Teller, clause: Clause, seen: Seen, telling: Telling, *, following: str
) -> Measured | None:
    """Return what "is", "reaches" or "numbers" says of the subject; None where it is no link."""
    tokens, verb, subject = teller.sentence.tokens, clause.verb, clause.subject
    if verb is None or subject is None or verb.lemma not in _LINKS:
        return None
    before = tokens[seen.first - 1] if seen.first else None
    if seen.first > verb.end + 1 or (before is not None and before.tag == "IN"):
        return None
    last = _last_word(sentence=teller.sentence, end=clause.end)
    if _behind_bracket(tokens, seen.end) >= last:
        last = seen.end  # "is 354 cubic metres (85 cu yd)": the same in other units
    far = verb.lemma in STANDING | {"be"} and LENGTHS.search(seen.unit) and seen.end < last
    if far or (verb.lemma in STANDING and following in {"above", "below"}):
        return of_any_object(teller, clause, seen, telling)
    ends = seen.end == last and is_odd(seen.unit) and not TIME.search(seen.unit)
    if tokens[subject.head].lemma in MEASURES or (verb.lemma == "be" and ends):
        return telling.subject, 0.85
    if verb.lemma in {"number", "total"} and not is_odd(seen.unit):
        return f"the number of {seen.unit} of {telling.subject}", 0.75
    level = verb.lemma in _REACHING and is_odd(seen.unit) and not clause.objects[1:]
    return (f"the level that {telling.subject} {telling.verb}", 0.7) if level else _NOTHING


def _last_word(*, sentence: Sentence, end: int) -> int:
    """Return one past the last word of a clause, without the marks and the "and" at its end."""
    tokens = sentence.tokens
    while end > 0 and (not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "CC"):
        end -= 1
    return end


def _measure_before(sentence: Sentence, at: int) -> str:
    """Return the measuring noun in "a population of" before the token, with its adjectives."""
    tokens = sentence.tokens
    noun = at - 2
    if noun < 0 or tokens[noun].lemma not in MEASURES:
        return ""
    first = noun
    while first > 0 and tokens[first - 1].tag[:2] in {"JJ", "NN"}:
        first -= 1
    return sentence.words(first, noun + 1)
