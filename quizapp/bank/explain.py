"""A validation error of pydantic -> a problem in an author's words, at its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from quizapp.bank.yaml_tree import Node
from quizapp.errors import Problem

Loc = tuple[int | str, ...]
_CLOSE_ENOUGH: Final = 60.0
"""Of 100: below this a guess is more confusing than none."""
_SLUG_PATTERN: Final = "^[a-z0-9]+(-"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that the author most likely meant, or None."""
    found = process.extractOne(
        word[:200], list(known), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH
    )
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str) -> str:
    """Return 'write "x"' for the nearest known word, or the words of ``otherwise``."""
    guess = nearest(word, known)
    return f'write "{guess}"' if guess else otherwise


def listing(words: Iterable[str]) -> str:
    """Return the words in order, as a list an author can read."""
    return ", ".join(sorted(words))


def shown(value: Any) -> str:
    """Return a value as an author would recognise it, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 - a short line


def path_of(base: str, loc: Sequence[int | str]) -> str:
    """Return a location as ``facts[3].slots.when``."""
    path = base
    for part in loc:
        path += f"[{part}]" if isinstance(part, int) else (f".{part}" if path else str(part))
    return path


def find(node: Node, loc: Sequence[int | str]) -> tuple[Node, int]:
    """Return the deepest node on the way to a location, and how many steps were taken."""
    for index, part in enumerate(loc):
        child: Node | None = None
        if isinstance(node.children, dict) and isinstance(part, str):
            child = node.children.get(part)
        elif isinstance(node.children, list) and isinstance(part, int):
            child = node.children[part] if part < len(node.children) else None
        if child is None:
            return node, index
        node = child
    return node, len(loc)


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that a location lies in, for the names it knows."""
    for part in loc:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        inner = _inner_model(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for each in getattr(annotation, "__args__", ()):
        found = _inner_model(each)
        if found:
            return found
    return None


Wording = Callable[[ErrorDetails, Node], tuple[str, str]]


def _missing(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    key = error["loc"][-1]
    return f'the key "{key}" is missing', f'add "{key}:"'


def _not_text(error: ErrorDetails, node: Node) -> tuple[str, str]:
    value = error["input"]
    if value is None:
        return "there is no text here", "write the text after the colon, or take the key out"
    if node.source:
        kind = "a yes/no value" if isinstance(value, bool) else "a number"
        return f"{node.source} is {kind}, not a text", f'write it in quotes: "{node.source}"'
    return f"this is {shown(value)}, not a text", "write one text"


def _pattern(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    value = shown(error["input"])
    if pattern.startswith(_SLUG_PATTERN):
        return (
            f"{value} is not an id",
            "write lower-case letters and digits with single hyphens, as cold-war",
        )
    if pattern.startswith(r"^\d{4}"):
        return (
            f"{value} is not a date this bank can read",
            'write "1991", "1991-12", "1991-12-26", "1987~", "1985/1991" or "1949/.."',
        )
    if pattern.startswith("^(") and pattern.endswith(")$") and "[" not in pattern:
        words = pattern[2:-2].split("|")
        fix = did_you_mean(str(error["input"]), words, otherwise=f"write one of: {listing(words)}")
        return f"{value} is not one of the words for this", fix
    return f"{value} does not have the right form", 'write a language as "en" or "en-GB"'


def _choice(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    allowed = str(error.get("ctx", {}).get("expected", ""))
    words = [each.strip("' ") for each in allowed.replace(" or ", ", ").split(",")]
    fix = did_you_mean(str(error["input"]), words, otherwise=f"write one of: {', '.join(words)}")
    return f"{shown(error['input'])} is not one of the words for this", fix


def _number(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    return f"{shown(error['input'])} is not a number", "write a number in digits, without quotes"


def _truth(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    return f"{shown(error['input'])} is not true or false", "write true or false, without quotes"


def _list(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    return (
        f"this is {shown(error['input'])}, not a list",
        'write each item on a line of its own: "- item"',
    )


def _mapping(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    return (
        f"this is {shown(error['input'])}, not a mapping",
        'write "key: value" lines, indented below',
    )


def _short_list(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    least = error.get("ctx", {}).get("min_length", 1)
    return f"there are fewer than {least} here", f"write at least {least}"


def _long_list(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    most = error.get("ctx", {}).get("max_length", 1)
    return f"there are more than {most} here", f"keep to {most}"


def _empty(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del error, node
    return "the text is empty", "write the text, or take the key out"


def _long_text(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    most = error.get("ctx", {}).get("max_length", 4000)
    return f"the text is longer than {most} characters", "shorten or split it"


def _range(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    bounds = error.get("ctx", {})
    limit = "at least" if "ge" in bounds else "at most"
    value = bounds.get("ge", bounds.get("le"))
    return f"{shown(error['input'])} is out of range", f"write {limit} {value}"


def _unfit(error: ErrorDetails, node: Node) -> tuple[str, str]:
    del node
    words = error.get("ctx", {})
    return str(words.get("what", "")), str(words.get("fix", ""))


_WORDINGS: Final[Mapping[str, Wording]] = {
    "missing": _missing,
    "string_type": _not_text,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty,
    "string_too_long": _long_text,
    "enum": _choice,
    "literal_error": _choice,
    "int_type": _number,
    "int_from_float": _number,
    "int_parsing_size": _number,
    "float_type": _number,
    "finite_number": _number,
    "bool_type": _truth,
    "list_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "too_short": _short_list,
    "too_long": _long_list,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "unfit": _unfit,
}


def _unknown_key(error: ErrorDetails, model: type[BaseModel], holder: Node) -> tuple[str, str]:
    key = str(error["loc"][-1])
    inside = _model_at(model, error["loc"][:-1])
    known = list(inside.model_fields) if inside else []
    missing = [each for each in known if each not in (holder.keys or {})]
    fix = did_you_mean(key, missing, otherwise=f"take it out; the keys here are {listing(known)}")
    return f'"{shown(key)[1:-1]}" is not a key of this', fix


def explain(
    error: ErrorDetails, *, file: str, base: str, node: Node, model: type[BaseModel]
) -> Problem | None:
    """Return the problem, or None where the place is known to be bad already.

    Args:
        error: one error of pydantic about the object.
        file: the file the object is in.
        base: the object's path in the file: ``facts[3]``.
        node: the object.
        model: the model it was held against.
    """
    loc = error["loc"]
    if loc and loc[-1] == "[key]":
        holder, _ = find(node, loc[:-2])
        line, column = (holder.keys or {}).get(str(loc[-2]), (holder.line, holder.column))
        what, fix = _pattern(error, holder)
        return Problem(file, line, column, path_of(base, loc[:-1]), what, fix)
    found, _ = find(node, loc)
    if found.bad:
        return None
    line, column = found.line, found.column
    if error["type"] == "extra_forbidden":
        holder, _ = find(node, loc[:-1])
        line, column = (holder.keys or {}).get(str(loc[-1]), (line, column))
        what, fix = _unknown_key(error, model, holder)
    else:
        wording = _WORDINGS.get(error["type"])
        what, fix = wording(error, found) if wording else (error["msg"], "see the format's schema")
    return Problem(file, line, column, path_of(base, loc), what, fix)
