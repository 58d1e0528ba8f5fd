"""Two databases that differ only in which answer is right look the same before the answer.

Crawled: everything that the learner may fetch who was asked and has not answered. The twin's
questions have other keys, explanations and facts; its cards other answers.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from quizapp.generation import variant
from quizapp.generation.question import Question
from quizapp.generation.variant import Presented
from quizapp.services.questions import question_cache
from quizapp.services.quizzes.quiz_rules import Rule, Section, to_json
from quizapp.services.study import learner_pages, study_cards
from quizapp.store.engine import db
from tests.conftest import NOW
from tests.security.access.case import Table
from tests.security.access.learners import turn
from tests.security.access.table import TABLE
from tests.security.conftest import Made, open_site
from tests.security.site import Identity, Site, same_but_for_chance

WHO: Final = "newcomer"
"""Begins to study in the test: has answered nothing."""
INTERACTIONS: Final = (
    "choice",
    "multiple",
    "true_false",
    "text",
    "matching",
    "ordering",
    "flashcard",
)


ONE_TIME: Final = (
    *("/setup/", "/reset/", "/lti/login"),
    *("/sign-in/passkey/options", "/sign-in/provider/back"),
)
"""What works once, or is random by design."""
_DEALT: Final = ("/practice", "/practice/match", "/practice/timeline")
"""Match shows the answers of its pairs, and what has a date or a short answer is dealt by it: a
twin of nonsense has nothing to deal. tests/integration/study/test_practice.py has their twins,
in which the answers changed places."""
_MATURE: Final = """
    UPDATE card_states SET stage = 'review', stability_days = 60, difficulty = 5, reps = 3,
        last_day = 20454, due_day = 20514, interval_days = 60
    WHERE user_id = ? AND card_id % 2 = 0
"""
"""Every other card is long known: it is asked by recall, in forms that young ones are not."""


def _swap(content: dict[str, Any]) -> dict[str, Any]:
    """Return a question with the same texts to look at and another key."""
    interaction = content["interaction"]
    match interaction["kind"]:
        case "choice" | "multiple":
            options = interaction["options"]
            flags = [option["correct"] for option in options]
            for option, correct in zip(options, flags[1:] + flags[:1], strict=True):
                option["correct"] = correct
                option["source"] = "twin"
        case "true_false":
            interaction["correct"] = not interaction["correct"]
            interaction["repair"] = "The twin's repair of the claim."
        case "text":
            interaction["accept"] = ["the twin's answer", "another answer of the twin"]
            interaction["wrong"] = ["not the twin's answer"]
        case "matching":
            pairs = interaction["pairs"]
            rights = [right for _, right in pairs]
            moved = rights[1:] + rights[:1]
            interaction["pairs"] = [
                [pair[0], right] for pair, right in zip(pairs, moved, strict=True)
            ]
        case "ordering":
            interaction["steps"].reverse()
        case "flashcard":
            interaction["back"] = "The twin's back."
    hidden = ("answer", "explanation", "version")
    return {**content, **{name: f"The twin's {name}." for name in hidden}}


def _make_twin(file: Path) -> int:
    """Change every key of a file; return how many questions differ now."""
    connection = sqlite3.connect(file)
    rows = connection.execute("SELECT id, content FROM questions").fetchall()
    changed = 0
    for number, text in rows:
        twin = json.dumps(_swap(json.loads(text)), ensure_ascii=False, sort_keys=True)
        changed += twin != text
        connection.execute(
            "UPDATE questions SET content = ?, version = ?, answer_hash = 'twin' WHERE id = ?",
            (twin, f"{number:032x}", number),
        )
    connection.execute("UPDATE cards SET answer_hash = 'twin'")
    connection.execute("UPDATE facts SET explanation = 'The twin explains.'")
    # A fact that was asked about may be read; those of the long known cards count as asked.
    connection.execute(
        "UPDATE facts SET statement = 'The twin states.'"
        " WHERE id NOT IN (SELECT fact_id FROM cards WHERE id % 2 = 0)"
    )
    connection.commit()
    connection.close()
    return changed


_LONGEST_PASSAGE: Final = """
    SELECT facts.article_id || '/' || facts.passage, count(DISTINCT facts.id) FROM facts
    JOIN cards ON cards.fact_id = facts.id JOIN set_cards ON set_cards.card_id = cards.id
    WHERE set_cards.set_id = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1
