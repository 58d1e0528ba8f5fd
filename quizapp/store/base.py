"""The declarative base, column types and privacy tags that all tables share."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, UserDefinedType

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_MILLISECOND: Final = timedelta(milliseconds=1)

NONE: Final = {"privacy": "none"}
"""Says nothing about a person."""
PERSONAL: Final = {"privacy": "personal"}
"""Says something about a person by itself: exported, and erased with the account."""
LINKED: Final = {"privacy": "linked"}
"""Belongs to a person through a key in the same row: exported, and erased with the account."""


class Base(DeclarativeBase):
    """Base of every table. Constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def core_table(mapped: type[Base]) -> Table:
    """Return the Core table of a mapped class: statements on it need no objects."""
    core = mapped.__table__
    if not isinstance(core, Table):
        raise TypeError(f"{mapped.__name__} is not mapped to a plain table")
    return core


BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit id that SQLite can number by itself."""


class _FourBytes(UserDefinedType[int]):
    """PostgreSQL's INTEGER, compared with what it is given as that is.

    SQLAlchemy's own has each parameter made an INTEGER: an id from elsewhere that no row can have
    would be an error, not an id that nobody has.
    """

    cache_ok = True

    def get_col_spec(self, **kw: Any) -> str:
        """Return the name of the type."""
        del kw
        return "INTEGER"


NarrowId = Integer().with_variant(_FourBytes(), "postgresql")
"""A key to a ``BigId`` in a table of many rows: in 32 bits, which two thousand million ids fit."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, stored as milliseconds since 1970 on every database.

    An integer needs 6-8 bytes instead of 26, sorts as time does, and cannot lose its zone.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return whole milliseconds; a naive datetime is a programming error."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone: got a naive datetime")
        return (value - EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the aware UTC instant."""
        del dialect
        return None if value is None else EPOCH + timedelta(milliseconds=value)


CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
"""Writes equal values as equal texts."""


class Json(TypeDecorator[Any]):
    """A JSON value as compact text with sorted keys: equal values are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Return the canonical text."""
        del dialect
        if value is None:
            return None
        return CANONICAL.encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value."""
        del dialect
        return None if value is None else json.loads(value)
