"""The questions of an assignment that stands: all until it is started, then one by one."""

from dataclasses import dataclass, replace

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.generation.question import Question
from quizapp.services import assigning_content, assigning_edit, assigning_repair, assignments
from quizapp.services.assigning_content import Content, KeyedItem
from quizapp.services.assigning_edit import Editable, StaleError
from quizapp.services.assigning_repair import HOW, DropPreview, QuestionLine
from quizapp.services.quiz_rules import Section, Shortfall, is_chosen
from quizapp.store.assigning_queries import SetPassage
from quizapp.store.quiz_queries import SetChoice
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.formkit import whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows
from quizapp.web.teacher import assign_rules, assign_state
from quizapp.web.teacher.assign_picker import Picker, picker_of
from quizapp.web.teacher.assign_rules import SectionFields
from quizapp.web.teacher.assign_state import Asked
from quizapp.web.teacher.blueprint import blueprint


@shows("teacher/edit_questions.html")
@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions before the first attempt: all of them can change.

    Attributes:
        version: that the questions were read at.
        fields: of the rules, for a drawn quiz; ``sample`` is what one learner may be asked.
        problem: why the last thing asked for could not be done, or "".
    """

    assignment: Editable
    version: int
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


@blueprint.get("/assignments/<int:assignment_id>/questions")
@policy(Policy.TEACHER)
def questions(assignment_id: int) -> str:
    """Show the questions with their keys."""
    user_id = visitor.current().id
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    if found.attempts:
        lines = assigning_repair.list_questions(user_id=user_id, assignment_id=assignment_id)
        return render(AskedPage(found, lines))
    content = found.content
    fields = assign_rules.fields_of(content.sections, set_id=content.set_id)
    return render(_page(found, content, fields, version=found.version))


@blueprint.post("/assignments/<int:assignment_id>/questions")
@policy(Policy.TEACHER)
def change_questions(assignment_id: int) -> str | tuple[str, int] | Response:
    """Move, add, replace or drop questions or rules; "store" keeps them."""
    user_id = visitor.current().id
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    version = request.form.get("version", 0, type=whole)
    set_id = found.content.set_id
    fields = (
        assign_rules.read_sections(request.form, set_id=set_id)
        if found.content.drawn
        else assign_rules.fields_of(found.content.sections, set_id=set_id)
    )
    content = found.content
    button = request.form.get("do", "")
    try:
        changed = assign_rules.press(fields, button, set_id=set_id) if content.drawn else None
        if changed is not None or button == "passages":
            content = _with_rules(content, changed or fields)
            return render(_page(found, content, changed or fields, version=version))
        content = _sent_content(found, fields)
        asked = assign_state.edited(content, user_id=user_id)
        problem = say(asked.problem) if asked.problem else ""
        content = replace(content, items=asked.items)
        if button != "store":
            return render(_page(found, content, fields, version=version, problem=problem))
        assigning_edit.change_content(
            user_id=user_id,
            assignment_id=assignment_id,
            version=version,
            content=content,
            now=clock.now(),
        )
    except (InputError, ConflictError) as error:
        status = 400 if isinstance(error, InputError) else 409
        # Who was told that another teacher changed it may store theirs in its place.
        seen = found.version if isinstance(error, StaleError) else version
        page = _page(found, content, fields, version=seen, problem=words_of(error))
        return render(page), status
    flash(say("The questions are stored."), "good")
    return redirect(url_for("teacher.questions", assignment_id=assignment_id), 303)


@blueprint.get("/assignments/items/<int:item_id>/drop")
@policy(Policy.TEACHER)
def drop_question(item_id: int) -> str:
    """Show what dropping a question would do."""
    return render(_drop_page(item_id))


@blueprint.post("/assignments/items/<int:item_id>/drop")
@policy(Policy.TEACHER)
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
    version: int,
    problem: str = "",
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
        version=version,
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
