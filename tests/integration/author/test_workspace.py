"""The working copy: disk and browser are two doors to the same documents, and neither loses."""

from datetime import datetime

import pytest

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.workspace import workspace
from quizapp.services.workspace.workspace import StaleFilesError
from tests.integration.author.conftest import Bank
from tests.integration.author.works import FACTS, audit_actions, working
from tests.integration.publishing.small_bank import FACTS as FACTS_TEXT
from tests.integration.publishing.small_bank import FILES

pytestmark = pytest.mark.usefixtures("database")
MINE = FACTS_TEXT.replace("It ran on relays.", "Mine.")
THEIRS = FACTS_TEXT.replace("It ran on relays.", "Theirs.")


def save(bank: Bank, text: str | None, now: datetime, *, path: str = FACTS) -> int:
    """Store a file over the version that is there."""
    versions = workspace.working_files(bank.folder).versions
    return workspace.save_files(bank.folder, {path: text}, expected=versions, now=now, by=None)[
        path
    ]


def test_without_edits_the_working_copy_is_the_disk(bank: Bank) -> None:
    copy = workspace.working_files(bank.folder)
    assert copy.files == FILES
    assert set(copy.origins.values()) == {"disk"}
    assert (copy.conflicts, copy.changed) == ((), frozenset())
    assert workspace.serving_files(bank.folder) == FILES


def test_what_the_browser_wrote_lies_over_the_disk_but_does_not_serve(
    bank: Bank, now: datetime
) -> None:
    assert save(bank, MINE, now) == 1
    assert save(bank, "facts: []\n", now, path="engines/new.yaml") == 1
    assert save(bank, None, now, path="entities.yaml") == 1
    copy = workspace.working_files(bank.folder)
    assert copy.files[FACTS] == MINE
    assert copy.origins == {
        "engines/article.yaml": "disk",
        FACTS: "changed",
        "engines/new.yaml": "browser",
        "entities.yaml": "removed",
    }
    assert "entities.yaml" not in copy.files
    assert copy.changed == {FACTS, "engines/new.yaml", "entities.yaml"}
    assert workspace.serving_files(bank.folder) == FILES


def test_a_stale_version_is_refused_and_nothing_of_it_stored(bank: Bank, now: datetime) -> None:
    assert save(bank, MINE, now) == 1
    assert save(bank, THEIRS, now) == 2
    changes = {FACTS: MINE, "engines/new.yaml": "facts: []\n"}
    with pytest.raises(StaleFilesError) as caught:
        workspace.save_files(bank.folder, changes, expected={FACTS: 1}, now=now, by=None)
    assert caught.value.paths == (FACTS,)
    assert working(bank.folder) == THEIRS
    assert "engines/new.yaml" not in workspace.working_files(bank.folder).files


def test_a_file_changed_on_disk_meanwhile_is_a_conflict_that_loses_neither(
    bank: Bank, now: datetime
) -> None:
    save(bank, MINE, now)
    bank.write({FACTS: THEIRS})
    copy = workspace.working_files(bank.folder)
    assert copy.conflicts == (FACTS,)
    assert (copy.files[FACTS], copy.disk[FACTS]) == (MINE, THEIRS)
    save(bank, f"{MINE}# More.\n", now)
    assert workspace.working_files(bank.folder).conflicts == (FACTS,)
    workspace.keep_mine(bank.folder, FACTS, now=now, by=None)
    copy = workspace.working_files(bank.folder)
    assert (copy.conflicts, copy.files[FACTS]) == ((), f"{MINE}# More.\n")
    with pytest.raises(ConflictError):
        workspace.take_disk(bank.folder, FACTS, now=now, by=None)
    bank.write({FACTS: FACTS_TEXT})
    workspace.take_disk(bank.folder, FACTS, now=now, by=None)
    copy = workspace.working_files(bank.folder)
    assert (copy.conflicts, copy.files[FACTS], copy.versions) == ((), FACTS_TEXT, {})
    assert audit_actions() == ["bank.keep_mine", "bank.take_disk"]


