"""The phrases of one sentence in words of their own: names for pronouns, asides left out."""

import re
from collections.abc import Iterable
from typing import Final

from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Token, VerbGroup
from quizapp.drafting.shapes.spans import FoundDate
from quizapp.drafting.telling.spacing import end_marks, joined
from quizapp.drafting.telling.worder import FILLERS, Worder

_LEFT_OUT: Final = frozenset(
    {ClauseKind.CONTRAST, ClauseKind.CAUSE, ClauseKind.TIME, ClauseKind.CONDITION, ClauseKind.FRAME}
)

_BEFORE_DATE: Final = re.compile(r" ?\b(?:only|just|as early as|as late as|even)$")

_THE_NOUN: Final = 2
"""Words of "the town"."""


class Teller(Worder):
    """Puts the phrases of one sentence into words."""

    def phrase(self, phrase: Phrase, *, without: Iterable[tuple[int, int]] = ()) -> str | None:
        """Return a phrase in words that stand alone, an entity by its full name."""
        named = self.entity_of(phrase)
        if named is not None:
            return named.phrase
        return self.described(phrase) or self.words(phrase.first, phrase.end, without=without)

    def described(self, phrase: Phrase) -> str:
        """Return the full description of "the dam" alone, or ""."""
        tokens = self.sentence.tokens
        bare = phrase.end - phrase.first == _THE_NOUN and tokens[phrase.first].low == "the"
        return self.page.descriptions.get(tokens[phrase.head].low, "") if bare else ""

    def subject_words(self, clause: Clause) -> str | None:
        """Return the subject of a clause in words of its own."""
        return None if clause.subject is None else self.phrase(clause.subject)

    def rest(self, clause: Clause, *, without: Iterable[tuple[int, int]] = ()) -> str | None:
        """Return what comes after the verb of a clause, without the marks at its end."""
        if clause.verb is None:
            return None
        cut = [*without, *end_marks(self.sentence, clause), *self._trailing(clause)]
        found = self.words(clause.verb.end, clause.end, without=cut)
        return None if found is None else _BEFORE_DATE.sub("", found)

    def _trailing(self, clause: Clause) -> list[tuple[int, int]]:
        """Return phrases set off by a comma at the end of a clause: ", on the edge of a wood"."""
        tokens = self.sentence.tokens
        for each in clause.adverbials:
            at = each.prep_first - 1
            after_verb = clause.verb is not None and at > clause.verb.end
            if any(one.end == each.prep_first for one in self.sentence.clauses if one.aside):
                continue
            if (
                each.prep
                and after_verb
                and tokens[at].low == ","
                and each.prep not in {"such as", "including"}
            ):
                if each.prep == "by" and clause.verb is not None and clause.verb.passive:
                    return [(at, at + 1)]  # "was shown in France, by Ann Day": who did it
                return [(at, clause.end)]
        return []

    def date_in(self, first: int, end: int) -> FoundDate | None:
        """Return the date that covers tokens from ``first`` up to ``end``, or lies in them."""
        start, stop = self.sentence.span(first, end)
        for each in self.page.mentions:
            if each.date is not None and each.start < stop and start < each.end:
                return each.date
        return None

    def asides(self, clause: Clause) -> list[tuple[int, int]]:
        """Return the runs of tokens in a clause that its statement does without."""
        cut: list[tuple[int, int]] = []
        for each in self.sentence.clauses:
            if each.index == clause.index or not self._inside(each, clause):
                continue
            if each.aside or each.kind in _LEFT_OUT:
                first = each.first
                if first > 0 and self.sentence.tokens[first - 1].low in {",", "—", "\u2013"}:
                    first -= 1
                cut.append((first, each.end))
        return cut

    def _inside(self, inner: Clause, outer: Clause) -> bool:
        return inner.parent >= outer.index and outer.first <= inner.first and inner.end <= outer.end

    def dates(self, clause: Clause) -> list[Phrase]:
        """Return the dates of the clause itself."""
        return [each for each in clause.adverbials if each.kind is ChunkKind.DATE]

    def _past(self, token: Token, verb: VerbGroup) -> str:
        past = inflect(token.lemma, "VBD")
        return "were" if past == "was" and self._many(verb) else past

    def _many(self, verb: VerbGroup) -> bool:
        """Return whether the subject of the verb is a list or a plural."""
        return any(
            bool(each.subject.members) or self.sentence.tokens[each.subject.head].tag == "NNS"
            for each in self.sentence.clauses
            if each.verb == verb and each.subject is not None
        )

    def _with_shared(self, verb: VerbGroup, words: list[str]) -> str:
        """Return the verb behind "and" with the auxiliary that stands before the first one."""
        helpers = verb.shared.split()
        if helpers == ["did"] and not verb.negated:
            head = self.sentence.tokens[verb.head]
            return joined([self._past(head, verb) if each == head.text else each for each in words])
        if verb.perfect and not verb.modal and helpers[0] in {"had", "has", "have"}:
            if not verb.passive:
                head = self.sentence.tokens[verb.head]
                return joined(
                    [self._past(head, verb) if each == head.text else each for each in words]
                )
            plural = helpers[0] == "have" or self._many(verb)
            helpers = ["were" if plural else "was"]
        return joined([*helpers, *words])

    def verb_words(self, verb: VerbGroup) -> str:
        """Return the verb group, "had left" and "has left" as "left"."""
        tokens = self.sentence.tokens
        kept = [
            each
            for each in tokens[verb.first : verb.end]
            if not (each.low in FILLERS and each.tag.startswith("RB"))
        ]
        words = [each.text if each.index else each.low for each in kept]
        if verb.shared:
            return self._with_shared(verb, words)
        if (
            verb.perfect
            and not verb.negated
            and not verb.modal
            and kept[0].low in {"had", "has", "have"}
        ):
            rest = kept[1:]
            if rest and rest[0].low == "been" and len(rest) > 1:
                plural = kept[0].low == "have" or self._many(verb)
                words = ["were" if plural else "was", *(each.text for each in rest[1:])]
            elif rest:
                at = next((k for k, each in enumerate(rest) if each.tag in {"VBN", "VBD"}), -1)
                if at >= 0:
                    words = [
                        self._past(each, verb) if k == at else each.text
                        for k, each in enumerate(rest)
                    ]
        return joined(words)


__all__ = ["FILLERS", "Teller"]
