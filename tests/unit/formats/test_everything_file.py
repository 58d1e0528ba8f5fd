"""A file of everything: what is written is read again, and what is hostile is refused in words."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from pydantic import ValidationError

from quizapp.bank.medium import Medium
from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import Choices, PairContent
from quizapp.formats.own import deck_file, everything_codec, everything_file, memory_file
from quizapp.formats.own.deck_file import FiledNote
from quizapp.formats.own.everything_account import Account, FiledPreferences
from quizapp.formats.own.everything_file import FORMAT, HEAD, Everything, Writer
from tests.unit.formats.media_made import png

PICTURE = png(6, 4)
NAME = hashlib.sha256(PICTURE).hexdigest()
Files = dict[str, bytes]
Change = Callable[[Files], None]
ACCOUNT = Account(
    preferences=FiledPreferences(
        zone="UTC",
        rollover_hour=4,
        theme="system",
        language="",
        desired_retention=0.9,
        new_per_day=20,
        reviews_per_day=200,
        same_day="needed",
        auto_fit=True,
    ),
    rest=None,
    sets=[],
    plans=[],
)
MEMORY = memory_file.MemoryFile(
    format="quizapp-memory-1",
    made_at="now",
    cards=["0" * 32],
    questions=[],
    parameter_sets={},
    parameter_set="",
    sets=[],
    notes=[],
    log=[
        memory_file.Entry(
            seq=number,
            client_id=f"{number:032x}",
            card=0,
            kind="review",
            shown_at=number,
            answered_at=number,
            study_day=1,
            utc_offset_min=0,
            rollover_hour=4,
        )
        for number in (1, 2, 3)
    ],
)


def whole() -> bytes:
    """Return a file with a deck, a picture and three entries."""
    out = io.BytesIO()
    media = (Medium(NAME, "png", "front", "a square", 6, 4),)
    notes = [
        FiledNote("fact:00112233445566ff", PairContent("[a square]", "square", media=media), "A::B",
                  ("t",), suspended=False),
        FiledNote("fact:00112233445566aa", PairContent("ser", "to be"), "", (), suspended=True),
    ]  # fmt: skip
    with Writer(out) as writer:
        writer.deck(
            deck_file.write("Words", notes, (), rollover_hour=None),
            notes=2,
            id="own-0123456789ab",
            source_name="words.tsv",
            format="text",
            created_at=5,
        )
        writer.memory(MEMORY)
        writer.medium(NAME, "png", PICTURE)
        writer.end(made_at="now", account=ACCOUNT)
    return out.getvalue()


def read(data: bytes) -> Everything:
    """Return what a file holds, without the bytes of its media."""
    found = everything_file.read(data)
    assert found.spool is not None
    found.spool.close()
    return found


def changed(change: Change) -> bytes:
    """Return the file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _head(**values: Any) -> Change:
    def change(files: Files) -> None:
        files[HEAD] = json.dumps(json.loads(files[HEAD]) | values).encode()

    return change


def _counts(**values: int) -> Change:
    def change(files: Files) -> None:
        head = json.loads(files[HEAD])
        head["counts"] |= values
        files[HEAD] = json.dumps(head).encode()

    return change


def _account(**values: Any) -> Change:
    def change(files: Files) -> None:
        head = json.loads(files[HEAD])
        head["account"] |= values
        files[HEAD] = json.dumps(head).encode()

    return change


def _put(name: str, data: bytes) -> Change:
    return lambda files: files.update({name: data})


def _gone(name: str) -> Change:
    def change(files: Files) -> None:
        del files[name]

    return change


MEDIUM = f"media/{NAME}.png"
DECK = "decks/001.deck.json"
PART = "memory/001.json"


