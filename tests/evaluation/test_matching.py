"""When a draft finds a gold fact, and when it does not."""

import pytest

from tests.evaluation.matching import same_date


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1996-07-01", "1996-07-01/..", True),
        ("2018", "2018/..", True),
        ("2018-05/..", "2018", True),
        ("2018", "2019/..", False),
        ("2018/..", "2018/2020", False),
        ("1990/1996", "1996", False),
        ("1996-07", "1996-08/..", False),
    ],
)
def test_since_a_date_is_that_date(one: str, other: str, *, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same
