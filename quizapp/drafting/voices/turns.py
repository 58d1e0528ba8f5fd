"""Turns of a talk: who speaks in passages like "Q: ... A: ..." and "Anna Bauer: ..."."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.spans import Mention, MentionKind

LABEL: Final = re.compile(
    r"^\s*(?:(?P<q>Q|Question|Interviewer|Host|Moderator|Reporter)|(?P<a>A|Answer|Guest)"
    r"|(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}))\s*(?:\([^)]*\))?:\s+"
)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|we|We|my|our|me|us)\b")
_TO_SOMEBODY: Final = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_FEWEST_TURNS: Final = 2
_LONGEST_QUESTION: Final = 45
_NO_NAMES: Final = frozenset(
    {"Note", "Update", "Correction", "Editor", "Source", "Sources", "Result"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says in a talk.

    Attributes:
        speaker: key of the entity that speaks, or "" where it is not certain.
        start: first character of the words spoken, after the label.
        asks: True for the one who asks; there is nothing to learn from questions.
    """

    speaker: str
    start: int = 0
    asks: bool = False


def _persons(
    mentions: Mapping[int, Sequence[Mention]], entities: Mapping[str, ArticleEntity]
) -> Counter[str]:
    return Counter(
        each.entity
        for found in mentions.values()
        for each in found
        if each.kind is MentionKind.ENTITY
        and each.entity in entities
        and entities[each.entity].kind is EntityKind.PERSON
    )


def _by_label(name: str, entities: Mapping[str, ArticleEntity]) -> str:
    wanted = name.casefold()
    found = [
        key
        for key, each in entities.items()
        if each.kind is EntityKind.PERSON
        and wanted in {n.casefold() for n in (each.name, *each.aliases, *each.name.split())}
    ]
    if len(found) == 1:
        return found[0]
    letters = [
        key
        for key, each in entities.items()
        if each.kind is EntityKind.PERSON and "".join(w[0] for w in each.name.split()) == name
    ]
    return letters[0] if len(letters) == 1 else ""


def _guest(
    passages: Sequence[tuple[int, str]],
    turns: Sequence[int],
    mentions: Mapping[int, Sequence[Mention]],
    entities: Mapping[str, ArticleEntity],
) -> str:
    """Return the one person whom the introduction presents and nobody speaks about, or ""."""
    first_turn, last_turn = min(turns), max(turns)
    inside = {n: mentions.get(n, ()) for n, _ in passages if first_turn <= n <= last_turn}
    talked_of = _persons(inside, entities)
    before = {n: mentions.get(n, ()) for n, _ in passages if n < first_turn}
    named = _persons(before, entities)
    full = [key for key in named if " " in entities[key].name and key not in talked_of]
    if len(full) == 1:
        return full[0]
    order = [
        each.entity
        for found in before.values()
        for each in found
        if each.kind is MentionKind.ENTITY and each.entity in full
    ]
    rivals = [key for key in full if order and key != order[0] and named[key] > 1]
    return order[0] if order and not rivals else ""


def _labelled(passages: Sequence[tuple[int, str]]) -> dict[int, re.Match[str]]:
    found: dict[int, re.Match[str]] = {}
    for number, text in passages:
        match = LABEL.match(text)
        if match and match["name"] not in _NO_NAMES:
            found[number] = match
    names = Counter(each["name"] or each[0].strip() for each in found.values())
    return {
        number: match
        for number, match in found.items()
        if match["name"] is None or names[match["name"]] >= _FEWEST_TURNS
    }


def _is_question(text: str) -> bool:
    return (
        text.rstrip().endswith("?")
        and len(text.split()) <= _LONGEST_QUESTION
        and (not text.lstrip().startswith(("“", '"')))
    )


def find_turns(
    passages: Sequence[tuple[int, str]],
    *,
    mentions: Mapping[int, Sequence[Mention]],
    entities: Mapping[str, ArticleEntity],
) -> Mapping[int, Turn]:
    """Return passage number -> whose turn it is; empty for an article that is no talk."""
    labels = _labelled(passages)
    if len(labels) >= _FEWEST_TURNS:
        return _with_labels(passages, labels, mentions, entities)
    questions = [number for number, text in passages if _is_question(text)]
    if len(questions) <= _FEWEST_TURNS:
        return _few_questions(passages, questions)
    return _with_questions(passages, questions, mentions, entities)


def _few_questions(
    passages: Sequence[tuple[int, str]], questions: Sequence[int]
) -> Mapping[int, Turn]:
    """Return the answers right below one or two questions to somebody, who is not known."""
    texts = dict(passages)
    if not any(_TO_SOMEBODY.search(texts[number]) for number in questions):
        return {}
    found: dict[int, Turn] = {}
    asked = False
    for number, text in passages:
        if number in questions:
            found[number] = Turn("", asks=True)
        elif asked and _FIRST_PERSON.search(text):
            found[number] = Turn("")
        asked = number in questions
    return found if any(not each.asks for each in found.values()) else {}


def _with_labels(
    passages: Sequence[tuple[int, str]],
    labels: Mapping[int, re.Match[str]],
    mentions: Mapping[int, Sequence[Mention]],
    entities: Mapping[str, ArticleEntity],
) -> Mapping[int, Turn]:
    guest = _guest(passages, sorted(labels), mentions, entities)
    found: dict[int, Turn] = {}
    now: Turn | None = None
    for number, text in passages:
        match = labels.get(number)
        if match is None:
            of_guest = any(each.entity == guest for each in mentions.get(number, ()) if guest)
            if now is not None and (_FIRST_PERSON.search(text) or not of_guest):
                found[number] = Turn(now.speaker, 0, now.asks)
            continue
        if match["q"]:
            now = Turn("", match.end(), asks=True)
        elif match["a"]:
            now = Turn(guest, match.end())
        else:
            key = _by_label(match["name"], entities)
            asks = _is_question(text[match.end() :]) and key != guest
            now = Turn(key, match.end(), asks)
        found[number] = now
    return found


def _with_questions(
    passages: Sequence[tuple[int, str]],
    questions: Sequence[int],
    mentions: Mapping[int, Sequence[Mention]],
    entities: Mapping[str, ArticleEntity],
) -> Mapping[int, Turn]:
    guest = _guest(passages, questions, mentions, entities)
    after = [(number, text) for number, text in passages if number > questions[0]]
    answers = [text for number, text in after if number not in questions]
    first_person = sum(1 for text in answers if _FIRST_PERSON.search(text))
    if not answers or first_person * 2 < len(answers):
        return {}
    found = {number: Turn("", asks=True) for number in questions}
    found.update({number: Turn(guest) for number, _ in after if number not in questions})
    return found
