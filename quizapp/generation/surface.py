"""Finds how a fact's statement words an answer, and swaps it for another answer."""

import re
from dataclasses import dataclass
from functools import lru_cache

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import DateAnswer, EntityAnswer, NumberAnswer, TextAnswer, View
from quizapp.generation.context import Context
from quizapp.generation.wording import YEAR, capital, forms_of, is_plain_year

_ARTICLE_BEFORE = re.compile(r"(?:^|(?<=\s))(the|a|an) $", re.IGNORECASE)
_MODIFIED_BEFORE = re.compile(r"(?:['\u2019]s|\b[a-z]+(?:ed|ern|er|ing)) $")
_READ_AS_WORD = re.compile(r"(?=.{4})[AEIOU]?(?:[^AEIOU][AEIOU]+)+[^AEIOU]?")
"""Letters that are read as a word take no article: NATO and UNICEF, but the OSCE and the CIA."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A run of the statement that words the answer.

    Attributes:
        before, form, after: the statement, cut in three.
        article_word: the article word that ends ``before``, as it stands there, or "".
    """

    before: str
    form: str
    after: str
    article_word: str


def find_surface(view: View, context: Context) -> Surface | None:
    """Return where the statement words the view's answer, if it does so exactly once."""
    statement = context.facts[view.fact].statement
    forms = _forms(view, context)
    return find_forms(statement, forms)


@lru_cache(maxsize=4096)
def find_forms(statement: str, forms: tuple[str, ...]) -> Surface | None:
    """Return the one run of ``statement`` that is one of ``forms``, the longest first."""
    places: list[tuple[int, int]] = []
    for form in sorted(set(forms), key=lambda each: (-len(each), each)):
        for begin in _places(statement, form):
            until = begin + len(form)
            if all(until <= start or begin >= end for start, end in places):
                places.append((begin, until))
    if len(places) != 1:
        return None
    start, end = places[0]
    article = _ARTICLE_BEFORE.search(statement[:start])
    return Surface(
        before=statement[:start],
        form=statement[start:end],
        after=statement[end:],
        article_word=article.group(1) if article else "",
    )


def _places(statement: str, form: str) -> list[int]:
    """Return where ``form`` stands as whole words, from left to right.

    Its first letter may be a capital. By hand: a pattern for each form costs more than the search.
    """
    first, rest = form[:1], form[1:]
    found: list[int] = []
    for written in {first, *first.upper()} if first.islower() else {first}:
        begin = statement.find(written + rest)
        while begin >= 0:
            end = begin + len(form)
            before, after = statement[max(begin - 1, 0) : begin], statement[end : end + 1]
            if _is_of_word(before) or _is_of_word(after):
                end = begin + 1
            else:
                found.append(begin)
            begin = statement.find(written + rest, end)
    return sorted(found)


def _is_of_word(letter: str) -> bool:
    """Return whether a letter belongs to a word, as in patterns; "" does not."""
    return letter.isalnum() or letter == "_"


def _forms(view: View, context: Context) -> tuple[str, ...]:
    answer = view.answer
    if isinstance(answer, EntityAnswer):
        return forms_of(context.entities[answer.entity])
    if isinstance(answer, DateAnswer):
        years = YEAR.findall(answer.label)
        return (answer.label, years[0]) if is_plain_year(answer.label) else (answer.label,)
    if isinstance(answer, NumberAnswer):
        return (answer.label,)
    if isinstance(answer, TextAnswer):
        return (answer.text,)
    return ()


def swap_text(surface: Surface, other: str) -> str:
    """Return the statement with ``other`` in the place of the found run."""
    start = not surface.before.strip() and surface.form[:1].isupper()
    return _join(surface.before, capital(other) if start else other, surface.after)


def swap_entity(surface: Surface, key: Entity, other: Entity) -> str:
    """Return the statement about ``other`` instead of ``key``, with its own article word.

    A person named by the surname is replaced by a surname, an abbreviation by an abbreviation.
    """
    before = surface.before
    if surface.article_word and key.article_word:
        before = before[: len(before) - len(surface.article_word) - 1]
    form = _same_style(surface.form, key, other)
    takes_word = surface.article_word or not _MODIFIED_BEFORE.search(before)
    attributive = bool(surface.article_word) and not key.article_word
    is_word = form == other.short and _READ_AS_WORD.fullmatch(form)
    if other.article_word and takes_word and not attributive and not is_word:
        form = f"{other.article_word} {form}"
    if not before.strip():
        form = capital(form)
    return _join(before, form, surface.after)


def _same_style(form: str, key: Entity, other: Entity) -> str:
    """Return ``other`` written the way ``form`` writes ``key``."""
    if form == key.name:
        return other.name
    if form == key.short and other.short:
        return other.short
    if key.kind is EntityKind.PERSON and " " not in form:
        return other.name.split()[-1]
    return other.name


def _join(before: str, form: str, after: str) -> str:
    """Return the three parts as one text, with "a" or "an" as the new word needs."""
    found = re.search(r"(^|\s)(a|an) $", before, re.IGNORECASE)
    if found and form[:1].isalpha():
        word = "an" if form[:1].lower() in "aeiou" else "a"
        word = capital(word) if found.group(2)[0].isupper() else word
        before = before[: found.start(2)] + word + " "
    return f"{before}{form}{after}"
