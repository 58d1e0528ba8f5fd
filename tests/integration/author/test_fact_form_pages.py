"""A fact's form: filled from the documents, tried out, saved, kept, and compared with another's."""

from datetime import datetime
from html.parser import HTMLParser

import pytest
from flask import Flask

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.services.editing import authoring_fact
from quizapp.services.editing.editing import find_fact, open_article, remove_fact
from quizapp.services.workspace.workspace import working_files
from quizapp.store.engine import writing
from quizapp.store.tables.studio import DraftRow
from tests.integration.author.conftest import Author, Bank
from tests.integration.publishing.small_bank import FACTS_FILE
from tests.security.pages import check_page

WORK = "/studio/work/engines"
ZUSE = f"{WORK}/facts/zuse-built"


class FormReader(HTMLParser):
    """Reads the fields of the form ``fact-form`` as a browser would post them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[tuple[str, str]] = []
        self._in_form = False
        self._select = ""
        self._area: list[str] | None = None
        self._area_name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in_form = given.get("id") == "fact-form"
        if not self._in_form:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            ticks = given.get("type") in {"checkbox", "radio"}
            if not ticks or "checked" in given:
                self.fields.append((name, given.get("value", "on")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields.append((self._select, given.get("value", "")))
        elif tag == "textarea":
            self._area, self._area_name = [], name

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area is not None:
            self.fields.append((self._area_name, "".join(self._area).removeprefix("\n")))
            self._area = None


def fields_of(page: str) -> dict[str, list[str]]:
    """Return what a browser would post of the fact's form on a page."""
    reader = FormReader()
    reader.feed(page)
    found: dict[str, list[str]] = {}
    for name, value in reader.fields:
        found.setdefault(name, []).append(value)
    return found


def post(
    author: Author, path: str, fields: dict[str, list[str]], *, do: str, expect: int = 200
) -> str:
    """Post a form; return the page, or where it leads."""
    answer = author.client.post(path, data={**fields, "do": [do]})
    assert answer.status_code == expect, answer.text
    return answer.location if expect == 303 else answer.text


def changed(fields: dict[str, list[str]], **more: str) -> dict[str, list[str]]:
    """Return fields with others; dots of names are written as two underscores."""
    return {**fields, **{name.replace("__", "."): [value] for name, value in more.items()}}


def statement_of(bank: Bank, fact_id: str = "zuse-built") -> str:
    """Return the statement of a fact of the working copy."""
    fact = find_fact(open_article(bank.folder, "engines"), fact_id)
    assert fact
    return fact.statement


def test_a_form_that_is_saved_as_it_is_changes_nothing(
    author: Author, bank: Bank, app: Flask
) -> None:
    with app.app_context():
        facts = [fact.id for fact in open_article(bank.folder, "engines").facts]
    for fact in facts:
        path = f"{WORK}/facts/{fact}"
        location = post(author, path, fields_of(author.see(path)), do="save", expect=303)
        assert location.endswith(f"{WORK}#fact-{fact}")
    with app.app_context():
        assert set(working_files(bank.folder).origins.values()) == {"disk"}


def test_a_reworded_fact_is_saved_and_its_file_says_so(
    author: Author, bank: Bank, app: Flask
) -> None:
    fields = changed(fields_of(author.see(ZUSE)), explanation="It ran on many relays.")
    post(author, ZUSE, fields, do="save", expect=303)
    with app.app_context():
        copy = working_files(bank.folder)
        assert copy.origins[FACTS_FILE] == "changed"
        assert "It ran on many relays." in copy.files[FACTS_FILE]
    assert "It ran on many relays." in author.see(ZUSE)


def test_a_wrong_date_is_said_at_its_slot_and_nothing_is_lost(
    author: Author, bank: Bank, app: Flask
) -> None:
    fields = changed(
        fields_of(author.see(ZUSE)), slots__when="19 41", explanation="<b>Typed</b> just now."
    )
    page = post(author, ZUSE, fields, do="save", expect=400)
    assert 'id="slots-when"' in page
    assert 'aria-invalid="true"' in page
    assert page.index('id="slots-when-error"') < page.index('id="slots-when_label"')
    error = page[page.index('id="slots-when-error"') :]
    assert "field-error" in error[:200]
    assert "&lt;b&gt;Typed&lt;/b&gt; just now." in page
    with app.app_context():
        assert set(working_files(bank.folder).origins.values()) == {"disk"}


def test_an_empty_field_is_asked_for_in_plain_words(author: Author) -> None:
    page = author.see(f"{WORK}/facts/new?type=claim")
    assert "this is needed: write something here" in page
    assert "the key" not in page


def test_the_buttons_of_the_preview_work_without_script(author: Author) -> None:
    fields = fields_of(author.see(ZUSE))
    page = post(author, ZUSE, fields, do="tick:guards.hide:when:cloze")
    assert fields_of(page)["guards.hide"] == ["when:cloze"]
    assert "<span>When: Cloze</span>" in page
    page = post(author, ZUSE, fields_of(page), do="line:guards.never.when:1950")
    page = post(author, ZUSE, fields_of(page), do="line:guards.never.when:1951")
    assert fields_of(page)["guards.never.when"] == ["1950\n1951"]
    assert "It asks" in page or "What it asks" in page


