"""Banks as they were parsed last: the plan of a publish asks several times for the same files."""

from collections.abc import Mapping
from functools import lru_cache

from quizapp.bank.document import Bank
from quizapp.bank.parse import parse_bank
from quizapp.errors import BankErrors, Problem


def parsed(files: Mapping[str, str]) -> Bank:
    """Return the bank that these files are, as ``parse_bank``.

    Args:
        files: path -> text of a whole bank.

    Raises:
        BankErrors: the files are not a bank; holds every problem of every file.
    """
    found = _outcome(tuple(sorted(files.items())))
    if isinstance(found, Bank):
        return found
    raise BankErrors(found)


@lru_cache(maxsize=2)
def _outcome(files: tuple[tuple[str, str], ...]) -> Bank | tuple[Problem, ...]:
    """Return the bank or its problems: kept for what is in the works and what is chosen of it."""
    try:
        return parse_bank(dict(files))
    except BankErrors as errors:
        return tuple(errors.problems)
