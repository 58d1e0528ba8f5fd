"""Decks and tags of notes become topics that can be chosen: none twice, none of everything."""

from quizapp.formats.incoming.incoming import Note, PairContent
from quizapp.services.decks.deck_build import Kept, kept_of
from quizapp.services.decks.deck_topics import LEVELS, MOST_TAGS, topics_of


def notes(*places: tuple[str, tuple[str, ...]]) -> list[Kept]:
    """Return notes that stand there, with these tags."""
    return [
        kept_of("deck", Note(f"k{n}", "", PairContent("a", "b"), topic, tags))
        for n, (topic, tags) in enumerate(places)
    ]


def titles(made: list[Kept], number: int) -> list[str]:
    """Return the titles of the topics of a note."""
    found = topics_of(made)
    return [found.titles[each].replace(LEVELS, " > ") for each in found.of(made[number])]


def test_a_subdeck_and_what_is_above_it_can_be_chosen() -> None:
    made = notes(
        ("Spanish::Verbs::Irregular", ()), ("Spanish::Verbs", ()), ("Spanish::Nouns", ()),
    )  # fmt: skip
    assert titles(made, 0) == ["Spanish > Verbs > Irregular", "Spanish > Verbs"]
    assert titles(made, 1) == ["Spanish > Verbs"]
    assert titles(made, 2) == ["Spanish > Nouns"]
    assert [each.passage for each in topics_of(made).places.values()] == [1, 2, 3]


def test_a_level_that_holds_no_more_is_no_topic() -> None:
    made = notes(("A::B::C", ()), ("A::B::C", ()), ("D", ()))
    assert titles(made, 0) == ["A > B > C"]


def test_tags_can_be_chosen_with_the_levels_above_them() -> None:
    made = notes(
        ("", ("verb::past", "all")), ("", ("verb::past", "all")), ("", ("verb", "all")),
        ("", ("noun", "all")),
    )  # fmt: skip
    assert titles(made, 0) == ["…", "#verb > past", "#verb"]
    assert titles(made, 2) == ["…", "#verb"]
    assert titles(made, 3) == ["…"], "one note, or all of them, is no set to choose"


def test_a_level_above_a_tag_that_holds_no_more_is_no_topic() -> None:
    made = notes(("", ("a::b",)), ("", ("a::b",)), ("", ()))
    assert titles(made, 0) == ["…", "#a > b"]


def test_of_thousands_of_tags_the_most_used_are_sets() -> None:
    many = [(f"t{n}", "often") for n in range(3 * MOST_TAGS) for _ in range(2)]
    made = notes(*((str(n % 3), tags) for n, tags in enumerate(many)), ("x", ()))
    found = topics_of(made)
    assert len(found.tags) == MOST_TAGS
    assert "often" in found.tags


def test_a_topic_has_the_same_id_whatever_stands_beside_it() -> None:
    one = topics_of(notes(("A::B", ("t",)), ("A::C", ("t",)), ("D", ())))
    other = topics_of(notes(("A::C", ("t",)), ("A::B", ("t",)), ("E", ()), ("E", ())))
    assert one.places["A::B"].id == other.places["A::B"].id
    assert one.tags["t"] == other.tags["t"]
