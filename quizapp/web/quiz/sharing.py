"""What a learner lets the teachers of a class see of their own study."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.services.study import sharing as service
from quizapp.services.study.sharing import Choice
from quizapp.web import visitor
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("quiz/sharing.html")
@dataclass(frozen=True, slots=True)
class SharingPage:
    """A class as its learner sees it: who teaches it, and what they see."""

    choice: Choice


def sharing(class_id: int) -> str:
    """Show what the class's teachers see."""
    return render(SharingPage(service.get_choice(user_id=visitor.current().id, class_id=class_id)))


def choose_sharing(class_id: int) -> Response:
    """Store what they see, from this moment."""
    service.choose(
        user_id=visitor.current().id,
        class_id=class_id,
        recall="recall" in request.form,
        times="times" in request.form,
    )
    flash(say("Stored. It holds from this moment."), "good")
    return redirect(url_for("quiz.sharing", class_id=class_id), 303)
