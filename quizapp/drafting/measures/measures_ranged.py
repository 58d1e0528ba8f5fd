"""Numbers from which and to which a thing went: "fell from 88 to 21 percent", "fell to 4,700"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.measures.measure_words import is_odd
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.shapes.spans import FoundQuantity

_FARTHEST: Final = 9
"""Words between "from 9" and "to 26": "marks a barrel in the first year"."""
_SCALE: Final = re.compile(r"^(million|billion|trillion|thousand)\b ?")
_ABOUT: Final = word_set("about around some nearly almost roughly over just only")
_MOVING: Final = word_set(
    "rise fall grow drop climb sink shrink increase decrease decline double triple quadruple halve"
    " jump surge soar slump plunge dwindle swell slip tumble recover number total exceed reach"
    " average"
)
_LEVELS: Final = frozenset({"to", "from", "below", "above"})
_PEOPLED: Final = word_set("population workforce staff membership crew attendance turnout")


def find_ranged(page: Page, sentence: Sentence) -> Iterator[FoundQuantity]:
    """Yield the ends of "from A to B" that do not say their unit, or stand in one range."""
    for low, high in _pairs(sentence):
        first, last = _written(page, low), _written(page, high)
        if first is not None and first is last:
            if first.high is not None and first.unit:
                yield _end_of(first, low, first.value)
            continue
        known = (_unit_of(first), _unit_of(last))
        if known[0] and not known[1]:
            yield _with_unit(page, high, last, known[0])
        if known[1] and not known[0]:
            yield _with_unit(page, low, first, known[1])


def find_moved(sentence: Sentence, token: Token) -> tuple[str, Token] | None:
    """Return the noun of the subject for a bare number that it came to.

    "Vacancies fell to 4,700" has vacancies, "visitor numbers fell to 33,000" visitors and "the
    population was 900" people.
    """
    at = token.index - 1
    while at > 0 and sentence.tokens[at].low in _ABOUT:
        at -= 1
    for clause in sentence.clauses:
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or subject.members or verb.passive:
            continue
        inside = verb.end <= token.index < clause.end and not clause.objects
        right_behind = at == verb.end - 1 and verb.lemma in _MOVING
        if not inside or not (sentence.tokens[at].low in _LEVELS or right_behind):
            continue
        if verb.lemma not in _MOVING:
            continue
        noun = _noun_of_subject(sentence, subject.head)
        if noun:
            return noun, token
    return None


def _noun_of_subject(sentence: Sentence, head: int) -> str:
    word = sentence.tokens[head]
    if word.lemma.casefold() in _PEOPLED:
        return "people"
    if word.lemma.casefold() == "toll":
        return "deaths"
    before = sentence.tokens[head - 1] if head else None
    if word.low == "numbers":
        kind = before.low if before is not None and before.tag in {"NN", "NNS", "NNP"} else ""
        return kind if kind.endswith("s") or not kind else f"{kind}s"
    return word.low if word.tag == "NNS" and not is_odd(word.low) else ""


def _pairs(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """Yield the numbers of "from A to B"."""
    tokens = sentence.tokens
    for token in tokens:
        if token.low != "from":
            continue
        low = _number_behind(sentence, token.index)
        if low is None:
            continue
        for each in tokens[low.index + 1 : low.index + 1 + _FARTHEST]:
            if each.text in {";", ":", "."} or each.tag[:2] == "VB":
                break
            high = _number_behind(sentence, each.index) if each.low == "to" else None
            if high is not None:
                yield low, high
                break


def _number_behind(sentence: Sentence, at: int) -> Token | None:
    """Return the number right behind a token, but for "about" and a sign of money."""
    for each in sentence.tokens[at + 1 : at + 4]:
        if each.tag == "CD" and number_of(each.text) is not None:
            return each
        if each.low not in _ABOUT and each.text not in {"$", "€", "£"}:
            return None
    return None


def _written(page: Page, token: Token) -> FoundQuantity | None:
    return next(
        (
            each.quantity
            for each in page.mentions
            if each.quantity is not None and each.start <= token.start < each.end
        ),
        None,
    )


def _unit_of(quantity: FoundQuantity | None) -> str:
    """Return the unit without a scale, "" where it has only that."""
    return _SCALE.sub("", quantity.unit) if quantity is not None else ""


def _end_of(quantity: FoundQuantity, token: Token, value: float) -> FoundQuantity:
    """Return one end of a range that was read as one quantity."""
    return replace(quantity, start=token.start, end=token.end, value=value, high=None)


def _with_unit(
    page: Page, token: Token, quantity: FoundQuantity | None, unit: str
) -> FoundQuantity:
    """Return a number with the unit of the other one."""
    if quantity is not None:
        scale = _SCALE.match(f"{quantity.unit} ")
        named = f"{scale[1]} {unit}" if scale else unit
        return replace(quantity, unit=named, high=None)
    value = number_of(page.text[token.start : token.end]) or 0.0
    return FoundQuantity(token.start, token.end, value, unit, "", None, token.end)
