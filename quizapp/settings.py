"""Frozen settings from ``QUIZAPP_*`` variables; README's table and the tests are made from them."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

from quizapp import settings_reading as reading
from quizapp.errors import ConfigurationError, translatable
from quizapp.settings_described import PREFIX, Described, SettingInForce, setting, shown

TESTING_ONLY: Final = (
    "QUIZAPP_TEST_POSTGRES_URL",
    "QUIZAPP_REQUIRE",
    "QUIZAPP_TEST_KILL_CYCLES",
    "QUIZAPP_TEST_ARTICLE",
)
"""Variables of the tests; the application ignores them."""

_PACKAGE: Final = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return a folder that comes with the code: ``migrations`` or ``question_bank``.

    In a wheel it lies in ``quizapp/_data``, in a checkout beside ``quizapp``.
    """
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator decided. Make it with ``from_environment``."""

    data_dir: Path = field(
        metadata=setting(
            "DATA_DIR",
            reading.absolute_path,
            default="`quizapp-data` in the current folder",
            about=translatable(
                "Folder of all that is stored: database, key, backups made before an upgrade."
            ),
        )
    )
    database_url: str = field(
        repr=False,
        metadata=setting(
            "DATABASE_URL",
            reading.database_url,
            default="SQLite, `quizapp.db` in the data folder",
            about=translatable(
                "Database, as `postgresql://user:password@host/name` or `sqlite:////path/to/file`."
                " Several hosts stand with commas between them: that one is used which can be"
                " written to."
            ),
            secret=True,
        ),
    )
    secret_key: str = field(
        repr=False,
        metadata=setting(
            "SECRET_KEY",
            reading.secret,
            default="made at the first start, in `secret-key` (0600) in the data folder",
            about=translatable(
                "Signs cookies: at least 32 random characters; a new one ends all sessions. The"
                " same on every server of a site."
            ),
            secret=True,
        ),
    )
    bank: Path = field(
        metadata=setting(
            "BANK",
            reading.absolute_path,
            default="the shipped `question_bank`",
            about=translatable("Folder of bank documents to publish."),
        )
    )
    publish_at_start: bool = field(
        metadata=setting(
            "PUBLISH_AT_START",
            reading.yes_no,
            default="yes",
            about=translatable(
                "Whether a start publishes the bank when it differs, unless that would retire"
                " much of what learners know; with several servers set it to no, and publish by"
                " `quizapp bank publish`."
            ),
        )
    )
    demo_password: str = field(
        repr=False,
        metadata=setting(
            "DEMO_PASSWORD",
            reading.text,
            default="random, printed",
            about=translatable("Password of the accounts that `serve --demo` makes."),
            secret=True,
        ),
    )
    https: bool = field(
        metadata=setting(
            "HTTPS",
            reading.yes_no,
            default="no",
            about=translatable(
                "Set to yes when browsers reach the site by https: cookies then need it."
            ),
        )
    )
    proxy_hops: int = field(
        metadata=setting(
            "PROXY_HOPS",
            reading.number(0, 5),
            default="0",
            about=translatable(
                "Number of reverse proxies in front, whose X-Forwarded-* headers are believed."
            ),
        )
    )
    trusted_hosts: tuple[str, ...] = field(
        metadata=setting(
            "TRUSTED_HOSTS",
            reading.hosts,
            default="any",
            about=translatable(
                "Host names to answer to, with commas; `.example.org` takes in subdomains."
            ),
        )
    )
    registration: Literal["open", "closed"] = field(
        metadata=setting(
            "REGISTRATION",
            reading.one_of("open", "closed"),
            default="open",
            about=translatable(
                "Whether people may make accounts themselves (open) or only staff may (closed)."
            ),
        )
    )
    second_step_for: Literal["nobody", "staff", "everybody"] = field(
        metadata=setting(
            "SECOND_STEP_FOR",
            reading.one_of("nobody", "staff", "everybody"),
            default="nobody",
            about=translatable(
                "Who must have a second step when they sign in, by a device or a passkey: nobody,"
                " staff (teachers, authors, administrators) or everybody. Without it they reach"
                " only the pages that set one up."
            ),
        )
    )
    max_body_mb: int = field(
        metadata=setting(
            "MAX_BODY_MB",
            reading.number(1, 1024),
            default="2",
            about=translatable(
                "Largest request in megabytes; a larger one is refused before it is read."
            ),
        )
    )
    requests_a_minute: int = field(
        metadata=setting(
            "REQUESTS_A_MINUTE",
            reading.number(0, 1_000_000),
            default="1200",
            about=translatable(
                "Requests that one signed-in person may make in a minute, of each server process;"
                " 0 for any number."
            ),
        )
    )
    log_level: Literal["debug", "info", "warning", "error"] = field(
        metadata=setting(
            "LOG_LEVEL",
            reading.one_of("debug", "info", "warning", "error"),
            default="info",
            about=translatable(
                "How much is logged on standard output: debug, info, warning or error."
            ),
        )
    )

    fetch_articles: bool = field(
        metadata=setting(
            "FETCH_ARTICLES",
            reading.yes_no,
            default="no",
            about=translatable(
                "Set to yes to let authors fetch articles by address, from public hosts only."
            ),
        )
    )
    lti_private_hosts: tuple[str, ...] = field(
        metadata=setting(
            "LTI_PRIVATE_HOSTS",
            reading.hosts,
            default="none",
            about=translatable(
                "Host names of LTI platforms inside your own network, with commas: a school's own"
                " Moodle may then have a private address, another port, or plain http."
            ),
        )
    )
    oidc_issuer: str = field(
        metadata=setting(
            "OIDC_ISSUER",
            reading.issuer,
            default="off",
            about=translatable(
                "OpenID Connect provider that people may sign in by, as"
                " `https://login.example.org`. Whoever runs it can sign in as who linked an"
                " account."
            ),
        )
    )
    oidc_client_id: str = field(
        metadata=setting(
            "OIDC_CLIENT_ID",
            reading.text,
            default="off",
            about=translatable(
                "Who this site is at that provider; signing in by it needs both. It sends people"
                " back to `/sign-in/provider/back`."
            ),
        )
    )
    oidc_client_secret: str = field(
        repr=False,
        metadata=setting(
            "OIDC_CLIENT_SECRET",
            reading.text,
            default="none is sent",
            about=translatable("Secret of this site at that provider; never logged or shown."),
            secret=True,
        ),
    )
    oidc_name: str = field(
        metadata=setting(
            "OIDC_NAME",
            reading.text,
            default="the provider's host name",
            about=translatable("What people know the provider as; it stands on the sign-in page."),
        )
    )
    oidc_accounts: Literal["open", "closed", ""] = field(
        metadata=setting(
            "OIDC_ACCOUNTS",
            reading.one_of("open", "closed"),
            default="as `QUIZAPP_REGISTRATION`",
            about=translatable(
                "Whether somebody who comes by that provider first gets a learner's account"
                " (open) or only those who linked theirs come in (closed)."
            ),
        )
    )
    model_url: str = field(
        metadata=setting(
            "MODEL_URL",
            reading.model_url,
            default="off",
            about=translatable(
                "OpenAI-compatible endpoint that may draft facts when an author asks for it, as"
                " `https://host/v1`; passages are sent to it."
            ),
        )
    )
    model_name: str = field(
        metadata=setting(
            "MODEL_NAME",
            reading.text,
            default="off",
            about=translatable(
                "Name of the model at that endpoint; drafting by a model needs both."
            ),
        )
    )
    model_key: str = field(
        repr=False,
        metadata=setting(
            "MODEL_KEY",
            reading.text,
            default="none is sent",
            about=translatable("Key for that endpoint; never logged or shown."),
            secret=True,
        ),
    )

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Return the settings that the variables of ``env`` say; an empty value counts as unset.

        Raises:
            ConfigurationError: a value cannot be used, or a QUIZAPP_ variable is unknown.
        """
        known = {_described(each).variable for each in fields(cls)} | set(TESTING_ONLY)
        for variable in env:
            if variable.startswith(PREFIX) and variable not in known:
                raise ConfigurationError(
                    f"{variable} is not a setting; known are {', '.join(sorted(known))}"
                )
        data_dir = Path("quizapp-data").absolute()
        if given := env.get("QUIZAPP_DATA_DIR"):
            data_dir = reading.absolute_path(given)
        values: dict[str, Any] = {
            "data_dir": data_dir,
            "database_url": f"sqlite:///{(data_dir / 'quizapp.db').as_posix()}",
            "secret_key": "",
            "bank": shipped("question_bank"),
            "publish_at_start": True,
            "demo_password": "",
            "https": False,
            "proxy_hops": 0,
            "trusted_hosts": (),
            "registration": "open",
            "second_step_for": "nobody",
            "max_body_mb": 2,
            "requests_a_minute": 1200,
            "log_level": "info",
            "fetch_articles": False,
            "lti_private_hosts": (),
            "oidc_issuer": "",
            "oidc_client_id": "",
            "oidc_client_secret": "",
            "oidc_name": "",
            "oidc_accounts": "",
            "model_url": "",
            "model_name": "",
            "model_key": "",
        }
        for each in fields(cls):
            variable = _described(each).variable
            if value := env.get(variable, "").strip():
                try:
                    values[each.name] = each.metadata["read"](value)
                except ValueError as error:
                    raise ConfigurationError(f"{variable} cannot be used: {error}") from None
        return cls(**values)

    @property
    def on_sqlite(self) -> bool:
        """Return whether the database is a SQLite file."""
        return self.database_url.startswith("sqlite")

    @property
    def model_on(self) -> bool:
        """Return whether facts may be drafted by a language model."""
        return bool(self.model_url and self.model_name)

    @property
    def oidc_on(self) -> bool:
        """Return whether people may sign in by an OpenID Connect provider."""
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def oidc_makes_accounts(self) -> bool:
        """Return whether who comes by that provider first gets a learner's account."""
        return (self.oidc_accounts or self.registration) == "open"

    @property
    def database_file(self) -> Path:
        """Return the SQLite file.

        Raises:
            ConfigurationError: the database is not SQLite.
        """
        if not self.on_sqlite:
            raise ConfigurationError("QUIZAPP_DATABASE_URL does not name a SQLite file")
        return Path(self.database_url.removeprefix("sqlite:///")).absolute()

    def in_force(self) -> tuple[SettingInForce, ...]:
        """Return every setting with the value that holds, without secrets."""
        return tuple(
            SettingInForce(_described(each), shown(_described(each), getattr(self, each.name)))
            for each in fields(self)
        )


def described_settings() -> tuple[Described, ...]:
    """Return every setting in the order of README's table."""
    return tuple(_described(each) for each in fields(Settings))


def _described(each: "Field[Any]") -> Described:
    described: Described = each.metadata["described"]
    return described
