"""Reads Moodle XML: question banks of Moodle, categories as topics, HTML as plain text.

Source: docs.moodle.org, "Moodle XML format"; the forms that Moodle 4's own export has.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from xml.etree import ElementTree as ET

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.asking import (
    FULL,
    Answer,
    Blank,
    Built,
    Range,
    blanks_of,
    check_parts,
    number,
    numeric,
    pairs,
    range_around,
    several,
    single,
    truth,
    typed,
    with_blank,
)
from quizapp.formats.incoming.gathering import Draft, Gathering, topic_of_path
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, Reader
from quizapp.formats.incoming.media import NoFiles, Shelf
from quizapp.formats.incoming.plain_text import (
    Losses,
    Plain,
    from_html,
    is_picture,
    looks_like_html,
)
from quizapp.formats.moodle.moodle_cloze import parts_of
from quizapp.formats.moodle.moodle_media import MoodleMedia
from quizapp.formats.safe.safe_xml import held, root_name, walk
from quizapp.generation.question import Choice, Option, Ordering

_GAP: Final = re.compile(r"\[\[(\d{1,3})\]\]")
_MARKDOWN: Final = re.compile(r"[*_`\[]")
_STAR: Final = re.compile(r"(?<!\\)\*")
_NOT_STUDIED: Final[Mapping[str, Words]] = {
    "essay": translatable("It is an essay: nobody could grade it here."),
    "description": translatable("It is a description: it asks nothing."),
    "random": translatable("It draws another question at random: it has none of its own."),
    "calculated": translatable("Its numbers are drawn anew each time, which is not done here."),
    "calculatedsimple": translatable(
        "Its numbers are drawn anew each time, which is not done here."
    ),
    "calculatedmulti": translatable(
        "Its numbers are drawn anew each time, which is not done here."
    ),
    "ddmarker": translatable("It is answered on a picture, which is not done here."),
    "ddimageortext": translatable("It is answered on a picture, which is not done here."),
}
"""Moodle's names of types that are left out -> why."""


class _Text(Losses):
    """Takes texts of one question as Moodle marks them up."""

    def plain(self, holder: ET.Element | None) -> Plain:
        """Return the words of an element that has them in a ``text`` of its own."""
        words = holder.find("text") if holder is not None else None
        if holder is None or words is None:
            return Plain("")
        text = held(words)
        form = holder.get("format", "moodle_auto_format")
        if form == "html" or len(words):
            return from_html(text)
        if form == "moodle_auto_format" and looks_like_html(text):
            return from_html(text.replace("\n", "<br>"))
        if form == "markdown" and _MARKDOWN.search(text):
            self.add(translatable("It is written in Markdown, whose signs stand as they were."))
        return Plain(text)

    def in_(self, holder: ET.Element | None) -> str:
        """Return the words alone, keeping what was lost."""
        return self.of(self.plain(holder))


def read(data: bytes, choices: Choices) -> Incoming:
    """Return the questions of a Moodle XML file.

    Raises:
        InputError: it is no sound XML, has a document type, or holds too many questions.
    """
    if data.strip() and root_name(data) != "quiz":
        raise InputError(
            "It is XML, but no question bank of Moodle: that begins with <quiz>.", field="file"
        )
    return _Reading(choices).over(data)


class _Reading:
    """One pass over a file; the category of the moment is the topic of what follows."""

    def __init__(self, _choices: Choices) -> None:
        self.gathering = Gathering()
        self.topic = ""
        self.count = 0
        self.shelf = Shelf(NoFiles())

    def over(self, data: bytes) -> Incoming:
        """Return what the file brings."""
        walk(data, {"question": self.question}, files=frozenset({"file"}))
        found = self.gathering.done()
        return replace(found, media=tuple(self.shelf.kept.values()), spool=self.shelf.spool)

    def question(self, element: ET.Element, line: int) -> None:
        """Take one question, or the category of those that follow."""
        kind = element.get("type", "")
        if kind == "category":
            self.topic = topic_of_path(element.findtext("category/text") or "")
            return
        self.count += 1
        place = translatable("question {number}, line {line}", number=self.count, line=line)
        what = element.findtext("name/text") or ""
        reason = _left_out(element, kind)
        if reason:
            self.gathering.leave(place, what, reason)
        else:
            self.gathering.take(
                place, what, partial(_drafts, element, kind, self.topic, self.shelf)
            )


