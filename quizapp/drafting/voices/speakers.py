"""The sayings of a passage: who says what, in reports, quotations and the turns of a talk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named, Page
from quizapp.drafting.shapes.spans import FoundQuote, Mention, MentionKind
from quizapp.drafting.syntax.subjects import Ground
from quizapp.drafting.voices.report_reader import ReportReader
from quizapp.drafting.voices.rivals import GENDERS, with_doubts
from quizapp.drafting.voices.sayings import Saying

_PARAGRAPH: Final = 60
"""Words of a paragraph that may be quoted to its end; a mark that nothing closes reaches far."""
_BESIDE: Final = 2
"""Characters from a colon to the quotation that it brings in."""


def _quoting(saying: Saying, quotes: Sequence[FoundQuote]) -> Iterator[Saying]:
    for quote in quotes:
        if saying.start <= quote.start + 1 and quote.end - 2 <= saying.end:
            yield replace(saying, quote=quote)


def sayings_of(page: Page) -> tuple[Saying, ...]:
    """Return what is said in a passage; in the turn of a known guest "I" is the guest."""
    quotes = [each.quote for each in page.mentions if each.quote is not None]
    antecedents = dict(page.antecedents)
    guest = _guest_of(page)
    for token in (each for sentence in page.sentences for each in sentence.tokens if guest):
        quoted = any(each.start < token.start < each.end for each in quotes)
        if token.text in {"I", "My", "my"} and not quoted:
            antecedents[token.start] = guest
    return find_sayings(
        page.sentences,
        mentions=page.mentions,
        entities=page.entities,
        antecedents=antecedents,
        sources=page.sources,
    )


def _guest_of(page: Page) -> str:
    """Return who speaks in a passage that is a turn of a talk, or ""."""
    for sentence in page.sentences:
        for clause in sentence.clauses:
            framing = page.framing(sentence, clause)
            if framing.speaker and not framing.source and not framing.verb:
                return framing.speaker
    return ""


def find_sayings(
    sentences: Sequence[Sentence],
    *,
    mentions: Sequence[Mention],
    entities: Mapping[str, Named],
    antecedents: Mapping[int, str],
    sources: Mapping[int, str] | None = None,
) -> tuple[Saying, ...]:
    """Return what is said in a passage and by whom, in its order.

    Args:
        sentences: of one passage.
        mentions: of the passage.
        entities: of the article, by key.
        antecedents: start of a pronoun -> key of what it stands for.
        sources: first character of reporting words -> key of their speaker without a name.
    """
    kinds = {key: each.kind for key, each in entities.items()}
    quotes = [each.quote for each in mentions if each.quote is not None]
    speech = [each for each in quotes if each.speech]
    names = tuple(each for each in mentions if each.kind is MentionKind.ENTITY)
    found: list[Saying] = []
    for sentence in sentences:
        own = tuple(m for m in names if sentence.start <= m.start and m.end <= sentence.end)
        here = [q for q in quotes if q.start < sentence.end and sentence.start < q.end]
        ground = Ground(sentence, own, kinds, antecedents)
        read = (
            _by_source(_by_pronoun(each, names, quotes, entities), sources or {})
            for each in ReportReader(ground, here).read()
        )
        sayings = _outermost(list(read))
        for each in sayings:
            quoted = list(_quoting(each, [q for q in here if q.speech or " " in q.words]))
            found.extend(quoted or [each])
    found.extend(_of_the_next(found, speech, sentences))
    found.extend(_unclaimed(found, speech, sentences))
    ordered = sorted(found, key=lambda each: (each.start, each.end))
    return tuple(with_doubts(ordered, sentences, names=names, quotes=quotes, entities=entities))


def _by_pronoun(
    saying: Saying,
    names: Sequence[Mention],
    quotes: Sequence[FoundQuote],
    entities: Mapping[str, Named],
) -> Saying:
    """Return what "she" says with its speaker: the only person named so far in the passage."""
    gender = GENDERS.get(saying.source.casefold(), "")
    if saying.speaker or not gender:
        return saying
    before = min(saying.start, saying.frame_start)
    found = {
        each.entity
        for each in names
        if each.end <= before
        and each.entity in entities
        and entities[each.entity].kind is EntityKind.PERSON
        and not any(quote.start <= each.start < quote.end for quote in quotes)
    }
    only = next(iter(found)) if len(found) == 1 else ""
    known = gender_of(entities[only].name.split()[0]) if only else ""
    return replace(saying, speaker=only) if only and known in {"", gender} else saying


def _by_source(saying: Saying, sources: Mapping[int, str]) -> Saying:
    """Return what is said with the speaker that has no name, where one is known."""
    key = "" if saying.speaker or not saying.firm else sources.get(saying.frame_start, "")
    return replace(saying, speaker=key) if key else saying


def _outermost(sayings: list[Saying]) -> list[Saying]:
    """Make what is said within what another one says unfit for drafts."""
    return [
        replace(each, firm=False)
        if any(
            one is not each
            and one.start < each.frame_end <= one.end
            and one.speaker != each.speaker
            # "It is suspected to be old, according to X" is as X has it.
            and (each.verb or one.source or one.speaker)
            # "The finding implies that they see it, the authors write": the last one says it all.
            and not (each.start < one.frame_start and one.frame_end <= each.frame_start)
            for one in sayings
        )
        else each
        for each in sayings
    ]


def _only_quoted(sentences: Sequence[Sentence], before: int, index: int, quote: FoundQuote) -> bool:
    """Return whether the quotation stands in the sentence of the one before, or fills its own."""
    sentence = next((each for each in sentences if each.index == index), None)
    return sentence is not None and (
        before == index or (quote.start <= sentence.start + 1 and sentence.end <= quote.end + 1)
    )


def _led_to(
    found: Sequence[Saying], sentences: Sequence[Sentence], quote: FoundQuote
) -> Saying | None:
    """Return the saying whose tag leads up to a quotation: "It hurts, says Odd Berge: "We ..."."""
    colon = next(
        (
            each.start
            for sentence in sentences
            for each in sentence.tokens
            if each.text == ":" and 0 < quote.start - each.start <= _BESIDE
        ),
        None,
    )
    near = [
        each
        for each in found
        if colon is not None
        and each.firm
        and each.speaker
        and each.quote is None
        and each.end <= each.frame_start
        and 0 <= colon - each.frame_end <= 1
    ]
    return near[0] if len(near) == 1 else None


