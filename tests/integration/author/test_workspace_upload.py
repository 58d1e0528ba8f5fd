"""Download and upload: the same documents there and back, and no trick of a zip file gets in."""

import io
import stat
import zipfile
from collections.abc import Mapping
from datetime import datetime

import pytest

from quizapp.errors import BankErrors, InputError
from quizapp.services.editing import editing
from quizapp.services.workspace import workspace
from quizapp.settings import shipped
from tests.integration.author.conftest import Bank
from tests.integration.author.works import ENGINES, FACTS, audit_actions, fact_of, working
from tests.integration.publishing.small_bank import FACTS as FACTS_TEXT
from tests.integration.publishing.small_bank import FILES, HALF_WRITTEN, REWORDED

pytestmark = pytest.mark.usefixtures("database")


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in files.items():
            made.writestr(path, data)
    return out.getvalue()


def stored(bank: Bank) -> Mapping[str, int]:
    """Return what the browser has written."""
    return workspace.working_files(bank.folder).versions


def test_a_download_uploaded_again_is_no_difference(bank: Bank, now: datetime) -> None:
    seen = fact_of(bank.folder, "zuse-built")
    new = {**seen.json, "explanation": "It worked with relays."}
    editing.save_fact(bank.folder, ENGINES, new, expected=seen.digest, now=now, by=None)
    files = workspace.working_files(bank.folder).files
    data = workspace.download(files)
    assert data == workspace.download(files)
    assert workspace.read_upload(data) == files
    for report in (
        workspace.upload(bank.folder, data, now=now, by=None),
        workspace.upload_whole(bank.folder, data, now=now, by=None),
    ):
        assert report.unchanged
        assert report.same == tuple(sorted(files))
    assert stored(bank) == {FACTS: 1}
    assert audit_actions() == []


def test_the_shipped_bank_goes_there_and_back(now: datetime) -> None:
    folder = shipped("question_bank")
    files = workspace.working_files(folder).files
    assert workspace.read_upload(workspace.download(files)) == files
    data = workspace.download(files)
    assert workspace.upload_whole(folder, data, now=now, by=None).unchanged


def test_an_upload_of_some_files_adds_and_changes_but_takes_nothing_away(
    bank: Bank, now: datetime
) -> None:
    more = "entities:\n  - id: bern\n    name: Bern\n    kind: place\n"
    data = packed({FACTS: REWORDED[FACTS], "places.yaml": more, "README.md": "Hello"})
    report = workspace.upload(bank.folder, data, now=now, by=None)
    assert (report.added, report.changed) == (("places.yaml",), (FACTS,))
    assert (report.removed, report.same) == ((), ())
    assert set(workspace.working_files(bank.folder).files) == {*FILES, "places.yaml"}
    assert working(bank.folder) == REWORDED[FACTS]
    assert audit_actions() == ["bank.upload"]
    report = workspace.upload_whole(bank.folder, packed(FILES), now=now, by=None)
    assert (report.changed, report.removed) == ((FACTS,), ("places.yaml",))
    assert stored(bank) == {}


def test_an_upload_with_errors_stores_nothing_and_names_every_place(
    bank: Bank, now: datetime
) -> None:
    wrong = FACTS_TEXT.replace("type: claim", "type: gossip").replace("'1952'", "'spring'")
    article = FILES["engines/article.yaml"].replace("language: en", "language: English")
    data = packed({FACTS: wrong, "engines/article.yaml": article})
    with pytest.raises(BankErrors) as caught:
        workspace.upload(bank.folder, data, now=now, by=None)
    places = [(each.file, each.line) for each in caught.value.problems]
    assert places == [("engines/article.yaml", 4), (FACTS, 27), (FACTS, 57)]
    assert stored(bank) == {}


def test_an_upload_is_not_blamed_for_what_was_unfinished_before(bank: Bank, now: datetime) -> None:
    workspace.save_files(bank.folder, {FACTS: HALF_WRITTEN[FACTS]}, expected={}, now=now, by=None)
    more = "entities:\n  - id: bern\n    name: Bern\n    kind: place\n"
    assert workspace.upload(bank.folder, packed({"p.yaml": more}), now=now, by=None).added
    assert working(bank.folder) == HALF_WRITTEN[FACTS]


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"../x.yaml": "facts: []"}, "does not lie inside"),
        ({"/x.yaml": "facts: []"}, "does not lie inside"),
        ({"a\\..\\x.yaml": "facts: []"}, "does not lie inside"),
        ({"C:/x.yaml": "facts: []"}, "does not start inside"),
        ({"con/x.yaml": "facts: []"}, "device"),
        ({"a/x.yaml": "facts: []", "A/x.yaml": "facts: []"}, "case only"),
        ({"x.txt": "hello"}, "no .yaml file"),
        ({f"{n}.yaml": "" for n in range(2001)}, "2000 files"),
        ({"bomb.yaml": "#" * 16_000_001}, "unpacked it is larger"),
        ({"a.yaml": "#" * 1_999_999, **{f"{n}.yaml": "#" * 1_999_999 for n in range(9)}}, "larger"),
    ],
)
@pytest.mark.hostile
def test_a_trick_is_refused_in_words_and_stores_nothing(
    bank: Bank, now: datetime, files: dict[str, str], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        workspace.upload(bank.folder, packed(files), now=now, by=None)
    assert stored(bank) == {}


def test_a_name_that_differs_from_one_there_in_case_only_is_refused(
    bank: Bank, now: datetime
) -> None:
    with pytest.raises(InputError, match="case only"):
        workspace.upload(bank.folder, packed({"Entities.yaml": "facts: []"}), now=now, by=None)
    assert stored(bank) == {}


@pytest.mark.hostile
def test_links_twins_and_what_is_no_zip_are_refused(bank: Bank, now: datetime) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("x.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as made:
        made.writestr("x.yaml", "facts: []")
        made.writestr("y.yaml", "facts: []")
    twice = io.BytesIO(twice.getvalue().replace(b"y.yaml", b"x.yaml"))
    whole = packed(FILES)
    for data, word in (
        (out.getvalue(), "is a link"),
        (b"", "not a zip"),
        (b"facts: []\n", "not a zip"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (whole[: len(whole) // 2], "damaged"),
        (whole[:90] + b"\xff\xff\xff\xff" + whole[94:], "damaged"),
        (twice.getvalue(), "twice"),
        (b"PK" + b"\0" * 16_000_000, "larger than"),
    ):
        with pytest.raises(InputError, match=word):
            workspace.upload(bank.folder, data, now=now, by=None)
    assert stored(bank) == {}


def test_a_file_that_is_not_utf_8_is_named_with_its_place(bank: Bank, now: datetime) -> None:
    data = packed({"a.yaml": b"facts:\n  # caf\xe9\n"})
    with pytest.raises(BankErrors, match=r"a\.yaml:2:8: "):
        workspace.upload(bank.folder, data, now=now, by=None)
