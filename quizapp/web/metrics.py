"""Metrics in Prometheus's text format, for an administrator's bearer token or session."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response

from quizapp.services.operation.health import Health, get_health
from quizapp.web.configured import settings_in_force


def metrics() -> Response:
    """Give the state of the installation; how long answers took stands in the log."""
    text = "\n".join(_lines(get_health(settings_in_force()))) + "\n"
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines(health: Health) -> Iterator[str]:
    """Give each figure with its type and meaning; one that is not known is left out."""
    yield "# HELP quizapp_rows What is stored, by kind."
    yield "# TYPE quizapp_rows gauge"
    for words, rows in health.counts:
        yield f'quizapp_rows{{kind="{words}"}} {rows}'
    figures = (
        (
            "schema_current",
            "Whether code and database have the same schema.",
            health.schema_current,
        ),
        ("published_revision", "Number of the published bank.", health.revision),
        ("published_timestamp_seconds", "When it was published.", health.published_at),
        ("database_megabytes", "Size of the SQLite file.", health.size_mb),
        ("backup_timestamp_seconds", "When the latest backup was made.", health.backup_at),
    )
    for name, meaning, value in figures:
        if value is None:
            continue
        number = value.timestamp() if isinstance(value, datetime) else float(value)
        yield f"# HELP quizapp_{name} {meaning}"
        yield f"# TYPE quizapp_{name} gauge"
        yield f"quizapp_{name} {number:.3f}"
