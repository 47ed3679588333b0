"""Asks a server on this machine the same thing over and over: requests a second, and how long."""

import asyncio
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Target:
    """What to ask: for each client a function that gives the bytes of its next request."""

    name: str
    port: int
    requests: Sequence[Callable[[], bytes]]
    status: int = 200


@dataclass
class Tally:
    """What came of it. Latencies in seconds; `rates` are requests a second, one for each turn."""

    latencies: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Requests a second: the middle one of the turns."""
        return statistics.median(self.rates)

    def milliseconds(self, percent: int) -> float:
        """The latency in milliseconds that `percent` of the requests did not exceed."""
        if len(self.latencies) < 2:
            return 1000 * sum(self.latencies)
        return 1000 * statistics.quantiles(self.latencies, n=100, method="inclusive")[percent - 1]

    def fail(self, why: str) -> None:
        """Count an answer that was not the expected one."""
        self.failures[why] = self.failures.get(why, 0) + 1


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as it has the whole answer, until it is told to stop.

    When the server closes the connection the next one is opened. An unanswered request is sent
    once more, as browsers do: servers close idle connections and renew their processes.
    """

    def __init__(self, ask: Callable[[], bytes], target: Target, tally: Tally) -> None:
        self.ask, self.target, self.tally = ask, target, tally
        self.loop = asyncio.get_running_loop()
        self.finished = self.loop.create_future()
        self.request, self.left, self.begun, self.stop_at = b"", 0, 0.0, 0.0
        self.head, self.is_closing = b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.send(self.request or self.ask())

    def send(self, request: bytes) -> None:
        self.request, self.head, self.left = request, b"", 0
        self.begun = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        if not self.left:
            self.head += data
            head, end, body = self.head.partition(HEAD_END)
            if not end:
                return
            self._read_head(head)
            data = body
        self.left -= len(data)
        if self.left <= 0:
            self._answered()

    def _read_head(self, head: bytes) -> None:
        lines = head.lower().split(b"\r\n")
        if int(lines[0].split()[1]) != self.target.status:
            self.tally.fail(lines[0].decode())
        length = [line for line in lines if line.startswith(b"content-length:")]
        self.left = int(length[0].partition(b":")[2])
        self.is_closing = b"connection: close" in lines

    def _answered(self) -> None:
        now = perf_counter()
        self.tally.latencies.append(now - self.begun)
        self.request, self.left = b"", 0
        if now >= self.stop_at:
            self.finished.set_result(now)
            self.transport.close()
        elif not self.is_closing:
            self.send(self.ask())

    def connection_lost(self, _: Exception | None) -> None:
        if not self.finished.done():
            self.loop.create_task(self.connect())

    async def connect(self) -> None:
        await self.loop.create_connection(lambda: self, "127.0.0.1", self.target.port)


async def _turn(target: Target, tally: Tally, seconds: float) -> None:
    clients = [_Client(ask, target, tally) for ask in target.requests]
    before, begun = len(tally.latencies), perf_counter()
    for client in clients:
        client.stop_at = begun + seconds
        await client.connect()
    ended = await asyncio.gather(*(client.finished for client in clients))
    tally.rates.append((len(tally.latencies) - before) / (max(ended) - begun))


def take_turn(target: Target, tally: Tally, seconds: float) -> None:
    """Let all clients of the target ask for `seconds` and wait for the last answers."""
    limit = 60 + 2 * seconds
    asyncio.run(asyncio.wait_for(_turn(target, tally, seconds), limit))
