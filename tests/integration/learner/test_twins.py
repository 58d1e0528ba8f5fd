"""Two sites that differ only in which choice is right look the same before the answer."""

import re
from collections.abc import Callable

from werkzeug.test import TestResponse

from tests.integration.learner.conftest import Browser
from tests.integration.study.world import TYPES

CHANCE = (
    # What is random in any case: the form token and the id of what is done next.
    (re.compile(r'(name=\\?"csrf_token\\?" value=\\?")[^"\\]+'), r"\1TOKEN"),
    (re.compile(r'(name=\\?"id\\?" value=\\?")[0-9a-f-]{36}'), r"\1UUID"),
)


def _seen(response: TestResponse) -> tuple[object, ...]:
    """Return all of an answer that a browser sees, without what is random in any case."""
    text = response.text
    for pattern, plain in CHANCE:
        text = pattern.sub(plain, text)
    headers = sorted(
        (name, value)
        for name, value in response.headers
        if name.lower() not in {"set-cookie", "content-length", "x-request-id"}
    )
    cookies = sorted(cookie.split("=")[0] for cookie in response.headers.getlist("Set-Cookie"))
    return response.status_code, headers, cookies, text


def test_twin_sites_show_the_same_before_each_answer(world: Callable[..., Browser]) -> None:
    left, right = world(0), world(1)
    forms = set()
    for _ in range(16):
        pages = [each.get("/study") for each in (left, right)]
        if 'data-kind="end"' in pages[0].text:
            break
        found = re.search(r'data-form="(\w+)"', pages[0].text)
        forms.add(found[1] if found else "")
        assert _seen(pages[0]) == _seen(pages[1])
        ahead = [each.get("/study", "application/json") for each in (left, right)]
        assert _seen(ahead[0]) == _seen(ahead[1])
        if 'data-form="flashcard"' not in pages[0].text:
            empty = [
                each.send(page.text, "/study/answer")
                for each, page in zip((left, right), pages, strict=True)
            ]
            assert _seen(empty[0]) == _seen(empty[1])
            refused = [
                each.send(page.text, "/study/turn")
                for each, page in zip((left, right), pages, strict=True)
            ]
            assert refused[0].status_code == refused[1].status_code == 404
            assert _seen(refused[0]) == _seen(refused[1])
        buried = [
            each.send(page.text, "/study/bury", accept="application/json")
            for each, page in zip((left, right), pages, strict=True)
        ]
        assert _seen(buried[0]) == _seen(buried[1])
    assert forms == {
        "choice",
        "multiple",
        "true_false",
        "text",
        "matching",
        "ordering",
        "flashcard",
    }
    assert len(TYPES) == 8


def test_twin_sites_show_the_same_on_the_other_pages(world: Callable[..., Browser]) -> None:
    left, right = world(0), world(1)
    for path in (
        "/today",
        "/sets",
        "/articles/rivers",
        "/progress",
        "/progress/recall.csv",
        "/cards/1",
        "/cards/1/fact",
        "/cards/1/history.csv",
        "/search?q=rivers",
        "/search?q=danube",
        "/calendar",
    ):
        assert _seen(left.get(path)) == _seen(right.get(path)), path


def test_the_twins_differ_once_answered(world: Callable[..., Browser]) -> None:
    told = []
    for twist in (0, 1):
        browser = world(twist)
        page = browser.get("/study").text
        told.append(_seen(browser.send(page, "/study/answer", rating="1")))
    assert told[0] != told[1]
