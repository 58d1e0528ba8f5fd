"""Every (endpoint, method) declares who may call it."""

from flask import Flask

from quizapp.web.access import policy_of


def test_every_route_declares_a_policy_for_each_of_its_methods(app: Flask) -> None:
    forgotten = [
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        if policy_of(app.view_functions[rule.endpoint], method=method) is None
    ]
    assert forgotten == []


def test_a_page_that_is_only_looked_at_changes_nothing(app: Flask) -> None:
    mixed = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and {"POST", "PUT", "DELETE"} & set(rule.methods or ())
    ]
    assert mixed == []
