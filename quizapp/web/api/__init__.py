"""The JSON API, version 1. Reads strictly, answers with plain values, decides nothing itself."""

from quizapp.web.api.routes import blueprint

__all__ = ["blueprint"]
