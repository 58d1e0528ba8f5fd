"""Reads GIFT: questions parted by empty lines, categories, comments with ids and tags.

Source: docs.moodle.org, "GIFT format"; our own grammar of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.asking import (
    BLANK,
    FULL,
    Answer,
    Built,
    Range,
    check_parts,
    number,
    numeric,
    pairs,
    range_around,
    range_between,
    several,
    single,
    truth,
    typed,
    with_blank,
)
from quizapp.formats.incoming.gathering import Draft, Gathering, topic_of_path
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, Reader
from quizapp.formats.incoming.plain_text import (
    MOST_MARKUP,
    Losses,
    Plain,
    decode,
    from_html,
    is_picture,
    lines_of,
    looks_like_html,
)

_SIGNS: Final = "\\~=#{}:"
"""What a backslash makes plain; each stands as a noncharacter while the question is taken apart."""
_HIDDEN: Final = {sign: chr(0xFDD0 + place) for place, sign in enumerate(_SIGNS)} | {"n": "\ufdd8"}
_SHOWN: Final = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()} | {"\ufdd8": "\n"})
_NONCHARACTERS: Final = re.compile("[\ufdd0-\ufdef]")
_ESCAPED: Final = re.compile(r"\\([\\~=#{}:n])")
_CATEGORY: Final = re.compile(r"\s*\$CATEGORY:\s*(.*)", re.DOTALL)
_ID: Final = re.compile(r"\[id:([^\[\]]+)\]")
_TAG: Final = re.compile(r"\[tag:([^\[\]]+)\]")
_TITLE: Final = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"\s*%\s*(-?\d{1,3}(?:\.\d{1,9})?)%")
_TRUTH: Final = re.compile(r"\s*(TRUE|T|FALSE|F)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_SPAN: Final = re.compile(r"(.+?)\.\.(.+)", re.DOTALL)
_MARKDOWN: Final = re.compile(r"[*_`\[]")


@dataclass(slots=True)
class _Block:
    """The lines of one question, and what stood in the comments before it."""

    line: int
    lines: list[str]
    comments: list[str]
    topic: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """How the texts of a question are marked up, and what was lost of them."""

    form: str
    losses: Losses = field(default_factory=Losses)

    def told(self, text: str) -> str:
        """Return the words of what is said; it may name a format of its own."""
        return self.losses.of(self.plain(text))

    def part(self, text: str) -> str:
        """Return the words of an answer.

        Raises:
            InputError: it is nothing but a picture.
        """
        return self.losses.part(self.plain(text))

    def verbatim(self) -> "_Voice":
        """Return the voice of answers that are compared with what is typed: no markup is theirs."""
        return replace(self, form="plain")

    def plain(self, text: str) -> Plain:
        """Return a text without its markup."""
        own = _FORMAT.match(text)
        return _marked(text[own.end() :], own.group(1).lower()) if own else _marked(text, self.form)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A question taken apart, its signs still hidden."""

    title: str
    markup: str
    stem: str
    body: str
    explanation: str


def read(data: bytes, _choices: Choices) -> Incoming:
    """Return the questions of a GIFT file.

    Raises:
        InputError: it is not UTF-8, empty, or holds too many questions.
    """
    gathering = Gathering()
    for block in _blocks(_NONCHARACTERS.sub("", decode(data))):
        text = "\n".join(block.lines)
        gathering.take(
            translatable("line {line}", line=block.line), text, partial(_drafts, text, block)
        )
    return gathering.done()


def _blocks(text: str) -> Iterator[_Block]:
    topic = ""
    lines: list[str] = []
    comments: list[str] = []
    first = 0
    for place, line in lines_of(f"{text}\n\n"):
        bare = line.strip()
        category = _CATEGORY.fullmatch(line)
        if bare.startswith("//"):
            comments.append(bare[2:].strip())
            continue
        if bare and not category:
            first = first or place
            lines.append(line)
            continue
        if lines:
            yield _Block(first, lines, comments, topic)
            lines, comments, first = [], [], 0
        if category:
            topic = topic_of_path(category.group(1))


def _drafts(text: str, block: _Block) -> Iterator[Draft]:
    if len(text) > MOST_MARKUP:
        raise InputError("It is longer than {most} characters.", most=MOST_MARKUP)
    parsed = _take_apart(_ESCAPED.sub(lambda found: _HIDDEN[found.group(1)], text), block.line)
    told = "\n".join(block.comments)
    ids = _ID.findall(told)
    title = _plain(parsed.title)
    # Our own files name a question by its key, in a comment and as its title.
    key = ids[-1] if ids else title if title and title in block.comments else ""
    voice = _Voice(parsed.markup)
    stem = _marked(parsed.stem, parsed.markup)
    voice.losses.of(stem)
    if is_picture(stem):
        raise InputError("It is nothing but a picture, and pictures are not taken yet.")
    told_to_all = voice.told(parsed.explanation)
    found = list(_contents(stem.text, parsed.body, voice))
    for place, (content, feedback, changed) in enumerate(found, start=1):
        explanation = "\n".join(filter(None, (feedback, told_to_all)))
        yield Draft(
            with_blank(replace(content, explanation=explanation)),
            key=key,
            also=str(place) if len(found) > 1 else "",
            topic=block.topic,
            tags=tuple(_TAG.findall(told)),
            changed=(*voice.losses.words, *_markdown(parsed), *changed),
        )


