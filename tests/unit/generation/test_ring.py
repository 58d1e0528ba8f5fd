"""Neighbours on a ring: as many however many there are, and hardly other ones by one more."""

from quizapp.generation.seeds import Ring, below, drawing
from quizapp.generation.surface import find_forms


def _ring(number: int) -> Ring[int]:
    return Ring((f"thing-{each}", each) for each in range(number))


def test_a_ring_gives_as_many_neighbours_as_are_asked_for_and_each_once() -> None:
    ring = _ring(1000)
    for name in ("thing-1", "thing-999", "somebody else"):
        around = ring.around(name, 150)
        assert len(around) == len(set(around)) == 150
    assert sorted(_ring(40).around("thing-1", 150)) == list(range(40))


def test_one_more_on_the_ring_changes_one_neighbour_at_most() -> None:
    few, many = _ring(1000), _ring(1001)
    for number in range(0, 1000, 50):
        before, after = (set(each.around(f"thing-{number}", 150)) for each in (few, many))
        assert len(before - after) <= 1


def test_drawing_is_below_with_one_more_part() -> None:
    draw = drawing(100, "seed", "fact", "near")
    assert [draw(each) for each in "abc"] == [below(100, "seed", "fact", "near", e) for e in "abc"]


def test_a_form_is_found_as_whole_words_its_first_letter_small_or_not() -> None:
    def form_in(statement: str, form: str) -> str:
        found = find_forms(statement, (form,))
        return f"{found.before}|{found.form}|{found.after}" if found else ""

    assert form_in("Peace came to the town.", "peace") == "|Peace| came to the town."
    assert form_in("The peace_makers left, peacefully.", "peace") == ""
    assert form_in("A war, then (peace).", "peace") == "A war, then (|peace|)."
    assert form_in("Peace after peace.", "peace") == "", "twice: nobody knows which is meant"
    assert form_in("nato and NATO", "NATO") == "nato and |NATO|"