def _left_out(element: ET.Element, kind: str) -> Words | None:
    """Return why a question of this type does not come in, or None."""
    if element.findtext("hidden", "0").strip() == "1":
        return translatable("It was put away in Moodle (hidden), where a newer one may stand.")
    if kind in _NOT_STUDIED:
        return _NOT_STUDIED[kind]
    if kind not in _KINDS:
        return translatable(
            "Questions of Moodle's type “{kind}” cannot be asked here.", kind=kind[:40]
        )
    return None


def _drafts(element: ET.Element, kind: str, topic: str, shelf: Shelf) -> Iterator[Draft]:
    text = _Text()
    media = MoodleMedia(shelf, element)
    stem = text.plain(media.taken(element.find("questiontext"), "front"))
    text.of(stem)
    if is_picture(stem):
        raise InputError("It is nothing but a picture, which does not come in.")
    words = stem.text or media.stand_in()
    explanation = text.in_(media.taken(element.find("generalfeedback"), "more"))
    found = list(_KINDS[kind](words, element, text))
    for place, (content, changed) in enumerate(found, start=1):
        told = "\n".join(filter(None, (content.explanation, explanation)))
        yield Draft(
            replace(
                with_blank(ItemContent(content.stem, content.interaction, told)),
                media=media.media,
            ),
            key=element.findtext("idnumber", ""),
            also=str(place) if len(found) > 1 else "",
            topic=topic,
            tags=tuple(each.text or "" for each in element.findall("tags/tag/text")),
            changed=(*text.words, *media.said, *changed),
        )


_Found = Iterator[tuple[ItemContent, tuple[Words, ...]]]


def _answers(element: ET.Element, text: _Text, *, plain: bool = False) -> list[Answer]:
    """Return the answers; ``plain`` where Moodle compares letters and never reads markup."""
    found = []
    check_parts(len(element.findall("answer")))
    for each in element.findall("answer"):
        share = number(each.get("fraction", "0"))
        words = (each.findtext("text") or "") if plain else text.part(text.plain(each))
        told = text.in_(each.find("feedback"))
        found.append(Answer(words, float(share or 0), told))
    return found


def _one(stem: str, built: Built, answers: list[Answer]) -> _Found:
    """Yield an item that tells afterwards what is said of its best answer."""
    best = max((each.share for each in answers), default=0.0)
    told = next((each.feedback for each in answers if each.share == best and each.feedback), "")
    changed = built.changed
    if any(each.feedback and each.feedback != told for each in answers):
        changed = (*changed, translatable("What was said of single answers was left away."))
    yield ItemContent(stem, built.interaction, told), changed


def _multichoice(stem: str, element: ET.Element, text: _Text) -> _Found:
    answers = _answers(element, text)
    one = element.findtext("single", "true").strip().lower() in {"true", "1"}
    return _one(stem, single(answers) if one else several(answers), answers)


def _truefalse(stem: str, element: ET.Element, text: _Text) -> _Found:
    answers = _answers(element, text)
    right = [each.text.strip().lower() for each in answers if each.share >= FULL]
    if right not in (["true"], ["false"]):
        raise InputError("It does not say whether it is true or false.")
    return _one(stem, Built(truth(stem, correct=right == ["true"])), answers)


