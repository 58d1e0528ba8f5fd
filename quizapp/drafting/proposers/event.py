"""Things that happened at a date: what a dated clause in the past tells."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.events.events_ahead import happens_on, kept_for, told_ahead, voice_ahead
from quizapp.drafting.events.events_gapped import gapped
from quizapp.drafting.events.events_reworded import ends_in_clause
from quizapp.drafting.events.happenings import happened, is_speech, speaks_of_itself, told
from quizapp.drafting.events.ways import ways_to_tell
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import clause_span
from quizapp.drafting.telling.telling import Teller, Telling, capital
from quizapp.drafting.voices.report_words import past_of
from quizapp.drafting.voices.vouching import Voice, spoken, voice_of

_STATES: Final = frozenset({"be", "have", "seem", "remain", "include", "contain", "mean", "know"})

_WRITTEN: Final = re.compile(r"\d{3}|(?:st|nd|rd|th)[ -]century\b")
_SINCE: Final = re.compile(r"\b(?:since|before|until) (?:an?|the) [\w ]+$")
_LIGHT: Final = frozenset({"gave way", "came home", "took part", "took place", "went on", "left"})
"""Predicates that say nothing without what stands around them."""


def arrangements(telling: Telling, *, last: bool = True) -> tuple[str, ...]:
    """Return statements of a dated clause, the date and place at different ends.

    Args:
        last: whether the date may stand at the end.
    """
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
    rest = (f"In the year {year[1]}, {what}{tail}.",) if year else ()
    rest = (*rest, f"{capital(when)}, the article says, {what}{tail}.")
    if not last:
        return (front, *rest)
    if passage_has_date_first:
        return (back, middle, front, *rest)
    return (back, front, middle, *rest)


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return an event for each dated clause that stands alone."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        for clause in sentence.clauses:
            made = _of_clause(page, sentence, clause)
            found.extend([made] if made is not None else gapped(page, sentence, clause))
    return tuple(found)


def _of_clause(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    past = happened(sentence, clause)
    ahead = None if past else voice_ahead(page, sentence, clause)
    if ahead is not None:
        telling = told_ahead(page, sentence, clause)
        plain = telling is not None and not _inferred(page, telling)
        return _event(page, sentence, telling, ahead) if telling is not None and plain else None
    voice = voice_of(page, sentence, clause) if past or happens_on(sentence, clause) else None
    telling = told(page, sentence, clause) if voice is not None else None
    if voice is None or telling is None or not _tells_event(page, telling):
        return None
    if is_speech(clause) or speaks_of_itself(page, telling.actor, voice):
        return None
    return _event(page, sentence, telling, voice)


def _tells_event(page: Page, telling: Telling) -> bool:
    """Return whether a clause with a date tells a deed and no state that lasted."""
    clause, verb = telling.clause, telling.clause.verb
    if telling.date is None or telling.predicate in _LIGHT or verb is None:
        return False
    if _SINCE.search(telling.predicate):
        return False  # "has been closed since a storm in 2022" tells when the storm was
    lasting = telling.date.edtf.endswith("/..")
    if lasting and not _lasts(clause) and not _is_so_since(page, telling):
        return False
    if _inferred(page, telling) and verb.tense is not Tense.PAST and not lasting:
        return False
    if verb.lemma in _STATES and not verb.passive and not _only(telling):
        return lasting and _is_so_since(page, telling)
    # "as a group demonstrated in 2019": what, is told elsewhere
    return bool(clause.objects) or verb.passive or not past_of(verb.lemma)


def _inferred(page: Page, telling: Telling) -> bool:
    """Return whether the year is that of a date before: "in August", "two years later"."""
    date = telling.date
    return date is not None and not _WRITTEN.search(page.text[date.start : date.end])


def _only(telling: Telling) -> bool:
    """Return whether it tells who was first or last to do a thing, as of a date."""
    return (
        re.match(r"(?:was|were) (?:\w+ )?the (?:first|last|only|second|third)\b", telling.predicate)
        is not None
    )


def _lasts(clause: Clause) -> bool:
    """Return whether a clause tells what began and goes on: "has been held since 1922"."""
    verb = clause.verb
    if verb is None or (verb.lemma in _STATES and not verb.passive):
        return False
    going = verb.tense is Tense.PRESENT or (verb.tense is Tense.PAST and verb.progressive)
    return clause.kind is ClauseKind.PARTICIPLE or (verb.perfect and going)


def _is_so_since(page: Page, telling: Telling) -> bool:
    """Return whether a thing has been so since a date: "has been in use since 1904".

    Of a person that tells an office, which is a fact of its own.
    """
    verb = telling.clause.verb
    if verb is None or verb.lemma not in {"be", "have"} or telling.clause.kind is ClauseKind.TIME:
        return False
    actor = page.entities.get(telling.actor)
    somebody = actor is not None and actor.kind is EntityKind.PERSON
    since = verb.perfect and verb.tense is Tense.PRESENT and not verb.passive
    content = any(each.kind is ChunkKind.NOUN for each in telling.clause.objects) or any(
        each.prep and each.kind is ChunkKind.NOUN and verb.end == each.prep_first
        for each in telling.clause.adverbials
    )
    content = content and telling.predicate.rsplit(maxsplit=1)[-1] not in {"one", "it", "them"}
    return since and content and not somebody


def _event(page: Page, sentence: Sentence, telling: Telling, voice: Voice) -> Proposal:
    """Return the event, with other ways to tell it in case its words are the passage's."""
    ways = ways_to_tell(page, Teller(page, sentence), telling)
    made = _told_so(page, sentence, ways[-1], voice)
    for each in reversed(ways[:-1]):
        made = replace(_told_so(page, sentence, each, voice), instead=made)
    return made


