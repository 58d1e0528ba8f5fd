"""Clauses of a sentence: who does what, what hangs on it, and what is only said by the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

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
from quizapp.drafting.items import Item, ItemKind, make_items
from quizapp.drafting.reporting_verbs import REPORTING
from quizapp.drafting.tagger import verb_forms

_RELATIVE: Final = frozenset("which who whom whose that where when".split())
_OPENERS: Final = {
    "because": ClauseKind.CAUSE, "since": ClauseKind.TIME, "although": ClauseKind.CONTRAST,
    "though": ClauseKind.CONTRAST, "while": ClauseKind.CONTRAST, "whereas": ClauseKind.CONTRAST,
    "if": ClauseKind.CONDITION, "unless": ClauseKind.CONDITION, "when": ClauseKind.TIME,
    "after": ClauseKind.TIME, "before": ClauseKind.TIME, "until": ClauseKind.TIME,
    "once": ClauseKind.TIME, "as": ClauseKind.TIME, "whether": ClauseKind.QUESTION,
    "so": ClauseKind.CAUSE, "despite": ClauseKind.CONTRAST, "where": ClauseKind.TIME,
    "whenever": ClauseKind.TIME, "till": ClauseKind.TIME, "why": ClauseKind.QUESTION,
    "how": ClauseKind.QUESTION, "what": ClauseKind.QUESTION,
}  # fmt: skip
_DASHES: Final = frozenset({"—", "–", "--"})
_STOPS: Final = frozenset({";", ":", ".", "!", "?", "…"})
_JOINING: Final = frozenset({"and", "but", "or", "nor"})


@dataclass(slots=True)
class _Open:
    """A clause while it is read."""

    kind: ClauseKind
    first: int
    subject: Phrase | None
    marker: str = ""
    parent: int = -1
    aside: bool = False
    ends: frozenset[str] = frozenset()
    shares: bool = False
    verb: VerbGroup | None = None
    pending: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    adverbials: list[Phrase] = field(default_factory=list)
    end: int = 0


class _Reader:
    """Reads the items of one sentence into clauses."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self.tokens = tokens
        self.items = items
        self.found: list[Clause | None] = []

    def low(self, at: int) -> str:
        if not 0 <= at < len(self.items):
            return ""
        item = self.items[at]
        return " ".join(each.low for each in self.tokens[item.first : item.end])

    def kind(self, at: int) -> ItemKind | None:
        return self.items[at].kind if 0 <= at < len(self.items) else None

    def finite(self, at: int) -> bool:
        """Return whether a finite verb stands here, a form that could also be a participle too."""
        if self.kind(at) is not ItemKind.VERB:
            return False
        item = self.items[at]
        tag = next(
            (
                t.tag
                for t in self.tokens[item.first : item.end]
                if t.tag[:1] in "VM" or t.tag == "TO"
            ),
            "",
        )
        if tag in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        word = next(t for t in self.tokens[item.first : item.end] if t.tag[:1] in "VMT")
        return tag == "VBN" and "VBD" in verb_forms(word.low)

    def sure(self, at: int) -> bool:
        """Return whether a verb that can only be finite stands here."""
        if not self.finite(at):
            return False
        item = self.items[at]
        words = [t for t in self.tokens[item.first : item.end] if t.tag[:1] in "VM"]
        first = words[0]
        return (
            len(words) > 1
            or first.tag in {"VBZ", "VBP", "MD"}
            or "VBN" not in verb_forms(first.low)
        )

    def over_adverbs(self, at: int) -> int:
        while self.kind(at) in {ItemKind.ADVERB}:
            at += 1
        return at

    def verb_follows(self, at: int) -> bool:
        """Return whether a finite verb comes after the phrase at ``at``, over what hangs on it."""
        at += 1
        while self.kind(at) in {ItemKind.ADVERB, ItemKind.PLACED, ItemKind.TIME}:
            at += 1
        if self.low(at) == ",":
            # "the mayor, Anna Bauer, said"
            closing = next(
                (k for k in range(at + 1, min(at + 6, len(self.items))) if self.low(k) == ","), -1
            )
            return closing > at + 1 and self.finite(closing + 1) and not self.finite(at + 2)
        return self.finite(at)

    def participle(self, at: int, current: _Open) -> bool:
        """Return whether the verb here is a participle that hangs on a noun before it."""
        item = self.items[at]
        word = self.tokens[item.first]
        verb = item.verb
        if verb is None or verb.first != verb.head:
            return word.tag == "VBG"
        if word.tag == "VBG":
            return True
        forms = verb_forms(word.low)
        if "VBN" not in forms or word.tag not in {"VBN", "VBD"}:
            return False
        if "VBD" not in forms:
            return True
        if current.pending is None and current.subject is None:
            return True
        if current.kind is ClauseKind.APPOSITION:
            return True
        following = self.kind(at + 1)
        if following is ItemKind.THING:
            return current.verb is not None
        if current.verb is not None and current.pending is None and self.low(at - 1) != ",":
            return True
        return self._finite_later(at) or current.verb is not None

    def _finite_later(self, at: int) -> bool:
        """Return whether a finite verb further on makes the verb form here a participle."""
        after_comma = self.low(at - 1) == ","
        for later in range(at + 1, len(self.items)):
            kind = self.kind(later)
            if kind is ItemKind.PREP and self.low(later) in _OPENERS or self.low(later) == "that":
                return False
            if kind is ItemKind.MARK:
                return after_comma and self.low(later) == "," and self.finite(later + 1)
            if self.finite(later):
                return not after_comma
        return False

    # -- reading ---------------------------------------------------------------------------------

    def read(self) -> tuple[Clause, ...]:
        at = 0
        while at < len(self.items):
            begun = at
            at = self.clause(at, _Open(ClauseKind.MAIN, self.items[at].first, None))
            while self.kind(at) is ItemKind.MARK and self.low(at) in {*_STOPS, ",", ")", '"', "”"}:
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

    def clause(self, at: int, current: _Open) -> int:
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

    def step(self, at: int, current: _Open, index: int) -> int | None:
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
        if kind is ItemKind.PLACED and self._opens_clause(at):
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

    def _opens_clause(self, at: int) -> bool:
        """Return whether "after the war ended" opens a clause rather than a phrase."""
        phrase = self.items[at].phrase
        if phrase is None or phrase.prep not in _OPENERS or phrase.prep == "despite":
            return False
        following = at + 1
        while self.kind(following) in {ItemKind.ADVERB, ItemKind.PLACED}:
            following += 1
        if not self.finite(following):
            return False
        item = self.items[following]
        bare = item.verb is not None and item.verb.first == item.verb.head
        return self.sure(following) or not bare or self.low(following + 1) not in {"by"}

    def subordinate(self, at: int, current: _Open, index: int) -> int:
        """Read a clause that starts with "because", "after", "if"..."""
        item = self.items[at]
        marker = self.tokens[item.first].low
        opening = current.verb is None and current.pending is None and current.subject is None
        after_comma = self.low(at - 1) == ","
        ends = frozenset({"comma"}) if opening else current.ends
        inner = _Open(
            _OPENERS.get(marker, ClauseKind.TIME),
            item.first,
            None,
            marker,
            index,
            aside=opening or after_comma,
            ends=ends,
        )
        if item.kind is ItemKind.PLACED and item.phrase is not None:
            inner.pending = replace(item.phrase, prep="", prep_first=item.phrase.first)
        return self.clause(at + 1, inner)

    def opener(self, at: int, current: _Open, index: int) -> int | None:
        """Take a preposition without a noun: a clause, "by building", or a stranded one."""
        word = self.low(at)
        following = self.over_adverbs(at + 1)
        if self.kind(following) is ItemKind.MARK and self.low(following) in _RELATIVE:
            return self.relative(following, current, index, first=self.items[at].first)
        if word == "that":
            return self.that(at, current, index)
        if word in _OPENERS and self.kind(following) not in {None, ItemKind.MARK}:
            return self.subordinate(at, current, index)
        if self.kind(following) is ItemKind.VERB:
            inner = _Open(
                ClauseKind.PARTICIPLE,
                self.items[at].first,
                current.subject or current.pending,
                word,
                index,
                ends=current.ends | {"verb"},
            )
            if current.verb is None and current.pending is None:
                inner.ends = frozenset({"comma"})
                inner.aside = True
            inner.verb = self.items[following].verb
            return self.clause(following + 1, inner)
        return at + 1

    def that(self, at: int, current: _Open, index: int) -> int:
        inner = _Open(ClauseKind.THAT, self.items[at].first, None, "that", index, ends=current.ends)
        return self.clause(at + 1, inner)

    def relative(self, at: int, current: _Open, index: int, first: int | None = None) -> int:
        """Read a relative clause; its subject is the noun before it where it has no other."""
        begin = self.items[at].first if first is None else first
        before = self.low(at - 1 if first is None else at - 2)
        marker = self.low(at)
        nonrestrictive = before == "," or before in _DASHES
        antecedent = self._last_thing(current)
        if nonrestrictive and current.verb is None and current.pending is not None:
            antecedent = current.pending
        ends = frozenset({"comma"}) if nonrestrictive else frozenset({"comma", "verb"})
        after = self.over_adverbs(at + 1)
        verb_next = self.kind(after) is ItemKind.VERB or self.low(after) == ","
        takes = verb_next and first is None and marker not in {"where", "when", "whom"}
        inner = _Open(
            ClauseKind.RELATIVE,
            begin,
            antecedent if takes else None,
            marker,
            index,
            aside=nonrestrictive,
            ends=ends,
            shares=not nonrestrictive,
        )
        if first is not None and antecedent is not None:
            inner.adverbials.append(replace(antecedent, prep=self.low(at - 1)))
        elif marker == "where" and antecedent is not None and not antecedent.members:
            inner.adverbials.append(replace(antecedent, prep="in"))
        return self.clause(at + 1, inner)

    @staticmethod
    def _last_thing(current: _Open) -> Phrase | None:
        things = [*current.objects, *current.adverbials]
        if current.pending is not None:
            things.append(current.pending)
        elif current.subject is not None and not things:
            things.append(current.subject)
        nouns = [each for each in things if each.kind is ChunkKind.NOUN]
        return max(nouns, key=lambda each: each.end, default=None)

    def thing(self, at: int, current: _Open, index: int) -> int | None:
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
            inner = _Open(ClauseKind.RELATIVE, phrase.first, phrase, "", index, ends=ends)
            return self.clause(self.over_adverbs(at + 1), inner)
        if current.verb is not None and "verb" not in current.ends and self.verb_follows(at):
            following = self.over_adverbs(at + 1)
            if self.finite(following):
                bare = self.kind(at - 1) is ItemKind.THING
                kind = ClauseKind.RELATIVE if bare else ClauseKind.THAT
                if bare or self.kind(at - 1) in {ItemKind.VERB, ItemKind.PLACED, ItemKind.ADVERB}:
                    ends = current.ends | {"verb"} if bare else current.ends
                    inner = _Open(kind, phrase.first, phrase, "", index, ends=ends)
                    return self.clause(following, inner)
        current.objects.append(phrase)
        return at + 1

    def verb(self, at: int, current: _Open, index: int) -> int | None:
        item = self.items[at]
        verb = item.verb
        if verb is None:
            return at + 1
        opening = current.pending is None and current.subject is None
        if self.tokens[item.first].tag == "TO" and (current.verb is not None or opening):
            inner = _Open(
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
        current.verb = verb
        if current.pending is not None:
            current.subject = current.pending
            current.pending = None
        return at + 1

    def hanging(self, at: int, current: _Open, index: int) -> int:
        """Read a participle: "founded in 1850", "killing forty people"."""
        item = self.items[at]
        verb = item.verb
        before = self.low(at - 1)
        opening = current.pending is None and current.verb is None
        aside = before == "," or (opening and current.kind is not ClauseKind.APPOSITION)
        subject = self._last_thing(current) if not aside or current.verb is None else None
        if aside and current.verb is None and current.pending is not None:
            subject = current.pending
        if aside and current.verb is not None:
            past = self.tokens[item.first].tag != "VBG"
            subject = self._last_thing(current) if past else current.subject
        ends = frozenset({"comma"}) if aside else frozenset({"comma", "verb"})
        if current.verb is not None and not aside:
            ends = (
                current.ends | {"comma"}
                if "comma" in current.ends
                else frozenset({"comma", "verb"})
            )
        if verb is not None and self.tokens[verb.head].tag != "VBG":
            verb = replace(verb, passive=True, tense=Tense.NONE)
        inner = _Open(
            ClauseKind.PARTICIPLE,
            item.first,
            subject,
            "",
            index,
            aside,
            ends,
            shares=not aside and "comma" in current.ends,
            verb=verb,
        )
        return self.clause(at + 1, inner)

    # -- marks -----------------------------------------------------------------------------------

    def mark(self, at: int, current: _Open, index: int) -> int | None:
        word = self.low(at)
        if word in _STOPS:
            return None if current.parent >= 0 else -(at + 1)
        if word == "(":
            return self.bracket(at, index, {")"})
        if word == ")":
            return None if current.parent >= 0 else at + 1
        if word in _DASHES:
            return self.dash(at, current, index)
        if word == ",":
            return self.comma(at, current, index)
        if word in _JOINING:
            return self.joined(at, current, index)
        tag = self.tokens[self.items[at].first].tag
        if tag in {"WDT", "WP", "WP$", "WRB"}:
            if word == "when" or (word == "where" and self.kind(at - 1) is ItemKind.VERB):
                return self.subordinate(at, current, index)
            if word in _RELATIVE and self._last_thing(current) is not None and at:
                return self.relative(at, current, index)
            if word in _OPENERS or word in _RELATIVE:
                return self.subordinate(at, current, index)
        return at + 1

    def bracket(self, at: int, index: int, closers: set[str], *, first: int = 0) -> int:
        """Pass over what stands in brackets or between dashes, as an aside."""
        end = first or at + 1
        while end < len(self.items) and self.low(end) not in closers:
            end += 1
        last = min(end, len(self.items) - 1)
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.ASIDE,
                first=self.items[at].first,
                end=self.items[last].end,
                subject=None,
                verb=None,
                parent=index,
                aside=True,
            )
        )
        return last + 1

    def dash(self, at: int, current: _Open, index: int) -> int | None:
        later = [k for k in range(at + 1, len(self.items)) if self.low(k) in _DASHES]
        if later:
            return self.bracket(at, index, set(_DASHES))
        if current.parent >= 0:
            return None
        return self.bracket(at, index, {".", ";"}) - (
            1 if self.low(len(self.items) - 1) == "." else 0
        )

    def comma(self, at: int, current: _Open, index: int) -> int | None:
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
            if inner and self._apposes(at, current):
                return self._apposed(at, index, current, shares=True)
            return None if current.shares else -(at + 1)
        following = at + 1
        word = self.low(following)
        if word in _JOINING:
            return self.joined(following, current, index)
        if current.verb is not None and current.parent < 0 and self._spliced(following):
            return self.joined(at, current, index)
        if self._apposes(at, current):
            return self._apposed(at, index, current, shares=False)
        if self._presents(at, current):
            self._present(at, current, index)
            return at + 1
        if (current.verb is not None or current.pending is not None) and self._frames(following):
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

    def _spliced(self, at: int) -> bool:
        """Return whether a clause with a pronoun as its subject follows a bare comma."""
        item = self.items[at] if at < len(self.items) else None
        if item is None or item.phrase is None or item.kind is not ItemKind.THING:
            return False
        return self.tokens[item.phrase.head].tag == "PRP" and self.finite(self.over_adverbs(at + 1))

    def _presents(self, at: int, current: _Open) -> bool:
        """Return whether "A chemist by training, she" stands here."""
        thing = current.pending
        if thing is None or current.verb is not None or self.kind(at + 1) is not ItemKind.THING:
            return False
        word = self.tokens[thing.first]
        opens = word.index == current.first and word.low in {"a", "an", "the", "one"}
        return opens and self.verb_follows(at + 1)

    def _present(self, at: int, current: _Open, index: int) -> None:
        thing, who = current.pending, self.items[at + 1].phrase
        current.pending = None
        if thing is None:
            return
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.APPOSITION,
                first=thing.first,
                end=self.items[at].end,
                subject=who,
                verb=None,
                objects=(thing,),
                adverbials=tuple(current.adverbials),
                parent=index,
                aside=True,
            )
        )
        current.adverbials.clear()

    def _apposed(self, at: int, index: int, current: _Open, *, shares: bool) -> int:
        behind = self._before(at)
        before = behind.phrase if behind is not None else None
        if current.pending is not None and before is not None and self._inside(before):
            before = current.pending
        inner = _Open(
            ClauseKind.APPOSITION,
            self.items[at + 1].first,
            before,
            "",
            index,
            aside=True,
            ends=frozenset({"comma"}),
            shares=shares,
        )
        return self.clause(at + 1, inner)

    def _before(self, at: int) -> Item | None:
        """Return the item in front of a comma, over what stands in brackets."""
        place = at - 1
        if self.low(place) == ")":
            while place > 0 and self.low(place) != "(":
                place -= 1
            place -= 1
        return self.items[place] if place >= 0 else None

    def _inside(self, phrase: Phrase) -> bool:
        """Return whether a phrase belongs to a relative clause that was just read."""
        last = self.found[-1]
        return (
            last is not None
            and last.kind is ClauseKind.RELATIVE
            and last.first <= phrase.first < last.end
        )

    def _frames(self, at: int) -> bool:
        """Return whether ", he said," stands here."""
        verb = self.over_adverbs(at + 1)
        item = self.items[verb] if self.finite(verb) else None
        return (
            self.kind(at) is ItemKind.THING
            and item is not None
            and item.verb is not None
            and item.verb.lemma in REPORTING
            and self.low(verb + 1) in {",", "."}
        )

    def _apposes(self, at: int, current: _Open) -> bool:
        before, after = self._before(at), self.over_adverbs(at + 1)
        if before is None or before.phrase is None or self.kind(after) is not ItemKind.THING:
            return False
        if before.kind is ItemKind.TIME or before.phrase.members:
            return False
        if before.kind is ItemKind.PLACED and current.verb is None and current.pending is None:
            return False
        following = self.over_adverbs(after + 1)
        if self.sure(following) or (self.finite(following) and not self._resumes(following)):
            return False
        thing = self.items[after].phrase
        if thing is None:
            return False
        first = self.tokens[thing.first].low
        return first in {"a", "an", "the", "one", "his", "her", "its", "their"} or (
            self.tokens[thing.head].tag.startswith("NN")
        )

    def _resumes(self, at: int) -> bool:
        """Return whether a comma and then a finite verb come after a verb form."""
        for later in range(at + 1, len(self.items)):
            if self.kind(later) is ItemKind.MARK:
                return self.low(later) == "," and self.finite(self.over_adverbs(later + 1))
        return False

    def joined(self, at: int, current: _Open, index: int) -> int | None:
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
        if self.finite(following):
            return self.again(at + 1, current, index)
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
            inner = _Open(
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

    def again(self, at: int, current: _Open, index: int) -> int:
        """Read a second predicate of the same subject."""
        del index
        current.end = self.items[at].first
        inner = _Open(
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
