"""Reading a bank's folder: what is read, what is refused, and that nothing is followed."""

import shutil
from pathlib import Path

import pytest

from quizapp.bank.load import load_bank, read_files
from quizapp.bank.terms import MAX_BYTES
from quizapp.errors import BankErrors, Problem
from tests.unit.bank.banks import SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "bank"))


def told(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(BankErrors) as caught:
        load_bank(folder)
    return caught.value.problems


def test_a_folder_is_read_by_relative_paths(folder: Path) -> None:
    assert list(read_files(folder)) == [
        "entities.yaml",
        "river/article.yaml",
        "river/facts-all.yaml",
    ]
    assert len(load_bank(folder).facts()) == 16


def test_hidden_and_other_files_are_left_alone(folder: Path) -> None:
    (folder / ".hidden.yaml").write_text("[", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.yaml").write_text("[", encoding="utf-8")
    (folder / "README.md").write_text("[", encoding="utf-8")
    assert len(read_files(folder)) == 3


def test_links_are_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("entities: []\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(secret)
    (folder / "elsewhere").symlink_to(tmp_path)
    assert [(each.file, each.what) for each in told(folder)] == [
        ("elsewhere", "this is a link"),
        ("link.yaml", "this is a link"),
    ]


def test_bytes_that_are_not_utf8_are_told_at_their_place(folder: Path) -> None:
    (folder / "latin.yaml").write_bytes(b"entities:\n  - id: caf\xe9\n")
    problem = told(folder)[0]
    assert (problem.file, problem.line, problem.column) == ("latin.yaml", 2, 12)


def test_a_file_over_the_cap_is_refused(folder: Path) -> None:
    (folder / "big.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert [each.file for each in told(folder)] == ["big.yaml"]


def test_an_unreadable_file_does_not_hide_the_problems_of_others(folder: Path) -> None:
    (folder / "entities.yaml").write_bytes(b"\xff")
    (folder / "more.yaml").write_text("fatcs: []\n", encoding="utf-8")
    assert [each.file for each in told(folder)] == ["entities.yaml", "more.yaml"]


def test_a_folder_without_a_bank_is_refused(tmp_path: Path) -> None:
    assert "no .yaml file" in told(tmp_path)[0].what
    assert "no such folder" in told(tmp_path / "absent")[0].what


def test_a_pipe_is_never_opened(folder: Path) -> None:
    import os  # noqa: PLC0415 - only this test needs a special file

    os.mkfifo(folder / "pipe.yaml")
    assert told(folder)[0].what == "this is not an ordinary file"
