"""The exception tree. Each class says which answer a person gets.

A message is a template in English and its values, so that the web can say it in another
language: ``InputError("Choose from {low} to {high}.", low=1, high=9)``. ``str()`` is English.

QuizappError
|-- BankError           a problem in a bank document, at path:line:column
|-- BankErrors          all the problems of a bank at once
|-- ResponseError       a learner's response that cannot be read        (HTTP 400)
|-- InputError          any other input that cannot be used             (HTTP 400)
|-- NotFoundError       no such thing, or not for this person           (HTTP 404)
|-- NotAllowedError     signed in, but this is not theirs to do         (HTTP 403)
|-- ConflictError       the thing changed, or is used up or closed      (HTTP 409)
|-- TooManyError        a rate limit was reached                        (HTTP 429)
|-- BusyError           the database is busy, full or away            (HTTP 503)
`-- ConfigurationError  a setting or the machine is not usable          (exit code 2)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


class Words(str):
    """A text of the program's own, not a person's: it may be shown in another language.

    As a ``str`` it is the English text with its values filled in.

    Attributes:
        template: the text with ``{name}`` for each value.
        values: what stands for the names; those that are ``Words`` are translated too.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """Return the words; a value is never taken for a template."""
        words = super().__new__(cls, template.format(**values) if values else template)
        words.template = template
        words.values = values
        return words


def translatable(text: str, **values: object) -> Words:
    """Return a text of our own; the catalogues collect what stands in a call of this name."""
    return Words(text, **values)


class QuizappError(Exception):
    """Something went wrong that a person can be told about in words.

    Attributes:
        template: the message in English, with ``{name}`` for each value.
        values: what stands for the names; empty where the template is the whole message. Those
            that are ``Words`` are translated too.
    """

    def __init__(self, template: str = "", **values: object) -> None:
        # Without values nothing is filled in: a text of a person's may hold braces.
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values

    @property
    def words(self) -> Words:
        """Return the message as a text that may be shown in another language."""
        return Words(self.template, **self.values)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One problem of a bank document, in the words an author reads.

    Attributes:
        file: path of the file, relative to the bank's folder, with forward slashes.
        line: line in that file, from 1.
        column: column in that line, from 1.
        path: where in the document, as ``facts[3].slots.when``.
        what: what is wrong.
        fix: what to write instead.
    """

    file: str
    line: int
    column: int
    path: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return ``file:line:col: path: what is wrong; what to write``."""
        return f"{self.file}:{self.line}:{self.column}: {self.path}: {self.what}; {self.fix}"


class BankError(QuizappError):
    """One problem in a bank document."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class BankErrors(QuizappError):  # noqa: N818 - a plural of BankError, not a second suffix
    """All problems of a bank, sorted by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ResponseError(QuizappError):
    """A learner's response that cannot be read as an answer to its question."""


class InputError(QuizappError):
    """Input that cannot be used; ``field`` names the part, where there is one."""

    def __init__(self, template: str, *, field: str = "", **values: object) -> None:
        super().__init__(template, **values)
        self.field = field


class NotFoundError(QuizappError):
    """There is no such thing, or it is not for this person: both look the same."""


class NotAllowedError(QuizappError):
    """The person is known, but may not do this."""


class ConflictError(QuizappError):
    """The thing has changed, is closed, or is used up."""


class TooManyError(QuizappError):
    """A rate limit was reached; ``retry_after_s`` says when to come back."""

    def __init__(self, template: str, *, retry_after_s: int, **values: object) -> None:
        super().__init__(template, **values)
        self.retry_after_s = retry_after_s


class BusyError(QuizappError):
    """The database is busy, full or away. The same request may be sent again, as its words say."""


class ConfigurationError(QuizappError):
    """A setting or the machine cannot be used; the message names it and what to do."""
