"""Who vouches for a number: the article, a source, or a plan that may come to nothing."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.hearsay_words import REPORTING
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Sentence, Tense
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page, Proposal
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.telling import capital, small
from quizapp.drafting.voices.vouching import Voice, is_stated, spoken, voice_of

EXPECTING: Final = frozenset({"expect", "forecast", "predict", "project"})
_SEEMING: Final = frozenset({"seem", "appear", "tend", "happen", "able", "likely"})
_RECKONING: Final = frozenset({"count", "reckon", "estimate", "claim", "put", "assess", "allege"})
"""What "the union counts 4,000 lost jobs" does: the number is the union's."""
_ESTIMATING: Final = frozenset({"estimate", "reckon", "calculate"})
_HOPING: Final = frozenset({"expect", "forecast", "predict", "project", "anticipate"})
_IF: Final = re.compile(r"\b(?:if|unless|provided that)\b", re.IGNORECASE)
_SHOWING: Final = frozenset({"show", "find", "reveal", "indicate", "confirm", "suggest"})
_LONGEST_SOURCE: Final = 8
_ABLE: Final = frozenset({"carry", "hold", "seat", "house", "produce", "store", "reach", "lift"})
"""What "could" be done of a thing as a property: "the ship could carry 900 tonnes"."""
_AHEAD: Final = frozenset({"will", "would", "can"})
_PLANNING: Final = frozenset({"will", "can"})
"""What is settled or possible; "may" and "could" are guesses."""


def voice_of_number(  # noqa: PLR0911 - a way out for each kind of verb
    page: Page, sentence: Sentence, clause: Clause
) -> Voice | None:
    """Return who vouches for a clause; None where it does not tell what was, is or is expected."""
    verb = clause.verb
    if verb is None or sentence.text.endswith("?") or _IF.search(sentence.text):
        return None
    if verb.negated and clause.kind is not ClauseKind.MAIN:
        return None
    if verb.modal == "could" and verb.lemma in _ABLE and clause.kind is ClauseKind.MAIN:
        return voice_of(page, sentence, clause)
    ahead = verb.modal in _AHEAD or verb.tense is Tense.FUTURE or verb.auxiliary in EXPECTING
    if clause.kind is ClauseKind.THAT and ahead:
        # "The bank says growth will reach 3 percent" is the bank's, whatever comes of it.
        voice = voice_of(page, sentence, clause)
        return voice if voice is not None and voice.status is Status.ATTRIBUTED else None
    if verb.modal or verb.tense is Tense.FUTURE:
        return _planned(page, sentence, clause)
    hoped = verb.lemma in _HOPING and page.framing(sentence, clause).status is Status.STATED
    if (hoped and clause.kind is ClauseKind.MAIN) or _foretold(page, sentence, clause):
        return Voice(Status.PREDICTION)
    if verb.auxiliary:
        return _meant(page, sentence, clause)
    untold = verb.tense is Tense.NONE and clause.kind is not ClauseKind.PARTICIPLE
    if untold:
        return None
    voice = (
        voice_of(page, sentence, clause)
        or _told_by(page, sentence, clause)
        or _shown(page, sentence, clause)
    )
    reckons = verb.lemma in _RECKONING and verb.tense is Tense.PRESENT and not verb.passive
    reckons = reckons and not _takes_lives(sentence, clause)
    stated = voice is not None and voice.status is Status.STATED
    return Voice(Status.REPORTED) if reckons and stated else voice


def _takes_lives(sentence: Sentence, clause: Clause) -> bool:
    """Return whether "claimed" tells of a deed: "the flood has claimed at least eight lives"."""
    verb = clause.verb
    heads = [sentence.tokens[each.head].lemma for each in clause.objects]
    return verb is not None and verb.lemma == "claim" and bool(set(heads) & {"life", "victim"})


