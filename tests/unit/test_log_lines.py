"""Log lines: JSON, one a line, from the level on that was asked for."""

import json
from collections.abc import Iterator
from datetime import datetime

import pytest

from quizapp.log_lines import ERROR, INFO, WARNING, is_logged, log, log_from, trace_of


@pytest.fixture(autouse=True)
def _as_usual() -> Iterator[None]:
    """Whatever an application of another test has asked for."""
    log_from("info")
    yield
    log_from("info")


def test_a_line_is_one_json_object_with_its_time_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    log(WARNING, "refused", reason="two\nlines", which=datetime)
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    told = json.loads(line)
    assert (told["event"], told["level"]) == ("refused", "warning")
    assert told["reason"] == "two\nlines"
    assert told["which"] == repr(datetime), "what JSON has no form for stands as Python writes it"
    assert told["timestamp"].endswith("Z")
    assert datetime.fromisoformat(told["timestamp"]).utcoffset() is not None


def test_nothing_is_written_below_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    log_from("warning")
    log(INFO, "request")
    assert not is_logged(INFO)
    assert capsys.readouterr().out == ""
    log(ERROR, "failure")
    assert json.loads(capsys.readouterr().out)["level"] == "error"


def test_a_trace_says_where_an_error_was_raised() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        _ = 1 // 0
    trace = trace_of(raised.value)
    assert "test_log_lines.py" in trace
    assert "ZeroDivisionError" in trace.splitlines()[-1]
