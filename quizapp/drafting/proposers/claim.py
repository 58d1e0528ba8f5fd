"""What somebody said, argued, promised or expected, put as a clause that stands alone."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from quizapp.bank import edtf, wording
from quizapp.bank.document import Entity
from quizapp.bank.terms import Status
from quizapp.drafting.naming.dates import is_exact
from quizapp.drafting.proposers.points import (
    MADE,
    in_own_words,
    other_points,
    parts_of,
    without_asides,
)
from quizapp.drafting.proposers.points_bound import BOUND
from quizapp.drafting.proposers.points_of_self import passive_point, turned_point
from quizapp.drafting.proposers.points_shorter import shorter, without_tail
from quizapp.drafting.proposers.points_torn import is_torn
from quizapp.drafting.proposers.said_words import names_in, point_of, who
from quizapp.drafting.shapes.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.rephrase import backshifted, is_clause
from quizapp.drafting.telling.telling import capital
from quizapp.drafting.voices.sayings import Saying
from quizapp.drafting.voices.speakers import sayings_of
from quizapp.drafting.voices.turns import LABEL

_FEWEST_WORDS: Final = 3
_LONG_QUOTE: Final = 3
_FEWEST_SPOKEN: Final = 5
_UNSURE: Final = 0.4
"""Confidence where nobody is said to speak: such drafts wait behind the switch."""
_WHO: Final = "two are named before; the words may be the other one's"
_WHOM: Final = "a pronoun of what is said may mean somebody else"
_LOOSE: Final = frozenset({"but", "and", "so", "well", "yes", "no", "yet", ",", "then", "now"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_COMING_TO_KNOW: Final = frozenset(
    {"noticed", "realised", "realized", "remembered", "forgot", "knew", "learned", "learnt"}
)
"""Verbs after which something is so, whoever came to know it: no claim of theirs."""
_BESIDE: Final = frozenset({ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.APPOSITION})
"""Clauses that tell of somebody or something beside the saying, when something else was."""
_BROUGHT_OUT: Final = frozenset({"showed", "revealed", "indicated", "disclosed", "demonstrated"})
"""What papers do: the bank hears "according to" in them, and not that somebody speaks."""
_THINKING: Final = frozenset(
    {"believed", "thought", "expected", "hoped", "feared", "doubted", "predicted", "forecast"}
    | {"suspected", "assumed", "worried", "reckoned", "felt", "promised", "pledged", "vowed"}
)
"""Verbs after which what is to come is told from then: "would", not "will"."""
_AS_BEFORE: Final = re.compile(
    r",? (?:either|too|as well|perhaps|possibly|probably|presumably|maybe)$"
)
"""Words at the end that take up what was said before."""
TOLD: Final = frozenset({"told", "assured", "reminded", "informed", "advised"})
"""Verbs that need the one who is told; without one, "said" stands for them."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a claim for each saying with a certain speaker."""
    sayings = sayings_of(page)
    by_index = {each.index: each for each in page.sentences}
    found = [
        as_sure(made, each)
        for each in sayings
        if each.firm
        and each.that
        and each.speaker in page.entities
        and each.verb not in _COMING_TO_KNOW
        for made in _claims_of(page, by_index[each.sentence], each)
    ]
    found.extend(_spoken(page, sayings))
    return tuple(each for each in found if each is not None)


def _spoken(page: Page, sayings: Sequence[Saying]) -> Iterator[Proposal | None]:
    """Yield claims from what a guest says in the turns of a talk, sentence by sentence."""
    label = LABEL.match(page.text)
    begin = label.end() if label else 0
    for sentence in page.sentences:
        tokens = [each for each in sentence.tokens if each.start >= begin]
        main = next((each for each in sentence.clauses if each.kind is ClauseKind.MAIN), None)
        if main is None or not tokens or sentence.text.rstrip().endswith("?"):
            continue
        framing = page.framing(sentence, main)
        if framing.status is not Status.ATTRIBUTED or framing.speaker not in page.entities:
            continue
        if any(each.sentence == sentence.index for each in sayings) or framing.source:
            continue
        for made in _spoken_claims(page, sentence, tokens, framing.speaker):
            yield replace(made, confidence=_UNSURE) if made and framing.unsure else made


