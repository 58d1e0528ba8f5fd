"""The learner's pages, from Today and Study to what they know, their plans and their memory."""

from quizapp.web.learner.routes import blueprint

__all__ = ["blueprint"]
