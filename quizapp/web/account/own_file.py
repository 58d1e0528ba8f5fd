"""A file of a person's own to take along: a page sends a small one, a process makes a large one."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp.services.files.file_making import Kind, Order
from quizapp.services.files.taking_size import Size
from quizapp.web import visitor
from quizapp.web.file_order import begin


def _whole(size: Size) -> Size:
    return size


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One kind of such a file, and the one place that decides how it goes.

    Attributes:
        page: endpoint where it is asked for.
        measure: counts what the person has, by ``user_id``.
        part: what of that is in the file.
    """

    kind: Kind
    page: str
    measure: Callable[..., Size]
    part: Callable[[Size], Size] = _whole

    def is_large(self, size: Size | None = None) -> bool:
        """Return whether nobody should wait for it in a page.

        Args:
            size: of all that the person has, where it is counted already.
        """
        if size is None:
            size = self.measure(user_id=visitor.current().id)
        return self.part(size).is_large

    def at_once(self, send: Callable[[int], Response]) -> Response:
        """Return the file as ``send`` gives it for the person; a large one is asked for."""
        return self._back() if self.is_large() else send(visitor.current().id)

    def by_a_process(self) -> Response:
        """Let a process make it; a small one is downloaded."""
        return begin(Order(visitor.current().id, self.kind)) if self.is_large() else self._back()

    def _back(self) -> Response:
        return redirect(url_for(self.page), 303)
