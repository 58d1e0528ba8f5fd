"""The parser is loaded only after its files were checked, and only in the drafting process."""

import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.drafting.syntax.parser import checked, digest_of, parse
from quizapp.errors import InputError


def _model(folder: Path) -> Path:
    (folder / "parser").mkdir(parents=True)
    (folder / "parser" / "model").write_bytes(b"weights")
    (folder / "meta.json").write_text("{}", encoding="utf-8")
    return folder


def test_known_files_are_let_through(tmp_path: Path) -> None:
    folder = _model(tmp_path / "model")
    assert checked(folder, digest_of(folder)) == folder


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path / "model")
    digest = digest_of(folder)
    (folder / "parser" / "model").write_bytes(b"Weights")
    with pytest.raises(InputError, match="not the known ones"):
        checked(folder, digest)


def test_an_added_file_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path / "model")
    digest = digest_of(folder)
    (folder / "parser" / "more").write_bytes(b"")
    with pytest.raises(InputError, match="not the known ones"):
        checked(folder, digest)


def test_a_renamed_file_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path / "model")
    digest = digest_of(folder)
    (folder / "meta.json").rename(folder / "meto.json")
    with pytest.raises(InputError, match="not the known ones"):
        checked(folder, digest)


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="install quizapp again"):
        checked(tmp_path / "none")


def test_the_installed_model_is_the_known_one_and_parses() -> None:
    (found,) = parse(
        [(["Anna", "wrote", "it", "."], [True, True, False, False], [True, *[False] * 3])]
    )
    assert found.links == ("nsubj", "ROOT", "dobj", "punct")
    assert found.heads == (1, 1, 1, 1)
    assert found.tags == ("NNP", "VBD", "PRP", ".")


_LOADED = "sys.exit(any(each.partition('.')[0] in {'spacy', 'thinc'} for each in sys.modules))"
_RUN = "from quizapp.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import quizapp.app, quizapp.web, quizapp.services", []),
        (_RUN, ["--help"]),
        (_RUN, ["bank", "check", "question_bank"]),
    ],
)
def test_nothing_but_drafting_loads_the_parser(program: str, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\n{_LOADED}", *words],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
