"""Settings from the environment: defaults, values, refusals."""

from pathlib import Path

import pytest

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings, described_settings, shipped


def test_an_empty_environment_gives_a_usable_default_of_each_setting() -> None:
    settings = Settings.from_environment({"PATH": "/usr/bin"})
    assert settings.data_dir == Path("quizapp-data").absolute()
    assert settings.database_file == settings.data_dir / "quizapp.db"
    assert settings.registration == "open"
    assert settings.bank == shipped("question_bank")
    assert settings.secret_key == ""


def test_values_are_read_into_their_types(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(tmp_path),
            "QUIZAPP_DATABASE_URL": "postgres://u:p@host/db",
            "QUIZAPP_HTTPS": "yes",
            "QUIZAPP_PROXY_HOPS": "2",
            "QUIZAPP_TRUSTED_HOSTS": "Quiz.example.org, .school.example",
            "QUIZAPP_REGISTRATION": "closed",
            "QUIZAPP_MAX_BODY_MB": "8",
        }
    )
    assert settings.database_url == "postgresql+psycopg://u:p@host/db"
    assert not settings.on_sqlite
    assert settings.https is True
    assert settings.proxy_hops == 2
    assert settings.trusted_hosts == ("quiz.example.org", ".school.example")
    assert settings.registration == "closed"
    assert settings.max_body_mb == 8


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("QUIZAPP_SECRET_KEY", "short"),
        ("QUIZAPP_DATABASE_URL", "mysql://host/db"),
        ("QUIZAPP_DATABASE_URL", "postgresql://u:p@one:5432,two;three/db"),
        ("QUIZAPP_PUBLISH_AT_START", "later"),
        ("QUIZAPP_HTTPS", "perhaps"),
        ("QUIZAPP_PROXY_HOPS", "-1"),
        ("QUIZAPP_PROXY_HOPS", "\N{ARABIC-INDIC DIGIT ONE}"),
        ("QUIZAPP_REGISTRATION", "ajar"),
        ("QUIZAPP_MAX_BODY_MB", "0"),
        ("QUIZAPP_MAX_BODY_MB", "1e3"),
        ("QUIZAPP_REQUESTS_A_MINUTE", "-1"),
        ("QUIZAPP_TRUSTED_HOSTS", "https://example.org"),
        ("QUIZAPP_LOG_LEVEL", "loud"),
        ("QUIZAPP_DATADIR", "/typo"),
        ("QUIZAPP_FETCH_ARTICLES", "sometimes"),
        ("QUIZAPP_MODEL_URL", "models.example.org"),
        ("QUIZAPP_MODEL_URL", "ftp://models.example.org"),
        ("QUIZAPP_MODEL_URL", "http://models.example.org/v1"),
        ("QUIZAPP_MODEL_URL", "http://8.8.8.8/v1"),
        ("QUIZAPP_MODEL_URL", "https://me:geheim@models.example.org/v1"),
    ],
)
def test_a_bad_value_is_refused_with_the_name_of_its_variable(variable: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=variable):
        Settings.from_environment({variable: value})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "postgresql://u:p@one:5432,two:5433/db",
            "u:p@/db?target_session_attrs=read-write&host=one:5432&host=two:5433",
        ),
        (
            "postgresql://u@one,two/db?sslmode=verify-full&target_session_attrs=any",
            "u@/db?sslmode=verify-full&target_session_attrs=any&host=one&host=two",
        ),
    ],
)
def test_of_several_database_hosts_the_one_that_can_be_written_to_is_used(
    written: str, read: str
) -> None:
    settings = Settings.from_environment({"QUIZAPP_DATABASE_URL": written})
    assert settings.database_url == f"postgresql+psycopg://{read}"


def test_a_model_drafts_only_where_address_and_name_are_set() -> None:
    assert not Settings.from_environment({}).model_on
    assert not Settings.from_environment({}).fetch_articles
    for url in (
        "https://models.example.org/v1/",
        "http://127.0.0.1:8000/v1",
        "http://ollama:80/v1",
    ):
        env = {"QUIZAPP_MODEL_URL": url}
        assert not Settings.from_environment(env).model_on
        settings = Settings.from_environment(env | {"QUIZAPP_MODEL_NAME": "small"})
        assert settings.model_on
        assert settings.model_url == url.rstrip("/")


def test_a_refusal_does_not_repeat_a_secret() -> None:
    with pytest.raises(ConfigurationError) as refusal:
        Settings.from_environment({"QUIZAPP_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(refusal.value)


def test_secrets_are_shown_neither_in_the_repr_nor_on_the_administrators_page() -> None:
    env = {
        "QUIZAPP_SECRET_KEY": "k" * 40,
        "QUIZAPP_DEMO_PASSWORD": "open sesame",
        "QUIZAPP_DATABASE_URL": "postgresql://u:geheim@host/db",
        "QUIZAPP_MODEL_KEY": "sk-schluessel",
    }
    settings = Settings.from_environment(env)
    shown = repr(settings) + repr(settings.in_force())
    assert not any(secret in shown for secret in ("kkkk", "sesame", "geheim", "schluessel"))


def test_readme_has_a_row_for_each_setting() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    missing = [
        each.variable
        for each in described_settings()
        if f"| `{each.variable}` | {each.default} | {each.about} |" not in readme
    ]
    assert not missing
