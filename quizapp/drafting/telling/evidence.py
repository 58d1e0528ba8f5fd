"""The run of a passage that vouches for a fact."""

from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import Page

_MARKS = " ,;:—\u2013"


def trimmed(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the span without spaces and marks at its ends."""
    while start < end and page.text[start] in _MARKS:
        start += 1
    while end > start and page.text[end - 1] in _MARKS + ".":
        end -= 1
    return start, end


def clause_span(page: Page, sentence: Sentence, clause: Clause) -> tuple[int, int]:
    """Return the characters of a clause with its subject."""
    first, end = clause.first, clause.end
    if clause.subject is not None:
        first = min(first, clause.subject.first)
    if clause.kind in {ClauseKind.MAIN, ClauseKind.RELATIVE, ClauseKind.PARTICIPLE}:
        for each in clause.adverbials:
            first = min(first, each.prep_first)
    start, stop = sentence.span(first, end)
    while stop > start and sentence.tokens[end - 1].tag in {"CC", ",", "."} and end - 1 > first:
        end -= 1
        stop = sentence.tokens[end - 1].end
    return trimmed(page, start, stop)
