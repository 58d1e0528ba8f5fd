"""Questions as an Excel workbook, every cell text or number and never a formula."""

from typing import Final, assert_never

from quizapp.errors import translatable
from quizapp.formats.exchange import KINDS, Format, Item, Package, plain_number
from quizapp.formats.sheets.table_workbook import MEDIA, to_workbook
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)

_HEADER: Final = (
    "id",
    "form",
    "question",
    "answer",
    "right",
    "wrong",
    "explanation",
    "source",
    "passage",
    "tags",
    "compared",
    "tolerance",
    "unit",
)
_WIDTHS: Final = (28, 12, 60, 40, 40, 40, 60, 30, 10, 24, 12, 10, 16)


def write(package: Package) -> bytes:
    """Return the workbook."""
    rows = map(_cells, package.items)
    return to_workbook("Questions", _HEADER, rows, now=package.now, widths=_WIDTHS)


def _cells(item: Item) -> tuple[str, ...]:
    good, bad = _sides(item)
    return (
        item.key,
        item.interaction.kind,
        item.stem,
        item.answer,
        "\n".join(good),
        "\n".join(bad),
        item.explanation,
        item.source,
        str(item.passage_number) if item.passage else "",
        " ".join(tag.replace(" ", "-") for tag in item.tags),
        *_compared(item.interaction),
    )


def _compared(interaction: Interaction) -> tuple[str, str, str]:
    """Return how a typed answer is compared: rule, tolerance and unit."""
    if not isinstance(interaction, TextEntry):
        return "", "", ""
    tolerance = plain_number(interaction.tolerance) if interaction.tolerance else ""
    return interaction.rule, tolerance, interaction.unit


def _sides(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what counts as right and what is offered as wrong, a line each."""
    if isinstance(item.interaction, Flashcard):
        return (item.interaction.back,), ()
    good, bad = _parts(item.interaction)
    return tuple(map(_one_line, good)), tuple(map(_one_line, bad))


def _parts(interaction: Interaction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return (
                tuple(o.text for o in options if o.correct),
                tuple(o.text for o in options if not o.correct),
            )
        case TrueFalse(correct=correct):
            return (str(correct),), (str(not correct),)
        case TextEntry(accept=accept):
            return accept, ()
        case Matching(pairs=pairs):
            return tuple(f"{left} \N{RIGHTWARDS ARROW} {answer}" for left, answer in pairs), ()
        case Ordering(steps=steps):
            return steps, ()
        case Flashcard(back=back):
            return (back,), ()
        case _:
            assert_never(interaction)


def _one_line(text: str) -> str:
    return " ".join(text.split())


XLSX: Final = Format(
    name="xlsx",
    title="Excel",
    suffix=".xlsx",
    media=MEDIA,
    kinds=frozenset(KINDS),
    used_for=translatable("All questions with their keys in a workbook."),
    write=write,
)
