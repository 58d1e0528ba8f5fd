"""The root command: lazy groups, and errors as one line with the exit code of the contract."""

import gc
import importlib
import os
import sys
from dataclasses import dataclass
from typing import Final

import click

from quizapp import __version__
from quizapp.errors import BankError, BankErrors, ConfigurationError, QuizappError

EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that is imported when it is called; ``about`` stands in ``--help``."""

    target: str
    about: str


COMMANDS: Final = {
    "serve": Listed("quizapp.cli.serve:serve", "Start the server; the first time it sets up."),
    "bank": Listed("quizapp.cli.bank:bank", "Check, plan and publish bank documents."),
    "user": Listed("quizapp.cli.user:user", "Make accounts, set roles and passwords."),
    "class": Listed("quizapp.cli.class_:class_", "Delete what classes have kept long enough."),
    "lti": Listed("quizapp.cli.lti:lti", "Connect Moodle and Canvas; send grades that wait."),
    "token": Listed("quizapp.cli.token:token", "Make tokens for programs."),
    "schedule": Listed(
        "quizapp.cli.schedule:schedule", "Replay the review log, fit parameters, simulate."
    ),
    "import": Listed(
        "quizapp.cli.import_:import_", "Bring a deck, or everything of a learner, in."
    ),
    "export": Listed(
        "quizapp.cli.export:export",
        "Write a set for Anki, Moodle, Canvas, Excel; or all of a learner.",
    ),
    "backup": Listed("quizapp.cli.backup:backup", "Copy the database, also while serving."),
    "restore": Listed("quizapp.cli.backup:restore", "Put a checked backup in place."),
    "move": Listed("quizapp.cli.move:move", "Take everything to another database, verified."),
    "doctor": Listed("quizapp.cli.doctor:doctor", "Check database, bank, memory and files."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run: ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a person meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command; None for an unknown name."""
        del ctx
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        module, _, name = listed.target.partition(":")
        # What is loaded stays: to look through it for garbage, again and again while it grows
        # and ever after, takes a fifth of the time.
        gc.disable()
        try:
            command = getattr(importlib.import_module(module), name)
            gc.freeze()
        finally:
            gc.enable()
        if not isinstance(command, click.Command):
            raise TypeError(f"{listed.target} is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.about) for name, listed in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
def root() -> None:
    """Turn an article into facts, facts into questions, and questions into lasting memory.

    Settings come from QUIZAPP_* variables: see README.
    """


def main() -> None:
    """Run the command line; exit 0 when ok, 1 with findings, 2 on wrong usage or settings."""
    try:
        sys.exit(root.main(prog_name="quizapp", standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except QuizappError as error:
        click.echo(_words(error), err=True)
        sys.exit(EXIT_USAGE if isinstance(error, ConfigurationError) else EXIT_FINDINGS)


def _words(error: QuizappError) -> str:
    """Return one clear line; a bank's problems have their own lines already."""
    if isinstance(error, BankError | BankErrors):
        return str(error)
    return f"quizapp: {str(error) or type(error).__name__}"
