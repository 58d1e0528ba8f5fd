"""The audit log: what staff did, by action and by person, page by page, and as CSV."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from quizapp.services.people import administration
from quizapp.web import visitor
from quizapp.web.admin.audit_words import in_words
from quizapp.web.downloads import csv_file
from quizapp.web.formkit import whole
from quizapp.web.pages import render, shows

_LINES: Final = 50
_CSV_LINES: Final = 100_000


@dataclass(frozen=True, slots=True)
class AuditShown:
    """An entry as the page tells it; ``actor`` is "" once the account is erased."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


@shows("admin/audit.html")
@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the audit log.

    Attributes:
        actions: every action that was ever noted, to choose from.
        action, actor: what the lines are limited to, "" for no limit.
        older: number that the next page begins before, None on the last.
    """

    lines: tuple[AuditShown, ...]
    actions: tuple[str, ...]
    action: str
    actor: str
    older: int | None
    zone: str


def audit() -> str:
    """Show what staff did, latest first."""
    action, actor = request.args.get("action", ""), request.args.get("actor", "")
    before = request.args.get("before", type=whole)
    found = administration.list_audit(limit=_LINES + 1, before=before, action=action, actor=actor)
    lines = found[:_LINES]
    return render(
        AuditPage(
            lines=tuple(
                AuditShown(
                    line.at, line.actor or "", line.action, line.subject, in_words(line.detail)
                )
                for line in lines
            ),
            actions=administration.list_audit_actions(),
            action=action,
            actor=actor,
            older=lines[-1].number if len(found) > _LINES else None,
            zone=visitor.current().zone,
        )
    )


def audit_csv() -> Response:
    """Send the same as CSV, all pages in one."""
    found = administration.list_audit(
        limit=_CSV_LINES,
        action=request.args.get("action", ""),
        actor=request.args.get("actor", ""),
    )
    return csv_file(administration.audit_csv(found), name="quizapp-audit")
