"""Articles are fetched from public hosts only, whatever address, name server or host do."""

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from quizapp.errors import InputError, NotAllowedError
from quizapp.services.outside.fetching import Limits, fetch_article, is_public
from quizapp.settings import Settings

ON = Settings.from_environment({"QUIZAPP_FETCH_ARTICLES": "yes"})
PAGE = "<html><body><p>The weir was built in 1790 for £9 by a miller.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A host that behaves as the path says."""

    seen: list[tuple[str, str]]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's name
        """Keep the tests quiet."""

    def do_GET(self) -> None:  # noqa: C901, PLR0912 - the base's name; a branch a way
        self.seen.append((self.path, self.headers["Host"]))
        path, _, query = self.path.partition("?")
        match path:
            case "/article.html":
                self.give(PAGE.encode(), "text/html; charset=utf-8")
            case "/latin":
                self.give(PAGE.encode("cp1252"), "text/html; charset=windows-1252")
            case "/plain.txt":
                self.give(b"plain", "text/plain")
            case "/notes":
                self.give(b"# notes", "text/markdown")
            case "/to":
                self.redirect(query)
            case "/again":
                self.redirect(f"/again?{int(query or 0) + 1}")
            case "/big":
                self.give(b"x" * (5 * 1024 * 1024 + 1), "text/plain")
            case "/endless":
                self.start("text/plain")
                self.drip(b"x" * 65536, 0)
            case "/drip":
                self.start("text/plain")
                self.drip(b"x", 0.05)
            case "/slow-head":
                self.drip(b"H", 0.05)
            case "/short":
                self.start("text/plain", ("Content-Length", "100"))
                self.wfile.write(b"ten bytes.")
            case "/packed":
                self.start("text/html", ("Content-Encoding", "gzip"))
            case "/picture":
                self.give(b"\x89PNG", "image/png")
            case "/untyped":
                self.send_response(200)
                self.end_headers()
            case _:
                self.send_error(404)

    def start(self, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def give(self, data: bytes, kind: str) -> None:
        self.start(kind, ("Content-Length", str(len(data))))
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def drip(self, data: bytes, pause: float) -> None:
        try:
            for _ in range(2000):
                self.wfile.write(data)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            self.close_connection = True


class Quiet(ThreadingHTTPServer):
    """A server that does not print what a cut connection does to it."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def server() -> Iterator[Quiet]:
    site = type("OwnSite", (Site,), {"seen": []})
    made = Quiet(("127.0.0.1", 0), site)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


class Names:
    """A name server that answers from a list, one answer for each look-up."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        del port
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def local(names: Names | None = None, seconds: float = 5) -> Limits:
    return Limits(
        resolve=names or Names(["127.0.0.1"]),
        permit=lambda address: address == "127.0.0.1",
        ports=None,
        seconds=seconds,
    )


def seen(server: Quiet) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = getattr(server.RequestHandlerClass, "seen")  # noqa: B009 - made with its class
    return found


def fetch(server: Quiet, path: str, limits: Limits | None = None) -> tuple[bytes, str]:
    address = f"http://lantern.example:{server.server_port}{path}"
    return fetch_article(address, settings=ON, limits=limits or local())


def refusal(address: str, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as caught:
        fetch_article(address, settings=ON, limits=limits)
    assert caught.value.field == "address"
    return str(caught.value)


def test_it_is_off_unless_the_operator_switches_it_on() -> None:
    with pytest.raises(NotAllowedError, match="switched off"):
        fetch_article("https://example.org/", settings=Settings.from_environment({}))


def test_a_page_comes_with_a_name_that_says_what_it_is(server: Quiet) -> None:
    assert fetch(server, "/article.html") == (PAGE.encode(), "article.html")
    assert fetch(server, "/plain.txt") == (b"plain", "plain.txt")
    assert fetch(server, "/notes") == (b"# notes", "notes.md")
    assert seen(server)[0] == ("/article.html", f"lantern.example:{server.server_port}")


def test_another_encoding_named_by_the_host_becomes_utf_8(server: Quiet) -> None:
    assert fetch(server, "/latin")[0] == PAGE.encode()


def test_a_redirect_is_followed_and_looked_up_anew(server: Quiet) -> None:
    names = Names(["127.0.0.1"])
    target = f"/to?http://other.example:{server.server_port}/article.html"
    assert fetch(server, target, local(names))[1] == "article.html"
    assert names.asked == ["lantern.example", "other.example"]


def test_the_name_is_looked_up_once_and_the_connection_goes_to_that_answer(server: Quiet) -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetch(server, "/article.html", local(names))
    assert names.asked == ["lantern.example"]


def test_one_address_that_is_not_public_refuses_the_name(server: Quiet) -> None:
    with pytest.raises(InputError, match="not a host of the public internet"):
        fetch(server, "/article.html", local(Names(["127.0.0.1", "10.0.0.1"])))
    assert seen(server) == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "ftp://lantern.example/",
        "http://user:pass@lantern.example/",
    ],
)
def test_a_redirect_to_what_is_not_public_is_refused(server: Quiet, target: str) -> None:
    first = Names(["127.0.0.1"])

    def resolve(host: str, port: int) -> list[str]:
        # The name of the test's host is taken for public, everything else is what it is.
        return first(host, port) if host == "lantern.example" else ["10.9.8.7"]

    limits = Limits(resolve=resolve, permit=lambda each: each == "127.0.0.1", ports=None, seconds=5)
    with pytest.raises(InputError):
        fetch(server, f"/to?{target}", limits)
    assert len(seen(server)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://localhost/",
        "http://localhost./",
        "http://0.0.0.0/",
        "http://１２７.0.0.1/",  # noqa: RUF001 - wide digits
        "https://user@example.org/",
        "https://example.org:8080/",
        "https://example.org:99999/",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "https:///path",
        "https://exa mple.org/",
        "https://example.org\\@127.0.0.1/",
        "http://[::1",
        "",
    ],
)
def test_an_address_that_may_lead_inside_is_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d822", True),
        ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.1.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("::7f00:1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff0e::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:  # noqa: FBT001 - a table
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/again", "more than 5 times"),
        ("/big", "larger than 5 MB"),
        ("/endless", "larger than 5 MB"),
        ("/picture", "image/png"),
        ("/untyped", "not to a page of text"),
        ("/packed", "packed"),
        ("/missing", "answers 404"),
        ("/short", "broke off"),
    ],
)
def test_what_is_no_whole_page_of_text_is_refused(server: Quiet, path: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        fetch(server, path)


@pytest.mark.parametrize("path", ["/drip", "/slow-head"])
def test_a_slow_drip_ends_in_time(server: Quiet, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match="did not arrive within"):
        fetch(server, path, local(seconds=0.5))
    assert time.monotonic() - begun < 2


def test_a_slow_name_server_ends_in_time() -> None:
    def resolve(host: str, port: int) -> list[str]:
        del host, port
        time.sleep(1.5)
        return ["127.0.0.1"]

    begun = time.monotonic()
    limits = Limits(resolve=resolve, permit=lambda _: True, seconds=0.3)
    assert "did not arrive within 0.3" in refusal("http://lantern.example/", limits)
    assert time.monotonic() - begun < 1


def test_an_unknown_name_is_told() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    assert "no host with the name" in refusal("http://no.example/", Limits(resolve=resolve))


def test_a_certificate_is_checked_against_the_name(server: Quiet, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(
        [*command, "-subj", "/CN=lantern.example", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = f"https://lantern.example:{server.server_port}/article.html"
    assert "certificate" in refusal(address, local())
    assert seen(server) == []
