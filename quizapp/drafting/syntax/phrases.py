"""Noun phrases of a sentence: heads with what stands before them, "of" phrases, lists."""

from dataclasses import replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Phrase
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.tree import BREAKS, INSIDE, Tree

_BEFORE: Final = word_set(
    "det amod compound poss nummod quantmod nmod predet advmod neg npadvmod case preconj inside"
    " punct nounmod"
)
"""How words hang that stand before their noun and belong to it."""
_SPANS: Final = word_set("year month week day decade century hour minute")
_LATER: Final = word_set("later ago earlier afterwards")
_OF: Final = "of"


class Phrases:
    """Reads the phrases of one sentence."""

    def __init__(self, tree: Tree) -> None:
        """Take the dependencies of the sentence."""
        self.tree = tree
        self.tokens = tree.tokens
        self.joined: set[int] = set()
        """Prepositions that belong to the noun phrase before them."""
        self._singles: dict[int, Phrase] = {}
        for at in range(len(self.tokens)):
            if tree.is_noun(at) and tree.links[at] != INSIDE:
                self.single(at)

    # -- extents ---------------------------------------------------------------------------------

    def _first(self, head: int) -> int:
        first = head
        knot = self.tree.knots.get(head)
        if knot is not None:
            first = knot[0]
        for at in sorted(self.tree.under(head), reverse=True):
            if at >= head or self.tree.links[at] not in _BEFORE:
                continue
            left = self.tree.edges(at)[0]
            if self.tokens[at].text in BREAKS:
                continue
            if self._parted(left, first):
                break
            first = min(first, left)
        while first < head and self.tokens[first].text in BREAKS:
            first += 1
        return first

    def _parted(self, left: int, first: int) -> bool:
        """Return whether a bracket or a dash stands between; commas between adjectives may."""
        return any(
            self.tokens[at].text in {"(", ")", "—", "\N{EN DASH}", ";", ":"}
            for at in range(left, first)
        )

    def _core_end(self, head: int) -> int:
        knot = self.tree.knots.get(head)
        end = knot[1] if knot is not None else head + 1
        for at in sorted(self.tree.under(head)):
            if at < end:
                continue
            if self.tokens[end].text in BREAKS:
                break
            left, right = self.tree.edges(at)
            link = self.tree.links[at]
            if left == end and link == INSIDE:
                end = at + 1
            elif left == end and link == "nummod":
                end = right
            elif left == end and link == "appos" and self.tree.is_noun(at):
                end = self._core_end(at)
        return end

    def single(self, head: int) -> Phrase:
        """Return the phrase of a noun with its "of" phrases, other members of a list left out."""
        known = self._singles.get(head)
        if known is not None:
            return known
        first, core_end = self._first(head), self._core_end(head)
        self._singles[head] = Phrase(
            first, core_end, head, self.kind(head), prep_first=first, core_end=core_end
        )
        end = core_end
        for at in self.tree.under(head, "prep"):
            if at != end or self.tokens[at].low != _OF:
                continue
            thing = self.tree.one(at, "pobj")
            if thing is None or thing < at:
                continue
            self.joined.add(at)
            end = max(end, self.listed(thing).end)
        core_end = core_end if self.kind(head) is not ChunkKind.DATE else -1
        found = Phrase(first, end, head, self.kind(head), prep_first=first, core_end=core_end)
        self._singles[head] = found
        return found

    def listed(self, head: int) -> Phrase:
        """Return the phrase of a noun, with the other members where it opens a list."""
        first = self.single(head)
        members, at = [first], head
        while True:
            following = [
                each
                for each in self.tree.under(at, "conj")
                if self.tree.is_noun(each) and each > at and not self.tree.under(each, "nsubj")
            ]
            members.extend(self.single(each) for each in following)
            if not following:
                break
            at = following[-1]
        if len(members) == 1:
            return first
        return replace(
            first,
            end=max(each.end for each in members),
            members=tuple((each.first, each.end) for each in members),
        )

    def kind(self, head: int) -> ChunkKind:
        """Return what the head makes its phrase."""
        knot = self.tree.kinds.get(head)
        if knot is MentionKind.DATE:
            return ChunkKind.DATE
        return ChunkKind.QUOTE if knot is MentionKind.QUOTE else ChunkKind.NOUN

    def before(self, at: int) -> Phrase | None:
        """Return the widest phrase that ends before a token."""
        found = [each for each in self._singles.values() if each.end == at]
        return min(found, key=lambda each: each.first, default=None)

    # -- adverbials ------------------------------------------------------------------------------

    def placed(self, at: int) -> Phrase | None:
        """Return the phrase with the preposition at a token, or None."""
        if at in self.joined or self.tree.links[at] == "mark":
            return None
        thing = self.tree.one(at, "pobj")
        if thing is None or thing < at or not self.tree.is_noun(thing):
            return None
        begin, end = self.tree.knots.get(at, (at, at + 1))
        if self.tree.kinds.get(at) is not None:
            return None
        for each in self.tree.under(at, INSIDE):
            begin, end = min(begin, each), max(end, each + 1)
        words = " ".join(each.low for each in self.tokens[begin:end])
        above = self.tree.heads[at]
        return replace(self.listed(thing), prep=words, prep_first=begin, above=above)

    def timed(self, at: int) -> Phrase | None:
        """Return a time without a preposition: a date, "three years later"."""
        token = self.tokens[at]
        if self.tree.kinds.get(at) is MentionKind.DATE and self.tree.links[at] != INSIDE:
            return self._dated(at)
        if token.low in _LATER:
            span = self.tree.one(at, "npadvmod")
            if span is not None and self.tokens[span].lemma in _SPANS and span < at:
                first = self._first(span)
                return Phrase(first, at + 1, span, ChunkKind.ADVERB, "", first)
        if self.tree.links[at] == "npadvmod" and self.tree.is_noun(at):
            return replace(self.single(at), kind=ChunkKind.ADVERB)
        return None

    def _dated(self, at: int) -> Phrase | None:
        first, end = self.tree.knots[at]
        above = self.tree.heads[at]
        inside = (
            self.tree.links[at] in {"nummod", "compound", "nmod", "amod", "poss"} and above >= end
        )
        placed = self.tree.links[at] == "pobj" and above < at
        if inside or placed or self.tokens[first - 1].low == _OF:
            return None
        before = self.tokens[first - 1] if first else None
        if before is not None and before.tag in {"IN", "TO"}:
            return Phrase(first, end, at, ChunkKind.DATE, before.low, first - 1)
        return Phrase(first, end, at, ChunkKind.DATE, "", first)

    def adjective(self, at: int) -> Phrase:
        """Return the phrase of an adjective after "be" and the like."""
        first = min([at, *(each for each in self.tree.under(at, "advmod", "neg") if each < at)])
        return Phrase(first, at + 1, at, ChunkKind.ADJECTIVE, "", first, at + 1)
