"""Quantities for where a clause as a whole says too little, or is too near a copy."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MASS, is_odd
from quizapp.drafting.measures.measures_of import find_of
from quizapp.drafting.measures.measures_pairs import from_to, one_of_list
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, Telling, capital, joined

_MOST_SHORTER: Final = 2
_RATE: Final = re.compile(r" (?:a|per) (?:year|month|week|day|hour)\b")
_IN_ALL: Final = "In all, there "


def otherwise(page: Page, sentence: Sentence, telling: Telling, seen: Seen) -> Proposal | None:
    """Return the quantity of a noun that "of" ties to its number, of a pair or of a list."""
    clause = telling.clause
    tied = find_of(Teller(page, sentence), clause, telling, seen)
    if tied is not None:
        return _tied(page, sentence, clause, seen, tied)
    return listed(page, sentence, telling, seen)


def listed(page: Page, sentence: Sentence, telling: Telling, seen: Seen) -> Proposal | None:
    """Return the quantity of one of a pair or of a list, in the fewest words."""
    clause = telling.clause
    paired = from_to(sentence, clause, telling, seen) or one_of_list(
        sentence, clause, telling, seen
    )
    if paired is None:
        return None
    what, *told = paired
    statements = tuple(f"{capital(each)}." for each in told if each)
    return _tied(page, sentence, clause, seen, (what, statements))


def _tied(
    page: Page,
    sentence: Sentence,
    clause: Clause,
    seen: Seen,
    tied: tuple[str, tuple[str, ...]],
) -> Proposal:
    """Return the quantity of a noun that "of" ties to its number."""
    what, (statement, *others) = tied
    start, end = clause_span(page, sentence, clause)
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        others=tuple(others),
        confidence=0.7,
    )


def barely(page: Page, telling: Telling, seen: Seen, span: tuple[int, int]) -> Proposal | None:
    """Return "the team filmed 1,240 walks" alone, where all that follows makes it a copy."""
    label = f"{seen.quantity.about} {seen.label}".strip()
    done = joined([telling.subject, telling.verb])
    verb = telling.clause.verb
    plain = verb is not None and not verb.passive and verb.lemma not in {"be", "have"}
    follows = telling.predicate.startswith(joined([telling.verb, label, "of "]) + " ")
    if not plain or not follows or is_odd(seen.unit) or MASS.search(seen.unit):
        return None
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={
            "what": f"the number of {seen.unit} that {done}",
            "value": seen.quantity.value,
            "unit": seen.unit,
        },
        start=span[0],
        end=span[1],
        status=Status.STATED,
        statement=f"{capital(done)} {label}.",
        confidence=0.65,
    )


def told_shorter(telling: Telling, plain: str, label: str, *around: str) -> tuple[str, ...]:
    """Return the clause with the number, each time with one phrase less, longest first.

    They come before "in all, there were", which reads as if it were a sum.

    Args:
        plain: the barest statement.
        around: place and time, which stand at the end.
    """
    verb = telling.clause.verb
    if not plain.startswith(_IN_ALL) or telling.clause.kind is ClauseKind.PARTICIPLE:
        return ()
    if verb is None or verb.passive:
        return ()  # "90,000 people were supplied": how, is what is told
    if label in telling.subject and not telling.subject.removeprefix("the ").startswith(label):
        return ()  # "the survey of 33 detainees": what is told of it may be read wrongly
    found: list[str] = []
    less = telling.shorter()
    while less is not None and len(found) < _MOST_SHORTER:
        words = less.clause_text
        if label in words and len(words.split()) > len(label.split()) + 2:
            found.append(f"{capital(joined([words, *around]))}.")
        less = less.shorter()
    return tuple(found)


def turned_first(made: Proposal | None, telling: Telling, seen: Seen) -> Proposal | None:
    """Return the quantity, told as "100 men were arrested by the guard" before "in all, ..."."""
    if made is None or telling.turned is None or seen.label not in telling.turned[0]:
        return made
    if not any(each.startswith(_IN_ALL) for each in made.others):
        return made
    when = telling.when_text if telling.date is not None else ""
    if _RATE.search(telling.turned[1]):
        return made  # "140 deaths were linked a year"
    words = f"{capital(joined([*telling.turned, telling.place_text, when]))}."
    at = int(bool(when) and made.others[0].startswith(f"{capital(when)}, "))
    return replace(made, others=(*made.others[:at], words, *made.others[at:]))


def kept_modal(made: Proposal, modal: str) -> Proposal:
    """Return the proposal without wordings that say as done what would or should be."""
    return replace(
        made,
        others=tuple(each for each in made.others if f" {modal} " in each),
        instead=None if made.instead is None else kept_modal(made.instead, modal),
    )
