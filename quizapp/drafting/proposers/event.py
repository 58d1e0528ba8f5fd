"""Things that happened at a date: what a dated clause in the past tells."""

import re
from typing import Final

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.evidence import clause_span
from quizapp.drafting.happenings import happened, is_speech, speaks_of_itself, told
from quizapp.drafting.proposal import Page, Proposal
from quizapp.drafting.report_words import past_of
from quizapp.drafting.telling import Telling, capital
from quizapp.drafting.vouching import Voice, spoken, voice_of

_STATES: Final = frozenset({"be", "have", "seem", "remain", "include", "contain", "mean", "know"})

_LIGHT: Final = frozenset({"gave way", "came home", "took part", "took place", "went on", "left"})
"""Predicates that say nothing without what stands around them."""


def arrangements(telling: Telling) -> tuple[str, ...]:
    """Return statements of a dated clause, the date and place at different ends."""
    what, when, place = telling.clause_text, telling.when_text, telling.place_text
    tail = f" {place}" if place else ""
    passage_has_date_first = (
        telling.date is not None
        and telling.clause.subject is not None
        and telling.clause.adverbials
        and telling.clause.adverbials[0].prep_first < telling.clause.subject.first
    )
    front = f"{capital(when)}, {what}{tail}."
    back = f"{capital(what)}{tail} {when}."
    middle = f"{capital(what)} {when}{tail}."
    year = re.fullmatch(r"in (\d{3,4})", when)
    last = (f"In the year {year[1]}, {what}{tail}.",) if year else ()
    if passage_has_date_first:
        return (back, middle, front, *last)
    return (back, front, middle, *last)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an event for each dated clause that stands alone."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if not happened(sentence, clause):
                continue
            voice = voice_of(page, sentence, clause)
            if voice is None:
                continue
            telling = told(page, sentence, clause)
            if telling is None or telling.date is None or telling.predicate in _LIGHT:
                continue
            if telling.date.edtf.endswith("/..") and not _lasts(clause):
                continue
            if clause.verb is None or (clause.verb.lemma in _STATES and not clause.verb.passive):
                continue
            found_out = not clause.objects and past_of(clause.verb.lemma)
            if found_out and not clause.verb.passive:
                continue  # "as a group demonstrated in 2019": what, is told elsewhere
            if is_speech(clause) or speaks_of_itself(page, telling.actor, voice):
                continue
            found.append(_event(page, sentence, telling, voice))
    return tuple(found)


def _lasts(clause: Clause) -> bool:
    """Return whether a clause tells what began and goes on: "has been held since 1922"."""
    verb = clause.verb
    if verb is None or (verb.lemma in _STATES and not verb.passive):
        return False
    return clause.kind is ClauseKind.PARTICIPLE or (verb.perfect and verb.tense is Tense.PRESENT)


def _event(page: Page, sentence: Sentence, telling: Telling, voice: Voice) -> Proposal:
    """Return the event, with a shorter one in case its words are too near to the passage's."""
    shorter = telling.shorter()
    date = telling.date
    slots: dict[str, object] = {"what": telling.clause_text, "when": date.edtf if date else ""}
    if date is not None and date.label:
        slots["when_label"] = date.label
    if telling.place is not None:
        slots["where"] = telling.place.key
    who = page.entities.get(telling.actor)
    if who is not None and who.kind.value in {"person", "organisation", "country", "movement"}:
        slots["who"] = [who.key]
    start, end = clause_span(page, sentence, telling.clause)
    first, *others = arrangements(telling)
    return Proposal(
        type="event",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=voice.status,
        statement=spoken(voice.lead, first),
        others=tuple(spoken(voice.lead, each) for each in others),
        instead=_event(page, sentence, shorter, voice) if shorter is not None else None,
        confidence=0.85 if telling.clause.kind is ClauseKind.MAIN else 0.75,
    )
