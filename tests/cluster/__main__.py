"""Two servers, nginx and PostgreSQL with a standby: each is killed under load, and nothing is lost.

Run: ``python -m tests.cluster [--seconds N] [--learners N]`` (three minutes). It needs nginx
(Debian: nginx-light) and PostgreSQL 15 or later on this machine, uses free ports of 127.0.0.1 and a
temporary folder, starts nothing of the system's, and leaves nothing behind. Exits with 1 when an
acknowledged answer is lost or stored twice, or when answering does not go on; 2 when something is
not installed.

What an operator does is done here by the commands of quizapp/DEPLOY.md, one second after the fault:
starting what was killed (systemd does that), promoting the standby, going on without one.
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.memory import study_log
from quizapp.services.people import accounts, tokens
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading
from tests.cluster.load import PatientClient, longest_silence, make_clients, working
from tests.cluster.postgres import Database, find_programs
from tests.cluster.site import Proxy, Server, find_nginx
from tests.integration.infra.conftest import free_port
from tests.log_rows import stored_ids

OPERATOR_AFTER_S: Final = 1.0
"""What systemd or a person does comes so long after the fault; it is part of the time told."""
RECOVERS_WITHIN_S: Final = 60.0
LONGEST_S: Final = 600
_MISSING: Final = 2


@dataclass
class Site:
    """All that runs."""

    servers: tuple[Server, Server]
    proxy: Proxy
    primary: Database
    standby: Database
    clients: Sequence[PatientClient]

    def swap(self) -> None:
        """Call the standby the primary, and the other way round."""
        self.primary, self.standby = self.standby, self.primary


@dataclass(frozen=True)
class Fault:
    """What is done to the site, and what an operator does about it."""

    name: str
    strike: Callable[[Site], object]
    mend: Callable[[Site], object]
    after: Callable[[Site], object] = lambda _: None
    """What brings back the redundancy; answering goes on meanwhile, and is not waited for."""


@dataclass(frozen=True)
class Outcome:
    """What came of a fault.

    Attributes:
        answers: acknowledged from the fault until all was whole again.
        recovered_s: the longest time in which one learner had no answer acknowledged; None when
            somebody had none any more.
        restored_s: what it took to bring back what had failed, while answering went on.
    """

    name: str
    answers: int
    recovered_s: float | None
    restored_s: float


def main(words: Sequence[str]) -> int:
    """Run all faults, print the table, return the exit code."""
    options = _options(words)
    programs, nginx = find_programs(), find_nginx()
    if programs is None or nginx is None:
        missing = "PostgreSQL (postgresql)" if programs is None else "nginx (nginx-light)"
        print(f"{missing} is not installed", file=sys.stderr)
        return _MISSING
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LONGEST_S)
    with _folder() as folder, _site(folder, programs, nginx, learners=options.learners) as site:
        outcomes = _run(site, seconds=options.seconds, only=options.only)
        for client in site.clients:
            client.settle_all(site.proxy.port, within_s=RECOVERS_WITHIN_S)
        settings = Settings.from_environment(
            {each: site.servers[0].env[each] for each in site.servers[0].env if "QUIZAPP" in each}
        )
        return _report(outcomes, site, settings)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.cluster")
    parser.add_argument("--seconds", type=float, default=4.0, help="of load before each fault")
    parser.add_argument("--learners", type=int, default=8)
    parser.add_argument("--only", default="", metavar="WORDS", help="faults with these words")
    return parser.parse_args(words)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"the demonstration took more than {LONGEST_S} s")


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder that PostgreSQL's account can enter; delete it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="quizapp-cluster-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _site(folder: Path, programs: Path, nginx: str, *, learners: int) -> Iterator[Site]:
    """Start everything; kill it all at the end, whatever happened."""
    ports = _free_ports(5)
    one = Database("database one", programs=programs, folder=folder, port=ports[0])
    two = Database("database two", programs=programs, folder=folder, port=ports[1])
    url = f"postgresql://quizapp@127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}/quizapp"
    servers = tuple(
        Server(f"server {number}", folder=folder, port=port, database_url=url)
        for number, port in enumerate(ports[2:4], start=1)
    )
    proxy = Proxy(nginx, folder=folder, port=ports[4], servers=ports[2:4])
    with ExitStack() as ending:
        for each in (one.program, two.program, *(server.program for server in servers)):
            ending.callback(each.kill)
        ending.callback(proxy.program.kill)
        one.make_primary()
        one.ask("CREATE ROLE quizapp LOGIN")
        one.ask("CREATE DATABASE quizapp OWNER quizapp")
        two.make_standby_of(one)
        one.wait_for_standby()
        for server in servers:
            print(f"{server.program.name} is healthy after {server.start():.1f} s")
        proxy.start()
        clients = make_clients(_learners(servers[0], learners))
        yield Site((servers[0], servers[1]), proxy, one, two, clients)


def _free_ports(number: int) -> list[int]:
    found: list[int] = []
    while len(found) < number:
        port = free_port()
        if port not in found:
            found.append(port)
    return found


def _learners(server: Server, number: int) -> list[str]:
    """Make learners who study everything; return a token for each."""
    settings = Settings.from_environment(
        {name: value for name, value in server.env.items() if name.startswith("QUIZAPP_")}
    )
    made = []
    now = clock.now()
    with database(settings):
        with reading() as session:
            set_id = min(content_queries.set_ids(session).values())
        for each in range(number):
            person = accounts.create_user(
                name=f"learner {each}", password="amber kettle sings", roles=(), now=now
            )
            sets.add_set(user_id=person.id, set_id=set_id, now=now)
            made.append(tokens.create_token(user_id=person.id, name="cluster", now=now))
    return made


def _restart(number: int) -> Callable[[Site], object]:
    return lambda site: site.servers[number].start()


def _kill_server(number: int) -> Callable[[Site], object]:
    return lambda site: site.servers[number].program.kill()


def _stop_server(number: int) -> Callable[[Site], object]:
    return lambda site: site.servers[number].program.stop()


def _follow_again(site: Site) -> None:
    site.standby.start()
    site.primary.wait_for_standby()


def _promote(site: Site) -> None:
    site.standby.promote()
    site.standby.wait_for_nobody()
    site.swap()


def _make_standby_anew(site: Site) -> None:
    site.standby.make_standby_of(site.primary)
    site.primary.wait_for_standby()


def _kill_all(site: Site) -> None:
    for each in (site.primary.program, *(server.program for server in site.servers)):
        each.kill()


def _start_all(site: Site) -> None:
    site.primary.start()
    for server in site.servers:
        server.start()


FAULTS: Final = (
    Fault("nothing", lambda _: None, lambda _: None),
    Fault("server 1 stopped (an upgrade)", _stop_server(0), lambda _: None, _restart(0)),
    Fault("server 1 killed", _kill_server(0), lambda _: None, _restart(0)),
    Fault("server 2 killed", _kill_server(1), lambda _: None, _restart(1)),
    Fault("nginx killed", lambda s: s.proxy.program.kill(), lambda s: s.proxy.start()),
    Fault(
        "standby killed, started again",
        lambda s: s.standby.program.kill(),
        lambda s: s.standby.start(),
        lambda s: s.primary.wait_for_standby(),
    ),
    Fault(
        "standby killed, gone on without",
        lambda s: s.standby.program.kill(),
        lambda s: s.primary.wait_for_nobody(),
        _follow_again,
    ),
    Fault(
        "primary killed, standby promoted",
        lambda s: s.primary.program.kill(),
        _promote,
        _make_standby_anew,
    ),
    Fault("primary and servers killed at once", _kill_all, _start_all),
)


def _run(site: Site, *, seconds: float, only: str) -> list[Outcome]:
    outcomes = []
    with working(site.clients, site.proxy.port):
        for fault in (each for each in FAULTS if only in each.name):
            time.sleep(seconds)
            before = _acknowledged(site)
            struck = time.monotonic()
            fault.strike(site)
            time.sleep(OPERATOR_AFTER_S)
            fault.mend(site)
            recovered = longest_silence(
                site.clients,
                struck=struck,
                mended=time.monotonic(),
                within_s=RECOVERS_WITHIN_S,
            )
            begun = time.monotonic()
            fault.after(site)
            outcomes.append(
                Outcome(
                    fault.name, _acknowledged(site) - before, recovered, time.monotonic() - begun
                )
            )
            shown = "never" if recovered is None else f"{recovered:.1f} s"
            print(f"{fault.name}: longest silence of a learner {shown}", flush=True)
    return outcomes


def _acknowledged(site: Site) -> int:
    return sum(len(client.acknowledged) for client in site.clients)


def _report(outcomes: Sequence[Outcome], site: Site, settings: Settings) -> int:
    """Read what is stored, print the table, return the exit code."""
    acknowledged = [each for client in site.clients for each in client.acknowledged]
    sent = {each for client in site.clients for each in client.sent}
    waiting = sum(len(client.unsure) for client in site.clients)
    with database(settings):
        with reading() as session:
            rows = stored_ids(session)
        replay = study_log.verify_replay()
    stored = Counter(str(UUID(bytes=each)) for each in rows)
    lost = sum(1 for each in acknowledged if not stored[each])
    doubled = sum(1 for number in stored.values() if number > 1)
    problems = [problem for client in site.clients for problem in client.problems]
    print()
    print(f"{'fault':36} {'longest silence':>16} {'whole again after':>18} {'answers':>8}")
    for each in outcomes:
        shown = "never" if each.recovered_s is None else f"{each.recovered_s:.1f} s"
        print(f"{each.name:36} {shown:>16} {each.restored_s:>16.1f} s {each.answers:>8}")
    print(
        f"{len(acknowledged)} answers acknowledged, {lost} lost (bar: 0), {doubled} doubled "
        f"(bar: 0), {len(set(stored) - sent)} never sent; {waiting} still wait"
    )
    print(
        f"replay of {replay.entries} log entries: {len(replay.differences)} differences; "
        f"told to come back {sum(client.refused for client in site.clients)} times"
    )
    for problem in problems[:5]:
        print(f"unexpected: {problem}")
    if problems:
        for server in site.servers:
            print(server.program.told())
    failed = lost or doubled or waiting or problems or replay.differences
    never = any(each.recovered_s is None for each in outcomes)
    return int(bool(failed) or never or replay.entries != len(rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
