"""Which topics a deck has: where its notes stand, what is above that, and their tags. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from quizapp.bank.slug import slug

LEVELS: Final = " \u203a "
"""Between the levels of a topic where it is shown."""
MOST_TAGS: Final = 100
"""Tags that become sets, those of the most notes: nobody chooses from thousands."""
_FEWEST: Final = 2
"""Notes of a tag that is a set: one note alone is no set to study."""
_MOST_PLACES: Final = 300
_NO_TOPIC: Final = "notes"
_PARTS: Final = "::"
_SIGN: Final = "#"
"""Before a tag where it is shown: a tag and a subdeck may have one name."""


class Sorted(Protocol):
    """A note, as far as its topics go."""

    @property
    def topic(self) -> str:
        """Return the deck or category it stands in, levels parted by "::"."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the words it is marked with."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where notes stand in the document: the topic's id, its words, and the passage's number."""

    id: str
    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a deck.

    Attributes:
        places: by the topic of a note.
        above: ids of the topics above a place, by the topic of a note.
        tags: id by tag, of those that are sets.
        titles: of all topics by id, those of places first.
    """

    places: Mapping[str, Place]
    above: Mapping[str, tuple[str, ...]]
    tags: Mapping[str, str]
    titles: Mapping[str, str]

    def of(self, note: Sorted) -> list[str]:
        """Return the ids of a note's topics: where it stands first."""
        found = [self.places[note.topic].id, *self.above[note.topic]]
        for tag in note.tags:
            found += [self.tags[each] for each in _upwards(tag) if each in self.tags]
        return list(dict.fromkeys(found))


def topics_of(notes: Sequence[Sorted]) -> Topics:
    """Return the topics of a deck of these notes.

    What holds the same notes as the whole deck, or as a topic below it, is no topic of its own.
    """
    places, depth = _places(notes)
    above = _above(notes, places, depth)
    tags = _tags(notes)
    titles = {place.id: place.text for place in places.values()}
    titles |= {_id(name): _shown(name) for name in dict.fromkeys(_all(above.values()))}
    titles |= {_tag_id(tag): f"{_SIGN}{_shown(tag)}" for tag in tags}
    return Topics(
        places,
        {topic: tuple(map(_id, names)) for topic, names in above.items()},
        {tag: _tag_id(tag) for tag in tags},
        titles,
    )


def _places(notes: Iterable[Sorted]) -> tuple[dict[str, Place], int]:
    """Return the place of each topic, and how many levels of it count.

    Of more topics than a document holds passages, the deeper levels are joined.
    """
    topics = list(dict.fromkeys(note.topic for note in notes))
    depth = max((topic.count(_PARTS) + 1 for topic in topics), default=1)
    while depth > 0 and len({_level(topic, depth) for topic in topics}) > _MOST_PLACES:
        depth -= 1
    found: dict[str, Place] = {}
    known: dict[str, Place] = {}
    for topic in topics:
        name = _level(topic, depth)
        if name not in known:
            known[name] = Place(_id(name), _shown(name) or "…", len(known) + 1)
        found[topic] = known[name]
    return found, depth


def _above(
    notes: Sequence[Sorted], places: Mapping[str, Place], depth: int
) -> dict[str, tuple[str, ...]]:
    """Return, for each topic, the names above it that hold more than it does, the nearest first."""
    sizes: Counter[str] = Counter()
    here: Counter[str] = Counter(_level(note.topic, depth) for note in notes)
    for name, many in here.items():
        for each in _upwards(name):
            sizes[each] += many
    found: dict[str, tuple[str, ...]] = {}
    for topic in places:
        below, *names = _upwards(_level(topic, depth))
        kept = []
        for name in names:
            if sizes[below] < sizes[name] < len(notes):
                kept.append(name)
            below = name
        found[topic] = tuple(kept)
    return found


def _tags(notes: Sequence[Sorted]) -> tuple[str, ...]:
    """Return the tags that are sets, by name."""
    many: Counter[str] = Counter()
    for note in notes:
        many.update({each for tag in note.tags for each in _upwards(tag)})
    # A level above that holds the same notes says nothing more.
    above = {
        tag.rpartition(_PARTS)[0] for tag in many if many[tag.rpartition(_PARTS)[0]] == many[tag]
    }
    chosen = [
        tag
        for tag, count in many.items()
        if _FEWEST <= count < len(notes) and _shown(tag) and tag not in above
    ]
    chosen.sort(key=lambda tag: (-many[tag], tag))
    return tuple(sorted(chosen[:MOST_TAGS]))


def _upwards(name: str) -> Iterator[str]:
    """Yield a name and those of the levels above it."""
    parts = name.split(_PARTS)
    for length in range(len(parts), 0, -1):
        yield _PARTS.join(parts[:length])


def _all(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    return (each for group in groups for each in group)


def _level(topic: str, depth: int) -> str:
    return _PARTS.join(topic.split(_PARTS)[:depth])


def _shown(name: str) -> str:
    return LEVELS.join(part.strip() for part in name.split(_PARTS) if part.strip())


def _id(topic: str) -> str:
    """Return an id for a topic: what of it is plain, and a digest that tells it from others."""
    if not topic:
        return _NO_TOPIC
    words = slug(topic, most=40) or "topic"
    return f"{words}-{hashlib.sha256(topic.encode()).hexdigest()[:6]}"


def _tag_id(tag: str) -> str:
    words = slug(tag, most=40)
    digest = hashlib.sha256(tag.encode()).hexdigest()[:6]
    return f"tag-{words}-{digest}" if words else f"tag-{digest}"
