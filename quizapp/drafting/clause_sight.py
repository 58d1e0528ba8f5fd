"""What the reader of clauses knows while it reads, and what it sees ahead and behind."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from quizapp.drafting.analysis import ChunkKind, Clause, ClauseKind, Phrase, Token, VerbGroup
from quizapp.drafting.items import Item, ItemKind
from quizapp.drafting.reporting_verbs import REPORTING
from quizapp.drafting.tagger import verb_forms
from quizapp.drafting.word_sets import word_set

RELATIVE: Final = word_set("which who whom whose that where when")
OPENERS: Final = {
    "because": ClauseKind.CAUSE, "since": ClauseKind.TIME, "although": ClauseKind.CONTRAST,
    "though": ClauseKind.CONTRAST, "while": ClauseKind.CONTRAST, "whereas": ClauseKind.CONTRAST,
    "if": ClauseKind.CONDITION, "unless": ClauseKind.CONDITION, "when": ClauseKind.TIME,
    "after": ClauseKind.TIME, "before": ClauseKind.TIME, "until": ClauseKind.TIME,
    "once": ClauseKind.TIME, "as": ClauseKind.TIME, "whether": ClauseKind.QUESTION,
    "so": ClauseKind.CAUSE, "despite": ClauseKind.CONTRAST, "where": ClauseKind.TIME,
    "whenever": ClauseKind.TIME, "till": ClauseKind.TIME, "why": ClauseKind.QUESTION,
    "how": ClauseKind.QUESTION, "what": ClauseKind.QUESTION,
}  # fmt: skip
DASHES: Final = frozenset({"—", "\u2013", "--"})
STOPS: Final = frozenset({";", ":", ".", "!", "?", "…"})
JOINING: Final = frozenset({"and", "but", "or", "nor"})


@dataclass(slots=True)
class Open:
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


class Sight(ABC):
    """Looks at the items of one sentence around a place."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self.tokens = tokens
        self.items = items
        self.found: list[Clause | None] = []

    def low(self, at: int) -> str:
        """Return the words of an item in small letters, "" where there is none."""
        if not 0 <= at < len(self.items):
            return ""
        item = self.items[at]
        return " ".join(each.low for each in self.tokens[item.first : item.end])

    def kind(self, at: int) -> ItemKind | None:
        """Return what an item is, None where there is none."""
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
        """Return the first item from here that is no adverb."""
        while self.kind(at) is ItemKind.ADVERB:
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

    def participle(  # noqa: PLR0911 - a ladder of cases, the surest first
        self, at: int, current: Open
    ) -> bool:
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
        placed = self._placed(at, current) if current.verb is None else None
        if placed is not None:
            return placed
        following = self.kind(at + 1)
        if following is ItemKind.THING:
            return current.verb is not None
        if current.verb is not None and current.pending is None and self.low(at - 1) != ",":
            return True
        return self.finite_later(at) or current.verb is not None

    def _placed(self, at: int, current: Open) -> bool | None:
        """Return whether its place makes a verb form a participle; None where it does not say."""
        if current.kind is ClauseKind.RELATIVE and current.pending is None:
            return False
        return True if self._set_off(at, current) else None

    def _set_off(self, at: int, current: Open) -> bool:
        """Return whether commas part "founded in 1822 and closed in 1901" from its subject."""
        thing = current.pending
        if thing is None or self.low(at - 1) != "," or self.items[at - 2].end != thing.end:
            return False
        for later in range(at + 1, len(self.items)):
            if self.low(later) in STOPS or self.sure(later):
                return False
            if self.low(later) == ",":
                after = self.over_adverbs(later + 1)
                return self.finite(after) and self.low(after + 1) != "by"
        return False

    def finite_later(self, at: int) -> bool:
        """Return whether a finite verb further on makes the verb form here a participle."""
        after_comma = self.low(at - 1) == ","
        for later in range(at + 1, len(self.items)):
            kind = self.kind(later)
            if (kind is ItemKind.PREP and self.low(later) in OPENERS) or self.low(later) == "that":
                return False
            if kind is ItemKind.MARK:
                return after_comma and self.low(later) == "," and self.finite(later + 1)
            if self.finite(later):
                return not after_comma
        return False

    def opens_clause(self, at: int) -> bool:
        """Return whether "after the war ended" opens a clause rather than a phrase."""
        phrase = self.items[at].phrase
        if phrase is None or phrase.prep not in OPENERS or phrase.prep == "despite":
            return False
        following = at + 1
        while self.kind(following) in {ItemKind.ADVERB, ItemKind.PLACED}:
            following += 1
        if not self.finite(following):
            return False
        item = self.items[following]
        bare = item.verb is not None and item.verb.first == item.verb.head
        return self.sure(following) or not bare or self.low(following + 1) != "by"

    @staticmethod
    def last_thing(current: Open) -> Phrase | None:
        """Return the noun that was read last."""
        things = [*current.objects, *current.adverbials]
        if current.pending is not None:
            things.append(current.pending)
        elif current.subject is not None and not things:
            things.append(current.subject)
        nouns = [each for each in things if each.kind is ChunkKind.NOUN]
        return max(nouns, key=lambda each: each.end, default=None)

    def spliced(self, at: int) -> bool:
        """Return whether a clause with a pronoun as its subject follows a bare comma."""
        item = self.items[at] if at < len(self.items) else None
        if item is None or item.phrase is None or item.kind is not ItemKind.THING:
            return False
        return self.tokens[item.phrase.head].tag == "PRP" and self.finite(self.over_adverbs(at + 1))

    def presents(self, at: int, current: Open) -> bool:
        """Return whether "A chemist by training, she" stands here."""
        thing = current.pending
        if thing is None or current.verb is not None or self.kind(at + 1) is not ItemKind.THING:
            return False
        word = self.tokens[thing.first]
        opens = word.index == current.first and word.low in {"a", "an", "the", "one"}
        return opens and self.verb_follows(at + 1)

    def before(self, at: int) -> Item | None:
        """Return the item in front of a comma, over what stands in brackets."""
        place = at - 1
        if self.low(place) == ")":
            while place > 0 and self.low(place) != "(":
                place -= 1
            place -= 1
        return self.items[place] if place >= 0 else None

    def inside(self, phrase: Phrase) -> bool:
        """Return whether a phrase belongs to a relative clause that was just read."""
        last = self.found[-1]
        return (
            last is not None
            and last.kind is ClauseKind.RELATIVE
            and last.first <= phrase.first < last.end
        )

    def frames(self, at: int) -> bool:
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

    def apposes(self, at: int, current: Open) -> bool:
        """Return whether the noun after a comma explains the one before it."""
        before, after = self.before(at), self.over_adverbs(at + 1)
        if before is None or before.phrase is None or self.kind(after) is not ItemKind.THING:
            return False
        if before.phrase.members or (before.kind is ItemKind.TIME and current.verb is None):
            return False
        if before.kind is ItemKind.PLACED and current.verb is None and current.pending is None:
            return False
        following = self.over_adverbs(after + 1)
        if self.sure(following) or (self.finite(following) and not self.resumes(following)):
            return False
        thing = self.items[after].phrase
        if thing is None:
            return False
        first = self.tokens[thing.first].low
        return first in {"a", "an", "the", "one", "his", "her", "its", "their"} or (
            self.tokens[thing.head].tag.startswith("NN")
        )

    def resumes(self, at: int) -> bool:
        """Return whether a comma and then a finite verb come after a verb form."""
        for later in range(at + 1, len(self.items)):
            if self.kind(later) is ItemKind.MARK:
                return self.low(later) == "," and self.finite(self.over_adverbs(later + 1))
        return False

    @abstractmethod
    def clause(self, at: int, current: Open) -> int:
        """Read one clause from item ``at``; return the item after it."""
