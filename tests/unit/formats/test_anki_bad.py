"""Bad Anki packages: each is refused with ``InputError`` and a reason, or made inert."""

import contextlib
import io
import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from quizapp.errors import InputError
from quizapp.formats.anki.anki_database import opened
from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices, PairContent
from tests.unit.formats.anki_bad import ALL, CHILD, LONGEST_S, refused, run, small
from tests.unit.formats.anki_made import (
    BASIC,
    CLOZE,
    VERSIONS,
    Made,
    Version,
    archive,
    database,
    dummy,
    message,
    package,
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 something",
        b"PK",
        b"PK\x03\x04" + bytes(100),
        b"PK\x05\x06" + bytes(18),
        database(small(), tables=False),
        archive({"word/document.xml": b"<x/>"}),
        archive({"media": b"{}", "0": b"picture"}),
        archive({"collection.anki21": b"", "media": b"{}"}),
        archive({"collection.anki21": b"SQLite format 3\x00", "media": b"{}"}),
        archive({"collection.anki21b": b"no zstd at all"}),
        archive({"collection.anki21b": zstandard.compress(b"no database")}),
    ],
)
def test_what_is_no_package_is_refused(data: bytes) -> None:
    assert "Anki" in refused(data)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_truncated_package_is_refused(version: Version) -> None:
    whole = package(small(), version)
    for share in (0.01, 0.3, 0.6, 0.9, 0.99):
        refused(whole[: int(len(whole) * share)])


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
def test_a_truncated_collection_is_refused(share: float) -> None:
    made = small()
    for number in range(300):
        made.note(BASIC, f"front {number}", "back " * 20)
    plain = database(made, tables=True)
    packed = zstandard.compress(plain)
    refused(archive({"collection.anki21b": packed[: int(len(packed) * share)]}))
    refused(archive({"collection.anki21": plain[: int(len(plain) * share)]}))


@pytest.mark.parametrize("version", VERSIONS)
def test_changed_bytes_are_refused_or_read(version: Version) -> None:
    """Only ``InputError`` leaves the reader, whatever is changed."""
    dice = random.Random(7)  # noqa: S311 - not for secrets
    made = small()
    for number in range(30):
        made.note(BASIC, f"front {number}", "back " * 20)
    whole = database(made, tables=version == "anki21b")
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(dice.choice((1, 4, 40))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        packed = bytes(broken) if version != "anki21b" else zstandard.compress(bytes(broken))
        with contextlib.suppress(InputError):
            read(archive({f"collection.{version}": packed}), ALL)
    sound = package(small(), version)
    for _ in range(60):
        broken = bytearray(sound)
        broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        with contextlib.suppress(InputError):
            read(bytes(broken), ALL)


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "C:evil", "a\\b", ".profile", "a/b", "<script>alert(1)</script>"],
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    told = refused(package(small(), files={name: b"x"}))
    assert f"“{name}”" in told


def test_names_in_the_list_of_media_are_never_used() -> None:
    media = b'{"0": "../../etc/passwd", "1": "/root/x", "2": "<script>"}'
    found = read(package(small(), "anki21", {"media": media, "0": b"x"}), ALL)
    assert [note.content for note in found.notes] == [PairContent("front", "back")]
    assert read(package(small(), files={"media": b"\xff\xff no message"}), ALL).notes == found.notes


def test_a_link_is_refused() -> None:
    buffer = io.BytesIO(package(small()))
    with zipfile.ZipFile(buffer, "a") as packed:
        link = zipfile.ZipInfo("5")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert "“5”" in refused(buffer.getvalue())


def test_a_locked_package_is_refused() -> None:
    data = bytearray(package(small(), "anki21"))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 1)
    assert "locked with a password" in refused(bytes(data))


def test_entries_that_lie_over_one_another_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("collection.anki21", database(small(), tables=False))
        packed.writestr("0", b"picture")
        packed.getinfo("0").header_offset = packed.getinfo("collection.anki21").header_offset
    assert "over one another" in refused(buffer.getvalue())


