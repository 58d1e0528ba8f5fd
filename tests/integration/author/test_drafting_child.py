"""The child that reads articles: whatever becomes of it, a person gets a plain message."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizapp.errors import BusyError, InputError, QuizappError
from quizapp.services.drafting import drafting_child
from quizapp.services.drafting.drafting_child import ask, read_bytes, read_text, run_limited

BAD = "tests.integration.author.bad_child"


def is_running(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] not in {"Z", "X"}


@pytest.mark.parametrize(
    ("does", "error", "words"),
    [
        ("eat", InputError, "more memory than one article may have"),
        ("die", BusyError, "was stopped"),
        ("fail", InputError, "a fault of ours"),
        ("garbage", InputError, "a fault of ours"),
        ("list", InputError, "a fault of ours"),
        ("flood", InputError, "a fault of ours"),
        ("refuse", InputError, "This is not an article."),
    ],
)
def test_a_child_that_fails_becomes_a_plain_message(
    does: str, error: type[QuizappError], words: str
) -> None:
    with pytest.raises(error, match=words) as found:
        ask({"do": does}, module=BAD)
    assert "Traceback" not in str(found.value)
    assert "nothing a person should read" not in str(found.value)
    if isinstance(found.value, InputError):
        assert found.value.field == "article"


def test_a_fault_of_ours_is_logged_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(InputError):
        ask({"do": "fail"}, module=BAD)
    assert "ended with 1" in caplog.text
    assert "nothing a person should read" in caplog.text


def test_a_child_that_does_not_end_is_killed() -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match="more time than one article may have"):
        run_limited(BAD, b'{"do": "sleep"}', wall_s=1)
    assert time.monotonic() - start < 5


def test_a_child_that_only_burns_processor_time_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafting_child, "_CPU_S", 1)
    with pytest.raises(InputError, match="more time than one article may have"):
        run_limited(BAD, b'{"do": "spin"}')


def test_what_a_child_started_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    ask({"do": "leave", "note": str(note)}, module=BAD)
    pid = int(note.read_text(encoding="utf-8"))
    for _ in range(50):
        if not is_running(pid):
            return
        time.sleep(0.05)
    pytest.fail("a process of the child is still there")


def test_a_third_waits_and_is_told_when_there_is_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting_child, "WAIT_S", 0.3)

    def sleeping() -> object:
        return run_limited(BAD, b'{"do": "sleep"}', wall_s=2)

    with ThreadPoolExecutor(2) as pool:
        two = [pool.submit(sleeping) for _ in range(drafting_child.AT_ONCE)]
        time.sleep(0.5)
        with pytest.raises(BusyError, match="Two other articles"):
            run_limited(BAD, b'{"do": "list"}')
        for each in two:
            with pytest.raises(InputError):
                each.result()
    assert run_limited(BAD, b'{"do": "list"}').code == 0


def test_the_child_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "not for the child")
    known = ask({"do": "environment"}, module=BAD)
    assert "QUIZAPP_SECRET_KEY" not in known
    assert "PYTHONPATH" in known


@pytest.mark.parametrize(
    "too_much",
    [
        lambda: read_bytes(b"word " * 420_001, name="long.txt"),
        lambda: read_text("word " * 420_001),
    ],
)
def test_more_than_2_mb_are_refused_before_a_child_starts(too_much: Callable[[], object]) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match="2 MB") as found:
        too_much()
    assert found.value.field == "article"
    assert time.monotonic() - start < 0.5
