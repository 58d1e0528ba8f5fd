"""What ``quizapp bank`` prints: plain tables, counts in words, JSON, and the plan of a publish."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from quizapp.bank.terms import JsonObject

if TYPE_CHECKING:
    from quizapp.generation.guessing import Rate

    # At run time this would load the database for commands that need none.
    from quizapp.services.publishing.publishing_plan import CardChange, PublishPlan
    from quizapp.services.workspace.workspace_overlay import WorkingCopy


def print_json(value: JsonObject) -> None:
    """Print a JSON object, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a plain table: words to the left, numbers to the right."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(heads))]
    numeric = [
        bool(rows) and all(isinstance(row[n], int) for row in rows) for n in range(len(heads))
    ]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join(lines)


def guessing_table(rates: "Sequence[Rate]") -> str:
    """Return what guessing without the article gets right, in percent, beside blind chance."""
    rows = [
        (
            rate.rule,
            str(rate.level),
            rate.questions,
            round(100 * rate.right),
            round(100 * rate.chance),
            round(100 * rate.gain),
        )
        for rate in rates
    ]
    return table(("guessing by", "level", "questions", "right %", "chance %", "gain"), rows)


def counted(counts: Mapping[str, int]) -> str:
    """Return counts in words: "1 article, 60 entities and 110 facts"."""
    words = [
        f"{number} {_singular(name) if number == 1 else name}" for name, number in counts.items()
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def plan_object(plan: "PublishPlan") -> JsonObject:
    """Return the plan of a publish as a JSON object."""
    value = asdict(plan)
    value["facts"] = [
        {**asdict(fact), "change": str(fact.change), "cards": [_card(card) for card in fact.cards]}
        for fact in plan.facts
    ]
    return value


def plan_text(plan: "PublishPlan") -> str:
    """Return the plan of a publish for a person at a terminal."""
    size = counted(
        {"facts": plan.total_facts, "cards": plan.total_cards, "questions": plan.total_questions}
    )
    if plan.unchanged:
        return f"Nothing would change: {size} are published."
    lines = [f"{size}; {plan.dropped} questions dropped, {plan.warnings} warnings.", ""]
    rows = [
        (str(card.change), card.card, card.learners, card.reviews, _words(card))
        for fact in plan.facts
        for card in fact.cards
    ]
    if plan.current is None:
        lines = [f"First publish: {size}."]
    elif rows:
        lines.append(table(("change", "card", "learners", "reviews", "what"), rows))
    else:
        lines.append("No card changes: only the documents do.")
    if plan.rekeyed:
        people = counted({"learners": plan.relearners})
        lines += ["", f"Asked anew: {counted({'cards': len(plan.rekeyed)})}, by {people}."]
    return "\n".join(lines)


def _card(card: "CardChange") -> JsonObject:
    """Return one card's change as JSON."""
    return {**asdict(card), "change": str(card.change)}


def _words(card: "CardChange") -> str:
    """Return what changes, short enough for a line."""
    before, after = (_short(text) for text in (card.before, card.after))
    return f"{before} -> {after}" if before and after else before or after


def _short(text: str) -> str:
    """Return at most 48 characters of a text."""
    most = 48
    return text if len(text) <= most else text[: most - 1] + "…"


def _singular(name: str) -> str:
    """Return the singular of the few nouns that are counted here."""
    return "entity" if name == "entities" else name.removesuffix("s")


def browser_text(copy: "WorkingCopy") -> str:
    """Return what the studio has that the disk has not, a line each; "" when there is nothing."""
    lines = [
        f"conflict  {path}: it changed on disk and in the studio, whose text serves if it was "
        "published; settle it under Documents in the studio"
        for path in copy.conflicts
    ]
    lines += [
        f"studio    {path}: changed in the studio and not published"
        for path in sorted(copy.changed - set(copy.conflicts))
    ]
    return "".join(f"{line}\n" for line in lines)
