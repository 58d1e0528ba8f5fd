"""Whose a first name alone is: of somebody named in full before, or of a child who has it too."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.naming.entities import ArticleEntity, Registry, slug
from quizapp.drafting.naming.names import Name

_AGAIN: Final = "{}-2"


def by_first_name(
    name: Name,
    same: Sequence[ArticleEntity],
    registry: Registry,
    named: tuple[AbstractSet[str], AbstractSet[str]],
) -> list[ArticleEntity]:
    """Return those of some bearers of a name who may be meant where it stands alone.

    "Their son, Karl" may be called after an uncle Karl Holm who was named before: he is the child
    from there on, but where the uncle is named in full beside.

    Args:
        name: the single word in its place.
        same: the persons with a full name that it is the surname of, or else the first name.
        registry: with the entities; a child is entered.
        named: keys of whom the passage has named in full so far, and of whom the article has.
    """
    here, ever = named
    last = [each for each in same if each.name.split()[-1] == name.text]
    if last or not same:
        return list(same)
    before = any(each.key in ever for each in same)
    lone = registry.find(name.text)
    alone = lone is not None and lone.name == name.text and lone.kind is EntityKind.PERSON
    if lone is None or not alone:
        return [_enter_child(name, registry)] if name.child and before else list(same)
    beside = [each for each in same if each.key in here]
    return [lone] if name.child or not beside else beside


def _enter_child(name: Name, registry: Registry) -> ArticleEntity:
    """Enter a child as somebody with that name alone."""
    key = slug(name.text)
    taken = key in registry.entities or key in registry.known
    gender = gender_of(name.text)
    child = ArticleEntity(
        _AGAIN.format(key) if taken else key, EntityKind.PERSON, name.text, gender=gender
    )
    registry.names[name.text] = child.key
    return registry.add(child)
