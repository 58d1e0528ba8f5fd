"""Studying offline in a real browser: nothing is lost, nothing counts twice, whatever happens."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from quizapp import clock
from tests.functional.conftest import Watched, expect
from tests.functional.offline_world import READY, Device, Learner, MakeDevice, answers_waiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def device(chromium: "Browser", site: tuple[str, Flask]) -> Iterator[MakeDevice]:
    """Return a maker of devices of a learner."""
    made: list[Device] = []

    def make(learner: Learner) -> Device:
        made.append(Device(chromium, site[0], learner))
        return made[-1]

    yield make
    for each in made:
        each.context.close()


def batches_of(device: Device) -> list[int]:
    """Return how many answers each request carries, filled as they are sent."""
    sent: list[int] = []

    def count(request: "Request") -> None:
        if request.url.endswith("/api/v1/reviews") and request.method == "POST":
            sent.append(len((request.post_data_json or {})["reviews"]))

    device.context.on("request", count)
    return sent


def by_keys(device: Device, count: int) -> None:
    """Answer by keyboard alone."""
    page = device.page
    for step in range(count):
        page.wait_for_selector("[data-kind=ask]")
        page.keyboard.press("Space")
        page.wait_for_selector("[data-kind=back]")
        page.keyboard.press("Enter" if step % 3 else str(1 + step % 4))
    page.wait_for_selector("[data-kind=ask]")


def test_200_answers_offline_equal_one_ordered_replay(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    """Offline, reloaded, crashed, replies lost, and all of it sent three times over."""
    learner, reference = Learner(site[1]), Learner(site[1])
    phone = device(learner)
    phone.offline(path="/study")
    by_keys(phone, 12)
    phone.answer(90, seed=20)
    phone.page.reload()
    phone.page.wait_for_selector("[data-kind=ask]")
    by_keys(phone, 2)
    phone.crash()
    phone.offline()
    phone.page.locator("#waiting-words").filter(has_text="104 answers").wait_for()
    phone.answer(96, seed=90)
    kept = phone.kept()
    answers = answers_waiting(phone)
    assert len(answers) == 200
    assert learner.log() == []

    lost: list[int] = []

    def lose(route: "Route") -> None:
        if len(lost) > 2:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.context.route("**/api/v1/reviews", lose)
    phone.online()
    for _ in range(5):
        phone.flush()
    assert lost == [200, 200, 200]
    phone.page.locator("#waiting").wait_for(state="hidden")
    assert phone.kept() == []

    dice = random.Random(5)  # noqa: S311 - a fixed shuffle, not a secret
    for _ in range(3):
        dice.shuffle(kept)
        again = [{name: each[name] for name in each if name != "n"} for each in kept]
        phone.run("for (const item of given) await queue.add(item)", again)
        assert phone.flush() == ""
    assert phone.kept() == []

    reference.answer_in_order(answers)
    assert len(learner.log()) == 200
    assert learner.log() == reference.log()
    assert learner.states() == reference.states()
    assert {each[3] for each in learner.log()} == {"flashcard"}


def test_two_devices_merge_by_the_times_of_their_answers(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    learner, reference = Learner(site[1]), Learner(site[1])
    phone, laptop = device(learner), device(learner)
    phone.offline()
    laptop.offline()
    for _ in range(3):
        phone.answer(4, seed=3)
        laptop.answer(6, seed=3)
    given = sorted(
        answers_waiting(phone) + answers_waiting(laptop), key=lambda each: each["shown_at"]
    )
    assert len(given) == 30
    # The later device first: the other's answers come late.
    for each in (laptop, phone):
        each.online()
        assert each.flush() == ""
    reference.answer_in_order(given)
    assert learner.states() == reference.states()


def test_two_tabs_at_once_send_once(site: tuple[str, Flask], device: MakeDevice) -> None:
    learner = Learner(site[1])
    phone = device(learner)
    phone.offline()
    phone.answer(8, seed=0)
    first = phone.page
    sent = batches_of(phone)
    phone.watched = Watched(phone.context.new_page(), phone.address)
    phone.watched.go("/today")
    phone.page.wait_for_selector("#waiting:not([hidden])")
    for page in (first, phone.page):
        page.evaluate("void globalThis.quizappQueue.flush()")
    phone.online()
    for page in (first, phone.page):
        page.evaluate("globalThis.quizappQueue.flush().then(() => null)")
    assert phone.kept() == []
    assert sum(sent) == 8
    assert len(learner.log()) == 8


def test_what_was_edited_by_hand_is_told_and_harms_nothing(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    """Ten thousand entries: damaged, forged, of foreign cards and variants, clocks a year off."""
    learner, other = Learner(site[1]), Learner(site[1])
    phone = device(learner)
    began = clock.now() - timedelta(hours=1)
    sent = batches_of(phone)
    phone.offline()
    phone.answer(4, seed=0)
    phone.run(
        """
        const [one, two, three, four] = await queue.all();
        const year = 365 * 24 * 3600 * 1000;
        const moved = (item, by) => new Date(Date.parse(item.review.shown_at) + by).toISOString();
        one.review.shown_at = moved(one, year);
        two.review.shown_at = moved(two, -year);
        three.review.variant = "AAAAAAAAAAAAAAAA";
        four.review.card_id = four.review.card_id + 100000;
        const bad = [
            {person: given.person},
            {person: given.person, url: "/account/delete", form: "password=x"},
            {person: given.person, url: "https://example.org/study/answer", form: ""},
            {person: "7 or 1=1", review: {}},
            {person: given.person, review: [1, 2]},
            {person: given.person, review: {...one.review, rating: 9}},
            {person: given.person, review: {...one.review, id: "no uuid"}},
        ];
        await queue.within("readwrite", async (outbox) => {
            for (const item of [one, two, three, four]) outbox.put(item);
            const url = "/study/answer";
            outbox.add({person: given.person, url, form: "card=%ff&question=-1"});
            for (let n = 0; n < given.many - 5; n += 1) {
                const forged = {...three.review, id: queue.uuid()};
                const item = {person: given.person, id: forged.id, review: forged};
                outbox.add(n % 10 < 3 ? item : {...bad[n % bad.length]});
            }
        });
        """,
        {"person": learner.id, "many": 10_000},
    )
    assert len(phone.kept()) == 10_000
    before = other.log(), other.states()
    phone.online()
    phone.page.wait_for_selector("#refused:not([hidden])")
    page = phone.page
    # While they go out the page answers, and another one opens.
    page.get_by_role("link", name="quizapp").click()
    page.wait_for_url("**/today")
    page.get_by_role("heading", name="Today").wait_for()
    page.evaluate("globalThis.quizappQueue.flush().then(() => null)")
    assert max(sent) <= 100
    assert sum(sent) < 3_500
    phone.watched.go("/offline")
    page.get_by_text("and 9,978 more.").wait_for()
    reasons = {each["refused"] for each in phone.kept()}
    assert "damaged" in reasons
    page.get_by_text("This entry is damaged and cannot be read.").first.wait_for()
    assert any("not shown to you" in each for each in reasons)
    assert any("not one that you study" in each for each in reasons)
    log = learner.log()
    assert [each[7] for each in log] == [each[7] for each in log if each[3] == "flashcard"]
    assert len(log) == 2
    now = clock.now()
    for each in log:
        assert began - timedelta(hours=1) <= each[5] <= now
    assert (other.log(), other.states()) == before
    page.get_by_role("button", name="Throw away 9,998 answers").click()
    page.locator("#waiting").wait_for(state="hidden")
    assert phone.kept() == []


def test_answers_wait_for_the_account_that_gave_them(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    """A session that ended loses nothing; another account sends nothing of it."""
    learner, other = Learner(site[1]), Learner(site[1])
    phone = device(learner)
    phone.offline()
    phone.answer(3, seed=0)
    phone.context.clear_cookies()
    phone.online()
    assert phone.flush() == "out"
    phone.watched.sign_in(other.name)
    banner = phone.page.locator("#unsent")
    banner.wait_for(state="visible")
    expect(banner).to_contain_text("3 answers of another account wait here.")
    assert len(phone.kept()) == 3
    phone.context.clear_cookies()
    phone.watched.sign_in(learner.name)
    phone.page.locator("#unsent").wait_for(state="detached")
    phone.watched.go("/offline")
    phone.page.wait_for_selector(READY)
    assert phone.kept() == []
    assert len(learner.log()) == 3
    assert other.log() == []


def test_signing_out_warns_and_then_leaves_nothing(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    learner = Learner(site[1])
    phone = device(learner)
    phone.offline()
    phone.answer(2, seed=0)
    phone.context.route("**/api/v1/reviews", lambda route: route.abort())
    phone.online()
    phone.watched.go("/account")
    page = phone.page
    page.locator("#unsent").wait_for(state="visible")
    expect(page.locator("#unsent")).to_contain_text("2 answers are not sent yet.")
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("heading", name="2 answers are not sent yet").wait_for()
    page.get_by_role("button", name="Stay signed in").click()
    assert len(phone.kept()) == 2
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("button", name="Throw them away and go on").click()
    page.wait_for_url("**/sign-in")
    page.wait_for_load_state("networkidle")
    left = phone.run(
        "return [await queue.all(), await queue.get('bundle'), await queue.get('who')]"
    )
    assert left == [[], None, None]
    assert learner.log() == []


def test_a_refused_answer_of_the_study_page_is_told_with_its_reason(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    learner = Learner(site[1])
    laptop = device(learner)
    laptop.watched.go("/study")
    page = laptop.page
    page.wait_for_selector(".scripted [data-kind=ask]")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('[name=variant]').value = 'AAAAAAAAAAAAAAAA'")
    page.locator("[data-key=d], [data-main]").last.click()
    page.locator("#unsent").wait_for(state="visible")
    expect(page.locator("#unsent")).to_contain_text("1 answer was not accepted.")
    laptop.watched.go("/offline")
    page.get_by_text("This question was not shown to you in this form.").wait_for()
    page.get_by_role("button", name="Throw away 1 answer").click()
    page.locator("#waiting").wait_for(state="hidden")
    assert learner.log() == []


def test_no_personal_page_is_kept(site: tuple[str, Flask], device: MakeDevice) -> None:
    phone = device(Learner(site[1]))
    for path in ("/today", "/progress", "/study", "/account"):
        phone.watched.go(path)
    kept = phone.page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                for (const request of await (await caches.open(name)).keys()) {
                    found.push(new URL(request.url).pathname);
                }
            }
            return found;
        }"""
    )
    assert "/offline" in kept
    assert {each for each in kept if not each.startswith("/static/")} == {"/offline"}
    assert phone.watched.messages == []
    assert phone.watched.foreign == []


def test_without_a_line_the_page_speaks_the_learners_language(
    site: tuple[str, Flask], device: MakeDevice
) -> None:
    """The worker keeps the page in each language, and knows who was signed in."""
    learner = Learner(site[1])
    learner.speak("es")
    phone = device(learner)
    page = phone.page
    expect(page.locator("html")).to_have_attribute("lang", "es")
    phone.offline()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("heading", name="No hay conexión").wait_for()
    page.get_by_role("button", name="Estudiar ").click()
    page.get_by_role("button", name="Ver la respuesta").click()
    page.get_by_role("button", name="Bien").click()
    page.get_by_role("button", name="Deshacer").first.wait_for()
    page.get_by_role("button", name="Dejarlo aquí").click()
    page.get_by_text("1 respuesta está aún sin enviar.").wait_for()
    phone.online()
    page.locator("#waiting").wait_for(state="hidden")
    assert len(learner.log()) == 1
