"""Every column says what it tells about a person."""

import pytest
from sqlalchemy import Column, Table

from quizapp.store.schema.tables import Base

COLUMNS = [(table, column) for table in Base.metadata.sorted_tables for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[str(column) for _, column in COLUMNS])
def test_a_column_carries_a_privacy_tag(table: Table, column: Column[object]) -> None:
    assert column.info.get("privacy") in {"none", "personal", "linked"}, f"{table}.{column.name}"