"""
"""Of a set: what a drawn quiz asks about, so that the rest is left for other pages."""


@pytest.fixture(scope="module")
def twins(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """Return the application on a file and on its twin, with the same browser in both."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "twin")]
    with time_machine.travel(NOW, tick=False):
        one = open_site(folders[0], made)
        begun = one.ask(WHO, "POST", f"/sets/{made.world['set.public']}/study")
        assert begun.status_code == 303
        _join_and_start(one)
        _set_aside(one)
        with one.stored() as kept:
            kept.run(_MATURE, made.world.id_of(WHO))
            kept.run("PRAGMA wal_checkpoint(TRUNCATE)")
        (folders[1] / "quizapp.db").write_bytes(one.file.read_bytes())
        assert _make_twin(folders[1] / "quizapp.db") > 100
        twin = Site(folders[1], world=made.world)
        twin.identities = one.identities
        yield one, twin
        one.close()
        twin.close()


def _set_aside(site: Site) -> None:
    """Suspend a card that was never answered: lists name it, and must not tell its fact."""
    shown = site.ask(WHO, "GET", "/api/v1/study?limit=5").json
    assert shown is not None
    card = next(each["card_id"] for each in shown["cards"] if each["card_id"] % 2)
    body = {"id": "00000000-0000-0000-0000-0000000000ad", "card_id": card, "suspended": True}
    assert site.ask(WHO, "POST", "/api/v1/cards/suspend", json=body).status_code == 200


def _join_and_start(site: Site) -> None:
    """Put the newcomer into the class and begin its quiz, answering nothing."""
    world = site.world
    assert site.ask(WHO, "POST", "/join", form={"code": world.code_a}).status_code == 303
    started = site.ask(WHO, "POST", f"/quizzes/{world['quiz.a']}/start")
    assert started.status_code == 303
    site.identities["at"] = Identity(started.headers["Location"], "")
    # Another is drawn for the newcomer, shown one by one, and tells of checked answers.
    with site.stored() as kept:
        ((passage, _),) = kept.run(_LONGEST_PASSAGE, world["set.public"])
        rules = (Rule(set_id=world["set.public"], count=10, passages=(passage,)),)
        kept.run(
            "UPDATE assignments SET drawn = 1, one_by_one = 1, show_key = 'during', sections = ?"
            " WHERE id = ?",
            json.dumps(to_json([Section("Part", "", rules)])),
            world["late.a"],
        )
    started = site.ask(WHO, "POST", f"/quizzes/{world['late.a']}/start")
    assert started.status_code == 303
    site.identities["drawn"] = Identity(started.headers["Location"], "")


class _Links(HTMLParser):
    """Collects where a page leads within the site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link."""
        del tag
        self.found |= {
            value.split("#")[0]
            for name, value in attrs
            if name in {"href", "src"} and value and value.startswith("/")
        }


def _reachable(site: Site) -> dict[str, str]:
    """Return what each GET gives that the person can reach or guess, by address."""
    world = site.world
    waiting = {
        *(
            f"{site.identities[begun].cookie}{suffix}"
            for begun in ("at", "drawn")
            for suffix in ("", "/review", "/state", "/state?answers=1", "?q=2", "?q=10")
        ),
        f"/study?set={world['set.public']}",
        "/api/v1/study?limit=100",
        "/api/v1/today",
        "/api/v1/reviews",
        *_paths_of(TABLE, site),
    }
    seen: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        # A flashcard's back is part of these files: what is not has a test of its own.
        if path in seen or path.startswith(("/static/", "/offline/cards")) or _IS_TAKEN(path):
            continue
        if path.partition("?")[0].endswith(_DEALT):
            continue
        for accept in ("text/html", "application/json"):
            answer = site.ask(WHO, "GET", path, headers={"Accept": accept})
            assert answer.status_code < 500, path
            seen[f"{accept} {path}"] = same_but_for_chance(answer)
        seen[path] = ""
        if answer.mimetype == "text/html":
            links = _Links()
            links.feed(answer.text)
            waiting |= links.found - seen.keys()
    return seen


