"""Builds interactions out of what other programs keep: shares of points, numbers, blanks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.checked import MOST_OPTIONS
from quizapp.formats.incoming.incoming import ItemContent
from quizapp.generation.question import (
    Choice,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    TextEntry,
    TrueFalse,
)

BLANK: Final = "_____"
FULL: Final = 100.0
"""Per cent of the points."""
_BLANKS: Final = re.compile(r"_{3,}")
_LEAD: Final = re.compile(
    r"^\s*(?:\(?(?:true or false|true/false|t/f)\)?)\s*[:?.\-\u2013\u2014]+\s*", re.IGNORECASE
)
_NUMBER: Final = re.compile(
    r"[-+\u2212]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})(?:[eE][-+]?\d{1,3})?"
)
_LARGEST: Final = Decimal("1e15")
_DIGITS: Final = 14
"""Decimal digits of a binary fraction of 64 bits that can be relied on."""
_SMALLEST: Final = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its share of the points, in per cent, and what is said of it."""

    text: str
    share: float
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """An interaction, and what was changed for it."""

    interaction: Interaction
    changed: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that are right; ``value`` is the middle."""

    value: Decimal
    tolerance: Decimal


def check_parts(count: int) -> None:
    """Refuse a question of too many parts before any work is done on them.

    Raises:
        InputError: there are more than a person can take in, twice over.
    """
    if count > 2 * MOST_OPTIONS:
        raise InputError("It has more than {most} parts.", most=2 * MOST_OPTIONS)


def single(answers: Sequence[Answer]) -> Built:
    """Return a choice of one: whatever gives the most points is right."""
    best = max((each.share for each in answers), default=0.0)
    if best <= 0:
        raise InputError("None of its options is right.")
    partial = [each for each in answers if 0 < each.share < best]
    changed = [_less(each) for each in partial[:3]]
    return Built(Choice(_options(answers, best)), tuple(changed))


def several(answers: Sequence[Answer]) -> Built:
    """Return a choice of several: whatever gives points is right."""
    shares = {round(each.share, 1) for each in answers if each.share > 0}
    changed = []
    if len(shares) > 1:
        changed.append(
            translatable("Its right options counted differently; here each counts the same.")
        )
    return Built(MultipleChoice(_options(answers, 0.001)), tuple(changed))


def truth(claim: str, *, correct: bool) -> TrueFalse:
    """Return a claim to judge, without words that only say that it is one."""
    return TrueFalse(_LEAD.sub("", claim) or claim, correct)


def typed(answers: Sequence[Answer]) -> Built:
    """Return a text entry: full points are right, none are wrong, a part of them is neither."""
    accept = tuple(each.text for each in answers if each.share >= FULL)
    if not accept:
        best = max((each.share for each in answers), default=0.0)
        accept = tuple(each.text for each in answers if each.share == best > 0)
    wrong = tuple(each.text for each in answers if each.share <= 0)
    partial = [each for each in answers if each.share > 0 and each.text not in accept]
    return Built(TextEntry(accept, wrong), tuple(_less(each) for each in partial[:3]))


def numeric(ranges: Sequence[Range], *, unit: str = "") -> Built:
    """Return a number entry; all its numbers have the tolerance of the first."""
    if not ranges:
        raise InputError("It has no right answer.")
    first = ranges[0]
    same = [each for each in ranges if each.tolerance == first.tolerance]
    changed = []
    if len(same) < len(ranges):
        changed.append(
            translatable("Right answers with another tolerance than the first were left away.")
        )
    accept = tuple(dict.fromkeys(number_text(each.value) for each in same))
    entry = TextEntry(accept, (), rule="number", tolerance=float(first.tolerance), unit=unit)
    return Built(entry, tuple(changed))


def pairs(
    stem: str, found: Sequence[tuple[str, str]], extra: Sequence[str] = ()
) -> Iterator[tuple[ItemContent, tuple[Words, ...]]]:
    """Yield what pairs ask: one matching, or a choice a pair where several have the same answer.

    Args:
        stem: what is asked of all of them.
        found: left and right.
        extra: right sides that belong to nothing.
    """
    check_parts(len(found) + len(extra))
    rights = [right for _, right in found]
    if len(set(rights)) == len(rights):
        changed = (
            (
                translatable(
                    "Answers that belong to nothing were left away: {texts}.",
                    texts=", ".join(extra)[:80],
                ),
            )
            if extra
            else ()
        )
        yield ItemContent(stem, Matching(tuple(found), "", "")), changed
        return
    offered = dict.fromkeys((*rights, *extra))
    if len(offered) < 2:  # noqa: PLR2004 - there has to be a choice
        raise InputError("All its pairs have the same answer.")
    for left, right in found:
        options = tuple(Option(text, text == right) for text in offered)
        yield ItemContent(f"{stem}\n{left}".strip(), Choice(options)), (split_changed(len(found)),)


def split_changed(found: int) -> Words:
    """Return the words for a question that became several."""
    return translatable("It became {count} questions, one for each of its parts.", count=found)


def with_blank(content: ItemContent) -> ItemContent:
    """Return the content as a cloze where its stem has one blank and something is typed."""
    entry = content.interaction
    if not isinstance(entry, TextEntry):
        return content
    blanks = _BLANKS.findall(content.stem)
    if len(blanks) != 1:
        return content
    before, _, after = content.stem.partition(blanks[0])
    if not before.strip() and not after.strip():
        return content
    stem = f"{before}{BLANK}{after}"
    return replace(content, stem=stem, interaction=replace(entry, before=before, after=after))


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank within a text: how it is filled, and the words that fill it rightly."""

    built: Built
    filled: str


