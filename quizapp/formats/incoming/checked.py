"""Makes an interaction that came from elsewhere one that can be asked and graded, or says why not.

Pure. Everything that generated questions have by their making is checked here for others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from quizapp.bank.terms import LONGEST_PARAGRAPH
from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.plain_text import clean, one_line
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.variant import LONGEST_TEXT
from quizapp.grading.normal import normal
from quizapp.grading.numbers import read_quantity, years_in

MOST_OPTIONS: Final = 30
"""Options, pairs or steps that fit on a page a person can take in."""
MOST_ACCEPTED: Final = 50
"""Right answers of a typed question, and as many wrong ones."""
LONGEST_OPTION: Final = 2_000
"""Characters of an option, of a side of a pair, or of a step."""
LONGEST_STEM: Final = LONGEST_PARAGRAPH
"""Characters of what is asked, and of what is told afterwards."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An interaction that holds what its class promises, and what was changed for that."""

    interaction: Interaction
    changed: tuple[Words, ...] = ()


def checked(interaction: Interaction) -> Checked:  # noqa: PLR0911 - one return per member of the closed set
    """Return the interaction with clean texts, repaired where its meaning stays.

    Raises:
        InputError: it cannot be asked or graded; the message is the reason.
    """
    match interaction:
        case Choice(options=options):
            return _choice(options)
        case MultipleChoice(options=options):
            return _multiple(options)
        case TrueFalse(claim=claim, repair=repair):
            return Checked(
                replace(interaction, claim=_stem(claim), repair=clean(repair)[:LONGEST_STEM])
            )
        case TextEntry():
            return _entry(interaction)
        case Matching(pairs=pairs):
            return _matching(interaction, pairs)
        case Ordering(steps=steps):
            return _ordering(steps)
        case Flashcard(back=back):
            return Checked(Flashcard(_stem(back)))
        case _:
            assert_never(interaction)


def _choice(options: Sequence[Option]) -> Checked:
    kept, changed = _options(options)
    good = [each for each in kept if each.correct]
    if not good:
        raise InputError("None of its options is right.")
    if len(good) > 1:
        changed.append(
            translatable(
                "It had more than one right option, and one is asked for: “{words}” was kept.",
                words=_brief(good[0].text),
            )
        )
        kept = [each for each in kept if not each.correct or each is good[0]]
    if len(kept) < 2:  # noqa: PLR2004 - there has to be a choice
        raise InputError("It has no wrong option.")
    return Checked(Choice(_ordered(kept)), tuple(changed))


def _multiple(options: Sequence[Option]) -> Checked:
    kept, changed = _options(options)
    if not any(each.correct for each in kept):
        raise InputError("None of its options is right.")
    if all(each.correct for each in kept):
        raise InputError("It has no wrong option.")
    return Checked(MultipleChoice(_ordered(kept)), tuple(changed))


def _options(options: Sequence[Option]) -> tuple[list[Option], list[Words]]:
    """Return the options that differ, and what was changed."""
    if len(options) > MOST_OPTIONS:
        raise InputError("It has more than {most} options.", most=MOST_OPTIONS)
    found: dict[str, Option] = {}
    changed: list[Words] = []
    seen = 0
    for option in options:
        text = _part(option.text)
        other = found.setdefault(text, Option(text, option.correct))
        if other.correct != option.correct:
            raise InputError("The option “{words}” is right and wrong at once.", words=_brief(text))
        seen += 1
    if len(found) < seen:
        changed.append(translatable("An option that stood twice was left away."))
    return list(found.values()), changed


def _ordered(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(sorted(options, key=lambda option: option.text))


def _entry(entry: TextEntry) -> Checked:
    accept = _distinct(one_line(each) for each in entry.accept)
    wrong = tuple(each for each in _distinct(map(one_line, entry.wrong)) if each not in accept)
    changed: list[Words] = []
    kept = tuple(each for each in accept if _can_be_typed(each, entry))
    if len(kept) < len(accept) and kept:
        changed.append(translatable("A right answer that nobody could type here was left away."))
    if not accept:
        raise InputError("It has no right answer.")
    if not kept:
        raise InputError(
            "Its answer “{words}” cannot be typed here: letters and digits are compared, at most "
            "{most} characters.",
            words=_brief(accept[0]),
            most=LONGEST_TEXT,
        )
    if len(kept) > MOST_ACCEPTED:
        changed.append(
            translatable("Only the first {most} right answers were kept.", most=MOST_ACCEPTED)
        )
    before, after = clean(entry.before), clean(entry.after)
    return Checked(
        replace(
            entry,
            accept=kept[:MOST_ACCEPTED],
            wrong=tuple(each for each in wrong if normal(each))[:MOST_ACCEPTED],
            unit=one_line(entry.unit)[:80],
            # Spaces next to the blank are part of the sentence.
            before=before + " " * (before != "" and entry.before[-1:].isspace()),
            after=" " * (after != "" and entry.after[:1].isspace()) + after,
        ),
        tuple(changed),
    )


def _can_be_typed(text: str, entry: TextEntry) -> bool:
    """Return whether a response could be graded as this answer."""
    if not 0 < len(text) <= LONGEST_TEXT:
        return False
    match entry.rule:
        case "text":
            return bool(normal(text))
        case "number":
            return read_quantity(text) is not None
        case "year":
            return bool(years_in(text))
        case _:
            assert_never(entry.rule)


def _matching(interaction: Matching, pairs: Sequence[tuple[str, str]]) -> Checked:
    kept = tuple(dict.fromkeys((_part(left), _part(right)) for left, right in pairs))
    changed = (
        (translatable("A pair that stood twice was left away."),) if len(kept) < len(pairs) else ()
    )
    _check_number(len(kept))
    lefts, rights = [left for left, _ in kept], [right for _, right in kept]
    for side in (lefts, rights):
        twice = _twice(side)
        if twice:
            raise InputError(
                "“{words}” stands in two of its pairs: which is meant cannot be told.",
                words=_brief(twice),
            )
    return Checked(
        Matching(
            tuple(sorted(kept)),
            one_line(interaction.left_title)[:80],
            one_line(interaction.right_title)[:80],
        ),
        changed,
    )


def _ordering(steps: Sequence[str]) -> Checked:
    kept = tuple(_part(step) for step in steps)
    _check_number(len(kept))
    twice = _twice(kept)
    if twice:
        raise InputError("Two of its steps read “{words}”.", words=_brief(twice))
    return Checked(Ordering(kept))


def _check_number(parts: int) -> None:
    if parts < 2:  # noqa: PLR2004 - one alone is no task
        raise InputError("It has fewer than two pairs or steps.")
    if parts > MOST_OPTIONS:
        raise InputError("It has more than {most} pairs or steps.", most=MOST_OPTIONS)


def _twice(texts: Iterable[str]) -> str:
    """Return a text that stands twice, or ""."""
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            return text
        seen.add(text)
    return ""


def _part(text: str) -> str:
    plain = clean(text)
    if not plain:
        raise InputError("One of its options, pairs or steps has no text.")
    if len(plain) > LONGEST_OPTION:
        raise InputError(
            "One of its options, pairs or steps is longer than {most} characters.",
            most=LONGEST_OPTION,
        )
    return plain


def _stem(text: str) -> str:
    plain = clean(text)
    if not plain:
        raise InputError("It asks nothing: its text is empty.")
    if len(plain) > LONGEST_STEM:
        raise InputError("It is longer than {most} characters.", most=LONGEST_STEM)
    return plain


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}\N{HORIZONTAL ELLIPSIS}"  # noqa: PLR2004 - on a line
