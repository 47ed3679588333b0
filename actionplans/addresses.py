"""Whether the address at which an institution publishes its plan answers. No Django.

Only addresses that anybody can reach are asked: the lead types them, and nobody shall look around
in the institution's own network through this server, nor at anything but pages elsewhere. Who
answers may send what they like for as long as they like, so it is asked from a process apart.
"""

import contextlib
import ipaddress
import socket
import ssl
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urljoin, urlsplit

from documents.bounded import OutOfBounds, SideProcess

SECONDS = 10  # of silence
_asker = SideProcess(seconds=30, megabytes=200)  # for one address with all it leads on to
PORTS = {80, 443, 8080, 8443}  # where pages are; behind others are other things
MOVED = {301, 302, 303, 307, 308}
MOST_STEPS = 5  # from one address to the next
THROUGH_A_GATEWAY = ipaddress.ip_network("64:ff9b::/96")  # to the IPv4 number in its last bits
SIGNS = "/?%:;=@&+$,!~*'()[]"  # stand in an address as they are
NOT_PUBLIC = "It leads into a network that is not public."
NO_PAGE = "It leads to something that is no page."


class NotAsked(Exception):
    """The address is not asked; the text says why."""


def problem_in_time(url: str, *, may_be_private: bool = False) -> str:
    """As problem_of, and never takes more than half a minute."""
    try:
        return str(_asker.call(problem_of, url, may_be_private))
    except OutOfBounds:
        return "It does not answer in time."


def problem_of(url: str, may_be_private: bool = False) -> str:
    """A sentence about what is wrong with the address, "" if it answers.

    may_be_private: ask in any network and at any port; for tests, whose server is on this machine.
    """
    for _ in range(MOST_STEPS):
        try:
            status, onward = _ask(url, may_be_private=may_be_private)
        except NotAsked as refused:
            return str(refused)
        except (OSError, HTTPException, ValueError):
            return "Nobody answers there."
        if not onward:
            return (
                "" if status < HTTPStatus.BAD_REQUEST else f"It answers with an error ({status})."
            )
        url = urljoin(url, onward)
    return "It leads from one address to the next without an end."


def _ask(url: str, *, may_be_private: bool) -> tuple[int, str]:
    """The status of the answer, and where it leads on to. The connection goes to the very machine
    that was looked at, whatever its name means a moment later."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("No address of a page.")
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    place = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)[0][4]
    if not (may_be_private or is_public(str(place[0]))):
        raise NotAsked(NOT_PUBLIC)
    if not (may_be_private or port in PORTS):
        raise NotAsked(NO_PAGE)
    line = socket.create_connection((str(place[0]), port), timeout=SECONDS)
    with contextlib.closing(_opened(line, parts.hostname, port, is_safe=is_safe)) as opened:
        asked = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=SIGNS)
        opened.request("GET", asked, headers={"User-Agent": "Kept"})
        answer = opened.getresponse()
        is_moved = answer.status in MOVED
        return answer.status, (answer.headers.get("Location") or "") if is_moved else ""


def is_public(address: str) -> bool:
    """Whether the number of a machine is one that anybody can reach. An IPv4 number in an IPv6 one
    is looked at by itself, for a gateway would lead there; other ways of carrying one are refused.
    """
    place = ipaddress.ip_address(address)
    if place in THROUGH_A_GATEWAY:
        place = ipaddress.IPv4Address(int(place) % 2**32)
    is_odd = place.is_multicast or place.is_reserved
    if isinstance(place, ipaddress.IPv6Address):
        is_odd = is_odd or place.is_site_local or place.sixtofour is not None
    return place.is_global and not is_odd


def _opened(line: socket.socket, host: str, port: int, *, is_safe: bool) -> HTTPConnection:
    """A connection over the line that is open already."""
    opened = HTTPConnection(host, port)
    try:
        safe = ssl.create_default_context()
        opened.sock = safe.wrap_socket(line, server_hostname=host) if is_safe else line
    except OSError:
        line.close()
        raise
    return opened
