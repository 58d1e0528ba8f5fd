"""What a fact's form asks for while it is filled in: its preview, and a place to be kept."""

from dataclasses import dataclass
from typing import Final

from flask import jsonify, make_response, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.editing import studio_forms
from quizapp.services.editing.studio_forms import FormConflictError
from quizapp.web import visitor
from quizapp.web.author.fact_aside import Aside
from quizapp.web.author.fact_editing import own_values, posted_values
from quizapp.web.author.fact_subject import of_key, try_out
from quizapp.web.author.fact_values import compact
from quizapp.web.author.publish import bank_folder
from quizapp.web.formkit import whole
from quizapp.web.pages import render, shows

_SUBJECTS: Final = ("fact:", "draft:", "new:", "entity:", "passage:")


@shows("author/preview.html")
@dataclass(frozen=True, slots=True)
class PreviewPart:
    """The passage and the questions beside a fact's form, as a part of its page."""

    aside: Aside


def preview(article_id: str) -> Response:
    """Return what stands beside the form as it is filled in now; nothing is stored."""
    subject = of_key(
        bank_folder(),
        article_id,
        request.form.get("subject", ""),
        posted_type=request.form.get("type", ""),
    )
    tried = try_out(subject, compact(posted_values()))
    return make_response(render(PreviewPart(tried.aside)))


def autosave() -> Response:
    """Keep a form that is not sent yet; a version of another tab is not written over."""
    subject = request.form.get("subject", "")
    if not subject.startswith(_SUBJECTS):
        raise InputError("This form names nothing that is known. Load the page again.")
    try:
        version = studio_forms.save_form(
            user_id=visitor.current().id,
            subject=subject,
            content=own_values(posted_values()),
            base=request.form.get("base", ""),
            expected_version=request.form.get("version", default=0, type=whole),
            now=clock.now(),
        )
    except FormConflictError as conflict:
        return make_response(jsonify(conflict=True, message=str(conflict)), 409)
    return make_response(jsonify(version=version))
