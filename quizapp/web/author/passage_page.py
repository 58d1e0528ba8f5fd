"""The page of an article's passages: its fields, what is wrong there, what is asked first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import flash, request, url_for

from quizapp.errors import InputError
from quizapp.services.editing.editing import FieldErrors, Workbench, WorkFact, WorkPassage
from quizapp.services.editing.editing_workbench import DroppedText
from quizapp.web.author.bench import CAPTION, WorkHead, head_of
from quizapp.web.language import later, number_words, say, words_of
from quizapp.web.pages import render, shows

STALE: Final = later(
    "This passage was changed by somebody else since you opened it. Nothing was stored: your "
    "words stand below; copy what you need of them, then load the page anew."
)
MOST: Final = 25
"""Passages of one page: a long article comes in parts."""
_LINE: Final = 68
"""Characters of a line of a text field, about: for its height."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before facts lose their anchor; ``words`` stand on the button."""

    facts: tuple[str, ...]
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class PassageEdit:
    """A passage as its fields show it.

    Attributes:
        seen: digest of the passage that the fields began from.
        facts: how many rest on it.
        rows: height of the field.
        after: the words to split after, as they were sent.
        problem: what is wrong with the text, or "".
        split_problem: what is wrong with the words to split after, or "".
        asked: what is to be confirmed first, or None.
    """

    number: int
    heading: str
    text: str
    is_caption: bool
    facts: int
    seen: str
    url: str
    rows: int
    after: str = ""
    problem: str = ""
    split_problem: str = ""
    asked: Question | None = None


@shows("author/passages.html")
@dataclass(frozen=True, slots=True)
class PassagesPage:
    """All passages, and the lines that cleaning left out.

    Attributes:
        passages: of this part.
        total: how many there are.
        earlier_url: the part before this one, or "".
        later_url: the part after it, or "".
        added: the text of new passages, as it was sent.
        problem: what is wrong with it, or "".
    """

    work: WorkHead
    passages: tuple[PassageEdit, ...]
    total: int
    earlier_url: str
    later_url: str
    dropped: tuple[DroppedText, ...]
    added: str
    problem: str


def make_page(work: Workbench, *, at: int = 1) -> PassagesPage:
    """Return the page with the passages as they are stored: the part that has passage ``at``."""
    total = len(work.passages)
    first = (min(max(at, 1), max(total, 1)) - 1) // MOST * MOST
    last = first + MOST
    edits = tuple(
        PassageEdit(
            number=each.number,
            heading=each.heading,
            text=each.text,
            is_caption=each.heading == CAPTION,
            facts=each.facts,
            seen=each.digest,
            url=passage_url(work.id, each.number),
            rows=min(max(len(each.text) // _LINE + 1, 2), 20),
        )
        for each in work.passages[first:last]
    )
    return PassagesPage(
        work=head_of(work),
        passages=edits,
        total=total,
        earlier_url=page_url(work.id, at=first) if first else "",
        later_url=page_url(work.id, at=last + 1) if last < total else "",
        dropped=work.dropped,
        added="",
        problem="",
    )


def page_url(article_id: str, *, at: int, anchor: str = "") -> str:
    """Return the address of the part that has passage ``at``."""
    # A value of None is left out of the address.
    part = at if at > MOST else None
    return url_for("author.passages", article_id=article_id, at=part, _anchor=anchor or None)


def show_again(
    work: Workbench,
    number: int,
    *,
    problem: str = "",
    split_problem: str = "",
    asked: Question | None = None,
    status: int = 400,
) -> tuple[str, int]:
    """Return the page with what was typed in one passage, and what is wrong or asked there."""
    page = make_page(work, at=number)
    sent = request.form
    edits = tuple(
        each
        if each.number != number
        else replace(
            each,
            text=sent.get("text", each.text),
            heading=sent.get("heading", each.heading),
            after=sent.get("after", ""),
            problem=problem,
            split_problem=split_problem,
            asked=asked,
        )
        for each in page.passages
    )
    if number not in {each.number for each in edits}:
        flash(STALE, "bad")
    return render(replace(page, passages=edits)), status


def find_passage(work: Workbench, number: int) -> WorkPassage | None:
    """Return a passage by its number, or None."""
    return next((each for each in work.passages if each.number == number), None)


def losing(work: Workbench, number: int, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the statements of facts that stand on the passage and on none of these texts."""
    return tuple(
        fact.statement
        for fact in work.facts
        if fact.passage == number and not fact.anchor_lost and not _stands(fact, texts)
    )


def _stands(fact: WorkFact, texts: Sequence[str]) -> bool:
    evidence = str(fact.json.get("evidence") or "").strip()
    return any(evidence in text for text in texts)


def split_at(text: str, after: str) -> tuple[int, str]:
    """Return where to split a text after these words, or what is wrong with them."""
    if not after:
        return 0, say("Write the last words of what stays in this passage.")
    if text.startswith(after):
        return len(after), ""
    found = text.count(after)
    if found == 1:
        return text.index(after) + len(after), ""
    if found:
        return 0, say(
            "These words stand there %(times)s times. Copy a few more of them.",
            times=number_words(found),
        )
    return 0, say("These words are not in the passage. Copy them from it.")


def passage_problem(error: InputError) -> str:
    """Return what is wrong, without the name of the field that it stands beside."""
    if isinstance(error, FieldErrors):
        return "; ".join(each for messages in error.fields.values() for each in messages)
    return words_of(error)


def passage_url(article_id: str, number: int) -> str:
    """Return the address that saves a passage; its other acts stand below it."""
    return url_for("author.save_passage", article_id=article_id, number=number)
