"""An OpenID Connect provider on this machine, which misbehaves as it is told."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

from flask import Flask, Response, jsonify, request
from joserfc import jws
from joserfc.jwk import ECKey, KeySet, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

CLIENT = "quiz-client"
SECRET = "a secret: with signs"
Claims = dict[str, Any]


@dataclass
class Provider:
    """A provider; what it gave is kept.

    Attributes:
        ways: by path, an answer to give instead of the right one.
        forge: makes another id token of the right claims than the right one.
        codes: what each code was given for.
        by_post: whether it takes our secret in the form alone.
    """

    port: int = 0
    key: RSAKey | ECKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
    )
    ways: dict[str, Callable[[], Response]] = field(default_factory=dict)
    forge: Callable[["Provider", Claims], str] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    by_post: bool = False
    document: Claims = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return its address, which is its issuer."""
        return f"http://127.0.0.1:{self.port}"

    def allow(self, address: str, *, sub: str = "person-1", **more: str) -> dict[str, str]:
        """Sign somebody in who was sent to this address; return the query to go back with."""
        parts = urlsplit(unescape(address))
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert address.startswith(f"{self.url}/auth?"), address
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert (asked["scope"], asked["code_challenge_method"]) == ("openid profile", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = {**asked, "sub": sub, **more}
        return {"state": asked["state"], "code": code}

    def sign(self, claims: Claims, *, header: Claims | None = None) -> str:
        """Return claims signed with the provider's key."""
        kind = "RS256" if isinstance(self.key, RSAKey) else "ES256"
        told = header if header is not None else {"alg": kind, "kid": "first"}
        return jws.serialize_compact(told, json.dumps(claims).encode(), self.key)

    def app(self) -> Flask:
        """Return its services."""
        app = Flask("provider")

        @app.before_request
        def watch() -> Response | None:
            way = self.ways.get(request.path)
            return way() if way else None

        @app.get("/.well-known/openid-configuration")
        def document() -> Response:
            found = {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/auth",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post" if self.by_post else "client_secret_basic"
                ],
            }
            return jsonify(found | self.document)

        @app.get("/jwks")
        def jwks() -> Response:
            return jsonify(KeySet([self.key]).as_dict(private=False))

        @app.post("/token")
        def token() -> Response | tuple[str, int]:
            return self._token()

        return app

    def _token(self) -> Response | tuple[str, int]:
        form = request.form
        given = self.codes.pop(form["code"], None)
        if given is None or not self._is_ours() or form["grant_type"] != "authorization_code":
            return "no", 400
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != given["code_challenge"]:
            return "no", 400
        if form["redirect_uri"] != given["redirect_uri"]:
            return "no", 400
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": given["sub"],
            "iat": now,
            "exp": now + 300,
            "nonce": given["nonce"],
            "name": given.get("name", "Mira from There"),
            "email": "mira@school.example",
            "roles": ["administrator"],
        }
        token = self.forge(self, claims) if self.forge else self.sign(claims)
        return jsonify(access_token="x", token_type="Bearer", id_token=token)

    def _is_ours(self) -> bool:
        if self.by_post:
            return request.form.get("client_secret") == SECRET
        scheme, _, both = request.headers.get("Authorization", "").partition(" ")
        name, _, secret = base64.b64decode(both).decode().partition(":")
        told = (unquote_plus(name), unquote_plus(secret))
        return scheme == "Basic" and told == (CLIENT, SECRET)


class _Quiet(WSGIRequestHandler):
    """Logs no request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the tests quiet."""


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Serve a provider on a free port of this machine."""
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True, request_handler=_Quiet)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
