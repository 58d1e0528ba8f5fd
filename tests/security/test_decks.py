"""Every route, with another learner's deck in place of each argument: nobody else reads it."""

import gzip
import itertools
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.security.access.case import OUTSIDE
from tests.security.deck_world import PRIVATE, SECRET_WORDS, SHARED
from tests.security.site import Site
from tests.security.stored import Stored
from tests.security.world import uuid_of

OTHERS = ("author", "other_learner", "teacher")
THINGS = ("deck.set.private", "deck.card.private", "deck.question.private", "import.private",
          "import.waiting", "deck.card.deleted")  # fmt: skip
NUMBERED = ("set", "set_id", "card", "card_id", "question", "question_id", "instead", "fact",
            "target", "import_id")  # fmt: skip
CHOICES = {"kind": "goal", "mode": "learn", "table": "recall", "number": "1"}


def paths(site: Site, rule: Rule) -> Iterator[str]:
    """Yield the addresses of a rule about the deck: its id or a number in each argument."""
    numbers = [str(site.world[name]) for name in THINGS]
    converters = rule._converters
    values = [
        [CHOICES[name]] if name in CHOICES
        else numbers if type(converters[name]).__name__ == "IdConverter"
        else [PRIVATE, f"article:{PRIVATE}"]
        for name in sorted(rule.arguments)
    ]  # fmt: skip
    for chosen in itertools.islice(itertools.product(*values), 12):
        built = rule.build(dict(zip(sorted(rule.arguments), chosen, strict=True)))
        if built:
            yield built[1]


def ways(site: Site, method: str) -> Iterator[tuple[str, str]]:
    """Yield (rule, address) of every route of a method, plain and with the deck in its query."""
    set_id, card = site.world["deck.set.private"], site.world["deck.card.private"]
    queries = ("", f"?set={set_id}&set_id={set_id}&card={card}", f"?q={SECRET_WORDS[0][:6]}")
    for rule in site.app.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint.startswith("assets"):
            continue
        for path in paths(site, rule):
            for query in queries if method == "GET" and not rule.arguments else ("",):
                yield str(rule), path + query


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_shows_another_persons_deck(site: Site, stored: Stored, who: str) -> None:
    told = []
    for rule, path in ways(site, "GET"):
        answer = site.ask(who, "GET", path)
        assert answer.status_code < 500, path
        shown = body_of(answer)
        if any(word in shown for word in SECRET_WORDS):
            told.append(path)
        if PRIVATE in path and "<deck_id>" in rule and answer.status_code != 404:
            told.append(f"{path} is answered {answer.status_code}")
    stored.put_back()
    assert not told


@pytest.mark.parametrize("who", ["other_learner", "teacher"])
def test_nothing_sent_shows_or_changes_it(site: Site, stored: Stored, who: str) -> None:
    before = deck_rows(stored)
    forms = [
        {name: str(site.world[thing]) for name in NUMBERED} | {"title": "x", "id": uuid_of(7)}
        for thing in THINGS[:2]
    ]
    forms[1]["target"] = PRIVATE
    told = []
    for _, path in ways(site, "POST"):
        for form in forms:
            answer = site.ask(who, "POST", path, form=form)
            assert answer.status_code < 500, path
            if any(word in body_of(answer) for word in SECRET_WORDS):
                told.append(path)
        if deck_rows(stored) != before:
            told.append(f"{path} changed it")
            stored.put_back()
    stored.put_back()
    assert not told


def test_members_of_the_class_alone_see_what_is_shared_with_it(site: Site) -> None:
    for who in (*OTHERS, "learner"):
        may = who in {"teacher", "learner"}
        assert ("/decks/" + SHARED in site.ask(who, "GET", "/sets").text) is may, who
        assert site.ask(who, "GET", f"/articles/{SHARED}").status_code == (200 if may else 404)
    for who in OUTSIDE:
        assert site.ask(who, "GET", f"/decks/{SHARED}").status_code == 303


def body_of(answer: TestResponse) -> str:
    """Return what was answered as text, packed files unpacked."""
    data = gzip.decompress(answer.data) if answer.mimetype == "application/gzip" else answer.data
    return data.decode(errors="replace")


def deck_rows(stored: Stored) -> list[object]:
    """Return all that the private deck is made of."""
    return [
        stored.run(statement, PRIVATE)
        for statement in (
            "SELECT * FROM decks WHERE article_id = ?",
            "SELECT * FROM deck_notes WHERE article_id = ?",
            "SELECT * FROM deleted_notes WHERE article_id = ?",
            "SELECT * FROM deck_shares WHERE article_id = ?",
            "SELECT * FROM facts WHERE article_id = ?",
            "SELECT id, title, retired_in FROM articles WHERE id = ?",
            "SELECT * FROM question_sets WHERE deck_id = ?",
            "SELECT c.* FROM set_cards c, question_sets q WHERE q.id = c.set_id AND q.deck_id = ?",
        )
    ]
