"""Rendering: one context dataclass a page, strict templates, times and numbers in words."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, TypeVar

from flask import Flask, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from quizapp.analytics.recall_map import recall_step
from quizapp.services.assigning.goal_pace import pace_words
from quizapp.web import language, navigation, visitor
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
        "day": language.day_words,
        "moment": language.moment_words,
        "percent": language.percent,
        "counted": language.counted,
        "recall_step": recall_step,
        "written": written,
        "pace_words": pace_words,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["current_person"] = visitor.find_current
    app.jinja_env.globals["navigation"] = navigation.items_for


def written(rows: Iterable[Iterable[Hashable]], looks: Mapping[Hashable, Markup]) -> list[Markup]:
    """Return rows of a large table in HTML: what stands in each cell is looked up, in one go.

    Args:
        rows: by row, the key of each cell.
        looks: what a template made of each key; a text that is no markup is escaped.
    """
    # Escaped once for each key; Jinja would do it once a cell, a third of such a page.
    plain = {key: str(escape(look)) for key, look in looks.items()}
    return [Markup("".join([plain[key] for key in row])) for row in rows]  # noqa: S704 - escaped above


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
