"""Every (endpoint, method) declares who may call it, and its view is there when it is asked for."""

import inspect

from flask import Flask

from quizapp.web.access import policy_of
from quizapp.web.routes import LateView


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


def test_every_route_has_its_view_which_takes_what_stands_in_its_address(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        assert isinstance(view, LateView), rule.endpoint
        taken = inspect.signature(view.load()).parameters
        assert set(taken) == rule.arguments, rule.endpoint
