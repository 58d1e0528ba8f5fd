"""What a setting says of itself, for README and the administrator's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from quizapp.errors import translatable

PREFIX: Final = "QUIZAPP_"


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as README and the administrator's page show it.

    Attributes:
        variable: name of the environment variable.
        default: what holds without it, in words.
        about: what it decides, one or two sentences.
        secret: its value is never shown.
    """

    variable: str
    default: str
    about: str
    secret: bool


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting with the value that holds now, in words; secrets read "(set)" or "(not set)"."""

    described: Described
    value: str


def setting(
    variable: str, read: Callable[[str], object], *, default: str, about: str, secret: bool = False
) -> dict[str, object]:
    """Return the metadata of one field: what it is, and how its text is read."""
    return {"described": Described(PREFIX + variable, default, about, secret), "read": read}


def shown(described: Described, value: object) -> str:
    """Return a value in words; a secret is masked."""
    if described.secret:
        return translatable("(set)") if value else translatable("(not set)")
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(str(part) for part in value) or described.default
        case "":
            return translatable("(not set)")
        case _:
            return str(value)
