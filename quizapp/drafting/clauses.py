"""Clauses of a sentence: who does what, what hangs on it, and what is only said by the way."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.drafting.analysis import (
    Chunk,
    ChunkKind,
    Clause,
    ClauseKind,
    Phrase,
    Tense,
    Token,
    VerbGroup,
)
from quizapp.drafting.clause_openings import Openings
from quizapp.drafting.clause_sight import DASHES, JOINING, OPENERS, RELATIVE, STOPS, Open
from quizapp.drafting.items import ItemKind, make_items


class _Reader(Openings):
    """Reads the items of one sentence into clauses."""

    # -- reading ---------------------------------------------------------------------------------

    def read(self) -> tuple[Clause, ...]:
        at = 0
        while at < len(self.items):
            begun = at
            at = self.clause(at, Open(ClauseKind.MAIN, self.items[at].first, None))
            while self.kind(at) is ItemKind.MARK and self.low(at) in {*STOPS, ",", ")", '"', "”"}:
                at += 1
            if at == begun:
                at += 1
        kept = [each for each in self.found if each is not None]
        return tuple(self._shared(each) for each in kept)

    def _shared(self, clause: Clause) -> Clause:
        """Return the clause; a participle before the subject gets that subject."""
        outer = self.found[clause.parent] if clause.parent >= 0 else None
        if clause.kind is ClauseKind.PARTICIPLE and clause.subject is None and outer is not None:
            return replace(clause, subject=outer.subject)
        return clause

    def clause(self, at: int, current: Open) -> int:
        """Read one clause from item ``at``; return the item after it."""
        index = len(self.found)
        self.found.append(None)
        while at < len(self.items):
            moved = self.step(at, current, index)
            if moved is None:
                break
            if moved < 0:
                at = -moved
                break
            at = moved
        if current.pending is not None and current.verb is None and current.subject is None:
            current.subject = current.pending
        end = self.items[at - 1].end if at else current.first
        self.found[index] = Clause(
            index=index,
            kind=current.kind,
            first=current.first,
            end=max(current.end or end, current.first),
            subject=current.subject,
            verb=current.verb,
            objects=tuple(current.objects),
            adverbials=tuple(current.adverbials),
            marker=current.marker,
            parent=current.parent,
            aside=current.aside,
        )
        return at

    def step(self, at: int, current: Open, index: int) -> int | None:
        """Take one item; return the next, None to stop before it, or minus it to stop after."""
        kind = self.items[at].kind
        if kind is ItemKind.MARK:
            return self.mark(at, current, index)
        if kind is ItemKind.VERB:
            return self.verb(at, current, index)
        if kind is ItemKind.THING:
            return self.thing(at, current, index)
        if kind is ItemKind.PREP:
            return self.opener(at, current, index)
        phrase = self.items[at].phrase
        if kind is ItemKind.PLACED and self.opens_clause(at):
            return self.subordinate(at, current, index)
        if phrase is not None:
            current.adverbials.append(phrase)
        elif kind is ItemKind.ADJECTIVE and current.verb is not None:
            item = self.items[at]
            current.objects.append(
                Phrase(
                    item.first,
                    item.end,
                    item.end - 1,
                    ChunkKind.ADJECTIVE,
                    "",
                    item.first,
                    item.end,
                )
            )
        return at + 1

    def thing(self, at: int, current: Open, index: int) -> int | None:
        phrase = self.items[at].phrase
        if phrase is None:
            return at + 1
        if current.verb is None:
            if current.kind is ClauseKind.APPOSITION and not current.objects:
                current.objects.append(phrase)
                return at + 1
            if current.pending is None and current.kind is not ClauseKind.APPOSITION:
                current.pending = phrase
                if current.subject is not None and current.kind is ClauseKind.RELATIVE:
                    current.subject = phrase
                return at + 1
        if current.verb is None and self.kind(at - 1) is ItemKind.THING and self.verb_follows(at):
            ends = current.ends | {"verb"}
            inner = Open(ClauseKind.RELATIVE, phrase.first, phrase, "", index, ends=ends)
            return self.clause(self.over_adverbs(at + 1), inner)
        if current.verb is not None and "verb" not in current.ends and self.verb_follows(at):
            following = self.over_adverbs(at + 1)
            if self.finite(following):
                bare = self.kind(at - 1) is ItemKind.THING
                kind = ClauseKind.RELATIVE if bare else ClauseKind.THAT
                if bare or self.kind(at - 1) in {ItemKind.VERB, ItemKind.PLACED, ItemKind.ADVERB}:
                    ends = current.ends | {"verb"} if bare else current.ends
                    inner = Open(kind, phrase.first, phrase, "", index, ends=ends)
                    return self.clause(following, inner)
        current.objects.append(phrase)
        return at + 1

    def verb(  # noqa: PLR0911 - a ladder of cases, the surest first
        self, at: int, current: Open, index: int
    ) -> int | None:
        item = self.items[at]
        verb = item.verb
        if verb is None:
            return at + 1
        opening = current.pending is None and current.subject is None
        if self.tokens[item.first].tag == "TO" and (current.verb is not None or opening):
            inner = Open(
                ClauseKind.INFINITIVE,
                item.first,
                current.subject,
                "to",
                index,
                ends=frozenset({"comma"}) if current.verb is None else current.ends | {"verb"},
                verb=verb,
            )
            return self.clause(at + 1, inner)
        if (
            current.kind is ClauseKind.APPOSITION
            and self.finite(at)
            and not self.participle(at, current)
        ):
            return None
        if current.verb is not None and "verb" in current.ends and self.finite(at):
            return None
        if self.participle(at, current):
            return self.hanging(at, current, index)
        if current.verb is not None:
            if "verb" in current.ends:
                return None
            return at + 1
        current.verb = self._second_participle(verb, current)
        if current.pending is not None:
            current.subject = current.pending
            current.pending = None
        return at + 1

    def _second_participle(self, verb: VerbGroup, current: Open) -> VerbGroup:
        """Return "closed" of "founded in 1850 and closed in 1990" as the participle it is."""
        bare = verb.first == verb.head and self.tokens[verb.head].tag != "VBG"
        if current.kind is ClauseKind.PARTICIPLE and not current.marker and bare:
            return replace(verb, passive=True, tense=Tense.NONE)
        return verb

    # -- marks -----------------------------------------------------------------------------------

    def mark(  # noqa: C901, PLR0911 - a ladder of cases, the surest first
        self, at: int, current: Open, index: int
    ) -> int | None:
        word = self.low(at)
        if word in STOPS:
            return None if current.parent >= 0 else -(at + 1)
        if word == "(":
            return self.bracket(at, index, {")"})
        if word == ")":
            return None if current.parent >= 0 else at + 1
        if word in DASHES:
            return self.dash(at, current, index)
        if word == ",":
            return self.comma(at, current, index)
        if word in JOINING:
            return self.joined(at, current, index)
        tag = self.tokens[self.items[at].first].tag
        if tag in {"WDT", "WP", "WP$", "WRB"}:
            if word == "when" or (word == "where" and self.kind(at - 1) is ItemKind.VERB):
                return self.subordinate(at, current, index)
            if word in RELATIVE and self.last_thing(current) is not None and at:
                return self.relative(at, current, index)
            if word in OPENERS or word in RELATIVE:
                return self.subordinate(at, current, index)
        return at + 1

    def dash(self, at: int, current: Open, index: int) -> int | None:
        later = [k for k in range(at + 1, len(self.items)) if self.low(k) in DASHES]
        if later:
            return self.bracket(at, index, set(DASHES))
        if current.parent >= 0:
            return None
        return self.bracket(at, index, {".", ";"}) - (
            1 if self.low(len(self.items) - 1) == "." else 0
        )

    def comma(  # noqa: C901, PLR0911, PLR0912 - a ladder of cases, the surest first
        self, at: int, current: Open, index: int
    ) -> int | None:
        if self.kind(at - 1) is ItemKind.VERB and current.verb is not None:
            closing = next(
                (k for k in range(at + 1, min(at + 5, len(self.items))) if self.low(k) == ","), -1
            )
            if closing > 0 and self.kind(at + 1) in {
                ItemKind.PLACED,
                ItemKind.ADVERB,
                ItemKind.PREP,
            }:
                return self.bracket(at, index, {","}, first=at + 1)
        if (
            current.kind is ClauseKind.RELATIVE
            and current.verb is None
            and current.aside is not None
        ):
            resumed = next(
                (
                    k
                    for k in range(at + 1, len(self.items))
                    if self.low(k) == "," and self.finite(k + 1)
                ),
                -1,
            )
            if resumed > 0 and self.items[at - 1].first <= current.first + 1:
                return self.bracket(at, index, {","}, first=resumed)
        if "comma" in current.ends:
            inner = current.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE}
            inner = inner and current.aside and current.verb is not None
            if current.kind is ClauseKind.APPOSITION and current.objects:
                inner = True
            if inner and self.apposes(at, current):
                return self.apposed(at, index, current, shares=True)
            return None if current.shares else -(at + 1)
        following = at + 1
        word = self.low(following)
        if word in JOINING:
            return self.joined(following, current, index)
        if current.verb is not None and current.parent < 0 and self.spliced(following):
            return self.joined(at, current, index)
        if self.apposes(at, current):
            return self.apposed(at, index, current, shares=False)
        if self.presents(at, current):
            self.present(at, current, index)
            return at + 1
        if (current.verb is not None or current.pending is not None) and self.frames(following):
            return self.bracket(following, index, {",", "."})
        # A finite verb after a comma goes on with the subject: "X came, saw, won".
        goes_on = self.over_adverbs(following)
        if (
            current.verb is not None
            and self.finite(goes_on)
            and not self.participle(goes_on, current)
        ):
            if current.parent >= 0:
                return None
            return self.again(following, current, index)
        return at + 1

    def joined(self, at: int, current: Open, index: int) -> int | None:
        """Take "and", "but", "or": a second predicate, a second clause, or part of a list."""
        following = at + 1
        while (
            self.kind(following) in {ItemKind.ADVERB, ItemKind.TIME}
            or self.low(following) == "then"
        ):
            following += 1
        if current.verb is None:
            return at + 1
        if self.low(following) in {"who", "which", "whose", "whom"}:
            current.end = current.end or self.items[at].first
            return at + 1
        resumed = self._behind_time(at + 1)
        if self.finite(following) or self.finite(resumed):
            hangs = current.kind is ClauseKind.INFINITIVE and current.parent >= 0
            return None if hangs else self.again(at + 1, current, index)
        if self.low(at - 1) == "," and self.kind(following) in {
            ItemKind.ADJECTIVE,
            ItemKind.PLACED,
        }:
            later = range(following + 1, len(self.items))
            if any(self.sure(each) for each in later):
                current.end = self.items[at].first
                return -(at + 1) if current.parent < 0 else None
        if self.kind(following) is ItemKind.THING and self.verb_follows(following):
            current.end = self.items[at].first
            inner = Open(
                current.kind if current.kind is not ClauseKind.PARTICIPLE else ClauseKind.MAIN,
                self.items[at + 1].first,
                None,
                current.marker if current.kind is not ClauseKind.MAIN else "",
                current.parent,
                current.aside,
                current.ends,
            )
            return -self.clause(at + 1, inner)
        return at + 1

    def _behind_time(self, at: int) -> int:
        """Return the item behind the commas of "and, in 1884, opened"; -1 where none stand."""
        if self.low(at) != ",":
            return -1
        later = at + 1
        while self.kind(later) in {ItemKind.TIME, ItemKind.PLACED, ItemKind.ADVERB}:
            later += 1
        return later + 1 if later > at + 1 and self.low(later) == "," else -1

    def again(self, at: int, current: Open, index: int) -> int:
        """Read a second predicate of the same subject."""
        del index
        current.end = self.items[at].first
        inner = Open(
            current.kind,
            self.items[at].first,
            current.subject,
            current.marker,
            current.parent,
            current.aside,
            current.ends,
        )
        return -self.clause(at, inner)


def make_clauses(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, outer ones before those inside them."""
    return _Reader(tokens, make_items(tokens, chunks)).read()