def _claims_of(page: Page, sentence: Sentence, saying: Saying) -> Iterator[Proposal | None]:
    """Yield the claim of a saying, or those of its parts where the whole cannot be told."""
    whole = claim_of(page, sentence, saying)
    yield whole
    if whole is None:
        for each in parts_of(sentence, saying):
            yield claim_of(page, sentence, each)


def as_sure(proposal: Proposal | None, saying: Saying) -> Proposal | None:
    """Return what is made of a saying; it waits where somebody else may have said it."""
    if proposal is None or saying.sure:
        return proposal
    return replace(proposal, held=_WHO)


def _spoken_claims(
    page: Page, sentence: Sentence, tokens: Sequence[Token], speaker: str
) -> Iterator[Proposal | None]:
    for first, end in _pieces(tokens):
        whole = _spoken_claim(page, sentence, (first, end), speaker)
        if whole is not None:
            yield whole
            continue
        for part in _parts(sentence, first, end):
            yield _spoken_claim(page, sentence, part, speaker)


def _spoken_claim(
    page: Page, sentence: Sentence, run: tuple[int, int], speaker: str
) -> Proposal | None:
    """Return the claim of a run of tokens that a guest says, where a main clause lies in it."""
    inside = sentence.tokens[run[0] : run[1]]
    if not _stands(sentence, *run) or any(
        one.tag in _FINITE and other.tag in _FINITE for one, other in pairwise(inside)
    ):
        return None
    start, stop = sentence.span(*run)
    said = Saying(sentence.index, start, stop, start, start, speaker, verb="said")
    return claim_of(page, sentence, said)


