"""What the operator of a site that others reach should look at: settings, disk, clock, backups."""

import ctypes
import http.client
import shutil
import ssl
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import make_url, text

from quizapp.errors import ConfigurationError
from quizapp.services.operation.doctor import Check
from quizapp.settings import Settings
from quizapp.store import sqlite_file
from quizapp.store.schema import migrate

_LEAST_FREE: Final = 0.1
"""Share of the disk below which a warning is due; and room for three copies of the database."""
_COPIES: Final = 3
BACKUP_WITHIN: Final = timedelta(hours=26)
"""A daily backup that is two hours late is missing."""
_DRIFT: Final = timedelta(seconds=2)
_HEADERS: Final = {
    "strict-transport-security": "set QUIZAPP_HTTPS=yes",
    "content-security-policy": "the proxy takes it away",
    "x-content-type-options": "the proxy takes it away",
    "x-frame-options": "the proxy takes it away",
}
_CERTIFICATE_LEFT: Final = timedelta(days=14)
_TIMEOUT_S: Final = 10
_CHECKED: Final = frozenset({"verify-ca", "verify-full"})
"""Values of PostgreSQL's ``sslmode`` by which a server has to prove who it is."""
_NETWORK: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"})
_UNSYNCHRONISED: Final = 5
"""What Linux's adjtimex returns while nothing keeps the clock right."""


def examine_deployment(
    settings: Settings, *, backups: Path | None, url: str, now: datetime
) -> tuple[Check, ...]:
    """Return what speaks against opening the site to others as it is set up.

    Args:
        backups: folder of the backups; None says that it was not named.
        url: public address of the site, "" to leave it unvisited.
    """
    return (
        *_settings(settings),
        *_disk(settings),
        *_clock(settings, now=now),
        _backups(backups, now=now),
        *(_visit(url, now=now) if url else ()),
    )


def _settings(settings: Settings) -> Iterator[Check]:
    yield _judge(
        "https",
        settings.https,
        good="cookies are sent over https alone",
        bad="set QUIZAPP_HTTPS=yes, and let a proxy speak https: passwords are readable otherwise",
    )
    yield _judge(
        "proxy",
        settings.proxy_hops > 0 or not settings.https,
        good=f"{settings.proxy_hops} proxies are believed",
        bad="set QUIZAPP_PROXY_HOPS: every visitor has the proxy's address for the rate limits",
    )
    yield _judge(
        "hosts",
        bool(settings.trusted_hosts),
        good=", ".join(settings.trusted_hosts),
        bad="set QUIZAPP_TRUSTED_HOSTS: links made for a foreign host name would lead there",
    )
    yield _judge(
        "demonstration",
        not settings.demo_password,
        good="no password of demonstration accounts is set",
        bad="unset QUIZAPP_DEMO_PASSWORD, and disable the demonstration's accounts",
    )
    if settings.registration == "open":
        yield Check("registration", "warning", "anybody may make an account")
    if settings.log_level == "debug":
        yield Check("log", "warning", "debug may name people: set QUIZAPP_LOG_LEVEL=info")
    if not settings.on_sqlite:
        yield _judge(
            "secret key",
            settings.secret_key,
            good="set in the environment, for every server alike",
            bad="is this data folder's own: for several servers set QUIZAPP_SECRET_KEY to one key",
            otherwise="warning",
        )
        yield _judge(
            "to the database",
            not travels_in_clear(settings.database_url),
            good="stays on this machine, or is encrypted for a server whose certificate is checked",
            bad="add ?sslmode=verify-full to QUIZAPP_DATABASE_URL, and the server's certificate"
            " authority as &sslrootcert=FILE: answers and its password cross the network",
        )
    if settings.model_on and not settings.model_url.startswith("https://"):
        yield Check("model", "warning", "passages and the key travel to it unencrypted")


def travels_in_clear(database_url: str) -> bool:
    """Return whether what goes to a database can be read, or answered by another, on the way.

    Args:
        database_url: as the settings hold it. A host that names a folder is a socket.
    """
    url = make_url(database_url)
    named = url.query.get("host", url.host or "")
    hosts = [named] if isinstance(named, str) else list(named)
    away = any(host and not host.startswith("/") and not _is_here(host) for host in hosts)
    return away and url.query.get("sslmode") not in _CHECKED


def _is_here(host: str) -> bool:
    """Return whether a host is this machine by its name or address."""
    try:
        return ip_address(host.partition(":")[0] if host.count(":") == 1 else host).is_loopback
    except ValueError:
        return host.partition(":")[0] == "localhost"


def _disk(settings: Settings) -> Iterator[Check]:
    usage = shutil.disk_usage(settings.data_dir)
    size = 0
    if settings.on_sqlite and settings.database_file.exists():
        size = settings.database_file.stat().st_size
    enough = usage.free >= max(usage.total * _LEAST_FREE, _COPIES * size)
    free = f"{usage.free / 1e9:.1f} GB free of {usage.total / 1e9:.0f} GB"
    yield _judge("disk", enough, good=free, bad=f"only {free}: answers stop when it is full")
    if settings.on_sqlite and (kind := _file_system(settings.data_dir)) in _NETWORK:
        yield Check("file system", "problem", f"SQLite on {kind} can lose data: use a local disk")