def _shortanswer(stem: str, element: ET.Element, text: _Text) -> _Found:
    answers = _answers(element, text, plain=True)
    changed: list[Words] = []
    kept: list[Answer] = []
    for each in answers:
        words = _STAR.sub("", each.text.strip())
        if _STAR.search(each.text.strip().strip("*")):
            changed.append(
                translatable(
                    "“{words}” has a wildcard * within and was left away.", words=each.text[:60]
                )
            )
            continue
        if words != each.text.strip() and words.strip():
            changed.append(
                translatable("“{words}” counts without its wildcard *.", words=each.text[:60])
            )
        if words.strip():
            kept.append(Answer(words.replace(r"\*", "*"), each.share, each.feedback))
    if element.findtext("usecase", "0").strip() == "1":
        changed.append(translatable("Capitals counted; here they do not."))
    built = typed(kept)
    return _one(stem, Built(built.interaction, (*changed, *built.changed)), kept)


def _numerical(stem: str, element: ET.Element, text: _Text) -> _Found:
    ranges: list[Range] = []
    for each in element.findall("answer"):
        share = number(each.get("fraction", "100"))
        words = (each.findtext("text") or "").strip()
        if share is None or share < FULL or words == "*":
            continue
        value, tolerance = number(words), number(each.findtext("tolerance") or "0")
        if value is None or tolerance is None:
            raise InputError("“{words}” is no number.", words=words[:60])
        ranges.append(range_around(value, tolerance))
    units = [
        unit.findtext("unit_name", "").strip()
        for unit in element.findall("units/unit")
        if number(unit.findtext("multiplier", "1")) == 1
    ]
    built = numeric(ranges, unit=units[0] if units else "")
    if len(element.findall("units/unit")) > 1:
        told = translatable("Only its first unit is shown; the answer is in that one.")
        built = Built(built.interaction, (*built.changed, told))
    return _one(stem, built, _answers(element, text, plain=True))


def _matching(stem: str, element: ET.Element, text: _Text) -> _Found:
    found = [
        (text.part(text.plain(each)), (each.findtext("answer/text") or "").strip())
        for each in element.findall("subquestion")
    ]
    extra = [right for left, right in found if not left and right]
    return pairs(stem, [each for each in found if each[0]], extra)


def _ordering(stem: str, element: ET.Element, text: _Text) -> _Found:
    steps = [
        (number(each.get("fraction", "")), text.part(text.plain(each)))
        for each in element.findall("answer")
    ]
    places = [place for place, _ in steps]
    if None not in places and len(set(places)) == len(places):
        steps.sort(key=lambda step: step[0] or 0)
    yield ItemContent(stem, Ordering(tuple(step for _, step in steps))), ()


def _cloze(stem: str, _element: ET.Element, _text: _Text) -> _Found:
    return blanks_of(parts_of(stem))


def _gaps(name: str) -> Callable[[str, ET.Element, _Text], _Found]:
    """Return what reads gaps that are filled from lists, whose elements have that name."""

    def found(stem: str, element: ET.Element, text: _Text) -> _Found:
        choices = [
            (_plain_choice(each, text), each.findtext("group") or "1")
            for each in element.findall(name)
        ]
        check_parts(len(_GAP.findall(stem)))
        parts: list[str | Blank] = []
        end = 0
        for gap in _GAP.finditer(stem):
            place = int(gap.group(1)) - 1
            if not 0 <= place < len(choices):
                raise InputError("The gap {gap} has no answer.", gap=gap.group())
            right, group = choices[place]
            offered = dict.fromkeys(words for words, of in choices if of == group)
            options = tuple(Option(words, words == right) for words in offered)
            parts.extend((stem[end : gap.start()], Blank(Built(Choice(options)), right)))
            end = gap.end()
        parts.append(stem[end:])
        if len(parts) == 1:
            raise InputError("It has no gap.")
        return blanks_of(parts)

    return found


def _plain_choice(each: ET.Element, _text: _Text) -> str:
    words = each.findtext("text") or ""
    return from_html(words).text if looks_like_html(words) else words


_KINDS: Final[Mapping[str, Callable[[str, ET.Element, _Text], _Found]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "gapselect": _gaps("selectoption"),
    "ddwtos": _gaps("dragbox"),
}

MOODLE_XML: Final = Reader(
    name="moodle",
    title="Moodle XML",
    suffixes=(".xml",),
    used_for=translatable("From the question bank of Moodle: Question bank, Export, Moodle XML."),
    read=read,
)
