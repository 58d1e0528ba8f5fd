"""The OpenAPI document is complete, and generated requests find nothing it does not say."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from quizapp.web.api.document import document
from tests.integration.api.conftest import call_as

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis: the extra `e2e`")
pytestmark = pytest.mark.extra

EXAMPLES = 25
"""Requests generated for each operation: some seconds in all."""
OPERATIONS = sorted(
    (method.upper(), path) for path, methods in document()["paths"].items() for method in methods
)


def test_every_route_of_the_api_is_in_the_document(planted: Flask) -> None:
    routes = {
        (method, rule.rule.removeprefix("/api/v1"))
        for rule in planted.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"}
    }
    assert routes == set(OPERATIONS)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=" ".join)
def test_generated_requests_are_answered_as_the_document_says(
    planted: Flask, now: datetime, method: str, path: str
) -> None:
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415 - with schemathesis
    from schemathesis.checks import not_a_server_error  # noqa: PLC0415 - the extra
    from schemathesis.specs.openapi.checks import (  # noqa: PLC0415 - the extra
        content_type_conformance,
        negative_data_rejection,
        response_schema_conformance,
        status_code_conformance,
    )

    caller = call_as(planted, "ann", now=now)
    # The test client of schemathesis does not unpack what it says it takes.
    headers = {**caller.headers, "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", planted)
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        reply = case.call(headers=headers)
        case.validate_response(
            reply,
            checks=[
                not_a_server_error,
                status_code_conformance,
                content_type_conformance,
                response_schema_conformance,
                negative_data_rejection,
            ],
            headers=headers,
        )

    check()
