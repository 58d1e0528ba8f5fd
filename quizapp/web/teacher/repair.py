"""Mending a question: what a proposal would change, then storing it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.marking import grading_items, grading_repair
from quizapp.services.marking.grading_keys import Accept, Key, Proposal, TakeBack, Version
from quizapp.services.marking.grading_repair import Preview
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import say_counted, words_of
from quizapp.web.pages import render, shows

_MOST: Final = 400
"""Answers that one form can name: far more than a class writes."""


@shows("teacher/repair.html")
@dataclass(frozen=True, slots=True)
class RepairPage:
    """Who would change.

    Attributes:
        fields: the proposal again, to be sent with the button.
        other: the address of the same proposal the other way (raise only, or both ways).
    """

    preview: Preview
    fields: tuple[tuple[str, str], ...]
    other: str
    note: str
    error: str
    taking_back: bool


def preview_repair(item_id: int) -> str | Response:
    """Show who would change; nothing is stored."""
    try:
        return render(_page(item_id, request.args))
    except InputError as error:
        flash(words_of(error), "bad")
        return redirect(url_for("teacher.grade_item", item_id=item_id), 303)


def repair_item(item_id: int) -> tuple[str, int] | Response:
    """Store the credits and regrade."""
    note = request.form.get("note", "")
    try:
        done = grading_repair.repair(
            user_id=visitor.current().id,
            item_id=item_id,
            proposal=_proposal(item_id, request.form),
            lower=_lower(request.form),
            base=request.form.get("base", ""),
            note=note,
            now=clock.now(),
        )
    except ConflictError as error:
        return render(_page(item_id, request.form, note=note, error=words_of(error))), 409
    except InputError as error:
        if error.field != "note":
            flash(words_of(error), "bad")
            return redirect(url_for("teacher.grade_item", item_id=item_id), 303)
        return render(_page(item_id, request.form, note=note, error=words_of(error))), 400
    flash(
        say_counted(
            "Stored. %(num)s learner has other points now and is told.",
            "Stored. %(num)s learners have other points now and are told.",
            done.told,
        ),
        "good",
    )
    return redirect(url_for("teacher.grade_item", item_id=item_id), 303)


def _page(
    item_id: int, values: MultiDict[str, str], *, note: str = "", error: str = ""
) -> RepairPage:
    proposal, lower = _proposal(item_id, values), _lower(values)
    found = grading_repair.preview(
        user_id=visitor.current().id, item_id=item_id, proposal=proposal, lower=lower
    )
    fields = _fields(proposal, values)
    turned = [*fields, ("lower", "" if lower else "y")]
    return RepairPage(
        preview=found,
        fields=(*fields, ("lower", "y" if lower else "")),
        other=f"{url_for('teacher.preview_repair', item_id=item_id)}?{urlencode(turned)}",
        note=note,
        error=error,
        taking_back=isinstance(proposal, TakeBack),
    )


def _proposal(item_id: int, values: MultiDict[str, str]) -> Proposal:
    """Return what the form or the address asks for.

    Raises:
        InputError: it cannot be read.
    """
    how = values.get("how", "")
    if how == "accept":
        found = grading_items.get_points(user_id=visitor.current().id, item_id=item_id)
        text = values.get("points", "").strip().replace(",", ".")
        try:
            share = (float(text) if text else found) / found
        except (ValueError, ZeroDivisionError):
            share = -1.0  # refused by the service, which knows how many points there are
        return Accept(tuple(values.getlist("answer")[:_MOST]), share)
    if how == "key":
        right = [_number(each) for each in values.getlist("right")[:_MOST]]
        return Key(tuple(right))
    if how == "version":
        return Version(_number(values.get("version", "")))
    if how == "back":
        return TakeBack(tuple(values.getlist("credit")[:_MOST]))
    raise InputError("Choose what shall be changed.", field="how")


def _fields(proposal: Proposal, values: MultiDict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the proposal as fields of a form."""
    match proposal:
        case Accept(digests=digests):
            points = ("points", values.get("points", "").strip())
            return (("how", "accept"), points, *(("answer", each) for each in digests))
        case Key(right=right):
            return (("how", "key"), *(("right", str(each)) for each in right))
        case Version(question_id=question_id):
            return (("how", "version"), ("version", str(question_id)))
        case TakeBack(digests=digests):
            return (("how", "back"), *(("credit", each) for each in digests))


def _number(text: str) -> int:
    try:
        return whole(text)
    except ValueError:
        raise InputError("Choose what shall be changed.", field="how") from None


def _lower(values: MultiDict[str, str]) -> bool:
    return values.get("lower", "") == "y"
