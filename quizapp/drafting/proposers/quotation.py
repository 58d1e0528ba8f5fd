"""Words that somebody said, exactly, and what they were said of."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.data import table
from quizapp.drafting.proposers.claim import TOLD, as_sure
from quizapp.drafting.proposers.said_words import who
from quizapp.drafting.shapes.analysis import Sentence, Token
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import FoundQuote, Mention, MentionKind
from quizapp.drafting.syntax.sentences import split_sentences
from quizapp.drafting.syntax.subjects import Ground, subject_before
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, capital, joined, small
from quizapp.drafting.voices.actors import speaker_of
from quizapp.drafting.voices.sayings import Saying
from quizapp.drafting.voices.speakers import sayings_of

_POINTING: Final = re.compile(
    r"\b(?:this|these|those|they|them|their|he|she|him|his|her|it|its|that(?= is| was|'s|’s))\b",
    re.IGNORECASE,
)
_VERBAL: Final = re.compile(
    r"(?:is|are|was|were|has|have|had|could|would|will|can|should|must|did|does|do|may|might)\b"
)
"""How a phrase begins that has lost its subject."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FEWEST_WORDS: Final = 2
_FULL_WORDS: Final = 4
_SMALL_WORD: Final = 3
_MOST_WORDS: Final = 26
_MOST_TOPIC: Final = 12


