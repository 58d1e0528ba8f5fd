"""Large files in a real browser: told of before they are sent, and pages that offer one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.services.processes.import_child import MAX_BYTES
from tests.functional.conftest import Watched
from tests.functional.test_study_access import check

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["/decks/import", "/account/everything"])
def test_a_file_that_is_too_large_is_told_of_before_it_is_sent(
    visit: Callable[..., Watched], tmp_path: Path, address: str
) -> None:
    watched = visit(width=390, height=844, scheme="light")
    page = watched.page
    watched.go(address)
    said = []
    for size in (MAX_BYTES + 1, MAX_BYTES):
        # Without a byte on the disk: only its size is looked at.
        file = tmp_path / f"{size}.zip"
        with file.open("wb") as made:
            made.truncate(size)
        page.set_input_files("#file", file)
        said.append(page.locator("#file").evaluate("field => field.validationMessage"))
        if len(said) == 1:
            page.locator("form:has(#file) button.main").click()
    assert "more than 100 MB" in said[0]
    assert said[1] == ""
    assert page.url.endswith(address), "nothing was sent"
    assert watched.messages == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_what_is_stored_is_downloaded_from_a_page_of_its_own(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    watched.go("/account")
    page.locator('a[href="/account/data"]').click()
    page.get_by_role("heading", name="All that is stored about you").wait_for()
    assert check(page, "what is stored") == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download what is stored").click()
    assert waiting.value.suggested_filename.startswith("quizapp-my-data-")
    assert b'"format": "quizapp-person-1"' in Path(waiting.value.path()).read_bytes()
    assert watched.messages == []
