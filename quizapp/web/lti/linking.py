"""A launch in the browser that began it: whose account, which class, and on to the quiz."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.lti import lti_arrival, lti_courses, lti_launch
from quizapp.services.lti.lti_arrival import Step
from quizapp.services.lti.lti_claims import DEEP_LINKING
from quizapp.services.lti.lti_courses import Choice, Place
from quizapp.services.lti.lti_launch import Ticket
from quizapp.services.study import sets
from quizapp.web import visitor
from quizapp.web.entering import enter
from quizapp.web.formkit import Form, chosen, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.lti.launching import cookie_name
from quizapp.web.pages import render, shows

_PAGES: Final = {
    ("quiz", True): "teacher.report",
    ("quiz", False): "quiz.intro",
    ("goal", True): "teacher.goal",
    ("goal", False): "learner.goal",
}
"""Where an assignment opens, by its kind and whether the person teaches the class."""


class ConnectForm(Form):
    """A new class for a course."""

    name = StringField(later("Name of the class"))
    zone = StringField(later("Time zone"))


@shows("lti/continue.html")
@dataclass(frozen=True, slots=True)
class ContinuePage:
    """What a launch needs next.

    Attributes:
        step: of ``Step``, as text. told: the name that the platform tells.
        account: name of the linked account, "" without one.
        here: name of who is signed in here, "" for nobody.
        other: whether that is somebody else than the linked account.
        may_make: whether an account may be made.
    """

    ticket: str
    platform: str
    course: str
    step: str
    told: str
    account: str
    here: str
    other: bool
    may_make: bool


@shows("lti/connect.html")
@dataclass(frozen=True, slots=True)
class ConnectPage:
    """The classes that a course can be connected with, and the form of a new one."""

    choice: Choice
    form: ConnectForm


def go_on(ticket: str) -> str:
    """Show what a launch needs next; where nothing is left to decide, the page sends itself."""
    return render(_page(ticket, read(ticket)))


def go_on_now(ticket: str) -> tuple[str, int] | Response:
    """Sign the launch's person in, whose account is made or linked where it is new."""
    launch = read(ticket)
    if request.form.get("do") == "link" and lti_arrival.look(launch).step is Step.NEW:
        lti_arrival.link(launch, user_id=visitor.current().id, now=clock.now())
    if lti_arrival.look(launch).step not in {Step.NEW, Step.GO}:
        return render(_page(ticket, launch)), 403
    person = lti_arrival.enter(launch, zone=request.form.get("zone", ""), now=clock.now())
    here = visitor.find_current()
    if here is None or (here.id, here.epoch) != (person.id, person.epoch):
        answer = enter(person, to=url_for("lti.go_on", ticket=ticket))
        if visitor.find_current() is None:
            return answer  # By the second step, and back to the launch's page.
    return _lead_on(ticket, launch)


def connect(ticket: str) -> str:
    """Show what a course can be connected with."""
    choice = lti_courses.get_choice(read(ticket), user_id=visitor.current().id)
    form = ConnectForm(name=choice.course, zone=choice.zone)
    return render(ConnectPage(choice, form))


def connect_now(ticket: str) -> tuple[str, int] | Response:
    """Connect the course with a class of the teacher's, or with a new one."""
    launch, user_id = read(ticket), visitor.current().id
    form = sent(ConnectForm)
    try:
        lti_courses.connect(
            launch,
            user_id=user_id,
            class_id=_class_id(),
            name=form.name.data or "",
            zone=form.zone.data or "",
            now=clock.now(),
        )
    except InputError as error:
        refuse(form, error, otherwise="name")
        choice = lti_courses.get_choice(launch, user_id=user_id)
        return render(ConnectPage(choice, form)), 400
    flash(say("The course is connected with your class."), "good")
    return _lead_on(ticket, launch)


def read(ticket: str) -> Ticket:
    """Return the launch of a ticket, if this is the browser that began it."""
    held = request.cookies.get(cookie_name(lti_launch.label_of(ticket)), "")
    return lti_launch.read_ticket(ticket=ticket, browser=held, now=clock.now())


def _class_id() -> int | None:
    """Return the class that was chosen, None for a new one."""
    text = request.form.get("class_id", "")
    try:
        return chosen(text) if text else None
    except ValueError:
        raise ConflictError("Choose one of your classes, or a new one.") from None


def _page(ticket: str, launch: Ticket) -> ContinuePage:
    standing = lti_arrival.look(launch)
    here = visitor.find_current()
    person = standing.person
    return ContinuePage(
        ticket=ticket,
        platform=launch.platform,
        course=standing.course,
        step=standing.step.value,
        told=launch.message.name,
        account=person.name if person else "",
        here=here.name if here else "",
        other=here is not None and person is not None and here.id != person.id,
        may_make=standing.may_make,
    )


def _lead_on(ticket: str, launch: Ticket) -> Response:
    """Lead to what is left to choose, or to where the link leads."""
    if lti_arrival.look(launch).class_id is None:
        return redirect(url_for("lti.connect", ticket=ticket), 303)
    if launch.message.kind == DEEP_LINKING:
        return redirect(url_for("lti.choose", ticket=ticket), 303)
    user_id, now = visitor.current().id, clock.now()
    place = lti_courses.arrive(launch, user_id=user_id, now=now)
    if place.kind == "set":
        sets.add_set(user_id=user_id, set_id=place.number, now=now)
    response = redirect(_address(place), 303)
    response.delete_cookie(cookie_name(lti_launch.label_of(ticket)), path="/", samesite="Lax")
    return response


def _address(place: Place) -> str:
    if place.kind == "set":
        return url_for("learner.study_page", set=place.number)
    if place.kind == "class":
        here = url_for("teacher.show_class", class_id=place.number)
        return here if place.teaches else url_for("quiz.quizzes")
    endpoint = _PAGES[place.kind, place.teaches]
    return url_for(endpoint, assignment_id=place.number)
