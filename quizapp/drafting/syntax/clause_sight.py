"""What the reader of clauses knows while it reads, and what it sees around a place."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Tense, VerbGroup
from quizapp.drafting.shapes.spans import MentionKind
from quizapp.drafting.syntax.phrases import Phrases
from quizapp.drafting.syntax.tree import Tree
from quizapp.drafting.syntax.verbs import Predicate

OPENERS: Final = {
    "because": ClauseKind.CAUSE, "since": ClauseKind.TIME, "although": ClauseKind.CONTRAST,
    "though": ClauseKind.CONTRAST, "while": ClauseKind.CONTRAST, "whereas": ClauseKind.CONTRAST,
    "if": ClauseKind.CONDITION, "unless": ClauseKind.CONDITION, "when": ClauseKind.TIME,
    "after": ClauseKind.TIME, "before": ClauseKind.TIME, "until": ClauseKind.TIME,
    "once": ClauseKind.TIME, "as": ClauseKind.TIME, "whether": ClauseKind.QUESTION,
    "so": ClauseKind.CAUSE, "despite": ClauseKind.CONTRAST, "where": ClauseKind.TIME,
    "whenever": ClauseKind.TIME, "till": ClauseKind.TIME, "why": ClauseKind.QUESTION,
    "how": ClauseKind.QUESTION, "what": ClauseKind.QUESTION, "that": ClauseKind.THAT,
    "who": ClauseKind.QUESTION, "which": ClauseKind.QUESTION,
}  # fmt: skip
SUBJECTS: Final = ("nsubj", "nsubjpass", "expl")
INNER: Final = word_set("relcl acl advcl ccomp csubj csubjpass xcomp pcomp parataxis dep")
WH: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
DASHES: Final = frozenset({"—", "\N{EN DASH}", "--"})
SETTING_OFF: Final = frozenset({",", *DASHES})
LEADING: Final = frozenset({",", ";", ":", "—", "\N{EN DASH}", "--", ".", ")"})
OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "dative", "npadvmod"})


@dataclass(slots=True)
class Open:
    """A clause while it is read."""

    kind: ClauseKind
    head: int
    first: int
    end: int
    parent: int
    subject: Phrase | None = None
    marker: str = ""
    aside: bool = False
    verb: VerbGroup | None = None
    objects: list[Phrase] = field(default_factory=list)
    adverbials: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """What hangs on the head of a clause."""

    own: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    apposed: list[int] = field(default_factory=list)


class Sight(ABC):
    """Looks at the dependencies of one sentence around a place."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.phrases = phrases
        self.found: list[Clause | None] = []
        self.bracketed = self.brackets()

    def brackets(self) -> dict[int, tuple[int, int]]:
        """Return the tokens in brackets, each with the run it is in."""
        found: dict[int, tuple[int, int]] = {}
        opened = -1
        for at, token in enumerate(self.tokens):
            if token.text == "(" and self.tree.kinds.get(at) is not MentionKind.QUOTE:
                opened = at
            elif token.text == ")" and opened >= 0:
                found.update(dict.fromkeys(range(opened, at + 1), (opened, at + 1)))
                opened = -1
        return found

    def add_aside(self, first: int, end: int, parent: int) -> None:
        """Note a run of tokens that the sentence stands without."""
        self.found.append(
            Clause(
                index=len(self.found),
                kind=ClauseKind.ASIDE,
                first=first,
                end=end,
                subject=None,
                verb=None,
                parent=parent,
                aside=True,
            )
        )

    def extent(self, head: int) -> tuple[int, int]:
        """Return the first token of what hangs on a verb, marks left out, and one past the last."""
        first, end = self.tree.edges(head)
        while first < head and self.tokens[first].text in LEADING:
            first += 1
        return first, end

    def set_off(self, at: int) -> bool:
        """Return whether a comma or a dash stands before an apposition."""
        left = self.tree.edges(at)[0]
        return (
            left > 0
            and self.tokens[left - 1].text in SETTING_OFF
            and self.tree.is_noun(at)
            and self.tree.heads[at] < at
        )

    def presents(self, at: int) -> bool:
        """Return whether "A chemist by training, she" stands here."""
        nominal = self.tree.links[at] == "advcl" and self.tree.tag(at)[:2] == "NN"
        return nominal and self.tree.edges(at)[0] == 0 and self.tree.heads[at] > at

    def closed(self, end: int, first: int) -> int:
        """Return the end of an aside with the comma that closes it."""
        opened = first > 0 and self.tokens[first - 1].text in SETTING_OFF
        closes = end < len(self.tokens) and self.tokens[end].text in SETTING_OFF
        return end + 1 if closes and (opened or first == 0) else end

    def wh(self, head: int) -> int | None:
        """Return the relative or asking word of a clause."""
        first, _ = self.tree.edges(head)
        for at in range(first, head + 1):
            word = self.tokens[at]
            if word.tag in WH or (word.low == "that" and self.tree.links[at] in SUBJECTS):
                return at
        return None

    def asking(self, head: int) -> bool:
        """Return whether a relative or asking word hangs on a verb."""
        return any(self.tree.tag(at) in WH for at in self.tree.under(head))

    def stop_between(self, first: int, end: int) -> bool:
        """Return whether a semicolon stands between two tokens."""
        return any(self.tokens[at].text == ";" for at in range(max(first - 1, 0), end))

    def whole(self, at: int) -> int:
        """Return the noun that a name without a comma belongs to: "the poet" of "the poet Moe"."""
        while (
            self.tree.links[at] == "appos"
            and not self.set_off(at)
            and self.tree.kinds.get(at) is not MentionKind.ENTITY
        ):
            at = self.tree.heads[at]
        return at

    def of_name(self, at: int) -> bool:
        """Return whether a name stands behind a preposition."""
        return self.tree.links[at] == "pobj" and self.tree.kinds.get(at) is MentionKind.ENTITY

    def hung(self, verb: VerbGroup) -> VerbGroup:
        """Return "founded" of "the firm founded in 1850" as the passive that it is."""
        bare = self.tree.tag(verb.head) in {"VBN", "VBD"} and not verb.perfect
        return replace(verb, passive=True, tense=Tense.NONE) if bare else verb

    def begins(self, head: int) -> int:
        """Return the first token of a clause that "and" joins on."""
        return self.extent(head)[0]

    def said_before(self, head: int) -> int | None:
        """Return the verb of a clause without "that" in front of the verb that rules it."""
        for each in self.tree.under(head, "ccomp", "parataxis"):
            told = self.tree.is_verb(each) or self.tree.kinds.get(each) is not None
            opened = self.tree.one(each, "mark") is not None or self.asking(each)
            if each < head and told and not opened:
                return each
        return None

    @abstractmethod
    def clause(
        self,
        opened: Open,
        *,
        predicate: Predicate | None = None,
        skipped: int | None = None,
        more: Sequence[int] = (),
    ) -> None:
        """Read one clause and those inside it."""

    @abstractmethod
    def parts(self, head: int, heads: Sequence[int]) -> Parts:
        """Sort what hangs on a clause's head into its own words and what opens further clauses."""
