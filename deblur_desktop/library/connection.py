"""One request over HTTP: where it may lead, and what is wrong when it fails.

Nothing is trusted that a server says. Redirects are followed one by one: never from https to http, never
to another scheme, and never from a public address to one of this computer or its network, where a
strange server must not make us ask. Bodies come as they are, since a packed one may unpack to any size.
"""

import ipaddress
import socket
import ssl
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.utils import get_environ_proxies

from deblur_desktop import __version__
from deblur_desktop.errors import DeblurError, RefusedAddress, Unreachable

_CONNECT_S, _READ_S = 20, 70
_MOST_REDIRECTS = 8
_LONGEST_RETRY_S = 600
_BLOCK = 16 << 10
_AGENT = f"deblur-desktop/{__version__}"


class Answer:
    """What a server answers to one request.

    Attributes:
        url: That was asked.
        status, reason, headers: Of the answer.
    """

    def __init__(self, url: str, response: requests.Response) -> None:
        self.url = url
        self.status, self.reason = response.status_code, response.reason or ""
        self.headers: Mapping[str, str] = response.headers
        self._raw = response.raw

    @property
    def retry_after_s(self) -> float:
        """How long the server wishes to be left alone, at most ten minutes; 0 when it does not say."""
        wish = self.headers.get("Retry-After", "")
        if wish.isascii() and wish.isdigit():
            return min(float(wish[:9]), _LONGEST_RETRY_S)
        try:
            until, now = (parsedate_to_datetime(text) for text in (wish, self.headers["Date"]))
            return min(max((until - now).total_seconds(), 0.0), _LONGEST_RETRY_S)
        except (KeyError, ValueError, TypeError):
            return 0.0

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes, not unpacked."""
        while block := self._raw.read(_BLOCK, decode_content=False):
            yield block


@contextmanager
def opened(url: str, headers: Mapping[str, str]) -> Generator[Answer]:
    """The answer to a GET of *url*, whatever its status; its body is read inside of the context.

    Raises:
        RefusedAddress: The address, or one that it leads to, must not be asked.
        Unreachable: There is no answer now, or it breaks off.
    """
    with requests.Session() as session, _told(url), _followed(session, url, headers) as response:
        yield Answer(url, response)


def _followed(session: requests.Session, url: str, headers: Mapping[str, str]) -> requests.Response:
    _refuse_scheme(url)
    wishes = {"User-Agent": _AGENT, "Accept-Encoding": "identity", **headers}
    for _ in range(_MOST_REDIRECTS):
        response = session.get(
            url, headers=wishes, stream=True, allow_redirects=False, timeout=(_CONNECT_S, _READ_S)
        )
        if not response.is_redirect:
            return response
        response.close()
        target = urljoin(url, response.headers["Location"])
        _refuse_redirect(url, target)
        url = target
    raise RefusedAddress(f"the server only leads from one address to the next: {host(url)}")


def host(url: str) -> str:
    """The host of *url* alone, for messages: the rest may be long, and secret."""
    return urlsplit(url).hostname or url[:80]


def _refuse_scheme(url: str) -> None:
    if urlsplit(url).scheme not in ("https", "http") or not urlsplit(url).hostname:
        raise RefusedAddress(f"this address cannot be used: {url[:200]}")


def _refuse_redirect(source: str, target: str) -> None:
    _refuse_scheme(target)
    if urlsplit(source).scheme == "https" and urlsplit(target).scheme != "https":
        raise RefusedAddress(f"the server leads to an unprotected address: {target[:200]}")
    if host(target) != host(source) and not _is_public(target):
        raise RefusedAddress(f"the server leads into the local network: {target[:200]}")


def _is_public(url: str) -> bool:
    """Whether all addresses of the host are public; a name that only a proxy can resolve is."""
    try:
        found = socket.getaddrinfo(host(url), None)
    except OSError:
        # Without a proxy, the request fails for the same reason.
        return bool(get_environ_proxies(url)) or not host(url).endswith("localhost")
    return all(ipaddress.ip_address(str(each[4][0]).split("%")[0]).is_global for each in found)


@contextmanager
def _told(url: str) -> Generator[None]:
    """Errors of the libraries below as ours."""
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        if isinstance(error, OSError) and error.filename is not None:
            raise  # of our own disk
        raise _error(error, host(url)) from error
    except (ValueError, UnicodeError) as error:  # a strange address or header
        raise RefusedAddress(f"the server's answer makes no sense: {host(url)}") from error


def _error(error: BaseException, name: str) -> DeblurError:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return RefusedAddress(
                f"the server cannot prove who it is ({cause.verify_message}): {name}",
                "check date and time of this computer; a proxy that reads along needs its certificate"
                " named in REQUESTS_CA_BUNDLE",
            )
    if any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes):
        return Unreachable(
            f"the proxy does not lead to the server: {name}",
            "check HTTPS_PROXY in the environment",
        )
    if any(isinstance(cause, requests.exceptions.InvalidURL) for cause in causes):
        return RefusedAddress(f"this address cannot be used: {name}")
    offline = "is this computer online? what is installed works without"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Unreachable(f"no server of this name is found: {name}", offline)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Unreachable(f"the server refuses the connection: {name}", offline)
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return Unreachable(f"the server does not answer: {name}", offline)
    return Unreachable(f"the connection broke off: {name}", offline)


def _causes(error: BaseException) -> Generator[BaseException]:
    """*error* and what it was raised from; urllib3 keeps some in `reason`, requests in `args`."""
    seen: set[int] = set()
    rest = [error]
    while rest:
        each = rest.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        rest += [cause for cause in inner if isinstance(cause, BaseException)]
