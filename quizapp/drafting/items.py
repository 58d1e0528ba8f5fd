"""Chunks joined into the parts a clause is made of: phrases with "of", lists, verb groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.drafting.analysis import Chunk, ChunkKind, Phrase, Token, VerbGroup
from quizapp.drafting.verbs import read_verb

_JOINED = frozenset({"of"})
_CONJUNCTIONS = frozenset(
    {"that", "because", "although", "though", "if", "unless", "whether", "whereas", "while"}
)
_SPANS = frozenset({"year", "month", "week", "day", "decade", "century", "hour", "minute"})
_LATER = frozenset({"later", "ago", "earlier", "afterwards"})


class ItemKind(StrEnum):
    """What a part of a clause is."""

    THING = "thing"
    PLACED = "placed"
    TIME = "time"
    VERB = "verb"
    ADVERB = "adverb"
    ADJECTIVE = "adjective"
    PREP = "prep"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a clause: a phrase, a verb group, or a mark.

    Attributes:
        kind: THING is a phrase without, PLACED one with a preposition.
        first: index of its first token.
        end: one past its last token.
    """

    kind: ItemKind
    first: int
    end: int
    phrase: Phrase | None = None
    verb: VerbGroup | None = None


def group_of(tokens: Sequence[Token], chunk: Chunk) -> VerbGroup | None:
    """Return the verb group of a verb chunk."""
    codes = [
        {"V": "V", "M": "V", "R": "R", "T": "T", "J": "J"}.get(each.tag[:1], "x") for each in tokens
    ]
    return read_verb(tokens, codes, chunk.first)


class _Joiner:
    """Reads chunks from left to right and joins them."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> None:
        self.tokens = tokens
        self.chunks = chunks

    def low(self, at: int) -> str:
        if at >= len(self.chunks):
            return ""
        chunk = self.chunks[at]
        return " ".join(each.low for each in self.tokens[chunk.first : chunk.end])

    def is_thing(self, at: int) -> bool:
        return at < len(self.chunks) and self.chunks[at].kind in {ChunkKind.NOUN, ChunkKind.QUOTE}

    def single(self, at: int) -> tuple[Phrase, int]:
        """Return the phrase of a noun chunk with its "of" phrases, and the next chunk."""
        chunk = self.chunks[at]
        end, after = chunk.end, at + 1
        while self.low(after) in _JOINED and (
            self.is_thing(after + 1)
            or (after + 1 < len(self.chunks) and self.chunks[after + 1].kind is ChunkKind.DATE)
        ):
            end = self.chunks[after + 1].end
            after += 2
        phrase = Phrase(
            chunk.first, end, chunk.head, chunk.kind, prep_first=chunk.first, core_end=chunk.end
        )
        return phrase, after

    def named(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].tag.startswith("NNP")

    def listed(self, at: int) -> tuple[Phrase, int]:
        """Return the phrase at a noun chunk, a list where it is one, and the next chunk."""
        first, after = self.single(at)
        members, reached = [first], after
        closed = False
        while not closed:
            mark = self.low(reached)
            joined = mark in {"and", "or", "as well as"}
            step = reached + 1
            if mark == "," and self.low(step) in {"and", "or"}:
                joined, step = True, step + 1
            if not (joined or mark == ",") or not self.is_thing(step):
                break
            if joined and mark == "," and len(members) == 1:
                break
            member, reached = self.single(step)
            members.append(member)
            closed = joined
        if not closed or not self._is_list(members, at, reached):
            return first, after
        whole = replace(
            first,
            end=members[-1].end,
            members=tuple((each.first, each.end) for each in members),
        )
        return whole, reached

    def _is_list(self, members: Sequence[Phrase], at: int, after: int) -> bool:
        """Return whether phrases joined by "and" are one list, not an aside or two clauses."""
        if len(members) > 2 and len({self.named(each) for each in members}) > 1:  # noqa: PLR2004 - a pair has no commas
            second = members[1]
            if self.tokens[second.first].low in {"a", "an", "the"} and self.named(members[0]):
                return False
        following = self.chunks[after] if after < len(self.chunks) else None
        if following is None or following.kind is not ChunkKind.VERB:
            return True
        if self.tokens[following.first].tag in {"TO", "VBG"}:
            return True
        seen_verb = False
        for chunk in reversed(self.chunks[:at]):
            if chunk.kind is ChunkKind.MARK and self.tokens[chunk.first].tag != "CC":
                break
            seen_verb |= chunk.kind is ChunkKind.VERB
        return not seen_verb

    def items(self) -> list[Item]:
        found: list[Item] = []
        at = 0
        while at < len(self.chunks):
            item, at = self._item(at)
            found.append(item)
        return found

    def _item(self, at: int) -> tuple[Item, int]:
        chunk = self.chunks[at]
        if self.is_thing(at):
            phrase, after = self.listed(at)
            if self.tokens[phrase.head].lemma in _SPANS and self.low(after) in _LATER:
                end = self.chunks[after].end
                phrase = replace(phrase, end=end, kind=ChunkKind.ADVERB)
                return Item(ItemKind.TIME, phrase.first, end, phrase), after + 1
            return Item(ItemKind.THING, phrase.first, phrase.end, phrase), after
        if chunk.kind is ChunkKind.PREP:
            return self._placed(at)
        if chunk.kind is ChunkKind.DATE:
            phrase = Phrase(chunk.first, chunk.end, chunk.head, ChunkKind.DATE, "", chunk.first)
            return Item(ItemKind.TIME, chunk.first, chunk.end, phrase), at + 1
        if chunk.kind is ChunkKind.VERB:
            verb = group_of(self.tokens, chunk)
            return Item(ItemKind.VERB, chunk.first, chunk.end, verb=verb), at + 1
        kind = {
            ChunkKind.ADVERB: ItemKind.ADVERB,
            ChunkKind.ADJECTIVE: ItemKind.ADJECTIVE,
        }.get(chunk.kind, ItemKind.MARK)
        return Item(kind, chunk.first, chunk.end), at + 1

    def _placed(self, at: int) -> tuple[Item, int]:
        chunk, after = self.chunks[at], at + 1
        words = self.low(at)
        if after < len(self.chunks) and self.chunks[after].kind is ChunkKind.DATE:
            date = self.chunks[after]
            phrase = Phrase(date.first, date.end, date.head, ChunkKind.DATE, words, chunk.first)
            return Item(ItemKind.TIME, chunk.first, date.end, phrase), after + 1
        if self.is_thing(after) and words not in _CONJUNCTIONS:
            phrase, after = self.listed(after)
            placed = replace(phrase, prep=words, prep_first=chunk.first)
            return Item(ItemKind.PLACED, chunk.first, phrase.end, placed), after
        return Item(ItemKind.PREP, chunk.first, chunk.end), after


def make_items(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> list[Item]:
    """Return the parts of a sentence, each token in exactly one."""
    return _Joiner(tokens, chunks).items()
