"""Pages of accounts. Knows services.accounts and its neighbours, not the other roles."""

from quizapp.web.account import (
    everything,
    first,
    memory_file,
    own_data,
    passkey_door,
    passkeys,
    provider,
    second_step,
    sessions,
    settings,
    signing,
    slips,
    tokens,
)
from quizapp.web.account.blueprint import blueprint

PAGES = (
    signing,
    second_step,
    passkey_door,
    passkeys,
    provider,
    sessions,
    slips,
    first,
    settings,
    tokens,
    own_data,
    everything,
    memory_file,
)

__all__ = ["PAGES", "blueprint"]
