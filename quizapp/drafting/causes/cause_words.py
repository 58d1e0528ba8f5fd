"""A cause and its effect in words: clauses and phrases that stand alone."""

from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.data import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase
from quizapp.drafting.telling.cores import dispensable
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, tell

_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 22
_POINTING: Final = word_set("cause_pointing")
_VAGUE: Final = word_set("cause_vague")


@dataclass(frozen=True, slots=True)
class Link:
    """A cause and its effect in words, with their place and how they are joined.

    Attributes:
        statements: sentences without capital and full stop; a prediction says "could" itself.
        status: what the link gets where nobody else vouches for it.
        less_cause, less_effect: shorter words for either, the longest first.
    """

    cause: str
    effect: str
    start: int
    end: int
    clause: Clause
    statements: tuple[str, ...]
    status: Status = Status.STATED
    less_cause: tuple[str, ...] = ()
    less_effect: tuple[str, ...] = ()


def shorter_words(teller: Teller, clause: Clause, first: int, end: int) -> tuple[str, ...]:
    """Return a run of tokens of a clause without more and more of what it can do without."""
    found: list[str] = []
    cut: list[tuple[int, int]] = []
    for begin, stop in dispensable(teller, clause):
        if not (first <= begin and stop <= end):
            continue
        cut.append((begin, stop))
        words = fitting(words_alone(teller, first, end, without=cut), fewest=3)
        if words is not None and words not in found:
            found.append(words)
    return tuple(found)


def clause_end(teller: Teller, clause: Clause) -> int:
    """Return where what hangs on the clause ends: before ", and the bank ..." and marks."""
    tokens = teller.sentence.tokens
    end = clause.end
    for each in teller.sentence.clauses:
        joined = each.kind is ClauseKind.MAIN and each.index != clause.index
        if joined and clause.first < each.first < end:
            end = each.first
    while end > clause.first and (
        not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag == "CC"
    ):
        end -= 1
    return end


def clause_words(teller: Teller, clause: Clause) -> str | None:
    """Return a whole clause in words of its own, its date and place put back at its end."""
    telling = tell(teller.page, teller.sentence, clause)
    if telling is None:
        return None
    parts = [telling.clause_text, telling.place_text, telling.when_text]
    return fitting(" ".join(each for each in parts if each), fewest=3)


def subject_words(teller: Teller, clause: Clause) -> str | None:
    """Return the subject of a clause in words of its own, or None."""
    subject: Phrase | None = clause.subject
    if subject is None or clause.verb is None:
        return None
    if subject.kind is not ChunkKind.NOUN:
        return None
    end = max(clause.verb.first, subject.end)
    tokens = teller.sentence.tokens
    while end > subject.first and (
        not tokens[end - 1].text[-1].isalnum() or tokens[end - 1].tag.startswith("RB")
    ):
        end -= 1
    if clause.kind is ClauseKind.RELATIVE or subject.first < clause.first:
        end = subject.end
    first = subject.first
    if first == 1 and tokens[0].tag in {"VBG", "VBN"}:
        # "Rising temperatures" at the start of a sentence.
        first = 0
    superlative = any(
        each.tag in {"JJS", "RBS"} and each.low != "most" for each in tokens[first:end]
    )
    if superlative and end - first < 4:  # noqa: PLR2004 - "the highest flood", of what is lost
        return None
    found = fitting(words_alone(teller, first, end, without=teller.asides(clause)))
    return None if found is not None and points_only(found) else found


def points_only(phrase: str) -> bool:
    """Return whether the phrase only points: "the decision", "the move"."""
    words = phrase.casefold().split()
    return len(words) == 2 and words[0] in {"the", "a", "an"} and words[1] in _POINTING  # noqa: PLR2004 - "the" and a noun


def fitting(text: str | None, *, fewest: int = _FEWEST_WORDS) -> str | None:
    """Return a phrase that says enough and not too much, or None."""
    if text is None:
        return None
    text = text.strip(" ,;:.")
    words = text.split()
    if not fewest <= len(words) <= _MOST_WORDS:
        return None
    bare = [each for each in words if each.casefold() not in {"the", "a", "an", "some", "many"}]
    if all(each.casefold() in _VAGUE for each in bare):
        return None
    return text


def span_of(teller: Teller, clause: Clause) -> tuple[int, int]:
    """Return the characters of a clause with its subject."""
    first = clause.first
    if clause.subject is not None:
        first = min(first, clause.subject.first)
    return teller.sentence.span(first, clause.end)
