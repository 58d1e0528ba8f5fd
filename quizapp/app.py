"""create_app: the one file that knows every package."""

from typing import Any, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import quizapp.store.schema.tables  # noqa: F401 - the metadata must be complete before the first query
from quizapp.log_lines import log_from
from quizapp.settings import Settings
from quizapp.store.engine import init_database
from quizapp.web import (
    account,
    admin,
    api,
    author,
    errors,
    guard,
    language,
    learner,
    lti,
    pace,
    pages,
    quiz,
    security,
    site_routes,
    teacher,
    visitor,
)
from quizapp.web.routes import Area, LateRule

BLUEPRINTS: Final[tuple[Area, ...]] = (
    site_routes.assets,
    site_routes.home,
    site_routes.metrics,
    learner.blueprint,
    quiz.blueprint,
    teacher.blueprint,
    account.blueprint,
    admin.blueprint,
    author.blueprint,
    api.blueprint,
    lti.blueprint,
)
"""A new role is one import and one line here."""

MEGABYTE: Final = 1_000_000


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings; its database must have been migrated."""
    app = Flask("quizapp.web", static_folder=None)
    app.url_rule_class = LateRule
    app.config.update(
        QUIZAPP=settings,
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=settings.max_body_mb * MEGABYTE,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
    )
    if settings.proxy_hops:
        _believe_proxies(app, settings.proxy_hops)
    log_from(settings.log_level)
    init_database(app, settings.database_url)
    visitor.init_sessions(app, https=settings.https)
    security.init_security(app)
    language.init_language(app)
    pages.init_pages(app)
    errors.init_errors(app)
    pace.init_pace(app, per_minute=settings.requests_a_minute)
    guard.init_guard(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def load_views(*endpoints: str) -> None:
    """Import views, as of ``learner.today``, before anybody asks for them.

    Raises:
        KeyError: there is no such endpoint.
    """
    views = {
        f"{area.name}.{name}": view for area in BLUEPRINTS for name, view in area.views.items()
    }
    for endpoint in endpoints:
        views[endpoint].load()


def _believe_proxies(app: Flask, hops: int) -> None:
    """Take address, scheme and host from that many proxies; a client's own claims lie further."""
    fixed: Any = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    app.wsgi_app = fixed  # type: ignore[method-assign]  # Flask documents this way