def _paths_of(table: Table, site: Site) -> set[str]:
    """Return the address of every case of every GET."""
    return {
        case.path
        for route, cases in table.items()
        if route.startswith("GET ") and not any(each in route for each in ONE_TIME)
        for case in cases(site.world)
    }


def test_everything_that_can_be_fetched_before_an_answer_is_the_same(
    twins: tuple[Site, Site],
) -> None:
    one, twin = (_reachable(site) for site in twins)
    assert one.keys() == twin.keys()
    different = [path for path in one if one[path] != twin[path]]
    assert different == []
    shown = "\n".join(one.values())
    for kind in ("choice", "true_false", "text"):
        assert f'"interaction":"{kind}"' in shown, kind


def test_the_first_hint_tells_where_and_nothing_of_the_key(twins: tuple[Site, Site]) -> None:
    for kind in INTERACTIONS:
        form = turn(twins[0].world.asked[kind], number=1)
        one, twin = (
            same_but_for_chance(site.ask("learner", "POST", "/study/hint", form=form))
            for site in twins
        )
        assert "It is told in passage" in one
        assert one == twin, kind


def test_every_interaction_is_asked_alike(twins: tuple[Site, Site]) -> None:
    """Showings of every form, also those that a young card is not asked in yet."""
    for kind in INTERACTIONS:
        card = twins[0].world.asked[kind]
        pages = []
        for site in twins:
            # Neither an answer nor a rating: the question is asked once more.
            empty = site.ask("learner", "POST", "/study/answer", form=turn(card))
            with site.app.app_context():
                public = learner_pages.show_again(
                    user_id=site.world.id_of("learner"),
                    card_id=card.card_id,
                    question_id=card.question_id,
                    variant=card.variant,
                )
            assert public["interaction"] == kind
            pages.append((same_but_for_chance(empty), json.dumps(public)))
        assert pages[0] == pages[1], kind


def test_a_quiz_asks_every_graded_type_alike(twins: tuple[Site, Site]) -> None:
    path = twins[0].identities["at"].cookie
    one, twin = (same_but_for_chance(site.ask(WHO, "GET", path)) for site in twins)
    assert one == twin
    assert one.startswith("200")
    items = len(set(re.findall(r'name="q(\d+)-', one)))
    assert items == 7, "one question of each graded type"


def test_saving_an_answer_says_nothing_of_its_key(twins: tuple[Site, Site]) -> None:
    """Before the attempt is handed in, saving is all the same whether right or wrong."""
    path = twins[0].identities["at"].cookie
    page = twins[0].ask(WHO, "GET", path).text
    names = sorted(set(re.findall(r'name="(q\d+-(?:value|option))"', page)))
    assert names
    for name in names:
        item = name[1 : name.index("-")]
        for sent in ("true", "false") if name.endswith("value") else ("0", "1", "2"):
            said = []
            for site in twins:
                with site.stored() as kept:
                    answer = site.ask(WHO, "POST", f"{path}/items/{item}", form={name: sent})
                    said.append(same_but_for_chance(answer))
                    kept.put_back()
            assert said[0] == said[1], (name, sent)
            assert said[0].startswith("200")


