"""What "this friction" and "these concerns" point back to: the sentence before."""

from typing import Final

from quizapp.drafting.causes.cause_words import clause_words
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.telling.telling import Teller

_POINTERS: Final = frozenset({"this", "these", "that", "such"})
_HAPPENINGS: Final = word_set(
    "this that friction move decision step change shift event development policy action conflict"
    " dispute quarrel failure success defeat victory loss delay rise fall growth decline crisis"
    " collapse expansion attack ban law rule reform result discovery finding incident accident"
    " process approach strategy measure practice pressure tension uncertainty"
)
_MOST_WORDS: Final = 18
FACT_THAT: Final = "the fact that "


def _told_in(teller: Teller, before: Sentence, main: Clause) -> str | None:
    """Return what the sentence before says behind "that": "showed that the heights were off"."""
    that = [
        each
        for each in before.clauses
        if each.kind is ClauseKind.THAT and each.parent == main.index and each.verb is not None
    ]
    if len(that) != 1:
        return None
    words = clause_words(Teller(teller.page, before), that[0])
    return words if words is not None and len(words.split()) <= _MOST_WORDS else None


def pointed_cause(teller: Teller, subject: Phrase) -> str | None:
    """Return "the fact that ..." of the sentence before for "this friction", or None."""
    tokens = teller.sentence.tokens
    first = tokens[subject.first]
    length = subject.end - subject.first
    if first.low not in _POINTERS or first.tag not in {"DT", "PRP"} or length > 2:  # noqa: PLR2004 - "this" and a noun
        return None
    if tokens[subject.head].lemma.casefold() not in _HAPPENINGS or teller.sentence.index == 0:
        return None
    before = teller.page.sentences[teller.sentence.index - 1]
    main = [each for each in before.clauses if each.kind is ClauseKind.MAIN and each.verb]
    if len(main) != 1 or main[0].verb is None or main[0].verb.tense is not Tense.PAST:
        return None
    told = _told_in(teller, before, main[0]) if length > 1 else None
    if told is not None:
        return f"the {tokens[subject.head].low} that {told}"
    words = clause_words(Teller(teller.page, before), main[0])
    if words is None or len(words.split()) > _MOST_WORDS:
        return None
    return f"{FACT_THAT}{words}"
