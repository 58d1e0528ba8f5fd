"""Whether the extra ``fit`` is installed. It loads nothing: every start of a server asks."""

from importlib.util import find_spec
from typing import Final

from quizapp.errors import ConfigurationError, translatable

NEEDS_EXTRA: Final = translatable(
    "Fitting needs numpy and scipy, which are not installed here: the operator can add them with "
    'pip install "quizapp[fit]".'
)


def is_available() -> bool:
    """Return whether the extra ``fit`` is installed."""
    return all(find_spec(name) is not None for name in ("numpy", "scipy"))


def need_extra() -> None:
    """Refuse to fit without the extra.

    Raises:
        ConfigurationError: numpy or scipy is missing; the message names the extra.
    """
    if not is_available():
        raise ConfigurationError(NEEDS_EXTRA)