def _told_so(page: Page, sentence: Sentence, telling: Telling, voice: Voice) -> Proposal:
    if telling.date is not None and telling.date.lead == "from":
        ahead = telling.clause.verb is not None and bool(telling.clause.verb.modal)
        telling = replace(telling, date=_begun(telling.date, ahead=ahead))
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
    last = not ends_in_clause(Teller(page, sentence), telling)
    told_at = arrangements(telling, last=last)
    first, *others = (kept_for(telling.clause, each) for each in told_at)
    if voice.lead or voice.status is not Status.STATED:
        others = others[:-1]
    return Proposal(
        type="event",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=voice.status,
        statement=spoken(voice.lead, first),
        others=tuple(spoken(voice.lead, each) for each in others),
        confidence=_sureness(page, telling),
    )


def _begun(date: FoundDate, *, ahead: bool) -> FoundDate:
    """Return "from 1906" as what began then: "shared a house from 1906"."""
    label = date.label or edtf.label(date.edtf)
    begun = date.edtf if ahead or "/" in date.edtf else f"{date.edtf}/.."
    return replace(date, edtf=begun, label=f"from {label}", lead="")


_SHORT: Final = 6
_NAMING: Final = re.compile(r"[A-Z\d\"\u201c]")


def _is_nothing_known(telling: Telling) -> bool:
    """Return whether a new thing without a name is told of by the way: "a screen was invented"."""
    if telling.clause.kind not in {ClauseKind.PARTICIPLE, ClauseKind.RELATIVE} or telling.actor:
        return False
    told = f"{telling.clause_text} {telling.place_text}"
    if " by " in told or len(told.split()) > _SHORT:
        return False
    return not told.startswith("the ") and _NAMING.search(told) is None


def _sureness(page: Page, telling: Telling) -> float:
    """Return how sure an event is; a year that is reckoned, not written, has to be checked."""
    if _is_nothing_known(telling):
        return 0.45
    date = telling.date
    years = re.findall(r"\d{4}", date.edtf) if date is not None else []
    reckoned = years and not any(each.lstrip("0") in page.text for each in years)
    if reckoned and _inferred(page, telling):
        return 0.45
    return 0.85 if telling.clause.kind is ClauseKind.MAIN else 0.75