def _take_apart(text: str, line: int) -> _Parsed:
    """Return title, format, stem and the words between the braces.

    Raises:
        InputError: the braces do not fit, or there are none.
    """
    title = _TITLE.match(text)
    rest = text[title.end() :] if title else text
    lines_before = text[: len(text) - len(rest)].count("\n")
    form = _FORMAT.match(rest)
    rest = rest[form.end() :] if form else rest
    start, end = rest.find("{"), rest.find("}")
    if start < 0 and end < 0:
        raise InputError("It is a description: it asks nothing.")
    if start >= 0 and end < 0:
        raise InputError(
            "The opening brace of line {line} is never closed.",
            line=line + lines_before + rest.count("\n", 0, start),
        )
    if end < start or start < 0:
        raise InputError("A closing brace has no opening one before it.")
    before, body, after = rest[:start], rest[start + 1 : end], rest[end + 1 :]
    if "{" in body or "{" in after or "}" in after:
        raise InputError("It has more than one pair of braces: only one answer can be asked for.")
    stem = f"{before}{BLANK}{after}" if after.strip() else before
    body, _, explanation = body.partition("####")
    return _Parsed(
        title.group(1) if title else "",
        form.group(1).lower() if form else "moodle",
        stem,
        body.strip(),
        explanation,
    )


def _contents(
    stem: str, body: str, voice: _Voice
) -> Iterator[tuple[ItemContent, str, tuple[Words, ...]]]:
    """Yield what is asked, the feedback of its right answer, and what was changed."""
    judged = _TRUTH.fullmatch(body)
    if not body:
        raise InputError("It is an essay: nobody could grade it here.")
    if body.startswith("#"):
        answers, ranges = _numbers(body[1:], voice.verbatim())
        yield _one(stem, numeric(ranges), answers)
    elif judged:
        correct = judged.group(1).upper().startswith("T")
        # First what is said of a wrong answer, then of a right one.
        told = [voice.told(each) for each in (judged.group(2) or "").split("#")]
        yield ItemContent(stem, truth(stem, correct=correct)), "".join(told[1:2]), ()
    elif "~" in body:
        answers = _answers(body, voice)
        built = single(answers) if "=" in body else several(answers)
        yield _one(stem, built, answers)
    elif "=" in body and "->" in body:
        found = [_pair(text, voice) for _, text in _cut(body)]
        extra = [right for left, right in found if not left]
        for content, changed in pairs(stem, [each for each in found if each[0]], extra):
            yield content, "", changed
    elif "=" in body:
        answers = _answers(body, voice.verbatim())
        yield _one(stem, typed(answers), answers)
    else:
        raise InputError("Its answers have no = or ~ before them.")


def _one(
    stem: str, built: Built, answers: list[Answer]
) -> tuple[ItemContent, str, tuple[Words, ...]]:
    """Return an item with the feedback of its best answer, and what is said of others left away."""
    best = max((each.share for each in answers), default=0.0)
    told = next((each.feedback for each in answers if each.share == best), "")
    others = any(each.feedback and each.feedback != told for each in answers)
    changed = built.changed
    if others:
        changed = (*changed, translatable("What was said of single answers was left away."))
    return ItemContent(stem, built.interaction), told, changed


def _cut(body: str) -> list[tuple[str, str]]:
    """Return the sign before each answer, and what follows it."""
    parts = re.split(r"([~=])", body)
    check_parts(len(parts) // 2)
    if parts[0].strip():
        raise InputError("Before the first answer stands no = or ~.")
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _split(body: str) -> list[tuple[float, str, str]]:
    """Return share, text and feedback of each answer."""
    found = []
    for sign, words in _cut(body):
        weight = _WEIGHT.match(words)
        share = float(weight.group(1)) if weight else FULL if sign == "=" else 0.0
        text, _, feedback = (words[weight.end() :] if weight else words).partition("#")
        found.append((share, text, feedback))
    return found


def _answers(body: str, voice: _Voice) -> list[Answer]:
    """Return the answers with their shares and what is said of them."""
    return [
        Answer(voice.part(text), share, voice.told(feedback))
        for share, text, feedback in _split(body)
    ]


def _pair(text: str, voice: _Voice) -> tuple[str, str]:
    left, arrow, right = text.partition("->")
    if not arrow:
        raise InputError("One of its pairs has no arrow ->.")
    return voice.part(left), _plain(right)


def _numbers(body: str, voice: _Voice) -> tuple[list[Answer], list[Range]]:
    """Return the answers of a numerical question, and the ranges of those that are right."""
    if "=" in body:
        answers = _answers(body, voice)
    else:
        text, _, feedback = body.partition("#")
        answers = [Answer(_plain(text), FULL, _plain(feedback))]
    return answers, [_range(each.text) for each in answers if each.share >= FULL]


def _range(text: str) -> Range:
    """Return the range that "value:tolerance" or "low..high" says."""
    span = _SPAN.fullmatch(text)
    first, _, second = (span.group(1), "", span.group(2)) if span else text.partition(":")
    low, high = number(first), number(second or "0")
    if low is None or high is None:
        raise InputError("“{words}” is no number.", words=text[:60])
    return range_between(low, high) if span else range_around(low, high)


def _marked(text: str, markup: str) -> Plain:
    """Return the words of a text by its format."""
    plain = text.translate(_SHOWN)
    if markup == "html" or (markup == "moodle" and looks_like_html(plain)):
        return from_html(plain.replace("\n", "<br>") if markup == "moodle" else plain)
    return Plain(plain.strip())


def _plain(text: str) -> str:
    return text.translate(_SHOWN).strip()


def _markdown(parsed: _Parsed) -> tuple[Words, ...]:
    if parsed.markup != "markdown" or not _MARKDOWN.search(parsed.stem):
        return ()
    return (translatable("It is written in Markdown, whose signs stand as they were."),)


GIFT: Final = Reader(
    name="gift",
    title="GIFT",
    suffixes=(".gift", ".gift.txt", ".txt"),
    used_for=translatable("Plain text from Moodle and many other programs."),
    read=read,
)
