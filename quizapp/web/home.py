"""The front door, the health of the process, and the manifest of the installed app."""

from typing import Final

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services import accounts
from quizapp.web.access import Policy, policy
from quizapp.web.assets import asset
from quizapp.web.visitor import find_current

blueprint: Final = Blueprint("home", __name__)


@blueprint.get("/")
@policy(Policy.PUBLIC)
def front() -> AnyResponse:
    """Lead a signed-in person to Today, anybody else to the sign-in page."""
    if find_current() is None:
        return redirect(url_for("account.sign_in"), 303)
    today = "learner.today" in current_app.view_functions
    return redirect(url_for("learner.today" if today else "account.settings"), 303)


@blueprint.get("/healthz")
@policy(Policy.OPEN)
def healthz() -> Response:
    """Say whether the process answers and its database can be read."""
    accounts.any_account()
    return jsonify(status="ok")


@blueprint.get("/manifest.webmanifest")
@policy(Policy.OPEN)
def manifest() -> Response:
    """Describe the app for installing it."""
    icon = {"src": asset("img/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    response = jsonify(
        name="quizapp",
        short_name="quizapp",
        description="Read an article, remember its facts.",
        start_url=url_for("home.front"),
        scope="/",
        display="standalone",
        background_color="#f8f5ee",
        theme_color="#f8f5ee",
        icons=[icon, {**icon, "purpose": "maskable"}],
    )
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/offline")
@policy(Policy.OPEN)
def offline() -> str:
    """Tell that the network is away; the service worker keeps this page."""
    return render_template("errors/offline.html")
