"""The bank's folder as a zip file, and back: limits, and no path that leaves the bank."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from quizapp.bank.terms import MAX_BYTES
from quizapp.errors import BankErrors, InputError, Problem
from quizapp.services.workspace.workspace_paths import clashes, path_fault

UPLOAD_MAX: Final = 16_000_000
"""Bytes of an upload, packed and unpacked."""
FILES_MAX: Final = 2_000
"""Entries of a zip file."""
_TOP: Final = "question_bank/"
"""The folder that a download has everything in, and that an upload may have."""
_ZIP_START: Final = b"PK"
_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(ValueError, OSError),
)
"""What the library raises on bytes that are no sound zip file."""


def download(files: Mapping[str, str]) -> bytes:
    """Return the files as a zip of the bank's folder: the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{_TOP}{path}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, files[path].encode())
    return out.getvalue()


def read_upload(data: bytes) -> dict[str, str]:
    """Return path -> text of the bank's files in a zip; other files and hidden ones are left out.

    Raises:
        InputError: it is no zip, too large, or a name in it is no path inside a bank.
        BankErrors: files that are not UTF-8, each with its place.
    """
    if len(data) > UPLOAD_MAX:
        raise _refused(f"it is larger than {UPLOAD_MAX} bytes: upload the articles one by one")
    if not data.startswith(_ZIP_START):
        raise _refused("it is not a zip file: pack the bank's folder, or choose YAML files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            raw = _inflate(packed)
    except _DAMAGED as error:
        raise _refused("it is damaged or of a kind of zip that is not supported") from error
    return decode(_without_top(raw))


def decode(raw: Mapping[str, bytes]) -> dict[str, str]:
    """Return path -> text of uploaded files.

    Raises:
        InputError: a path that no file of a bank can have, or two that are one on some disks.
        BankErrors: files that are not UTF-8 or too large, each with its place.
    """
    for path in raw:
        fault = path_fault(path)
        if fault:
            raise _refused(f'"{path[:100]}" cannot be a file of a bank: {fault}')
    twins = clashes(raw)
    if twins:
        raise _refused(f'"{twins[0]}" and another file differ in case only: rename one')
    if sum(map(len, raw.values())) > UPLOAD_MAX or len(raw) > FILES_MAX:
        raise _refused(f"it holds more than {UPLOAD_MAX} bytes or {FILES_MAX} files")
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in raw.items():
        found = _text(path, data)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            texts[path] = found
    if problems:
        raise BankErrors(problems)
    return texts


def _inflate(packed: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the bank's files of a zip, counting bytes while they are unpacked."""
    entries = packed.infolist()
    if len(entries) > FILES_MAX:
        raise _refused(f"it holds more than {FILES_MAX} files")
    found: dict[str, bytes] = {}
    left = UPLOAD_MAX
    for entry in entries:
        name = entry.filename
        _check_entry(entry)
        if entry.is_dir() or not name.endswith((".yaml", ".yml")) or _is_hidden(name):
            continue
        if name in found:
            raise _refused(f'"{name}" is in it twice')
        data = bytearray()
        with packed.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                data += chunk
                if len(data) > left:
                    raise _refused(f"unpacked it is larger than {UPLOAD_MAX} bytes")
        left -= len(data)
        found[name] = bytes(data)
    if not found:
        raise _refused("there is no .yaml file in it")
    return found


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that is a link, locked, or points out of the bank, whatever its ending."""
    name = entry.orig_filename
    if "\\" in name or name.startswith("/") or ".." in name.split("/") or "\0" in name:
        raise _refused(f'"{name[:100]}" does not lie inside the bank\'s folder')
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(f'"{name[:100]}" is a link: put the file itself in')
    if entry.flag_bits & _ENCRYPTED:
        raise _refused("it is locked with a password")
    if entry.compress_type not in _METHODS:
        raise _refused("it is packed in an unusual way: pack it with deflate")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _without_top(raw: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files without the folder that a download puts all of them in."""
    if all(name.startswith(_TOP) for name in raw):
        return {name.removeprefix(_TOP): data for name, data in raw.items()}
    return dict(raw)


def _text(path: str, data: bytes) -> str | Problem:
    if len(data) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES} bytes"
        return Problem(path, 1, 1, "(file)", what, "split the file")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        return Problem(path, line, column, "(file)", what, "save the file as UTF-8")


def _refused(why: str) -> InputError:
    return InputError(
        "The upload was not taken: {why}. Nothing was stored.", why=why, field="upload"
    )