@cache
def _calling() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in table("calling")}


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a quotation for each run of exact words with a certain speaker."""
    sayings = sayings_of(page)
    by_index = {each.index: each for each in page.sentences}
    found = [each for sentence in page.sentences for each in _called(page, sentence)]
    taken = {each.slots["phrase"] for each in found}
    quoted = [each for each in sayings if each.quote is not None and each.firm]
    for each in quoted:
        if each.speaker not in page.entities or (each.quote and _is_title(each.quote)):
            continue
        sentence = by_index[each.sentence]
        topic = _topic(page, sentence, each)
        proposal = _parted(page, topic, each) if topic else _said(page, sentence, each)
        proposal = as_sure(proposal, each)
        if proposal is not None and proposal.slots["phrase"] not in taken:
            found.append(proposal)
    return tuple(found)


def _is_title(quote: FoundQuote) -> bool:
    """Return whether the words are what something is called: on the "Meet the Wards" programme."""
    words = quote.words.split()
    return len(words) > 1 and all(each[:1].isupper() for each in words if len(each) > _SMALL_WORD)


def _cut(quote: FoundQuote) -> str:
    """Return the quotation, or its first sentence that says enough and points to nothing."""
    words = quote.words.strip()
    whole = words.rstrip(".…")
    parts = [words[start:end] for start, end in split_sentences(words)]
    if len(parts) <= 1:
        return whole
    fit = [
        each.rstrip(".…")
        for each in parts
        if _FULL_WORDS <= len(each.split()) <= _MOST_WORDS and not _POINTING.search(each)
    ]
    return fit[0] if fit else ""


def _said(page: Page, sentence: Sentence, saying: Saying) -> Proposal | None:
    quote = saying.quote
    if quote is None:
        return None
    phrase = _cut(quote)
    count = len(phrase.split())
    if not _FEWEST_WORDS <= count <= _MOST_WORDS:
        return None
    within = _within(page, sentence, saying, phrase)
    fragment = phrase[:1].islower()
    if within is None and not fragment and count < _FULL_WORDS:
        return None
    alone = within is None and fragment and _VERBAL.match(phrase)
    opening = " ".join(phrase.split()[:2])
    vague = (within is None and bool(_POINTING.search(opening))) or bool(alone)
    plain = _plainly(page.entities[saying.speaker], phrase, fragment=fragment)
    return _proposal(
        page,
        speaker=saying.speaker,
        phrase=phrase,
        span=(min(saying.frame_start, quote.start), max(saying.frame_end, quote.end)),
        statement=within or plain,
        others=_others(page.entities[saying.speaker], within, plain),
        confidence=_sureness(vague=vague, whole=not fragment and count >= _FULL_WORDS),
    )


def _sureness(*, vague: bool, whole: bool) -> float:
    """Return how sure a quotation is; a whole sentence asks who said it, whatever "it" was."""
    if not vague:
        return 0.75
    return 0.6 if whole else 0.45


def _others(speaker: Named, within: str | None, plain: str) -> tuple[str, ...]:
    """Return other wordings of "X said that Y "is ..."", for where it would be a copy."""
    if within is None:
        return ()
    _, _, clause = within.partition(" that ")
    return (f"According to {speaker.phrase}, {clause}", plain)


def _topic(page: Page, sentence: Sentence, saying: Saying) -> str:
    """Return the subject before the reporting words: "The lock," she said, "is old"."""
    quote = saying.quote
    if quote is None or not _lost_subject(sentence, quote):
        return ""
    end = min(quote.start, saying.frame_start)
    tokens = [each for each in sentence.tokens if each.end <= end]
    cut = max((at + 1 for at, each in enumerate(tokens) if each.text in {";", ":"}), default=0)
    tokens = tokens[cut:]
    topic = page.text[tokens[0].start : end].strip() if tokens else ""
    apart = topic.rstrip('”"').endswith(",") == (end == saying.frame_start)
    if not topic or not apart or any(each.tag in _FINITE for each in tokens):
        return ""
    topic = topic.strip('“”" ,')
    plain = not _POINTING.search(topic) and not re.search('[“”"]', topic)
    return topic if plain and tokens[0].tag != "IN" and len(topic.split()) <= _MOST_TOPIC else ""


def _lost_subject(sentence: Sentence, quote: FoundQuote) -> bool:
    """Return whether a quotation opens with a verb whose subject stands outside: "costs us"."""
    first = next((each for each in sentence.tokens if each.start > quote.start), None)
    verb = first is not None and first.tag in {"VBZ", "VBD", "MD"} and first.text.islower()
    return verb or _VERBAL.match(quote.words) is not None


def _parted(page: Page, topic: str, other: Saying) -> Proposal | None:
    """Return the quotation of a second part, the first told as what it is about."""
    if other.quote is None:
        return None
    phrase = _cut(other.quote)
    few = _FEWEST_WORDS <= len(phrase.split()) <= _MOST_WORDS
    if not few:
        return None
    speaker = page.entities[other.speaker]
    begin = page.text.rfind(topic, 0, other.quote.start)
    start = min(each for each in (begin, other.quote.start, other.frame_start) if each >= 0)
    end = max(other.quote.end, other.frame_end)
    return _proposal(
        page,
        speaker=other.speaker,
        phrase=phrase,
        span=(start, end),
        statement=f'{capital(speaker.phrase)} said that {small(topic, page)} "{phrase}".',
        confidence=0.75,
    )


def _plainly(speaker: Named, phrase: str, *, fragment: bool) -> str:
    """Return the statement of words without the clause around them."""
    if fragment:
        return f'{capital(speaker.phrase)} used the words "{phrase}".'
    return f'{capital(speaker.phrase)} said: "{phrase}".'


def _within(page: Page, sentence: Sentence, saying: Saying, phrase: str) -> str | None:
    """Return the statement of a quotation that is a part of a clause: X said that Y "is ..."."""
    quote = saying.quote
    if quote is None or not saying.that or saying.start > quote.start + 1:
        return None
    before = [t for t in sentence.tokens if saying.start <= t.start and t.end <= quote.start]
    inside = [t.index for t in before if saying.frame_start <= t.start < saying.frame_end]
    frame = (min(inside) - 1, max(inside) + 2) if inside else (0, 0)
    after = [t for t in sentence.tokens if quote.end <= t.start and t.end <= saying.end]
    if any(each.low in {"i", "we"} for each in before):
        return None  # "told them that I "hear nothing"": the words go on in the first person
    told = [t for t in sentence.tokens if saying.start <= t.start and t.end <= saying.end]
    # "Appearing on "Late Talk", he reported on": no clause is said there.
    open_ = not any(each.tag in _FINITE and each.index not in inside for each in told)
    if open_ or len(after) > _FULL_WORDS or (not before and phrase[:1].isupper()):
        return None
    teller = Teller(page, sentence)
    ends = (before[0].index, before[-1].index + 1) if before else (0, 0)
    lead = words_alone(teller, *ends, without=[frame]) if before else ""
    tail = words_alone(teller, after[0].index, after[-1].index + 1) if after else ""
    speaker = page.entities[saying.speaker]
    if lead is None or tail is None:
        return None
    # "his successor, Lorna Fife, had": whose successor she is the statement does without.
    lead = re.sub(rf"^{re.escape(speaker.name)}['’]s? [^,]+, ([A-Z][^,]+),", r"\1", lead)
    if any(name in f"{lead} {tail}" for name in (speaker.name, *speaker.aliases)):
        return None
    rest = f" {tail}" if tail else ""
    verb = "said" if saying.verb in TOLD or not saying.verb else saying.verb
    head = f"{capital(speaker.phrase)} {verb} that {lead}".rstrip()
    return f'{head} "{phrase}"{rest}.'


def _called(page: Page, sentence: Sentence) -> Iterator[Proposal]:
    """Yield what somebody called something: X described Y as "Z"."""
    names = tuple(
        each
        for each in page.mentions
        if each.kind is MentionKind.ENTITY and sentence.start <= each.start < sentence.end
    )
    kinds = {key: each.kind for key, each in page.entities.items()}
    ground = Ground(sentence, names, kinds, page.antecedents)
    for token in sentence.tokens:
        if token.lemma not in _calling() or token.tag not in {"VBD", "VBZ", "VBN", "VBP"}:
            continue
        quoted = _quote_after(page, sentence, token)
        subject = subject_before(ground, token.index)
        if quoted is None or subject is None:
            continue
        key = subject.key if subject.key in page.entities else _without_name(page, sentence, token)
        if not key:
            continue
        before = sentence.tokens[token.index - 1].lemma if token.index else ""
        if before == "be" or any(each.start <= token.start < each.end for each in _quotes(page)):
            continue
        proposal = _calling_of(page, sentence, token, quoted, key)
        if proposal is not None:
            yield proposal


def _without_name(page: Page, sentence: Sentence, verb: Token) -> str:
    """Return the key of somebody without a name who is the subject of a verb, or ""."""
    clause = next(
        (each for each in sentence.clauses if each.verb and each.verb.head == verb.index), None
    )
    named = speaker_of(Teller(page, sentence), clause) if clause is not None else None
    return named.key if named is not None else ""


def _quotes(page: Page) -> list[FoundQuote]:
    return [each.quote for each in page.mentions if each.quote is not None]


def _quote_after(page: Page, sentence: Sentence, verb: Token) -> Mention | None:
    """Return the quotation that ends the object of the verb, nothing finite between."""
    for each in page.mentions:
        if each.quote is None or not verb.end < each.start < sentence.end:
            continue
        between = [t for t in sentence.tokens if verb.end <= t.start and t.end <= each.start]
        if any(t.tag in {"VBD", "VBZ", "VBP", "MD"} or t.text in {",", ";"} for t in between):
            return None
        return each
    return None


def _calling_of(  # noqa: PLR0911 - one way out for each reason to refuse
    page: Page, sentence: Sentence, verb: Token, quoted: Mention, speaker: str
) -> Proposal | None:
    past, link = _calling()[verb.lemma]
    quote = quoted.quote
    between = [t for t in sentence.tokens if verb.end <= t.start and t.end <= quoted.start]
    if quote is None:
        return None
    if [each.low for each in between] == ([link] if link else []):
        return _called_which(page, sentence, verb, quoted, speaker)
    ends = {"a", "an", "the", "as"}
    last = len(between)
    while last and between[last - 1].low in ends:
        last -= 1
    if link and not any(each.low == link for each in between[last:]):
        return None
    about = Teller(page, sentence).words(
        between[0].index, between[0].index + last, without=_brackets(between)
    )
    if not last or (about is None and between[0].tag != "PRP"):
        return None
    phrase = quote.words.rstrip(".…")
    words = [each.text for each in between[last:]]
    entity = who(page, speaker)
    meant = page.entities.get(page.antecedents.get(between[0].start, ""))
    if between[0].tag == "PRP" and last == 1 and meant is not None and meant.key != speaker:
        about = meant.phrase
    elif between[0].tag == "PRP":
        # What "it" is, a plan or its maker, cannot be told for certain.
        span = (min(_first(sentence, verb), verb.start), quoted.end)
        plain = _plainly(entity, phrase, fragment=True)
        return _proposal(
            page, speaker=speaker, phrase=phrase, span=span, statement=plain, confidence=0.6
        )
    if about is None:
        return None
    statement = f'{capital(entity.phrase)} {past} {joined([about, *words])} "{phrase}".'
    return _proposal(
        page,
        speaker=speaker,
        phrase=phrase,
        span=(min(_first(sentence, verb), verb.start), quoted.end),
        statement=statement,
        confidence=0.8,
        about=about,
    )


def _called_which(
    page: Page, sentence: Sentence, verb: Token, quoted: Mention, speaker: str
) -> Proposal | None:
    """Return what somebody called something before: "a post that the opposition called "odd"."""
    quote, tokens = quoted.quote, sentence.tokens
    past, link = _calling()[verb.lemma]
    link = f" {link}" if link else ""
    at = verb.index - 1
    while at > 0 and tokens[at].low not in {"that", "which"} and tokens[at].text != ",":
        at -= 1
    if quote is None or at < 2 or tokens[at].low not in {"that", "which"}:  # noqa: PLR2004 - "a post that"
        return None
    end = at - 1 if tokens[at - 1].text == "," else at
    begin = end - 1
    while begin > 0 and tokens[begin].tag[:2] in {"JJ", "NN"}:
        begin -= 1
    words = Teller(page, sentence).words(begin + 1, end)
    if tokens[begin].low not in {"a", "an", "the"} or not words:
        return None
    about = f"the {words}"
    phrase = quote.words.rstrip(".…")
    return _proposal(
        page,
        speaker=speaker,
        phrase=phrase,
        span=(tokens[begin].start, quoted.end),
        statement=f'{capital(who(page, speaker).phrase)} {past} {about}{link} "{phrase}".',
        confidence=0.75,
        about=about,
    )


