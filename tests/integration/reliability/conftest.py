"""The recorder of writes, built once."""

from pathlib import Path

import pytest

from tests.integration.reliability.recorded_disk import build_recorder


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the recorder's library."""
    built = build_recorder(tmp_path_factory.mktemp("recorder"))
    if built is None:
        pytest.skip("compiler: there is none for C on this machine")
    return built
