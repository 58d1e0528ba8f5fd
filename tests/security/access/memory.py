"""Who may call the Memory page: everybody with an account, about their own parameters alone."""

from typing import Final

from tests.security.access.case import PEOPLE, Table, one
from tests.security.world import uuid_of

MEMORY: Final[Table] = {
    "GET /memory": one("/memory", PEOPLE),
    "GET /memory/state": one("/memory/state", PEOPLE),
    "POST /memory/fit": one("/memory/fit", PEOPLE),
    "POST /memory/offered": one("/memory/offered", PEOPLE, form={"number": "1"}),
    "POST /memory/defaults": one("/memory/defaults", PEOPLE),
    "POST /memory/automatic": one("/memory/automatic", PEOPLE, form={"on": "no"}),
    "GET /memory/reschedule": one("/memory/reschedule", PEOPLE),
    "POST /memory/reschedule": one(
        "/memory/reschedule", PEOPLE, form={"id": uuid_of(92), "seq": "0"}
    ),
    "POST /memory/reschedule/undo": one("/memory/reschedule/undo", PEOPLE),
}
