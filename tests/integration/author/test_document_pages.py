"""The pages of documents and of the publish: diffs, downloads, uploads, conflicts, the choice."""

import io
import zipfile
from datetime import datetime

from flask import Flask
from werkzeug.test import TestResponse

from quizapp.services.publishing import publishing
from quizapp.services.workspace.workspace import working_files
from tests.integration.author.conftest import TOKEN, Author, Bank
from tests.integration.author.test_fact_form_pages import changed, fields_of, post
from tests.integration.publishing.small_bank import FACTS_FILE, FILES, HALF_WRITTEN

DOCUMENTS = "/studio/documents"
ZUSE = "/studio/work/engines/facts/zuse-built"
FACTS = f"{DOCUMENTS}/file/{FACTS_FILE}"


def edit(author: Author, explanation: str) -> None:
    """Change a fact by its form."""
    fields = changed(fields_of(author.see(ZUSE)), explanation=explanation)
    post(author, ZUSE, fields, do="save", expect=303)


def token_of(author: Author) -> str:
    """Return a form token."""
    found = TOKEN.search(author.see(DOCUMENTS))
    assert found
    return found[1]


def upload(author: Author, *files: tuple[bytes, str], **fields: str) -> TestResponse:
    """Upload files."""
    data = {
        "csrf_token": token_of(author),
        "files": [(io.BytesIO(body), name) for body, name in files],
        **fields,
    }
    return author.client.post(f"{DOCUMENTS}/upload", data=data, content_type="multipart/form-data")


def settle(author: Author, act: str, path: str = FACTS_FILE) -> None:
    """Press a button of a document's page."""
    data = {"csrf_token": token_of(author), "path": path, "do": act}
    assert author.client.post(f"{DOCUMENTS}/settle", data=data).status_code == 303


def test_a_changed_document_of_the_disk_says_so_and_offers_its_yaml(author: Author) -> None:
    assert "on disk" in author.see(DOCUMENTS)
    edit(author, "It ran on <em>many</em> relays.")
    assert "changed here" in author.see(DOCUMENTS)
    page = author.see(FACTS)
    assert "came from disk and was edited here" in page
    assert (
        '<span class="plus">+    explanation: It ran on &lt;em&gt;many&lt;/em&gt; relays.' in page
    )
    assert '<span class="minus">-    explanation: It ran on relays.' in page
    sent = author.client.get(f"{DOCUMENTS}/raw/{FACTS_FILE}")
    assert "It ran on <em>many</em> relays." in sent.text
    assert sent.headers["Content-Disposition"] == "attachment; filename=facts.yaml"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_a_change_is_discarded(author: Author) -> None:
    edit(author, "It ran on many relays.")
    settle(author, "discard")
    assert "changed here" not in author.see(DOCUMENTS)
    assert "It ran on relays." in author.see(ZUSE)


def test_what_is_downloaded_makes_no_difference_when_uploaded(author: Author) -> None:
    edit(author, "It ran on many relays.")
    body = author.client.get(f"{DOCUMENTS}/download").data
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert {each.removeprefix("question_bank/") for each in packed.namelist()} == set(FILES)
    page = author.follow(upload(author, (body, "question_bank.zip"), whole="yes"))
    assert "No difference" in page


def test_uploaded_files_are_taken_or_every_problem_is_listed(
    author: Author, bank: Bank, app: Flask
) -> None:
    broken = HALF_WRITTEN[FACTS_FILE].encode()
    refused = upload(author, (broken, "facts.yaml"), into="engines")
    assert refused.status_code == 400
    assert "engines/facts.yaml:14:5" in refused.text
    better = FILES[FACTS_FILE].replace("It ran on relays.", "It clicked.").encode()
    page = author.follow(upload(author, (better, "facts.yaml"), into="/engines/"))
    assert "Changed: engines/facts.yaml" in page
    assert "It clicked." in author.see(ZUSE)
    assert upload(author).status_code == 400
    assert upload(author, (b"PK nonsense", "bank.zip")).status_code == 400
    assert upload(author, (b"\xff\xfe\x00", "facts.yaml")).status_code == 400
    assert upload(author, (better, "facts.yaml"), into="../..").status_code == 400
    with app.app_context():
        assert working_files(bank.folder).origins[FACTS_FILE] == "changed"


def test_a_conflict_with_the_disk_is_settled_for_either_side(author: Author, bank: Bank) -> None:
    for act, words in (("mine", "Mine."), ("disk", "Of the disk.")):
        edit(author, "Mine.")
        bank.write({FACTS_FILE: FILES[FACTS_FILE].replace("It ran on relays.", "Of the disk.")})
        assert "conflict" in author.see(DOCUMENTS)
        assert "changed on disk after it was edited here" in author.see(FACTS)
        settle(author, act)
        assert words in author.see(ZUSE)
        assert "conflict" not in author.see(DOCUMENTS)
        if act == "mine":
            settle(author, "discard")
            bank.write(FILES)


def test_a_file_that_is_not_there_is_a_missing_page(author: Author) -> None:
    author.see(f"{DOCUMENTS}/file/none.yaml", status=404)
    author.see(f"{DOCUMENTS}/raw/../../etc/passwd", status=404)
    data = {"csrf_token": token_of(author), "path": "none.yaml", "do": "discard"}
    assert author.client.post(f"{DOCUMENTS}/settle", data=data).status_code == 404
    assert author.client.post(f"{DOCUMENTS}/settle", data={**data, "do": "x"}).status_code == 400


def test_the_plan_is_of_the_articles_that_are_chosen(
    author: Author, bank: Bank, app: Flask, now: datetime
) -> None:
    with app.app_context():
        publishing.publish_folder(bank.folder, now=now, by=None)
    edit(author, "It ran on many relays.")
    page = author.see("/studio/plan")
    assert "Engines that compute" in page
    assert 'name="article" value="engines" checked' in page
    none = author.see("/studio/plan?choose=1")
    assert "Nothing to publish" in none
    answer = author.send("/studio/plan", choose="1", article="engines", note="Relays")
    assert "Published as revision 2" in author.follow(answer)
    assert "It ran on many relays." in author.see("/studio/facts/zuse-built")
    assert "not published" not in author.see(DOCUMENTS)


def test_the_second_of_two_who_publish_sees_the_new_plan(
    author: Author, bank: Bank, app: Flask, now: datetime
) -> None:
    with app.app_context():
        publishing.publish_folder(bank.folder, now=now, by=None)
    edit(author, "Mine.")
    token = author.see("/studio/plan").split('name="token" value="', 1)[1].split('"', 1)[0]
    edit(author, "Of somebody else.")
    answer = author.send("/studio/plan", expect=409, token=token, choose="1", article="engines")
    assert "Nothing was published: look at the new plan" in answer.text
    assert 'name="token"' in answer.text


def test_a_large_zip_reaches_the_check_of_its_content(author: Author) -> None:
    # By hand: the test client would spool a large form into a file that it does not close.
    parts = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token_of(author)}\r\n',
        '--x\r\nContent-Disposition: form-data; name="files"; filename="bank.zip"\r\n\r\nPK',
    )
    body = "".join(parts).encode() + b"\0" * 5_000_000 + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    refused = author.client.post(f"{DOCUMENTS}/upload", data=body, content_type=kind)
    assert refused.status_code == 400
    assert "damaged" in refused.text
