"""What the grammar of a passage comes to: tokens, chunks, clauses, sentences."""

from dataclasses import dataclass
from enum import StrEnum


class ChunkKind(StrEnum):
    """What a run of tokens is in its sentence."""

    NOUN = "noun"
    VERB = "verb"
    PREP = "prep"
    ADVERB = "adverb"
    ADJECTIVE = "adjective"
    DATE = "date"
    QUOTE = "quote"
    MARK = "mark"


class ClauseKind(StrEnum):
    """How a clause hangs in its sentence."""

    MAIN = "main"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    APPOSITION = "apposition"
    THAT = "that"
    INFINITIVE = "infinitive"
    CONDITION = "condition"
    TIME = "time"
    CAUSE = "cause"
    CONTRAST = "contrast"
    QUESTION = "question"
    FRAME = "frame"
    ASIDE = "aside"


class Tense(StrEnum):
    """When a clause says that its verb happens."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark.

    Attributes:
        index: from 0 in its sentence.
        text: as written.
        tag: Penn Treebank tag, with our corrections.
        lemma: base form in small letters; of a name as written.
        start: first character in the passage.
        end: one past its last character in the passage.
    """

    index: int
    text: str
    tag: str
    lemma: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """Return the text in small letters."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of tokens without inner clauses; noun chunks hold no "of" phrase.

    Attributes:
        kind: what it is.
        first: index of its first token.
        end: one past the index of its last token.
        head: index of the token that rules it (the noun, the main verb, the preposition).
    """

    kind: ChunkKind
    first: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a clause with all that hangs on it: subject, object, adverbial.

    Attributes:
        first: index of its first token; the preposition is not among them.
        end: one past the index of its last token.
        head: index of the head noun (of a list: of its first member), or of its first token.
        prep: the preposition before it in small letters ("in", "of"), or "".
        kind: of its head chunk.
        prep_first: index of the preposition's first token; ``first`` where there is none.
        core_end: one past the noun chunk of the head, before "of" phrases and the like.
        members: first and end of each member of a list ("A, B and C"); empty for one thing.
        above: index of the token that the preposition hangs on; -1 without one.
    """

    first: int
    end: int
    head: int
    kind: ChunkKind
    prep: str = ""
    prep_first: int = -1
    core_end: int = -1
    members: tuple[tuple[int, int], ...] = ()
    above: int = -1


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries and main verb.

    Attributes:
        first: index of its first token.
        end: one past the last, with its particle ("set up").
        head: index of the main verb.
        lemma: of the main verb, small letters.
        particle: "up", "down", or "".
        modal: "could", "may", "would"... or "".
        auxiliary: what stands between this and the content: "plan to", "fail to", "seem to",
            "be expected to", as the lemma of the ruling verb, or "".
        shared: auxiliaries that stand apart: "was" of "sold" in "was built and sold", "did" of
            "begin" in "only then did it begin"; or "".
    """

    first: int
    end: int
    head: int
    lemma: str
    tense: Tense
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    modal: str = ""
    auxiliary: str = ""
    particle: str = ""
    shared: str = ""

    @property
    def happened(self) -> bool:
        """Return whether it tells what was or is, without doubt or negation."""
        return self.tense in {Tense.PAST, Tense.PRESENT} and not (
            self.negated or self.modal or self.auxiliary
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its parts.

    Attributes:
        index: from 0 in its sentence.
        kind: how it hangs in the sentence.
        first: index of its first token (conjunction and relative word among them).
        end: one past the index of its last token, inner clauses among them.
        subject: who or what; of relative clauses the noun they hang on, of participles the
            subject they share. None where it cannot be told.
        verb: None for appositions, whose ``objects`` is what the subject is.
        objects: objects and complements after the verb, in order; a list is one of them.
        adverbials: phrases with a preposition, dates, adverbs; in order.
        marker: the word that opens it ("because", "who", "that"), or "".
        parent: index of the clause that it hangs in, or -1.
        aside: set off by commas, dashes or brackets, so that the sentence stands without it.
    """

    index: int
    kind: ClauseKind
    first: int
    end: int
    subject: Phrase | None
    verb: VerbGroup | None
    objects: tuple[Phrase, ...] = ()
    adverbials: tuple[Phrase, ...] = ()
    marker: str = ""
    parent: int = -1
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; offsets of characters are those of the passage.

    Attributes:
        index: from 0 in its passage.
        clauses: in the order of their verbs; an outer clause is the ``parent`` of an inner one.
    """

    index: int
    passage: int
    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...] = ()
    clauses: tuple[Clause, ...] = ()

    def words(self, first: int, end: int) -> str:
        """Return the tokens from ``first`` up to ``end`` as they are written."""
        if first >= end:
            return ""
        begin = self.tokens[first].start - self.start
        return self.text[begin : self.tokens[end - 1].end - self.start]

    def innermost(self, at: int) -> Clause | None:
        """Return the innermost clause with a verb that the token at a place is in."""
        holding = [each for each in self.clauses if each.first <= at < each.end and each.verb]
        return min(holding, key=lambda each: each.end - each.first, default=None)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Return the characters of the passage that the tokens take up."""
        return self.tokens[first].start, self.tokens[end - 1].end
