"""The questions of an assignment that stands: all until it is started, then one by one."""

from dataclasses import dataclass, replace

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.generation.question import Question
from quizapp.services.assigning import (
    assigning_content,
    assigning_edit,
    assigning_repair,
    assignments,
)
from quizapp.services.assigning.assigning_content import Content, KeyedItem
from quizapp.services.assigning.assigning_edit import Editable, StaleError
from quizapp.services.assigning.assigning_repair import HOW, DropPreview, QuestionLine
from quizapp.services.quizzes.quiz_rules import Section, Shortfall, is_chosen
from quizapp.store.quizzes.quiz_queries import SetChoice
from quizapp.store.teaching.assigning_queries import SetPassage
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows
from quizapp.web.teacher import assign_rules, assign_state
from quizapp.web.teacher.assign_picker import Picker, picker_of
from quizapp.web.teacher.assign_rules import SectionFields
from quizapp.web.teacher.assign_state import Asked
from quizapp.web.teacher.question_conflict import Conflict, conflict_of, with_theirs


@shows("teacher/edit_questions.html")
@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions before the first attempt: all of them can change.

    Attributes:
        conflict: after somebody else changed it, what is stored by now beside one's own.
        fields: of the rules, for a drawn quiz; ``sample`` is what one learner may be asked.
        problem: why the last thing asked for could not be done, or "".
    """

    assignment: Editable
    conflict: Conflict | None
    sections: tuple[Section, ...]
    questions: tuple[KeyedItem, ...]
    fields: tuple[SectionFields, ...]
    passages: tuple[SetPassage, ...]
    sets: tuple[SetChoice, ...]
    seed: str
    picker: Picker
    short: tuple[Shortfall, ...]
    problem: str


@shows("teacher/asked_questions.html")
@dataclass(frozen=True, slots=True)
class AskedPage:
    """The questions once somebody has started: each can be dropped or replaced."""

    assignment: Editable
    questions: tuple[QuestionLine, ...]


@shows("teacher/drop_question.html")
@dataclass(frozen=True, slots=True)
class DropPage:
    """What dropping one question does, both ways, and what could be asked instead."""

    assignment: Editable
    line: QuestionLine
    previews: tuple[DropPreview, ...]
    replaceable: bool
    others: tuple[tuple[int, Question], ...]
    note: str
    how: str
    chosen: int | None
    problem: str


def questions(assignment_id: int) -> str:
    """Show the questions with their keys."""
    user_id = visitor.current().id
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    if found.attempts:
        lines = assigning_repair.list_questions(user_id=user_id, assignment_id=assignment_id)
        return render(AskedPage(found, lines))
    content = found.content
    fields = assign_rules.fields_of(content.sections, set_id=content.set_id)
    return render(_page(found, content, fields))


def change_questions(assignment_id: int) -> str | tuple[str, int] | Response:
    """Move, add, replace or drop questions or rules; "store" keeps them."""
    user_id = visitor.current().id
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    version = request.form.get("version", 0, type=whole)
    fields = _sent_fields(found)
    content = found.content
    button = request.form.get("do", "")
    # What is stored by now stays beside one's own until one of both is chosen.
    beside = version != found.version or "conflict" in request.form
    try:
        set_id = content.set_id
        changed = assign_rules.press(fields, button, set_id=set_id) if content.drawn else None
        if changed is not None or button in {"passages", "their-rules"}:
            fields = changed or fields
            return render(_page(found, _with_rules(content, fields), fields, beside=beside))
        content, problem = _edited(found, fields)
        if button != "store":
            return render(_page(found, content, fields, problem=problem, beside=beside))
        assigning_edit.change_content(
            user_id=user_id,
            assignment_id=assignment_id,
            version=version,
            content=content,
            now=clock.now(),
        )
    except StaleError:
        fresh = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
        return render(_page(fresh, content, fields, beside=True)), 409
    except (InputError, ConflictError) as error:
        status = 400 if isinstance(error, InputError) else 409
        page = _page(found, content, fields, problem=words_of(error), beside=beside)
        return render(page), status
    flash(say("The questions are stored."), "good")
    return redirect(url_for("teacher.questions", assignment_id=assignment_id), 303)


def drop_question(item_id: int) -> str:
    """Show what dropping a question would do."""
    return render(_drop_page(item_id))


def drop_question_now(item_id: int) -> tuple[str, int] | Response:
    """Drop or replace a question, or put it back."""
    user_id, now = visitor.current().id, clock.now()
    assignment_id = assigning_repair.find_assignment(user_id=user_id, item_id=item_id)
    version = request.form.get("version", 0, type=whole)
    how, note = request.form.get("how", ""), request.form.get("note", "")
    instead = request.form.get("instead", type=whole)
    try:
        if request.form.get("do") == "back":
            assigning_repair.put_back(user_id=user_id, item_id=item_id, version=version, now=now)
        elif instead:
            assigning_repair.replace_question(
                user_id=user_id,
                item_id=item_id,
                question_id=instead,
                how=how,
                version=version,
                note=note,
                now=now,
            )
        else:
            assigning_repair.drop(
                user_id=user_id, item_id=item_id, how=how, version=version, note=note, now=now
            )
    except (InputError, ConflictError) as error:
        status = 400 if isinstance(error, InputError) else 409
        return render(_drop_page(item_id, problem=words_of(error))), status
    flash(say("Done. The scores follow, and those whose points changed are told."), "good")
    return redirect(url_for("teacher.questions", assignment_id=assignment_id), 303)


def _sent_fields(found: Editable) -> tuple[SectionFields, ...]:
    """Return the rules that were sent, or those that are stored where they were asked for."""
    content = found.content
    if not content.drawn or request.form.get("do") == "their-rules":
        return assign_rules.fields_of(content.sections, set_id=content.set_id)
    return assign_rules.read_sections(request.form, set_id=content.set_id)


def _edited(found: Editable, fields: tuple[SectionFields, ...]) -> tuple[Content, str]:
    """Return what was sent after the pressed button, and why that could not be done or "".

    Raises:
        InputError: a number cannot be read, or there are too many.
    """
    content = _sent_content(found, fields)
    if request.form.get("do") == "take":
        chosen = request.form.getlist("their", type=whole)
        return with_theirs(content, found.content, chosen), ""
    asked = assign_state.edited(content, user_id=visitor.current().id)
    return replace(content, items=asked.items), say(asked.problem) if asked.problem else ""


def _sent_content(found: Editable, fields: tuple[SectionFields, ...]) -> Content:
    """Return the questions or rules that were sent.

    Raises:
        InputError: a number cannot be read.
    """
    content = replace(found.content, items=assign_state.read_items())
    return replace(content, sections=assign_rules.rules_of(fields)) if content.drawn else content


def _with_rules(content: Content, fields: tuple[SectionFields, ...]) -> Content:
    """Return the questions that were sent, with rules that may be half typed."""
    content = replace(content, items=assign_state.read_items())
    try:
        return replace(content, sections=assign_rules.rules_of(fields))
    except InputError:
        return content


def _page(
    found: Editable,
    content: Content,
    fields: tuple[SectionFields, ...],
    *,
    problem: str = "",
    beside: bool = False,
) -> QuestionsPage:
    user_id = visitor.current().id
    items = content.items
    short: tuple[Shortfall, ...] = ()
    if content.drawn:
        try:
            asked = assign_state.sampled(content, Asked(items), user_id=user_id)
            items, short = asked.items, asked.short
        except InputError as error:
            problem = problem or words_of(error)
    named = {rule.set_id for section in fields for rule in section.rules}
    return QuestionsPage(
        assignment=found,
        conflict=conflict_of(found.content, content, shown=items) if beside else None,
        sections=content.sections,
        questions=assigning_content.list_keyed(items),
        fields=fields if content.drawn else (),
        passages=assigning_content.list_passages(sorted(named)) if content.drawn else (),
        sets=assignments.list_sets(user_id=user_id),
        seed=assign_state.seed(),
        picker=picker_of(content.set_id, items),
        short=short,
        problem=problem,
    )


def _drop_page(item_id: int, *, problem: str = "") -> DropPage:
    user_id = visitor.current().id
    assignment_id = assigning_repair.find_assignment(user_id=user_id, item_id=item_id)
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    lines = assigning_repair.list_questions(user_id=user_id, assignment_id=assignment_id)
    line = next(each for each in lines if each.item.item_id == item_id)
    dropped = line.item.dropped_at is not None
    others: tuple[tuple[int, Question], ...] = ()
    replaceable = not found.content.drawn or is_chosen(
        found.content.sections, section=line.item.section, question_id=line.item.question_id
    )
    if not dropped and replaceable:
        others = assigning_repair.list_others(user_id=user_id, item_id=item_id, seed=str(item_id))
    given: MultiDict[str, str] = request.form
    return DropPage(
        assignment=found,
        line=line,
        previews=()
        if dropped
        else tuple(
            assigning_repair.preview_drop(user_id=user_id, item_id=item_id, how=how) for how in HOW
        ),
        replaceable=replaceable,
        others=others,
        note=given.get("note", ""),
        how=given.get("how", "removed"),
        chosen=given.get("instead", type=whole),
        problem=problem,
    )
