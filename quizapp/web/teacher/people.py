"""The people of a class: learners, groups, co-teachers."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.classes import class_groups, classes, learner_work, roster
from quizapp.services.classes.class_groups import ClassPeople
from quizapp.services.classes.classes import ClassPage
from quizapp.services.lti import lti_courses
from quizapp.store.teaching.group_queries import ClassPerson
from quizapp.web import visitor
from quizapp.web.formkit import Form, refuse, sent, whole
from quizapp.web.language import later, say, say_counted, words_of
from quizapp.web.pages import render, shows
from quizapp.web.teacher.csv_files import csv_download


class GroupForm(Form):
    """The name of a group."""

    name = StringField(
        later("Name of the group"),
        [InputRequired(later("Please give it a name."))],
        id="group-name",
    )


class TeacherForm(Form):
    """The name of a teacher's account."""

    name = StringField(
        later("Name of their account"),
        [InputRequired(later("Please write the name in."))],
        id="teacher-name",
    )


@shows("teacher/people.html")
@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody in a class.

    Attributes:
        groups_of: names of the groups of each learner. waiting: how many can get a slip.
        former: (id, name) of those off the list whose work here is still stored.
        has_course: whether a course of a learning platform is connected with the class.
    """

    room: ClassPage
    found: ClassPeople
    learners: tuple[ClassPerson, ...]
    teachers: tuple[ClassPerson, ...]
    groups_of: dict[int, tuple[str, ...]]
    waiting: int
    group_form: GroupForm
    teacher_form: TeacherForm
    former: tuple[tuple[int, str], ...]
    me: int
    has_course: bool


def people(class_id: int) -> str:
    """Show the people."""
    return _page(class_id, GroupForm(), TeacherForm())


def people_csv(class_id: int) -> Response:
    """Send the class list."""
    user_id = visitor.current().id
    room = classes.get_class(user_id=user_id, class_id=class_id)
    return csv_download(roster.export_csv(user_id=user_id, class_id=class_id), name=room.name)


def make_group(class_id: int) -> tuple[str, int] | Response:
    """Make a group."""
    form = sent(GroupForm)
    if form.validate():
        try:
            class_groups.make_group(
                user_id=visitor.current().id, class_id=class_id, name=form.name.data or ""
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("The group is made. Tick learners to put them into it."), "good")
            return _back(class_id)
    return _page(class_id, form, TeacherForm()), 400


def rename_group(class_id: int, group_id: int) -> Response:
    """Give a group another name."""
    try:
        class_groups.rename_group(
            user_id=visitor.current().id,
            class_id=class_id,
            group_id=group_id,
            name=request.form.get("name", ""),
        )
    except InputError as error:
        flash(words_of(error), "bad")
    else:
        flash(say("The group has its new name."), "good")
    return _back(class_id)


def delete_group(class_id: int, group_id: int) -> Response:
    """Dissolve a group."""
    class_groups.delete_group(user_id=visitor.current().id, class_id=class_id, group_id=group_id)
    flash(say("The group is dissolved. Its learners stay in the class."), "good")
    return _back(class_id)


def place_in_group(class_id: int) -> Response:
    """Put the ticked learners into a group, or take them out of it."""
    user_id = visitor.current().id
    classes.get_class(user_id=user_id, class_id=class_id)
    members = request.form.getlist("member", type=whole)
    group_id = request.form.get("group", type=whole)
    if not members or group_id is None:
        flash(say("Tick at least one learner, and choose a group."), "bad")
        return _back(class_id)
    inside = request.form.get("do") != "out"
    moved = class_groups.place(
        user_id=user_id,
        class_id=class_id,
        group_id=group_id,
        member_ids=members,
        inside=inside,
    )
    if inside:
        words = say_counted(
            "%(num)s learner is put into the group.",
            "%(num)s learners are put into the group.",
            moved,
        )
    else:
        words = say_counted(
            "%(num)s learner is taken out of the group.",
            "%(num)s learners are taken out of the group.",
            moved,
        )
    flash(words, "good")
    return _back(class_id)


def add_teacher(class_id: int) -> tuple[str, int] | Response:
    """Let another teacher teach the class too."""
    form = sent(TeacherForm)
    if form.validate():
        try:
            name = class_groups.add_teacher(
                user_id=visitor.current().id,
                class_id=class_id,
                name=form.name.data or "",
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("%(name)s teaches the class too, from now on.", name=name), "good")
            return _back(class_id)
    return _page(class_id, GroupForm(), form), 400


def remove_teacher(class_id: int, teacher_id: int) -> Response:
    """Let a teacher see the class no more."""
    user_id = visitor.current().id
    class_groups.remove_teacher(
        user_id=user_id, class_id=class_id, teacher_id=teacher_id, now=clock.now()
    )
    if teacher_id == user_id:
        flash(say("You no longer teach this class."), "good")
        return redirect(url_for("teacher.classes"), 303)
    flash(say("They no longer see the class."), "good")
    return _back(class_id)


def _page(class_id: int, group_form: GroupForm, teacher_form: TeacherForm) -> str:
    user_id = visitor.current().id
    room = classes.get_class(user_id=user_id, class_id=class_id)
    found = class_groups.get_people(user_id=user_id, class_id=class_id)
    learners = tuple(each for each in found.people if each.role == "learner")
    return render(
        PeoplePage(
            room=room,
            found=found,
            learners=learners,
            teachers=tuple(each for each in found.people if each.role == "teacher"),
            groups_of={
                each.user_id: tuple(g.name for g in found.groups if each.user_id in g.members)
                for each in learners
            },
            waiting=sum(each.waiting and each.made_here and not each.blocked for each in learners),
            group_form=group_form,
            teacher_form=teacher_form,
            former=learner_work.list_former(user_id=user_id, class_id=class_id),
            me=user_id,
            has_course=lti_courses.has_course(class_id=class_id),
        )
    )


def _back(class_id: int) -> Response:
    return redirect(url_for("teacher.people", class_id=class_id), 303)
