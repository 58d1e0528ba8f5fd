"""What a proposer sees and gives: a passage with its grammar, and a fact in the making."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.shapes.analysis import Clause, Sentence
from quizapp.drafting.shapes.explained_terms import Explained
from quizapp.drafting.shapes.spans import Mention

BY_THE_ARTICLE: Final = "According to the article, "
"""What stands before a fact that the article passes on without saying who says so."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the article: a known one, or one that is proposed with the drafts.

    Attributes:
        key: its id in the documents.
        name: the full name.
        word: "the" where it takes one in running text, or "".
        known: True where a document holds it already.
        gender: "m" or "f" of a person where name or text tells, else "".
        sure: its kind is shown by its words or by the text.
    """

    key: str
    name: str
    kind: EntityKind
    word: str = ""
    aliases: tuple[str, ...] = ()
    known: bool = False
    gender: str = ""
    sure: bool = True

    @property
    def phrase(self) -> str:
        """Return the name as it stands in a sentence."""
        return f"{self.word} {self.name}" if self.word else self.name


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of things in a sentence, each of them an entity.

    Attributes:
        places: first token of each member, and one past its last, in order.
    """

    members: tuple[Named, ...]
    places: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        """Return the first token of the list."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """Return one past the last token of the list."""
        return self.places[-1][1]


@dataclass(frozen=True, slots=True)
class Framing:
    """Who vouches for a clause.

    Attributes:
        status: what its facts get.
        speaker: key of the speaker's entity, or "".
        source: the words for an unnamed source ("critics"), or "".
        verb: the reporting verb as a statement says it ("argued"), or "".
        unsure: nobody is said to speak; it may be the article itself.
    """

    status: Status
    speaker: str = ""
    source: str = ""
    verb: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A passage with all that is known of it.

    Attributes:
        number: the passage's number.
        mentions: of names, dates, quantities and quotations, by their start.
        entities: of the whole article, by key.
        framing: tells who vouches for a clause of a sentence of this passage.
        antecedents: start of a pronoun or "the company" -> key of the one entity it stands for.
        sources: first character of reporting words -> key of their speaker without a name.
        descriptions: noun -> the full description that stands for "the" and that noun.
        standins: start of a pronoun -> words for the thing without a name that it stands for.
        doers: first character of a phrase -> who acts there without a name; no other proposers
            than those that ask for them see these.
        explained: index of a sentence -> the terms that it explains.
        listed: index of a sentence -> the lists of things without a name in it.
        doubted: indexes of the sentences that somebody may vouch for who spoke before.
    """

    number: int
    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Named]
    framing: Callable[[Sentence, Clause], Framing]
    antecedents: Mapping[int, str] = field(default_factory=dict)
    standins: Mapping[int, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)
    doers: Mapping[int, Named] = field(default_factory=dict)
    explained: Mapping[int, tuple[Explained, ...]] = field(default_factory=dict)
    listed: Mapping[int, tuple[Listed, ...]] = field(default_factory=dict)
    doubted: frozenset[int] = frozenset()

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly between two characters."""
        return tuple(each for each in self.mentions if start <= each.start and each.end <= end)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact in the making.

    Attributes:
        type: name of the fact type.
        slots: as the bank's documents hold them; references are keys of entities.
        start: first character of the evidence in the passage.
        end: one past its last character.
        statement: a whole sentence; may still be refused by the gates.
        others: other wordings of the statement, tried in order where a gate refuses one.
        instead: what is proposed where no wording of this one passes.
        explanation: a sentence, or "" for the ready-made one.
        unique: slots that have one answer only.
        held: why it is not shown at once, or "".
        bound: pronouns of the statement that stand for the one whom it names before them.
    """

    type: str
    passage: int
    slots: Mapping[str, Any]
    start: int
    end: int
    status: Status
    statement: str
    confidence: float
    others: tuple[str, ...] = ()
    instead: "Proposal | None" = None
    explanation: str = ""
    unique: tuple[str, ...] = ()
    guards: Mapping[str, Any] = field(default_factory=dict)
    held: str = ""
    bound: frozenset[str] = frozenset()


Proposer = Callable[[Page], tuple[Proposal, ...]]
"""A proposer reads one passage; it knows nothing of the others."""
