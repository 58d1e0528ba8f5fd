"""Steps in their order: "first ... then ... finally", and three dated events of one subject."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from quizapp.bank.terms import Status
from quizapp.drafting.events.happenings import happened, told
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Sentence, Tense
from quizapp.drafting.shapes.proposal import Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.plain import COPIED_WORDS, longest_run
from quizapp.drafting.telling.telling import Teller, Telling, capital, tell
from quizapp.drafting.voices.vouching import is_stated

_FIRST: Final = re.compile(
    r"^(?:first|firstly|to begin with|at first|initially|in the first step)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(
    r"^(?:then|next|second|secondly|third|thirdly|fourth|after that|afterwards|once|finally|lastly"
    r"|at last|in the end|in the last step|the result|after)\b",
    re.IGNORECASE,
)
_COUNTING: Final = frozenset({"then", "next", "finally", "lastly", "afterwards", "eventually"})
_AGAIN: Final = frozenset({"it", "them"})
_STATES: Final = frozenset({"be", "have", "know", "own", "like", "love", "want", "contain", "mean"})
_FEWEST: Final = 3
_MOST: Final = 8


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return the sequence that the sentences tell, and the dated one of their subject."""
    found = [each for each in (_steps(page),) if each is not None]
    found.extend(made for each in page.sentences if (made := _in_one(page, each)) is not None)
    found.extend(_dated(page))
    return tuple(found)


def _main(sentence: Sentence) -> Clause | None:
    return next(
        (
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.MAIN and each.verb and each.subject
        ),
        None,
    )


def _steps(page: Page) -> Proposal | None:
    """Return the steps of sentences that start with "first", "then", "finally"."""
    run: list[tuple[Sentence, Telling]] = []
    for sentence in page.sentences:
        opens = bool(_FIRST.match(sentence.text))
        goes_on = bool(run) and (bool(_NEXT.match(sentence.text)) or _between(page, sentence))
        if not opens and not goes_on:
            if len(run) >= _FEWEST:
                break
            if run:
                break
            continue
        clause = _main(sentence)
        if clause is None or not is_stated(page, sentence, clause):
            return None
        telling = tell(page, sentence, clause)
        if telling is None:
            return None
        run.append((sentence, telling))
    if not _FEWEST <= len(run) <= _MOST:
        return None
    title = _title(page, run[0][0])
    worded = [_step(page, telling) for _, telling in run]
    steps = [{"text": each} for each in worded]
    if (
        not title
        or not all(worded)
        or len({each["text"].casefold() for each in steps}) < len(steps)
    ):
        return None
    spoken = [each["text"] for each in steps]
    statement = f"{capital('; then '.join(spoken))}."
    return _proposal(page, title, steps, run[0][0].start, run[-1][0].end, statement, 0.7)


def _between(page: Page, sentence: Sentence) -> bool:
    """Return whether a later sentence of the passage still goes on counting the steps."""
    later = [each for each in page.sentences if each.index > sentence.index]
    return any(_NEXT.match(each.text) for each in later[:2])


def _step(page: Page, telling: Telling) -> str:
    """Return a step in words that are no copy, without phrases it can do without, or ""."""
    current: Telling | None = telling
    while current is not None:
        if longest_run(current.clause_text, page.text) < COPIED_WORDS:
            return current.clause_text
        current = replace(current, turned=None).shorter()
    return ""


