"""What drafting takes and gives: a cleaned article, and draft facts for its author to judge."""

from dataclasses import dataclass, field
from enum import StrEnum

from quizapp.bank.terms import JsonObject


class PassageKind(StrEnum):
    """Whether a passage is the article's running text or the words under a picture."""

    BODY = "body"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class CleanPassage:
    """A paragraph that was kept.

    Attributes:
        number: from 1, in the order of the article; captions are numbered after the body.
        text: on one line, in Unicode NFC.
        heading: the heading it stands under, or "".
        kind: body or caption; facts are drafted from the body only.
        line: line of the source it came from, from 1 (for HTML and DOCX: the block's number).
    """

    number: int
    text: str
    heading: str = ""
    kind: PassageKind = PassageKind.BODY
    line: int = 0


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A line that was left out, with the reason, for the author to restore.

    Attributes:
        line: line of the source, from 1.
        why: the reason in a few plain words ("repeats line 10", "asks for money").
        text: the line itself.
    """

    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article without what surrounds it on its page."""

    title: str
    language: str
    passages: tuple[CleanPassage, ...]
    dropped: tuple[DroppedLine, ...]

    @property
    def body(self) -> tuple[CleanPassage, ...]:
        """Return the passages of running text."""
        return tuple(each for each in self.passages if each.kind is PassageKind.BODY)


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact that the program proposes; nothing becomes of it without an author.

    Attributes:
        fact: a whole fact as the bank's documents hold it (id, type, passage, evidence, status,
            statement, explanation, topics, slots, guards); its references are ids of known
            entities or of ``DraftSet.entities``.
        confidence: 0..1, how often drafts of its kind are right.
        held: why it is held back behind a switch, or "" for one that is shown at once.
    """

    fact: JsonObject
    confidence: float
    held: str = ""


@dataclass(frozen=True, slots=True)
class DraftSet:
    """The drafts of an article, in its order, with the entities they need.

    Attributes:
        entities: new entities as the bank's documents hold them; known ones are not repeated.
        drafts: the shown and the held ones.
    """

    entities: tuple[JsonObject, ...] = ()
    drafts: tuple[Draft, ...] = field(default=())
