"""A server that does whatever a test wants, on this computer alone."""

import ssl
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TLS = Path(__file__).parents[1] / "data" / "tls"
Behave = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; a `Behave` answers it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.close_connection = True
        with suppress(OSError):
            server.routes[self.path](self)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test that fails says enough."""

    @property
    def wished_start(self) -> int:
        """Of the Range that is asked for."""
        span = self.headers.get("Range", "bytes=0-")
        return int(span.removeprefix("bytes=").rstrip("-"))

    def begin(self, status: int, headers: dict[str, object]) -> None:
        self.send_response(status)
        for name, value in {"Connection": "close", **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()

    def send(self, content: bytes) -> None:
        self.wfile.write(content)
        self.wfile.flush()


class Server(ThreadingHTTPServer):
    """Where `routes` say which path behaves how; `asked` has paths and headers as they came."""

    daemon_threads = True

    def __init__(self, certificate: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.routes: dict[str, Behave] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._scheme = "https" if certificate else "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / f"{certificate}.pem")
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients of these tests leave early."""


@contextmanager
def serving(certificate: str = "") -> Generator[Server]:
    server = Server(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def whole(content: bytes, **headers: object) -> Behave:
    """A good server: ranges, a length, a version."""

    def behave(request: Request) -> None:
        start = request.wished_start
        if request.headers.get("If-Range", '"1"') != '"1"':
            start = 0
        if start >= len(content) > 0 and start:
            request.begin(416, {"Content-Range": f"bytes */{len(content)}", "Content-Length": 0})
            return
        rest = content[start:]
        span = (
            {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        )
        known = {"Content-Length": len(rest), "ETag": '"1"', **span, **headers}
        request.begin(206 if start else 200, {k: v for k, v in known.items() if v is not None})
        request.send(rest)

    return behave


def cut(content: bytes, at: int, then: Behave | None = None) -> Behave:
    """Says the whole length, and sends *at* bytes the first time; later behaves like *then*."""
    is_cut = False

    def behave(request: Request) -> None:
        nonlocal is_cut
        if is_cut and then is not None:
            then(request)
            return
        is_cut = True
        request.begin(200, {"Content-Length": len(content), "ETag": '"1"'})
        request.send(content[:at])

    return behave


def answers(status: int, body: bytes = b"", **headers: object) -> Behave:
    """Always the same."""

    def behave(request: Request) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request.begin(status, {"Content-Length": len(body), **names})
        request.send(body)

    return behave


def in_turn(*each: Behave) -> Behave:
    """One after the other; the last one for ever."""
    rest = list(each)

    def behave(request: Request) -> None:
        (rest.pop(0) if len(rest) > 1 else rest[0])(request)

    return behave


def trickle(content: bytes, pause_s: float, *, slow_headers: bool = False) -> Behave:
    """A byte at a time."""

    def behave(request: Request) -> None:
        if slow_headers:
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                request.send(bytes([letter]))
                time.sleep(pause_s)
        request.begin(200, {"Content-Length": len(content)})
        for letter in content:
            request.send(bytes([letter]))
            time.sleep(pause_s)

    return behave
