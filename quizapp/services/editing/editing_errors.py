"""What an edit is refused with: somebody else's change, or fields that cannot stay as they are."""

from collections.abc import Iterable, Mapping
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, InputError, Problem

_NEEDED: Final = "this is needed: write something here"


class StaleError(ConflictError):
    """The object was changed since it was shown; ``current`` is what it is now, None if gone."""

    def __init__(self, current: JsonObject | None) -> None:
        self.current = current
        what = "has been changed" if current is not None else "has been taken out"
        super().__init__(
            f"This {what} by somebody else since you opened it. Nothing was stored: compare the "
            "two and send yours again, or take theirs."
        )


class FieldErrors(InputError):  # noqa: N818 - several errors of one form, not a second suffix
    """Fields with problems; ``fields`` has the messages by path ("slots.when"; "" is the whole)."""

    def __init__(self, fields: Mapping[str, tuple[str, ...]]) -> None:
        self.fields = dict(fields)
        said = "; ".join(
            f"{path or 'this'}: {message}"
            for path, messages in self.fields.items()
            for message in messages
        )
        super().__init__(said, field=next(iter(self.fields), ""))


def by_field(problems: Iterable[Problem], *, base: str) -> dict[str, tuple[str, ...]]:
    """Return the messages of problems by the path inside the object at ``base`` of its file.

    Who fills in a form sees no keys: a missing one is an empty field there.
    """
    found: dict[str, list[str]] = {}
    for each in problems:
        path = each.path.removeprefix(base).lstrip(".")
        missing = each.what.startswith('the key "') and each.what.endswith("is missing")
        found.setdefault(path, []).append(_NEEDED if missing else f"{each.what}; {each.fix}")
    return {path: tuple(messages) for path, messages in found.items()}
