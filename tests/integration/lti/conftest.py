"""A school whose course lies on a platform that the tests run."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.lti import lti_platforms
from quizapp.services.lti.lti_platforms import PlatformDraft
from quizapp.settings import Settings
from tests.integration.lti.platform import (
    INSTRUCTOR,
    LEARNER,
    Platform,
    asked_of,
    serving,
    token_in,
)
from tests.integration.teaching.conftest import (
    Browser,
    School,
    clock,
    database_url,
    school,
    token_of,
)

__all__ = ["clock", "database_url", "school"]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return settings under which a platform may be on this machine."""
    return Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(tmp_path / "data"),
            "QUIZAPP_DATABASE_URL": database_url,
            "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
            "QUIZAPP_LTI_PRIVATE_HOSTS": "127.0.0.1",
        }
    )


_MADE: Final[dict[tuple[int, int], RSAPrivateKey]] = {}


@pytest.fixture(autouse=True)
def keys_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the keys that a test makes to the next test too: to find their primes takes longest.

    Those of one test differ from each other.
    """
    asked = count()

    def make(public_exponent: int, key_size: int) -> RSAPrivateKey:
        which = (next(asked), key_size)
        if which not in _MADE:
            _MADE[which] = rsa.generate_private_key(public_exponent, key_size)
        return _MADE[which]

    monkeypatch.setattr("joserfc._rfc7518.rsa_key.generate_private_key", make)


@dataclass
class Campus:
    """A school and the platform of its course."""

    school: School
    platform: Platform
    settings: Settings
    platform_id: int

    def begin(self, client: FlaskClient, **more: str) -> dict[str, str]:
        """Begin a launch in a browser; return what the platform is asked."""
        form = {
            "iss": self.platform.issuer,
            "login_hint": "hint",
            "target_link_uri": "http://localhost/lti/launch",
            "client_id": self.platform.client_id,
            **more,
        }
        answer = client.post("/lti/login", data=form)
        assert answer.status_code == 303, answer.text
        assert answer.location.startswith(f"{self.platform.url}/auth?"), answer.location
        return asked_of(answer.location)

    def answer(self, state: str, token: str) -> TestResponse:
        """Post the platform's answer as its page does: no cookie of ours comes with it."""
        bare = self.school.app.test_client(use_cookies=False)
        return bare.post("/lti/launch", data={"state": state, "id_token": token})

    def launch(
        self, client: FlaskClient, *, sub: str = "u1", role: str = LEARNER, **more: Any
    ) -> TestResponse:
        """Walk a launch up to the page of its ticket; return the answer to the platform's form."""
        asked = self.begin(client)
        claims = self.platform.claims(nonce=asked["nonce"], sub=sub, role=role, **more)
        return self.answer(asked["state"], self.platform.sign(claims))

    def enter(
        self, client: FlaskClient, *, do: str = "make", sub: str = "u1", **more: Any
    ) -> TestResponse:
        """Walk a whole launch; return the answer to what the person sends on the ticket's page."""
        answer = self.launch(client, sub=sub, **more)
        assert answer.status_code == 303, answer.text
        page = client.get(answer.location)
        assert page.status_code == 200, page.text
        form = {"do": do, "csrf_token": token_in(page.text)}
        return client.post(answer.location, data=form)

    def connect(self, **more: Any) -> Browser:
        """Let the teacher link their account and connect the course with their class."""
        teacher = self.school.teacher
        sent = self.enter(teacher.client, do="link", sub="t1", role=INSTRUCTOR, **more)
        assert "/lti/connect/" in sent.location, sent.text
        page = teacher.get(sent.location)
        done = teacher.client.post(
            sent.location,
            data={"csrf_token": token_in(page.text), "class_id": self.school.class_id},
        )
        assert done.status_code == 303, done.text
        return teacher

    def browser(self) -> FlaskClient:
        """Return a browser of somebody who was never here."""
        return self.school.app.test_client()


@pytest.fixture
def campus(school: School, settings: Settings) -> Iterator[Campus]:
    """Return the school with its platform registered and served."""

    def keys() -> dict[str, Any]:
        found: dict[str, Any] = school.app.test_client().get("/lti/jwks.json").get_json()
        return found

    with serving(Platform("https://moodle.example", "client-1", keys)) as platform:
        yield register(school, platform, settings)


def register(school: School, platform: Platform, settings: Settings) -> Campus:
    """Register a platform that is served; return the school with it."""
    draft = PlatformDraft(
        name="Our Moodle",
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployments=platform.deployment,
        auth_url=f"{platform.url}/auth",
        token_url=f"{platform.url}/token",
        jwks_url=f"{platform.url}/jwks",
    )
    with school.app.app_context():
        number = lti_platforms.register(draft, actor_id=None, settings=settings, now=school.now)
    return Campus(school, platform, settings, number)


def signed_in_as(client: FlaskClient) -> str:
    """Return whose pages a browser is shown."""
    text = client.get("/account").text
    found = text.split('class="button small me only-row"', 1)[1].split(">", 1)[1]
    return found.split("<", 1)[0]


__all__ += ["Campus", "register", "signed_in_as", "token_of"]
