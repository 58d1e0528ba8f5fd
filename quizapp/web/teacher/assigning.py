"""Assign a quiz: settings, then the questions with keys, then it is given to its classes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.assigning import (
    assigning_content,
    assigning_edit,
    assigning_give,
    assigning_presets,
    assignments,
)
from quizapp.services.assigning.assigning_edit import Editable
from quizapp.services.assigning.assigning_give import ClassChoice, Place
from quizapp.services.assigning.assigning_load import due_beside
from quizapp.services.assigning.assigning_presets import PRESETS
from quizapp.services.assigning.assigning_settings import Settings, Times, check, tidy, warnings
from quizapp.services.assigning.targets import Targets
from quizapp.services.quizzes.quiz_rules import Section, Shortfall
from quizapp.store.quizzes.quiz_queries import SetChoice
from quizapp.web import visitor
from quizapp.web.formkit import refuse, sent, whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render
from quizapp.web.teacher import assign_rules, assign_state
from quizapp.web.teacher.assign_form import (
    AssignForm,
    blank_times,
    data_of,
    offer_class,
    offer_sets,
    settings_of,
    targets_of,
    times_of,
    title_of,
)
from quizapp.web.teacher.assign_pages import AssignPage, PreviewPage
from quizapp.web.teacher.assign_picker import (
    picker_of,
    repeated_facts,
    telling_pairs,
)
from quizapp.web.teacher.assign_rules import SectionFields
from quizapp.web.teacher.assign_state import Asked

_USUAL_COUNT: Final = 10


@dataclass(frozen=True, slots=True)
class _Sent:
    """A request about a quiz in the making, with what it may choose from."""

    room: ClassChoice
    others: tuple[ClassChoice, ...]
    sets: tuple[SetChoice, ...]
    form: AssignForm
    sections: tuple[SectionFields, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    """Settings that can be used, in each of the classes."""

    settings: Settings
    sections: tuple[Section, ...]
    places: tuple[tuple[ClassChoice, Times], ...]


def assign(class_id: int) -> str:
    """Show the settings; ``?set=ID`` chooses a set, ``?copy=ID`` starts from an assignment."""
    user_id, now = visitor.current().id, clock.now()
    room, others = assigning_give.choices_of(user_id=user_id, class_id=class_id)
    sets = assignments.list_sets(user_id=user_id)
    copied = request.args.get("copy", type=whole)
    if copied is not None:
        source = assigning_edit.get_editable(user_id=user_id, assignment_id=copied)
        return render(_copy_page(source, room, others, sets, now=now))
    last = assigning_edit.find_last(user_id=user_id, class_id=class_id)
    settings = replace(last or Settings(title=""), title="", password="")
    chosen = request.args.get("set", type=whole)
    times = blank_times(zone=room.zone, now=now)
    data = data_of(settings, times, Targets())
    form = AssignForm(**data, set_id=chosen, count=_USUAL_COUNT)
    _offer(form, room, others, sets)
    set_id = chosen or (sets[0].id if sets else 0)
    sections = assign_rules.fields_of((), set_id=set_id)
    found = _Sent(room, others, sets, form, sections)
    return render(_settings_page(found, remembered=last is not None, now=now))


def preview_quiz(class_id: int) -> str | tuple[str, int]:
    """Check the settings and show the questions; choose, move, drop or replace them."""
    user_id, now = visitor.current().id, clock.now()
    found = _read(class_id, user_id=user_id)
    button = request.form.get("do", "")
    if button == "settings":
        return render(_settings_page(found, now=now))
    if button.startswith("preset:"):
        return render(_settings_page(_with_preset(found, button[7:]), now=now))
    changed = assign_rules.press(found.sections, button, set_id=found.form.set_id.data or 0)
    if changed is not None or button == "passages":
        found.form.mode.data = "rules"
        return render(_settings_page(replace(found, sections=changed or found.sections), now=now))
    checked = _check(found, now=now)
    if checked is None:
        return render(_settings_page(found, now=now)), 400
    try:
        asked = assign_state.pressed(found.form, checked.sections, user_id=user_id)
    except InputError as error:
        refuse(found.form, _as_field(error), otherwise="count")
        return render(_settings_page(found, now=now)), 400
    page = _preview(found, checked, asked)
    return (render(page), 409) if asked.problem else render(page)


def assign_now(class_id: int) -> tuple[str, int] | Response:
    """Give the quiz to its classes."""
    user_id, now = visitor.current().id, clock.now()
    found = _read(class_id, user_id=user_id)
    checked = _check(found, now=now)
    if checked is None:
        return render(_settings_page(found, now=now)), 400
    try:
        items = assign_state.read_items()
        given = assigning_give.give(
            user_id=user_id,
            places=[
                Place(room.id, targets_of(found.form) if room.id == class_id else Targets())
                for room, _ in checked.places
            ],
            settings=checked.settings,
            times=times_of(found.form),
            content=assign_state.content_of(found.form, checked.sections, items),
            now=now,
        )
    except InputError as error:
        refuse(found.form, _as_field(error), otherwise="title")
        return render(_settings_page(found, now=now)), 400
    except ConflictError as error:
        page = _preview(found, checked, Asked(items, problem=words_of(error)))
        return render(page), 409
    if len(given) > 1:
        flash(say("Each class has the quiz, at the times of its own zone."), "good")
        return redirect(url_for("teacher.report", assignment_id=given[0]), 303)
    later_on = checked.places[0][1].visible_at
    if later_on is not None and later_on > now:
        flash(say("The quiz is scheduled: nobody sees it before its time."), "good")
    else:
        flash(say("The quiz is assigned. Learners of the class see it now."), "good")
    return redirect(url_for("teacher.report", assignment_id=given[0]), 303)


def _read(class_id: int, *, user_id: int) -> _Sent:
    room, others = assigning_give.choices_of(user_id=user_id, class_id=class_id)
    sets = assignments.list_sets(user_id=user_id)
    form = sent(AssignForm)
    _offer(form, room, others, sets)
    sections = assign_rules.read_sections(request.form, set_id=form.set_id.data or 0)
    return _Sent(room, others, sets, form, sections)


def _offer(
    form: AssignForm,
    room: ClassChoice,
    others: Sequence[ClassChoice],
    sets: Sequence[SetChoice],
) -> None:
    offer_class(form, room)
    offer_sets(form, sets, others=others)


def _check(found: _Sent, *, now: datetime) -> _Checked | None:
    """Return the checked settings, or None with the reasons beside the fields."""
    form = found.form
    if not form.validate():
        if form.set_id.errors:
            form.set_id.errors = (
                say(
                    "This set was retired meanwhile, or is not one you can assign. Choose another;"
                    " the rest of the form is kept."
                ),
            )
        return None
    settings = tidy(settings_of(form, title=title_of(form, found.sets)))
    chosen = set(form.classes.data or ())
    rooms = [found.room, *(each for each in found.others if each.id in chosen)]
    try:
        places = []
        for room in rooms:
            times = times_of(form).in_zone(room.zone)
            check(settings, times, now=now)
            places.append((room, times))
        sections = assign_state.sections_of(form, found.sections)
        assign_state.read_items()
    except InputError as error:
        refuse(form, _as_field(error), otherwise="title")
        return None
    return _Checked(settings, sections, tuple(places))


def _preview(found: _Sent, checked: _Checked, asked: Asked) -> PreviewPage:
    form = found.form
    by_hand = form.mode.data == "chosen" or any(each.picked for each in asked.items)
    keyed = assigning_content.list_keyed(asked.items)
    return PreviewPage(
        room=found.room,
        settings=checked.settings,
        places=tuple((room.name, room.zone, times) for room, times in checked.places),
        named=len(targets_of(form).groups) + len(targets_of(form).learners),
        fields=assign_state.carried(form, title=checked.settings.title),
        drawn=assign_state.draws(form),
        listed=form.mode.data == "chosen",
        sections=checked.sections,
        questions=keyed,
        short=_shown_short(asked, form),
        telling=telling_pairs(keyed) if by_hand else (),
        repeated=repeated_facts(keyed) if by_hand else (),
        warnings=(
            *warnings(checked.settings, checked.places[0][1]),
            *due_beside(
                user_id=visitor.current().id,
                places=[(room.id, times.due_at) for room, times in checked.places],
            ),
        ),
        picker=picker_of(form.set_id.data, asked.items),
        sets=found.sets,
        problem=say(asked.problem) if asked.problem else "",
    )


def _shown_short(asked: Asked, form: AssignForm) -> tuple[Shortfall, ...]:
    """Return which rules lack questions; a whole set lacks none."""
    return () if form.mode.data == "whole" else asked.short


def _settings_page(found: _Sent, *, now: datetime, remembered: bool = False) -> AssignPage:
    named = {rule.set_id for section in found.sections for rule in section.rules}
    try:
        items = assign_state.read_items()
    except InputError:
        items = ()
    return AssignPage(
        room=found.room,
        form=found.form,
        sets=found.sets,
        sections=found.sections,
        passages=assigning_content.list_passages(sorted(named)),
        items=items,
        chosen_for=request.form.get("chosen_for", ""),
        presets=PRESETS,
        remembered=remembered,
        now=now,
    )


def _with_preset(found: _Sent, name: str) -> _Sent:
    """Return the request with the settings of a preset; what is asked and of whom stays."""
    preset = PRESETS.get(name)
    if preset is None:
        return found
    old = found.form
    settings, times = assigning_presets.fill(
        preset, settings_of(old, title=old.title.data or ""), times_of(old)
    )
    form = AssignForm(
        **data_of(settings, times, targets_of(old)),
        set_id=old.set_id.data,
        count=old.count.data,
        mode=old.mode.data,
        drawn=old.drawn.data,
        classes=old.classes.data,
    )
    _offer(form, found.room, found.others, found.sets)
    return replace(found, form=form)


def _copy_page(
    source: Editable,
    room: ClassChoice,
    others: tuple[ClassChoice, ...],
    sets: tuple[SetChoice, ...],
    *,
    now: datetime,
) -> AssignPage:
    """Return the settings of another assignment, to be given once more at other times."""
    content = source.content
    rules = [rule for section in content.sections for rule in section.rules]
    # The questions of a fixed quiz are kept, one by one; of a drawn one its rules, and what was
    # chosen beside them.
    mode = "rules" if content.drawn else "chosen"
    targets = source.targets if source.class_id == room.id else Targets()
    form = AssignForm(
        **data_of(source.settings, blank_times(zone=room.zone, now=now), targets),
        set_id=content.set_id,
        count=rules[0].count or _USUAL_COUNT if rules else _USUAL_COUNT,
        mode=mode,
        drawn=content.drawn,
    )
    _offer(form, room, others, sets)
    sections = assign_rules.fields_of(content.sections, set_id=content.set_id)
    page = _settings_page(_Sent(room, others, sets, form, sections), now=now)
    return replace(page, items=content.items)


def _as_field(error: InputError) -> InputError:
    """Return the refusal at a field that the form has: rules stand below the mode."""
    if error.field != "rules":
        return error
    return InputError(error.template, field="mode", **error.values)