def _in_one(page: Page, sentence: Sentence) -> Proposal | None:
    """Return the steps of "the operator first sets A, then turns B and finally reads C"."""
    words = {each.low for each in sentence.tokens}
    clauses = [each for each in sentence.clauses if _is_step(each)]
    counted = "then" in words and words & {"first", "finally", "lastly"}
    again = {} if counted else _taken_up(page, sentence, clauses)
    if not counted and not again:
        return None
    if clauses and _is_treatment(sentence, clauses[0]):
        return _treated(page, sentence, clauses[0])
    tellings = [tell(page, sentence, each, again) for each in clauses]
    while len(tellings) > _FEWEST and tellings[-1] is None:
        # "... and checks it": a last step that does not stand alone is left out.
        tellings.pop()
        clauses.pop()
    if not _FEWEST <= len(clauses) <= _MOST or any(each is None for each in tellings):
        return None
    mains = [each for each in clauses if each.kind is ClauseKind.MAIN]
    if not mains or not all(is_stated(page, sentence, each) for each in mains):
        return None
    whole = [each for each in tellings if each is not None]
    purpose = next(
        (
            each
            for each in sentence.clauses
            if each.kind is ClauseKind.INFINITIVE and each.first == 0
        ),
        None,
    )
    lead = Teller(page, sentence).words(purpose.first, purpose.end) if purpose else None
    first = whole[0].subject
    title = f"the steps {lead.rstrip(',')}" if lead else f"the steps taken by {first}"
    steps = [{"text": _bare(each)} for each in whole]
    spoken = [each["text"] for each in steps]
    if len(set(spoken)) < len(spoken):
        return None
    followed = [each.removeprefix(f"{first} ") for each in spoken[1:]]
    statement = f"{capital(', then '.join([spoken[0], *followed]))}."
    return _proposal(page, title, steps, sentence.start, sentence.end, statement, 0.7)


def _taken_up(
    page: Page, sentence: Sentence, clauses: Sequence[Clause]
) -> dict[int, tuple[int, str]]:
    """Return "it" -> its end and the words for it in "weighs the bottle, crushes it and stores it".

    What is taken up again is worked on further, so that the verbs tell of steps and not of things
    that somebody does anyway; empty where nothing is taken up, or one of them is no plain step.
    """
    tokens, found = sentence.tokens, dict[int, tuple[int, str]]()
    last: Phrase | None = None
    if len(clauses) < _FEWEST or len({each.subject for each in clauses}) > 1:
        return {}
    for clause in clauses:
        verb = clause.verb
        if verb is None or verb.passive or not verb.happened or verb.lemma in _STATES:
            return {}
        for each in clause.objects:
            token = tokens[each.head]
            if token.low not in _AGAIN:
                last = each if each.kind is ChunkKind.NOUN else last
            elif last is None or (tokens[last.head].tag == "NNS") != (token.low == "them"):
                return {}
            else:
                words = Teller(page, sentence).phrase(last)
                found |= {token.start: (token.end, _known(words))} if words else {}
    return found


def _known(words: str) -> str:
    """Return "the bottle" for "a bottle", which was told of before."""
    return re.sub(r"^an? ", "the ", words)


def _is_step(clause: Clause) -> bool:
    """Return whether a clause may be a step; the parser hangs "First A is done" on what follows."""
    loose = clause.kind is ClauseKind.THAT and clause.marker != "that" and clause.first == 0
    return clause.verb is not None and (clause.kind is ClauseKind.MAIN or loose)


def _is_treatment(sentence: Sentence, clause: Clause) -> bool:
    """Return whether what is done to a thing goes on in participles: "is washed, then heated"."""
    return (
        clause.verb is not None
        and clause.verb.passive
        and any(
            before.low in _COUNTING and each.tag in {"VBN", "VBD"}
            for before, each in pairwise(sentence.tokens)
        )
    )