def blanks_of(parts: Sequence[str | Blank]) -> Iterator[tuple[ItemContent, tuple[Words, ...]]]:
    """Yield an item for each blank of a text; the other blanks are filled.

    Args:
        parts: words and blanks, in reading order.
    """
    count = sum(isinstance(part, Blank) for part in parts)
    check_parts(count)
    for place, part in enumerate(parts):
        if not isinstance(part, Blank):
            continue
        before = _filled(parts[:place])
        after = _filled(parts[place + 1 :])
        changed = (*part.built.changed, *((split_changed(count),) if count > 1 else ()))
        content = ItemContent(f"{before}{BLANK}{after}", part.built.interaction)
        entry = content.interaction
        if isinstance(entry, TextEntry):
            content = replace(content, interaction=replace(entry, before=before, after=after))
        yield content, changed


def number(text: str) -> Decimal | None:
    """Return the number that a text is, or None; a comma stands for a decimal point."""
    plain = text.strip()
    if not _NUMBER.fullmatch(plain):
        return None
    # A zero has no size, also where it is written with an exponent.
    return Decimal(plain.replace(",", ".").replace("\N{MINUS SIGN}", "-")) or Decimal(0)


def range_around(value: Decimal, tolerance: Decimal) -> Range:
    """Return the numbers around a value.

    Raises:
        InputError: they cannot be typed here.
    """
    if abs(value) >= _LARGEST or (value and abs(value) < _SMALLEST):
        raise InputError("Its number is too large or too small to be typed here.")
    if not 0 <= tolerance < _LARGEST:
        raise InputError("Its tolerance is not a number that can be used here.")
    return Range(value, tolerance)


def range_between(low: Decimal, high: Decimal) -> Range:
    """Return the numbers between two, the middle as their value.

    Raises:
        InputError: they cannot be typed here.
    """
    if low > high:
        low, high = high, low
    if max(abs(low), abs(high)) >= _LARGEST:
        raise InputError("Its number is too large or too small to be typed here.")
    # Programs write bounds from binary fractions: their last digits say nothing.
    last = Decimal(1).scaleb(max(low.adjusted(), high.adjusted()) - _DIGITS)
    middle, half = (low + high) / 2, (high - low) / 2
    return range_around(middle.quantize(last), half.quantize(last))


def number_text(value: Decimal) -> str:
    """Return a number without exponent or needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _options(answers: Iterable[Answer], least: float) -> tuple[Option, ...]:
    return tuple(Option(each.text, each.share >= least) for each in answers)


def _filled(parts: Iterable[str | Blank]) -> str:
    return "".join(part if isinstance(part, str) else part.filled for part in parts)


def _less(answer: Answer) -> Words:
    return translatable(
        "“{words}” gave a part of the points ({share} %); here it is not counted as right.",
        words=answer.text[:60],
        share=f"{answer.share:g}",
    )
