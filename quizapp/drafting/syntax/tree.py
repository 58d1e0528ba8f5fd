"""The words of a sentence with what hangs on what; names and dates are one knot each."""

from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Token
from quizapp.drafting.shapes.spans import Mention, MentionKind

_QUOTED: Final = 3
"""Tokens, the marks among them, from which words said are one knot."""
_PREPS: Final = tuple(
    tuple(each.split())
    for each in (
        "as a result of",
        "in front of",
        "in addition to",
        "in favour of",
        "in response to",
        "on behalf of",
        "as part of",
        "according to",
        "because of",
        "due to",
        "instead of",
        "next to",
        "out of",
        "owing to",
        "prior to",
        "rather than",
        "such as",
        "together with",
        "along with",
        "thanks to",
        "up to",
        "close to",
    )
)
_NOMINAL: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "PRP", "FW", "DT", "$", "WP", "EX"})
INSIDE: Final = "inside"
"""How a token hangs on the head of the knot that it is in."""
BREAKS: Final = word_set(", ; : ( ) — \N{EN DASH} -- . ! ? …")


class Tree:
    """The dependencies of one sentence.

    Attributes:
        tokens: of the sentence.
        heads: index of the token that each hangs on; its own for a root.
        links: how it hangs there.
        kinds: index of a token -> the kind of the knot that it is in.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        heads: Sequence[int],
        links: Sequence[str],
        mentions: Sequence[Mention],
    ) -> None:
        """Take the dependencies, and tie each mention into one knot."""
        self.tokens = tokens
        self.heads = list(heads)
        self.links = list(links)
        self.kinds: dict[int, MentionKind] = {}
        self.knots: dict[int, tuple[int, int]] = {}
        for at in range(len(tokens)):
            for words in _PREPS:
                if tuple(each.low for each in tokens[at : at + len(words)]) == words:
                    self._join(at, at + len(words))
                    break
        for kind in (MentionKind.ENTITY, MentionKind.DATE, MentionKind.QUOTE):
            for each in mentions:
                if each.kind is kind:
                    self._tie(each)
        self.below: dict[int, list[int]] = {}
        for at, head in enumerate(self.heads):
            if head != at:
                self.below.setdefault(head, []).append(at)
        self._edges = self._find_edges()

    def _tie(self, mention: Mention) -> None:
        inside = [t.index for t in self.tokens if mention.start <= t.start < mention.end]
        said = mention.kind is MentionKind.QUOTE
        if not inside or (said and len(inside) < _QUOTED):
            return
        if said and (mention.quote is None or not mention.quote.speech):
            return
        first, end = inside[0], inside[-1] + 1
        head = self._knot(first, end)
        for at in inside:
            self.kinds[at] = mention.kind
            self.knots[at] = (first, end)
        if said and self.links[head] not in {"ROOT", "ccomp", "parataxis", "dep"}:
            return

    def _depth(self, at: int) -> int:
        depth = 0
        while self.heads[at] != at and depth < len(self.heads):
            at = self.heads[at]
            depth += 1
        return depth

    def _knot(self, first: int, end: int, *, last: bool = False) -> int:
        """Make all tokens of a run hang on the one that is highest; return its index."""
        run = range(first, end)
        nouns = [at for at in run if self.tokens[at].tag in _NOMINAL] or list(run)
        least = min(self._depth(at) for at in run)
        highest = [at for at in run if self._depth(at) == least]
        named = [at for at in highest if at in nouns] or highest
        head = end - 1 if last and end - 1 in highest else named[-1]
        for at, above in enumerate(self.heads):
            if first <= at < end and at != head:
                self.heads[at], self.links[at] = head, INSIDE
            elif not first <= at < end and first <= above < end and above != at:
                self.heads[at] = head
        return head

    def _join(self, first: int, end: int) -> None:
        """Make one preposition of several words, the noun behind it its object."""
        if any(self.links[at] == INSIDE for at in range(first, end)):
            return
        above = self.heads[first:end]
        if self.tokens[first].tag == "RB" and all(first <= each < end for each in above):
            return
        head = self._knot(first, end, last=True)
        about = self.tokens[end].tag in {"CD", "$"} if end < len(self.tokens) else False
        if about and self.tokens[first].low == "up":
            return
        if self.links[head] in {"ROOT", "nsubj", "nsubjpass", "dobj", "conj", "mark", "cc"}:
            return
        self.links[head] = "prep"
        for at, each in enumerate(self.heads):
            if each == head and at >= end and self.tokens[at].tag in _NOMINAL:
                self.links[at] = "pobj"
                break

    def _find_edges(self) -> list[tuple[int, int]]:
        edges = [(at, at + 1) for at in range(len(self.heads))]
        for at in range(len(self.heads)):
            above, steps = at, 0
            while self.heads[above] != above and steps < len(self.heads):
                above = self.heads[above]
                left, right = edges[above]
                edges[above] = (min(left, at), max(right, at + 1))
                steps += 1
        return edges

    # -- looking ---------------------------------------------------------------------------------

    def edges(self, at: int) -> tuple[int, int]:
        """Return the first token of what hangs on a token, and one past the last."""
        return self._edges[at]

    def under(self, at: int, *links: str) -> list[int]:
        """Return the tokens that hang on a token, in one of some ways if any are named."""
        found = self.below.get(at, [])
        return [each for each in found if self.links[each] in links] if links else list(found)

    def one(self, at: int, *links: str) -> int | None:
        """Return the first token that hangs on a token in one of some ways."""
        return next(iter(self.under(at, *links)), None)

    def low(self, at: int) -> str:
        """Return a word in small letters, "" outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def tag(self, at: int) -> str:
        """Return the tag of a token, "" outside the sentence."""
        return self.tokens[at].tag if 0 <= at < len(self.tokens) else ""

    def roots(self) -> Iterator[int]:
        """Yield the tokens that hang on nothing."""
        for at, head in enumerate(self.heads):
            if head == at:
                yield at

    def is_verb(self, at: int) -> bool:
        """Return whether a verb stands here that is not in quoted words."""
        return self.tag(at)[:2] in {"VB", "MD"} and self.kinds.get(at) is None

    def is_noun(self, at: int) -> bool:
        """Return whether a noun, a pronoun, a number or a quotation stands here."""
        if self.tag(at) in _NOMINAL or self.kinds.get(at) is not None:
            return True
        # "The second ended", "the treated could fall ill".
        named = self.links[at] in {"nsubj", "nsubjpass", "dobj", "pobj"}
        whole = self.tag(at) == "VBN" and self.one(at, "det") is not None
        return named and (self.tag(at)[:2] == "JJ" or whole)
