"""Headers that confine a page, and the check that a form came from our own page."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFProtect
from itsdangerous import Signer

from quizapp.errors import InputError
from quizapp.web import visitor

View = TypeVar("View", bound=Callable[..., Any])
_FORMS_TO: Final = "quizapp_forms_to"
_SIGNED: Final = "quizapp_signed_elsewhere"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CSP: Final = "Content-Security-Policy"
_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": over https the form check compares the referrer with our own address.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    _CSP: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
_LOWER: Final = {name.lower(): name for name in (*_FIXED, "Strict-Transport-Security")}
_HSTS: Final = "max-age=31536000; includeSubDomains"
_csrf: Final = CSRFProtect()


def init_security(app: Flask) -> None:
    """Prepare form tokens; they last as long as the session, since a study page stays open."""
    # Form tokens take the library's default, which is SHA-1.
    Signer.default_digest_method = staticmethod(hashlib.sha256)
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_CHECK_DEFAULT=False)
    _csrf.init_app(app)
    app.jinja_env.globals["csp_nonce"] = nonce


def check_form_token() -> None:
    """Refuse a state change that did not come from our own page.

    A bearer token cannot be sent by a foreign page, so that such requests need no form token.

    Raises:
        flask_wtf.csrf.CSRFError: the token is missing or is not this session's.
    """
    if request.method in _SAFE or not request.endpoint or visitor.by_token():
        return
    if not comes_from_elsewhere(current_app.view_functions[request.endpoint]):
        _csrf.protect()


def from_elsewhere(view: View) -> View:
    """Let a view take a form of another site's page without a token of ours.

    For the two steps of an LTI launch alone. They come by design from the platform's page, so
    that no token of ours can be in them, and they need none: they use no cookie, sign nobody in
    and change nothing that is anybody's. What they bring is checked by its signature and by a
    state of single use, and only a page of our own, with its token and in the browser that began
    the launch, makes something of it.
    """
    setattr(view, _SIGNED, True)
    return view


def comes_from_elsewhere(view: Callable[..., Any]) -> bool:
    """Return whether a view takes forms of other sites' pages."""
    return getattr(view, _SIGNED, False) is True


def nonce() -> str:
    """Return this response's nonce for an inline script or style element."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    value: str = g.csp_nonce
    return value


def let_forms_go_to(url: str) -> None:
    """Let the forms of the page that is being made lead to the site of this address, too.

    Raises:
        InputError: its host cannot stand in a policy.
    """
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        host = ""
    plain = host and all(each.isalnum() or each in ".-:[]" for each in host)
    if parts.scheme not in {"http", "https"} or not plain:
        raise InputError("The platform's address cannot be used.")
    setattr(g, _FORMS_TO, f" {parts.scheme}://{host}")


def add_headers(response: Response) -> Response:
    """Add the security headers; whatever says nothing about caching is not kept anywhere."""
    wanted = dict(_FIXED)
    if response.mimetype == "text/html":
        wanted[_CSP] = _page_policy()
    if current_app.config["SESSION_COOKIE_SECURE"]:
        wanted["Strict-Transport-Security"] = _HSTS
    # Looked up once: each ``setdefault`` of werkzeug reads all headers anew.
    for name, _ in response.headers:
        wanted.pop(_LOWER.get(name.lower(), ""), None)
    response.headers.extend(wanted)
    return response


def _page_policy() -> str:
    # A page without inline elements gets no nonce: nothing then runs that is not a file of ours.
    inline = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    forms_to = g.get(_FORMS_TO, "")
    return (
        f"default-src 'none'; script-src 'self'{inline}; style-src 'self'{inline}; "
        "img-src 'self' data:; media-src 'self'; connect-src 'self'; "
        f"form-action 'self'{forms_to}; frame-ancestors 'none'; base-uri 'none'; "
        "manifest-src 'self'; worker-src 'self'"
    )
