"""What led to what: "because", "led to", "as a result of", ", causing ..."."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.causes.cause_clauses import degrees, outcomes
from quizapp.drafting.causes.cause_conditions import conditions, purposes, sequels
from quizapp.drafting.causes.cause_effects import effects
from quizapp.drafting.causes.cause_happenings import happenings, which_is_why
from quizapp.drafting.causes.cause_nouns import called_reason, laid_to
from quizapp.drafting.causes.cause_occasions import occasions
from quizapp.drafting.causes.cause_reasons import because, because_of
from quizapp.drafting.causes.cause_results import made, so_that
from quizapp.drafting.causes.cause_sequels import followed, this_because
from quizapp.drafting.causes.cause_verbs import following, leading, passive
from quizapp.drafting.causes.cause_words import Link
from quizapp.drafting.lexis.lexicon import tag_of
from quizapp.drafting.proposers.said_words import names_in
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page, Proposal
from quizapp.drafting.telling.evidence import trimmed
from quizapp.drafting.telling.rephrase import is_clause, own_words
from quizapp.drafting.telling.telling import Teller, capital, small
from quizapp.drafting.voices.vouching import voice_of

_SURE: Final = 0.7
_READ_IN: Final = 0.45
"""Of links that are a view or a forecast hardly one was left as it was: they wait."""
_TOLD_OUTRIGHT: Final = frozenset({Status.STATED, Status.REPORTED, Status.ATTRIBUTED})
_FEWEST: Final = 3
"""Words of a cause or an effect that is cut short."""
_BREAKS: Final = frozenset({"to", "that", "which", "in", "for", "with", "as", "by", "at", "on"})
_ONLY: Final = frozenset({"only", "mainly", "mostly", "chiefly", "largely", "primarily"})
"""What is told "only in the north" is not told without the north."""
_UNFINISHED: Final = frozenset(
    {"and", "or", "of", "be", "was", "were", "is", "are", "could", "not", "able", "forced", "had"}
)
_OF_SEVERAL: Final = re.compile(
    r"(?:an?other|a (?:second|third|fourth|fifth)|the (?:second|third|other|rest|three|two|latter)"
    r"|each|both|others|most|some|many|all|neither|none|one|two|three|nothing|everything)"
    r" (?:was|were|is|are|had|has|have|could|would|can|did|does|do|\w+ed)\b"
)
"""Some of those that were named before: "a third had to be pulled down"."""
_BEING: Final = frozenset({"has", "have", "had", "is", "are", "was", "were"})
_CLOCK: Final = re.compile(r"\d+ ?[ap]\.?m\b")
"""What is no cause: the rest of "8:00pm" behind its colon."""
_MARKED: Final = re.compile(r"\b(?:because|due to|owing to|as a result of|resulted in|led to)\b")
"""A link inside one side of a link: which of them the article makes is not told."""
_PREPOSED: Final = re.compile(r"(?:outside|inside|within|into|under|without|being|by) ")
"""A side that has lost its noun: "resulted in outside the king's protection"."""
_ARTICLES: Final = (" the", " a", " an")
_COMPARING: Final = re.compile(r"(?:more|less|fewer) (?:was|were|is|are|has|had|have)\b")
"""What is cut off its "than": "more was lost than a farm"."""
_OWNERS: Final = ("its ", "their ", "his ", "her ")
"""Words that a clause of its own cannot start with."""


def propose(page: Page) -> tuple[Proposal, ...]:
    """Return a cause for each link that the article itself makes."""
    found: list[Proposal] = []
    for sentence in page.sentences:
        seen: set[str] = set()
        for link in _links(page, sentence):
            key = link.effect.casefold()
            if key in seen:
                continue
            proposal = _proposal(page, sentence, link)
            if proposal is not None:
                seen.add(key)
                found.append(proposal)
    return tuple(found)


def _links(page: Page, sentence: Sentence) -> Iterator[Link]:
    teller = Teller(page, sentence)
    for clause in sentence.clauses:
        yield from leading(teller, clause)
        yield from tuple(outcomes(teller, clause)) or effects(teller, clause)
        yield from conditions(teller, clause)
        yield from occasions(teller, clause)
        yield from purposes(teller, clause)
        yield from sequels(teller, clause)
        yield from passive(teller, clause)
        yield from following(teller, clause)
        yield from because(teller, clause)
        yield from made(teller, clause)
        yield from which_is_why(teller, clause)
        yield from happenings(teller, clause)
        yield from called_reason(teller, clause)
        yield from laid_to(teller, clause)
        yield from followed(teller, clause)
        yield from this_because(teller, clause)
    yield from degrees(teller)
    yield from so_that(teller)
    yield from because_of(teller)


def _gives_reason(page: Page, speaker: str, link: Link) -> bool:
    """Return whether a speaker gives the reason outright, and who speaks is not in the words."""
    said = f"{link.cause} {link.effect}"
    named = page.entities.get(speaker)
    if named is None or named.name in said or "according to" in said.casefold():
        return False
    outright = any(" because " in each for each in link.statements)
    return outright and not any("because of" in each for each in link.statements)


def _headless(words: str) -> bool:
    """Return whether a clause has lost its subject: "became the first woman"."""
    first = words.split(maxsplit=1)[0]
    return first in _BEING or (first.islower() and tag_of(first) in {"VBD", "VBZ", "MD"})


def _worded(status: Status, lead: str, words: str) -> str:
    if lead:
        return f"{lead}{words}."
    if status is Status.PREDICTION:
        return f"The article expects that {words}."
    if status is Status.STATED:
        return f"{capital(words)}."
    return f"{BY_THE_ARTICLE}{words}."


def _unfit(cause: str, effect: str) -> bool:
    """Return whether one of the sides has lost what it is told of, or its end."""
    if _CLOCK.match(cause) or cause.endswith((" said", " says", " thought")):
        return True  # "because he said": what, is lost
    return bool(_COMPARING.match(effect)) or any(
        each.startswith(_OWNERS)
        or each.endswith(_ARTICLES)
        or _headless(each)
        or _OF_SEVERAL.match(each)
        or _MARKED.search(each)
        or _PREPOSED.match(each)
        for each in (cause, effect)
    )


def _proposal(page: Page, sentence: Sentence, link: Link) -> Proposal | None:
    framing = page.framing(sentence, link.clause)
    status = framing.status
    lead = ""
    if status is Status.ATTRIBUTED:
        voice = voice_of(page, sentence, link.clause)
        outright = _gives_reason(page, framing.speaker, link)
        if voice is None or voice.status is not Status.ATTRIBUTED or not outright:
            return None
        lead = voice.lead
    if status is Status.STATED or link.status is Status.PREDICTION:
        status = link.status
    cause, effect = small(link.cause, page), small(link.effect, page)
    if _unfit(cause, effect):
        return None
    worded = _worded_link(page, link, cause, effect, (status, lead))
    if not worded:
        return None
    start, end = trimmed(page, link.start, link.end)
    first = worded[0]
    return Proposal(
        type="cause",
        passage=page.number,
        slots={"cause": first[1], "effect": first[2]},
        start=start,
        end=end,
        status=status,
        statement=first[0],
        others=tuple(each[0] for each in worded[1:] if each[1:] == first[1:]),
        confidence=_SURE if status in _TOLD_OUTRIGHT else _READ_IN,
        explanation=f"Passage {page.number} links the two as cause and effect.",
    )


def _worded_link(
    page: Page, link: Link, cause: str, effect: str, voice: tuple[Status, str]
) -> list[tuple[str, ...]]:
    """Return statement, cause and effect in words of our own, the best wording first."""
    for less_cause, less_effect in _shorter_pairs(link, cause, effect, page):
        kept = names_in(page, f"{less_cause} {less_effect}")
        worded: list[tuple[str, ...]] = []
        for words in link.statements:
            shape = words.replace(link.cause, "{0}").replace(link.effect, "{1}")
            if "{0}" not in shape or "{1}" not in shape:
                continue

            def framed(texts: Sequence[str], shape: str = shape) -> str:
                return _worded(*voice, shape.format(texts[0], texts[1]))

            changed = own_words([less_cause, less_effect], page.text, frame=framed, kept=kept)
            if changed is not None:
                worded.append(changed)
        if worded:
            return worded
    return []


def _shorter_pairs(link: Link, cause: str, effect: str, page: Page) -> Iterator[tuple[str, str]]:
    """Yield cause and effect, then without phrases that they can do without."""
    yield cause, effect
    causes = [cause, *(small(each, page) for each in link.less_cause)]
    effects_ = [effect, *(small(each, page) for each in link.less_effect)]
    for total in range(1, len(causes) + len(effects_) - 1):
        for at in range(total + 1):
            if at < len(causes) and total - at < len(effects_):
                yield causes[at], effects_[total - at]
    for less in _less(effect):
        yield cause, less
    for less in _less(cause):
        yield less, effect


def _less(text: str) -> Iterator[str]:
    words, clause = text.split(), is_clause(text)
    for at in range(len(words) - 2, _FEWEST, -1):
        joined = words[at] == "and" and tag_of(words[at + 1])[:3] in {"VBD", "VBN", "VBZ"}
        # "Known collectively as the runes", "recognised by the Arabs as al-Hind".
        called = words[at] == "as" and tag_of(words[at + 1]) != "RB"
        if called or _ONLY.intersection(words[:at]):
            continue  # "are only found in", "known collectively as"
        if (words[at] in _BREAKS or joined) and words[at - 1] not in _UNFINISHED:
            less = " ".join(words[:at]).rstrip(",")
            if is_clause(less) or not clause:
                yield less
