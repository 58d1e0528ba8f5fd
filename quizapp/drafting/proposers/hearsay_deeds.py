"""What somebody is said to have done: "Anna Kroll is said to have forced the bargain through"."""

from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.lexis.words import inflect, lemma_of, verb_forms
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, capital, joined, tell
from quizapp.drafting.voices.actors import actor_of
from quizapp.drafting.voices.vouching import spoken, voice_of

_SAID: Final = word_set("say report believe allege think rumour rumor claim understand suppose")
_TO_HAVE: Final = " to have "
_LEAST: Final = 3
"""Words of a deed that is worth a question."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an action for each deed that somebody with a name is said to have done."""
    return tuple(
        made
        for sentence in page.sentences
        for clause in sentence.clauses
        if (made := _of_clause(page, sentence, clause)) is not None
    )


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or verb.lemma not in _SAID:
        return None
    if not verb.passive or verb.negated or verb.modal or verb.auxiliary:
        return None
    voice = voice_of(page, sentence, clause)
    if voice is None or voice.status is not Status.REPORTED:
        return None
    actor = actor_of(Teller(page, sentence), clause)
    telling = tell(page, sentence, clause)
    if actor is None or telling is None or actor.kind not in ACTORS:
        return None
    act = _done(telling.predicate)
    if actor.key not in page.entities or not act:
        return None
    start, end = clause_span(page, sentence, clause)
    words = joined([telling.clause_text, telling.place_text, telling.when_text])
    return Proposal(
        type="action",
        passage=page.number,
        slots={"actor": actor.key, "act": act},
        start=start,
        end=end,
        status=Status.REPORTED,
        statement=spoken(voice.lead, f"{capital(words)}."),
        confidence=0.7,
    )


def _done(predicate: str) -> str:
    """Return "forced the bargain through" of "is said to have forced the bargain through"."""
    before, found, rest = predicate.partition(_TO_HAVE)
    words = rest.split()
    if not found or len(before.split()) > _LEAST or len(words) < _LEAST or words[0] == "been":
        return ""
    if "VBN" not in verb_forms(words[0]):
        return ""
    return " ".join([inflect(lemma_of(words[0], "VBN"), "VBD"), *words[1:]])