def test_what_is_written_is_read_again() -> None:
    found = read(whole())
    (deck,) = found.decks
    assert deck.title == "Words"
    assert [note.key[-2:] for note in deck.notes] == ["ff", "aa"]
    assert deck.notes[0].content.media[0].file == NAME
    assert deck.notes[0].topic == "A::B"
    assert [each.file for each in found.media] == [NAME]
    assert [memory_file.read(part) for part in found.memory] == [MEMORY]
    again = everything_codec.from_json(json.loads(json.dumps(everything_codec.to_json(found))))
    assert (again.head, again.memory, again.decks, again.media) == (
        found.head, found.memory, found.decks, found.media,
    )  # fmt: skip


def test_a_long_memory_is_written_in_parts_that_a_reader_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(everything_file, "LARGEST_PART", 500)
    found = read(whole())
    parts = [memory_file.read(part) for part in found.memory]
    assert [entry.seq for part in parts for entry in part.log] == [1, 2, 3]
    assert len(parts) > 1


def test_a_deck_of_the_file_can_be_brought_in_by_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        data = archive.read(DECK)
    found = deck_file.QUIZAPP.read(data, Choices())
    assert [note.suspended for note in found.notes] == [False, True]
    assert found.notes[0].content.media == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_head(format="quizapp-everything-2"), "newer quizapp"),
        (_head(format="quizapp-everything-" + "9" * 400), "newer quizapp|format is not"),
        (_head(format="quizapp-deck-1"), "format is not"),
        (_head(format=7), "format is not"),
        (_head(more=1), "at quizapp.json: more"),
        (_head(decks=3), "at quizapp.json: decks"),
        (_head(made_at=None), "at quizapp.json: made_at"),
        (_counts(notes=1), "not whole"),
        (_counts(entries=4), "not whole"),
        (_counts(media=10**30), "at quizapp.json"),
        (_account(sets="x"), "account.sets"),
        (_account(plans=[{"kind": "goal"}]), "account.plans"),
        (_account(rest={"weekdays": [9], "per_week": 0}), "weekdays"),
        (_account(preferences={}), "preferences"),
        (_put(HEAD, b"[]"), "format is not"),
        (_put(HEAD, b"{"), "damaged"),
        (_put(HEAD, b"[" * 100_000), "damaged"),
        (_put(HEAD, b'{"a": NaN}'), "damaged"),
        (_put(HEAD, b"\0\0\0"), "damaged"),
        (_put(HEAD, b" " * (3 * 2**20)), "larger than"),
        (_gone(HEAD), "lacks quizapp.json"),
        (_gone(DECK), "lacks decks/001"),
        (_gone(PART), "lacks its memory"),
        (_gone(MEDIUM), "not whole"),
        (_put(DECK, b"{}"), "no deck of quizapp"),
        (_put(DECK, b"\0"), "no deck of quizapp"),
        (_put(PART, b"{}"), "no memory file"),
        (_put(PART, b"[" * 200_000), "no memory file"),
        (_put(PART, b"\x1f\x8b" + b"0" * 50), "damaged"),
        (_put("memory/002.json", memory_file.text_of(MEMORY)), "not whole"),
        (_put(MEDIUM, png(7, 7)), "damaged, or another"),
        (_put(MEDIUM, b"<svg onload=alert(1)>"), "SVG|page or text"),
        (_put(MEDIUM, b""), "no picture or sound"),
        (_put(f"media/{NAME}.gif", PICTURE), "kind that its name says"),
        (_put(f"media/a/{NAME}.png", PICTURE), "kind that its name says"),
        (_put("media/pic.png", PICTURE), "damaged, or another"),
        (_put("../evil.json", b"x"), "leads out"),
        (_put("/etc/evil", b"x"), "leads out"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_refused_in_words(change: Change, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(changed(change))


def test_two_decks_of_one_id_are_refused() -> None:
    def change(files: Files) -> None:
        head = json.loads(files[HEAD])
        head["decks"] *= 2
        files[HEAD] = json.dumps(head).encode()

    with pytest.raises(InputError, match="names a deck twice"):
        read(changed(change))


def test_a_note_that_names_another_medium_stays_out() -> None:
    def change(files: Files) -> None:
        deck = json.loads(files[DECK])
        deck["notes"][0]["content"]["media"][0]["width"] = 600
        deck["notes"][1]["content"]["media"] = [{"file": "f" * 64, "kind": "png", "side": "front"}]
        files[DECK] = json.dumps(deck).encode()

    (deck,) = read(changed(change)).decks
    assert not deck.notes
    assert ["not what its note says" in each.reason for each in deck.left_out] == [True, False]
    assert "is not in the file" in deck.left_out[1].reason


@pytest.mark.parametrize("kept", [0, 1, 30, 200, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(kept: float) -> None:
    data = whole()
    some = data[: int(kept) if kept >= 1 else int(len(data) * kept)]
    with pytest.raises(InputError):
        read(some)


def test_each_flipped_byte_gives_a_file_or_a_refusal() -> None:
    data = bytearray(whole())
    for place in range(0, len(data), 7):
        flipped = bytes(data[:place]) + bytes([data[place] ^ 0xFF]) + bytes(data[place + 1 :])
        try:
            read(flipped)
        except InputError:
            continue


def test_a_name_that_stands_twice_is_refused() -> None:
    out = io.BytesIO(whole())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(HEAD, b"{}")
    with pytest.raises(InputError, match="twice"):
        read(out.getvalue())


def _bomb(name: str, piece: bytes, times: int) -> bytes:
    """Return a file one part of which unpacks to a great deal."""
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        files = {each: archive.read(each) for each in archive.namelist() if each != name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in files.items():
            archive.writestr(each, data)
        with archive.open(name, "w") as stream:
            for _ in range(times):
                stream.write(piece)
    return out.getvalue()


MEGABYTE = 2**20
BOMBS = {
    "deck of blanks": (DECK, b" " * MEGABYTE, 400),
    "memory of blanks": (PART, b" " * MEGABYTE, 400),
    "picture of zeros": (MEDIUM, b"\0" * MEGABYTE, 400),
    "deck of lists": (DECK, b"[]," * (MEGABYTE // 3), 39),
    "memory of numbers": (PART, b"0," * (MEGABYTE // 2), 15),
    "entries that are none": (PART, b'{"log":[' + b"0," * (MEGABYTE // 2), 15),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_time_and_memory(name: str, tmp_path: Path) -> None:
    part, piece, times = BOMBS[name]
    file = tmp_path / "bomb.zip"
    file.write_bytes(_bomb(part, piece, times))
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from quizapp.errors import InputError\n"
        "from quizapp.formats.own.everything_file import read\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "begun = time.process_time()\n"
        "try:\n"
        "    read(data)\n"
        "except InputError as error:\n"
        "    print('refused', error)\n"
        "print(time.process_time() - begun)\n"
        "print([s.split()[1] for s in open('/proc/self/status') if 'VmHWM' in s][0])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, check=True, text=True
    )
    refused, worked, peak_kb = ended.stdout.splitlines()
    assert refused.startswith("refused")
    assert float(worked) < 10
    assert int(peak_kb) < 300_000


def test_the_format_is_the_one_that_is_documented() -> None:
    assert FORMAT == "quizapp-everything-1"


def test_a_file_may_have_as_much_as_there_is_room_for() -> None:
    data = whole()
    for room, words in (
        (everything_file.Room(len(data) - 1, 10**6, 10**6), "larger than"),
        (everything_file.Room(len(data), 100, 10**6), "larger than"),
        (everything_file.Room(len(data), 10**6, len(PICTURE) - 1), "more than"),
    ):
        with pytest.raises(InputError, match=words):
            everything_file.read(data, room=room)


def _write_unsound(out: IO[bytes]) -> None:
    with Writer(out) as writer:
        writer.memory(MEMORY)
        writer.deck(b"{}", notes=0, id="none of ours", created_at=5)


def test_a_file_whose_making_fails_is_closed_and_is_none(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with path.open("wb") as out, pytest.raises(ValidationError, match="own-"):
        _write_unsound(out)
    # What the archive had open was written while the file was: nothing is left for later.
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["memory/001.json"]
    with pytest.raises(InputError, match=HEAD):
        everything_file.read(path.read_bytes())
