"""Drafts as their author judges them: what each says, what is wrong with it, how far it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from quizapp.bank import edtf
from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError
from quizapp.services.drafting.drafting_words import named_slots, slot_words
from quizapp.services.editing.editing_certain import Uncertain, uncertain_of
from quizapp.services.editing.preview_bank import (
    WorkingBank,
    check_fact,
    with_entities,
    working_bank,
)
from quizapp.services.workspace.workspace_files import working_files
from quizapp.store.bank import draft_queries
from quizapp.store.engine import reading
from quizapp.store.tables.studio import DraftRow

PROPOSED: Final = "proposed"
ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"


@dataclass(frozen=True, slots=True)
class SlotShown:
    """A slot of a draft in words: names stand for ids."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that accepting a draft adds to the documents, if it is not there by then."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft.

    Attributes:
        version: send it with what is done to the draft: it is refused when it is another by then.
        state: proposed, accepted or rejected.
        held: why it is held back, or "".
        confidence: 0..1, how often drafts of its kind are right.
        origin: rules or model.
        problems: what would keep it from being accepted as it is; none for an accepted one.
        uncertain: questions that are asked only if its author says that they have one right
            answer; none for an accepted one.
        fact: the whole fact as the documents hold it, for the form that edits it.
        entities: the new entities it needs.
        fact_id: id of the fact in the documents once accepted, else "".
    """

    id: int
    article_id: str
    version: int
    state: str
    held: str
    confidence: float
    origin: str
    type: str
    status: str
    passage: int
    evidence: str
    statement: str
    slots: tuple[SlotShown, ...]
    problems: tuple[str, ...]
    uncertain: tuple[Uncertain, ...]
    entities: tuple[NewEntity, ...]
    fact: JsonObject
    fact_id: str


@dataclass(frozen=True, slots=True)
class PassageProgress:
    """How far the judging of one passage's drafts is."""

    proposed: int = 0
    held: int = 0
    accepted: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """How far the judging of an article's drafts is.

    Attributes:
        proposed: those to judge that are shown at once.
        held: those to judge that are held back behind a switch.
        by_passage: the same for each passage that has drafts.
    """

    proposed: int
    held: int
    accepted: int
    rejected: int
    by_passage: Mapping[int, PassageProgress]

    @property
    def total(self) -> int:
        """Return how many there are, held back ones left out until they are judged."""
        return self.proposed + self.accepted + self.rejected


def list_drafts(folder: Path, article_id: str, *, held: bool) -> tuple[DraftView, ...]:
    """Return the drafts of an article by passage.

    Args:
        folder: the bank's folder.
        article_id: the article.
        held: whether those that are held back and not judged yet are among them.
    """
    with reading() as session:
        rows = draft_queries.drafts_of(session, article_id)
        for row in rows:
            session.expunge(row)
    shown = [each for each in rows if held or not each.held or each.state != PROPOSED]
    return _views(folder, shown)


def get_draft(folder: Path, draft_id: int) -> DraftView:
    """Return one draft.

    Raises:
        NotFoundError: there is no such draft, or not any more.
    """
    with reading() as session:
        found = draft_queries.find_draft(session, draft_id)
        if found is None:
            raise NotFoundError("There is no such draft any more. Load the article again.")
        session.expunge(found)
    return _views(folder, [found])[0]


def progress(article_id: str) -> DraftProgress:
    """Return how far the judging of an article's drafts is."""
    with reading() as session:
        rows = draft_queries.states_of(session, article_id)
    counts = Counter(
        (passage, "held" if state == PROPOSED and held else state) for passage, state, held in rows
    )
    by_passage = {
        number: PassageProgress(
            *(counts[number, state] for state in (PROPOSED, "held", ACCEPTED, REJECTED))
        )
        for number in sorted({passage for passage, _ in counts})
    }
    each = by_passage.values()
    return DraftProgress(
        proposed=sum(one.proposed for one in each),
        held=sum(one.held for one in each),
        accepted=sum(one.accepted for one in each),
        rejected=sum(one.rejected for one in each),
        by_passage=by_passage,
    )


def _views(folder: Path, rows: Sequence[DraftRow]) -> tuple[DraftView, ...]:
    """Return the rows as they are shown."""
    if not rows:
        return ()
    working = working_bank(working_files(folder).files)
    working = with_entities(working, [each for row in rows for each in row.entities])
    names = {each.id: each.name for each in working.material.entity_by_id.values()}
    found = (_view(row, working, names) for row in rows)
    return tuple(sorted(found, key=lambda each: each.passage))


def _view(row: DraftRow, working: WorkingBank, names: Mapping[str, str]) -> DraftView:
    fact: JsonObject = dict(row.fact)
    problems, uncertain = ((), ()) if row.state == ACCEPTED else _looked_at(row, working)
    return DraftView(
        id=row.id,
        article_id=row.article_id,
        version=row.version,
        state=row.state,
        held=row.held,
        confidence=row.confidence,
        origin=row.origin,
        type=str(fact.get("type", "")),
        status=str(fact.get("status", "")),
        passage=int(fact.get("passage") or 0),
        evidence=str(fact.get("evidence", "")),
        statement=str(fact.get("statement", "")),
        slots=_shown(named_slots(fact, names)),
        problems=problems,
        uncertain=uncertain,
        entities=tuple(_entity(each) for each in row.entities),
        fact=fact,
        fact_id=row.fact_id,
    )


def _shown(slots: Mapping[str, Any]) -> tuple[SlotShown, ...]:
    return tuple(
        SlotShown(name, name.removesuffix("_label").replace("_", " "), words)
        for name, value in slots.items()
        # A time that has words of its own is told in them alone.
        if f"{name}_label" not in slots and (words := slot_words(_dated(name, value)))
    )


def _dated(name: str, value: object) -> object:
    """Return a time as a person says it: "12 May 1941" for 1941-05-12."""
    if name != "when" or not isinstance(value, str):
        return value
    try:
        return edtf.label(value)
    except (ValueError, IndexError):
        return value  # What is wrong with it stands below the draft.


def _looked_at(
    row: DraftRow, working: WorkingBank
) -> tuple[tuple[str, ...], tuple[Uncertain, ...]]:
    """Return what would keep a draft from being accepted, and what its author may certify."""
    try:
        checked = check_fact(working, article_id=row.article_id, fact=dict(row.fact))
    except NotFoundError as error:
        return (str(error),), ()
    if checked.fact is None:
        errors = checked.errors.items()
        return tuple(f"{path}: {words}" for path, found in errors for words in found), ()
    return (), uncertain_of(checked.fact.value, working.material.entity_by_id)


def _entity(value: Mapping[str, Any]) -> NewEntity:
    aliases: Iterable[object] = value.get("aliases") or ()
    return NewEntity(
        id=str(value.get("id", "")),
        name=str(value.get("name", "")),
        kind=str(value.get("kind", "")),
        aliases=tuple(str(each) for each in aliases),
    )