def _parts(sentence: Sentence, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the main clauses that "and" or "but" joins in a run of tokens."""
    tokens = sentence.tokens
    cuts = [
        at
        for at in range(first + 2, end - 2)
        if tokens[at].low in {"and", "but", "so"}
        and _stands(sentence, first, at)
        and _stands(sentence, at + 1, end)
        and not any(
            each.kind is not ClauseKind.MAIN and each.first < at < each.end
            for each in sentence.clauses
        )
    ]
    begin = first
    for cut in (*cuts, end):
        last = cut - 1 if tokens[cut - 1].text == "," else cut
        if cuts and last - begin >= _FEWEST_WORDS:
            yield begin, last
        begin = cut + 1


def _stands(sentence: Sentence, first: int, end: int) -> bool:
    """Return whether a main clause with its subject lies in the run of tokens."""
    return any(
        each.kind is ClauseKind.MAIN
        and each.verb is not None
        and each.subject is not None
        and first <= each.subject.first <= each.verb.head < end
        and sentence.tokens[each.subject.first].low != "there"
        for each in sentence.clauses
    )


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a spoken sentence between semicolons and dashes."""
    first = tokens[0].index
    for token in tokens:
        last = token.index == tokens[-1].index
        if token.text in {";", "–", "—", ":"} or last:
            end = token.index + (1 if last and token.text[-1].isalnum() else 0)
            while first < end and tokens[first - tokens[0].index].low in _LOOSE:
                first += 1
            if end - first >= _FEWEST_SPOKEN:
                yield first, end
            first = token.index + 1


def claim_of(  # noqa: C901 - a way out for each reason
    page: Page, sentence: Sentence, saying: Saying
) -> Proposal | None:
    """Return the claim that a saying makes, or None where its words do not stand alone."""
    if saying.quote is not None and len(saying.quote.words.split()) >= _LONG_QUOTE:
        return None
    point = point_of(page, sentence, saying) or passive_point(page, sentence, saying)
    if point is None:
        return None
    speaker, listener = who(page, saying.speaker), page.entities.get(saying.to)
    verb = saying.verb or "said"
    if verb in TOLD and listener is None:
        verb = "said"
    date = _date(page, sentence, saying, speaker)
    time = ""
    if date is not None:
        time = edtf.adverbial(date.edtf, date.label or edtf.label(date.edtf))

    frames = _frames(speaker.phrase, verb, listener, time)
    kept = names_in(page, frames[0]([point]))
    points = (
        point,
        *other_points(page, sentence, saying),
        *without_asides(point),
        *shorter(point),
        *without_tail(page, sentence, saying),
    )
    worded = in_own_words(page.text, [_in_time(verb, each) for each in points], frames, kept)
    if worded is None:
        turned = turned_point(page, sentence, saying)
        points = (_in_time(verb, turned),) if turned is not None else ()
        worded = in_own_words(page.text, points, frames, kept) if points else None
    if worded is None and listener is not None:
        return claim_of(page, sentence, replace(saying, to="", verb="said"))
    if worded is None:
        return None
    slots: dict[str, object] = {"speaker": saying.speaker, "verb": verb, "point": worded[1]}
    if listener is not None:
        slots["to"] = listener.key
    if date is not None:
        slots["when"] = date.edtf
        if date.label:
            slots["when_label"] = date.label
    start, end = trimmed(
        page, min(saying.start, saying.frame_start), max(saying.end, saying.frame_end)
    )
    return Proposal(
        type="claim",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.ATTRIBUTED,
        statement=worded[0],
        confidence=0.8 if saying.verb else 0.75,
        explanation=f"This is what {speaker.phrase} {verb}; the article passes it on as such.",
        bound=BOUND & frozenset(worded[1].casefold().split()),
        held=_WHOM if is_torn(page, sentence, saying, speaker) else "",
    )


def _frames(
    speaker: str, verb: str, listener: Named | None, time: str
) -> list[Callable[[Sequence[str]], str]]:
    """Return the ways to say who said it, the plainest first; each takes the point's texts."""
    said = reporting(verb, listener)

    def framed(texts: Sequence[str]) -> str:
        head = f"{capital(time)} {speaker}" if time else capital(speaker)
        return f"{head} {said} that {texts[0]}."

    def according(texts: Sequence[str]) -> str:
        lead = f"{capital(time)}, according" if time else "According"
        return f"{lead} to {speaker}, {texts[0]}."

    def noun(texts: Sequence[str]) -> str:
        lead = f"{capital(time)} the" if time else "The"
        return f"{lead} {MADE[verb]} of {speaker} was that {texts[0]}."

    def closing(texts: Sequence[str]) -> str:
        return f"{capital(texts[0])}, {speaker} {said}."

    if listener is not None:
        return [framed]
    if verb in _BROUGHT_OUT:
        return [according, framed]
    if verb in _THINKING and verb in MADE and not time:
        return [framed, noun, closing]
    return [framed, noun if verb in MADE else according]


def _in_time(verb: str, point: str) -> str:
    """Return a point as it follows what was thought then: "engineers expected that it would"."""
    point = _AS_BEFORE.sub("", point)
    if verb not in _THINKING or not is_clause(point):
        return point
    shifted = backshifted(point)
    changed = [new for old, new in zip(point.split(), shifted.split(), strict=False) if old != new]
    return point if not changed or changed[0] == "had" else shifted


def _date(page: Page, sentence: Sentence, saying: Saying, speaker: Named) -> FoundDate | None:
    """Return when it was said: "Ott, who farms since 1887, said" says nothing of that.

    Nor does the date by which a speaker is called: "the 2014 report".
    """
    beside = [
        sentence.span(each.first, each.end) for each in sentence.clauses if each.kind in _BESIDE
    ]
    dates = [
        each.date
        for each in page.within(saying.frame_start, saying.frame_end)
        if each.date is not None
        and is_exact(each.date)
        and page.text[each.start : each.end] not in speaker.name
        and not any(
            saying.frame_start < start <= each.start and each.end <= end for start, end in beside
        )
    ]
    return dates[0] if len(dates) == 1 else None


def reporting(verb: str, listener: Named | None) -> str:
    """Return "said", "told Clinton", "wrote to Clinton"."""
    if listener is None:
        return verb
    entity = Entity(
        id=listener.key,
        name=listener.name,
        kind=listener.kind,
        article_word="the" if listener.word == "the" else None,
    )
    return wording.reporting(verb, entity)
