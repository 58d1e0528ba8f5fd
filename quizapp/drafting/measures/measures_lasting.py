"""How long somebody did something: "for the next twelve years", "in which she sat for 12 years"."""

from typing import Final

from quizapp.bank.fact_types.quantity import number_label
from quizapp.bank.terms import EntityKind
from quizapp.drafting.measures.measure_case import Seen, quantity_of
from quizapp.drafting.measures.measure_words import TIME
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuantity
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.telling.telling import tell
from quizapp.drafting.voices.vouching import is_stated

_ON: Final = frozenset({"next", "following", "ensuing"})
_FEWEST: Final = 3
"""Of one or two years hardly anybody remembers how many they were."""
_LEADING: Final = frozenset({"in", "at", "on", "for", "with"})
_WHERE: Final = {EntityKind.PLACE: "in", EntityKind.COUNTRY: "in", EntityKind.ORGANISATION: "at"}
_LONGEST: Final = 14


def find_lasting(page: Page, sentence: Sentence, quantity: FoundQuantity) -> Proposal | None:
    """Return how long a deed went on that only "next" dates, or that tells where in a "where"."""
    tokens = sentence.tokens
    inside = [t.index for t in tokens if quantity.start <= t.start and t.end <= quantity.end]
    if not inside or inside[0] < _FEWEST or not TIME.search(quantity.unit):
        return None
    if quantity.value < _FEWEST or quantity.high is not None or quantity.unit.endswith("times"):
        return None
    first = inside[0]
    on = tokens[first - 1].low in _ON and tokens[first - 2].low == "the"
    at = first - 3 if on else first - 1
    clause = _clause_at(sentence, at)
    if tokens[at].low != "for" or clause is None or not is_stated(page, sentence, clause):
        return None
    where = _where(Teller(page, sentence), clause) if clause.kind is ClauseKind.RELATIVE else ""
    if where is None or (clause.kind is ClauseKind.MAIN and not on):
        return None
    seen = Seen(quantity, quantity.unit, first, inside[-1] + 1)
    return _told(page, sentence, clause, seen, (tokens[first - 2 * on].start, where))


def _clause_at(sentence: Sentence, at: int) -> Clause | None:
    """Return the innermost clause around a token, where it tells what somebody did."""
    holding = [each for each in sentence.clauses if each.first <= at < each.end and each.verb]
    inner = min(holding, key=lambda each: each.end - each.first, default=None)
    verb = inner.verb if inner is not None else None
    if inner is None or verb is None or not verb.happened or verb.first > at:
        return None
    told = verb.tense is Tense.PAST or verb.perfect
    return inner if told and inner.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE} else None


def _where(teller: Teller, clause: Clause) -> str | None:
    """Return "in New Salem" for the "where" of a clause, "on the board" for its "on which"."""
    tokens, at = teller.sentence.tokens, clause.first
    prep = tokens[at].low if tokens[at].low in _LEADING else ""
    opening = tokens[at + 1].low if prep else tokens[at].low
    before = at - 1 - (tokens[at - 1].text == ",")
    if before < 0 or opening not in {"where", "which"} or (opening == "which" and not prep):
        return None
    mention = teller.mention_at(tokens[before])
    named = teller.page.entities.get(mention.entity) if mention is not None else None
    if named is None or mention is None or mention.end != tokens[before].end:
        return None
    prep = prep or _WHERE.get(named.kind, "")
    return f"{prep} {named.phrase}" if prep else None


def _told(
    page: Page, sentence: Sentence, clause: Clause, seen: Seen, case: tuple[int, str]
) -> Proposal | None:
    begin, where = case
    label = f"{seen.quantity.about} {number_label(seen.quantity.value, seen.unit)}".strip()
    telling = tell(page, sentence, clause, {begin: (seen.quantity.end, label)})
    lasting = f" for {label}"
    if telling is None or not telling.predicate.endswith(lasting):
        return None
    place = telling.place_text or where
    deed = joined([telling.subject, telling.predicate.removesuffix(lasting), place])
    if len(deed.split()) > _LONGEST:
        return None
    first = min(clause.first, clause.subject.first) if clause.subject is not None else clause.first
    return quantity_of(
        seen,
        f"the time for which {deed}",
        trimmed(page, *sentence.span(first, clause.end)),
        passage=page.number,
        statement=f"{capital(deed)}{lasting}.",
        others=(f"The time for which {deed} was {label}.",),
        confidence=0.7,
    )
