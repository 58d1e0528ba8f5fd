"""Parts of a counted whole: "23 of the 96 sailors survived", "94 of every 100 bottles sold"."""

import re
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import relative
from quizapp.drafting.measures.measures_voice import voice_of_number, voiced
from quizapp.drafting.naming.quantities import number_of
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.telling.telling import Telling, tell

_PARTED: Final = re.compile(
    r"of (?:(?:the|its|his|her|their|(?P<each>every)|all)(?: [a-z]+['\u2019]s)? )?"
    r"(?P<whole>\d[\d,]*|[a-z]+(?:-[a-z]+)?) (?P<noun>(?:[a-z]+ ){0,2}?[a-z]+s)\b"
)
_FEWEST: Final = 3
_PREPS: Final = frozenset({"in", "at", "on", "from", "to", "with", "for", "by", "among"})
_LONGEST: Final = 20


def find_part(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    """Return the sailors in "23 of the 96 sailors survived"."""
    found = _PARTED.match(page.text, quantity.end + 1)
    if found is None or quantity.high is not None or quantity.unit or quantity.value < _FEWEST:
        return None
    if number_of(found["whole"]) is None:
        return None
    inside = [each.index for each in sentence.tokens if quantity.start <= each.start < quantity.end]
    clause = sentence.innermost(inside[0]) if inside else None
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    voice = voice_of_number(page, sentence, clause)
    noun = found["noun"]
    seen = Seen(quantity, noun, inside[0], inside[-1] + 1)
    whole = joined(["every" if found["each"] else "", found["whole"]])
    part = f"{_label(seen)} out of {whole}"
    telling = tell(page, sentence, clause, {quantity.start: (found.end(), part)})
    if voice is None or telling is None:
        return None
    what = _what(telling, seen, part, whole)
    if not what or len(what.split()) > _LONGEST:
        return None
    start, end = clause_span(page, sentence, clause)
    told = joined([telling.clause_text, telling.place_text, telling.when_text])
    made = Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": quantity.value, "unit": noun},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(told)}.",
        others=(f"In all, there are {_label(seen)}{what.removeprefix(f'the number of {noun}')}.",),
        confidence=0.77,
    )
    return voiced(made, voice)


def _what(telling: Telling, seen: Seen, part: str, whole: str) -> str:
    """Return "the number of sailors out of 96 who survived", or "" where it is not plain."""
    clause = telling.clause
    subject, verb = clause.subject, clause.verb
    if subject is None or verb is None:
        return ""
    opening = f"the number of {seen.unit} out of {whole}"
    when = joined([telling.place_text, telling.when_text])
    if subject.first == seen.first and telling.subject.startswith(part):
        tail = telling.subject.removeprefix(part)
        who = relative(seen.unit)
        return joined([opening, tail, who, telling.predicate, telling.lead, when])
    if verb.negated or part not in telling.predicate:
        return ""
    before, _, after = telling.predicate.partition(part)
    *act, last = before.split()
    if last in _PREPS and act:
        done = joined([telling.subject, *act])
        return joined([opening, last, "which", done, after, when])
    return joined([opening, "that", telling.subject, before, after, when])


def _label(seen: Seen) -> str:
    return f"{seen.quantity.about} {seen.label}".strip()
