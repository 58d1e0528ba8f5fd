"""Rendering: one context dataclass a page, strict templates, times and numbers in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask, render_template, request
from jinja2 import StrictUndefined

from quizapp.analytics.recall_map import recall_step
from quizapp.services.study_learner import zone_or_fallback
from quizapp.web import navigation, visitor
from quizapp.web.assets import asset

Page = TypeVar("Page")
TEMPLATES: Final[dict[type, str]] = {}
"""The template of each context dataclass."""


def init_pages(app: Flask) -> None:
    """Set up the template environment."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    filters: dict[str, Callable[..., Any]] = {
        "day": day_words,
        "moment": moment_words,
        "percent": percent,
        "counted": counted,
        "recall_step": recall_step,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["current_person"] = visitor.find_current
    app.jinja_env.globals["navigation"] = navigation.items_for


def shows(template: str) -> Callable[[type[Page]], type[Page]]:
    """Declare the template that a context dataclass fills: one to one, checked by a test."""

    def declare(page: type[Page]) -> type[Page]:
        if template in TEMPLATES.values():
            raise ValueError(f"{template} has another context already")
        TEMPLATES[page] = template
        return page

    return declare


def render(page: object) -> str:
    """Return the page that a context dataclass stands for; its template reads it as ``page``."""
    return render_template(TEMPLATES[type(page)], page=page)


def safe_next(fallback: str) -> str:
    """Return where to go after signing in: a path of ours that the form or query names.

    Anything that a browser could read as another site becomes the fallback.
    """
    target = request.values.get("next", "")
    plain = target.startswith("/") and not target.startswith("//")
    if plain and "\\" not in target and target.isprintable():
        return target
    return fallback


def day_words(instant: datetime, zone: str) -> str:
    """Return the day of an instant in a zone: "Mon 23 Nov 2026"."""
    local = instant.astimezone(ZoneInfo(zone_or_fallback(zone)))
    return f"{local:%a} {local.day} {local:%b %Y}"


def moment_words(instant: datetime, zone: str) -> str:
    """Return an instant in a zone with its offset: "Mon 23 Nov 2026, 09:00 (UTC+01:00)"."""
    local = instant.astimezone(ZoneInfo(zone_or_fallback(zone)))
    offset = local.strftime("%z")
    return f"{day_words(instant, zone)}, {local:%H:%M} (UTC{offset[:3]}:{offset[3:5]})"


def percent(share: float | None) -> str:
    """Return a share 0..1 as "87 %", and a dash where there is none."""
    return "\u2013" if share is None else f"{round(share * 100)}\u202f%"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number before its noun: "1 card", "3 cards"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\u202f")
