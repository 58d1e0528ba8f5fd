"""What a file brings as JSON and back: how the reading child tells it, and how it waits."""

from sys import intern
from typing import Any, assert_never

from quizapp.bank import medium
from quizapp.errors import Words
from quizapp.formats.incoming.incoming import (
    Choices,
    Content,
    Incoming,
    ItemContent,
    LeftOut,
    Note,
    PairContent,
    PastReview,
)
from quizapp.formats.incoming.media import Held
from quizapp.generation.codec import fields_of, interaction_from_json

JsonObject = dict[str, Any]


def to_json(incoming: Incoming) -> JsonObject:
    """Return all that a file brings as plain JSON values."""
    return {
        "title": incoming.title,
        "notes": [_note(note) for note in incoming.notes],
        "left_out": [
            {
                "place": place_to_json(each.place),
                "what": each.what,
                "reason": words_to_json(each.reason),
            }
            for each in incoming.left_out
        ],
        "reviews": [
            [r.note, r.face, r.answered_at, r.rating, r.kind, r.duration_ms]
            for r in incoming.reviews
        ],
        "stepped": [place for place, r in enumerate(incoming.reviews) if r.stepped],
        "rollover_hour": incoming.rollover_hour,
        "media": [[m.file, m.kind, m.size, m.width, m.height] for m in incoming.media],
    }


def from_json(found: JsonObject) -> Incoming:
    """Return what ``to_json`` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    # Files that waited when nobody asked for it do not say it.
    steps = frozenset(found.get("stepped", ()))
    return Incoming(
        title=str(found["title"]),
        notes=tuple(_note_from(each) for each in found["notes"]),
        left_out=tuple(
            LeftOut(
                place_from_json(each["place"]), str(each["what"]), words_from_json(each["reason"])
            )
            for each in found["left_out"]
        ),
        reviews=tuple(
            # One text for all answers to a note: there are as many texts as answers in JSON.
            PastReview(
                intern(str(note)),
                int(face),
                int(at),
                int(rating),
                kind,
                int(took),
                place in steps,
            )
            for place, (note, face, at, rating, kind, took) in enumerate(found["reviews"])
        ),
        rollover_hour=None if found["rollover_hour"] is None else int(found["rollover_hour"]),
        # Files that waited when there were no media yet have none.
        media=tuple(Held(*each) for each in found.get("media", ())),
    )


def content_to_json(content: Content) -> JsonObject:
    """Return what a note asks as plain JSON values."""
    # Most have none, and are written as they were before there were any.
    media = {"media": [fields_of(each) for each in content.media]} if content.media else {}
    match content:
        case ItemContent():
            return media | {
                "kind": "item",
                "stem": content.stem,
                "interaction": fields_of(content.interaction),
                "explanation": content.explanation,
            }
        case PairContent():
            pair = {name: each for name, each in fields_of(content).items() if name != "media"}
            return {"kind": "pair", **pair, **media}
        case _:
            assert_never(content)


def content_from_json(found: JsonObject) -> Content:
    """Return what ``content_to_json`` wrote."""
    media = medium.from_plain(found.get("media", ()))
    if found["kind"] == "pair":
        values = {name: each for name, each in found.items() if name not in {"kind", "media"}}
        return PairContent(**values, media=media)
    return ItemContent(
        str(found["stem"]),
        interaction_from_json(found["interaction"]),
        str(found["explanation"]),
        media,
    )


def choices_to_json(choices: Choices) -> JsonObject:
    """Return what a person chose about a file as plain JSON values."""
    return {
        "separator": choices.separator,
        "columns": {str(number): name for number, name in choices.columns.items()},
        "both_ways": choices.both_ways,
        "scheduling": choices.scheduling,
    }


def choices_from_json(found: JsonObject) -> Choices:
    """Return what ``choices_to_json`` wrote."""
    columns = {int(number): str(name) for number, name in found["columns"].items()}
    return Choices(
        str(found["separator"]), columns, bool(found["both_ways"]), bool(found["scheduling"])
    )


def words_to_json(words: Words) -> JsonObject:
    """Return a text of our own so that it can still be translated later."""
    values = {
        name: words_to_json(value)
        if isinstance(value, Words)
        else value
        if isinstance(value, str | int | float | bool)
        else str(value)
        for name, value in words.values.items()
    }
    return {"template": words.template, "values": values}


def words_from_json(found: JsonObject) -> Words:
    """Return what ``words_to_json`` wrote."""
    values = {
        name: words_from_json(value) if isinstance(value, dict) else value
        for name, value in found["values"].items()
    }
    return Words(str(found["template"]), **values)


def place_to_json(place: str) -> JsonObject | str:
    """Return where a note stands so that it can still be translated later."""
    return words_to_json(place) if isinstance(place, Words) else place


def place_from_json(found: JsonObject | str) -> str:
    """Return what ``place_to_json`` wrote; what older versions wrote is English."""
    return words_from_json(found) if isinstance(found, dict) else str(found)


def _note(note: Note) -> JsonObject:
    return {
        "key": note.key,
        "place": place_to_json(note.place),
        "content": content_to_json(note.content),
        "topic": note.topic,
        "tags": list(note.tags),
        "changed": [words_to_json(each) for each in note.changed],
        "suspended": note.suspended,
    }


def _note_from(found: JsonObject) -> Note:
    return Note(
        key=str(found["key"]),
        place=place_from_json(found["place"]),
        content=content_from_json(found["content"]),
        topic=str(found["topic"]),
        tags=tuple(map(str, found["tags"])),
        changed=tuple(words_from_json(each) for each in found["changed"]),
        suspended=bool(found["suspended"]),
    )
