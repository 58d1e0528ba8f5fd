"""A value, fact, entity or article as the block-style YAML of a bank's documents. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from quizapp.bank.document import Article, Entity, FactBase, Passage, Source
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import read_tree

WIDTH: Final = 96
"""A text goes on in the next line at its first space past this column, as in the shipped
documents: so an unchanged fact is written as it stood."""
STEP: Final = 2
"""Columns of one level."""

_PLAIN_FIRST: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""Signs that mean something else at the start of a plain text."""
_NEEDS_ESCAPE: Final = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NOT_PLAIN: Final = re.compile(r":(\s|$)|\s#")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
"""Our reader takes it as text; other readers of YAML would make a date of it."""
_ORDER_OF_FACT: Final = (
    *("id", "type", "passage", "evidence", "status", "statement", "explanation"),
    *("topics", "slots", "guards"),
)
_ORDER_OF_GUARDS: Final = (
    *("unique", "outsiders", "distractors", "also_true", "never", "ask", "hide"),
)


def emit_value(value: Any, *, indent: int = 0) -> str:
    """Return a mapping or a list as lines, each ending with a line break.

    Args:
        value: of dict, list, str, int, float, bool; None only where a key has nothing.
        indent: columns before each key or dash.
    """
    return "".join(f"{line}\n" for line in _block(value, indent))


def emit_item(value: JsonObject, *, indent: int = STEP) -> str:
    """Return a mapping as one item of a list, with the dash at ``indent``."""
    return emit_value([value], indent=indent)


def emit_fact(fact: JsonObject, *, indent: int = STEP) -> str:
    """Return a fact as an item of ``facts:``; its keys in the order of the shipped documents."""
    return emit_item(ordered_fact(fact), indent=indent)


def emit_entity(entity: JsonObject, *, indent: int = STEP) -> str:
    """Return an entity as an item of ``entities:``."""
    return emit_item(ordered_entity(entity), indent=indent)


def emit_article(article: JsonObject) -> str:
    """Return ``article:`` with all that belongs to it; a blank line before each passage."""
    rest = ordered_article(article)
    passages = rest.pop("passages", [])
    head = emit_value({"article": rest})
    if not passages:
        return head
    indent = 2 * STEP
    items = "".join(f"\n{emit_item(each, indent=indent)}" for each in passages)
    return f"{head}{' ' * STEP}passages:\n{items}"


def emit_list(key: str, items: Sequence[JsonObject]) -> str:
    """Return ``facts:`` or ``entities:`` with its items, a blank line between two."""
    order = ordered_fact if key == "facts" else ordered_entity
    return f"{key}:\n" + "\n".join(emit_item(order(each)) for each in items)


def ordered_fact(fact: JsonObject) -> JsonObject:
    """Return a fact with its keys in order and without what says nothing (an empty guard)."""
    kind = FACT_TYPES.get(str(fact.get("type")))
    found = _ordered(fact, _ORDER_OF_FACT)
    slots, guards = found.get("slots"), found.get("guards")
    if isinstance(slots, dict):
        names = tuple(_slot_names(kind.model)) if kind else ()
        found["slots"] = _ordered(slots, names)
    if isinstance(guards, dict):
        full = {key: value for key, value in guards.items() if value not in ([], {}, None)}
        found["guards"] = _ordered(full, _ORDER_OF_GUARDS)
    if not found.get("guards"):
        found.pop("guards", None)
    return found


def ordered_entity(entity: JsonObject) -> JsonObject:
    """Return an entity with its keys in order and without an empty list."""
    full = {key: value for key, value in entity.items() if value != []}
    return _ordered(full, tuple(Entity.model_fields))


def ordered_article(article: JsonObject) -> JsonObject:
    """Return an article with its keys in order and without ``digest: false``."""
    found = _ordered(article, tuple(Article.model_fields))
    if found.get("digest") is False:
        del found["digest"]
    if isinstance(found.get("source"), dict):
        found["source"] = _ordered(found["source"], tuple(Source.model_fields))
    if isinstance(found.get("passages"), list):
        names = tuple(Passage.model_fields)
        found["passages"] = [
            _ordered(each, names) if isinstance(each, dict) else each for each in found["passages"]
        ]
    return found


def _slot_names(model: type[FactBase]) -> Iterator[str]:
    annotation = model.model_fields["slots"].annotation
    yield from getattr(annotation, "model_fields", ())


def _ordered(values: Mapping[str, Any], names: Sequence[str]) -> JsonObject:
    """Return the values that are there: known names first, in order, then the others."""
    known = {name: values[name] for name in names if values.get(name) is not None}
    return known | {key: value for key, value in values.items() if value is not None}


def _block(value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or list."""
    margin = " " * indent
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _entry(f"{margin}{_key(key)}:", each, indent)
        return
    for each in value:
        if isinstance(each, dict | list) and each:
            lines = _block(each, indent + STEP)
            yield f"{margin}- {next(lines)[indent + STEP :]}"
            yield from lines
        else:
            yield from _scalar(f"{margin}-", each, indent + STEP)


def _entry(start: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a key with its value."""
    if isinstance(value, dict | list) and value:
        yield start
        yield from _block(value, indent + STEP)
    else:
        yield from _scalar(start, value, indent + STEP)


def _scalar(start: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of one value after its key or dash."""
    match value:
        case None:
            yield start
        case bool():
            yield f"{start} {'true' if value else 'false'}"
        case str():
            yield from _text(start, value, indent)
        case dict() | list():
            yield f"{start} {'{}' if isinstance(value, dict) else '[]'}"
        case _:
            yield f"{start} {value!r}"


def _key(key: str) -> str:
    """Return a key; a reader takes every key as text."""
    return key if _may_be_plain(key) else _quoted(key)


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """Yield a text on as many lines as it needs: a reader joins them with one space each."""
    written = text if _may_be_plain(text) and not _reads_otherwise(text) else _quoted(text)
    line = start
    margin = " " * indent
    for n, word in enumerate(_words(written)):
        if n and len(line) > WIDTH:
            yield line
            line = f"{margin}{word}"
        else:
            line = f"{line} {word}"
    yield line


def _words(written: str) -> list[str]:
    """Return the runs between which the text may go on in the next line: at single spaces.

    The space after a backslash or beside another space has to stay where it is, and so has the
    one inside an opening or before a closing quote.
    """
    last = len(written) - 1
    words, start = [], 0
    for match in re.finditer(r"(?<=[^ \\]) (?=[^ ])", written):
        place = match.start()
        quote = written[0] in "'\"" and (place == 1 or place == last - 1)
        if not quote:
            words.append(written[start:place])
            start = place + 1
    words.append(written[start:])
    return words


def _may_be_plain(text: str) -> bool:
    return (
        bool(text)
        and text[0] not in _PLAIN_FIRST
        and text == text.strip()
        and not _NEEDS_ESCAPE.search(text)
        and not _NOT_PLAIN.search(text)
    )


def _reads_otherwise(text: str) -> bool:
    """Return whether a plain text would be read as something else: a number, a yes, a date."""
    if len(text) > WIDTH or " " in text:
        return False
    root = read_tree("", f"v: {text}\n").root
    return root is None or root.value != {"v": text} or bool(_DAY.fullmatch(text))


def _quoted(text: str) -> str:
    if not _NEEDS_ESCAPE.search(text):
        return "'" + text.replace("'", "''") + "'"
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _NEEDS_ESCAPE.sub(lambda found: _escape(found.group()), plain) + '"'


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04X}" if code > 0xFF else f"\\x{code:02X}"  # noqa: PLR2004 - YAML's two forms
