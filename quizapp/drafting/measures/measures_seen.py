"""Which numbers of a sentence count or measure something, and in which unit."""

import re
from dataclasses import replace
from typing import Final

from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MASS, TIME, is_odd
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.shapes.spans import FoundQuantity

_FEWEST_SPELLED: Final = 3
_PLACING: Final = frozenset({"around", "about", "over", "under"})
_PEOPLED: Final = frozenset({"population", "staff", "workforce", "crew", "membership"})
_COMPOUND: Final = re.compile(
    r"\b(?:hours?|minutes?|days|weeks|months|years|shillings?|pounds|feet|metres) and [\w.-]+"
    r" (?:minutes|seconds|hours|days|weeks|months|pence|inches|ounces|centimetres)\b"
)
"""Two units of one number: "11 minutes and 58 seconds"."""
_ORDINALS: Final = frozenset({"first", "last", "next", "past", "previous", "following", "coming"})
_PARTS: Final = frozenset({"quarters", "thirds", "fifths", "tenths", "halves"})
_FRACTION: Final = re.compile(
    r"\bbetween [^.;]{1,30} and $|"
    r"\b(?:one|two|three|four|five|\d+) (?:in|out of) (?:every )?$",
    re.IGNORECASE,
)
"""Before "three": "one in three workers" counts no workers."""


def reached(page: Page, quantity: FoundQuantity) -> FoundQuantity:
    """Return the second number of "from 8 to 14 euros", which is what was reached."""
    written = page.text[quantity.start : quantity.end]
    before = page.text[: quantity.start].casefold().rstrip("$€£ ")
    if quantity.high is None or " to " not in written or not before.endswith("from"):
        return quantity
    start = quantity.start + written.index(" to ") + len(" to ")
    return replace(quantity, start=start, value=quantity.high, high=None, about="")


def _placed(sentence: Sentence, quantity: FoundQuantity) -> FoundQuantity:
    """Return "18 nests" for the "around 18 nests" of "placed coils around 18 nests"."""
    if quantity.about not in _PLACING:
        return quantity
    tokens = sentence.tokens
    at = next((each.index for each in tokens if each.start >= quantity.start), len(tokens))
    stands = at + 1 < len(tokens) and any(
        each.prep_first == at
        and (tokens[each.above].tag[:2] == "NN" or clause.objects or clause.verb.passive)
        for clause in sentence.clauses
        for each in clause.adverbials
        if each.prep and each.above >= 0 and clause.verb is not None
    )
    return replace(quantity, start=tokens[at + 1].start, about="") if stands else quantity


def seen_in(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Seen | None:
    """Return the quantity in its sentence; None where it counts or measures nothing."""
    quantity = _placed(sentence, quantity)
    inside = [
        token.index
        for token in sentence.tokens
        if token.start < quantity.end and quantity.start < token.end
    ]
    if not inside or quantity.high is not None or _quoted(page, quantity):
        return None
    if sentence.tokens[inside[-1]].end != quantity.end and not quantity.unit:
        return None
    spelled = not any(each.isdigit() for each in page.text[quantity.start : quantity.end])
    if quantity.about in {"under", "over"} and not is_odd(quantity.unit) and spelled:
        return None  # "lay under three bell jars"
    if _is_no_measure(page, sentence, quantity, inside[0]):
        return None
    unit = _unit(sentence, quantity, inside[0])
    few = spelled and quantity.value < _FEWEST_SPELLED
    measured = (is_odd(unit) or MASS.search(unit)) and (
        not TIME.search(unit) or _is_always(sentence, unit)
    )
    apart = TIME.search(unit) and (
        _is_apart(sentence, inside[-1] + 1) or _dates_from(sentence, inside[0], inside[-1] + 1)
    )
    if not unit or apart or (few and not measured):
        return None
    return Seen(quantity, unit, inside[0], inside[-1] + 1)


def _is_no_measure(page: Page, sentence: Sentence, quantity: FoundQuantity, first: int) -> bool:
    """Return whether a number is half of one, a part, or of "the first ten kilometres"."""
    if _COMPOUND.search(page.text[max(quantity.start - 24, 0) : quantity.end + 24]):
        return True
    before = sentence.tokens[first - 1].low if first else ""
    if before in _ORDINALS and is_odd(quantity.unit):
        return True
    if before == "every" and first > 1 and sentence.tokens[first - 2].low in {"of", "in"}:
        return True  # "94 of every 100 bottles"
    return quantity.unit in _PARTS or _FRACTION.search(page.text[: quantity.start]) is not None


def _is_apart(sentence: Sentence, end: int) -> bool:
    """Return whether a time only says how much later something happened: "16 days later"."""
    return end < len(sentence.tokens) and sentence.tokens[end].low in {"later", "earlier", "ago"}


def _is_always(sentence: Sentence, unit: str) -> bool:
    """Return whether a short time is told of what is so by rule: "hatches after two days"."""
    tags = {each.tag for each in sentence.tokens}
    now = "VBZ" in tags or "VBP" in tags
    return now and not tags & {"VBD", "MD", "VBN"} and not unit.endswith("times")


def _dates_from(sentence: Sentence, first: int, end: int) -> bool:
    """Return whether a time only dates what is told: "began 60 years after the war"."""
    tokens = sentence.tokens
    after = end < len(tokens) and tokens[end].low == "after"
    return (
        after and first > 0 and tokens[first - 1].lemma in {"begin", "start", "come", "die", "end"}
    )


def _quoted(page: Page, quantity: FoundQuantity) -> bool:
    return any(
        each.quote is not None and each.start <= quantity.start < each.end for each in page.mentions
    )


def _unit(sentence: Sentence, quantity: FoundQuantity, first: int) -> str:
    unit = quantity.unit
    before = [each.lemma for each in sentence.tokens[max(first - 5, 0) : first]]
    heads = [
        sentence.tokens[each.subject.head].lemma.casefold()
        for each in sentence.clauses
        if each.subject is not None and each.first <= first < each.end
    ]
    peopled = any(each in _PEOPLED for each in (*before, *heads))
    if unit in {"", "million", "billion", "thousand"} and peopled:
        return f"{unit} people".strip()
    return "" if unit in {"million", "billion", "thousand", "trillion"} else unit


def is_a_model(sentence: Sentence, quantity: FoundQuantity) -> bool:
    """Return whether a number belongs to a name: "a Harlow 200 aircraft" is one of them."""
    at = next((each.index for each in sentence.tokens if each.start >= quantity.start), 0)
    name = at
    while name > 0 and sentence.tokens[name - 1].tag in {"NNP", "NNPS"}:
        name -= 1
    return 0 < name < at and sentence.tokens[name - 1].low in {"a", "an"}


def is_only_meant(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a participle says what is thought of: "confident of paying 5,000 workers"."""
    hung = clause.kind is ClauseKind.PARTICIPLE and clause.first > 0
    return hung and sentence.tokens[clause.first - 1].low in {"of", "for", "without", "against"}
