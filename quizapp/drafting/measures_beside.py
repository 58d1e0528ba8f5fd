"""Measures that stand right beside a thing: "a dam 640 metres long", "With 48,300 inhabitants,"."""

from quizapp.bank.document import Status
from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.evidence import trimmed
from quizapp.drafting.measure_case import Seen
from quizapp.drafting.measure_words import is_odd
from quizapp.drafting.measures import ADJECTIVES
from quizapp.drafting.phrasing import Teller
from quizapp.drafting.proposal import Page, Proposal
from quizapp.drafting.spacing import capital
from quizapp.drafting.vouching import is_stated


def find_beside(page: Page, sentence: Sentence, seen: Seen) -> Proposal | None:
    """Return the measure of a thing that the number stands right beside."""
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        if clause.subject is None or not is_stated(page, sentence, clause):
            continue
        found = (
            _explained(teller, clause, seen)
            or _behind(teller, clause, seen)
            or _having(teller, clause, seen)
        )
        if found is not None:
            return found
    return None


def _adjective(sentence: Sentence, seen: Seen) -> str:
    word = sentence.tokens[seen.end].low if seen.end < len(sentence.tokens) else ""
    return word if word in ADJECTIVES else ""


def _about(seen: Seen) -> str:
    return f"{seen.quantity.about} " if seen.quantity.about else ""


def _explained(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the length of the barrier in "the Tern Barrier, a dam 640 metres long,"."""
    adjective = _adjective(teller.sentence, seen)
    if clause.kind is not ClauseKind.APPOSITION or not adjective or clause.subject is None:
        return None
    if not clause.objects or not clause.objects[0].core_end <= seen.first < clause.end:
        return None
    owner = teller.phrase(clause.subject)
    if not owner:
        return None
    told = f"{owner} is {_about(seen)}{seen.label} {adjective}"
    what = f"the {ADJECTIVES[adjective]} of {owner}"
    return _proposal(teller, (clause.subject.first, seen.end + 1), seen, what, told)


def _behind(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the width of "a section some forty metres wide gave way"."""
    adjective, thing = _adjective(teller.sentence, seen), clause.subject
    if not adjective or thing is None or thing.end != seen.first or clause.verb is None:
        return None
    owner = teller.words(thing.first, thing.end)
    if not owner or clause.verb.first < seen.end or clause.kind is not ClauseKind.MAIN:
        return None
    told = f"{owner} was {_about(seen)}{seen.label} {adjective}"
    what = f"the {ADJECTIVES[adjective]} of {owner}"
    return _proposal(teller, (thing.first, clause.end), seen, what, told)


def _having(teller: Teller, clause: Clause, seen: Seen) -> Proposal | None:
    """Return the inhabitants of the town in "With 48,300 inhabitants, the town is"."""
    verb, subject = clause.verb, clause.subject
    if clause.kind is not ClauseKind.MAIN or verb is None or subject is None:
        return None
    leading = next(
        (
            each
            for each in clause.adverbials
            if each.prep == "with" and each.first <= seen.first and each.end == seen.end
        ),
        None,
    )
    if leading is None or leading.first < seen.first - 2 or verb.first < seen.first:
        return None
    owner = teller.phrase(subject)
    if not owner or is_odd(seen.unit):
        return None
    had = "had" if verb.tense is Tense.PAST else "has"
    told = f"{owner} {had} {_about(seen)}{seen.label}"
    what = f"the number of {seen.unit} of {owner}"
    return _proposal(teller, (leading.prep_first, subject.end), seen, what, told)


def _proposal(
    teller: Teller, tokens: tuple[int, int], seen: Seen, what: str, told: str
) -> Proposal:
    page = teller.page
    start, end = trimmed(page, *teller.sentence.span(*tokens))
    return Proposal(
        type="quantity",
        passage=page.number,
        slots={"what": what, "value": seen.quantity.value, "unit": seen.unit},
        start=start,
        end=end,
        status=Status.STATED,
        statement=f"{capital(told)}.",
        confidence=0.8,
    )
