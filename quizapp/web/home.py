"""The front door, the health of the process, and the manifest of the installed app."""

import json
from typing import Final

from flask import (
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from quizapp.services.people import accounts
from quizapp.web.assets import asset, edition, text_of
from quizapp.web.language import LANGUAGES, SOURCE, current_language, in_language, say
from quizapp.web.visitor import find_current

_ICON_SIZES: Final = (192, 512)
_PAPER: Final = "#f8f6ef"
"""As tokens.css has it in the light scheme; a page's own meta element wins in the dark one."""
_WORKER_FILES: Final = ("js/offline-queue.js",)
OFFLINE_FILES: Final = (
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/interactions.css",
    "css/study.css",
    "css/offline.css",
    "img/icon.svg",
    *_WORKER_FILES,
    "js/offline-bundle.js",
    "js/offline-page.js",
    "js/offline-session.js",
    "js/offline-study.js",
    "js/words.js",
)
"""All that the offline page loads; a test opens it without a connection."""


def front() -> AnyResponse:
    """Lead a signed-in person to Today, anybody else to the sign-in page."""
    if find_current() is None:
        return redirect(url_for("account.sign_in"), 303)
    today = "learner.today" in current_app.view_functions
    return redirect(url_for("learner.today" if today else "account.settings"), 303)


def healthz() -> Response:
    """Say whether the process answers and its database can be read."""
    accounts.any_account()
    return jsonify(status="ok")


def manifest() -> Response:
    """Describe the app for installing it."""
    icons = [{"src": asset("img/icon.svg"), "type": "image/svg+xml", "sizes": "any"}]
    for purpose in ("any", "maskable"):
        prefix = "icon" if purpose == "any" else "icon-maskable"
        icons += [
            {
                "src": asset(f"img/{prefix}-{size}.png"),
                "type": "image/png",
                "sizes": f"{size}x{size}",
                "purpose": purpose,
            }
            for size in _ICON_SIZES
        ]
    response = jsonify(
        name="quizapp",
        short_name="quizapp",
        lang=current_language().code,
        dir=current_language().direction,
        description=say("Read an article, remember its facts."),
        id="/",
        start_url=url_for("learner.today"),
        scope="/",
        display="standalone",
        background_color=_PAPER,
        theme_color=_PAPER,
        icons=icons,
    )
    response.mimetype = "application/manifest+json"
    return response


def service_worker() -> Response:
    """Give the service worker of this edition, which keeps what the offline page is made of.

    At the root, since a worker answers for what lies below its own address. Never kept by the
    browser: another edition of the files is another worker, which throws the old files away.
    """
    facts = {
        "edition": edition(),
        "pages": {code: url_for("home.offline", lang=code) for code in LANGUAGES},
        "source": SOURCE,
        "files": [asset(path) for path in OFFLINE_FILES],
        "queue": [asset(path) for path in _WORKER_FILES],
    }
    response = make_response(
        f"const SITE = {json.dumps(facts)};\n" + text_of("js/offline-worker.js")
    )
    response.mimetype = "text/javascript"
    # What a worker may fetch is said by its own answer, not by a page's.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    )
    return response


def offline() -> str:
    """Show what this browser keeps: the same page for everybody, which the worker keeps too.

    The worker keeps it in each language, asked for by ``lang``: without a line it knows who was
    signed in, and in which language.
    """
    asked = request.args.get("lang", "")
    with in_language(asked if asked in LANGUAGES else current_language().code):
        return render_template("errors/offline.html")