def test_rows_are_added_and_taken_out_without_script(author: Author) -> None:
    path = f"{WORK}/facts/new?type=sequence&passage=1"
    fields = fields_of(author.see(path))
    assert fields["passage"] == ["1"]
    fields = changed(fields, slots__steps__0__text="one")
    fields = fields_of(post(author, path, fields, do="more:slots.steps"))
    assert fields["slots.steps.0.text"] == ["one"]
    fields = changed(fields, slots__steps__1__text="two")
    fields = fields_of(post(author, path, fields, do="drop:slots.steps.0"))
    assert fields["slots.steps.0.text"] == ["two"]
    assert fields["slots.steps.1.text"] == [""]


def test_a_new_fact_is_made_with_a_new_entity(author: Author, bank: Bank, app: Flask) -> None:
    author.see(f"{WORK}/facts/new?passage=2")
    path = f"{WORK}/facts/new?type=role&passage=2"
    fields = changed(
        fields_of(author.see(path)),
        evidence="Grace Hopper wrote the first compiler in 1952",
        statement="Edith Clarke was an engineer of the firm.",
        explanation="She came first.",
        slots__person="Edith Clarke",
        slots__office="engineer of the firm",
        topics="machines",
    )
    page = post(author, path, fields, do="save", expect=400)
    assert "There is no entity “Edith Clarke”" in page
    fields = {**fields_of(page), "new.slots.person": ["person"]}
    location = post(author, path, fields, do="save", expect=303)
    with app.app_context():
        bench = open_article(bank.folder, "engines")
        fact = find_fact(bench, location.rpartition("#fact-")[2])
        assert fact
        assert fact.json["slots"]["person"] == "edith-clarke"
        assert any("edith-clarke" in text for text in working_files(bank.folder).files.values())


def test_what_was_kept_is_offered_again_and_can_be_thrown_away(author: Author) -> None:
    fields = changed(fields_of(author.see(ZUSE)), explanation="Typed and not saved.")
    kept = author.client.post("/studio/autosave", data=fields)
    assert kept.json == {"version": 1}
    page = author.see(ZUSE)
    assert "did not save" in page
    assert "Typed and not saved." not in page
    page = author.see(f"{ZUSE}?kept=1")
    again = fields_of(page)
    assert again["explanation"] == ["Typed and not saved."]
    assert again["version"] == ["1"]
    assert author.client.post("/studio/autosave", data=changed(again, evidence="x")).json == {
        "version": 2
    }
    post(author, ZUSE, again, do="forget", expect=303)
    assert "did not save" not in author.see(ZUSE)


def test_two_tabs_of_one_author_are_compared(author: Author) -> None:
    fields = fields_of(author.see(ZUSE))
    one, other = changed(fields, explanation="Of one tab."), changed(fields, explanation="Of two.")
    assert author.client.post("/studio/autosave", data=one).json == {"version": 1}
    refused = author.client.post("/studio/autosave", data=other)
    assert refused.status_code == 409
    assert refused.json
    assert refused.json["conflict"]
    page = post(author, ZUSE, other, do="compare", expect=409)
    assert "Of one tab." in page
    assert "Of two." in page
    assert "In the other tab" in page


def test_two_authors_see_both_versions_and_choose(author: Author, bank: Bank, app: Flask) -> None:
    mine = changed(
        fields_of(author.see(ZUSE)),
        explanation="Mine <i>.",
        statement="Konrad Zuse built it in 1941.",
    )
    theirs = changed(fields_of(author.see(ZUSE)), explanation="Theirs.")
    post(author, ZUSE, theirs, do="save", expect=303)
    page = post(author, ZUSE, mine, do="save", expect=409)
    assert "Mine &lt;i&gt;." in page
    assert "Theirs." in page
    conflict = {
        **{f"mine.{name}": value for name, value in mine.items()},
        **{f"theirs.{name}": value for name, value in theirs.items()},
        "csrf_token": mine["csrf_token"],
        "pick.explanation": ["theirs"],
        "pick.statement": ["mine"],
        "type": ["event"],
    }
    settled = fields_of(post(author, ZUSE, conflict, do="settle"))
    assert settled["explanation"] == ["Theirs."]
    assert settled["statement"] == ["Konrad Zuse built it in 1941."]
    post(author, ZUSE, settled, do="save", expect=303)
    with app.app_context():
        assert statement_of(bank) == "Konrad Zuse built it in 1941."


def test_a_fact_taken_out_meanwhile_can_be_put_back(
    author: Author, bank: Bank, app: Flask, now: datetime
) -> None:
    fields = changed(fields_of(author.see(ZUSE)), explanation="Typed meanwhile.")
    with app.app_context():
        fact = find_fact(open_article(bank.folder, "engines"), "zuse-built")
        assert fact
        remove_fact(bank.folder, "engines", "zuse-built", expected=fact.digest, now=now, by=None)
    page = post(author, ZUSE, fields, do="save", expect=409)
    assert "taken out" in page
    conflict = {f"mine.{name}": value for name, value in fields.items()} | {
        "csrf_token": fields["csrf_token"],
        "type": ["event"],
    }
    again = fields_of(post(author, ZUSE, conflict, do="settle"))
    assert again["explanation"] == ["Typed meanwhile."]
    post(author, ZUSE, again, do="save", expect=303)
    assert "Typed meanwhile." in author.see(ZUSE)


