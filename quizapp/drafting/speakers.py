"""The sayings of a passage: verbs that report, "according to", quotations, turns of a talk."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.analysis import ClauseKind, Sentence, Token
from quizapp.drafting.data import table, word_set
from quizapp.drafting.proposal import Named, Page
from quizapp.drafting.sayings import Saying
from quizapp.drafting.spans import FoundQuote, Mention, MentionKind
from quizapp.drafting.subjects import Ground, Subject, subject_after, subject_before

_BARE: Final = word_set("speakers_bare")
"""Verbs that take a clause without "that"."""
_INVERTED: Final = word_set("speakers_inverted")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NP_START: Final = ("DT", "PRP", "NN", "JJ", "CD", "EX", "VBG", "PDT", "RB")
_CUT: Final = frozenset({"but", "while", "although", "though", "whereas", "yet"})
_QUOTES: Final = "“”\"«»„‘’'"
_CLOSING: Final = frozenset(
    {"in", "on", "at", "during", "after", "last", "this", "yesterday", "later", "recently", "today"}
)
"""Words that may follow "..., Baker said" before the sentence ends."""
_FAR: Final = 14
_VIEW: Final = word_set("speakers_view")


@dataclass(frozen=True, slots=True)
class _Verb:
    past: str
    that: bool
    to: bool


@cache
def _verbs() -> Mapping[str, _Verb]:
    return {
        row[0]: _Verb(row[1], "that" in row[2:3], "to" in row[3:4]) for row in table("reporting")
    }


@dataclass(frozen=True, slots=True)
class _Content:
    """Where the words reported begin, the one who is told, and whether "that" stood there."""

    first: int
    to: str = ""
    direct: bool = False


def past_of(lemma: str) -> str:
    """Return the past form of a reporting verb, or ""."""
    found = _verbs().get(lemma)
    return found.past if found else ""


class _SentenceReader:
    """Finds the sayings of one sentence."""

    def __init__(self, ground: Ground, quotes: Sequence[FoundQuote]) -> None:
        self.ground = ground
        self.quotes = quotes
        self.tokens = ground.tokens
        self.index = ground.sentence.index
        self.said = ""

    def read(self) -> Iterator[Saying]:
        for token in self.tokens:
            if self._quoted(token):
                continue
            if token.low == "according" and self._low(token.index + 1) == "to":
                yield from self._according(token.index)
            elif token.low == "in":
                yield from self._view(token.index)
            elif self._reports(token):
                for each in self._verb(token):
                    self.said = each.speaker or self.said
                    yield each

    def _reports(self, token: Token) -> bool:
        """Return whether the token is a reporting verb, one mistaken for a noun among them."""
        if self._lemma(token) not in _verbs():
            return False
        if token.tag[:2] == "VB":
            return True
        following = self._low(token.index + 1)
        named = token.index > 0 and self.ground.ending(token.index - 1) is not None
        return token.tag == "NNS" and named and following in {"that", "it", "the", "there"}

    def _lemma(self, token: Token) -> str:
        if self._low(token.index + 1) == "out" and token.lemma == "point":
            return "point out"
        return token.lemma

    def _low(self, index: int) -> str:
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def _quoted(self, token: Token) -> bool:
        return any(each.start < token.start and token.end < each.end for each in self.quotes)

    def _quote_at(self, index: int) -> FoundQuote | None:
        if not 0 <= index < len(self.tokens):
            return None
        start = self.tokens[index].start
        return next((each for each in self.quotes if each.start <= start <= each.start + 1), None)

    def _end(self) -> int:
        """Return one past the last token that is no closing mark."""
        end = len(self.tokens)
        while end and self.tokens[end - 1].text in {".", "!", "?", "”", '"', "…"}:
            end -= 1
        return end

    # -- "according to X", "in X's view" ---------------------------------------------------------

    def _according(self, index: int) -> Iterator[Saying]:
        subject = subject_after(self.ground, index + 1)
        if subject is None:
            return
        end = subject.end
        if self._low(end) == "," and index > 1:
            end += 1
        opening = index == 0 or (index == 1 and self.tokens[0].tag in {"CC", "RB"})
        if opening:
            comma = next(
                (at for at in range(end, len(self.tokens)) if self.tokens[at].text == ","), None
            )
            if comma is None:
                return
            yield self._make(subject, "", comma + 1, self._end(), (index, comma + 1))
            return
        first, last = 0, index - 1 if self._low(index - 1) == "," else index
        if not any(self._finite(at) for at in range(last)) and self._low(end - 1) == ",":
            # "In April, according to the institute, ...": all of it comes after.
            yield self._make(subject, "", end, self._end(), (0, end))
            return
        yield self._make(subject, "", first, last, (index, end))
        if end < self._end() and self._low(end - 1) == ",":
            rest = self._make(subject, "", end, self._end(), (index, end))
            yield replace(rest, firm=False)

    def _view(self, index: int) -> Iterator[Saying]:
        if self._low(index + 1) == "the" and self._low(index + 2) in {"words", "view", "opinion"}:
            yield from self._words_of(index)
            return
        mention = self.ground.starting(index + 1)
        if mention is None or not self.ground.speaks(mention):
            return
        after = self.ground.index_at(mention.end)
        if self._low(after) not in {"'s", "’s", "'", "’"} or self._low(after + 1) not in _VIEW:
            return
        end = after + 2
        if self._low(end) == ",":
            end += 1
        subject = Subject(self.ground.speaks(mention), index + 1, after, mention.text)
        if index == 0:
            yield self._make(subject, "", end, self._end(), (index, end))
        else:
            last = index - 1 if self._low(index - 1) == "," else index
            yield self._make(subject, "", 0, last, (index, end))

    def _words_of(self, index: int) -> Iterator[Saying]:
        """ "In the words of its restorer, Jonas Holm, ...": the rest of the sentence is theirs."""
        if self._low(index + 3) != "of":
            return
        subject = subject_after(self.ground, index + 3)
        if subject is None:
            return
        quoted = next(
            (at for at in range(subject.end, len(self.tokens)) if self._quote_at(at) is not None),
            None,
        )
        first = quoted if quoted is not None else subject.end + 1
        yield replace(self._make(subject, "", first, self._end(), (index, first)), that=False)

    # -- verbs -----------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Iterator[Saying]:
        verb = _verbs()[self._lemma(token)]
        index = token.index
        if token.tag == "VBG" or self._low(index - 1) == "to":
            yield from self._adding(index, verb)
            return
        passive = token.tag in {"VBN", "VBD"} and self._auxiliary(index) == "be"
        content = self._content(index, verb)
        if passive:
            yield from self._passive(index, content)
            return
        inverted = self._inverted(index, content)
        if inverted is not None:
            yield from self._before(index, inverted, verb)
            return
        subject = subject_before(self.ground, index) or self._shared(index)
        if subject is None:
            if content is not None and self._low(content.first - 1) == "that":
                yield from self._loose(index)
            return
        firm = not self._wavering(index)
        if content is not None:
            made = self._after(subject, content, verb, index)
            yield from (each if firm else replace(each, firm=False) for each in made)
        elif (
            self._closes(index, verb)
            and subject.first > 1
            and self._lemma(token) in _BARE | _INVERTED
        ):
            yield from self._before(index, subject, verb, firm=firm)

    def _adding(self, index: int, verb: _Verb) -> Iterator[Saying]:
        """What follows ", adding that" is the words of the one who has just been heard."""
        content = self._content(index, verb)
        apart = self._low(index - 1) in {",", "and", "while", "before"}
        if content is None or not apart or self._low(index - 1) == "to":
            yield from self._loose(index)
            return
        shared = self._shared(index)
        key = self.said or (shared.key if shared else "")
        subject = Subject(key, index, index + 1, shared.words if shared else "")
        yield from self._after(subject, content, verb, index)

    def _shared(self, index: int) -> Subject | None:
        """Return the subject that the verb shares with one before it: "X praised Y and said"."""
        clause = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.verb and each.verb.head == index
            ),
            None,
        )
        if clause is None or clause.subject is None or clause.subject.members:
            return None
        phrase = clause.subject
        mention = self.ground.ending(phrase.core_end - 1 if phrase.core_end > 0 else phrase.end - 1)
        first = self.tokens[phrase.first]
        if first.tag == "PRP":
            return Subject(self.ground.antecedents.get(first.start, ""), index, index, first.text)
        words = self.ground.sentence.words(phrase.first, phrase.end)
        whole = mention is not None and phrase.end == self.ground.index_at(mention.end)
        key = self.ground.speaks(mention) if mention is not None and whole else ""
        lead = self.tokens[phrase.first : self.ground.index_at(mention.start)] if mention else ()
        if any(each.tag in {"POS", "IN", "CC"} for each in lead):
            key = ""
        return Subject(key, index, index, words)

    def _auxiliary(self, index: int) -> str:
        at = index - 1
        while at >= 0 and self.tokens[at].tag in {"RB"}:
            at -= 1
        return self.tokens[at].lemma if at >= 0 and self.tokens[at].tag[:2] == "VB" else ""

    def _wavering(self, index: int) -> bool:
        """Return whether the verb is denied or only possible: "did not say", "may argue"."""
        at = index - 1
        while at >= 0 and self.tokens[at].tag in {"RB", "MD", "VBD", "VBP", "VBZ", "VB"}:
            if self.tokens[at].tag == "MD" or self.tokens[at].low in {"not", "n't", "never", "n’t"}:
                return True
            at -= 1
        return False

    def _loose(self, index: int) -> Iterator[Saying]:
        """Mark what follows "arguing that", "to say that" as somebody's, without a draft."""
        at = next(
            (
                at
                for at in range(index + 1, min(index + _FAR, len(self.tokens)))
                if self._low(at) == "that"
            ),
            None,
        )
        if at is not None:
            nobody = Subject("", index, index + 1, "")
            yield replace(self._make(nobody, "", at + 1, self._end(), (index, at + 1)), firm=False)

    def _passive(self, index: int, content: _Content | None) -> Iterator[Saying]:
        first = content.first if content else index + 1
        nobody = Subject("", index, index + 1, "it")
        if self._low(index + 1) in {"to", "that"} or self._low(first - 1) == "that":
            start = 0 if self._low(index + 1) == "to" else first
            yield replace(
                self._make(nobody, "", start, self._end(), (index, first)), firm=False, that=False
            )

    def _content(self, index: int, verb: _Verb) -> _Content | None:
        at, to = self._listener(index + 1, verb)
        if self._low(at) in {":", ","} and self._quote_at(at + 1):
            return _Content(at + 1, to, direct=True)
        if self._quote_at(at) is not None:
            return _Content(at, to, direct=True)
        if not verb.that:
            return None
        far = self._that(at)
        if far is not None:
            return _Content(far + 1, to)
        lemma = self.tokens[index].lemma
        if lemma in _BARE and self._clause_at(at):
            return _Content(at, to)
        return None

    def _listener(self, at: int, verb: _Verb, *, closing: bool = False) -> tuple[int, str]:
        """Return where the words go on after the one who is told, and that one's key."""
        begin = at
        if self._low(at) == "to":
            at += 1
        elif not verb.to:
            return begin, ""
        if self._low(at) in {"him", "her", "them", "me", "us", "you"}:
            key = self.ground.antecedents.get(self.tokens[at].start, "")
            return (at + 1, key) if not self._clause_here(at) else (begin, "")
        mention = self.ground.starting(at)
        if mention is not None:
            end = self.ground.index_at(mention.end)
            if self._low(end) in {"'s", "’s"} or self._finite(end):
                return begin, ""
            key = mention.entity if self.ground.kinds.get(mention.entity) in ACTORS else ""
            return end, key
        end = at
        while end < len(self.tokens) and self.tokens[end].tag in {
            "DT",
            "JJ",
            "NN",
            "NNS",
            "NNP",
            "PRP$",
        }:
            end += 1
        ends = {"that", ",", ":", "."} if closing else {"that", ",", ":"}
        return (end, "") if end > at and self._low(end) in ends else (begin, "")

    def _clause_here(self, at: int) -> bool:
        return (
            self.tokens[at].low == "her"
            and self.tokens[at + 1 : at + 2] != ()
            and (self.tokens[at + 1].tag[:2] == "NN")
        )

    def _finite(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].tag in _FINITE

    def _that(self, at: int) -> int | None:
        for index in range(at, min(at + _FAR, len(self.tokens))):
            token = self.tokens[index]
            if token.low == "that":
                before = self.tokens[index - 1]
                return index if index == at or before.tag != "IN" or before.low == "out" else None
            if token.tag == "VBG" and self._low(index - 1) == ",":
                return None
            if token.tag in _FINITE or token.text in {";", ":", ".", "“", '"'}:
                return None
        return None

    def _clause_at(self, at: int) -> bool:
        """Return whether a clause with its own subject and verb begins here."""
        if at >= len(self.tokens) or not self.tokens[at].tag.startswith(_NP_START):
            return False
        for index in range(at + 1, min(at + 2 * _FAR, len(self.tokens))):
            token = self.tokens[index]
            if token.tag in _FINITE:
                return True
            if token.text in {",", ";", ":"}:
                return False
        return False

    def _inverted(self, index: int, content: _Content | None) -> Subject | None:
        """Return the subject that stands after the verb: "..., said Baker"."""
        token = self.tokens[index]
        before = self._low(index - 1)
        if token.lemma not in _INVERTED or index == 0 or before not in {",", *_QUOTES, "?", "!"}:
            return None
        if before == "," and content is not None and content.direct:
            return None
        if self._low(index + 1) in {"that", ":", ","}:
            return None
        if content is not None and self._low(content.first - 1) == "that":
            return None
        subject = subject_after(self.ground, index)
        if subject is None or (before == "," and self._finite(subject.end)):
            return None
        return subject

    def _closes(self, index: int, verb: _Verb) -> bool:
        """Return whether the reporting words end here: "..., Baker said in 1990."."""
        at, _ = self._listener(index + 1, verb, closing=True)
        following = self._low(at)
        return following in {",", ".", "", ";", ":", "”", '"'} or following in _CLOSING

    def _make(
        self, subject: Subject, verb: str, first: int, end: int, frame: tuple[int, int]
    ) -> Saying:
        while first < end and self.tokens[first].text in {",", *_QUOTES}:
            first += 1
        while end > first and self.tokens[end - 1].text in {",", ";", ":", *_QUOTES}:
            end -= 1
        if first >= end:
            end = first = min(first, len(self.tokens) - 1)
        start, last = self.ground.sentence.span(first, max(end, first + 1))
        begin, stop = self.ground.sentence.span(min(frame[0], frame[1] - 1), frame[1])
        return Saying(
            self.index,
            start,
            last,
            begin,
            stop,
            speaker=subject.key,
            source=subject.words,
            verb=verb,
        )

    def _after(
        self, subject: Subject, content: _Content, verb: _Verb, index: int
    ) -> Iterator[Saying]:
        frame = (subject.first, content.first)
        end, rest = self._content_end(content.first)
        parts = self._and_that(content.first, end)
        for first, last in parts:
            made = self._make(subject, verb.past, first, last, frame)
            yield replace(made, to=content.to, that=not content.direct)
        if rest is not None:
            made = self._make(subject, verb.past, rest, self._end(), frame)
            yield replace(made, firm=False)
        del index

    def _content_end(self, first: int) -> tuple[int, int | None]:
        """Return where what is said ends for certain, and where a doubtful rest begins."""
        end = self._end()
        for at in range(first, end):
            if self._quoted(self.tokens[at]):
                continue
            if self.tokens[at].text == ";":
                return at, at + 1
            if self.tokens[at].text == "," and self._low(at + 1) in _CUT:
                return at, at + 1
            if self.tokens[at].text == "," and self._low(at + 1) == "according":
                return at, None
            if self._next_verb(at):
                return at, at + 1
        return end, None

    def _next_verb(self, at: int) -> bool:
        """Return whether ", and asked" goes on with the verb of the one who speaks."""
        if self.tokens[at].text != "," or self._low(at + 1) not in {"and", "adding", "saying"}:
            return False
        if self._low(at + 1) != "and":
            return True
        following = self.tokens[at + 2 : at + 3]
        return bool(following) and following[0].tag in {"VBD", "VBZ"}

    def _and_that(self, first: int, end: int) -> list[tuple[int, int]]:
        parts: list[tuple[int, int]] = []
        begin = first
        for at in range(first + 1, end):
            if self.tokens[at].low == "that" and self._low(at - 1) in {"and", "but"}:
                parts.append((begin, at - 1))
                begin = at + 1
        return [*parts, (begin, end)]

    def _before(
        self, index: int, subject: Subject, verb: _Verb, *, firm: bool = True
    ) -> Iterator[Saying]:
        """What is said stands before "X said" or "said X", and may go on after it."""
        begin = min(index, subject.first)
        end = max(index + 1, subject.end)
        first = self._content_start(begin)
        made = self._make(subject, verb.past, first, begin, (begin, end))
        direct = bool(self._low(begin - 1) in _QUOTES or self._low(begin - 2) in _QUOTES)
        yield replace(made, that=not direct, firm=firm)
        while end < len(self.tokens) and self.tokens[end].text != ",":
            end += 1
        quoted = next(
            (at for at in range(end, len(self.tokens)) if self._quote_at(at) is not None), None
        )
        if quoted is not None or (end < self._end() and subject.end <= index):
            # "..., she said, ..." goes on; after "said Bauer, a lawyer" only a quotation does.
            rest = self._make(subject, verb.past, quoted or end + 1, self._end(), (begin, end))
            yield replace(rest, that=False, firm=quoted is not None and firm)

    def _content_start(self, begin: int) -> int:
        at = 0
        if self._low(0) in {"but", "and", "yet", "so"} and self._low(1) not in {","}:
            at = 1
        return min(at, begin)


