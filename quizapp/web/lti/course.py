"""The course of a class: what was sent to it, its members, and parting from it."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.classes.roster_plan import What
from quizapp.services.lti import lti_courses, lti_grades, lti_members, lti_outbox
from quizapp.services.lti.lti_grades import CoursePage as Course
from quizapp.services.lti.lti_http import PROBLEMS
from quizapp.services.lti.lti_members import MembersPlan
from quizapp.web import visitor
from quizapp.web.access import NO_PAGE
from quizapp.web.configured import settings_in_force
from quizapp.web.language import said, say, say_counted, words_of
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class Row:
    """A member as the page shows what becomes of them."""

    name: str
    what: str
    account: str
    notes: tuple[str, ...]


@shows("lti/course.html")
@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course; ``problems`` are words for each problem's key."""

    course: Course
    problems: dict[str, str]


@shows("lti/members.html")
@dataclass(frozen=True, slots=True)
class MembersPage:
    """What taking the members over would do."""

    course: Course
    rows: tuple[Row, ...]
    joining: tuple[str, ...]
    left: tuple[str, ...]
    new: int
    digest: str
    problem: str


def course(class_id: int) -> str:
    """Show the course of a class."""
    problems = {key: said(words) for key, words in PROBLEMS.items()}
    return render(CoursePage(_course(class_id), problems))


def send(class_id: int) -> Response:
    """Send what waits, and what was given up."""
    _course(class_id)
    done = lti_outbox.send_now(
        user_id=visitor.current().id,
        class_id=class_id,
        settings=settings_in_force(),
        now=clock.now(),
    )
    if done.failed:
        flash(
            say_counted(
                "%(num)s mark could not be sent. Beneath you see why; it is tried again.",
                "%(num)s marks could not be sent. Beneath you see why; they are tried again.",
                done.failed,
            ),
            "bad",
        )
    else:
        flash(say_counted("%(num)s mark was sent.", "%(num)s marks were sent.", done.sent), "good")
    if done.left:
        flash(
            say_counted(
                "%(num)s more waits and goes by itself within minutes.",
                "%(num)s more wait and go by themselves within minutes.",
                done.left,
            ),
            "good",
        )
    return redirect(url_for("lti.course", class_id=class_id), 303)


def part(class_id: int) -> Response:
    """Part the class from its course."""
    lti_courses.disconnect(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    flash(say("The class and the course are parted. Nobody was taken off the class list."), "good")
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)


def members(class_id: int) -> str | Response:
    """Fetch the members, and show what taking them over would do."""
    found, user_id = _course(class_id), visitor.current().id
    try:
        people = lti_members.fetch_members(
            user_id=user_id, class_id=class_id, settings=settings_in_force(), now=clock.now()
        )
    except ConflictError as error:
        flash(words_of(error), "bad")
        return redirect(url_for("lti.course", class_id=class_id), 303)
    plan = lti_members.try_members(user_id=user_id, class_id=class_id, people=people)
    return render(_page(found, plan, problem=""))


def take_members(class_id: int) -> tuple[str, int] | Response:
    """Take the members over, as the platform lists them now."""
    found, user_id = _course(class_id), visitor.current().id
    people = lti_members.fetch_members(
        user_id=user_id, class_id=class_id, settings=settings_in_force(), now=clock.now()
    )
    try:
        done = lti_members.take_members(
            user_id=user_id,
            class_id=class_id,
            people=people,
            digest=request.form.get("digest", ""),
            now=clock.now(),
        )
    except ConflictError as error:
        plan = lti_members.try_members(user_id=user_id, class_id=class_id, people=people)
        return render(_page(found, plan, problem=words_of(error))), 409
    count = done.plan.count(What.NEW) + len(done.joining)
    flash(
        say_counted(
            "%(num)s person came into the class.", "%(num)s people came into the class.", count
        ),
        "good",
    )
    return redirect(url_for("teacher.people", class_id=class_id), 303)


def _course(class_id: int) -> Course:
    found = lti_grades.find_course(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    if found is None:
        raise NotFoundError(NO_PAGE)
    return found


def _page(found: Course, plan: MembersPlan, *, problem: str) -> MembersPage:
    rows = tuple(
        Row(
            name=each.row.name,
            what=each.what.value,
            account=each.account,
            notes=tuple(
                words_of(note) for note in (*(f.error for f in each.row.faults), *each.notes)
            ),
        )
        for each in plan.plan.rows
    )
    return MembersPage(
        course=found,
        rows=rows,
        joining=plan.joining,
        left=plan.plan.left,
        new=plan.plan.count(What.NEW),
        digest=plan.digest,
        problem=problem,
    )