@pytest.mark.usefixtures("learner")
def test_removing_a_fact_says_what_happens_to_its_cards(
    author: Author, bank: Bank, app: Flask
) -> None:
    page = author.see(f"{ZUSE}/remove")
    assert "1 learner" in page
    author.send(f"{ZUSE}/remove", base=_base(page))
    author.see(ZUSE, status=404)
    with app.app_context():
        assert authoring_fact.get_fact(fact_id="zuse-built").cards
        copy = working_files(bank.folder)
        assert "zuse-built" not in "".join(copy.files.values())


def _base(page: str) -> str:
    return page.split('name="base" value="')[1].split('"', maxsplit=1)[0]


def test_a_preview_is_a_part_of_a_page_with_the_questions(author: Author) -> None:
    fields = fields_of(author.see(ZUSE))
    answer = author.client.post(f"{WORK}/facts/preview", data=fields)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "What it asks" in answer.text
    broken = author.client.post(
        f"{WORK}/facts/preview", data=changed(fields, slots__when="soon")
    ).text
    assert 'data-error-of="slots.when"' in broken
    assert "Mend this first" in broken


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{WORK}/facts/none", 404),
        ("/studio/work/none/facts/new?type=event", 404),
        (f"{WORK}/facts/new?type=poem", 400),
        (f"{WORK}/drafts/7/edit", 404),
    ],
)
def test_what_is_not_there_is_said(author: Author, path: str, status: int) -> None:
    author.see(path, status=status)


def test_a_form_for_nothing_is_not_kept(author: Author) -> None:
    fields = changed(fields_of(author.see(ZUSE)), subject="secret:1")
    assert author.client.post("/studio/autosave", data=fields).status_code == 400


def _drafted(now: datetime) -> int:
    """Make a draft that names a new entity; return its id."""
    fact = {
        "id": "engines-2-clarke",
        "type": "role",
        "passage": 2,
        "evidence": "Grace Hopper wrote the first compiler in 1952",
        "status": "stated",
        "statement": "Edith Clarke was an engineer of the firm.",
        "explanation": "She came first.",
        "topics": ["machines"],
        "slots": {"person": "edith-clarke", "office": "engineer of the firm"},
    }
    entity = {"id": "edith-clarke", "name": "Edith Clarke", "kind": "person"}
    with writing() as session:
        row = DraftRow(
            article_id="engines",
            position=1,
            state="proposed",
            held="",
            confidence=0.8,
            origin="rules",
            fact=fact,
            entities=[entity],
            fact_id="",
            version=1,
            changed_at=now,
            changed_by=None,
        )
        session.add(row)
        session.flush()
        return row.id


def test_a_draft_is_edited_and_accepted(
    author: Author, bank: Bank, app: Flask, now: datetime
) -> None:
    with app.app_context():
        path = f"{WORK}/drafts/{_drafted(now)}/edit"
    page = author.see(path)
    fields = fields_of(page)
    assert fields["slots.person"] == ["Edith Clarke"]
    assert "Save and accept" in page
    location = post(
        author, path, changed(fields, explanation="She came before."), do="save", expect=303
    )
    with app.app_context():
        fact = find_fact(open_article(bank.folder, "engines"), location.rpartition("#fact-")[2])
        assert fact
        assert fact.json["explanation"] == "She came before."
        assert fact.json["slots"]["person"] == "edith-clarke"
    late = post(author, path, changed(fields, explanation="Late."), do="save", expect=409)
    assert "Late." in late
    assert "accepted now" in late


@pytest.mark.parametrize("type_name", FACT_TYPES)
def test_the_form_of_each_type_is_sound_html(author: Author, type_name: str) -> None:
    path = f"{WORK}/facts/new?type={type_name}&passage=1"
    answer = author.client.get(path)
    check_page(answer, what=type_name)
    fields = changed(fields_of(answer.text), statement='"<b>&amp;', evidence="\n<x>")
    again = author.client.post(path, data={**fields, "do": ["save"]})
    assert again.status_code == 400
    check_page(again, what=type_name)
    assert fields_of(again.text)["statement"] == ['"<b>&amp;']


def test_the_page_of_two_versions_is_sound_html(author: Author) -> None:
    mine = changed(fields_of(author.see(ZUSE)), explanation="Mine.", slots__who__0="Ada")
    theirs = changed(fields_of(author.see(ZUSE)), explanation="Theirs.")
    post(author, ZUSE, theirs, do="save", expect=303)
    answer = author.client.post(ZUSE, data={**mine, "do": ["compare"]})
    assert answer.status_code == 409
    check_page(answer, what="conflict")
