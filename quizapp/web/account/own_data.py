"""A person's own data: download all of it, or delete the account."""

from dataclasses import dataclass
from functools import partial

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.files import file_making
from quizapp.services.files.file_making import Order
from quizapp.services.files.taking_size import size_of_person
from quizapp.services.people import privacy
from quizapp.services.people.sent_file import written
from quizapp.web import visitor
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import send
from quizapp.web.file_order import begin
from quizapp.web.formkit import sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("account/delete.html")
@dataclass(frozen=True, slots=True)
class DeletePage:
    """The page that deletes the account; ``password``: has it one."""

    form: ProveForm
    name: str
    password: bool


@shows("account/own_data.html")
@dataclass(frozen=True, slots=True)
class OwnDataPage:
    """What is stored about the person, to be downloaded.

    Attributes:
        is_large, has_large_media: a process makes the file, and no page.
    """

    is_large: bool
    has_large_media: bool


def own_data() -> str:
    """Show what can be downloaded."""
    size = size_of_person(user_id=visitor.current().id)
    return render(OwnDataPage(size.without_media.is_large, size.only_media.is_large))


def download() -> Response:
    """Send everything that is stored about the person; who has much lets it be made."""
    user_id, now = visitor.current().id, clock.now()
    if size_of_person(user_id=user_id).without_media.is_large:
        return redirect(url_for("account.own_data"), 303)
    file = written(partial(privacy.write, user_id=user_id, now=now))
    name = privacy.file_name(now, suffix=".json")
    return send(file, user_id=user_id, name=name, mimetype="application/json")


def data_make() -> Response:
    """Let a process make the file of who has much; others download it at once."""
    user_id = visitor.current().id
    if not size_of_person(user_id=user_id).without_media.is_large:
        return redirect(url_for("account.own_data"), 303)
    return begin(Order(user_id, "data"))


def download_media() -> Response:
    """Send the pictures and sounds of the person's decks; who has much lets a file be made."""
    user_id = visitor.current().id
    if size_of_person(user_id=user_id).only_media.is_large:
        return redirect(url_for("account.own_data"), 303)
    file = written(partial(privacy.write_media, user_id=user_id))
    name = privacy.media_file_name(clock.now())
    return send(file, user_id=user_id, name=name, mimetype="application/zip")


def media_make() -> Response:
    """Let a process make the file of who has much; others download it at once."""
    user_id = visitor.current().id
    if not size_of_person(user_id=user_id).only_media.is_large:
        return redirect(url_for("account.own_data"), 303)
    return begin(Order(user_id, "media"))


def delete() -> str:
    """Show what deleting means."""
    return render(_page(ProveForm()))


def delete_now() -> tuple[str, int] | Response:
    """Delete the account and end the session."""
    person = visitor.current()
    form = sent(ProveForm)
    if not proved(form):
        return render(_page(form)), 400
    privacy.erase_account(user_id=person.id)
    file_making.sweep(settings_in_force().data_dir, now=clock.now(), of=person.id)
    visitor.sign_out()
    flash(say("Your account and everything in it is deleted."), "good")
    return redirect(url_for("account.sign_in"), 303)


def _page(form: ProveForm) -> DeletePage:
    return DeletePage(form, visitor.current().name, has_password())
