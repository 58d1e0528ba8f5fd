"""The real application on a file with the world in it, and requests as each of its people."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url
from tests.security.stored import Stored
from tests.security.world import ISSUER, PASSWORD, ROLES, SECRET, World

TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
REQUEST_ID: Final = "0123456789abcdef"
_NONCE: Final = re.compile(r"'nonce-([^']+)'")
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Identity:
    """What a browser holds: the session cookie's header, and a form token of that session."""

    cookie: str
    form_token: str


class Site:
    """The application, its file, and who is signed in."""

    def __init__(self, folder: Path, *, world: World, **settings: str) -> None:
        self.folder = folder
        self.file = folder / "quizapp.db"
        self.world = world
        self.app: Flask = create_app(
            Settings.from_environment(
                {
                    "QUIZAPP_DATA_DIR": str(folder),
                    "QUIZAPP_DATABASE_URL": sqlite_url(self.file),
                    "QUIZAPP_SECRET_KEY": SECRET,
                    "QUIZAPP_LOG_LEVEL": "error",
                    "QUIZAPP_REQUESTS_A_MINUTE": "0",
                    "QUIZAPP_OIDC_ISSUER": ISSUER,
                    "QUIZAPP_OIDC_CLIENT_ID": "quiz-client",
                    **settings,
                }
            )
        )
        self.client: FlaskClient = self.app.test_client(use_cookies=False)
        self.identities: dict[str, Identity] = {"anonymous": self._visit("", "/sign-in")}

    def sign_everybody_in(self) -> None:
        """Sign each person in by the page, as they would."""
        for who in ROLES:
            self.identities[who] = self.sign_in(self.world.people[who].name)

    def sign_in(self, name: str, *, password: str = PASSWORD) -> Identity:
        """Return a fresh session of a person."""
        visit = self.identities["anonymous"]
        data = {"name": name, "password": password, "csrf_token": visit.form_token}
        answer = self.client.post("/sign-in", data=data, headers={"Cookie": visit.cookie})
        assert answer.status_code == 303, answer.text
        return self._visit(_cookie(answer), "/account/password")

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        *,
        form: Mapping[str, Any] | None = None,
        json: object = None,
        bearer: bool = False,
        form_token: bool = True,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> TestResponse:
        """Return the answer to a request of a person, who keeps the cookie they had."""
        sent = {"X-Request-ID": REQUEST_ID, **(headers or {})}
        identity = self.identities[who]
        if bearer and who != "anonymous":
            sent["Authorization"] = f"Bearer {self.world.bearer[who]}"
        elif not bearer:
            sent["Cookie"] = identity.cookie
            if form_token and method not in {"GET", "HEAD"}:
                sent["X-CSRFToken"] = identity.form_token
        if json is not None:
            more["json"] = json
        elif form is not None:
            more["data"] = form
        return self.client.open(path, method=method, headers=sent, **more)

    def stored(self) -> Stored:
        """Return a watch over the file."""
        return Stored(self.file)

    def close(self) -> None:
        """Let the file go."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _visit(self, cookie: str, path: str) -> Identity:
        answer = self.client.get(path, headers={"Cookie": cookie} if cookie else {})
        found = TOKEN.search(answer.text)
        assert found, f"{path} shows no form: {answer.status_code}"
        return Identity(_cookie(answer) or cookie, found[1])


def same_but_for_chance(answer: TestResponse) -> str:
    """Return status, headers and body without what differs from one answer to the next."""
    policy = answer.headers.get("Content-Security-Policy", "")
    lines = [str(answer.status_code)]
    lines += [f"{name}: {value}" for name, value in answer.headers if name != "Content-Length"]
    if (answer.mimetype or "").startswith(("application/zip", "image/", "audio/")):
        body = answer.data.decode("latin-1")  # Bytes; what is packed has a fixed time.
    else:
        body = answer.text if answer.mimetype != "application/gzip" else _unpacked(answer.data)
    text = "\n".join(lines) + "\n\n" + body
    if nonce := _NONCE.search(policy):
        text = text.replace(nonce[1], "NONCE")
    for secret in TOKEN.findall(body):
        text = text.replace(secret, "TOKEN")
    return _UUID.sub("UUID", text)


def _unpacked(data: bytes) -> str:
    return gzip.decompress(data).decode()


def _cookie(answer: TestResponse) -> str:
    given = [line for line in answer.headers.getlist("Set-Cookie") if "quizapp=" in line]
    return given[-1].split(";")[0] if given else ""
