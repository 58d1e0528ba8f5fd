"""API tokens: make one, see them, revoke one."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.people import tokens as service
from quizapp.services.people.tokens import TokenLine
from quizapp.web import visitor
from quizapp.web.account.forms import TokenForm
from quizapp.web.formkit import refuse, sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("account/tokens.html")
@dataclass(frozen=True, slots=True)
class TokensPage:
    """The person's tokens; ``fresh`` is one that was just made, shown this once, or ""."""

    form: TokenForm
    tokens: tuple[TokenLine, ...]
    fresh: str
    zone: str


def tokens() -> str:
    """Show the tokens."""
    return render(_page(TokenForm(), fresh=""))


def create_token() -> tuple[str, int] | Response:
    """Make a token and show it."""
    form = sent(TokenForm)
    if form.validate():
        try:
            fresh = service.create_token(
                user_id=visitor.current().id, name=form.name.data or "", now=clock.now()
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            response = make_response(render(_page(TokenForm(), fresh=fresh)))
            # Not compressed: see web/compression.py.
            response.headers["Cache-Control"] = "private, no-store, no-transform"
            return response
    return render(_page(form, fresh="")), 400


def revoke_token(token_id: int) -> Response:
    """End a token."""
    service.revoke_token(user_id=visitor.current().id, token_id=token_id, now=clock.now())
    flash(say("The token is revoked."), "good")
    return redirect(url_for("account.tokens"), 303)


def _page(form: TokenForm, *, fresh: str) -> TokensPage:
    person = visitor.current()
    return TokensPage(
        form=form, tokens=service.list_tokens(user_id=person.id), fresh=fresh, zone=person.zone
    )
