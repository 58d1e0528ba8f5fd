"""What every exchange format writes: items with an interaction, and what it could not take."""

import html
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Final, Literal

from quizapp.bank.medium import Medium
from quizapp.errors import Words
from quizapp.formats.remembered import Memories
from quizapp.generation.question import Interaction, Option, TextEntry
from quizapp.grading.numbers import read_quantity

Kind = Literal["choice", "multiple", "true_false", "text", "matching", "ordering", "flashcard"]
KINDS: Final[tuple[Kind, ...]] = (
    "choice",
    "multiple",
    "true_false",
    "text",
    "matching",
    "ordering",
    "flashcard",
)
"""The interactions, by the ``kind`` each carries."""
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Item:
    """One question on its way to another program.

    Attributes:
        key: names the item for ever, so that the other program can update it.
        version: changes with the wording or the key.
        answer: the key in words.
        source: the article's title. passage: the words behind the item, "" if none.
        tags: of the fact: its topics and its type.
        asked_media, told_media: pictures and sounds beside the stem, and beside the answer.
        needs_media: whether it makes no sense without them.
    """

    key: str
    version: str
    stem: str
    interaction: Interaction
    answer: str
    explanation: str
    source: str
    passage_number: int
    passage: str
    tags: tuple[str, ...]
    asked_media: tuple[Medium, ...] = ()
    told_media: tuple[Medium, ...] = ()
    needs_media: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that sets can be written in.

    Attributes:
        name: as on the command line. title: as people know it.
        suffix: of the file, with its dot. media: its media type.
        kinds: the interactions it can hold; others are left out and listed.
        used_for: one sentence that says which programs read it.
        write: the file for items of those kinds alone.
        holds_media: whether it takes pictures and sounds along; others leave out what needs them.
        holds_memory: whether it takes a person's memory along, where the package has one.
    """

    name: str
    title: str
    suffix: str
    media: str
    kinds: frozenset[Kind]
    used_for: Words
    write: Callable[["Package"], bytes]
    holds_media: bool = False
    holds_memory: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What a writer gets: a titled sequence of items, and the present for formats that need it.

    Attributes:
        files: bytes of the pictures and sounds, by SHA-256.
        memories: of the one person whose file it is; None for new cards.
    """

    key: str
    title: str
    items: tuple[Item, ...]
    now: datetime
    files: Mapping[str, bytes] = field(default_factory=dict)
    memories: Memories | None = None

    def bytes_of(self, medium: Medium) -> bytes:
        """Return the bytes of a picture or sound; b"" where they are gone."""
        return self.files.get(medium.file, b"")


@dataclass(frozen=True, slots=True)
class Written:
    """A file, how many items are in it, and those that the format cannot hold."""

    data: bytes
    written: int
    left_out: tuple[Item, ...]


def write(form: Format, package: Package) -> Written:
    """Write what the format can hold, and say what it cannot."""
    fit, rest = sort_out(form, package)
    return Written(form.write(fit), len(fit.items), rest)


def sort_out(form: Format, package: Package) -> tuple[Package, tuple[Item, ...]]:
    """Return the package with what the format can hold, and what it cannot."""
    fit = tuple(each for each in package.items if _fits(form, each))
    rest = tuple(each for each in package.items if not _fits(form, each))
    return replace(package, items=fit), rest


def file_name(medium: Medium) -> str:
    """Return the name of a picture or sound in other programs: the same for the same bytes."""
    return f"quizapp-{medium.file[:32]}.{'jpg' if medium.kind == 'jpeg' else medium.kind}"


def _fits(form: Format, item: Item) -> bool:
    return item.interaction.kind in form.kinds and (form.holds_media or not item.needs_media)


def right(options: Iterable[Option]) -> tuple[Option, ...]:
    """Return the right options."""
    return tuple(each for each in options if each.correct)


def as_number(entry: TextEntry) -> float | None:
    """Return the number that a numeric entry asks for; None when it is to be compared as text.

    Numbers with a word such as "million" are: elsewhere nobody would know whether to write it.
    """
    if entry.rule == "text":
        return None
    for text in entry.accept:
        found = read_quantity(text)
        if found is not None:
            return found.value if found.magnitude == 1 else None
    return None


def plain_number(value: float) -> str:
    """Return a number without exponent or needless zeros."""
    if not value % 1:
        return f"{value:.0f}"
    # Its shortest digits: ten decimals of 4116290.6 would end in "6000000001".
    digits = f"{Decimal(repr(round(value, 10))):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def paragraphs(*texts: str) -> str:
    """Return texts as HTML paragraphs; empty ones are left away, markup in them is inert.

    Line breaks are kept as such.
    """
    return "".join(
        f"<p>{'<br>'.join(html.escape(each, quote=False).splitlines())}</p>"
        for each in texts
        if each
    )


def zip_of(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip archive of files in that order; equal files give equal bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
