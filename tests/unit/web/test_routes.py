"""Rules that compile their builders late build the same addresses as werkzeug's own."""

import pytest
from werkzeug.routing import Map, Rule

from quizapp.web.routes import LateRule

RULES = (
    ("/", "home", None),
    ("/classes/<int:class_id>", "show", None),
    ("/classes/<int:class_id>/page", "page", {"number": 1}),
    ("/files/<path:name>", "file", None),
)
VALUES: tuple[tuple[str, dict[str, object]], ...] = (
    ("home", {}),
    ("home", {"next": "/today?a=b c"}),
    ("show", {"class_id": 7}),
    ("show", {"class_id": 7, "sort": "é&x"}),
    ("page", {"class_id": 7, "number": 1}),
    ("file", {"name": "a/ü b.js", "v": "1"}),
)


@pytest.mark.parametrize(("endpoint", "values"), VALUES)
def test_addresses_are_those_of_werkzeug(endpoint: str, values: dict[str, object]) -> None:
    built = [
        Map([kind(rule, endpoint=name, defaults=given) for rule, name, given in RULES])
        .bind("site.example")
        .build(endpoint, values)
        for kind in (Rule, LateRule)
    ]
    assert built[0] == built[1]


def test_nothing_is_compiled_before_an_address_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = Rule._compile_builder

    def watched(self: Rule, append_unknown: bool = True):  # type: ignore[no-untyped-def]  # noqa: FBT001, FBT002, ANN202 - werkzeug's
        compiled.append(self.rule)
        return real(self, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", watched)
    found = Map([LateRule(rule, endpoint=name) for rule, name, _ in RULES]).bind("site.example")
    assert found.match("/classes/7") == ("show", {"class_id": 7})
    assert compiled == []
    for _ in range(2):
        assert found.build("show", {"class_id": 7}) == "/classes/7"
    assert compiled == ["/classes/<int:class_id>"]
