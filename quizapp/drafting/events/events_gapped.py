"""Events that share a verb: "Marl banned bags in 2005, Ost in 2012 and Tarn in 2019"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from quizapp.bank import edtf
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.spacing import capital, joined
from quizapp.drafting.voices.vouching import Voice, spoken, voice_of

_LINKS: Final = frozenset({",", "and"})
_LONGEST: Final = 6
_ACTING: Final = frozenset({"person", "organisation", "country", "movement"})


def gapped(page: Page, sentence: Sentence, clause: Clause) -> Iterator[Proposal]:
    """Yield an event for each date of a clause whose verb is told once for several subjects."""
    verb, subject = clause.verb, clause.subject
    teller = Teller(page, sentence)
    dates = sorted(teller.dates(clause), key=lambda each: each.prep_first)
    if verb is None or subject is None or len(dates) < 2 or clause.kind is not ClauseKind.MAIN:  # noqa: PLR2004 - two dates
        return
    plain = verb.tense is Tense.PAST and not verb.negated and not verb.modal and not verb.auxiliary
    gaps = [_between(sentence, one.end, two.prep_first) for one, two in pairwise(dates)]
    if not plain or subject.members or any(each is None for each in gaps):
        return
    voice = voice_of(page, sentence, clause)
    done = teller.words(verb.end, dates[0].prep_first)
    first = teller.phrase(subject)
    if voice is None or not done or not first:
        return
    who = [first, *(teller.words(*gap) or "" for gap in gaps if gap is not None)]
    begins = [subject.first, *(gap[0] for gap in gaps if gap is not None)]
    for name, begin, phrase in zip(who, begins, dates, strict=True):
        date = teller.date_in(phrase.first, phrase.end)
        if not name or date is None or not is_exact(date):
            continue
        if not re.search(r"\d{3}", page.text[date.start : date.end]):
            continue  # "a year later" has to be reckoned
        what = joined([name, teller.verb_words(verb), done])
        yield _event(teller, (begin, phrase), what, date, voice)


def _between(sentence: Sentence, first: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of the one name between two dates, or None."""
    tokens = sentence.tokens
    while first < end and tokens[first].low in _LINKS:
        first += 1
    words = tokens[first:end]
    named = any(each.tag in {"NNP", "NNPS"} for each in words)
    plain = all(each.tag in {"NNP", "NNPS", "DT", "JJ", "NN"} or each.low == "of" for each in words)
    linked = first > 0 and tokens[first - 1].low in _LINKS
    return (first, end) if words and named and plain and linked and len(words) <= _LONGEST else None


def _event(
    teller: Teller, place: tuple[int, Phrase], what: str, date: FoundDate, voice: Voice
) -> Proposal:
    page, (first, phrase) = teller.page, place
    slots: dict[str, object] = {"what": what, "when": date.edtf}
    if date.label:
        slots["when_label"] = date.label
    mention = teller.mention_at(teller.sentence.tokens[phrase.prep_first - 1])
    actor = page.entities.get(mention.entity) if mention is not None else None
    if actor is not None and actor.kind.value in _ACTING and actor.phrase in what:
        slots["who"] = [actor.key]
    start, end = trimmed(page, *teller.sentence.span(first, phrase.end))
    when = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))
    return Proposal(
        type="event",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=voice.status,
        statement=spoken(voice.lead, f"{capital(what)} {when}."),
        others=(spoken(voice.lead, f"{capital(when)}, {what}."),),
        confidence=0.75,
    )
