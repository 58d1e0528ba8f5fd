"""Names, and the entities they share."""

import pytest

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.shapes.spans import MentionKind
from tests.unit.drafting.pages import found_in


def _kinds(text: str) -> dict[str, str]:
    return {each.name: each.kind.value for each in found_in(text).entities.values()}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mayor Helen Carter spoke.", "Helen Carter", "person"),
        ("They met at the University of Queensland.", "University of Queensland", "organisation"),
        ("The Treaty of Versailles was signed.", "Treaty of Versailles", "agreement"),
        ("The Battle of the Somme was long.", "Battle of the Somme", "event"),
        ("They met in Brussels.", "Brussels", "place"),
        ("Troops entered Germany.", "Germany", "country"),
        ("Rivers Alive, a charity, objected.", "Rivers Alive", "organisation"),
        ("She grew up in Wexmoor.", "Wexmoor", "place"),
        ("They read her novel The Long Creak.", "The Long Creak", "work"),
        ("The Department for Culture, Media and Sport agreed.",
         "Department for Culture, Media and Sport", "organisation"),
    ],
)  # fmt: skip
def test_a_name_has_its_kind(text: str, name: str, kind: str) -> None:
    assert _kinds(text)[name] == kind


@pytest.mark.parametrize(
    "text",
    ["However, nothing happened.", "Critics disagreed.", "Walking is healthy.", "MPs voted on it."],
)
def test_a_capital_at_the_start_of_a_sentence_makes_no_name(text: str) -> None:
    assert _kinds(text) == {}


def test_all_names_of_a_person_are_one_entity() -> None:
    found = found_in("James A. Baker met them.", "Secretary Baker smiled. Baker left.")
    assert list(found.entities) == ["james-a-baker"]
    assert found.entities["james-a-baker"].aliases == ("Baker",)


def test_two_people_with_one_surname_stay_apart() -> None:
    found = found_in("Anna Holm met Peter Holm. Holm was tired.")
    keys = [each.entity for each in found.mentions[1] if each.kind is MentionKind.ENTITY]
    assert keys == ["anna-holm", "peter-holm", ""]


def test_an_abbreviation_in_brackets_is_the_same_thing() -> None:
    found = found_in("The International Criminal Court (ICC) opened. The ICC ruled.")
    entity = found.entities["international-criminal-court"]
    assert (entity.short, entity.word) == ("ICC", "the")
    keys = {each.entity for each in found.mentions[1]}
    assert keys == {"international-criminal-court"}


def test_countries_are_known_by_their_other_names() -> None:
    found = found_in("The U.S. agreed. The United States then left.")
    assert list(found.entities) == ["united-states"]


def test_a_known_entity_keeps_its_id() -> None:
    known = {
        "e-7": Entity(id="e-7", name="Helen Carter", kind=EntityKind.PERSON, aliases=["Carter"])
    }
    found = find_mentions([(1, "Helen Carter spoke. Carter sat down.")], known=known)
    assert {each.entity for each in found.mentions[1]} == {"e-7"}
    assert found.entities["e-7"].known


def test_a_person_of_the_article_goes_before_a_known_surname() -> None:
    known = {
        "james-baker": Entity(
            id="james-baker", name="James Baker", kind=EntityKind.PERSON, aliases=["Baker"]
        )
    }
    found = find_mentions([(1, "Anna Baker spoke. Baker sat down.")], known=known)
    assert {each.entity for each in found.mentions[1]} == {"anna-baker"}


def test_titles_and_nations_are_no_part_of_a_name() -> None:
    text = "Ukrainian President Volodymyr Zelenskyy met NATO Secretary General Mark Rutte."
    found = found_in(text)
    assert set(found.entities) == {"volodymyr-zelenskyy", "nato", "mark-rutte"}
    assert found.entities["volodymyr-zelenskyy"].role == "Ukrainian president"


def _keys_of(found_name: str, *passages: str) -> list[str]:
    found = found_in(*passages)
    return [
        each.entity
        for one in found.mentions.values()
        for each in one
        if each.kind is MentionKind.ENTITY and each.text == found_name
    ]


def test_a_surname_stays_with_the_first_whom_the_article_calls_by_it() -> None:
    keys = _keys_of(
        "Holm",
        "Anna Holm was a painter. Holm was born in Oslo. Later Holm moved to Bergen.",
        "Her uncle Karl Holm taught her. Holm was strict.",
        "In 1901 Holm married.",
    )
    assert keys == ["anna-holm", "anna-holm", "", "anna-holm"]


