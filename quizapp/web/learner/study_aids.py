"""What stands beside a question of the study page: hints, the flag, the learner's own note."""

from dataclasses import replace

from flask import flash, jsonify, redirect, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError, ResponseError, translatable
from quizapp.services.study import study
from quizapp.services.study.study_hints import MOST_HINTS
from quizapp.web import visitor
from quizapp.web.language import say, words_of
from quizapp.web.learner import stage as stages
from quizapp.web.learner import stage_next
from quizapp.web.learner.study import fragment, page, shown, study_address, wants_json
from quizapp.web.learner.study_form import Sent, read_number, read_sent
from quizapp.web.responses import read_response

_LARGEST_VERSION = 2**31 - 1


def hint() -> Response | str:
    """Give the next hint and ask again; what was chosen or written stays."""
    now, user_id = clock.now(), visitor.current().id
    sent = read_sent(now)
    taken = study.take_hint(
        user_id=user_id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
        number=read_number("number", largest=MOST_HINTS),
    )
    public = shown(sent)
    try:
        response = read_response(request.form, public=public)
    except ResponseError:
        response = None  # A half-made order or pairing: it is asked again empty.
    again = stage_next.asked_again(
        sent,
        user_id=user_id,
        public=public,
        response=response,
        stage=translatable("With a hint: right counts as Hard"),
        now=now,
    )
    stage = replace(again, hints=taken.hints, more_hints=taken.more)
    return page(stage) if not wants_json() else jsonify(stage=fragment(stage), same=True)


def flag() -> Response:
    """Put a flag on the card, or take it off; the question stays."""
    now = clock.now()
    sent = read_sent(now)
    marked = study.flag(
        user_id=visitor.current().id,
        card_id=sent.card_id,
        number=read_number("flag", largest=max(study.FLAGS)),
        client_id=sent.id,
        now=now,
    )
    name = say(study.FLAGS[marked.flag]) if marked.flag in study.FLAGS else ""
    said = say("Flagged: %(name)s.", name=name) if name else say("The flag is off.")
    if wants_json():
        # The form's id is used up: what is done next carries another one.
        return jsonify(said=said, flag=marked.flag, flagged=name, id=stages.new_id())
    return _stay(sent, said)


def note() -> Response:
    """Keep the learner's note on the card."""
    now = clock.now()
    sent = read_sent(now)
    try:
        kept = study.save_note(
            user_id=visitor.current().id,
            card_id=sent.card_id,
            text=request.form.get("note", ""),
            version=read_number("note-version", largest=_LARGEST_VERSION),
            now=now,
        )
    except (ConflictError, InputError) as error:
        why = words_of(error)
        return jsonify(said=why, bad=True) if wants_json() else _stay(sent, why, "bad")
    said = say("Note kept.") if kept.text else say("Note taken away.")
    return jsonify(said=said, note=kept.version) if wants_json() else _stay(sent, said)


def _stay(sent: Sent, said: str, kind: str = "good") -> Response:
    flash(said, kind)
    return redirect(study_address(sent.set_id, sent.sitting), 303)
