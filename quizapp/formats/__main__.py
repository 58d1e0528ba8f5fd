"""Reads one file: a line of JSON and the file on standard input, what it brings on the output.

The rest of quizapp runs it as a child process with limits on time and memory, so that no file of a
stranger's can weigh on the pages being served. Pictures and sounds go to an open file whose number
is the argument.
"""

import json
import os
import shutil
import sys
from typing import IO, Any, Final

from quizapp.errors import InputError
from quizapp.formats.incoming.incoming_codec import choices_from_json, to_json, words_to_json
from quizapp.formats.own import everything_codec, everything_file
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.formats.readers import READERS

REFUSED: Final = 1
"""Exit code: the answer is a refusal in words."""


def answer(head: bytes, data: bytes) -> tuple[dict[str, Any], int, IO[bytes] | None]:
    """Return the answer to one request, the exit code (1 for a refusal), and bytes of media.

    Args:
        head: which reader is to read, and what was chosen, as JSON.
        data: the file.
    """
    request = json.loads(head)
    try:
        if request["reader"] == EVERYTHING:
            room = everything_file.BY_COMMAND if request["large"] else everything_file.ON_A_PAGE
            everything = everything_file.read(data, room=room)
            return everything_codec.to_json(everything), 0, everything.spool
        reader = READERS[request["reader"]]
        incoming = reader.read(data, choices_from_json(request["choices"]))
    except InputError as error:
        return {"error": words_to_json(error.words)}, REFUSED, None
    return to_json(incoming), 0, incoming.spool


def main() -> int:
    """Answer the request on standard input and return the exit code."""
    result, code, spool = answer(sys.stdin.buffer.readline(), sys.stdin.buffer.read())
    if spool is not None:
        spool.seek(0)
        with os.fdopen(int(sys.argv[1]), "wb") as beside:
            shutil.copyfileobj(spool, beside)
    sys.stdout.write(json.dumps(result) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