def test_a_file_that_appears_or_goes_on_disk_under_an_edit_is_a_conflict_too(
    bank: Bank, now: datetime
) -> None:
    save(bank, MINE, now)
    save(bank, "facts: []\n", now, path="engines/new.yaml")
    (bank.folder / FACTS).unlink()
    bank.write({"engines/new.yaml": "entities: []\n"})
    copy = workspace.working_files(bank.folder)
    assert copy.conflicts == (FACTS, "engines/new.yaml")
    assert copy.files[FACTS] == MINE
    workspace.keep_mine(bank.folder, FACTS, now=now, by=None)
    assert workspace.working_files(bank.folder).origins[FACTS] == "browser"


def test_discarding_gives_the_disks_back(bank: Bank, now: datetime) -> None:
    save(bank, MINE, now)
    workspace.discard(bank.folder, FACTS, now=now, by=None)
    assert working(bank.folder) == FACTS_TEXT
    with pytest.raises(NotFoundError):
        workspace.discard(bank.folder, FACTS, now=now, by=None)
    assert audit_actions() == ["bank.discard"]


def test_once_the_offered_text_is_on_disk_the_browsers_copy_goes(bank: Bank, now: datetime) -> None:
    save(bank, MINE, now)
    bank.write({FACTS: MINE})
    copy = workspace.working_files(bank.folder)
    assert (copy.origins[FACTS], copy.conflicts, copy.changed) == ("disk", (), frozenset())
    assert workspace.serving_files(bank.folder)[FACTS] == MINE
    save(bank, "facts: []\n", now, path="engines/new.yaml")
    assert set(workspace.working_files(bank.folder).versions) == {"engines/new.yaml"}


def test_a_folder_without_a_document_can_be_begun_in_the_browser(bank: Bank, now: datetime) -> None:
    for path in sorted(bank.folder.rglob("*.yaml")):
        path.unlink()
    assert workspace.working_files(bank.folder).files == {}
    save(bank, "entities: []\n", now, path="entities.yaml")
    assert workspace.working_files(bank.folder).origins == {"entities.yaml": "browser"}


def test_writing_what_the_disk_has_is_no_edit(bank: Bank, now: datetime) -> None:
    save(bank, MINE, now)
    assert save(bank, FACTS_TEXT, now) == 0
    assert workspace.working_files(bank.folder).versions == {}


@pytest.mark.parametrize(
    "path",
    [
        "../x.yaml",
        "/etc/x.yaml",
        "a/../../x.yaml",
        "C:x.yaml",
        "C:/x.yaml",
        "a\\x.yaml",
        "a//x.yaml",
        "./x.yaml",
        ".git/x.yaml",
        "a/.x.yaml",
        "con.yaml",
        "a/lpt1/x.yaml",
        "x.txt",
        "x",
        "",
        "a\0.yaml",
        "a\n.yaml",
        "dot./x.yaml",
        " x.yaml",
        "e\N{COMBINING ACUTE ACCENT}.yaml",
        f"{'a' * 300}.yaml",
        f"{'a/' * 9}x.yaml",
    ],
)
def test_a_path_that_leaves_the_bank_or_means_another_file_is_refused(
    bank: Bank, now: datetime, path: str
) -> None:
    with pytest.raises(InputError):
        save(bank, "facts: []\n", now, path=path)
    assert workspace.working_files(bank.folder).versions == {}


def test_a_file_too_large_to_be_read_again_is_refused(bank: Bank, now: datetime) -> None:
    with pytest.raises(InputError, match="larger than 2000000 bytes"):
        save(bank, "#" * 2_000_001, now)


def test_a_text_that_no_database_can_hold_is_refused(bank: Bank, now: datetime) -> None:
    for text in ("facts: []\0", "facts: [] # \ud800"):
        with pytest.raises(InputError, match="cannot be stored"):
            save(bank, text, now)