def test_a_surname_is_nobodys_where_the_first_was_hardly_called_by_it() -> None:
    keys = _keys_of("Holm", "Anna Holm met Peter Holm. Holm was tired.", "Peter Holm left. Holm.")
    assert "anna-holm" not in keys


def test_a_surname_in_use_before_any_full_name_is_not_the_fathers() -> None:
    lone = " ".join(f"In 19{year} Orlov wrote a play." for year in range(10, 19))
    keys = _keys_of(
        "Orlov", lone, "Orlov's parents were the clerk Ivan Orlov and the singer Anna Orlov."
    )
    assert set(keys) == {"orlov"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Forestry Minister Edda Lorn spoke.", "Edda Lorn", "person"),
        ("Senior Constable Edda Lorn spoke.", "Edda Lorn", "person"),
        ("The director of Lyne Airport Peter Holm spoke.", "Peter Holm", "person"),
        ("The director of Lyne Airport Peter Holm spoke.", "Lyne Airport", "place"),
        ("The envoy to Norway Peter Holm spoke.", "Peter Holm", "person"),
        ("Following Peter Holm, she went home.", "Peter Holm", "person"),
        ("They won the Lorn Open.", "Lorn Open", "event"),
        ("The clerk Anna R Holm spoke.", "Anna R Holm", "person"),
        ("Bill Holm of the Miners Union (MU) spoke.", "Bill Holm", "person"),
        ("New South Wales Premier Edda Lorn spoke.", "New South Wales", "place"),
        ("A camp stood in Western Australia.", "Western Australia", "place"),
        ("Ships reached the Lorn Archipelago.", "Lorn Archipelago", "place"),
        ("Roman Catholic schools closed.", "Roman Catholic", "concept"),
    ],
)  # fmt: skip
def test_what_stands_before_a_name_is_no_part_of_it(text: str, name: str, kind: str) -> None:
    assert _kinds(text)[name] == kind


def test_a_lone_name_that_goes_on_as_he_is_a_person() -> None:
    text = "Ormund sailed north. He froze. Ormund lost his ship. A poem of Ormund was read."
    assert _kinds(text)["Ormund"] == "person"


def test_a_lone_place_beside_somebody_stays_a_place() -> None:
    text = "She moved to Garsund. Her house burned. She left Garsund, where her aunt died."
    assert _kinds(text)["Garsund"] == "place"


def test_what_stands_behind_the_is_nobodys_first_name() -> None:
    found = found_in("Oscar Pierce was her cousin. He won the Oscar.", "An Oscar stood there.")
    assert "Oscar" not in found.entities["oscar-pierce"].aliases


def test_a_title_tells_the_gender_that_the_first_name_does_not() -> None:
    found = found_in("Shirley Holm flew alone. Mr Holm was lost.")
    assert found.entities["shirley-holm"].gender == "m"


def test_a_child_may_be_called_after_somebody() -> None:
    keys = _keys_of(
        "Karl",
        "The smith Karl Lund taught him. Karl was strict.",
        "Their son, Karl, was born in 1852. Karl became a painter.",
        "Karl Lund died in 1860. Karl had been ill.",
    )
    assert keys == ["karl-lund", "karl", "karl", "karl-lund"]


def test_an_abbreviation_is_not_one_of_its_parts() -> None:
    keys = _keys_of("NVB", "The NVB South Group plays in Orsa.", "The NVB has a new logo.")
    assert keys == ["nvb"]


def test_the_name_that_somebody_was_born_with_is_nobody_else() -> None:
    found = found_in("Ada Orm (born Adela Lund, in Oslo) is a poet.", "Adela Lund moved to Bergen.")
    keys = [(each.text, each.entity) for one in found.mentions.values() for each in one]
    assert ("Adela Lund", "adela-lund") not in keys
    assert ("Adela Lund", "") in keys
    assert ("Adela Lund", "ada-orm") in keys


def test_nobody_is_the_own_grandfather() -> None:
    keys = _keys_of(
        "Ivo Orm",
        "Ivo Orm was a poet. Orm's grandfather and namesake, Captain Ivo Orm, sailed to Oslo.",
        "Captain Orm drowned in 1786. Orm wrote of it.",
    )
    assert keys == ["ivo-orm", ""]
    later = _keys_of(
        "Orm",
        "Ivo Orm was a poet. Orm's grandfather and namesake, Captain Ivo Orm, sailed to Oslo.",
        "Captain Orm drowned in 1786. Orm wrote of it.",
    )
    assert later == ["ivo-orm", "", "ivo-orm"]