def _quoting(saying: Saying, quotes: Sequence[FoundQuote]) -> Iterator[Saying]:
    for quote in quotes:
        if saying.start <= quote.start + 1 and quote.end - 2 <= saying.end:
            yield replace(saying, quote=quote)


def sayings_of(page: Page) -> tuple[Saying, ...]:
    """Return what is said in a passage; in the turn of a known guest "I" is the guest."""
    quotes = [each.quote for each in page.mentions if each.quote is not None]
    antecedents = dict(page.antecedents)
    for sentence in page.sentences:
        speaker = ""
        for clause in sentence.clauses:
            framing = page.framing(sentence, clause)
            if clause.kind is ClauseKind.MAIN and not framing.source:
                speaker = framing.speaker or speaker
        for token in sentence.tokens:
            quoted = any(each.start < token.start < each.end for each in quotes)
            if token.text == "I" and speaker and not quoted:
                antecedents[token.start] = speaker
    return find_sayings(
        page.sentences,
        mentions=page.mentions,
        entities=page.entities,
        antecedents=antecedents,
    )


def find_sayings(
    sentences: Sequence[Sentence],
    *,
    mentions: Sequence[Mention],
    entities: Mapping[str, Named],
    antecedents: Mapping[int, str],
) -> tuple[Saying, ...]:
    """Return what is said in a passage and by whom, in its order."""
    kinds = {key: each.kind for key, each in entities.items()}
    quotes = [each.quote for each in mentions if each.quote is not None]
    speech = [each for each in quotes if each.speech]
    names = tuple(each for each in mentions if each.kind is MentionKind.ENTITY)
    found: list[Saying] = []
    for sentence in sentences:
        own = tuple(m for m in names if sentence.start <= m.start and m.end <= sentence.end)
        here = [q for q in quotes if q.start < sentence.end and sentence.start < q.end]
        ground = Ground(sentence, own, kinds, antecedents)
        sayings = _outermost(list(_SentenceReader(ground, here).read()))
        for each in sayings:
            quoted = list(_quoting(each, [q for q in here if q.speech or " " in q.words]))
            found.extend(quoted or [each])
    found.extend(_unclaimed(found, speech, sentences))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _outermost(sayings: list[Saying]) -> list[Saying]:
    """Make what is said within what another one says unfit for drafts."""
    return [
        replace(each, firm=False)
        if any(
            one is not each
            and one.holds(each.frame_start, each.frame_end)
            and one.speaker != each.speaker
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
        saying = Saying(
            index,
            quote.start,
            quote.end,
            quote.start,
            quote.start,
            speaker=last.speaker if goes_on and last else "",
            verb="said",
            firm=bool(goes_on),
            that=False,
            quote=quote,
        )
        if goes_on:
            claimed.append(saying)
            claimed.sort(key=lambda each: each.start)
        yield saying