def test_two_collections_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(archive({"collection.anki21": database(small(), tables=False)}))
    with zipfile.ZipFile(buffer, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("collection.anki21", b"another")
    assert "over one another" in refused(buffer.getvalue())


def test_a_bomb_is_refused() -> None:
    size = 256 * 2**20
    in_zip = archive({"collection.anki21": bytes(size)})
    in_zstd = archive({"collection.anki21b": zstandard.compress(bytes(size), 19)})
    assert len(in_zstd) < 10_000
    for data in (in_zip, in_zstd):
        assert "larger than may be read" in refused(data)


def test_a_window_beyond_measure_is_refused() -> None:
    settings = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    stream = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    packed = stream.compress(b"x" * 1000) + stream.flush()
    refused(archive({"collection.anki21b": packed}))


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    assert "more than 100000 files" in refused(b"PK\x03\x04" + b"PK\x01\x02" * 100_001)


ENDLESS = "AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i id, "
VIEWS = {
    "notes": f"CREATE VIEW notes {ENDLESS} 'a' guid, 100 mid, '' tags, 'a' flds FROM n",
    "cards": f"CREATE VIEW CARDS {ENDLESS} i nid, 1 did, 0 ord, 0 queue, 0 odid FROM n",
    "revlog": f"CREATE VIEW revlog {ENDLESS} i cid, 1 ease, 1 factor, 1 time, 1 type FROM n",
    "col": "CREATE VIEW col AS SELECT 1 crt, '{}' models, '{}' decks, '{}' conf",
}
COMPUTED = (
    "text AS (hex(zeroblob(500000000)))",
    "text GENERATED ALWAYS AS (printf('%*c', 900000000, 'x')) VIRTUAL",
    "CHECK (length(hex(zeroblob(500000000))) > 0)",
)


@pytest.mark.parametrize(
    "statements",
    [
        *(f"DROP TABLE {table}; {view}" for table, view in VIEWS.items()),
        "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds)",
        *(
            f"DROP TABLE notes; CREATE TABLE notes (id integer primary key, guid, mid, flds {what})"
            for what in COMPUTED
        ),
    ],
)
def test_what_is_no_plain_table_is_refused(statements: str) -> None:
    for version in VERSIONS[1:]:
        told = refused(package(small(run(statements)), version))
        assert "not a table as Anki makes it" in told


def test_a_schema_changed_by_hand_is_refused() -> None:
    change = run(
        "PRAGMA writable_schema=ON; "
        "INSERT INTO sqlite_master VALUES ('table', 'NOTES', 'notes', 2, 'CREATE TABLE x(y)')"
    )
    refused(package(small(change), "anki21"))


@pytest.mark.parametrize("table", ["notes", "cards", "col"])
def test_a_missing_table_is_named(table: str) -> None:
    told = refused(package(small(run(f"DROP TABLE {table}"))))
    assert f"no table “{table}”" in told


def test_columns_that_are_missing_are_refused() -> None:
    refused(package(small(run("DROP TABLE notes; CREATE TABLE notes (id integer)"))))


def test_a_package_without_review_log_has_no_past_answers() -> None:
    found = read(package(small(run("DROP TABLE revlog"))), ALL)
    assert found.reviews == ()
    assert len(found.notes) == 1


def test_a_package_without_notes_is_refused() -> None:
    for version in VERSIONS:
        assert "no note" in refused(package(Made(), version))


def test_an_empty_collection_row_is_refused() -> None:
    assert "JSON is broken" in refused(package(small(run("DELETE FROM col")), "anki21"))


@pytest.mark.parametrize(
    "models",
    [
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"1": ' + "9" * 5000 + "}",
        " " * 8_000_001,
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_broken_json_is_refused(models: str) -> None:
    made = small()
    made.models = models
    assert "JSON is broken" in refused(package(made, "anki21"))


@pytest.mark.parametrize(
    "model",
    [
        "1",
        "[]",
        '{"name": 1}',
        '{"name": "x", "flds": 3, "tmpls": {}}',
        '{"name": "x", "flds": [{"name": "F", "ord": 1e999}], "tmpls": []}',
        '{"name": "x", "flds": [{"name": "F", "ord": NaN}], "tmpls": []}',
        '{"name": "x", "flds": [{"name": "F", "ord": {}}], "tmpls": [{}]}',
    ],
)
def test_a_broken_note_type_leaves_out_its_notes(model: str) -> None:
    made = small()
    made.models = f'{{"100": {model}, "x": {{}}, "-5": null}}'
    found = read(package(made, "anki21"), ALL)
    assert found.notes == ()
    assert found.left_out[0].what == "front"


@pytest.mark.parametrize("config", [b"\xff", b"\x0b", b"\x0a\xff\xff\xff\xff\x0f", b"\x0a\x05a"])
def test_a_broken_message_leaves_out_its_notes(config: bytes) -> None:
    for table in ("notetypes", "templates"):
        change = lambda base, table=table: base.execute(f"UPDATE {table} SET config = ?", (config,))  # noqa: E731, S608
        found = read(package(small(change)), ALL)
        assert found.notes == ()
        assert len(found.left_out) == 2, "the note, and its answer"


def test_a_million_notes_are_refused_before_they_are_read() -> None:
    change = run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) "
        "INSERT INTO notes (id, guid, mid, tags, flds) SELECT i, i, 100, '', 'a' FROM n"
    )
    assert "more than 50000 notes" in refused(package(small(change), "anki21"))


def test_more_answers_than_can_be_taken_are_refused() -> None:
    change = run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500001) "
        "INSERT INTO revlog (id, cid, ease, type) SELECT i, 1, 3, 1 FROM n"
    )
    data = package(small(change), "anki21")
    assert "more than 500000 past answers" in refused(data)
    assert len(read(data, Choices()).notes) == 1, "the notes come in without them"


