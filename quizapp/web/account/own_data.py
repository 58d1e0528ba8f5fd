"""A person's own data: download all of it, or delete the account."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services import file_making, privacy
from quizapp.web import downloads as files
from quizapp.web import visitor
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.configured import settings_in_force
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


def download() -> Response:
    """Send everything that is stored about the person."""
    now = clock.now()
    text = privacy.download(user_id=visitor.current().id, now=now)
    name = f"quizapp-my-data-{now:%Y-%m-%d}.json"
    return files.download(text, name=name, mimetype="application/json")


def download_media() -> Response:
    """Send the pictures and sounds of the person's decks."""
    name = f"quizapp-my-pictures-and-sounds-{clock.now():%Y-%m-%d}.zip"
    pieces = privacy.download_media(user_id=visitor.current().id)
    response = Response(pieces, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


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
