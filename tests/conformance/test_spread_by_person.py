"""What grows with answers can be spread over databases by person: its keys name the person.

Citus, and hash partitions of PostgreSQL, want the spreading column in every primary key and unique
constraint. These tables hold nearly all rows of a large site.
"""

import pytest
from sqlalchemy import UniqueConstraint

from quizapp.store.schema.tables import Base

SPREAD = ("review_log", "card_states", "study_sets", "card_notes", "hints_taken")


@pytest.mark.parametrize("name", SPREAD)
def test_each_key_of_what_grows_names_the_person(name: str) -> None:
    table = Base.metadata.tables[name]
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    named = [[column.name for column in each.columns] for each in (table.primary_key, *unique)]
    named += [[column.name for column in each.columns] for each in table.indexes if each.unique]
    assert named
    assert [each for each in named if "user_id" not in each] == []
