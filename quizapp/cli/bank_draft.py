"""``quizapp bank draft``: an article's file -> draft facts, printed or written as a bank folder."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.bank.terms import JsonObject
from quizapp.cli.bank_output import counted, print_json
from quizapp.errors import InputError

if TYPE_CHECKING:
    from quizapp.services.drafting.drafting_folder import DraftedArticle
    from quizapp.services.drafting.drafting_merge import FittedDraft

_SHOWN = 76
"""Characters of a passage or a dropped line in the listing."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write a bank folder here that passes `quizapp bank check`; it must not exist.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option("--held", is_flag=True, help="Also the drafts that are held back as doubtful.")
def draft(*, file: str, out: Path | None, as_json: bool, held: bool) -> None:
    """Draft facts of an article: FILE is .txt, .md, .html or .docx, or - for text on stdin.

    Needs no network, no database and no model. Nothing is written but what -o names.
    """
    from quizapp.services.drafting.drafting_child import (  # noqa: PLC0415 - --help must start fast
        MAX_BYTES,
        read_bytes,
    )
    from quizapp.services.drafting.drafting_folder import draft_article  # noqa: PLC0415 - the same
    from quizapp.services.drafting.drafting_words import article_slug  # noqa: PLC0415 - the same

    if out is not None and out.exists():
        raise InputError(f"{out} exists already; name a folder that does not. Nothing was written.")
    name, data = _read(file, most=MAX_BYTES + 1)
    clean = read_bytes(data, name=name)
    drafted = draft_article(clean, article_id=article_slug(clean.title))
    if out is not None:
        _write(drafted, out, held=held)
    if as_json:
        print_json(_object(drafted, held=held))
        return
    for line in _lines(drafted, held=held):
        click.echo(line)
    if out is not None:
        click.echo(f"Written to {out}. Fill in where the article was published, then publish it.")


def _read(file: str, *, most: int) -> tuple[str, bytes]:
    """Return name and content of the file; no more than ``most`` bytes of it."""
    if file == "-":
        return "stdin.txt", sys.stdin.buffer.read(most)
    path = Path(file)
    try:
        with path.open("rb") as stream:
            return path.name, stream.read(most)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error


def _write(drafted: "DraftedArticle", out: Path, *, held: bool) -> None:
    """Write the bank folder, all of it or nothing."""
    from quizapp.services.drafting.drafting_folder import (  # noqa: PLC0415 - --help must start fast
        documents_of,
    )

    files = documents_of(drafted, held=held)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".draft-", dir=out.absolute().parent))
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.") from error
    try:
        for path, text in files.items():
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        beside.chmod(0o755)
        beside.rename(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _shown(drafted: "DraftedArticle", *, held: bool) -> "tuple[FittedDraft, ...]":
    return tuple(each for each in drafted.drafts if held or not each.held)


def _object(drafted: "DraftedArticle", *, held: bool) -> JsonObject:
    """Return what was drafted as JSON; slots show names in place of ids."""
    from quizapp.services.drafting.drafting_words import (  # noqa: PLC0415 - --help must start fast
        named_slots,
    )

    shown = _shown(drafted, held=held)
    names = drafted.names
    keys = ("id", "type", "passage", "status", "statement", "evidence")
    needed = {str(e["id"]): e for each in shown for e in each.entities}
    return {
        "passages": [
            {"n": each.number, "text": each.text, "kind": str(each.kind)}
            for each in drafted.clean.passages
        ],
        "dropped": [
            {"line": each.line, "why": each.why, "text": each.text}
            for each in drafted.clean.dropped
        ],
        "facts": [
            {
                **{key: each.fact[key] for key in keys},
                "slots": named_slots(each.fact, names),
                "confidence": each.confidence,
                **({"held": each.held} if held else {}),
            }
            for each in shown
        ],
        "entities": list(needed.values()),
    }


def _lines(drafted: "DraftedArticle", *, held: bool) -> Iterator[str]:
    """Yield the listing: each passage with its drafts, then what was dropped."""
    shown, clean = _shown(drafted, held=held), drafted.clean
    counts = {
        "passages": len(clean.passages),
        "dropped lines": len(clean.dropped),
        "draft facts": len(shown),
    }
    yield clean.title
    rest = len(drafted.drafts) - len(shown)
    yield counted(counts) + (f"; {rest} held back, see --held." if rest else ".")
    names = drafted.names
    for passage in clean.passages:
        mark = " (caption)" if passage.kind == "caption" else ""
        yield f"\n{passage.number}{mark}  {_short(passage.text)}"
        for each in shown:
            if each.fact["passage"] == passage.number:
                yield from _draft_lines(each, names)
    if clean.dropped:
        yield "\nDropped"
    for line in clean.dropped:
        yield f"  line {line.line}, {line.why}: {_short(line.text)}"


def _draft_lines(draft: "FittedDraft", names: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of one draft."""
    from quizapp.services.drafting.drafting_words import (  # noqa: PLC0415 - --help must start fast
        named_slots,
        slot_words,
    )

    fact = draft.fact
    yield f"   {fact['type']}, {fact['status']}, {draft.confidence:.0%}: {fact['statement']}"
    slots = named_slots(fact, names).items()
    yield "      " + "; ".join(f"{name}: {slot_words(value)}" for name, value in slots)
    if draft.held:
        yield f"      held back: {draft.held}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
