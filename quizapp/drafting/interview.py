"""Facts told in an interview: each answer retold with names, and then read like any passage."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind, Status
from quizapp.drafting.antecedents.coreference import find_antecedents
from quizapp.drafting.antecedents.standins import find_standins
from quizapp.drafting.hearsay.status import framing_of
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.proposers import action, cause, claim, definition, event, quantity
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, Sentence
from quizapp.drafting.shapes.proposal import Framing, Named, Page, Proposal, Proposer
from quizapp.drafting.shapes.spans import Mention
from quizapp.drafting.telling.retelling import Retold, Stand, retold
from quizapp.drafting.telling.telling import Teller
from quizapp.drafting.voices.turns import Turn, find_turns
from quizapp.drafting.voices.vouching import spoken

Reader = Callable[[int, str, Sequence[Mention]], tuple[Sentence, ...]]
_VOICED: Final[tuple[Proposer, ...]] = (
    claim.propose,
    event.propose,
    action.propose,
    quantity.propose,
)
"""Proposers that say themselves whose words they pass on."""
_PLAIN: Final[tuple[Proposer, ...]] = (cause.propose, definition.propose)
"""Proposers of what the article itself tells; what a guest tells is put behind a name."""
_LEADS: Final = re.compile(
    r"\b(?:found(?:ed|er|s)|direct(?:s|ed|or|orship)|head(?:s|ed)?|leads?|led|runs?|ran|chairs?"
    r"|chief|president|owner|owns|manag(?:es|er)|captain|works? (?:at|for)|coach)\b"
)
_SPOKEN: Final = re.compile(
    r"\b(?:I|me|my|mine|myself|you|your|yours|we|us|our|ours|that(?=[,.])|mr|ago)\b|\bThat\b",
)
_LONGEST: Final = 5


def told_facts(
    pages: Sequence[Page],
    entities: Mapping[str, ArticleEntity],
    *,
    read: Reader,
) -> tuple[Proposal, ...]:
    """Return what the guests of an interview tell, each as said by its speaker.

    Args:
        pages: of the whole article.
        entities: of the whole article, by key.
        read: cuts a text into sentences with their clauses.
    """
    mentions = {each.number: each.mentions for each in pages}
    passages = [(each.number, each.text) for each in pages]
    turns = find_turns(passages, mentions=mentions, entities=entities)
    found: list[Proposal] = []
    asked: Page | None = None
    for page in pages:
        turn = turns.get(page.number)
        if turn is None or turn.asks or turn.speaker not in page.entities:
            asked = page if turn is not None and turn.asks else None
            continue
        stand = Stand(
            guest=page.entities[turn.speaker],
            team=_team(pages, turns, turn.speaker),
            thing=_thing(asked, plural=False),
            things=_thing(asked, plural=True),
            begin=turn.start,
        )
        found.extend(_told(page, turn, retold(page, stand), entities, read))
        asked = None
    return tuple(found)


def _team(pages: Sequence[Page], turns: Mapping[int, Turn], guest: str) -> Named | None:
    """Return the one organisation that the article says the guest leads or works for."""
    keys = {
        each.entity
        for page in pages
        if page.number not in turns and any(one.entity == guest for one in page.mentions)
        for sentence in page.sentences
        if _LEADS.search(sentence.text)
        for each in page.within(sentence.start, sentence.end)
        if each.entity in page.entities
        and page.entities[each.entity].kind is EntityKind.ORGANISATION
    }
    return pages[0].entities[next(iter(keys))] if len(keys) == 1 else None


def _thing(asked: Page | None, *, plural: bool) -> str:
    """Return the one thing that a question names with "the", in the number wanted, or ""."""
    if asked is None:
        return ""
    tags = {"NNS"} if plural else {"NN"}
    found: set[str] = set()
    for sentence in asked.sentences:
        teller = Teller(asked, sentence)
        for each in sentence.chunks:
            words = sentence.words(each.first, each.end)
            if each.kind is not ChunkKind.NOUN or sentence.tokens[each.head].tag not in tags:
                continue
            definite = words.casefold().startswith("the ") and len(words.split()) <= _LONGEST
            if definite and teller.mention_at(sentence.tokens[each.head]) is None:
                found.add(words[:1].lower() + words[1:])
    return next(iter(found)) if len(found) == 1 else ""


def _told(
    page: Page,
    turn: Turn,
    words: Retold,
    entities: Mapping[str, ArticleEntity],
    read: Reader,
) -> Iterator[Proposal]:
    sentences = read(page.number, words.text, words.mentions)
    # The team's name stands where "we" stood: "it" and "they" never mean it.
    own = [each for each in words.mentions if each not in words.named]
    antecedents = find_antecedents(sentences, own, entities, frozenset())
    voiced = Page(
        number=page.number,
        text=words.text,
        sentences=sentences,
        mentions=words.mentions,
        entities=page.entities,
        framing=framing_of(
            sentences, words.mentions, page.entities, antecedents, Turn(turn.speaker)
        ),
        antecedents=antecedents,
        descriptions=page.descriptions,
    )
    stood = find_standins(voiced, {key: each.gender for key, each in entities.items()})
    voiced = replace(voiced, standins=stood.words, antecedents={**stood.keys, **antecedents})
    for proposal in _of(voiced, _VOICED):
        if proposal.status is not Status.STATED:
            yield from _placed(page, proposal, words)
    plain = replace(voiced, framing=_as_told(voiced, turn.speaker))
    guest = page.entities[turn.speaker]
    for proposal in _of(plain, _PLAIN):
        if proposal.status is Status.STATED:
            lead = f"According to {guest.phrase}, "
            passed = replace(
                proposal,
                status=Status.ATTRIBUTED,
                statement=spoken(lead, proposal.statement),
                others=tuple(spoken(lead, each) for each in proposal.others),
                instead=None,
                explanation=f"{guest.phrase} says so in the interview.",
            )
            yield from _placed(page, passed, words)


def _of(page: Page, proposers: Sequence[Proposer]) -> Iterator[Proposal]:
    for propose in proposers:
        yield from propose(page)


def _as_told(page: Page, guest: str) -> Callable[[Sentence, Clause], Framing]:
    """Return the framing in which the guest's own words are plain and others' are not."""

    def framing(sentence: Sentence, clause: Clause) -> Framing:
        found = page.framing(sentence, clause)
        plain = found.status is Status.ATTRIBUTED and found.speaker == guest
        return Framing(Status.STATED) if plain and found.verb == "said" else found

    return framing


def _placed(page: Page, proposal: Proposal, words: Retold) -> Iterator[Proposal]:
    """Yield the proposal with its evidence in the passage, unless somebody is still spoken to."""
    if proposal.start >= proposal.end:
        return
    texts = [
        proposal.statement,
        *(each for each in proposal.slots.values() if isinstance(each, str)),
    ]
    if any(_SPOKEN.search(each) for each in texts):
        return
    start, end = words.original(proposal.start, proposal.end)
    if start < end <= len(page.text):
        yield replace(proposal, start=start, end=end, instead=None)