def _of_the_next(
    found: Sequence[Saying], speech: Sequence[FoundQuote], sentences: Sequence[Sentence]
) -> list[Saying]:
    """Return the quotations that the next one goes on from, its mark opened anew, as its speaker's.

    "It was cold. "We had no coal," Holt said: newspapers close the last paragraph alone.
    """
    known = {each.quote: each for each in found if each.quote is not None}
    made: list[Saying] = []
    for quote, after in zip(reversed(speech[:-1]), reversed(speech[1:]), strict=True):
        said = known.get(after)
        own = next((each for each in sentences if each.start <= quote.start < each.end), None)
        if quote in known or said is None or own is None or own.end >= quote.end:
            continue
        if not (said.firm and said.speaker) or after.start > quote.end:
            continue
        if len(quote.words.split()) > _PARAGRAPH:
            continue
        each = replace(said, sentence=own.index, start=quote.start, end=own.end, quote=quote)
        each = replace(each, frame_start=quote.start, frame_end=quote.start, that=False)
        known[quote] = each
        made.append(each)
    return made


def _unclaimed(
    found: Sequence[Saying],
    speech: Sequence[FoundQuote],
    sentences: Sequence[Sentence],
) -> Iterator[Saying]:
    """Yield the quotations without reporting words: the speaker before goes on, or nobody known.

    Somebody goes on speaking where the quotation before, in the same passage, is theirs and
    nothing but a full stop or the speaker's own reporting sentence stands between.
    """
    claimed = sorted((each for each in found if each.quote is not None), key=lambda s: s.start)
    for quote in speech:
        if any(each.quote is quote for each in claimed):
            continue
        index = next((s.index for s in sentences if s.start <= quote.start < s.end), 0)
        before = [
            each for each in claimed if each.quote is not None and each.quote.end <= quote.start
        ]
        last = before[-1] if before else None
        goes_on = (
            last is not None
            and last.quote is not None
            and last.speaker
            and last.frame_end <= quote.start
            and index - last.sentence <= 1
            and _only_quoted(sentences, last.sentence, index, quote)
        )
        led = None if goes_on else _led_to(found, sentences, quote)
        saying = Saying(
            index,
            quote.start,
            quote.end,
            led.frame_start if led else quote.start,
            led.frame_end if led else quote.start,
            speaker=led.speaker if led else last.speaker if goes_on and last else "",
            source=led.source if led else "",
            verb="said",
            firm=bool(goes_on or led),
            that=False,
            quote=quote,
            sure=led.sure if led else True,
        )
        if goes_on:
            claimed.append(saying)
            claimed.sort(key=lambda each: each.start)
        yield saying