def test_more_contents_than_notes_may_be_are_refused() -> None:
    made = Made()
    text = " ".join(f"{{{{c{number}::x}}}}" for number in range(1, 21))
    for _ in range(2_600):
        made.note(CLOZE, text, "", cards=tuple(range(20)))
    assert "more than 50000" in refused(package(made))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_package_that_only_asks_for_an_update_is_refused(version: Version) -> None:
    alone = archive({"collection.anki2": dummy(), "media": b"{}"})
    assert "Support older Anki versions" in refused(alone)
    made = Made()
    made.note(BASIC, "Aktualisiere Anki und importiere die .colpkg/.apkg-Datei noch einmal.", "")
    assert "Support older" in refused(package(made, "anki2"))
    assert read(package(small(), version), ALL).notes
    lost = archive({"meta": message((1, 3)), "collection.anki2": database(small(), tables=False)})
    assert "Support older" in refused(lost)


def test_a_package_of_a_newer_anki_is_named_so() -> None:
    assert "newer Anki" in refused(archive({"collection.anki22": b"?", "media": b""}))


def test_what_takes_too_many_steps_is_stopped(tmp_path: Path) -> None:
    made = Made()
    for number in range(1_000):
        made.note(BASIC, f"{number}", "b")
    path = tmp_path / "c"
    path.write_bytes(database(made, tables=False))
    begun = time.process_time()
    with opened(path) as base:
        assert not path.exists(), "nothing is left behind, whatever happens"
        with pytest.raises(InputError, match="too long"):
            list(
                base.rows(
                    "SELECT count(*) FROM notes a, notes b, notes c WHERE a.id + b.id + c.id < 0"
                )
            )
        for forbidden in ("ATTACH 'x' AS y", "SELECT load_extension('x')", "DELETE FROM notes"):
            with pytest.raises(InputError):
                list(base.rows(forbidden))
    assert time.process_time() - begun < LONGEST_S


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "good.apkg"
    path.write_bytes(package(small()))
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    done = subprocess.run(
        [sys.executable, "-c", full + CHILD, str(path)], capture_output=True, check=True, text=True
    )
    assert "no room" in json.loads(done.stdout)[0]


def _million() -> bytes:
    statements = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000) "
        "INSERT INTO notes (id, guid, mid, tags, flds) SELECT i, i, 100, '', 'a' FROM n"
    )
    return package(small(run(statements)), "anki21")


def _deep() -> bytes:
    made = small()
    made.models = "[{}," * 1_990_000
    return package(made, "anki21")


def _wide() -> bytes:
    made = small()
    made.models = "[" + "{}," * 2_600_000 + "{}]"
    return package(made, "anki21")


def _long() -> bytes:
    made = small()
    for number in range(100):
        made.note(BASIC, f"{number}" + "x" * 1_000_000, "y")
    return package(made, "anki21b")


@pytest.mark.parametrize(
    "make",
    [
        lambda: archive({"collection.anki21b": zstandard.compress(bytes(256 * 2**20))}),
        lambda: archive({"collection.anki21": bytes(256 * 2**20)}),
        _million,
        _deep,
        _wide,
        _long,
    ],
    ids=["zstd", "zip", "million", "deep", "wide", "long"],
)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells the peak of memory")
def test_bad_input_takes_at_most_300_megabytes(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "bad.apkg"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, check=True, text=True
    )
    said, megabytes, seconds = json.loads(done.stdout)
    assert said or make is _long
    assert megabytes < 300
    assert seconds < LONGEST_S
