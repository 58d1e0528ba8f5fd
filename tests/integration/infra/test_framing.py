"""Where one message of a connection ends and the next begins: one reading, or none."""

import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

_HOST = b"Host: 127.0.0.1\r\n"
_POST = b"POST /sign-out HTTP/1.1\r\n" + _HOST
_NEXT = b"GET /healthz HTTP/1.1\r\n" + _HOST + b"Connection: close\r\n\r\n"
_WAIT_S = 5


def _replies(url: str, sent: bytes) -> list[bytes]:
    """Return the status line of each answer on one connection."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=_WAIT_S) as line:
        line.sendall(sent)
        told = b""
        while piece := line.recv(65536):
            told += piece
    return [each.split(b"\r\n")[0] for each in told.split(b"HTTP/1.1 ")[1:]]


def test_a_message_ends_where_one_rule_says(start: Callable[..., Any]) -> None:
    """A proxy that reads it otherwise could let one visitor's bytes become another's request."""
    url = start().url
    chunked = b"Transfer-Encoding: chunked\r\n"
    whole = _POST + chunked + b"\r\n0\r\n\r\n"
    assert [each[:3] for each in _replies(url, whole + _NEXT)] == [b"303", b"200"]
    # By its length the next request would be a part of this body, by its chunks it would not:
    # the line is closed after the answer, and nothing more is read.
    both = _POST + chunked + b"Content-Length: %d\r\n\r\n0\r\n\r\n" % (5 + len(_NEXT))
    assert [each[:3] for each in _replies(url, both + _NEXT)] == [b"303"]
    for unclear in (
        b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(_NEXT),
        b"Content-Length: +0\r\n\r\n",
        b"Content-Length: 0x0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    ):
        told = _replies(url, _POST + unclear + _NEXT)
        assert [each[:3] for each in told] == [b"400"], unclear
