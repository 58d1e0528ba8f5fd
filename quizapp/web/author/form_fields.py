"""Fields of the studio's forms as they are drawn: values, labels, errors, nothing to work out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.bank.terms import EntityKind


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: as it is posted; ``id`` is the element's.
        control: line, area, entity, date, number or flag.
        list_id: the list of entities that it is completed from.
        kind: of the new entity that it names, "" for none; kinds: those to choose from.
    """

    name: str
    label: str
    control: str
    value: str = ""
    hint: str = ""
    placeholder: str = ""
    required: bool = False
    errors: tuple[str, ...] = ()
    list_id: str = ""
    kind: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the id of its element."""
        return id_of(self.name)

    @property
    def described_by(self) -> str:
        """Return the ids of its hint and errors."""
        hint = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*hint, *([f"{self.id}-error"] if self.errors else [])])


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of values, or of several fields each; the last row is empty, to be filled.

    Attributes:
        fits_more: whether another row may be added.
    """

    name: str
    label: str
    hint: str
    rows: tuple[tuple[Field, ...], ...]
    errors: tuple[str, ...]
    fits_more: bool

    @property
    def id(self) -> str:
        """Return the id of its element."""
        return id_of(self.name)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several to tick or to choose."""

    value: str
    label: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class EntityList:
    """The names that an entity's field is completed from."""

    id: str
    names: tuple[str, ...]


def id_of(name: str) -> str:
    """Return the id of the element of a field: "slots-steps-0-text"."""
    return name.replace(".", "-")


def list_id_of(kinds: Iterable[EntityKind]) -> str:
    """Return the id of the list of entities of some kinds."""
    found = sorted(kinds)
    return "entities-" + ("-".join(found) if found else "all")


def path_name(path: str) -> str:
    """Return the name of the field that a path of a problem means: "slots.steps[0].when"."""
    return path.replace("[", ".").replace("]", "")


def place_errors(
    errors: Mapping[str, Sequence[str]], names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return errors by the field they belong to: the nearest one that encloses their path.

    Errors that no field encloses stand under "".
    """
    known = set(names)
    found: dict[str, list[str]] = {}
    for path, messages in errors.items():
        name = path_name(path)
        while name and name not in known:
            name = name.rpartition(".")[0]
        placed = found.setdefault(name, [])
        placed.extend(each for each in messages if each not in placed)
    return {name: tuple(messages) for name, messages in found.items()}


def with_errors(field: Field, errors: Mapping[str, tuple[str, ...]]) -> Field:
    """Return a field with the errors that belong to it."""
    found = errors.get(field.name, ())
    return replace(field, errors=found) if found else field
