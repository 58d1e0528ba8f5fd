"""Passages in, draft facts out: grammar, names, proposals, rewording, gates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.drafting.antecedents.coreference import find_antecedents
from quizapp.drafting.antecedents.genders import with_genders
from quizapp.drafting.antecedents.standins import find_standins
from quizapp.drafting.antecedents.taken_up import Reader, TakenUp
from quizapp.drafting.explaining.descriptions import find_descriptions
from quizapp.drafting.gating import gates
from quizapp.drafting.gating.confidence import held_back
from quizapp.drafting.gating.duplicates import without_repeats
from quizapp.drafting.gating.nouns_left_out import find_left_out
from quizapp.drafting.hearsay.doubted import Doubts, Said, find_doubted
from quizapp.drafting.hearsay.status import framing_of
from quizapp.drafting.hearsay.surroundings import find_given_over
from quizapp.drafting.interview import told_facts
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.proposers import PROPOSERS
from quizapp.drafting.reading.document import Draft, DraftSet
from quizapp.drafting.shapes.analysis import Sentence
from quizapp.drafting.shapes.proposal import Named, Page, Proposal
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.syntax.chunks import make_chunks
from quizapp.drafting.syntax.clause_antecedents import with_own_subjects
from quizapp.drafting.syntax.clause_rights import righted
from quizapp.drafting.syntax.clauses import make_clauses
from quizapp.drafting.syntax.phrases import Phrases
from quizapp.drafting.syntax.sentences import split_sentences
from quizapp.drafting.syntax.shared_subjects import with_shared_subjects
from quizapp.drafting.syntax.tokens import tokenise
from quizapp.drafting.syntax.tree import Tree
from quizapp.drafting.telling import plain
from quizapp.drafting.telling.comparison_tails import without_tails
from quizapp.drafting.telling.rephrase import reworded_together
from quizapp.drafting.voices.sayings import Saying
from quizapp.drafting.voices.sources import Sources
from quizapp.drafting.voices.speakers import find_sayings
from quizapp.drafting.voices.turns import Turn, find_turns
from quizapp.drafting.voices.vouched import in_doubt, is_vouched

_TEXTS: Final = ("what", "act", "pledge", "gave", "got", "whole", "title")
"""Slots whose words repeat a part of the statement and change with it."""
_ID_WORDS: Final = 5
_LONGEST_ID: Final = 80


def draft_facts(
    passages: Sequence[tuple[int, str]],
    *,
    known: Mapping[str, Entity],
    article: str,
    topic: str,
    headings: Mapping[int, str] | None = None,
) -> DraftSet:
    """Return draft facts of an article, in its order, and the new entities they need.

    Args:
        passages: number and text of each.
        known: entities of the bank, by id.
        article: id of the article; each fact's id starts with it.
        topic: id of the topic that each draft gets.
        headings: the heading that a passage stands under, by its number.
    """
    passages = [(number, text) for number, text in passages if text.strip()]
    if not passages:
        return DraftSet()
    found = find_mentions(passages, known=known)
    found = replace(found, entities=with_genders(passages, found.mentions, found.entities))
    sources = Sources()
    pages = read_pages(passages, found.mentions, found.entities, sources, headings)
    found = replace(found, entities={**found.entities, **sources.entities})
    proposals = [each for page in pages for propose in PROPOSERS for each in propose(page)]
    proposals = [in_doubt(each, pages) for each in proposals if is_vouched(each, pages)]
    acting = {key: each for key, each in sources.doers.items() if _is_named_by(key, proposals)}
    found = replace(found, entities={**acting, **found.entities})
    proposals.extend(told_facts(pages, found.entities, read=read_sentences))
    found = replace(found, entities=_of_one_kind(proposals, found.entities))
    finisher = _Finisher(passages, found.entities, known, article, topic)
    drafts = [
        draft
        for draft in (finisher.finished(each) for each in without_repeats(proposals))
        if draft is not None
    ]
    used = set(_references(drafts, found.entities))
    entities = tuple(
        found.entities[key].as_document() for key in sorted(used) if not found.entities[key].known
    )
    return DraftSet(entities=entities, drafts=tuple(drafts))


def _is_named_by(key: str, proposals: Iterable[Proposal]) -> bool:
    """Return whether a slot of a proposal, or of one that may stand for it, is the entity."""
    for each in proposals:
        one: Proposal | None = each
        while one is not None:
            if key in {str(one.slots.get(slot)) for slot in ("actor", "speaker", "term")}:
                return True
            if key in one.slots.get("members", ()):
                return True
            one = one.instead
    return False


def _of_one_kind(
    proposals: Iterable[Proposal], entities: Mapping[str, ArticleEntity]
) -> dict[str, ArticleEntity]:
    """Return the entities; new ones that one list names together get the kind of most of them."""
    changed = dict(entities)
    for each in proposals:
        members = [changed[key] for key in each.slots.get("members", ()) if key in changed]
        kinds = [one.kind for one in members]
        if len(set(kinds)) < 2:  # noqa: PLR2004 - there is nothing to settle
            continue
        settled = [one.kind for one in members if one.known] or kinds
        most = max(settled, key=settled.count)
        if any(one.kind is EntityKind.PERSON for one in members):
            continue
        for one in members:
            if not one.known:
                changed[one.key] = replace(one, kind=most)
    return changed


def read_pages(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
    sources: Sources | None = None,
    headings: Mapping[int, str] | None = None,
) -> list[Page]:
    """Return the passages with their grammar, names and antecedents.

    Speakers without a name are entered in ``sources``, and are entities of the pages.
    """
    sources = Sources() if sources is None else sources
    named = {key: each.named for key, each in entities.items()}
    genders = {key: each.gender for key, each in entities.items()}
    topics = _topics(passages, mentions, entities)
    turns = find_turns(passages, mentions=mentions, entities=entities)
    given_over = find_given_over(passages, headings or {})
    pages: list[Page] = []
    earlier: list[Mention] = []
    doubts = Doubts()
    described: dict[str, dict[str, str]] = {}
    reader = Reader(entities)
    for number, text in passages:
        own = mentions.get(number, ())
        sentences = read_sentences(number, text, own)
        antecedents = find_antecedents(sentences, own, entities, topics, earlier)
        taken_up = reader.read((number, text), sentences, own, antecedents)
        antecedents = _settled(antecedents, taken_up)
        antecedents |= _first_person(sentences, turns.get(number))
        said = find_sayings(sentences, mentions=own, entities=named, antecedents=antecedents)
        sources.take(sentences, said, own, entities, taken_up.acting)
        named |= {key: each.named for key, each in sources.entities.items()}
        unnamed = sources.of(number)
        page = Page(
            number=number,
            text=text,
            sentences=sentences,
            mentions=own,
            entities=named,
            framing=framing_of(
                sentences,
                own,
                named,
                antecedents,
                turns.get(number),
                sources=unnamed,
                given_over=number in given_over,
            ),
            antecedents=antecedents,
            sources=unnamed,
        )
        for noun, words in find_descriptions(page):
            described.setdefault(noun, {})[words.casefold()] = words
        page = _standing_in(replace(page, descriptions=_only(described)), genders, taken_up)
        acting = sources.acting(sentences, entities, taken_up.acting)
        explained = sources.explaining(sentences, own, entities)
        acting = {**_again(page, acting), **acting}
        listed = sources.listing(sentences, own, entities)
        doubts = Doubts() if number in turns else _doubts(page, said, earlier, topics, doubts)
        page = replace(page, doubted=doubts.found)
        pages.append(replace(page, doers=acting, explained=explained, listed=listed))
        earlier.extend(own)
    return pages


def _doubts(
    page: Page,
    said: Sequence[Saying],
    earlier: Sequence[Mention],
    topics: frozenset[str],
    before: Doubts,
) -> Doubts:
    """Return the sentences of a passage that somebody may vouch for who spoke in it or before."""
    met = topics | {each.entity for each in earlier if each.entity}
    spoken = Said(said, page.mentions, page.antecedents, page.framing, met, before.going)
    return find_doubted(page.sentences, spoken)


def _only(described: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the words of each noun that is described in one way alone."""
    return {noun: next(iter(each.values())) for noun, each in described.items() if len(each) == 1}


