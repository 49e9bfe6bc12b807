"""Fetching against a real server on this machine, which only a test may reach."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from policyarchive.editorial.fetching import (
    CannotFetch,
    Fetched,
    Reach,
    fetch,
    is_public,
)

PAGE = "<p>风筝在飞</p>".encode()


class Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, dict[str, str]]] = []

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        Handler.seen.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].strip("/").replace("/", "_")
        getattr(self, f"get_{name}", self.get_page)()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def get_page(self) -> None:
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def get_moved(self) -> None:
        self.answer(301, Location="/page?x=风".encode().decode("latin-1"))

    def get_moved_twice(self) -> None:
        self.answer(302, Location="/moved")

    def get_round(self) -> None:
        self.answer(302, Location="/round")

    def get_inside(self) -> None:
        self.answer(302, Location="http://10.0.0.1/secret")

    def get_metadata(self) -> None:
        self.answer(307, Location="http://169.254.169.254/latest/meta-data/")

    def get_to_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def get_rebound(self) -> None:
        self.answer(302, Location="http://rebound.example/")

    def get_missing(self) -> None:
        self.answer(404, b"nothing here")

    def get_broken(self) -> None:
        self.answer(503)

    def get_locked(self) -> None:
        self.answer(401, WWW_Authenticate="Basic")

    def get_empty(self) -> None:
        self.answer(200)

    def get_large(self) -> None:
        self.answer(200, b"", Content_Length=str(10**9))

    def get_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"kite " * 10_000)
        except OSError:
            return

    def get_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b".")
                time.sleep(0.1)
        except OSError:
            return

    def get_short(self) -> None:
        self.answer(200, PAGE, Content_Length="5000")

    def get_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def get_bomb(self) -> None:
        self.answer(200, gzip.compress(bytes(10**7)), Content_Encoding="gzip")

    def get_odd(self) -> None:
        self.answer(200, PAGE, Content_Encoding="br")

    def get_cookie(self) -> None:
        self.answer(302, Location="/page", Set_Cookie="id=1")


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture(autouse=True)
def _forget() -> None:
    Handler.seen.clear()


class Net:
    """The server under the name kites.example, and how far a fetch may reach."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = server.server_address[1]
        self.names = {
            "kites.example": ["127.0.0.1"],
            "rebound.example": ["127.0.0.1"],
            "two.example": ["8.8.8.8", "192.168.1.1"],
        }
        self.asked: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.names.get(host, [host] if host[0].isdigit() else [])

    def reach(self, **limits: float) -> Reach:
        return Reach(
            also=frozenset({("127.0.0.1", self.port)}),
            resolve=self.resolve,
            **limits,  # type: ignore[arg-type]
        )

    def get(self, path: str, **limits: float) -> Fetched:
        address = f"http://kites.example:{self.port}/{path}"
        return fetch(address, self.reach(**limits))

    def why(self, path: str, **limits: float) -> str:
        with pytest.raises(CannotFetch) as caught:
            self.get(path, **limits)
        return str(caught.value)


@pytest.fixture
def net(server: ThreadingHTTPServer) -> Net:
    return Net(server)


def why(address: str, **known: list[str]) -> str:
    reach = Reach(resolve=lambda host, port: known.get(host, [host]))
    with pytest.raises(CannotFetch) as caught:
        fetch(address, reach)
    return str(caught.value)


def test_a_page_comes_with_how_it_came(net: Net) -> None:
    found = net.get("page")
    assert found.data == PAGE
    assert (found.status, found.media_type) == (200, "text/html")
    assert found.url == found.final_url == f"http://kites.example:{net.port}/page"
    assert found.name == "page"
    assert found.redirects == ()


def test_redirects_are_followed_and_kept(net: Net) -> None:
    found = net.get("moved_twice")
    base = f"http://kites.example:{net.port}"
    assert found.url == f"{base}/moved_twice"
    assert found.redirects == (f"{base}/moved",)
    assert found.final_url.endswith("/page?x=%E9%A3%8E")
    assert found.data == PAGE


def test_a_circle_of_redirects_ends(net: Net) -> None:
    assert "more than 5 times" in net.why("round")
    assert len(Handler.seen) == 6


@pytest.mark.parametrize("path", ["inside", "metadata"])
def test_a_redirect_into_the_internal_network_is_not_followed(
    net: Net, path: str
) -> None:
    assert "internal network" in net.why(path)


