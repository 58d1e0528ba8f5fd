"""What a server loads to start and to let somebody study, and what it leaves for who needs it.

Memory and the time of a start follow from this list, and no timing can hold them as surely.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

LEFT: Final = frozenset(
    {
        *("alembic", "mako", "cryptography", "joserfc", "webauthn", "icalendar"),
        *("openpyxl", "docx", "lxml", "trafilatura", "genanki", "zstandard", "PIL"),
        *("spacy", "thinc", "textblob", "nltk", "pysbd", "lemminflect", "numpy", "scipy"),
        *("rich", "pygments", "psycopg", "hypothesis", "pydantic", "rapidfuzz", "yaml"),
    }
)
"""Libraries that a learner's day does not need."""
LEFT_OF_OURS: Final = frozenset(
    {
        *("quizapp.bank.document", "quizapp.bank.parse", "quizapp.bank.fact_types"),
        *("quizapp.generation.generate", "quizapp.drafting", "quizapp.formats"),
        *("quizapp.services.publishing.publishing", "quizapp.services.operation.demo"),
        *("quizapp.services.fitting.fitting",),
        *("quizapp.web.author.articles", "quizapp.web.teacher.gradebook", "quizapp.web.lti.keys"),
        *("quizapp.web.account.everything", "quizapp.web.learner.progress", "quizapp.web.home"),
    }
)
"""Modules of ours that neither a start with a published bank nor a learner's day needs."""
_STUDIES: Final = """
import re, sys
from datetime import datetime
from pathlib import Path
from quizapp import clock
from quizapp.cli import serve
from quizapp.cli.context import database
from quizapp.cli.server import create_app
from quizapp.services.operation import maintenance
from quizapp.services.people import accounts
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder

PASSWORD = "amber kettle sings"
settings = prepare_data_folder(Settings.from_environment({"QUIZAPP_DATA_DIR": sys.argv[1]}))
assert maintenance.upgrade_database(settings, now=clock.now()) is None
serve._publish(settings)
with database(settings):
    serve._tidy()
    who = accounts.create_user(name="Ann", password=PASSWORD, roles=(), now=clock.now())
    sets.add_set(user_id=who.id, set_id=1, now=clock.now())
client = create_app(settings).test_client()
views = {each for each in sys.modules if each.startswith("quizapp.web.") and each.count(".") > 2}
assert {each.rpartition(".")[2] for each in views} <= {"routes", "catalogue", "collect"}, views
token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/sign-in").text)[1]
form = {"name": "Ann", "password": PASSWORD, "csrf_token": token}
assert client.post("/sign-in", data=form).status_code == 303
assert client.get("/today").status_code == 200
page = client.get("/study").text
form = dict(re.findall(r'name="(\\w+)"[^>]*? value="([^"]*)"', page))
assert "variant" in form, form
told = client.post("/study/answer", data=form | {"rating": "1"})
assert told.status_code in {200, 303}, told.status_code
ours = {each for each in sys.modules if each.startswith("quizapp.")}
print(" ".join(sorted({each.partition(".")[0] for each in sys.modules} | ours)))
"""


def test_to_start_and_to_study_loads_no_library_of_other_work(
    published_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copyfile(published_file, tmp_path / "data" / "quizapp.db")
    done = subprocess.run(
        [sys.executable, "-c", _STUDIES, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"sqlalchemy", "quizapp.web.learner.study"} <= loaded, "the list is read"
    assert not loaded & LEFT
    assert not loaded & LEFT_OF_OURS


def test_what_a_worker_loads_by_itself_is_what_a_learners_day_needs() -> None:
    code = """
import sys
from quizapp.app import load_views
from quizapp.cli.server import LEARNERS_DAY
load_views(*LEARNERS_DAY)
print(" ".join(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert {f"quizapp.web.{each}" for each in ("account.signing", "learner.study")} <= loaded
    assert not loaded & (LEFT | LEFT_OF_OURS)


def test_a_first_start_publishes_and_holds_nothing_of_what_that_took(tmp_path: Path) -> None:
    code = """
import sys
from quizapp.cli import serve
from quizapp.cli.context import database
from quizapp.services.operation import maintenance
from quizapp.services.publishing import publishing_known
from quizapp import clock
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder

settings = prepare_data_folder(Settings.from_environment({"QUIZAPP_DATA_DIR": sys.argv[1]}))
maintenance.upgrade_database(settings, now=clock.now())
with database(settings):
    assert not publishing_known.serves(settings.bank)
serve._publish(settings)
with database(settings):
    assert publishing_known.serves(settings.bank)
print(" ".join(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Published "), done.stdout
    assert not set(done.stdout.splitlines()[-1].split()) & LEFT_OF_OURS