_TAKEN: Final = "/take/file"
_IS_TAKEN: Final = re.compile(rf"/sets/\d+{_TAKEN}").match
_BUNDLE: Final = "/offline/cards?device=00000000-0000-0000-0000-0000000000d1"
_FACTS_OF_QUIZ: Final = """
    SELECT c.fact_id FROM assignment_items i JOIN questions q ON q.id = i.question_id
    JOIN cards c ON c.id = q.card_id
"""
_BACKS: Final = f"""
    SELECT q.content, q.version, q.answer_hash, q.id FROM questions q
    JOIN cards c ON c.id = q.card_id
    WHERE q.type = 'flashcard' AND c.fact_id NOT IN ({_FACTS_OF_QUIZ})
"""  # noqa: S608 - our own text
_EXPLANATIONS: Final = f"""
    SELECT explanation, id FROM facts WHERE id NOT IN ({_FACTS_OF_QUIZ})
"""  # noqa: S608 - our own text


def test_the_offline_bundle_has_no_key_but_backs_of_flashcards(twins: tuple[Site, Site]) -> None:
    """The twin, with the backs put back of cards that no quiz asks, gives the very same bundle."""
    one, twin = twins
    with one.stored() as kept, twin.stored() as changed:
        for content, version, answer, number in kept.run(_BACKS):
            changed.run(
                "UPDATE questions SET content = ?, version = ?, answer_hash = ? WHERE id = ?",
                *(content, version, answer, number),
            )
        for explanation, fact in kept.run(_EXPLANATIONS):
            changed.run("UPDATE facts SET explanation = ? WHERE id = ?", explanation, fact)
        # Contents never change, so that they are kept; but here they did.
        question_cache._KEPT.clear()
        bundles = [site.ask(WHO, "GET", _BUNDLE) for site in twins]
        found = bundles[0].json
        assert found is not None
        assert found["cards"], "a bundle without cards would prove nothing"
        assert found["in_quiz"] > 0, "cards of the running quiz are left out"
        assert bundles[0].text == bundles[1].text
        number = one.world["set.public"]
        for form in ("csv", "anki-text"):
            path = f"/sets/{number}{_TAKEN}?format={form}"
            files = [site.ask(WHO, "GET", path) for site in twins]
            assert files[0].status_code == 200
            assert files[0].text == files[1].text
            assert len(files[0].text.splitlines()) > 5
        changed.put_back()
        kept.put_back()


def test_a_graded_question_cannot_be_turned_over(twins: tuple[Site, Site]) -> None:
    for kind in INTERACTIONS[:-1]:
        card = twins[0].world.asked[kind]
        answers = [site.ask("learner", "POST", "/study/turn", form=turn(card)) for site in twins]
        assert {answer.status_code for answer in answers} == {404}
        assert same_but_for_chance(answers[0]) == same_but_for_chance(answers[1])


def test_the_key_comes_with_the_stored_answer(twins: tuple[Site, Site]) -> None:
    """The twins do differ: without this, all the tests above would prove nothing."""
    card = twins[0].world.asked["true_false"]
    said = []
    for site in twins:
        with site.stored() as kept:
            form = turn(card, value="true")
            said.append(site.ask("learner", "POST", "/study/answer", form=form).text)
            kept.put_back()
    assert "twin" in said[1]
    assert "twin" not in said[0]


@pytest.mark.parametrize(
    "leak",
    [
        lambda question: {"score_if_first": getattr(question.interaction, "options", ())[:1]},
        lambda question: {"length": len(question.answer)},
        lambda question: {"version": question.version},
    ],
    ids=["a flag of an option", "the length of the answer", "the version"],
)
def test_a_planted_leak_is_noticed(
    twins: tuple[Site, Site],
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[Question], dict[str, object]],
) -> None:
    real = variant.present

    def leaking(question: Question, *, seed: str) -> Presented:
        shown = real(question, seed=seed)
        return Presented({**shown.public, "hint": repr(leak(question))})

    monkeypatch.setattr(study_cards, "present", leaking)
    path = "/api/v1/study?limit=100"
    one, twin = (same_but_for_chance(site.ask(WHO, "GET", path)) for site in twins)
    assert one != twin
    for site in twins:
        with site.app.app_context():
            db.session.remove()