def _treated(page: Page, sentence: Sentence, clause: Clause) -> Proposal | None:
    """Return the steps of "the grain is first soaked, then spread and finally dried"."""
    verb, subject, tokens = clause.verb, clause.subject, sentence.tokens
    if verb is None or subject is None or not verb.passive or not is_stated(page, sentence, clause):
        return None
    teller = Teller(page, sentence)
    thing, has = teller.phrase(subject), tokens[verb.first].low
    starts = [verb.head]
    starts += [
        at + 1
        for at in range(verb.end, len(tokens) - 1)
        if tokens[at].low in _COUNTING and tokens[at + 1].tag in {"VBN", "VBD"}
    ]
    ends = [*starts[1:], len(tokens) + 1]
    spoken: list[str] = []
    for first, end in zip(starts, ends, strict=True):
        last = end - 1
        while last > first and tokens[last - 1].low in {",", "and", ".", ";", *_COUNTING}:
            last -= 1
        words = teller.words(first, last)
        if not words:
            return None
        spoken.append(words)
    if thing is None or has not in {"is", "are", "was", "were"}:
        return None
    if not _FEWEST <= len(spoken) <= _MOST or len(set(spoken)) < len(spoken):
        return None
    steps = [{"text": f"{thing} {has} {each}"} for each in spoken]
    statement = f"{capital(thing)} {has} {', then '.join(spoken)}."
    title = f"the steps in which {thing} {has} treated"
    return _proposal(page, title, steps, sentence.start, sentence.end, statement, 0.7)


def _bare(telling: Telling) -> str:
    """Return a step without the words that number it."""
    predicate = telling.predicate.removeprefix("first ")
    return f"{telling.subject} {predicate}"


def _title(page: Page, first: Sentence) -> str:
    """Return what the steps are steps of, from the sentence before."""
    before = page.sentences[first.index - 1] if first.index else None
    main = _main(before) if before is not None else None
    if before is None or main is None:
        return ""
    telling = tell(page, before, main)
    if telling is None:
        return ""
    return f"the steps of {telling.subject}" if len(telling.subject.split()) <= 8 else ""  # noqa: PLR2004 - a title


def _dated(page: Page) -> list[Proposal]:
    """Return the dated events of one subject, where a passage tells three or more."""
    by_subject: dict[str, list[tuple[Sentence, Telling]]] = {}
    for sentence in page.sentences:
        for clause in sentence.clauses:
            if not happened(sentence, clause) or not is_stated(page, sentence, clause):
                continue
            if clause.verb is None or (clause.verb.tense is Tense.NONE and not clause.verb.passive):
                continue
            telling = told(page, sentence, clause)
            if telling is not None and telling.date is not None:
                by_subject.setdefault(telling.subject.casefold(), []).append((sentence, telling))
    return [
        made
        for found in by_subject.values()
        if _FEWEST <= len(found) <= _MOST and (made := _history(page, found)) is not None
    ]


def _start(telling: Telling) -> str:
    return telling.date.edtf.split("/")[0].rstrip("~?") if telling.date is not None else ""


def _history(page: Page, found: list[tuple[Sentence, Telling]]) -> Proposal | None:
    ordered = sorted(found, key=lambda each: _start(each[1]))
    starts = [_start(each) for _, each in ordered]
    if any(b.startswith(a) for a, b in pairwise(starts)):
        return None
    steps: list[dict[str, Any]] = [
        {"text": each.clause_text, "when": each.date.edtf} for _, each in ordered if each.date
    ]
    subject = ordered[0][1].subject
    title = f"the events in the history of {subject}"
    if ordered[0][1].actor in page.entities and page.entities[ordered[0][1].actor].kind == "person":
        title = f"the events in the life of {subject}"
    spoken = [steps[0]["text"], *(each.predicate for _, each in ordered[1:])]
    statement = f"{capital(', then '.join(spoken))}."
    begin, end = min(each.start for each, _ in ordered), max(each.end for each, _ in ordered)
    return _proposal(page, title, steps, begin, end, statement, 0.45)


def _proposal(  # noqa: PLR0917 - the parts of one proposal
    page: Page,
    title: str,
    steps: list[dict[str, Any]],
    start: int,
    end: int,
    statement: str,
    confidence: float,
) -> Proposal:
    start, end = trimmed(page, start, end)
    return Proposal(
        type="sequence",
        passage=page.number,
        slots={"title": title, "steps": steps},
        start=start,
        end=end,
        status=Status.STATED,
        statement=statement,
        others=(statement.replace(", then ", ", next "), statement.replace("; then ", "; next ")),
        confidence=confidence,
    )
