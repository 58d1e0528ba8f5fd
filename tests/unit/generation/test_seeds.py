"""Seeded choice: stable, complete, and the same work however long the list."""

from quizapp.generation.seeds import below, digest, shuffled, window


def test_parts_do_not_run_into_each_other() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_a_shuffle_keeps_every_item_and_depends_on_the_seed() -> None:
    items = tuple(range(20))
    assert sorted(shuffled(items, "a")) == list(items)
    assert shuffled(items, "a") == shuffled(items, "a")
    assert shuffled(items, "a") != shuffled(items, "b")


def test_every_order_of_three_comes_about_equally_often() -> None:
    orders = [shuffled("abc", str(number)) for number in range(1200)]
    counts = [orders.count(each) for each in set(orders)]
    assert len(counts) == 6
    assert all(150 < count < 250 for count in counts)


def test_a_number_stays_below_its_limit() -> None:
    assert {below(4, str(number)) for number in range(100)} == {0, 1, 2, 3}


def test_a_window_goes_round_the_end_and_never_repeats() -> None:
    items = tuple(range(10))
    for number in range(30):
        seen = window(items, 4, str(number))
        assert len(set(seen)) == 4
    assert window(items, 10, "x") == items
    assert window((), 3, "x") == ()
