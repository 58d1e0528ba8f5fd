"""Quantities for where a clause as a whole says too little, or is too near a copy."""

from dataclasses import replace

from quizapp.bank.terms import Status
from quizapp.drafting.measures.measure_case import Seen
from quizapp.drafting.measures.measure_words import MASS, is_odd
from quizapp.drafting.measures.measures_of import find_of
from quizapp.drafting.measures.measures_pairs import from_to, one_of_list
from quizapp.drafting.shapes.analysis import Clause, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, Telling, capital, joined


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


def kept_modal(made: Proposal, modal: str) -> Proposal:
    """Return the proposal without wordings that say as done what would or should be."""
    return replace(
        made,
        others=tuple(each for each in made.others if f" {modal} " in each),
        instead=None if made.instead is None else kept_modal(made.instead, modal),
    )
