"""What every question type may look at: the bank, its views, and who may be asked with whom."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from quizapp.bank.document import Article, Bank, Entity, FactBase
from quizapp.bank.fact_types import views_of
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import EntityAnswer, SetAnswer, TextAnswer, View
from quizapp.generation.card import Card, answer_hash
from quizapp.generation.kindred import Kindred, kindred_of
from quizapp.generation.naming import forms_of
from quizapp.generation.seeds import Ring, window

_PEERS = 60

T = TypeVar("T")


class Kept:
    """Results that questions of one fact, or article, ask for several times; others are let go."""

    __slots__ = ("_owner", "_values")

    def __init__(self) -> None:
        self._owner = ""
        self._values: dict[Hashable, Any] = {}

    def of(self, owner: str, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under a key for a fact or an article, or make it.

        Args:
            owner: whose results are kept from now on. make: gives the same each time.
        """
        if owner != self._owner:
            self._owner, self._values = owner, {}
        if key not in self._values:
            self._values[key] = make()
        found: T = self._values[key]
        return found


@dataclass(frozen=True, slots=True)
class Context:
    """A bank with its views, indexed. Built once for a whole generation.

    Attributes:
        seed: the bank's seed.
        fact_types: fact id -> name of its type.
        articles: fact id -> the article it belongs to.
        views: views that may be asked, by fact, in the order the fact type gives them.
        peers: (article id, peers group) -> views that may be matched or ordered together.
        pools: pool of texts -> the views whose answers are comparable.
        stems: stem -> answers that are right for it, as entity ids or texts.
        keys: entity id -> the facts that it is an answer of.
        met: entity id -> the facts that it is an answer of or whose stems name it, by article.
        about: (article id, kind) -> the entities of that kind that are met in the article.
        kinds: kind -> its entities, in the order of the bank. rings: the same, in another order.
        forms: kind -> the ways to write its entities, the same without regard to case, and the
            name of each one's entity.
        kindred: which articles are about the same things.
        kept: what was worked out of late for a fact. kept_of_article: the same for an article.
    """

    seed: str
    entities: Mapping[str, Entity]
    facts: Mapping[str, FactBase]
    fact_types: Mapping[str, str]
    articles: Mapping[str, Article]
    views: Mapping[str, tuple[View, ...]]
    peers: Mapping[tuple[str, str], tuple[View, ...]]
    pools: Mapping[str, tuple[View, ...]]
    stems: Mapping[str, frozenset[str]]
    keys: Mapping[str, frozenset[str]]
    met: Mapping[str, Mapping[str, frozenset[str]]]
    about: Mapping[tuple[str, EntityKind], tuple[Entity, ...]]
    kinds: Mapping[EntityKind, tuple[Entity, ...]]
    rings: Mapping[EntityKind, Ring[Entity]]
    forms: Mapping[EntityKind, tuple[Sequence[str], Sequence[str], Sequence[str]]]
    kindred: Kindred
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)
    kept_of_article: Kept = field(default_factory=Kept, compare=False, repr=False)

    def all_views(self) -> Iterable[View]:
        """Return all views, in the order of the bank."""
        return (view for views in self.views.values() for view in views)

    def peers_of(self, view: View) -> tuple[View, ...]:
        """Return views of other facts that may stand beside ``view``, at most 60 of them."""
        group = self.peers.get((self.articles[view.fact].id, view.peers), ())
        near = window(group, _PEERS, self.seed, view.card)
        return tuple(each for each in near if each.fact != view.fact)


def context_of(bank: Bank, *, seed: str) -> Context:
    """Return the context of ``bank``; views that may not be asked are left out."""
    views = {fact.id: views_of(fact, bank.entities) for fact in bank.facts()}
    return context_from_views(bank, views, seed=seed)


def context_from_views(bank: Bank, views: Mapping[str, tuple[View, ...]], *, seed: str) -> Context:
    """Return the context of ``bank`` for views that are already made."""
    articles = {fact.id: each.article for each in bank.articles.values() for fact in each.facts}
    peers: dict[tuple[str, str], list[View]] = {}
    pools: dict[str, list[View]] = {}
    stems: dict[str, set[str]] = {}
    keys: dict[str, set[str]] = {}
    met: dict[str, dict[str, set[str]]] = {}
    for view in (view for group in views.values() for view in group):
        if view.peers:
            peers.setdefault((articles[view.fact].id, view.peers), []).append(view)
        if isinstance(view.answer, TextAnswer):
            pools.setdefault(view.answer.pool, []).append(view)
        stems.setdefault(view.stem, set()).update(right_answers(view))
        if isinstance(view.answer, EntityAnswer):
            keys.setdefault(view.answer.entity, set()).add(view.fact)
        named = [view.answer.entity] if isinstance(view.answer, EntityAnswer) else []
        for entity in (*named, *view.mentioned):
            here = met.setdefault(entity, {})
            here.setdefault(articles[view.fact].id, set()).add(view.fact)
    kinds: dict[EntityKind, list[Entity]] = {}
    for each in bank.entities.values():
        kinds.setdefault(each.kind, []).append(each)
    return Context(
        seed=seed,
        entities=bank.entities,
        facts={fact.id: fact for fact in bank.facts()},
        fact_types={fact.id: str(vars(fact)["type"]) for fact in bank.facts()},
        articles=articles,
        views=views,
        peers={key: tuple(group) for key, group in peers.items()},
        pools={key: tuple(group) for key, group in pools.items()},
        stems={stem: frozenset(right) for stem, right in stems.items()},
        keys={entity: frozenset(of) for entity, of in keys.items()},
        met={
            entity: {article: frozenset(of) for article, of in here.items()}
            for entity, here in met.items()
        },
        about=_about(met, bank.entities),
        kinds={kind: tuple(group) for kind, group in kinds.items()},
        forms={kind: _forms_of(group) for kind, group in kinds.items()},
        kindred=kindred_of(bank),
        rings={kind: Ring((each.id, each) for each in group) for kind, group in kinds.items()},
    )


def _about(
    met: Mapping[str, Mapping[str, Collection[str]]], entities: Mapping[str, Entity]
) -> dict[tuple[str, EntityKind], tuple[Entity, ...]]:
    found: dict[tuple[str, EntityKind], list[Entity]] = {}
    for each in entities.values():
        for article in met.get(each.id, ()):
            found.setdefault((article, each.kind), []).append(each)
    return {key: tuple(group) for key, group in found.items()}


def _forms_of(entities: Iterable[Entity]) -> tuple[list[str], list[str], list[str]]:
    written = [(form, entity.name) for entity in entities for form in forms_of(entity)]
    forms = [form for form, _ in written]
    return forms, [form.casefold() for form in forms], [name for _, name in written]


def right_answers(view: View) -> tuple[str, ...]:
    """Return the entity ids or texts that are right for ``view``; dates and numbers give none."""
    answer = view.answer
    if isinstance(answer, SetAnswer):
        return answer.members
    if isinstance(answer, TextAnswer):
        return (answer.text,)
    entity = getattr(answer, "entity", None)
    return (str(entity),) if entity else ()


def cards_of(context: Context) -> tuple[Card, ...]:
    """Return the cards of all views that may be asked, in the order of the bank."""
    return tuple(
        Card(
            id=view.card,
            fact=view.fact,
            view=view.name,
            article=context.articles[view.fact].id,
            topics=tuple(context.facts[view.fact].topics),
            answer_hash=answer_hash(view),
        )
        for view in context.all_views()
    )
