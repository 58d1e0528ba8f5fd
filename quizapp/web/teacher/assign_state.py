"""What a request about the questions of a quiz carries, and what its pressed button asks for.

Everything is in the form until it is assigned: a refusal loses nothing, and a reload neither.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import g, request

from quizapp.errors import ConflictError, InputError, Words, translatable
from quizapp.services.assigning import assigning_content
from quizapp.services.assigning.assigning_content import Chosen, Content
from quizapp.services.quizzes.quiz_rules import MOST_QUESTIONS, Section, Shortfall
from quizapp.web.formkit import whole
from quizapp.web.teacher import assign_rules
from quizapp.web.teacher.assign_form import AssignForm
from quizapp.web.teacher.assign_rules import SectionFields

_RULE_FIELD: Final = re.compile(r"s\d{1,2}-(title|note|r\d{1,2}-[a-z]+)")
_SEED_MAX: Final = 32
_MOST_READ: Final = MOST_QUESTIONS + 1
"""One more than a quiz can have is read, so that it can be said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a quiz in the making.

    Attributes:
        items: in order; of a quiz drawn per learner, a sample.
        short: rules that found too few.
        problem: why what was pressed could not be done, or "".
    """

    items: tuple[Chosen, ...]
    short: tuple[Shortfall, ...] = ()
    problem: Words | str = ""


def sections_of(form: AssignForm, sections: Sequence[SectionFields]) -> tuple[Section, ...]:
    """Return the sections with their rules that the form stands for.

    Raises:
        InputError: a number in them cannot be read.
    """
    if form.mode.data == "rules":
        return assign_rules.rules_of(sections)
    if form.mode.data == "chosen":
        return assign_rules.titles_of(sections)
    return assign_rules.quick(form.set_id.data, mode=form.mode.data, count=form.count.data)


def read_items() -> tuple[Chosen, ...]:
    """Return the questions that the request carries, in order.

    Raises:
        InputError: points are no number.
    """
    given = request.form.getlist("question", type=whole)[:_MOST_READ]
    picked = set(request.form.getlist("picked", type=whole))
    return tuple(
        Chosen(
            each,
            points=_points(request.form.get(f"points-{each}", "1")),
            section=_still(request.form.get(f"section-{each}", 0, type=whole) or 0),
            picked=each in picked,
        )
        for each in dict.fromkeys(given)
    )


def carried(form: AssignForm, *, title: str) -> tuple[tuple[str, str], ...]:
    """Return the settings and rules as they were sent, to be sent again."""
    found = [("title", title)]
    for name, values in request.form.lists():
        if (name in form.data and name != "title") or _RULE_FIELD.fullmatch(name):
            found.extend((name, value) for value in values)
    return (*found, ("chosen_for", fingerprint(form)), ("seed", seed()))


def draws(form: AssignForm) -> bool:
    """Return whether each learner is asked other questions."""
    return bool(form.drawn.data) and form.mode.data != "chosen"


def seed() -> str:
    """Return what questions are drawn by: the same until others are asked for."""
    if "seed" not in g:
        given = request.form.get("seed", "")[:_SEED_MAX]
        others = request.form.get("do") == "others"
        g.seed = secrets.token_hex(8) if others or not given else given
    return str(g.seed)


def content_of(
    form: AssignForm, sections: tuple[Section, ...], items: tuple[Chosen, ...]
) -> Content:
    """Return what the form asks to be assigned."""
    drawn = draws(form)
    kept = tuple(each for each in items if each.picked) if drawn else items
    return Content(form.set_id.data, sections, kept, drawn=drawn)


def fingerprint(form: AssignForm) -> str:
    """Return a text that changes when other questions have to be drawn."""
    mode = form.mode.data
    parts = (
        [mode, form.drawn.data] if mode == "chosen" else [mode, form.set_id.data, form.drawn.data]
    )
    if mode == "count":
        parts.append(form.count.data)
    if mode == "rules":
        parts += sorted(pair for pair in request.form.items(multi=True) if _drawing(pair[0]))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def pressed(form: AssignForm, sections: tuple[Section, ...], *, user_id: int) -> Asked:
    """Return the questions after what the pressed button asks for.

    Raises:
        InputError: the rules cannot be used or find nothing, or points are no number.
    """
    items = read_items()
    content = content_of(form, sections, items)
    if content.drawn:
        return sampled(content, edited(content, user_id=user_id), user_id=user_id)
    same = request.form.get("chosen_for") == fingerprint(form)
    anew = request.form.get("do") == "others" or not items or not same
    if form.mode.data != "chosen" and anew:
        picked = tuple(each for each in items if each.picked)
        return sampled(content, Asked(_in_sections(picked)), user_id=user_id)
    return edited(content, user_id=user_id)


def sampled(content: Content, asked: Asked, *, user_id: int) -> Asked:
    """Return what was picked, with questions that the rules draw beside it.

    Raises:
        InputError: the rules cannot be used, or find nothing.
    """
    picked = tuple(_in_known(each, len(content.sections)) for each in asked.items)
    draft = assigning_content.draw_draft(
        user_id=user_id, sections=content.sections, seed=seed(), picked=picked
    )
    return Asked(draft.items, draft.short, asked.problem)


def edited(content: Content, *, user_id: int) -> Asked:
    """Return the questions asked of all after the pressed button.

    Raises:
        InputError: more are added than a quiz can have.
    """
    items = content.items
    for what in ("drop", "up", "down", "replace"):
        question_id = request.form.get(what, type=whole)
        if question_id is None:
            continue
        place = next((n for n, each in enumerate(items) if each.question_id == question_id), None)
        if place is None:
            return Asked(items)
        if what == "drop":
            left = items[:place] + items[place + 1 :]
            if left or content.drawn or not _needs_one():
                return Asked(left)
            return Asked(items, problem=translatable("A quiz needs at least one question."))
        if what == "replace":
            return _replaced(content, question_id, user_id=user_id)
        return Asked(_moved(items, place, by=-1 if what == "up" else 1))
    if request.form.get("do") == "add":
        picked = request.form.getlist("pick", type=whole)
        known = {each.question_id for each in items}
        place = request.form.get("pick-section", 0, type=whole) or 0
        items += tuple(
            Chosen(each, section=place, picked=True)
            for each in dict.fromkeys(picked)
            if each not in known
        )
        if len(items) > MOST_QUESTIONS:
            raise InputError(
                "A quiz has at most {most} questions; these are {count}.",
                most=MOST_QUESTIONS,
                count=len(items),
                field="count",
            )
    return Asked(_in_sections(items))


def _still(section: int) -> int:
    """Return where a section stands, once the pressed button took one out.

    The questions of the one that is gone go to the section before it.
    """
    what, _, place = request.form.get("do", "").partition(":")
    if what != "cut-section" or not place.isdecimal() or section < int(place):
        return section
    return max(section - 1, 0)


def _needs_one() -> bool:
    return request.form.get("mode", "count") != "chosen"


def _replaced(content: Content, question_id: int, *, user_id: int) -> Asked:
    try:
        items = assigning_content.replaced(
            user_id=user_id, content=content, question_id=question_id, seed=secrets.token_hex(8)
        )
    except ConflictError as error:
        return Asked(content.items, problem=Words(error.template))
    return Asked(items)


def _moved(items: tuple[Chosen, ...], place: int, *, by: int) -> tuple[Chosen, ...]:
    """Return the items with one moved among those of its section."""
    other = place + by
    moved = list(items)
    if 0 <= other < len(items) and items[other].section == items[place].section:
        moved[place], moved[other] = moved[other], moved[place]
    return tuple(moved)


def _in_known(item: Chosen, sections: int) -> Chosen:
    """Return the question in its section, or in the last one where its own was taken out."""
    return replace(item, section=min(item.section, sections - 1))


def _in_sections(items: Sequence[Chosen]) -> tuple[Chosen, ...]:
    return tuple(sorted(items, key=lambda each: each.section))


def _drawing(name: str) -> bool:
    """Return whether a field of rules decides which questions are drawn."""
    return _RULE_FIELD.fullmatch(name) is not None and not name.endswith(("-title", "-note"))


def _points(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".") or 1)
    except ValueError:
        raise InputError("Points are a number such as 1 or 2.5.", field="count") from None
