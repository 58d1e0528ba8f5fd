"""What the sections and rules of a quiz may be at most. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.errors import InputError
from quizapp.services.quizzes.quiz_rules import (
    GRADED,
    MOST_QUESTIONS,
    MOST_RULES,
    MOST_SECTIONS,
    Rule,
    Section,
)

MOST_POINTS: Final = 100
"""For one question."""
TITLE_MAX: Final = 120
NOTE_MAX: Final = 1_000
MOST_PASSAGES: Final = 200
_PASSAGE: Final = re.compile(r"[\w.-]{1,80}/[0-9]{1,6}")


def check_sections(sections: Sequence[Section]) -> None:
    """Refuse sections that no quiz can have.

    Raises:
        InputError: the first such part; ``field`` is "rules".
    """
    rules = [rule for section in sections for rule in section.rules]
    if len(sections) > MOST_SECTIONS:
        raise InputError("A quiz has at most {most} sections.", most=MOST_SECTIONS, field="rules")
    if len(rules) > MOST_RULES:
        raise InputError("A quiz has at most {most} rules.", most=MOST_RULES, field="rules")
    for number, section in enumerate(sections, start=1):
        if len(section.title) > TITLE_MAX or len(section.note) > NOTE_MAX:
            raise InputError(
                "Section {number}: a title has at most {title} letters, a note {note}.",
                number=number,
                title=TITLE_MAX,
                note=NOTE_MAX,
                field="rules",
            )
    for number, rule in enumerate(rules, start=1):
        _check_rule(rule, number)
    total = sum(rule.count for rule in rules)
    if total > MOST_QUESTIONS:
        raise InputError(
            "The rules ask for {total} questions together; a quiz has at most {most}.",
            total=total,
            most=MOST_QUESTIONS,
            field="rules",
        )


def _check_rule(rule: Rule, number: int) -> None:
    if not 0 <= rule.count <= MOST_QUESTIONS:
        raise InputError(
            "Rule {number} asks for {count} questions: choose from 1 to {most}.",
            number=number,
            count=rule.count,
            most=MOST_QUESTIONS,
            field="rules",
        )
    if not 0 < rule.points <= MOST_POINTS:
        raise InputError(
            "Rule {number}: a question gives more than 0 and at most {most} points.",
            number=number,
            most=MOST_POINTS,
            field="rules",
        )
    named = rule.passages
    if len(named) > MOST_PASSAGES or not all(_PASSAGE.fullmatch(each) for each in named):
        raise InputError(
            "Rule {number} names passages that there are not.", number=number, field="rules"
        )
    known = {each.value for each in GRADED}
    if not known.issuperset(rule.forms) or rule.level not in {"", "near", "far"}:
        raise InputError(
            "Rule {number} names a form or a level that there is not.",
            number=number,
            field="rules",
        )
