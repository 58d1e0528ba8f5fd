"""The health of the installation, as an administrator's page shows it: quick to find out."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from quizapp.errors import translatable
from quizapp.settings import Settings
from quizapp.store.bank import site_queries
from quizapp.store.engine import reading
from quizapp.store.schema import migrate

_COUNTED: Final = (
    ("users", translatable("accounts")),
    ("articles", translatable("articles")),
    ("facts", translatable("facts")),
    ("cards", translatable("cards")),
    ("questions", translatable("question versions")),
    ("review_log", translatable("log entries")),
    ("classes", translatable("classes")),
    ("attempts", translatable("quiz attempts")),
)


@dataclass(frozen=True, slots=True)
class Health:
    """What the installation is and how it does.

    Attributes:
        schema: the database's schema; it is ``schema_current`` when the code has the same.
        database: its kind.
        size_mb: of the SQLite file; None on PostgreSQL.
        revision: number of the published bank, with its instant; None before the first.
        counts: words and number of rows.
        backup_at: when the latest backup in the data folder was made; None without one.
    """

    schema: str
    schema_current: bool
    database: str
    size_mb: float | None
    revision: int | None
    published_at: datetime | None
    counts: tuple[tuple[str, int], ...]
    backup_at: datetime | None


def get_health(settings: Settings) -> Health:
    """Return the health of the installation."""
    schema = migrate.current_revision(settings.database_url)
    with reading() as session:
        revision, published_at = site_queries.find_last_publish(session) or (None, None)
        counts = site_queries.count_rows(session, tables=tuple(name for name, _ in _COUNTED))
    return Health(
        schema=schema or "none",
        schema_current=schema == migrate.head_revision(),
        database="SQLite" if settings.on_sqlite else "PostgreSQL",
        size_mb=settings.database_file.stat().st_size / 1e6 if settings.on_sqlite else None,
        revision=revision,
        published_at=published_at,
        counts=tuple((words, counts[name]) for name, words in _COUNTED),
        backup_at=_latest_backup(settings),
    )


def _latest_backup(settings: Settings) -> datetime | None:
    """Return when the newest copy in the data folder was written."""
    times = [path.stat().st_mtime for path in settings.data_dir.glob("backups/*")]
    return datetime.fromtimestamp(max(times), tz=UTC) if times else None
