"""The words of a sentence that reports: its verbs, who is told, where what is said ends."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.data import table, word_set
from quizapp.drafting.lexis.word_sets import word_set as of_words
from quizapp.drafting.shapes.analysis import Token
from quizapp.drafting.shapes.spans import FoundQuote
from quizapp.drafting.syntax.subjects import Ground, Subject
from quizapp.drafting.voices.sayings import Saying

BARE: Final = word_set("speakers_bare")
"""Verbs that take a clause without "that"."""
INVERTED: Final = word_set("speakers_inverted")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NP_START: Final = ("DT", "PRP", "NN", "JJ", "CD", "EX", "VBG", "PDT", "RB")
_CUT: Final = frozenset({"but", "while", "although", "though", "whereas", "yet"})
QUOTE_MARKS: Final = "“”\"«»„‘’'"
_CLOSING: Final = frozenset(
    {"in", "on", "at", "during", "after", "last", "this", "yesterday", "later", "recently", "today"}
)
"""Words that may follow "..., Baker said" before the sentence ends."""
FAR: Final = 14
_SUPPOSING: Final = frozenset({"if", "whether", "unless", "until", "should", "suppose"})
VIEW: Final = word_set("speakers_view")
_OWN_THAT: Final = of_words(
    "condition conditions hope hopes grounds fear belief basis assumption understanding proviso"
)
"""Nouns whose that-clause is theirs, whatever verb stands before."""


@dataclass(frozen=True, slots=True)
class ReportVerb:
    """A reporting verb: its past, whether "that" follows, whether one is told."""

    past: str
    that: bool
    to: bool


@cache
def report_verbs() -> Mapping[str, ReportVerb]:
    """Return the reporting verbs by lemma."""
    return {
        row[0]: ReportVerb(row[1], "that" in row[2:3], "to" in row[3:4])
        for row in table("reporting")
    }


@dataclass(frozen=True, slots=True)
class Content:
    """Where the words reported begin, the one who is told, and whether "that" stood there."""

    first: int
    to: str = ""
    direct: bool = False


def past_of(lemma: str) -> str:
    """Return the past form of a reporting verb, or ""."""
    found = report_verbs().get(lemma)
    return found.past if found else ""


class ReportWords:
    """What a reader of reports asks of the tokens of one sentence."""

    def __init__(self, ground: Ground, quotes: Sequence[FoundQuote]) -> None:
        self.ground = ground
        self.quotes = quotes
        self.tokens = ground.tokens
        self.index = ground.sentence.index
        self.said = ""

    def lemma(self, token: Token) -> str:
        """Return the lemma of a token; "point out" for both its words."""
        if token.tag == "NNS" and self.low(token.index + 1) == "." and token.low.endswith("s"):
            return token.low.removesuffix("s")
        if self.low(token.index + 1) == "out" and token.lemma == "point":
            return "point out"
        return token.lemma

    def low(self, index: int) -> str:
        """Return a token in small letters, or "" outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def quoted(self, token: Token) -> bool:
        """Return whether the token lies in a quotation."""
        return any(each.start < token.start and token.end < each.end for each in self.quotes)

    def quote_at(self, index: int) -> FoundQuote | None:
        """Return the quotation that starts at a token, or None."""
        if not 0 <= index < len(self.tokens):
            return None
        start = self.tokens[index].start
        return next((each for each in self.quotes if each.start <= start <= each.start + 1), None)

    def last(self) -> int:
        """Return one past the last token that is no closing mark."""
        end = len(self.tokens)
        while end and self.tokens[end - 1].text in {".", "!", "?", "”", '"', "…"}:
            end -= 1
        return end

    def auxiliary(self, index: int) -> str:
        """Return the lemma of the verb before another one, adverbs passed over."""
        at = index - 1
        while at >= 0 and self.tokens[at].tag == "RB":
            at -= 1
        return self.tokens[at].lemma if at >= 0 and self.tokens[at].tag[:2] == "VB" else ""

    def wavering(self, index: int) -> bool:
        """Return whether the verb is denied or only possible: "did not say", "may argue"."""
        at = index - 1
        while at >= 0 and self.tokens[at].tag in {"RB", "MD", "VBD", "VBP", "VBZ", "VB"}:
            if self.tokens[at].tag == "MD" or self.tokens[at].low in {"not", "n't", "never", "n’t"}:
                return True
            at -= 1
        return False

    def supposed(self, first: int) -> bool:
        """Return whether the subject stands in a condition: "if Baker claims that"."""
        return any(self.low(at) in _SUPPOSING for at in (first - 1, first - 2) if at >= 0)

    def content(self, index: int, verb: ReportVerb) -> Content | None:
        """Return where what is said begins, or None where no clause follows."""
        at, to = self.listener(index + 1, verb)
        if self.low(at) in {":", ","} and self.quote_at(at + 1):
            return Content(at + 1, to, direct=True)
        if self.quote_at(at) is not None:
            return Content(at, to, direct=True)
        if not verb.that:
            return None
        far = self.that_at(at)
        if far is not None:
            return Content(far + 1, to)
        lemma = self.tokens[index].lemma
        if lemma in BARE and self.clause_at(at):
            return Content(at, to)
        return None

    def listener(self, at: int, verb: ReportVerb, *, closing: bool = False) -> tuple[int, str]:
        """Return where the words go on after the one who is told, and that one's key."""
        begin = at
        if self.low(at) == "to":
            at += 1
        elif not verb.to:
            return begin, ""
        pronoun = self.low(at) in {"him", "her", "them", "me", "us", "you"}
        if pronoun and self.tokens[at].text != "US":
            key = self.ground.antecedents.get(self.tokens[at].start, "")
            return (at + 1, key) if not self.clause_here(at) else (begin, "")
        named = at + 1 if self.low(at) == "the" else at
        mention = self.ground.starting(named) if named < len(self.tokens) else None
        end = self.ground.index_at(mention.end) if mention is not None else at
        described = end < len(self.tokens) and self.tokens[end].tag in {"NN", "NNS"}
        if mention is not None and not described:  # "told US officials" is no word to the country
            if self.low(end) in {"'s", "’s"} or self.finite(end):
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
        if end > at and self.low(end) in ends:
            return end, ""
        return self.told_whom(at), ""

    def told_whom(self, at: int) -> int:
        """Return one past whom the parser takes for the one told, or ``at``: "told the firm it"."""
        over = next(
            (
                each
                for each in self.ground.sentence.clauses
                if each.verb is not None and each.verb.end == at and each.objects
            ),
            None,
        )
        if over is None or over.objects[0].first != at:
            return at
        end = over.objects[0].end
        begins = any(
            each.subject is not None and each.subject.first == end and each.index != over.index
            for each in self.ground.sentence.clauses
        )
        return end if begins else at

    def clause_here(self, at: int) -> bool:
        """Return whether "her" owns the noun after it."""
        return (
            self.tokens[at].low == "her"
            and self.tokens[at + 1 : at + 2] != ()
            and (self.tokens[at + 1].tag[:2] == "NN")
        )

    def finite(self, index: int) -> bool:
        """Return whether a finite verb stands at the index."""
        return 0 <= index < len(self.tokens) and self.tokens[index].tag in _FINITE

    def that_at(self, at: int) -> int | None:
        """Return the index of the "that" which opens what is said, or None."""
        for index in range(at, min(at + FAR, len(self.tokens))):
            token = self.tokens[index]
            if token.low == "that":
                return index if index == at or self.tells(index) else None
            if token.tag == "VBG" and self.low(index - 1) == ",":
                return None
            if token.tag in _FINITE or token.text in {";", ":", ".", "“", '"'}:
                return None
        return None

    def tells(self, that: int) -> bool:
        """Return whether a "that" away from its verb brings in what is said, and no noun's clause.

        Not "pledged to take no money that was forged", nor "added a sum on condition that".
        """
        before = self.tokens[that - 1]
        if before.low in _OWN_THAT or (before.tag == "IN" and before.low != "out"):
            return False
        return self.tokens[that].tag != "WDT" and not self.finite(that + 1)

    def clause_at(self, at: int) -> bool:
        """Return whether a clause with its own subject and verb begins here."""
        if at >= len(self.tokens) or not self.tokens[at].tag.startswith(_NP_START):
            return False
        for index in range(at + 1, min(at + 2 * FAR, len(self.tokens))):
            token = self.tokens[index]
            if token.tag in _FINITE:
                return True
            if token.text in {",", ";", ":", "–", "—"}:
                return token.text == "," and self.goes_on_behind(index)
        return False

    def goes_on_behind(self, comma: int) -> bool:
        """Return whether a verb follows an aside: "says the sheet, which is old, is melting"."""
        for at in range(comma + 2, min(comma + 2 * FAR, len(self.tokens) - 2)):
            if self.tokens[at].text in {";", ":"}:
                return False
            if self.tokens[at].text == ",":
                behind = at + 1 + (self.tokens[at + 1].tag == "RB")
                return self.finite(behind) and self.tokens[comma + 1].low not in {"and", "but"}
        return False

    def closes(self, index: int, verb: ReportVerb) -> bool:
        """Return whether the reporting words end here: "..., Baker said in 1990."."""
        at, _ = self.listener(index + 1, verb, closing=True)
        following = self.low(at)
        if following in {",", ".", "", ";", ":", "”", '"'} or following in _CLOSING:
            return True
        return self.low(index - 1) != "," and self.trails(index + 1)

    def trails(self, at: int) -> bool:
        """Return whether only who is told, where and why follow: "he told reporters at sea."."""
        spoken = any(each.speech and each.end <= self.tokens[at - 1].start for each in self.quotes)
        if not spoken or at >= len(self.tokens):
            return False
        tags = [each.tag for each in self.tokens[at:] if each.text not in {",", ".", ";"}]
        told = tags[0] in {"IN", "NNS", "DT", "NNP", "NNPS"} if tags else False
        plain = ("DT", "NN", "JJ", "IN", "PRP$", "POS", "CD", "VBG", "RB")
        return told and all(each.startswith(plain) for each in tags)

    def saying(
        self, subject: Subject, verb: str, first: int, end: int, frame: tuple[int, int]
    ) -> Saying:
        """Return a saying of the tokens from ``first`` up to ``end``, marks at its ends left out."""  # noqa: E501 - a pattern reads best whole
        while first < end and self.tokens[first].text in {",", *QUOTE_MARKS}:
            first += 1
        while end > first and self.tokens[end - 1].text in {",", ";", ":", *QUOTE_MARKS}:
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

    def content_end(self, first: int) -> tuple[int, int | None]:
        """Return where what is said ends for certain, and where a doubtful rest begins."""
        end = self.last()
        for at in range(first, end):
            if self.quoted(self.tokens[at]):
                continue
            if self.tokens[at].text in {";", ":"} and not self.in_figure(at):
                return at, at + 1
            if self.tokens[at].text == "," and self.low(at + 1) in _CUT:
                return at, at + 1
            if self.tokens[at].text == "," and self.low(at + 1) == "according":
                return at, None
            if self.next_verb(at) or self.next_speaker(at):
                return at, at + 1
        return end, None

    def in_figure(self, at: int) -> bool:
        """Return whether a mark stands within a time or a score: "5:30"."""
        before, after = self.tokens[at - 1 : at], self.tokens[at + 1 : at + 2]
        near = bool(before and after) and before[0].end == after[0].start - 1
        return near and before[0].text[-1:].isdigit() and after[0].text[:1].isdigit()

    def next_speaker(self, at: int) -> bool:
        """Return whether ", and Smith claimed" brings in another speaker."""
        if self.tokens[at].text != "," or self.low(at + 1) not in {"and", "but", "or"}:
            return False
        for index in range(at + 2, min(at + 8, len(self.tokens))):
            if self.tokens[index].tag in _FINITE:
                return self.lemma(self.tokens[index]) in report_verbs()
        return False

    def next_verb(self, at: int) -> bool:
        """Return whether ", and asked" goes on with the verb of the one who speaks."""
        if self.tokens[at].text != "," or self.low(at + 1) not in {"and", "adding", "saying"}:
            return False
        if self.low(at + 1) != "and":
            return True
        following = self.tokens[at + 2 : at + 3]
        return bool(following) and following[0].tag in {"VBD", "VBZ"}

    def and_that(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of "that A and that B"."""
        parts: list[tuple[int, int]] = []
        begin = first
        for at in range(first + 1, end):
            if self.tokens[at].low == "that" and self.low(at - 1) in {"and", "but"}:
                parts.append((begin, at - 1))
                begin = at + 1
        return [*parts, (begin, end)]

    def content_start(self, begin: int) -> int:
        """Return where what is said before the reporting words begins."""
        at = self.begin_of(begin)
        if self.low(at) in {"but", "and", "yet", "so"} and self.low(at + 1) != ",":
            at += 1
        return min(at, begin)

    def begin_of(self, end: int) -> int:
        """Return where the part of the sentence before ``end`` begins, after a semicolon or 0."""
        for at in range(end - 1, 0, -1):
            if self.low(at) == ";" and not self.quoted(self.tokens[at]):
                return at + 1
        return 0
