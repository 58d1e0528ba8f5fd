"""Whether the article itself vouches for a clause, as the grammar shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.data import words
from quizapp.drafting.lexis.lexicon import given_names, tag_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.shapes.proposal import BY_THE_ARTICLE, Page

_DOUBTFUL: Final = frozenset(
    {ClauseKind.THAT, ClauseKind.CONDITION, ClauseKind.QUESTION, ClauseKind.FRAME}
)
_OPEN: Final = frozenset({ClauseKind.CONDITION, ClauseKind.QUESTION})
"""What nobody tells outright, whoever speaks."""
_ANY: Final = frozenset({"any", "every", "each", "no", "anyone", "whoever", "anybody", "everyone"})
_OF_DEEDS: Final = frozenset({"of", "about", "against", "from", "without", "towards", "toward"})
"""Words before "doing" that do not say it was done."""
_SAID: Final = frozenset(
    {"said", "reported", "found", "concluded", "stated", "noted", "explained", "recalled", "told"}
    | {"pointed out", "argued", "estimated", "claimed", "insisted", "maintained", "believed"}
    | {"calculated", "stressed", "warned", "complained", "acknowledged", "indicated", "asserted"}
    | {"announced", "confirmed", "showed", "added", "remarked", "observed", "revealed", "wrote"}
)
"""Verbs after which something is told as it is; "denied" and "hoped" are others."""

_SAYS_SO: Final = re.compile(r"\b(?:report|sa(?:id|ys?)|alleg|belie|thought|claim|legend|rumour)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for a statement, and the words that say so before it.

    Attributes:
        lead: "According to Anna Bauer, " or "" where nothing has to be said.
    """

    status: Status
    lead: str = ""


def voice_of(  # noqa: PLR0911 - a way out for each voice
    page: Page, sentence: Sentence, clause: Clause
) -> Voice | None:
    """Return in whose voice a clause can be stated; None where it cannot."""
    framing = page.framing(sentence, clause)
    if framing.unsure or _of_what_is_ahead(page, sentence, clause):
        return None
    said = framing.status is Status.ATTRIBUTED
    if said and (is_beside_the_said(sentence, clause) or _is_only_meant(sentence, clause)):
        return None
    if not _firm(page, sentence, clause):
        told = said and framing.verb in _SAID
        if not told or not _firm(page, sentence, clause, doubtful=_OPEN):
            return None
    if framing.status is Status.STATED:
        return Voice(Status.STATED)
    if said and framing.speaker in page.entities:
        return Voice(Status.ATTRIBUTED, f"According to {page.entities[framing.speaker].phrase}, ")
    if framing.status is Status.REPORTED:
        return Voice(Status.REPORTED, BY_THE_ARTICLE)
    return None


def is_beside_the_said(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause stands beside what somebody says, as the article's own aside may.

    "He told reporters that Marsh had met Sand, who runs the port": nobody shows who tells the rest.
    """
    return any(
        each.aside or each.kind is ClauseKind.APPOSITION for each in _up_from(sentence, clause)
    )


def _is_only_meant(sentence: Sentence, clause: Clause) -> bool:
    """Return whether what is said only wants, shows or supposes it: "would prefer that they pay".

    What a speaker vouches for is one clause below the reporting words.
    """
    return sum(each.kind is ClauseKind.THAT for each in _up_from(sentence, clause)) > 1


def _up_from(sentence: Sentence, clause: Clause) -> Iterator[Clause]:
    """Yield the clause, and each one that the one before hangs in."""
    by_index = {each.index: each for each in sentence.clauses}
    current: Clause | None = clause
    while current is not None:
        yield current
        current = by_index.get(current.parent)


def _of_what_is_ahead(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause only tells which thing a prediction is about, or any thing at all.

    "A party led by Ruth Calloway is to drill" and "would seize any home that has stood empty" tell
    of no party and no home that are there.
    """
    if _is_only_thought_of(sentence, clause):
        return True
    if clause.kind not in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} or clause.aside:
        return False
    subject = clause.subject
    if subject is not None and sentence.tokens[subject.first].low in _ANY:
        return True
    outer = next((each for each in sentence.clauses if each.index == clause.parent), None)
    if outer is None or outer.verb is None:
        return False
    return page.framing(sentence, outer).status is Status.PREDICTION


def _is_only_thought_of(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a deed is what somebody thinks or speaks of: "are confident of paying"."""
    if clause.kind is not ClauseKind.PARTICIPLE or clause.verb is None:
        return False
    before = sentence.tokens[max(clause.verb.first - 1, 0)]
    doing = sentence.tokens[clause.verb.first].tag == "VBG"
    return doing and before.tag == "IN" and before.low in _OF_DEEDS


def spoken(lead: str, statement: str) -> str:
    """Return the statement behind the words that say whose it is, unless it says so already."""
    if (
        not lead
        or statement.startswith(lead)
        or (lead == BY_THE_ARTICLE and _SAYS_SO.search(statement.casefold()))
    ):
        return statement
    first, _, rest = statement.partition(" ")
    plain = first in {
        "The",
        "A",
        "An",
        "In",
        "On",
        "From",
        "Between",
        "About",
        "More",
        "Some",
        "There",
    }
    named = first in given_names() or rest[:1].isupper()
    noun = tag_of(first.lower()).startswith(("NN", "JJ", "VBG", "CD", "IN", "RB"))
    plain |= first[1:].islower() and not named and noun and not _is_place(first)
    return f"{lead}{first.lower() if plain else first} {rest}"


def _is_place(word: str) -> bool:
    """Return whether a word is a town or a country, or a name of one of two words."""
    return any(word in each.split() for name in ("places", "countries") for each in words(name))


def is_stated(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause is the article's own plain statement.

    What hangs on "that", "if" or "whether" is not, whatever the verb above it.
    """
    return page.framing(sentence, clause).status is Status.STATED and _firm(page, sentence, clause)


def _is_result(sentence: Sentence, clause: Clause) -> bool:
    """Return whether it is what "so" led to: "works so well that 94 of 100 come back"."""
    at = clause.first
    while at > 0 and sentence.tokens[at - 1].tag[:2] in {"JJ", "RB"}:
        at -= 1
        if sentence.tokens[at].low == "so":
            return clause.kind is ClauseKind.THAT and at < clause.first - 1
    return False


def _firm(
    page: Page,
    sentence: Sentence,
    clause: Clause,
    doubtful: frozenset[ClauseKind] = _DOUBTFUL,
) -> bool:
    """Return whether a clause is told outright: no question, no "that" or "if" over it."""
    if sentence.text.rstrip("\"”'\u2019").endswith("?"):
        return False
    if any(
        each.kind in doubtful and not _is_result(sentence, each)
        for each in _up_from(sentence, clause)
    ):
        return False
    return not any(
        each.quote is not None
        and each.quote.speech
        and each.start
        <= sentence.tokens[clause.verb.head if clause.verb else clause.first].start
        < each.end
        for each in page.mentions
    )
