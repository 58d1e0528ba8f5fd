"""Gathers what a reader finds: each question checked, named for ever, or left out with a reason."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.checked import LONGEST_STEM, checked
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Content,
    Incoming,
    ItemContent,
    LeftOut,
    Note,
    PairContent,
)
from quizapp.formats.incoming.plain_text import clean, one_line, shown
from quizapp.generation.codec import texts_of
from quizapp.generation.question import Flashcard, TextEntry

_LONGEST_KEY: Final = 200
_LONGEST_TOPIC: Final = 300
_LONGEST_TAG: Final = 200
_MOST_TAGS: Final = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as a reader found it, before it is checked.

    Attributes:
        content: what is asked.
        key: of the source, "" where it has none.
        also: what tells this note from others of the same key, "" if nothing has to.
        changed: what the reader itself had to change.
        suspended: whether its learner had put it away.
    """

    content: Content
    key: str = ""
    also: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    changed: tuple[Words, ...] = ()
    suspended: bool = False


class Gathering:
    """The notes of one file so far."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._left_out: list[LeftOut] = []
        self._places: dict[str, str] = {}
        self._same: dict[str, str] = {}

    def take(self, place: str, what: str, make: Callable[[], Iterable[Draft]]) -> None:
        """Take what ``make`` finds at a place; a fault in it is that place's alone.

        Args:
            place: where it stands, in words.
            what: its beginning, for the report.
            make: raises ``InputError`` with the reason for leaving the question out.

        Raises:
            InputError: the file brings too many notes.
        """
        drafts: Sequence[Draft] = ()
        try:
            drafts = tuple(make())
        except InputError as error:
            self.leave(place, what, error.words)
        for draft in drafts:
            try:
                note = self._note(place, draft)
            except InputError as error:
                self.leave(place, what, error.words)
                continue
            self._notes.append(note)
            self._places[note.key] = place
            self._same[_digest(_asked(note.content), _answered(note.content))] = place
            self._bound()

    def leave(self, place: str, what: str, reason: Words) -> None:
        """Say that something at a place does not come in.

        Raises:
            InputError: there are too many of them.
        """
        self._left_out.append(LeftOut(place, shown(what), reason))
        self._bound()

    def done(self, title: str = "") -> Incoming:
        """Return what was gathered.

        Raises:
            InputError: nothing was.
        """
        if not self._notes and not self._left_out:
            raise InputError(
                "No questions were found in the file. Is it of this format?", field="file"
            )
        return Incoming(one_line(title)[:_LONGEST_TOPIC], tuple(self._notes), tuple(self._left_out))

    def _bound(self) -> None:
        if len(self._notes) + len(self._left_out) > MOST_NOTES:
            raise InputError(
                "The file holds more than {most} questions. Split it in parts.",
                most=MOST_NOTES,
                field="file",
            )

    def _note(self, place: str, draft: Draft) -> Note:
        content, changed = _sound(draft.content)
        return Note(
            key=self._key(draft, content),
            place=place,
            content=content,
            topic=topic_of(draft.topic.split("::")),
            tags=tags_of(draft.tags),
            changed=tuple(dict.fromkeys((*draft.changed, *changed))),
            suspended=draft.suspended,
        )

    def _key(self, draft: Draft, content: Content) -> str:
        """Return a key that no other note of the file has.

        Raises:
            InputError: the same question came before.
        """
        own = one_line(draft.key)[:_LONGEST_KEY]
        if own and draft.also:
            own = f"{own}#{draft.also}"
        if own and own not in self._places:
            return own
        # The stem alone where that is enough: a mended answer then updates the note.
        asked = _asked(content)
        whole = _digest(asked, _answered(content))
        if whole in self._same:
            raise InputError("It is the same question as at: {place}.", place=self._same[whole])
        return whole if _digest(asked) in self._places else _digest(asked)


def topic_of(levels: Iterable[str]) -> str:
    """Return a topic of its levels, from the widest to the narrowest."""
    plain = (one_line(level).replace("::", ":").strip(": ") for level in levels)
    return "::".join(level for level in plain if level)[:_LONGEST_TOPIC]


def topic_of_path(path: str) -> str:
    """Return a topic of a category's path in Moodle: "$course$/top/A/B"; "//" is a slash."""
    levels = re.split(r"(?<!/)/(?!/)", path.strip())
    if re.fullmatch(r"\s*\$\w+\$\s*", levels[0]):
        levels = levels[1:]
    if levels and levels[0].strip() == "top":
        levels = levels[1:]
    return topic_of(level.replace("//", "/") for level in levels)


def tags_of(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags clean and each once, none too long, and not too many."""
    plain = (one_line(tag)[:_LONGEST_TAG].strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in plain if tag))[:_MOST_TAGS]


def _sound(content: Content) -> tuple[Content, tuple[Words, ...]]:
    """Return the content with clean texts, and what was changed.

    Raises:
        InputError: it cannot be asked.
    """
    changed: list[Words] = []
    explanation = clean(content.explanation)
    if len(explanation) > LONGEST_STEM:
        explanation = explanation[:LONGEST_STEM]
        changed.append(
            translatable("The explanation was cut off after {most} characters.", most=LONGEST_STEM)
        )
    match content:
        case ItemContent(stem=stem, interaction=interaction):
            # A flashcard's two sides are checked in one way; so is a stem.
            found = checked(interaction)
            asked = checked(Flashcard(stem)).interaction
            plain = asked.back if isinstance(asked, Flashcard) else ""
            changed.extend(found.changed)
            item = ItemContent(plain, found.interaction, explanation, content.media)
            return item, tuple(changed)
        case PairContent(front=front, back=back):
            pair = PairContent(
                _side(front),
                _side(back),
                content.both_ways,
                content.typed,
                explanation,
                content.media,
            )
            return pair, tuple(changed)
        case _:
            assert_never(content)


def _side(text: str) -> str:
    plain = clean(text)
    if not plain:
        raise InputError("One of its sides is empty.")
    if len(plain) > LONGEST_STEM:
        raise InputError("It is longer than {most} characters.", most=LONGEST_STEM)
    return plain


def _asked(content: Content) -> str:
    return content.stem if isinstance(content, ItemContent) else content.front


def _answered(content: Content) -> str:
    """Return what tells a question from others of the same stem: answers, pictures, sounds."""
    files = "".join(f"\x1f{each.file}" for each in content.media)
    return f"{_answer_of(content)}{files}"


def _answer_of(content: Content) -> str:
    if isinstance(content, PairContent):
        return content.back
    interaction = content.interaction
    if isinstance(interaction, TextEntry):
        return "\x1f".join((*interaction.accept, str(interaction.tolerance)))
    return "\x1f".join((interaction.kind, *texts_of(interaction)))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
