"""Subjects that a word of time stands in the place of: "was founded in 1961 and today runs"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.analysis import Clause, ClauseKind, Token

_TIMES: Final = frozenset({"today", "now", "tomorrow", "yesterday", "tonight", "nowadays"})


def with_shared_subjects(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses; what "today" is read as the subject of gets the subject before it."""
    found: list[Clause] = []
    for clause in clauses:
        subject = clause.subject
        lone = subject is not None and subject.end - subject.first == 1
        if not (lone and subject is not None and tokens[subject.first].low in _TIMES):
            found.append(clause)
            continue
        before = [
            each
            for each in found
            if each.kind is ClauseKind.MAIN and each.subject is not None and each.verb is not None
        ]
        joined = clause.first > 0 and tokens[subject.first - 1].low in {"and", "but", ","}
        shared = before[-1].subject if before and joined else None
        found.append(replace(clause, subject=shared))
    return tuple(found)
