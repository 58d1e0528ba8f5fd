"""The command line. Knows the services; groups are loaded only when they are called."""

from quizapp.cli.main import main

__all__ = ["main"]
