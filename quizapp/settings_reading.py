"""How the text of each setting is read; every one raises ValueError with what to write instead."""

import re
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

MIN_SECRET_LENGTH: Final = 32
_LONGEST_ISSUER: Final = 255


def text(value: str) -> str:
    """Return the text as it is."""
    return value


def absolute_path(value: str) -> Path:
    """Return a path from the root of the file system."""
    return Path(value).expanduser().absolute()


def database_url(value: str) -> str:
    """Return the address of a database as SQLAlchemy takes it."""
    if value.startswith("postgres://"):
        value = "postgresql://" + value.removeprefix("postgres://")
    if value.startswith("postgresql://"):
        value = "postgresql+psycopg://" + value.removeprefix("postgresql://")
    if value.startswith("postgresql+psycopg://"):
        return _with_several_hosts(value)
    if value.startswith("sqlite:///"):
        return value
    raise ValueError("write postgresql://user:password@host/database or sqlite:////path/to/file.db")


def _with_several_hosts(url: str) -> str:
    """Return a URL with one host as it is, one with several as SQLAlchemy writes it.

    Of several that one is wanted that can be written to: the primary, whichever it is today.
    """
    head, _, rest = url.partition("://")
    authority, slash, tail = rest.partition("/")
    login, at, hosts = authority.rpartition("@")
    if "," not in hosts:
        return url
    if not all(re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?", each) for each in hosts.split(",")):
        raise ValueError("write several hosts as host1:5432,host2:5432, by name or IPv4 address")
    database, _, query = tail.partition("?")
    parts = [*(part for part in query.split("&") if part)]
    if not any(part.startswith("target_session_attrs=") for part in parts):
        parts.append("target_session_attrs=read-write")
    parts += [f"host={each}" for each in hosts.split(",")]
    return f"{head}://{login}{at}{slash}{database}?{'&'.join(parts)}"


def secret(value: str) -> str:
    """Return a key that is long enough."""
    if len(value) < MIN_SECRET_LENGTH:
        raise ValueError(f"write at least {MIN_SECRET_LENGTH} random characters")
    return value


def number(low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number within bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return int(value)

    return read


def yes_no(value: str) -> bool:
    """Return whether the answer is yes."""
    if value.lower() not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise ValueError("write yes or no")
    return value.lower() in {"yes", "true", "1", "on"}


def one_of(*words: str) -> Callable[[str], str]:
    """Return what reads one of the words."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"write one of: {', '.join(words)}")
        return value

    return read


def hosts(value: str) -> tuple[str, ...]:
    """Return host names, in small letters."""
    hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
    for host in hosts:
        if not re.fullmatch(r"\.?[a-z0-9.-]+|\[[0-9a-f:]+\]", host):
            raise ValueError(f"{host!r} is no host name; write names with commas between them")
    return hosts


def model_url(value: str) -> str:
    """Return the address of an endpoint without a slash at its end."""
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query:
        raise ValueError("write an address like https://host/v1, without a password in it")
    if parts.scheme == "http" and "." in host and not _is_near(host):
        raise ValueError("write https: the key and the article would be sent in the clear")
    return value.rstrip("/")


def _is_near(host: str) -> bool:
    """Return whether a host is an address of this machine or of its own network."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def issuer(value: str) -> str:
    """Return an issuer as it is: with or without the slash at its end, it is another one."""
    parts = urlsplit(value)
    host = parts.hostname or ""
    wrong = parts.username or parts.query or parts.fragment or not value.isprintable()
    if parts.scheme not in {"http", "https"} or not host or wrong or len(value) > _LONGEST_ISSUER:
        raise ValueError("write an address like https://login.example.org, as the provider has it")
    if parts.scheme == "http" and "." in host and not _is_near(host):
        raise ValueError("write https: whoever listens on the way could sign in as anybody")
    return value
