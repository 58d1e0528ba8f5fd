"""Sections and rules of a quiz as fields of a form: "s0-title", "s0-r1-count" and so on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from werkzeug.datastructures import MultiDict

from quizapp.errors import InputError
from quizapp.services.assigning.assigning_content import quick_sections
from quizapp.services.quizzes.quiz_rules import EVERY_FACT, MOST_RULES, MOST_SECTIONS, Rule, Section
from quizapp.web.formkit import whole

_USUAL: Final = 10
"""Questions that a new rule asks for."""


@dataclass(frozen=True, slots=True)
class RuleFields:
    """A rule as it was typed."""

    set_id: int
    count: str = str(_USUAL)
    points: str = "1"
    passages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class SectionFields:
    """A section as it was typed."""

    title: str = ""
    note: str = ""
    rules: tuple[RuleFields, ...] = ()


def read_sections(given: MultiDict[str, str], *, set_id: int) -> tuple[SectionFields, ...]:
    """Return the sections that a request carries; one with one rule where it carries none."""
    found = []
    for place in range(MOST_SECTIONS):
        if f"s{place}-title" not in given:
            break
        rules = []
        for number in range(MOST_RULES):
            name = f"s{place}-r{number}-"
            if f"{name}count" not in given:
                break
            rules.append(
                RuleFields(
                    set_id=given.get(f"{name}set", set_id, type=whole) or set_id,
                    count=given[f"{name}count"],
                    points=given.get(f"{name}points", "1"),
                    passages=tuple(given.getlist(f"{name}passage")),
                    forms=tuple(given.getlist(f"{name}form")),
                    level=given.get(f"{name}level", ""),
                )
            )
        title, note = given[f"s{place}-title"], given.get(f"s{place}-note", "")
        found.append(SectionFields(title, note, tuple(rules)))
    return tuple(found) or (SectionFields(rules=(RuleFields(set_id),)),)


def fields_of(sections: Sequence[Section], *, set_id: int) -> tuple[SectionFields, ...]:
    """Return stored sections as fields."""
    return tuple(
        SectionFields(
            each.title,
            each.note,
            tuple(
                RuleFields(
                    rule.set_id,
                    str(rule.count) if rule.count else "",
                    f"{rule.points:g}",
                    rule.passages,
                    rule.forms,
                    rule.level,
                )
                for rule in each.rules
            ),
        )
        for each in sections
    ) or read_sections(MultiDict(), set_id=set_id)


def press(
    sections: tuple[SectionFields, ...], button: str, *, set_id: int
) -> tuple[SectionFields, ...] | None:
    """Return the sections after a button that adds or takes one out; None for other buttons."""
    what, _, where = button.partition(":")
    place, _, number = where.partition(":")
    at = int(place) if place.isdecimal() else -1
    if what == "add-section":
        fresh = SectionFields(rules=(RuleFields(set_id),))
        return (*sections, fresh)[:MOST_SECTIONS]
    if not 0 <= at < len(sections):
        return sections if what in {"add-rule", "cut-rule", "cut-section"} else None
    section = sections[at]
    if what == "add-rule":
        section = replace(section, rules=(*section.rules, RuleFields(set_id)))
    elif what == "cut-rule" and number.isdecimal():
        cut = int(number)
        section = replace(section, rules=section.rules[:cut] + section.rules[cut + 1 :])
    elif what == "cut-section":
        return sections[:at] + sections[at + 1 :] or (SectionFields(rules=(RuleFields(set_id),)),)
    else:
        return None
    return (*sections[:at], section, *sections[at + 1 :])


def rules_of(sections: Sequence[SectionFields]) -> tuple[Section, ...]:
    """Return the sections that the fields stand for; what is chosen beside rules is not in them.

    Raises:
        InputError: a number cannot be read, or there is no rule; ``field`` is "rules".
    """
    number = 0
    made = []
    for section in sections:
        rules = []
        for each in section.rules:
            number += 1
            rules.append(
                Rule(
                    set_id=each.set_id,
                    count=_count(each.count, number),
                    points=_points(each.points, number),
                    passages=each.passages,
                    forms=each.forms,
                    level=each.level,
                )
            )
        made.append(Section(_plain(section.title), _plain(section.note), tuple(rules)))
    if not number:
        raise InputError("Give at least one rule.", field="rules")
    return tuple(made)


def titles_of(sections: Sequence[SectionFields]) -> tuple[Section, ...]:
    """Return sections of chosen questions: title and note, no rules."""
    return tuple(Section(_plain(each.title), _plain(each.note)) for each in sections)


def quick(set_id: int, *, mode: str, count: int | None) -> tuple[Section, ...]:
    """Return the rules of a quiz of so many questions of a set, or of all its facts."""
    return quick_sections(set_id, EVERY_FACT if mode == "whole" else count or _USUAL)


def _count(text: str, number: int) -> int:
    text = text.strip()
    if not text:
        return EVERY_FACT
    if not text.isdecimal() or not 1 <= int(text[:9]) <= 100:  # noqa: PLR2004 - said in the message
        raise InputError(
            "Rule {number}: choose from 1 to 100 questions, or leave it empty for all.",
            number=number,
            field="rules",
        )
    return int(text)


def _points(text: str, number: int) -> float:
    try:
        points = float(text.strip().replace(",", ".") or 1)
    except ValueError:
        points = 0.0
    if not 0 < points <= 100:  # noqa: PLR2004 - said in the message
        raise InputError(
            "Rule {number}: a question gives more than 0 and at most 100 points.",
            number=number,
            field="rules",
        )
    return points


def _plain(text: str) -> str:
    """Return text without what no page can show, its lines kept."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()
