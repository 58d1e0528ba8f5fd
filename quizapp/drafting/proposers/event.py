"""Things that happened at a date: what a dated clause in the past tells."""

from typing import Final

from quizapp.drafting.analysis import Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.evidence import clause_span
from quizapp.drafting.proposal import Page, Proposal
from quizapp.drafting.telling import Telling, capital, tell
from quizapp.drafting.vouching import Voice, spoken, voice_of
from quizapp.drafting.word_sets import word_set

SPEECH: Final = word_set(
    "say tell argue claim deny insist believe think suggest warn note explain state add admit"
    " acknowledge complain concede confirm contend describe dismiss estimate maintain predict"
    " promise remark reply report stress write point call accuse pledge vow assert allege"
)
"""Verbs of speech and thought; what hangs on them is a claim or a quotation."""
_STATES: Final = frozenset({"be", "have", "seem", "remain", "include", "contain", "mean", "know"})
_KINDS: Final = frozenset(
    {ClauseKind.MAIN, ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.TIME}
)


def speaks_of_itself(page: Page, actor: str, voice: Voice) -> bool:
    """Return whether the one who tells it is the one it is told of: that is a claim."""
    return bool(voice.lead) and actor in page.entities and page.entities[actor].name in voice.lead


def happened(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause tells what was done or came to pass, without doubt."""
    verb = clause.verb
    if verb is None or clause.kind not in _KINDS or clause.subject is None:
        return False
    if verb.negated or verb.modal or verb.auxiliary or verb.progressive:
        return False
    if sentence.text.rstrip("\"”'").endswith("?"):
        return False
    if clause.kind is ClauseKind.PARTICIPLE:
        return verb.passive and clause.marker == ""
    if clause.kind is ClauseKind.RELATIVE and has_gap(clause):
        return False
    return verb.tense is Tense.PAST or (verb.perfect and verb.tense is Tense.PRESENT)


def has_gap(clause: Clause) -> bool:
    """Return whether the noun before a relative clause is missing in it: "the book he wrote"."""
    if clause.subject is None or clause.subject.first < clause.first:
        return False
    return not any(each.first < clause.first for each in clause.adverbials)


def told(page: Page, sentence: Sentence, clause: Clause) -> Telling | None:
    """Return the clause in words, a participle as a whole predicate ("was founded")."""
    telling = tell(page, sentence, clause)
    if telling is None or clause.kind is not ClauseKind.PARTICIPLE:
        return telling
    verb = "were" if _plural(sentence, clause) else "was"
    words = f"{verb} {telling.predicate}"
    return Telling(
        clause=clause,
        subject=telling.subject,
        predicate=words,
        lead="",
        verb=f"{verb} {telling.verb}",
        date=telling.date,
        place=telling.place,
        place_prep=telling.place_prep,
        actor=telling.actor,
        shorts=telling.shorts,
    )


def _plural(sentence: Sentence, clause: Clause) -> bool:
    subject = clause.subject
    if subject is None:
        return False
    return bool(subject.members) or sentence.tokens[subject.head].tag in {"NNS", "NNPS"}


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
    return (back, middle, front) if passage_has_date_first else (back, front, middle)


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
            if telling is None or telling.date is None or telling.date.edtf.endswith("/.."):
                continue
            if clause.verb is None or (clause.verb.lemma in _STATES and not clause.verb.passive):
                continue
            if clause.verb.lemma in SPEECH or speaks_of_itself(page, telling.actor, voice):
                continue
            found.append(_event(page, sentence, telling, voice))
    return tuple(found)


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