def _clock(settings: Settings, *, now: datetime) -> Iterator[Check]:
    state = _clock_state()
    if state is not None:
        yield _judge(
            "clock",
            state != _UNSYNCHRONISED,
            good="kept right by the system",
            bad="nothing keeps it right: install chrony or systemd-timesyncd",
            otherwise="warning",
        )
    if settings.on_sqlite:
        return
    with migrate.connected(settings.database_url) as connection:
        started = datetime.now(UTC)
        there = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        drift = abs(there - started)
        commit, sync = (
            connection.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("synchronous_commit", "fsync")
        )
    del now
    yield _judge(
        "clock of the database",
        drift <= _DRIFT,
        good=f"{drift.total_seconds():.1f} s apart",
        bad=f"{drift.total_seconds():.0f} s apart from this machine's",
    )
    yield _judge(
        "durability",
        commit != "off" and sync == "on",
        good=f"synchronous_commit={commit}, fsync={sync}",
        bad=f"synchronous_commit={commit}, fsync={sync}: answers that were told can be lost",
    )


def _backups(folder: Path | None, *, now: datetime) -> Check:
    if folder is None:
        return Check("backups", "warning", "not looked at: name their folder with --backups")
    files = [each for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []
    if not files:
        return Check("backups", "problem", f"there is none in {folder}")
    newest = max(files, key=lambda each: each.stat().st_mtime)
    age = now - datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    if age > BACKUP_WITHIN:
        hours = age.total_seconds() / 3600
        return Check("backups", "problem", f"the newest, {newest.name}, is {hours:.0f} h old")
    with newest.open("rb") as file:
        is_sqlite = file.read(15) == b"SQLite format 3"
    if is_sqlite and (problems := sqlite_file.integrity_problems(newest)):
        return Check("backups", "problem", f"{newest.name} is damaged: {problems[0]}")
    return Check("backups", "ok", f"{newest.name}, {age.total_seconds() / 3600:.1f} h old")


def _visit(url: str, *, now: datetime) -> Iterator[Check]:
    """Look at the site as its visitors meet it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(f"{url!r} is no address; write https://quiz.example.org")
    secure = parts.scheme == "https"
    connection = (
        http.client.HTTPSConnection(parts.netloc, timeout=_TIMEOUT_S)
        if secure
        else http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT_S)
    )
    try:
        connection.request("GET", "/healthz", headers={"User-Agent": "quizapp-doctor"})
        reply = connection.getresponse()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        reply.read(1)
        yield _judge(
            "address",
            reply.status == http.client.OK,
            good=f"{parts.netloc} answers",
            bad=f"{parts.netloc} answers with {reply.status}",
        )
        sock = connection.sock
        if isinstance(sock, ssl.SSLSocket):
            yield _certificate(sock, now=now)
    except (OSError, http.client.HTTPException) as error:
        yield Check("address", "problem", f"{parts.netloc} cannot be reached: {error}")
        return
    finally:
        connection.close()
    if not secure:
        yield Check("tls", "problem", "the address is http: anybody on the way can read passwords")
    for name, how in _HEADERS.items():
        if name not in headers and (secure or name != "strict-transport-security"):
            yield Check(name, "problem", f"is not sent: {how}")
    if "date" in headers:
        drift = abs(parsedate_to_datetime(headers["date"]) - now)
        yield _judge(
            "clock of the site",
            drift <= _DRIFT + timedelta(seconds=1),
            good=f"{drift.total_seconds():.0f} s apart",
            bad=f"{drift.total_seconds():.0f} s apart from this machine's",
        )


def _certificate(sock: ssl.SSLSocket, *, now: datetime) -> Check:
    found = sock.getpeercert() or {}
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found.get("notAfter"))), UTC)
    return _judge(
        "tls",
        ends - now > _CERTIFICATE_LEFT,
        good=f"certificate until {ends:%Y-%m-%d}",
        bad=f"the certificate ends on {ends:%Y-%m-%d}: its renewal does not work",
    )


def _judge(name: str, fine: object, *, good: str, bad: str, otherwise: str = "problem") -> Check:
    if fine:
        return Check(name, "ok", good)
    return Check(name, "warning" if otherwise == "warning" else "problem", bad)


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on; "" where the system does not say."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    here = str(folder.resolve())
    best, kind = "", ""
    for line in mounts.read_text("utf-8", errors="replace").splitlines():
        _, point, found, *_ = line.split(" ")
        inside = here == point or here.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def _clock_state() -> int | None:
    """Return Linux's own word on whether the clock is kept right; None elsewhere."""
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL(None, use_errno=True)
        # The system's structure has 208 bytes at most; zeros ask and change nothing.
        return int(library.adjtimex(ctypes.create_string_buffer(512)))
    except (OSError, AttributeError):
        return None
