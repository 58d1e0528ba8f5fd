"""The words of templates in the language of the answer, each looked up once a language.

What Jinja and Flask-Babel do for each ``_("...")`` anew, finding the request's language, its
catalogue, the words in it, and filling nothing in, took a third of a page of two hundred
questions.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from flask import Flask
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

_KEPT: Final = 8192
"""Texts without values whose words are kept for each language: all that there are, and more."""


class _Spoken:
    """One language. Texts are format strings, "%%" stands for "%", as in Jinja's new style."""

    def __init__(self, translations: Any) -> None:
        self._translations: Final = translations
        self.plain: Final[Callable[[str, bool], str]] = lru_cache(maxsize=_KEPT)(self._plain)

    def _plain(self, text: str, is_html: bool) -> str:  # noqa: FBT001 - lru_cache wants places
        return self.filled(text, {}, is_html=is_html)

    def filled(self, text: str, values: dict[str, Any], *, is_html: bool) -> str:
        """Return a text with its values, escaped where they are no markup."""
        said: str = self._translations.ugettext(text)
        # The catalogue is ours, and what is filled in is escaped.
        return (Markup(said) if is_html else said) % values  # noqa: S704 - the same

    def counted(
        self, one: str, many: str, number: int, values: dict[str, Any], *, is_html: bool
    ) -> str:
        """Return the text for that many with its values."""
        said: str = self._translations.ungettext(one, many, number)
        # The catalogue is ours, and what is filled in is escaped.
        return (Markup(said) if is_html else said) % values  # noqa: S704 - the same


def init_template_words(app: Flask) -> None:
    """Give templates ``_``, ``gettext`` and ``ngettext``; call it once Babel has given its own."""
    spoken: dict[str, _Spoken] = {}

    def present() -> _Spoken:
        code = str(get_locale())
        found = spoken.get(code)
        if found is None:
            found = spoken[code] = _Spoken(get_translations())
        return found

    @pass_eval_context
    def gettext(context: EvalContext, text: str, /, **values: Any) -> str:
        is_html = context.autoescape
        if values:
            return present().filled(text, values, is_html=is_html)
        return present().plain(text, is_html)

    @pass_eval_context
    def ngettext(context: EvalContext, one: str, many: str, number: int, /, **values: Any) -> str:
        values.setdefault("num", number)
        return present().counted(one, many, number, values, is_html=context.autoescape)

    app.jinja_env.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})
