"""A file that a command writes has its name once it is whole."""

from pathlib import Path

import pytest

from quizapp.cli.whole_file import whole_file


def _break_off(path: Path) -> None:
    with whole_file(path) as file:
        file.write(b"half of")
        raise RuntimeError("no more")


def test_what_breaks_off_leaves_what_was_there_before(tmp_path: Path) -> None:
    path = tmp_path / "memory.json.gz"
    with whole_file(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(RuntimeError, match="no more"):
        _break_off(path)
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]
