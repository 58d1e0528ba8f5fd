"""Passages in, draft facts out: pages, proposals, rewording, gates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.drafting.antecedents.genders import with_genders
from quizapp.drafting.gating import gates
from quizapp.drafting.gating.confidence import held_back
from quizapp.drafting.gating.duplicates import without_repeats
from quizapp.drafting.gating.read_again import read_again
from quizapp.drafting.gating.taken_for_known import called_before, taken_for_known
from quizapp.drafting.interview import told_facts
from quizapp.drafting.naming.entities import ArticleEntity, slug
from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages, read_sentences
from quizapp.drafting.proposers import PROPOSERS
from quizapp.drafting.reading.document import Draft, DraftSet
from quizapp.drafting.shapes.proposal import Proposal
from quizapp.drafting.telling import plain
from quizapp.drafting.telling.rephrase import reworded_together
from quizapp.drafting.voices.sources import Sources
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
    drafts = read_again(drafts)
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
            if key in {str(one.slots.get(slot)) for slot in ("actor", "speaker", "term", "name")}:
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
            fewer = kinds.count(EntityKind.PERSON) * 2 <= len(kinds)
            if fewer or any(one.known or " " not in one.name for one in members):
                continue
            most = EntityKind.PERSON  # "Anna Holt, Peter Crane and Ivo Marsh" are people
        for one in members:
            if not one.known:
                changed[one.key] = replace(one, kind=most)
    return changed


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
        proposal = self._with_its_name(proposal, passage)
        why = ""
        for statement in (proposal.statement, *proposal.others):
            worded = self._worded(replace(proposal, statement=statement), passage)
            if worded is None:
                continue
            fact = self._fact(proposal, worded, passage)
            why = (
                gates.copied_slot(fact, passage, names=self._kept(worded.statement))
                or gates.fault(fact, self._named, bound=proposal.bound)
                or self._checker.problem(fact)
            )
            if not why:
                held = proposal.held or held_back(proposal, worded.statement, passage)
                self._ids.add(fact["id"])
                return Draft(fact=fact, confidence=proposal.confidence, held=held)
        return self.finished(proposal.instead) if proposal.instead is not None else None

    def _with_its_name(self, proposal: Proposal, passage: str) -> Proposal:
        """Return it with "the Hotel Astoria" for "the hotel", where the passage names one."""
        before, evidence = passage[: proposal.start], passage[proposal.start : proposal.end]
        thing = taken_for_known(proposal.statement, before=before, evidence=evidence)
        name = called_before(thing, before=before, named=self._named.values()) if thing else ""
        if not name or name in proposal.statement:
            return proposal
        pattern = re.compile(rf"\b{thing}\b", re.IGNORECASE)

        def told(text: str) -> str:
            said = pattern.sub(name, text, count=1)
            return said[:1].upper() + said[1:] if text[:1].isupper() else said

        slots = {
            slot: told(value) if slot in _TEXTS and isinstance(value, str) else value
            for slot, value in proposal.slots.items()
        }
        others = tuple(told(each) for each in proposal.others)
        return replace(proposal, statement=told(proposal.statement), others=others, slots=slots)

    def _worded(self, proposal: Proposal, passage: str) -> _Worded | None:
        own = [slot for slot in _TEXTS if isinstance(proposal.slots.get(slot), str)]
        texts = [proposal.statement, *(str(proposal.slots[slot]) for slot in own)]
        kept = self._kept(proposal.statement)
        changed = plain.reworded(texts, passage, kept=kept) or reworded_together(
            texts, passage, kept=kept
        )
        if changed is None:
            return None
        slots = {**proposal.slots, **dict(zip(own, changed[1:], strict=True))}
        return _Worded(changed[0], slots)

    def _kept(self, statement: str) -> list[str]:
        """Return the names in a statement, which cannot be put in other words."""
        return [
            name
            for each in self._named.values()
            for name in (each.name, *each.aliases)
            if name in statement
        ]

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
