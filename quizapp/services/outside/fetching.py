"""An article by its address, from public hosts only: safe against server-side request forgery.

Every address that a name resolves to must be public, and the connection is made to one of those
very addresses, so that a second look-up cannot lead elsewhere. Each redirect is judged anew.
"""

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from quizapp.errors import InputError, NotAllowedError
from quizapp.services.outside.outgoing import Deadline, TimeLimitError, cut_at
from quizapp.settings import Settings

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_REDIRECTS: Final = 5
SECONDS: Final = 10.0
PORTS: Final = frozenset((80, 443))

_KINDS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
}
_CHUNK: Final = 64 * 1024
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_NOT_PLAIN: Final = re.compile(r"[\x00-\x20\x7f\\]")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_CLOSED: Final = tuple(
    IPv6Network(each)
    # Local NAT64, 6to4, Teredo and IPv4-compatible addresses lead into networks we cannot judge.
    for each in ("64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)

Resolve = Callable[[str, int], Sequence[str]]
"""Host name and port -> all its IP addresses."""

Permit = Callable[[str], bool]
"""IP address -> whether it may be connected to."""


def _refuse(message: str) -> InputError:
    return InputError(message, field="address")


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, inside wrappers too."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if not isinstance(ip, IPv4Address):
        if ip.scope_id:
            return False
        inner = ip.ipv4_mapped
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if any(ip in network for network in _CLOSED):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve_name(host: str, port: int) -> tuple[str, ...]:
    """Return every address of a host name.

    Raises:
        OSError: the name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a fetch may reach and take.

    Attributes:
        resolve: finds the addresses of a name.
        permit: says which of them may be connected to.
        ports: the ports that an address may name; None for any (tests serve on a free one).
        seconds: all told, from the first look-up to the last byte.
    """

    resolve: Resolve = resolve_name
    permit: Permit = is_public
    ports: frozenset[int] | None = PORTS
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a host: where it leads, or what it holds."""

    location: str
    kind: str
    charset: str
    data: bytes


def split_address(address: str, ports: frozenset[int] | None) -> tuple[SplitResult, str, int]:
    """Return the parts of an address, its host in ASCII and its port.

    Raises:
        InputError: it is none that may be asked.
    """
    if _NOT_PLAIN.search(address):
        raise _refuse("The address holds spaces or control characters. Copy it again.")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        raise _refuse(
            "This is no web address. Write one like https://example.org/article."
        ) from None
    if parts.scheme not in {"http", "https"} or not ascii_host:
        raise _refuse("Write an address that begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise _refuse("An address with a user name or password in it is not fetched. Remove them.")
    port = port or (443 if parts.scheme == "https" else 80)
    if ports is not None and port not in ports:
        raise _refuse(f"Port {port} is not fetched from; only the usual ports 80 and 443 are.")
    if re.fullmatch(r"(?:0x[0-9a-f]*|\d+)", ascii_host.rpartition(".")[2].casefold()):
        _check_dotted(ascii_host)
    return parts, ascii_host, port


def _check_dotted(host: str) -> None:
    """Refuse numbers that some programs read as an address: 2130706433, 0177.1, 0x7f000001."""
    try:
        IPv4Address(host)
    except ValueError:
        raise _refuse("Write the host's name, not a number.") from None


def checked_addresses(host: str, port: int, limits: Limits, deadline: Deadline) -> tuple[str, ...]:
    """Return the addresses of a host, all of which may be connected to.

    Raises:
        InputError: there is no such host, or it may not be connected to.
        TimeLimitError: its name was not found in time.
    """
    found: list[Sequence[str]] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            found.append(limits.resolve(host, port))

    # A name server may keep us waiting for longer than the whole fetch may take.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise TimeLimitError
    addresses = tuple(found[0]) if found else ()
    if not addresses:
        raise _refuse(f"There is no host with the name {host}. Check the address.")
    if not all(limits.permit(each) for each in addresses):
        raise _refuse(
            f"{host} is not a host of the public internet, so it is not fetched from."
            " Save the page and upload it."
        )
    return addresses


def dial(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """Return a connection to the first of the checked addresses that answers.

    Raises:
        InputError: none of them does.
        TimeLimitError: there is no time left.
    """
    for each in addresses:
        family = socket.AF_INET6 if ":" in each else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left())
            connection.connect((each, port))
        except OSError:
            connection.close()
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise _refuse("The host does not answer. Try again later, or save the page and upload it.")


def _ask(parts: SplitResult, host: str, port: int, connection: socket.socket) -> _Answer:
    secure = parts.scheme == "https"
    client = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, port)
    client.auto_open = 0
    if secure:
        connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
    client.sock = connection
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
        client.request(
            "GET",
            f"{path}?{query}" if query else path,
            headers={
                "Accept": "text/html, text/plain, text/markdown",
                "Accept-Encoding": "identity",
                "User-Agent": "quizapp",
                "Connection": "close",
            },
        )
        with client.getresponse() as response:
            return _answer(response)
    finally:
        client.close()
        connection.close()


def _answer(response: http.client.HTTPResponse) -> _Answer:
    location = response.getheader("Location") or ""
    if response.status in _REDIRECTS and location:
        return _Answer(location, "", "", b"")
    if response.status != http.HTTPStatus.OK:
        raise _refuse(
            f"The host answers {response.status} instead of the page."
            " Open it in a browser, save it and upload it."
        )
    kind = response.headers.get_content_type()
    if kind not in _KINDS or response.getheader("Content-Type") is None:
        raise _refuse(f"The address leads to {kind}, not to a page of text (HTML, text, Markdown).")
    if (response.getheader("Content-Encoding") or "identity").casefold() != "identity":
        raise _refuse("The host sends the page packed, unasked. Save the page and upload it.")
    declared = response.getheader("Content-Length") or ""
    if declared.isdecimal() and int(declared) > MAX_BYTES:
        raise _too_large()
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise _too_large()
    if declared.isdecimal() and len(data) < int(declared):
        raise http.client.IncompleteRead(bytes(data))
    return _Answer("", kind, response.headers.get_content_charset() or "", bytes(data))


def _too_large() -> InputError:
    return _refuse("The page is larger than 5 MB. Save its text and upload that.")


def _get(address: str, limits: Limits, deadline: Deadline) -> _Answer:
    parts, host, port = split_address(address, limits.ports)
    connection = dial(checked_addresses(host, port, limits, deadline), port, deadline)
    try:
        with connection, cut_at(deadline, connection):
            answer = _ask(parts, host, port, connection)
        # A body without a length looks whole where it was cut.
        deadline.left()
    except InputError:
        deadline.left()
        raise
    except ssl.SSLCertVerificationError:
        raise _refuse(
            f"The certificate of {host} is not valid, so it is not fetched from."
        ) from None
    except (OSError, http.client.HTTPException, ValueError):
        deadline.left()
        raise _refuse(
            "The connection broke off before the page was whole."
            " Try again, or save the page and upload it."
        ) from None
    return answer


def fetch_article(
    address: str, *, settings: Settings, limits: Limits | None = None
) -> tuple[bytes, str]:
    """Return the bytes behind an address and a file name that says what they are.

    Args:
        address: http or https, on the usual port, without a password.
        settings: fetching must be switched on.
        limits: where to, how long; None for public hosts and ten seconds.

    Raises:
        NotAllowedError: fetching is switched off.
        InputError: the address may not be fetched, or does not give a page; ``field`` is "address".
    """
    if not settings.fetch_articles:
        raise NotAllowedError(
            "Fetching by address is switched off on this site. Paste the text, or upload the page."
        )
    limits = limits or Limits()
    try:
        return _follow(address.strip(), limits, Deadline(time.monotonic() + limits.seconds))
    except TimeLimitError:
        raise _refuse(
            f"The page did not arrive within {limits.seconds:g} seconds."
            " Try again later, or save the page and upload it."
        ) from None


def _follow(address: str, limits: Limits, deadline: Deadline) -> tuple[bytes, str]:
    here = address
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(here, limits, deadline)
        if not answer.location:
            return _in_utf8(answer), _name(here, answer.kind)
        here = urljoin(here, answer.location)
    raise _refuse(f"The address was redirected more than {MAX_REDIRECTS} times.")


def _in_utf8(answer: _Answer) -> bytes:
    """Return the data in UTF-8 where the host names another encoding that fits."""
    if not answer.charset:
        return answer.data
    try:
        return answer.data.decode(answer.charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return answer.data


def _name(address: str, kind: str) -> str:
    path = PurePosixPath(unquote(urlsplit(address).path))
    stem = re.sub(r"[^\w.-]+", "-", path.stem)[:80].strip("-.")
    return (stem or "article") + _KINDS[kind]
