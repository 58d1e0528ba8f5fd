"""Requests to a learning platform: limited in time and size, and only to where they may go.

The guards are those of ``services.outside.fetching``: every address that the name resolves to is
judged, and the connection is made to one of those very addresses. A redirect is not followed: what
a platform registered is what is asked. Only public hosts over https are, but for the hosts that
QUIZAPP_LTI_PRIVATE_HOSTS names.
"""

import http.client
import json
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import SplitResult

from quizapp.errors import InputError, Words, translatable
from quizapp.services.outside.fetching import (
    Limits,
    checked_addresses,
    dial,
    is_public,
    split_address,
)
from quizapp.services.outside.outgoing import Deadline, TimeLimitError, cut_at
from quizapp.settings import Settings

SECONDS: float = 8.0
"""For a whole request, from the look-up of the name to the last byte."""
MAX_BYTES: Final = 2 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_FINE: Final = range(200, 300)

PROBLEMS: Final[Mapping[str, Words]] = {
    "address": translatable("The platform's address cannot be used."),
    "host": translatable(
        "The platform's host is not known, or is not public. The administrator can allow a host "
        "of the own network with the setting QUIZAPP_LTI_PRIVATE_HOSTS."
    ),
    "https": translatable("The platform's address must begin with https://."),
    "down": translatable("The platform does not answer."),
    "certificate": translatable("The platform's certificate is not valid."),
    "slow": translatable("The platform took too long."),
    "broken": translatable("The connection to the platform broke off."),
    "large": translatable("The platform's answer was too large."),
    "garbage": translatable("The platform's answer could not be read."),
    "refused": translatable("The platform refused it."),
    "gone": translatable("The platform has no such place any more."),
    "fails": translatable("The platform has a problem of its own."),
    "token": translatable("The platform gave no access. Is our key registered there?"),
    "key": translatable("Our key cannot be opened. The administrator has to make a new one."),
}
"""Why a platform could not be asked, in words that a teacher reads."""


class PlatformError(Exception):
    """A platform could not be asked. ``why`` is a key of ``PROBLEMS``; ``again``: try later."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(str(PROBLEMS[why]))
        self.why = why
        self.again = again


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request to a platform.

    Attributes:
        url: as the platform or its registration names it.
        headers: beyond those of every request. body: sent with POST; None asks with GET.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a platform answered."""

    headers: Mapping[str, str]
    data: bytes

    def json(self) -> Any:
        """Return its JSON value.

        Raises:
            PlatformError: it is none.
        """
        try:
            return json.loads(self.data)
        except (ValueError, RecursionError):
            raise PlatformError("garbage", again=True) from None


def check_url(url: str, *, settings: Settings) -> None:
    """Refuse an address of a platform that could never be asked; nothing is looked up.

    Raises:
        PlatformError: with the reason.
    """
    _place(url, inside=settings.lti_private_hosts)


def until(seconds: float) -> Deadline:
    """Return when that many seconds are over: for several requests that have them together."""
    return Deadline(time.monotonic() + seconds)


def ask(wanted: Wanted, *, settings: Settings, end: Deadline | None = None) -> Answer:
    """Return a platform's answer.

    Args:
        end: when the caller needs it at the latest.

    Raises:
        PlatformError: there is none, or not the one that was wanted.
    """
    return ask_host(wanted, inside=settings.lti_private_hosts, end=end)


def ask_host(wanted: Wanted, *, inside: Collection[str], end: Deadline | None = None) -> Answer:
    """Return the answer of a host that the operator named or that what they named leads to.

    Args:
        inside: hosts, in lower case, that may have an address of the own network, any port, or
            plain http.
        end: when the caller needs it at the latest.

    Raises:
        PlatformError: there is none, or not the one that was wanted.
    """
    deadline = until(SECONDS)
    if end is not None and end.at < deadline.at:
        deadline = end
    try:
        return _ask(wanted, deadline, inside=inside)
    except TimeLimitError:
        raise PlatformError("slow", again=True) from None
    except ssl.SSLCertVerificationError:
        raise PlatformError("certificate", again=True) from None
    except (OSError, http.client.HTTPException, ValueError):
        if deadline.is_over():
            raise PlatformError("slow", again=True) from None
        raise PlatformError("broken", again=True) from None


def _place(url: str, *, inside: Collection[str]) -> tuple[SplitResult, str, int, Limits]:
    try:
        parts, host, port = split_address(url, None)
    except InputError:
        raise PlatformError("address") from None
    if host.casefold() in inside:
        return parts, host, port, Limits(permit=_is_allowed_inside, ports=None)
    if parts.scheme != "https":
        raise PlatformError("https")
    limits = Limits()
    if limits.ports is not None and port not in limits.ports:
        raise PlatformError("address")
    return parts, host, port, limits


def _is_allowed_inside(address: str) -> bool:
    """Return whether a host that the administrator named may have this address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    # Link-local addresses are where clouds keep their machines' secrets; no school's Moodle.
    inside = ip.is_private and not (ip.is_link_local or ip.is_unspecified or ip.is_multicast)
    return inside or is_public(address)


def _ask(wanted: Wanted, deadline: Deadline, *, inside: Collection[str]) -> Answer:
    parts, host, port, limits = _place(wanted.url, inside=inside)
    try:
        addresses = checked_addresses(host, port, limits, deadline)
    except InputError:
        raise PlatformError("host", again=True) from None
    try:
        plain = dial(addresses, port, deadline)
    except InputError:
        raise PlatformError("slow" if deadline.is_over() else "down", again=True) from None
    with plain, cut_at(deadline, plain):
        answer = _exchange(wanted, parts, host, port, plain)
    # An answer without a length looks whole where it was cut.
    deadline.left()
    return answer


def _exchange(wanted: Wanted, parts: SplitResult, host: str, port: int, plain: Any) -> Answer:
    secure = parts.scheme == "https"
    client = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, port)
    client.auto_open = 0
    connection = plain
    if secure:
        connection = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    client.sock = connection
    method = "GET" if wanted.body is None else "POST"
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = {"Accept-Encoding": "identity", "User-Agent": "quizapp", "Connection": "close"}
    try:
        client.request(method, path, body=wanted.body, headers={**headers, **wanted.headers})
        with client.getresponse() as response:
            return _answer(response)
    finally:
        client.close()
        connection.close()


def _answer(response: http.client.HTTPResponse) -> Answer:
    if response.status not in _FINE:
        raise _refusal(response.status)
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise PlatformError("large")
    declared = response.getheader("Content-Length") or ""
    if declared.isdecimal() and len(data) < int(declared):
        raise http.client.IncompleteRead(bytes(data))
    headers = {name.casefold(): value for name, value in response.getheaders()}
    return Answer(headers, bytes(data))


def _refusal(status: int) -> PlatformError:
    """Return what an unwanted status means; most reasons may pass."""
    if status in {404, 410}:
        return PlatformError("gone", again=True)
    if (
        status >= http.HTTPStatus.INTERNAL_SERVER_ERROR
        or status == http.HTTPStatus.TOO_MANY_REQUESTS
    ):
        return PlatformError("fails", again=True)
    return PlatformError("refused", again=True)


def with_form(url: str, body: bytes) -> Wanted:
    """Return the request that posts a form."""
    form = Wanted(url=url, body=body)
    return replace(form, headers={"Content-Type": "application/x-www-form-urlencoded"})
