"""A cause and its effect in words: clauses and phrases that stand alone."""

from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.data import word_set
from quizapp.drafting.lexis.lexicon import is_common
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase
from quizapp.drafting.telling.cores import dispensable
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller, tell

_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 22
_SHORTEST_NOUN: Final = 3
_HEDGES: Final = frozenset({"tend", "seem", "appear", "claim", "threaten"})
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
    if clause.verb is None:
        return None
    if subject is None:
        return gerund_words(teller, clause)
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
    words = words_alone(teller, first, end, without=teller.asides(clause))
    found = fitting(words, fewest=fewest_words(teller, first, subject.end))
    return None if found is not None and points_only(found) else found


def gerund_words(teller: Teller, clause: Clause) -> str | None:
    """Return "cooling the melt slowly" where that is what a clause at the start is told of."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if clause.kind is not ClauseKind.MAIN or clause.first or verb is None:
        return None
    if clause.subject is not None or verb.first < _FEWEST_WORDS or tokens[0].tag != "VBG":
        return None
    if any(not each.text[-1].isalnum() for each in tokens[: verb.first]):
        return None
    end = verb.first
    while end > 1 and tokens[end - 1].low in {"also", "often", "usually", "thus", "then"}:
        end -= 1
    return fitting(words_alone(teller, 0, end))


def fewest_words(teller: Teller, first: int, end: int) -> int:
    """Return how many words a phrase must have: a plain noun alone says enough ("scurvy")."""
    token = teller.sentence.tokens[first]
    alone = end - first == 1 and len(token.text) > _SHORTEST_NOUN
    noun = token.tag in {"NN", "NNS"} or (first == 0 and token.tag == "NNP")
    if first == 0 and token.tag == "NNP":
        # "Malaria" at the start of a sentence.
        noun = is_common(token.text) and teller.mention_at(token) is None
    return 1 if alone and noun else _FEWEST_WORDS


def is_hedged(teller: Teller, clause: Clause) -> bool:
    """Return whether what a clause tells only tends to be so."""
    verb = clause.verb
    tokens = teller.sentence.tokens[verb.first : verb.head] if verb is not None else ()
    return any(each.lemma in _HEDGES for each in tokens)


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
