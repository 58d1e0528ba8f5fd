"""Wrong texts that are fair: the author's own, else those of facts as contested as this one.

Source: GENERATION.md, "Distractors".
"""

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import Status
from quizapp.bank.view import TextAnswer, View
from quizapp.generation.context import Context
from quizapp.generation.likeness import alike, folded_forms, initials, names_entity, same_point
from quizapp.generation.question import Level
from quizapp.generation.ranking import Candidate, authored_for, barred, by_level, evenness
from quizapp.generation.seeds import window
from quizapp.generation.words import mentions, word_set, words_of

_ENOUGH: Final = 2
"""Wrong texts of the author's own that make a choice: the pool adds nothing to them."""
_POOL: Final = 100
"""Texts of a pool looked at for one question; the shipped pools are smaller."""
_EVEN: Final = 60
"""Percent of the longer text's length that texts of a pool must have; see ``evenness``."""
_OPENINGS: Final = frozenset({"to", "the", "a", "an", "its", "their", "his", "no"})


def texts_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    """Return up to three texts that are fair wrong answers to ``view``.

    What the author wrote, at one level only; the pool fills up only where fewer than two of
    those are fair: another fact's clause beside the key reads as nonsense, or may be true here.
    """
    return context.kept.of(
        view.fact, ("texts", view.name, level), lambda: _texts_for(view, context, level=level)
    )


def _texts_for(view: View, context: Context, *, level: Level) -> tuple[str, ...]:
    answer = view.answer
    if not isinstance(answer, TextAnswer):
        return ()
    key = context.kept.of(view.fact, ("key", view.name), lambda: _key(view, answer.text, context))
    listed = dict.fromkeys(text_of(each, context) for each in authored_for(view, context))
    authored = [text for text in listed if key.allows_authored(text)]
    enough = len(authored) >= _ENOUGH
    if enough and level is Level.FAR:
        return ()
    own = {text: key.candidate(text, authored=True) for text in authored}
    pool = {} if enough else _of_pool(view, answer, context, level=level, key=key)
    return by_level(
        {**pool, **own}.values(),
        view,
        context,
        level=level,
        fits=lambda text: text in own or key.allows(text),
        clash=lambda one, other: _clash(one, other, own),
    )


def _clash(one: str, other: str, own: Container[str]) -> bool:
    """Return whether two texts say the same; authors word theirs alike on purpose."""
    return alike(one, other) if one in own and other in own else same_point(one, other)


def _of_pool(
    view: View, answer: TextAnswer, context: Context, *, level: Level, key: "_Key"
) -> dict[str, Candidate]:
    """Return the texts of other facts, as contested as this one, that may do beside the key."""
    found = {}
    stated = view.status is Status.STATED
    pool = _pool_of(view, answer.pool, context)
    for other in window(pool, _POOL, context.seed, view.card, level.value):
        theirs = other.answer
        if (
            isinstance(theirs, TextAnswer)
            and other.fact != view.fact
            and (answer.owner is None or theirs.owner != answer.owner)
            and (other.status is Status.STATED) == stated
            and key.resembles(theirs.text)
        ):
            found[theirs.text] = key.candidate(theirs.text, authored=False)
    return found


def _pool_of(view: View, pool: str, context: Context) -> tuple[View, ...]:
    """Return the views of a pool whose articles are about what this one is about.

    Source: read by hand, 2026-11-30: beside the cause of an ancient war stood that cowpox matter
    dried up on long voyages, beside an actor the Bishop of Autun.
    """
    here = context.articles[view.fact].id

    def of_kin() -> tuple[View, ...]:
        kin = context.kindred.of(here)
        return tuple(
            each for each in context.pools.get(pool, ()) if context.articles[each.fact].id in kin
        )

    return context.kept_of_article.of(here, ("pool", pool), of_kin)


def text_of(source: str, context: Context) -> str:
    """Return the name of an entity id, or the text itself."""
    known = context.entities.get(source)
    return known.name if known else source


@dataclass(frozen=True, slots=True)
class _Key:
    """A text that is right, and what may not stand beside it.

    Attributes:
        words: of the text. opening: what it begins like.
        shortest, longest: characters of texts that are as long as the key, or nearly.
        out: texts that are right, too, or that the author bars.
        stem: of the view. folded: the same without regard to case.
        must_spell: the abbreviation in the stem, which its key alone would spell; mostly "".
        named: the entities that the stem names.
    """

    text: str
    words: frozenset[str]
    opening: str
    shortest: int
    longest: int
    out: frozenset[str]
    stem: str
    folded: str
    must_spell: str
    named: tuple[Entity, ...]

    def candidate(self, text: str, *, authored: bool) -> Candidate:
        """Return a text with its nearness to the key."""
        near = 10 * len(word_set(text) & self.words)
        return text, authored, near, evenness(text, self.text)

    def resembles(self, text: str) -> bool:
        """Return whether a text of the pool has the key's length and form, and is not barred."""
        # Authors word wrong answers after the key on purpose; that makes them parallel.
        return (
            self.shortest <= len(text) <= self.longest
            and _opening(text) == self.opening
            and text not in self.out
            and self._spells(text)
        )

    def allows(self, text: str) -> bool:
        """Return whether a text of the pool that resembles the key is fair beside it."""
        low = text.casefold()
        # Others' texts may not name who is asked about; the author's own wrong answers may.
        if self._is_in_stem(text, low) or any(
            names_entity(text, each)
            for each in self.named
            if any(form in low for form in folded_forms(each))
        ):
            return False
        return not (alike(text, self.text) or same_point(text, self.text))

    def allows_authored(self, text: str) -> bool:
        """Return whether a text that the author wrote is fair beside the key."""
        if text in self.out or not self._spells(text) or self._is_in_stem(text, text.casefold()):
            return False
        return not alike(text, self.text)

    def _spells(self, text: str) -> bool:
        return not self.must_spell or initials(text) == self.must_spell

    def _is_in_stem(self, text: str, low: str) -> bool:
        return low in self.folded and mentions(self.stem, text)


def _key(view: View, text: str, context: Context) -> _Key:
    """Return what is right for a view."""
    short = next((word for word in view.stem.split() if word.strip("?.,'\"").isupper()), "")
    spelled = initials(text)
    return _Key(
        text=text,
        words=word_set(text),
        opening=_opening(text),
        shortest=-(-_EVEN * len(text) // 100),
        longest=100 * len(text) // _EVEN,
        out=barred(view, context),
        stem=view.stem,
        folded=view.stem.casefold(),
        # An abbreviation in the stem may be spelled by the key alone, unless all texts do so.
        must_spell=spelled if len(spelled) > 1 and short.strip("?.,'\"") == spelled else "",
        named=tuple(context.entities[each] for each in view.mentioned if each in context.entities),
    )


@lru_cache(maxsize=65_536)
def _opening(text: str) -> str:
    """Return what a text begins like: "to", a small determining word, or anything else."""
    first = words_of(text)[:1] or ("",)
    return first[0] if first[0] in _OPENINGS else ""