def test_a_redirect_to_a_file_is_not_followed(net: Net) -> None:
    assert "http:// or https://" in net.why("to_file")


def test_a_name_that_turns_to_an_internal_address_is_not_followed(net: Net) -> None:
    net.names["rebound.example"] = ["127.0.0.1"]  # on port 80, which no test allowed
    assert "internal network" in net.why("rebound")


def test_a_name_is_asked_for_once_so_that_its_second_answer_changes_nothing(
    net: Net,
) -> None:
    net.get("page")
    assert net.asked == ["kites.example"]


def test_one_internal_address_among_several_is_enough_to_refuse() -> None:
    said = why("http://two.example/", **{"two.example": ["8.8.8.8", "192.168.1.1"]})
    assert "internal network" in said


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",  # noqa: S104
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "64:ff9b:1::a00:1", "::127.0.0.1", "2001:0:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://kites.example/a", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("gopher://kites.example", "http:// or https://"),
        ("kites.example", "http:// or https://"),
        ("", "http:// or https://"),
        ("http://", "names no site"),
        ("http://[::1", "no web address"),
        ("http://kites.example:port/", "no web address"),
        ("http://user:secret@8.8.8.8/", "user name and password"),
        ("http://user@8.8.8.8/", "user name and password"),
        ("http://8.8.8.8:22/", "Port 22"),
        ("https://8.8.8.8:80/", "Port 80"),
        ("http://127.0.0.1/", "internal network"),
        ("http://[::1]/", "internal network"),
        ("http://[::ffff:10.0.0.1]/", "internal network"),
        (f"http://{'a' * 70}.example/", "not well formed"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(address: str, said: str) -> None:
    assert said in why(address)


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_numbers_that_the_system_reads_as_an_internal_address(written: str) -> None:
    with pytest.raises(CannotFetch, match=r"internal network|no site"):
        fetch(f"http://{written}/")


def test_a_name_nobody_has(net: Net) -> None:
    with pytest.raises(CannotFetch, match="no site of the name"):
        fetch("http://nobody.example/", net.reach())


def test_this_machine_is_not_reached_without_the_argument(net: Net) -> None:
    with pytest.raises(CannotFetch, match=r"Port|internal"):
        fetch(f"http://127.0.0.1:{net.port}/page")
    assert Handler.seen == []


def test_the_argument_opens_one_port_of_one_address(net: Net) -> None:
    with pytest.raises(CannotFetch, match="Port"):
        fetch("http://127.0.0.1:9/", net.reach())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "404"),
        ("broken", "error of its own (503)"),
        ("locked", "asks for a password"),
        ("empty", "empty page"),
        ("large", "larger than"),
        ("short", "breaks off"),
        ("odd", "packs its page"),
    ],
)
def test_an_answer_that_is_no_source_is_explained(
    net: Net, path: str, said: str
) -> None:
    assert said in net.why(path)


def test_a_body_without_end_is_cut_at_the_limit(net: Net) -> None:
    assert "larger than" in net.why("endless", most_bytes=100_000)


def test_a_server_that_drips_is_cut_at_the_time(net: Net) -> None:
    assert "took longer" in net.why("drip", seconds=0.4)


def test_a_packed_page_is_unpacked(net: Net) -> None:
    assert net.get("packed").data == PAGE


def test_a_packed_bomb_is_stopped_at_the_limit(net: Net) -> None:
    assert "larger than" in net.why("bomb", most_bytes=1_000_000)


def test_no_cookie_goes_back_and_no_credential_goes_out(net: Net) -> None:
    net.get("cookie")
    for _, headers in Handler.seen:
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_proxy_of_the_environment_is_not_used(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert net.get("page").data == PAGE


def test_a_site_that_does_not_speak_the_protocol(net: Net) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        reach = Reach(also=frozenset({("127.0.0.1", port)}), seconds=5)

        def hang_up() -> None:
            client, _ = mute.accept()
            client.sendall(b"kites only\n")
            client.close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(CannotFetch, match="cannot be reached"):
            fetch(f"http://127.0.0.1:{port}/", reach)


def test_a_certificate_that_cannot_be_trusted_ends_it(net: Net) -> None:
    with pytest.raises(CannotFetch, match=r"certificate|cannot be reached"):
        fetch(f"https://127.0.0.1:{net.port}/", net.reach())
