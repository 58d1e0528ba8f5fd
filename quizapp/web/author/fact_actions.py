"""What a button of a fact's form does to what is filled in, where no script did it already."""

from collections.abc import Mapping, Sequence

from quizapp.web.author.fact_values import Values, compact, row_of


def act(values: Values, action: str) -> dict[str, list[str]]:
    """Return the values after a button was pressed; any other word changes nothing.

    Args:
        values: as they were posted.
        action: "drop:slots.steps.2" takes a row out, "tick:guards.hide:when" ticks a box,
            "line:guards.never.where:Paris" adds a line.
    """
    verb, _, rest = action.partition(":")
    name, _, value = rest.partition(":")
    match verb:
        case "drop":
            return compact(_without_row(values, name))
        case "tick" if name in {"guards.unique", "guards.hide"} and value:
            return {**compact(values), name: _with(values.get(name, ()), value)}
        case "line" if name.startswith(("guards.never.", "guards.also_true.")) and value:
            text = next(iter(values.get(name, ())), "")
            lines = _with(text.splitlines(), " ".join(value.split()))
            return {**compact(values), name: ["\n".join(lines)]}
        case _:
            return compact(values)


def _with(values: Sequence[str], value: str) -> list[str]:
    return list(dict.fromkeys([*values, value]))


def _without_row(values: Values, name: str) -> Mapping[str, Sequence[str]]:
    """Return the values without a row: "slots.steps.2", with the kinds of its new entities."""
    gone = row_of(name)
    if gone is None:
        return values
    return {
        each: held
        for each, held in values.items()
        if (row := row_of(each.removeprefix("new."))) is None or row[:2] != gone[:2]
    }