def _brackets(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return the runs of tokens in brackets."""
    opened = [each.index for each in tokens if each.text == "("]
    closed = [each.index + 1 for each in tokens if each.text == ")"]
    return list(zip(opened, closed, strict=False))


def _first(sentence: Sentence, verb: Token) -> int:
    at = verb.index
    while at > 0 and sentence.tokens[at - 1].text not in {",", ";", "—", "–"}:
        at -= 1
    return sentence.tokens[at].start


def _proposal(
    page: Page,
    *,
    speaker: str,
    phrase: str,
    span: tuple[int, int],
    statement: str,
    confidence: float,
    about: str = "",
    others: tuple[str, ...] = (),
) -> Proposal | None:
    if len(phrase.split()) < _FEWEST_WORDS and not about:
        return None
    slots: dict[str, object] = {"speaker": speaker, "phrase": phrase}
    if about:
        slots["about"] = about
    start, end = trimmed(page, *span)
    name = who(page, speaker).phrase
    return Proposal(
        type="quotation",
        passage=page.number,
        slots=slots,
        start=start,
        end=end,
        status=Status.ATTRIBUTED,
        statement=statement,
        others=others,
        confidence=confidence,
        explanation=f"The words are those of {name}; the article quotes them.",
        unique=("speaker",),
    )
