"""Bringing an article in: pasted, uploaded, empty, or from an address where that is allowed."""

from dataclasses import dataclass, replace
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BusyError, InputError
from quizapp.services.drafting import drafting
from quizapp.services.drafting.drafting import ArticleExistsError, ArticleHead
from quizapp.services.editing import editing
from quizapp.services.outside import fetching
from quizapp.web import visitor
from quizapp.web.author.import_form import (
    ADDRESS,
    EMPTY,
    PASTE,
    SOURCE_FIELDS,
    UPLOAD,
    ImportForm,
)
from quizapp.web.author.publish import bank_folder
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import refuse
from quizapp.web.language import say, say_counted, words_of
from quizapp.web.pages import render, shows

_FIELD: Final = {PASTE: "text", UPLOAD: "file", EMPTY: "title", ADDRESS: "address"}
"""The field that a refusal of the article itself stands beside."""


@shows("author/new.html")
@dataclass(frozen=True, slots=True)
class NewPage:
    """The form; ``may_fetch``: an address may be given."""

    form: ImportForm
    may_fetch: bool


def new_article() -> str:
    """Show the form that brings an article in."""
    return render(NewPage(ImportForm(), _may_fetch()))


def bring_article() -> tuple[str, int] | Response:
    """Bring an article in, and go on to its workbench."""
    form = ImportForm(request.form)
    status = 400
    if form.validate() and _check_way(form):
        try:
            article_id = _bring(form)
        except InputError as error:
            name = error.field if error.field != "id" else "title"
            refuse(
                form,
                InputError(error.template, field=name, **error.values),
                otherwise=_FIELD[form.way.data],
            )
        except ArticleExistsError as error:
            status = 409
            form.title.errors = (
                *form.title.errors,
                f"{words_of(error)} {say('Give it another title.')}",
            )
        except BusyError as error:
            status = 503
            flash(words_of(error), "bad")
        else:
            flash(_welcome(article_id), "good")
            return redirect(url_for("author.workbench", article_id=article_id), 303)
    return render(NewPage(form, _may_fetch())), status


def _check_way(form: ImportForm) -> bool:
    """Return whether there is what the chosen way needs; say what is missing, if not."""
    way = form.way.data
    if way == PASTE and not (form.text.data or "").strip():
        form.text.errors = [say("Paste the text of the article, or choose another way.")]
    elif way == UPLOAD and not request.files.get("file"):
        form.file.errors = [say("Choose a file, or another way.")]
    elif way == EMPTY and not (form.title.data or "").strip():
        form.title.errors = [say("Write a title: an empty article has no other name.")]
    elif way == ADDRESS and not _may_fetch():
        form.way.errors = [
            say("Fetching by address is switched off on this server. Paste the text.")
        ]
    elif way == ADDRESS and not (form.address.data or "").strip():
        form.address.errors = [say("Write the address to fetch, or choose another way.")]
    else:
        return True
    return False


def _bring(form: ImportForm) -> str:
    """Bring the article in by the chosen way and return its id."""
    folder, head = bank_folder(), _head(form)
    now, by = clock.now(), visitor.current().id
    match form.way.data:
        case "upload":
            file = request.files["file"]
            return drafting.import_bytes(
                folder, file.read(), name=file.filename or "", head=head, now=now, by=by
            )
        case "address":
            address = (form.address.data or "").strip()
            data, name = fetching.fetch_article(address, settings=settings_in_force())
            named = replace(head, url=head.url or address)
            return drafting.import_bytes(folder, data, name=name, head=named, now=now, by=by)
        case "empty":
            return drafting.import_empty(folder, head=head, now=now, by=by)
        case _:
            return drafting.import_text(folder, form.text.data or "", head=head, now=now, by=by)


def _head(form: ImportForm) -> ArticleHead:
    """Return what the author says of the article."""
    sent = {name: " ".join((form[name].data or "").split()) for name in ("title", *SOURCE_FIELDS)}
    return ArticleHead(
        title=sent["title"],
        language=form.language.data or "",
        publication=sent["publication"],
        url=sent["url"],
        author=sent["author"],
        date=sent["date"],
        licence=sent["licence"],
    )


def _welcome(article_id: str) -> str:
    """Return what came in, in numbers."""
    work = editing.open_article(bank_folder(), article_id)
    if not work.passages:
        return say("The article is there. Write its passages first.")
    came = say_counted("%(num)s passage came in.", "%(num)s passages came in.", len(work.passages))
    if not work.dropped:
        return came
    left = say_counted(
        "%(num)s line was left out.", "%(num)s lines were left out.", len(work.dropped)
    )
    return f"{came} {left}"


def _may_fetch() -> bool:
    return settings_in_force().fetch_articles
