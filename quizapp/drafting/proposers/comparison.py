"""Values side by side: "the Severn (354 km), the Thames (346 km) and the Trent (298 km)"."""

import re
from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_words import FALLING, RISING
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.telling import Teller, capital
from quizapp.drafting.voices.vouching import is_stated

_ITEM: Final = re.compile(
    r"(?:,| and|:|(?<=are)|(?<=were)|(?<=is)) (?:and )?(?P<name>[^,():;]{2,50}?)"
    r" \((?:about |some )?(?P<number>\d[\d,.]*)(?P<unit>(?: [a-z]+){0,2})\)"
)
_AGAINST: Final = re.compile(r", (?:as )?(?:compared|against|set against)(?: with| to)? ")
_OTHER: Final = re.compile(
    r" (?P<number>\d[\d,]*(?:\.\d+)?)(?: (?P<unit>per cent|percent|[a-z]+))?"
    r" (?:in|at|on|for|among) (?P<name>[A-Za-z][^,;.]*?)(?= and \d|[,;.])"
)
_PLACED: Final = re.compile(r" (?:in|at|on|for|among) (?P<name>[A-Za-z][^,;.]*)")
_SAME: Final = {"%": ("%", "percent", "per cent")}
_FEWEST: Final = 3
_MOST: Final = 6
_FARTHEST: Final = 14
_DIMENSIONS: Final = (
    (("metres", "meters", "kilometres", "km", "miles", "feet"), "length or distance"),
    (("%", "percentage points"), "share"),
    (("people", "inhabitants", "residents"), "number of people"),
    (("euros", "dollars", "pounds"), "sum"),
    (("tonnes", "kg", "tons"), "weight"),
    (("years", "days", "hours", "minutes"), "time"),
)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a comparison for each sentence that gives three or more things one value each."""
    return tuple(
        made
        for sentence in page.sentences
        for made in (
            _compared(page, sentence) or _bracketed(page, sentence) or _set_against(page, sentence),
        )
        if made is not None
    )


def _bracketed(page: Page, sentence: Sentence) -> Proposal | None:
    """Return "the largest employers are the yard (1,900), the hospital (1,450)..."."""
    main = next((each for each in sentence.clauses if each.verb is not None), None)
    if main is None or main.verb is None or main.subject is None or main.verb.lemma != "be":
        return None
    if not is_stated(page, sentence, main):
        return None
    begin = sentence.tokens[main.verb.end - 1].end
    found = list(_ITEM.finditer(page.text, begin, sentence.end))
    subject = Teller(page, sentence).phrase(main.subject)
    if not _FEWEST <= len(found) <= _MOST or subject is None:
        return None
    unit = next((each["unit"].strip() for each in found if each["unit"].strip()), "")
    labels = [f"{each['number']} {unit}".strip() for each in found]
    names = [each["name"].strip() for each in found]
    if len(set(labels)) != len(labels) or len(set(names)) != len(names) or not unit:
        return None
    start, end = trimmed(page, sentence.start, sentence.end)
    return Proposal(
        type="comparison",
        passage=page.number,
        slots={
            "dimension": f"the number of {unit} of {subject}",
            "left_title": "Name",
            "right_title": unit.capitalize(),
            "pairs": [{"thing": n, "value": v} for n, v in zip(names, labels, strict=True)],
        },
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"The article gives the number of {unit} of {subject}.",
        confidence=0.6,
    )


def _set_against(page: Page, sentence: Sentence) -> Proposal | None:
    """Return "rose by 3 percent in Marl, compared with 4 percent in Ost and 5 percent in Rask"."""
    main = next((each for each in sentence.clauses if each.verb is not None), None)
    mark = _AGAINST.search(page.text, sentence.start, sentence.end)
    if main is None or main.verb is None or main.subject is None or mark is None:
        return None
    own = [
        each
        for each in page.within(sentence.start, mark.start())
        if each.quantity is not None and each.quantity.unit and each.quantity.high is None
    ]
    others = list(_OTHER.finditer(page.text, mark.end() - 1, sentence.end))
    where = _PLACED.fullmatch(page.text[own[-1].end : mark.start()]) if own else None
    quantity = own[-1].quantity if own else None
    subject = Teller(page, sentence).phrase(main.subject)
    if quantity is None or where is None or subject is None or main.verb.negated:
        return None
    if not is_stated(page, sentence, main):
        return None
    unit = quantity.unit
    pairs = [(where["name"], number_label(quantity.value, unit))]
    for each in others:
        value = number_of(each["number"])
        if value is None or each["unit"] not in {None, *_SAME.get(unit, (unit,))}:
            return None
        pairs.append((each["name"], number_label(value, unit)))
    if not _FEWEST <= len(pairs) <= _MOST or len({label for _, label in pairs}) != len(pairs):
        return None
    return _listed(page, sentence, pairs, _dimension(main.verb.lemma, subject, unit))


def _dimension(verb: str, subject: str, unit: str) -> str:
    if verb in RISING | FALLING:
        return f"the {'increase' if verb in RISING else 'fall'} in {subject}"
    return f"the share of {subject}" if unit == "%" else f"the number of {unit}"


def _listed(
    page: Page, sentence: Sentence, pairs: list[tuple[str, str]], dimension: str
) -> Proposal:
    told = ", ".join(f"{name}: {label}" for name, label in pairs)
    start, end = trimmed(page, sentence.start, sentence.end)
    return Proposal(
        type="comparison",
        passage=page.number,
        slots={
            "dimension": dimension,
            "left_title": "Name",
            "right_title": capital(dimension.removeprefix("the ")),
            "pairs": [{"thing": name, "value": label} for name, label in pairs],
        },
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"The article gives {dimension} as follows: {told}.",
        confidence=0.6,
    )


def _compared(page: Page, sentence: Sentence) -> Proposal | None:
    main = next((each for each in sentence.clauses if each.verb is not None), None)
    if main is None or not is_stated(page, sentence, main):
        return None
    pairs: list[tuple[Mention, Mention]] = []
    within = page.within(sentence.start, sentence.end)
    named = [
        each for each in within if each.kind is MentionKind.ENTITY and each.entity in page.entities
    ]
    for value in (each for each in within if each.quantity is not None):
        before = [each for each in named if 0 < value.start - each.end <= _FARTHEST]
        if before and "," not in page.text[before[-1].end : value.start]:
            pairs.append((before[-1], value))
    units = {each.quantity.unit for _, each in pairs if each.quantity}
    things = {each.entity for each, _ in pairs}
    if not _FEWEST <= len(pairs) <= _MOST or len(units) != 1 or len(things) != len(pairs):
        return None
    unit = units.pop()
    dimension = next(
        (name for words, name in _DIMENSIONS if unit.split()[-1:] and unit.split()[-1] in words), ""
    )
    labels = [number_label(each.quantity.value, unit) for _, each in pairs if each.quantity]
    if not dimension or len(set(labels)) != len(labels):
        return None
    names = [page.entities[each.entity].phrase for each, _ in pairs]
    told = ", ".join(f"{name}: {label}" for name, label in zip(names, labels, strict=True))
    start, end = trimmed(page, sentence.start, sentence.end)
    return Proposal(
        type="comparison",
        passage=page.number,
        slots={
            "dimension": f"the {dimension} given for each",
            "left_title": "Name",
            "right_title": dimension.capitalize(),
            "pairs": [{"thing": n, "value": v} for n, v in zip(names, labels, strict=True)],
        },
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"The article gives figures as follows: {told}.",
        confidence=0.6,
    )
