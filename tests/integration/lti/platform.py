"""A small learning platform: its keys, its authorisation, its token, grade and member services."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, jsonify, request
from joserfc import jws, jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"


@dataclass
class Platform:
    """A platform; what it was asked and given is kept, and it misbehaves as it is told.

    Attributes:
        tool_keys: fetches the JWK set of the tool, to check what it signed.
        ways: by path, an answer to give instead of the right one.
        messages: by name, claims of a launch from its page of a course.
        returned: the answers to deep linking that browsers brought back.
    """

    issuer: str
    client_id: str
    tool_keys: Callable[[], dict[str, Any]]
    deployment: str = "1"
    port: int = 0
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
    )
    scores: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    ways: dict[str, Callable[[], Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=lambda: {"": {}})
    returned: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def line(self, number: int) -> str:
        """Return the address of a column of its gradebook, with a query as Moodle's have."""
        return f"{self.url}/lines/{number}/lineitem?type_id=3"

    def claims(self, *, nonce: str, sub: str, role: str, **more: Any) -> dict[str, Any]:
        """Return the claims of a message; ``more`` overrides them, None takes one away."""
        now = int(time.time())
        found = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": sub,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": f"Person {sub}",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": self.deployment,
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}target_link_uri": "http://localhost/lti/launch",
            f"{LTI}roles": [role],
            f"{LTI}context": {"id": "course-1", "title": "History in Moodle"},
            f"{LTI}resource_link": {"id": "link-1", "title": "Week one"},
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": f"{self.url}/members",
                "service_versions": ["2.0"],
            },
            **more,
        }
        return {name: value for name, value in found.items() if value is not None}

    def sign(self, claims: dict[str, Any], *, kid: str = "") -> str:
        """Return claims signed with the platform's key."""
        header = {"alg": "RS256", "kid": kid or self.key.kid}
        # Escaped, so that a test can plant half a character.
        return jws.serialize_compact(header, json.dumps(claims).encode(), self.key)

    def app(self) -> Flask:
        """Return its services."""
        app = Flask("platform")

        @app.before_request
        def watch() -> Response | None:
            self.asked.append(request.path)
            way = self.ways.get(request.path)
            return way() if way else None

        @app.get("/jwks")
        def jwks() -> Response:
            return jsonify(KeySet([self.key]).as_dict(private=False))

        @app.post("/token")
        def token() -> Response | tuple[str, int]:
            return self._token()

        @app.post("/lines/<int:number>/lineitem/scores")
        def score(number: int) -> tuple[str, int]:
            if self._scope() != SCORE or request.args["type_id"] != "3":
                return "no", 401
            kind = "application/vnd.ims.lis.v1.score+json"
            if request.content_type != kind:
                return "not a score", 415
            self.scores.append((f"line {number}", json.loads(request.data)))
            return "", 200

        @app.get("/members")
        def members() -> Response | tuple[str, int]:
            if self._scope() != MEMBERS:
                return "no", 401
            start = int(request.args.get("from", 0))
            answer = jsonify(id="x", context={"id": "c"}, members=self.members[start : start + 2])
            if start + 2 < len(self.members):
                answer.headers["Link"] = f'<{self.url}/members?from={start + 2}>; rel="next"'
            return answer

        self._add_pages(app)
        return app

    def _add_pages(self, app: Flask) -> None:
        """Add what a browser is shown: a course with a link, and the answer that sends itself."""

        @app.get("/course")
        def course() -> str:
            given = {name: request.args[name] for name in ("sub", "role", "message")}
            fields = {
                "iss": self.issuer,
                "client_id": self.client_id,
                "login_hint": json.dumps(given),
                "target_link_uri": f"{request.args['tool']}/lti/launch",
            }
            action = f"{request.args['tool']}/lti/login"
            return _form(action, fields, button="Open", more='target="_blank"')

        @app.get("/auth")
        def auth() -> str:
            hint = json.loads(request.args["login_hint"])
            claims = self.claims(nonce=request.args["nonce"], sub=hint["sub"], role=hint["role"])
            claims |= self.messages[hint["message"]]
            token = self.sign({name: value for name, value in claims.items() if value is not None})
            fields = {"state": request.args["state"], "id_token": token}
            page = _form(request.args["redirect_uri"], fields, button="Go on")
            return f"{page}<script>document.forms[0].submit()</script>"

        @app.post("/return")
        def back() -> str:
            self.returned.append(request.form["JWT"])
            return "<p>The link is in the course.</p>"

    def _token(self) -> Response | tuple[str, int]:
        """Give a token for an assertion that the tool's published key has signed."""
        form = request.form
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        if form["grant_type"] != "client_credentials" or form["client_assertion_type"] != kind:
            return "no", 400
        keys = KeySet.import_key_set(self.tool_keys())  # type: ignore[arg-type]  # JSON
        said = jwt.decode(form["client_assertion"], keys, algorithms=["RS256"]).claims
        right = said["iss"] == said["sub"] == self.client_id and said["aud"] == f"{self.url}/token"
        if not right or said["exp"] < time.time() or not said["jti"]:
            return "no", 401
        made = f"token-{len(self.tokens)}"
        self.tokens[made] = form["scope"]
        return jsonify(access_token=made, token_type="Bearer", expires_in=3600, scope=form["scope"])

    def _scope(self) -> str:
        return self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "), "")


def _form(action: str, fields: dict[str, str], *, button: str, more: str = "") -> str:
    inputs = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    return f'<form method="post" action="{action}" {more}>{inputs}<button>{button}</button></form>'


class _Quiet(WSGIRequestHandler):
    """Logs no request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the tests quiet."""


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """Serve a platform on a free port of this machine."""
    server = make_server("127.0.0.1", 0, platform.app(), threaded=True, request_handler=_Quiet)
    platform.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked_of(location: str) -> dict[str, str]:
    """Return what the tool asks of the platform's authorisation address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def token_in(text: str) -> str:
    """Return the form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found, text
    return found[1]
