"""The workbench while a model is asked: the click returns at once, the page tells how far it is."""

import time
from dataclasses import replace

from flask import Flask

from tests.integration.author.conftest import Author
from tests.integration.author.test_drafting_model import BUILT, endpoint
from tests.integration.author.test_workbench_pages import WORK, send

LONGEST_S = 90


def _state(author: Author) -> str:
    answer = author.client.get(f"{WORK}/model").json
    assert answer is not None
    return str(answer["state"])


def test_the_page_never_waits_and_shows_what_came_of_it(app: Flask, author: Author) -> None:
    with endpoint([BUILT], []) as url:
        app.config["QUIZAPP"] = replace(app.config["QUIZAPP"], model_url=url, model_name="small")
        assert "Ask the model" in author.see(WORK)
        assert send(author, f"{WORK}/draft", by="model").location == WORK
        page = author.see(WORK)
        assert "The model reads this article" in page or "The model is done" in page
        begun = time.monotonic()
        while _state(author) in {"waiting", "running"}:
            assert time.monotonic() - begun < LONGEST_S
            time.sleep(0.5)
    page = author.see(WORK)
    assert "The model is done" in page
    assert "1 new draft fact to judge." in page
    assert str(BUILT["statement"]) in page


def test_a_job_can_be_stopped_and_asked_again(app: Flask, author: Author) -> None:
    with endpoint([]) as url:
        app.config["QUIZAPP"] = replace(app.config["QUIZAPP"], model_url=url, model_name="small")
        send(author, f"{WORK}/draft", by="model")
        assert send(author, f"{WORK}/model/cancel").location == WORK
        page = author.see(WORK)
        assert "Ask the model" in page
        assert "The model reads this article" not in page
