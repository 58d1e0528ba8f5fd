"""What a publish changes, by card and by question. Pure: it compares, and touches nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """A card as published, or as it would be.

    Attributes:
        key: the card's key, ``fact:view``.
        fact: the fact's id.
        answer_hash: what is to be remembered; another hash asks for relearning.
        question_versions: question id -> version; another version is another wording.
        retired: published once and taken back since; only in the old cards.
    """

    key: str
    fact: str
    answer_hash: str
    question_versions: Mapping[str, str]
    retired: bool = False


class ChangeKind(StrEnum):
    """What happens to a card."""

    NEW = "new"
    REWORDED = "reworded"
    KEY_CHANGED = "key_changed"
    RETIRED = "retired"
    REVIVED = "revived"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class CardChange:
    """What a publish does to one card. Question ids are sorted.

    Attributes:
        key: the card's key.
        fact: the fact's id.
        kind: the one thing that happens to the card.
        key_changed: the answer differs; true for KEY_CHANGED, and for some REVIVED.
        questions_new: questions the card did not have.
        questions_reworded: questions whose version changes.
        questions_retired: questions the card loses.
    """

    key: str
    fact: str
    kind: ChangeKind
    key_changed: bool = False
    questions_new: tuple[str, ...] = ()
    questions_reworded: tuple[str, ...] = ()
    questions_retired: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Every card, old and new, with what happens to it; sorted by key."""

    changes: tuple[CardChange, ...] = field(default=())

    def _of(self, *kinds: ChangeKind) -> tuple[CardChange, ...]:
        return tuple(each for each in self.changes if each.kind in kinds)

    @cached_property
    def new(self) -> tuple[CardChange, ...]:
        """Return the cards nobody has seen."""
        return self._of(ChangeKind.NEW)

    @cached_property
    def reworded(self) -> tuple[CardChange, ...]:
        """Return the cards asked in other words with the same answer: progress is kept."""
        return self._of(ChangeKind.REWORDED)

    @cached_property
    def key_changed(self) -> tuple[CardChange, ...]:
        """Return the cards with another answer, revived ones too: they ask for relearning."""
        return tuple(each for each in self.changes if each.key_changed)

    @cached_property
    def retired(self) -> tuple[CardChange, ...]:
        """Return the cards that are asked no more."""
        return self._of(ChangeKind.RETIRED)

    @cached_property
    def revived(self) -> tuple[CardChange, ...]:
        """Return the retired cards that are asked again."""
        return self._of(ChangeKind.REVIVED)

    @cached_property
    def unchanged(self) -> tuple[CardChange, ...]:
        """Return the cards that stay as they are."""
        return self._of(ChangeKind.UNCHANGED)

    @property
    def is_empty(self) -> bool:
        """Return whether the publish would change nothing."""
        return all(each.kind is ChangeKind.UNCHANGED for each in self.changes)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return kind -> number of cards, every kind named, and three counts of questions."""
        kinds = Counter(each.kind for each in self.changes)
        return {
            **{kind.value: kinds[kind] for kind in ChangeKind},
            "questions_new": sum(len(each.questions_new) for each in self.changes),
            "questions_reworded": sum(len(each.questions_reworded) for each in self.changes),
            "questions_retired": sum(len(each.questions_retired) for each in self.changes),
        }

    @cached_property
    def by_fact(self) -> Mapping[str, tuple[CardChange, ...]]:
        """Return fact id -> its cards that change; facts without a change are left out."""
        found: dict[str, list[CardChange]] = {}
        for each in self.changes:
            if each.kind is not ChangeKind.UNCHANGED:
                found.setdefault(each.fact, []).append(each)
        return {fact: tuple(changes) for fact, changes in sorted(found.items())}


def _sorted(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys))


def _kind(old: PlannedCard, new: PlannedCard) -> ChangeKind:
    if old.retired:
        return ChangeKind.REVIVED
    if old.answer_hash != new.answer_hash:
        return ChangeKind.KEY_CHANGED
    if dict(old.question_versions) != dict(new.question_versions):
        return ChangeKind.REWORDED
    return ChangeKind.UNCHANGED


def _both(old: PlannedCard, new: PlannedCard) -> CardChange:
    before, after = old.question_versions, new.question_versions
    return CardChange(
        key=new.key,
        fact=new.fact,
        kind=_kind(old, new),
        key_changed=old.answer_hash != new.answer_hash,
        questions_new=_sorted(after.keys() - before.keys()),
        questions_reworded=_sorted(
            each for each in after.keys() & before.keys() if after[each] != before[each]
        ),
        questions_retired=_sorted(before.keys() - after.keys()),
    )


def _change(old: PlannedCard | None, new: PlannedCard | None) -> CardChange | None:
    if old and new:
        return _both(old, new)
    if new:
        return CardChange(
            new.key, new.fact, ChangeKind.NEW, questions_new=_sorted(new.question_versions)
        )
    if old and not old.retired:
        return CardChange(
            old.key,
            old.fact,
            ChangeKind.RETIRED,
            questions_retired=_sorted(old.question_versions),
        )
    return None


def plan(old_cards: Mapping[str, PlannedCard], new_cards: Mapping[str, PlannedCard]) -> Plan:
    """Return what publishing the new cards over the old ones changes.

    Args:
        old_cards: by card key, retired ones among them.
        new_cards: by card key, what the new documents generate.
    """
    changes = (
        _change(old_cards.get(key), new_cards.get(key))
        for key in sorted(old_cards.keys() | new_cards.keys())
    )
    return Plan(tuple(each for each in changes if each))
