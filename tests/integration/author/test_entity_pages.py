"""The pages of entities: found, edited beside another's edit, merged, taken out."""

from flask import Flask

from quizapp.services.editing.editing import get_entity
from quizapp.services.workspace.workspace import working_files
from tests.integration.author.conftest import TOKEN, Author, Bank

ADA = "/studio/entities/ada-lovelace"


def base_of(page: str) -> str:
    """Return the digest that a page's form carries."""
    return page.split('name="base" value="', 1)[1].split('"', 1)[0]


def token_of(page: str) -> str:
    """Return the token of a page's forms."""
    found = TOKEN.search(page)
    assert found
    return found[1]


def test_entities_are_found_by_kind_and_words(author: Author) -> None:
    page = author.see("/studio/entities?kind=person&text=mathematician")
    assert "Ada Lovelace" in page
    assert "Konrad Zuse" not in page
    assert "None found" in author.see("/studio/entities?kind=place")
    assert author.see("/studio/entities?start=999999").count("None found") == 1


def test_an_entity_is_edited_and_saved(author: Author, bank: Bank, app: Flask) -> None:
    page = author.see(ADA)
    author.send(
        ADA,
        base=base_of(page),
        name="Ada Lovelace",
        kind="person",
        aliases="Countess Lovelace\r\nA. Lovelace",
        era="1830/1852",
        part_of="",
    )
    with app.app_context():
        saved = get_entity(bank.folder, "ada-lovelace").json
        assert saved["aliases"] == ["Countess Lovelace", "A. Lovelace"]
        assert saved["era"] == "1830/1852"
        assert "role" not in saved


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    author: Author, bank: Bank, app: Flask
) -> None:
    fields = {"base": base_of(author.see(ADA)), "name": "Ada <b>", "kind": "person"}
    page = author.send(ADA, expect=400, **fields, era="long ago").text
    assert 'id="era-error"><p class="field-error">' in page
    assert "Ada &lt;b&gt;" in page
    page = author.send(ADA, expect=400, **fields, part_of="Nobody").text
    assert "There is no entity “Nobody”" in page
    with app.app_context():
        assert set(working_files(bank.folder).origins.values()) == {"disk"}


def test_two_authors_of_one_entity_see_both(author: Author, bank: Bank, app: Flask) -> None:
    base = base_of(author.see(ADA))
    author.send(ADA, base=base, name="Ada Lovelace", kind="person", role="Theirs")
    page = author.send(ADA, expect=409, base=base, name="Ada L.", kind="person", role="Mine").text
    assert "Theirs" in page
    assert "Mine" in page
    form = {
        "csrf_token": token_of(page),
        "mine.name": "Ada L.",
        "mine.kind": "person",
        "mine.role": "Mine",
        "theirs.name": "Ada Lovelace",
        "theirs.role": "Theirs",
        "pick.name": "theirs",
        "pick.role": "mine",
        "do": "settle",
    }
    page = author.client.post(ADA, data=form).text
    author.send(ADA, base=base_of(page), name="Ada Lovelace", kind="person", role="Mine")
    with app.app_context():
        assert get_entity(bank.folder, "ada-lovelace").json["role"] == "Mine"


def test_a_new_entity_is_made_and_taken_out_again(author: Author) -> None:
    made = author.send("/studio/entities/new", name="Edith Clarke", kind="person")
    assert made.location.endswith("/studio/entities/edith-clarke")
    page = author.follow(made)
    assert "Remove this entity" in page
    author.send("/studio/entities/new", name="", kind="person", expect=400)
    token = token_of(page)
    gone = author.client.post(
        "/studio/entities/edith-clarke/remove",
        data={"csrf_token": token, "base": base_of(page)},
    )
    assert gone.status_code == 303
    author.see("/studio/entities/edith-clarke", status=404)


def test_one_that_is_named_is_not_taken_out(author: Author) -> None:
    page = author.see("/studio/entities/alan-turing")
    assert "Remove this entity" not in page
    author.client.post(
        "/studio/entities/alan-turing/remove",
        data={"csrf_token": token_of(page), "base": base_of(page)},
    )
    assert "merge it with another one instead" in author.see("/studio/entities/alan-turing")


def test_two_are_merged_after_a_look_at_what_changes(
    author: Author, bank: Bank, app: Flask
) -> None:
    page = author.see(f"{ADA}/merge?gone=alan%20turing")
    assert "Alan Turing" in page
    assert "will name Ada Lovelace instead" in page
    answer = author.client.post(
        f"{ADA}/merge", data={"csrf_token": token_of(page), "gone": "alan-turing"}
    )
    assert answer.status_code == 303
    with app.app_context():
        assert "Alan Turing" in get_entity(bank.folder, "ada-lovelace").aliases
    author.see("/studio/entities/alan-turing", status=404)


def test_merging_with_nobody_is_said(author: Author) -> None:
    assert author.client.get(f"{ADA}/merge?gone=Nobody").status_code == 303
    assert "There is no other person “Nobody”" in author.see(ADA)