def _settled(antecedents: Mapping[int, str], taken_up: TakenUp) -> dict[int, str]:
    """Return the antecedents by the whole article; "the company" stays as it was found."""
    without = {*taken_up.words, *taken_up.open}
    kept = {start: key for start, key in antecedents.items() if start not in without}
    return {**kept, **taken_up.keys}


def _standing_in(page: Page, genders: dict[str, str], taken_up: TakenUp) -> Page:
    """Return the page with what its pronouns and the nouns it leaves out stand for."""
    left_out = find_left_out(page.sentences, page.mentions)
    page = replace(page, standins={**left_out, **taken_up.words})
    found = find_standins(page, genders, settled=taken_up.open)
    return replace(
        page,
        standins={**found.words, **page.standins},
        antecedents={**found.keys, **page.antecedents},
    )


def _again(page: Page, acting: Mapping[int, Named]) -> dict[int, Named]:
    """Return first character of a pronoun -> who acts there, where that one has no name."""
    by_words = {each.phrase.casefold(): each for each in acting.values()}
    return {
        start: by_words[words.casefold()]
        for start, words in page.standins.items()
        if words.casefold() in by_words
    }


def _first_person(sentences: Sequence[Sentence], turn: Turn | None) -> dict[int, str]:
    """Return what "I" and "my" stand for in an answer of a talk."""
    if turn is None or turn.asks or not turn.speaker:
        return {}
    return {
        token.start: turn.speaker
        for sentence in sentences
        for token in sentence.tokens
        if token.start >= turn.start and token.low in {"i", "me", "my"}
    }


