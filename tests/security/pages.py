"""What holds for every page: nothing inline that runs, nothing from elsewhere, no trace."""

from html.parser import HTMLParser
from typing import Final

from werkzeug.test import TestResponse

_LOADING: Final = frozenset(
    {"src", "srcset", "action", "formaction", "poster", "data", "background"}
)
"""Attributes that make the browser fetch or send something."""
_VOID: Final = frozenset(
    {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_NO_SCHEME: Final = ("javascript:", "data:text", "vbscript:")


class Page(HTMLParser):
    """Reads a page and notes what should not be in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.title = ""
        self._in: list[str] = []
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check the attributes of an element."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        if tag not in _VOID:
            self._in.append(tag)
        self._note_id(given.get("id"))
        if tag in {"script", "style"}:
            self.scripts.append(given)
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag} {name}={value!r}>")
            if name in _LOADING or (tag == "link" and name == "href"):
                own = text.startswith(("/", "#", "?", "data:image/")) or text == ""
                if not own or text.startswith("//"):
                    self.faults.append(f"<{tag} {name}={value!r}> leads elsewhere")
            if name == "href" and text.startswith(_NO_SCHEME):
                self.faults.append(f"<{tag} {name}={value!r}> runs")
        if tag in {"iframe", "object", "embed", "base", "applet"}:
            self.faults.append(f"<{tag}>")

    def _note_id(self, name: str | None) -> None:
        """Note an id that two elements have."""
        if name in self._ids:
            self.faults.append(f"two elements with the id {name!r}")
        if name is not None:
            self._ids.add(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._in.pop()

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, which must be the last one entered."""
        if not self._in or self._in[-1] != tag:
            self.faults.append(f"</{tag}> within {self._in[-3:]}")
        if tag in self._in:
            while self._in and self._in.pop() != tag:
                continue

    def close(self) -> None:
        """Note what was never left."""
        super().close()
        if self._in and self._in != ["html", "p"]:  # Werkzeug's page of a redirect
            self.faults.append(f"never closed: {self._in}")

    def handle_data(self, data: str) -> None:
        """Keep the title; an inline script or style needs the nonce of the response."""
        if self._in and self._in[-1] == "title":
            self.title += data
        if self._in and self._in[-1] in {"script", "style"} and data.strip():
            given = self.scripts[-1]
            is_data = (given.get("type") or "").endswith("json")
            if not given.get("nonce") and not is_data:
                self.faults.append(f"inline <{self._in[-1]}> without a nonce: {data[:60]!r}")


def read_page(text: str) -> Page:
    """Return a page as it was read."""
    page = Page()
    page.feed(text)
    page.close()
    return page


def check_page(answer: TestResponse, *, what: str) -> Page:
    """Check one page; return it for more."""
    page = read_page(answer.text)
    assert not page.faults, f"{what}: {page.faults}"
    policy = answer.headers["Content-Security-Policy"]
    for given in page.scripts:
        if nonce := given.get("nonce"):
            assert f"'nonce-{nonce}'" in policy, f"{what}: a nonce that the policy does not know"
    assert "Traceback (most recent call last)" not in answer.text, what
    assert 'File "/' not in answer.text, what
    return page
