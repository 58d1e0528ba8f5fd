"""Subjects that a later verb shares: "founded in 1961 and today runs", "turns A, reads B"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Token

_TIMES: Final = frozenset({"today", "now", "tomorrow", "yesterday", "tonight", "nowadays"})


def with_shared_subjects(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses; a verb without a subject of its own gets the subject before it.

    So does what "today" is read as the subject of.
    """
    found: list[Clause] = []
    for clause in clauses:
        subject = clause.subject
        if subject is None and _goes_on(tokens, clause):
            mains = [each for each in found if each.kind is ClauseKind.MAIN and each.verb]
            found.append(replace(clause, subject=mains[-1].subject) if mains else clause)
            continue
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


def _goes_on(tokens: Sequence[Token], clause: Clause) -> bool:
    """Return whether a main clause opens with its finite verb behind a comma or "and"."""
    verb = clause.verb
    if verb is None or clause.kind is not ClauseKind.MAIN or clause.first == 0:
        return False
    lead = tokens[clause.first : verb.first]
    plain = all(each.tag in {"RB", "CC"} or each.text == "," for each in lead)
    behind = tokens[clause.first - 1].text in {",", "and"}
    group = tokens[verb.first : verb.head + 1]
    return plain and behind and any(each.tag in {"VBZ", "VBP", "VBD"} for each in group)
