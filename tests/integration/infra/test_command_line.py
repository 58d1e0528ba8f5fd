"""The command line as a person meets it: help, exit codes, one clear line for each refusal."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from quizapp.cli.main import COMMANDS, root

PASSWORD = "a long enough pass phrase"


def run(*arguments: str, env: dict[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "quizapp", *arguments],
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_imports_no_heavy_library() -> None:
    script = (
        "import sys\n"
        "sys.argv = ['quizapp', '--help']\n"
        "from quizapp.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "heavy = {'alembic', 'flask', 'sqlalchemy', 'granian', 'pydantic', 'yaml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_listed_command_can_be_loaded_and_explains_itself(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_an_account_is_made_given_roles_and_a_token(env: dict[str, str]) -> None:
    made = run("user", "create", "Ada", "--role", "teacher", "--json", env=env, stdin=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["roles"] == "learner teacher"
    changed = run("user", "role", "Ada", "author", env=env)
    assert changed.stdout.split("\t")[2].strip() == "learner author"
    token = run("token", "create", "Ada", env=env)
    assert len(token.stdout.split()) == 1
    assert token.stdout.endswith("\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nonsense",), 2, "No such command"),
        (("user", "role", "Nobody"), 1, "There is no account Nobody"),
        (("user", "role", "Nobody", "king"), 2, "king"),
        (("user", "create", "Ada"), 1, "password"),
        (("backup", "/nowhere/at/all.db"), 2, "There is no database"),
        (("restore", "/nowhere/at/all.db"), 2, "There is no file"),
        (("doctor",), 2, "There is no database"),
        (("serve", "--port", "0"), 2, "--port"),
        (("serve", "--host", "no.such.host.invalid"), 2, "cannot be listened on"),
    ],
)
def test_a_refusal_has_its_exit_code_and_no_trace(
    env: dict[str, str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run(*arguments, env=env)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_named(env: dict[str, str]) -> None:
    done = run("doctor", env={**env, "QUIZAPP_HTTPS": "perhaps"})
    assert done.returncode == 2
    assert done.stderr == "quizapp: QUIZAPP_HTTPS cannot be used: write yes or no\n"


def test_backup_and_restore_go_round(env: dict[str, str], tmp_path: Path) -> None:
    run("user", "create", "Ada", env=env, stdin=PASSWORD)
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), env=env).returncode == 0
    run("user", "create", "Bob", env=env, stdin=PASSWORD)
    restored = run("restore", str(copy), env=env)
    assert restored.returncode == 0, restored.stderr
    assert "is kept as" in restored.stdout
    people = json.loads(run("user", "list", "--json", env=env).stdout)
    assert [person["name"] for person in people] == ["Ada"]
    doctor = run("doctor", "--json", env=env)
    assert {check["status"] for check in json.loads(doctor.stdout)} <= {"ok", "warning"}
    assert doctor.returncode == 0
