"""Roles told from the other side: "elected Maak as captain", "a panel chaired by Adeyemi"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.fact_type import ACTORS, PLACES
from quizapp.bank.terms import EntityKind
from quizapp.drafting.explaining.office_phrases import Office, read_office, stop_of
from quizapp.drafting.proposers.role_told import proposed
from quizapp.drafting.shapes.analysis import Clause, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.vouching import is_stated

_CHOOSING: Final = frozenset({"appoint", "elect", "name", "choose", "nominate", "install"})
_HEADING: Final = {
    "chair": "chair", "head": "head", "lead": "leader", "direct": "director", "edit": "editor",
    "found": "founder", "command": "commander", "govern": "governor",
}  # fmt: skip
_FEWEST, _LONGEST = 3, 6
"""Words of a body without a name that somebody heads; "a team" alone says too little."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the roles of persons who were chosen, or by whom something is headed."""
    return tuple(
        found
        for sentence in page.sentences
        for clause in sentence.clauses
        if clause.verb is not None and not (clause.verb.negated or clause.verb.modal)
        if not clause.verb.auxiliary and is_stated(page, sentence, clause)
        for found in (*_chosen(page, sentence, clause), *_headed(page, sentence, clause))
    )


def _chosen(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "the council elected Anna Bauer as captain of the guard"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or verb.passive or verb.lemma not in _CHOOSING or not clause.objects:
        return
    if verb.tense is not Tense.PAST and not verb.perfect:
        return
    person = teller.entity_of(clause.objects[0])
    served = [each for each in clause.adverbials if each.prep == "as"]
    if person is None or person.kind is not EntityKind.PERSON or len(served) != 1:
        return
    first = served[0].first
    office = read_office(teller, first, stop_of(teller, clause, first, clause.end))
    if office is None:
        return
    dates = teller.dates(clause)
    date = teller.date_in(dates[0].first, dates[0].end) if len(dates) == 1 else None
    yield proposed(
        page, teller, person, office, (clause.first, clause.end),
        verb="became", date=date, confidence=0.8,
    )  # fmt: skip


def _headed(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield the role in "a panel chaired by the statistician Anna Bauer"."""
    verb, teller = clause.verb, Teller(page, sentence)
    if verb is None or not verb.passive or verb.lemma not in _HEADING or clause.subject is None:
        return
    agents = [each for each in clause.adverbials if each.prep == "by"]
    person = teller.entity_of(agents[0]) if len(agents) == 1 else None
    if person is None or person.kind is not EntityKind.PERSON:
        return
    body = teller.entity_of(clause.subject)
    words = _HEADING[verb.lemma]
    if body is not None and body.kind in ACTORS | PLACES and body.kind is not EntityKind.PERSON:
        office = Office(words, body, "of", "the", past=False)
    else:
        many = sentence.tokens[clause.subject.head].tag in {"NNS", "NNPS"}
        thing = None if many else teller.phrase(clause.subject)
        if not thing or not _FEWEST <= len(thing.split()) <= _LONGEST:
            return
        office = Office(f"{words} of {thing}", None, "", "the", past=False)
    main = next((each.verb for each in sentence.clauses if each.verb and each.parent < 0), None)
    now = main is not None and main.tense is not Tense.PAST and verb.lemma != "found"
    yield proposed(
        page, teller, person, office, (clause.subject.first, clause.end),
        verb="is" if now else "was", confidence=0.75,
    )  # fmt: skip
