"""What a publish changes."""

from quizapp.bank.plan import ChangeKind, PlannedCard, plan


def card(key: str, *, answer: str = "a", retired: bool = False, **versions: str) -> PlannedCard:
    return PlannedCard(key, key.partition(":")[0], answer, versions, retired)


def cards(*each: PlannedCard) -> dict[str, PlannedCard]:
    return {one.key: one for one in each}


def test_the_same_cards_change_nothing() -> None:
    same = cards(card("f:when", mcq="1"), card("f:who", mcq="2"))
    found = plan(same, dict(same))
    assert found.is_empty
    assert found.counts["unchanged"] == 2
    assert found.by_fact == {}


def test_each_card_has_one_kind_of_change() -> None:
    old = cards(
        card("a:same", q="1"),
        card("b:reworded", q="1", gone="1"),
        card("c:key", q="1"),
        card("d:gone", q="1"),
        card("e:back", q="1", retired=True),
        card("f:back-other", answer="x", q="1", retired=True),
        card("g:long-gone", retired=True),
    )
    new = cards(
        card("a:same", q="1"),
        card("b:reworded", q="2", added="1"),
        card("c:key", answer="b", q="2"),
        card("e:back", q="1"),
        card("f:back-other", q="1"),
        card("h:new", q="1"),
    )
    found = plan(old, new)
    assert {each.key: each.kind for each in found.changes} == {
        "a:same": ChangeKind.UNCHANGED,
        "b:reworded": ChangeKind.REWORDED,
        "c:key": ChangeKind.KEY_CHANGED,
        "d:gone": ChangeKind.RETIRED,
        "e:back": ChangeKind.REVIVED,
        "f:back-other": ChangeKind.REVIVED,
        "h:new": ChangeKind.NEW,
    }
    assert [each.key for each in found.key_changed] == ["c:key", "f:back-other"]
    reworded = found.reworded[0]
    assert reworded.questions_reworded == ("q",)
    assert reworded.questions_new == ("added",)
    assert reworded.questions_retired == ("gone",)
    assert list(found.by_fact) == ["b", "c", "d", "e", "f", "h"]
    assert not found.is_empty
    assert sum(found.counts[kind.value] for kind in ChangeKind) == len(found.changes)


def test_a_card_that_only_loses_a_question_is_reworded() -> None:
    found = plan(cards(card("f:v", a="1", b="1")), cards(card("f:v", a="1")))
    assert [each.key for each in found.reworded] == ["f:v"]
