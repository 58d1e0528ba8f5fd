"""The passages of an article in the works: edit, split, merge, drop, restore what was left out."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.editing import editing
from quizapp.services.editing.editing import StaleError, Workbench
from quizapp.services.editing.editing_passages import tidy
from quizapp.web import visitor
from quizapp.web.author.passage_page import (
    STALE,
    Question,
    find_passage,
    losing,
    make_page,
    page_url,
    passage_problem,
    passage_url,
    show_again,
    split_at,
)
from quizapp.web.author.publish import bank_folder
from quizapp.web.formkit import whole
from quizapp.web.language import say
from quizapp.web.pages import render


def passages(article_id: str) -> str:
    """Show the passages."""
    at = request.args.get("at", default=1, type=whole)
    return render(make_page(editing.open_article(bank_folder(), article_id), at=at))


def add_passages(article_id: str) -> tuple[str, int] | Response:
    """Add passages at the end; an empty line parts them."""
    sent = request.form.get("text", "").replace("\r\n", "\n")
    left = [part for part in re.split(r"\n\s*\n", sent) if part.strip()] or [""]
    now, by = clock.now(), visitor.current().id
    try:
        while left:
            editing.add_passage(bank_folder(), article_id, text=left[0], heading="", now=now, by=by)
            left.pop(0)
    except InputError as error:
        # Those before it are in: only the rest is shown again.
        work = editing.open_article(bank_folder(), article_id)
        page = replace(make_page(work), added="\n\n".join(left), problem=passage_problem(error))
        return render(page), 400
    flash(say("Added at the end."), "good")
    return redirect(url_for("author.passages", article_id=article_id, _anchor="new-passage"), 303)


def save_passage(article_id: str, number: int) -> tuple[str, int] | Response:
    """Store a passage's words and heading."""
    text, heading = tidy(request.form.get("text", "")), tidy(request.form.get("heading", ""))
    work = editing.open_article(bank_folder(), article_id)
    lost = losing(work, number, [text])
    if lost and not _is_sure():
        asked = Question(lost, passage_url(article_id, number), say("Save all the same"))
        return show_again(work, number, asked=asked, status=200)

    def save() -> None:
        seen = request.form.get("seen", "")
        _save(article_id, number, text=text, heading=heading, seen=seen)

    return _done(work, number, save, said=say("Passage %(number)s is saved.", number=number))


def split_passage(article_id: str, number: int) -> tuple[str, int] | Response:
    """Make two passages of one, after the words that were sent."""
    work = editing.open_article(bank_folder(), article_id)
    passage = find_passage(work, number)
    after = tidy(request.form.get("after", ""))
    text = passage.text if passage else ""
    at, problem = split_at(text, after)
    if passage and problem:
        return show_again(work, number, split_problem=problem)
    lost = losing(work, number, [text[:at], text[at:]])
    if lost and not _is_sure():
        return show_again(
            work,
            number,
            split_problem=say(
                "This would cut the words that a fact rests on: “%(words)s” Split before or after "
                "them.",
                words=lost[0],
            ),
        )

    def split() -> None:
        editing.split_passage(bank_folder(), article_id, number, at=at, **_given())

    return _done(work, number, split, said=say("Passage %(number)s is split.", number=number))


def merge_passage(article_id: str, number: int) -> tuple[str, int] | Response:
    """Add the next passage to this one."""
    work = editing.open_article(bank_folder(), article_id)

    def merge() -> None:
        editing.merge_passage(bank_folder(), article_id, number, **_given())

    return _if_saved(work, number) or _done(
        work,
        number,
        merge,
        said=say("Passages %(number)s and %(next)s are one.", number=number, next=number + 1),
    )


def drop_passage(article_id: str, number: int) -> tuple[str, int] | Response:
    """Take a passage out."""
    work = editing.open_article(bank_folder(), article_id)
    lost = losing(work, number, [])
    if lost and not _is_sure():
        asked = Question(
            lost, f"{passage_url(article_id, number)}/drop", say("Drop it all the same")
        )
        return show_again(work, number, asked=asked, status=200)

    def drop() -> None:
        editing.drop_passage(bank_folder(), article_id, number, **_given())

    return _done(work, number, drop, said=say("Passage %(number)s is dropped.", number=number))


def move_heading(article_id: str, number: int) -> tuple[str, int] | Response:
    """Give a passage's heading to the one before or after it."""
    work = editing.open_article(bank_folder(), article_id)
    to = request.form.get("to", default=0, type=whole)
    passage, other = find_passage(work, number), find_passage(work, to)

    def move() -> None:
        if passage is None or other is None:
            raise InputError("There is no passage to give the heading to.")
        if passage.digest != request.form.get("seen", ""):
            raise StaleError(None)
        _save(article_id, to, text=other.text, heading=passage.heading, seen=other.digest)
        _save(article_id, number, text=passage.text, heading="", seen=passage.digest)

    said = say("The heading stands at passage %(number)s.", number=to)
    return _done(work, to if other else number, move, said=said)


def restore_line(article_id: str) -> Response:
    """Bring a line back that cleaning left out."""
    line = request.form.get("line", default=0, type=whole)
    try:
        editing.restore_line(
            bank_folder(), article_id, line, now=clock.now(), by=visitor.current().id
        )
    except InputError as error:
        flash(
            say("Line %(line)s is not restored: %(why)s.", line=line, why=passage_problem(error)),
            "bad",
        )
    else:
        flash(say("Line %(line)s is a passage now.", line=line), "good")
    return redirect(url_for("author.passages", article_id=article_id, _anchor="left-out"), 303)


def _save(article_id: str, number: int, *, text: str, heading: str, seen: str) -> None:
    editing.edit_passage(
        bank_folder(),
        article_id,
        number,
        text=text,
        heading=heading,
        expected=seen,
        now=clock.now(),
        by=visitor.current().id,
    )


def _given() -> Any:
    """Return what every edit of a passage names: what was seen, when, and who."""
    return {
        "expected": request.form.get("seen", ""),
        "now": clock.now(),
        "by": visitor.current().id,
    }


def _is_sure() -> bool:
    return request.form.get("sure") == "yes"


def _done(
    work: Workbench, number: int, act: Callable[[], None], *, said: str
) -> tuple[str, int] | Response:
    """Do it and go back to the passage; a refusal stands beside what was typed."""
    try:
        act()
    except ConflictError:
        now = editing.open_article(bank_folder(), work.id)
        return show_again(now, number, problem=STALE, status=409)
    except InputError as error:
        return show_again(work, number, problem=passage_problem(error))
    flash(said, "good")
    address = page_url(work.id, at=number, anchor=f"passage-{number}")
    return redirect(address, 303)


def _if_saved(work: Workbench, number: int) -> tuple[str, int] | None:
    """Return the page with a word where the passage was typed in and not saved."""
    passage = find_passage(work, number)
    if passage is None or tidy(request.form.get("text", passage.text)) == passage.text:
        return None
    return show_again(
        work, number, problem=say("Save what you have typed here first, or load the page anew.")
    )