def read_sentences(number: int, text: str, mentions: Sequence[Mention]) -> tuple[Sentence, ...]:
    """Return the sentences of a passage with their clauses."""
    spans = split_sentences(text)
    found = []
    for index, ((start, end), worded) in enumerate(
        zip(spans, tokenise(text, spans, mentions), strict=True)
    ):
        tokens = worded.tokens
        tree = Tree(tokens, worded.heads, worded.links, mentions)
        phrases = Phrases(tree)
        clauses = with_shared_subjects(tokens, make_clauses(tree, phrases))
        clauses = righted(tokens, without_tails(tokens, clauses))
        clauses = with_own_subjects(tokens, clauses)
        chunks = make_chunks(tree, phrases, clauses)
        found.append(Sentence(index, number, text[start:end], start, end, tokens, chunks, clauses))
    return tuple(found)


def _topics(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
) -> frozenset[str]:
    """Return what the article is about: named in a third of its passages or more."""
    counts: dict[str, int] = {}
    for number, _ in passages:
        for key in {
            each.entity for each in mentions.get(number, ()) if each.kind is MentionKind.ENTITY
        }:
            counts[key] = counts.get(key, 0) + 1
    least = max(2, len(passages) / 3)
    return frozenset(key for key, count in counts.items() if key in entities and count >= least)


def _references(drafts: Iterable[Draft], entities: Mapping[str, ArticleEntity]) -> Iterable[str]:
    for draft in drafts:
        for value in draft.fact["slots"].values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and each in entities:
                    yield each


@dataclass(frozen=True, slots=True)
class _Worded:
    """A proposal's statement and slots after rewording."""

    statement: str
    slots: dict[str, Any]


class _Finisher:
    """Makes facts of proposals, and turns away what does not pass the gates."""

    def __init__(
        self,
        passages: Sequence[tuple[int, str]],
        entities: Mapping[str, ArticleEntity],
        known: Mapping[str, Entity],
        article: str,
        topic: str,
    ) -> None:
        self._texts = dict(passages)
        self._named = {key: each.named for key, each in entities.items()}
        new = [
            Entity.model_validate(each.as_document(), strict=False)
            for each in entities.values()
            if not each.known
        ]
        self._checker = gates.Checker(passages, [*known.values(), *new], topic)
        self._article, self._topic = article, topic
        self._ids: set[str] = set()

    def finished(self, proposal: Proposal) -> Draft | None:
        """Return the draft, or None where no wording of it passes."""
        passage = self._texts[proposal.passage]
        why = ""
        for statement in (proposal.statement, *proposal.others):
            worded = self._worded(replace(proposal, statement=statement), passage)
            if worded is None:
                continue
            fact = self._fact(proposal, worded, passage)
            why = (
                gates.copied_slot(fact, passage)
                or gates.fault(fact, self._named)
                or self._checker.problem(fact)
            )
            if not why:
                held = proposal.held or held_back(proposal, worded.statement)
                self._ids.add(fact["id"])
                return Draft(fact=fact, confidence=proposal.confidence, held=held)
        return self.finished(proposal.instead) if proposal.instead is not None else None

    def _worded(self, proposal: Proposal, passage: str) -> _Worded | None:
        own = [slot for slot in _TEXTS if isinstance(proposal.slots.get(slot), str)]
        texts = [proposal.statement, *(str(proposal.slots[slot]) for slot in own)]
        kept = [
            name
            for each in self._named.values()
            for name in (each.name, *each.aliases)
            if name in proposal.statement
        ]
        changed = plain.reworded(texts, passage, kept=kept) or reworded_together(
            texts, passage, kept=kept
        )
        if changed is None:
            return None
        slots = {**proposal.slots, **dict(zip(own, changed[1:], strict=True))}
        return _Worded(changed[0], slots)

    def _fact(self, proposal: Proposal, worded: _Worded, passage: str) -> JsonObject:
        fact: JsonObject = {
            "id": self._id(proposal.passage, worded.statement),
            "type": proposal.type,
            "passage": proposal.passage,
            "evidence": passage[proposal.start : proposal.end],
            "status": proposal.status.value,
            "statement": worded.statement,
            "explanation": proposal.explanation
            or f"The article says so in passage {proposal.passage}.",
            "topics": [self._topic],
            "slots": worded.slots,
        }
        guards = dict(proposal.guards)
        if proposal.unique:
            guards["unique"] = list(proposal.unique)
        if guards:
            fact["guards"] = guards
        return fact

    def _id(self, passage: int, statement: str) -> str:
        small = {"the", "a", "an", "of", "in", "on", "to", "and", "was", "were", "by", "for", "is"}
        words = [
            each for each in re.findall(r"[\w'\u2019]+", statement) if each.casefold() not in small
        ]
        head = f"{self._article}-{passage}-"
        tail = slug(" ".join(words[:_ID_WORDS]))[: _LONGEST_ID - len(head) - 3].strip("-")
        made, count = f"{head}{tail}", 1
        while made in self._ids:
            count += 1
            made = f"{head}{tail}-{count}"
        return made