def _shown(page: Page, sentence: Sentence, clause: Clause) -> Voice | None:
    """Return the voice of "records show that 60 mills stood here": what shows it is named."""
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if clause.kind is not ClauseKind.THAT or outer is None or outer.kind is not ClauseKind.MAIN:
        return None
    verb, subject = outer.verb, outer.subject
    framing = page.framing(sentence, clause)
    plain = framing.status is Status.STATED and not framing.unsure
    if verb is None or subject is None or not plain or not verb.happened or verb.passive:
        return None
    if verb.lemma not in _SHOWING or not is_stated(page, sentence, outer):
        return None
    source = Teller(page, sentence).phrase(subject)
    if not source or len(source.split()) > _LONGEST_SOURCE:
        return None
    return Voice(Status.REPORTED, f"According to {small(source, page)}, ")


def _told_by(page: Page, sentence: Sentence, clause: Clause) -> Voice | None:
    """Return the voice of "the model predicts a fall of 12 percent", which names its own source."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or clause.kind is not ClauseKind.MAIN or verb.passive:
        return None
    framing = page.framing(sentence, clause)
    source = framing.status is Status.ATTRIBUTED and not framing.unsure and framing.verb
    inner = any(each.parent == clause.index and not each.aside for each in sentence.clauses)
    noun = len(clause.objects) == 1 and clause.objects[0].kind is ChunkKind.NOUN
    if not source or inner or not noun or verb.lemma not in REPORTING or verb.negated:
        return None
    if page.framing(sentence, clause).speaker:
        return None
    return Voice(Status.PREDICTION if verb.lemma in _HOPING else Status.REPORTED)


def _meant(page: Page, sentence: Sentence, clause: Clause) -> Voice | None:
    """Return who vouches for "plans to borrow 150 million": the statement keeps the first verb."""
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or verb.auxiliary in _SEEMING:
        return None
    status = page.framing(sentence, clause).status
    if verb.auxiliary == "have" and status is Status.STATED:
        return voice_of(page, sentence, clause)  # "owners have to pay 2 percent"
    if verb.auxiliary in _ESTIMATING and verb.lemma != "have":
        # "Is estimated to affect" says itself that nobody counted.
        heard = status in {Status.REPORTED, Status.STATED}
        return Voice(Status.REPORTED, BY_THE_ARTICLE) if heard else None
    return Voice(Status.PREDICTION) if status is Status.PREDICTION else None


def _planned(  # noqa: PLR0911 - a voice for each modal verb
    page: Page, sentence: Sentence, clause: Clause
) -> Voice | None:
    """Return who vouches for what will be or can be: "drivers will pay four pounds a day"."""
    verb = clause.verb
    aside = clause.kind is ClauseKind.RELATIVE and clause.aside
    if verb is None or verb.auxiliary or not (clause.kind is ClauseKind.MAIN or aside):
        return None
    status = page.framing(sentence, clause).status
    if verb.modal == "would" and status is Status.PREDICTION:
        return Voice(Status.PREDICTION, "The article expects that ")
    if verb.modal == "should" and status is Status.ARTICLE_VIEW:
        return Voice(Status.ARTICLE_VIEW, "The article argues that ")
    if verb.modal not in _PLANNING:
        return None
    match page.framing(sentence, clause).status:
        case Status.STATED:
            return Voice(Status.STATED)
        case Status.PREDICTION:
            return Voice(Status.PREDICTION, "The article expects that ")
        case _:
            return None


def _foretold(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether the article expects it: "the bridge is expected to cost 80 million euros"."""
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or verb.auxiliary not in EXPECTING:
        return False
    words = sentence.words(verb.first, verb.end).casefold()
    expected = re.search(r"\b(?:expected|forecast|predicted|projected) to\b", words) is not None
    return expected and page.framing(sentence, clause).status is Status.PREDICTION


def voiced(proposal: Proposal, voice: Voice) -> Proposal:
    """Return the proposal in a voice: its status, and the words that say whose it is."""
    return replace(
        proposal,
        status=voice.status,
        statement=spoken(voice.lead, proposal.statement),
        others=tuple(
            spoken(voice.lead, capital(each.removeprefix("In all, ")) if voice.lead else each)
            for each in proposal.others
        ),
        instead=None if proposal.instead is None else voiced(proposal.instead, voice),
    )
