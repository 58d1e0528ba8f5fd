"""Entities by what a person types: a name, an alias or an id, and back."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.slug import slug
from quizapp.bank.terms import EntityKind

_WITH_ID: Final = re.compile(r".* \(([a-z0-9-]+)\)")
ID_MAX: Final = 80


class Names:
    """The entities that a form may name."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_id = {each.id: each for each in entities}
        self._ids: dict[str, list[str]] = {}
        for each in self._by_id.values():
            self._ids.setdefault(_key(each.name), []).append(each.id)
        self._aliases: dict[str, list[str]] = {}
        for each in self._by_id.values():
            for alias in (*each.aliases, *([each.short] if each.short else [])):
                self._aliases.setdefault(_key(alias), []).append(each.id)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return them."""
        return tuple(self._by_id.values())

    def shown(self, entity_id: str) -> str:
        """Return the words that stand for an entity in a field; an unknown id is itself.

        Two entities of one name are told apart by their ids.
        """
        entity = self._by_id.get(entity_id)
        if entity is None:
            return entity_id
        name = " ".join(entity.name.split())
        alone = self.find(name) == entity_id and len(self._ids[_key(name)]) == 1
        return name if alone else f"{name} ({entity_id})"

    def find(self, words: str, *, kinds: Collection[EntityKind] = ()) -> str | None:
        """Return the id that the words mean, or None.

        Args:
            words: a name, an alias, an id, or a name with its id.
            kinds: that fit; where a name has several owners, one of these is meant.
        """
        if words in self._by_id:
            return words
        given = _WITH_ID.fullmatch(words)
        if given and given[1] in self._by_id:
            return given[1]
        for known in (self._ids, self._aliases):
            found = known.get(_key(words), [])
            fitting = [each for each in found if not kinds or self._by_id[each].kind in kinds]
            if len(fitting or found) == 1:
                return (fitting or found)[0]
        return None

    def listed(self, kinds: Collection[EntityKind] = ()) -> tuple[str, ...]:
        """Return what to offer for entities of these kinds, or of all, by name."""
        found = [
            self.shown(each.id) for each in self._by_id.values() if not kinds or each.kind in kinds
        ]
        return tuple(sorted(found, key=_key))

    def new_id(self, name: str) -> str:
        """Return an id for a new entity that none has yet."""
        start = slug(name, most=ID_MAX) or "entity"
        number, found = 2, start
        while found in self._by_id:
            found = f"{start[: ID_MAX - 5]}-{number}"
            number += 1
        return found


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()
