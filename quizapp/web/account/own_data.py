"""A person's own data: download all of it, or delete the account."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.files import file_making
from quizapp.services.files.taking_size import size_of_person
from quizapp.services.people import privacy
from quizapp.services.people.sent_file import written
from quizapp.web import visitor
from quizapp.web.account.own_file import OwnFile
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import send
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


_DATA: Final = OwnFile(
    "data", "account.own_data", size_of_person, part=lambda size: size.without_media
)
_MEDIA: Final = OwnFile(
    "media", "account.own_data", size_of_person, part=lambda size: size.only_media
)


def own_data() -> str:
    """Show what can be downloaded."""
    size = size_of_person(user_id=visitor.current().id)
    return render(OwnDataPage(_DATA.is_large(size), _MEDIA.is_large(size)))


def download() -> Response:
    """Send everything that is stored about the person; who has much lets it be made."""
    return _DATA.at_once(_send_data)


def data_make() -> Response:
    """Let a process make the file of who has much; others download it at once."""
    return _DATA.by_a_process()


def download_media() -> Response:
    """Send the pictures and sounds of the person's decks; who has much lets a file be made."""
    return _MEDIA.at_once(_send_media)


def media_make() -> Response:
    """Let a process make the file of who has much; others download it at once."""
    return _MEDIA.by_a_process()


def _send_data(user_id: int) -> Response:
    now = clock.now()
    file = written(partial(privacy.write, user_id=user_id, now=now))
    name = privacy.file_name(now, suffix=".json")
    return send(file, user_id=user_id, name=name, mimetype="application/json")


def _send_media(user_id: int) -> Response:
    file = written(partial(privacy.write_media, user_id=user_id))
    name = privacy.media_file_name(clock.now())
    return send(file, user_id=user_id, name=name, mimetype="application/zip")


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
