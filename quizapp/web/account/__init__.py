"""Pages of accounts. Knows services.accounts and its neighbours, not the other roles."""

from quizapp.web.account.routes import blueprint

__all__ = ["blueprint"]
