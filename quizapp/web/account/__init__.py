"""Pages of accounts. Knows services.accounts and its neighbours, not the other roles."""

from quizapp.web.account import first, own_data, settings, signing, slips, tokens
from quizapp.web.account.blueprint import blueprint

PAGES = (signing, slips, first, settings, tokens, own_data)

__all__ = ["PAGES", "blueprint"]
