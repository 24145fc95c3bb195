# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: what is measured against whom, and what Windsock is to reach.

A row is a class with a `name`, `peers`, `columns` (what measure() returns, in order) and `goals`.
"""

from dataclasses import dataclass

import contextlib
import os
import statistics
import time

import load
from generators import Ab, WindsockBench, Wrk
from peers import Haproxy, Mitmproxy, Nginx, NginxGunicorn, NginxProxy, QtEcho, Tornado, Windsock
from support.program import Home, command_line


@dataclass(frozen=True)
class Column:
    title: str
    digits: int
    more_is_better: bool


@dataclass(frozen=True)
class Goal:
    """Windsock's median must be at least `factor` times better than the peer's, or, without a peer, than `figure`."""

    column: int
    factor: float
    peer: str = ""
    figure: float = 0.0
    figure_name: str = ""


class Hello:
    """GET /hello-tornado on kept connections; the server has one core, the load generator the others."""

    columns = [Column("requests/s", 0, True)]

    def __init__(self, quick):
        self.connections = min(self.connections, 200) if quick else self.connections
        self._seconds = 1 if quick else 8

    @property
    def title(self):
        return "`GET /hello-tornado`, {:,} connections".format(self.connections)

    def start(self, peer):
        return peer(pin=True)

    def measure(self, server):
        load.requests_per_second(server.port, self.connections, 1, pin=True)          # warm-up
        return [load.requests_per_second(server.port, self.connections, self._seconds, pin=True)]


class HelloFew(Hello):
    name = "hello"
    connections = 64
    peers = [Windsock, Tornado, Nginx]
    goals = [Goal(0, 12.0, Tornado.name), Goal(0, 0.85, Nginx.name)]


class HelloMany(Hello):
    name = "hello-8000"
    connections = 8000
    peers = [Windsock, Nginx]
    goals = [Goal(0, 0.75, Nginx.name)]


class Echo:
    """The WebSocket's round trip while 100 clients load /polls/ on Django; nobody is kept on a core."""

    name = "echo-under-load"
    peers = [Windsock, Tornado]
    columns = [Column("echo p50, ms", 2, False), Column("echo p99, ms", 2, False), Column("pages/s", 0, True)]
    # Tornado 6.5, whose WSGIContainer can have threads, is not in Debian: held against what was measured of it once.
    goals = [Goal(1, 50.0, Tornado.name), Goal(1, 8.0, figure=24.0, figure_name="Tornado 6.5 on four threads, once measured")]

    def __init__(self, quick):
        self._seconds = 2 if quick else 15
        self._clients = 10 if quick else 100

    @property
    def title(self):
        return "WebSocket echo while %d clients load `/polls/`" % self._clients

    def start(self, peer):
        return peer(polls=True)

    def measure(self, server):
        load.echo_under_pages(server.port, self._clients, 1)                          # warm-up
        return list(load.echo_under_pages(server.port, self._clients, self._seconds))


class EchoFew:
    """The echo of 32 bytes, one message at a time on each connection."""

    name = "echo"
    connections = 64
    peers = [Windsock, QtEcho, Tornado]
    columns = [Column("messages/s", 0, True)]
    goals = [Goal(0, 1.0, QtEcho.name)]

    def __init__(self, quick):
        self._seconds = 1 if quick else 6

    @property
    def title(self):
        return "WebSocket echo, {:,} connections".format(self.connections)

    def start(self, peer):
        return peer(pin=True)

    def measure(self, server):
        load.echo_messages_per_second(server.port, self.connections, 1)
        return [load.echo_messages_per_second(server.port, self.connections, self._seconds)]


class EchoMany(EchoFew):
    name = "echo-1000"
    connections = 1000
    goals = [Goal(0, 1.5, QtEcho.name)]


class Proxy(Hello):
    """The page through a reverse proxy; nginx, on the load generator's core, is the server behind."""

    name = "proxy"
    connections = 64
    peers = [Windsock, NginxProxy, Haproxy, Mitmproxy]
    goals = [Goal(0, 20.0, Mitmproxy.name), Goal(0, 0.6, NginxProxy.name)]

    @property
    def title(self):
        return "reverse proxy to nginx, %d connections" % self.connections

    @contextlib.contextmanager
    def start(self, peer):
        with Nginx() as behind, peer(pin=True, upstream=behind.port) as server:
            yield server

    def measure(self, server):
        load.requests_per_second(server.port, self.connections, 1, True, "/proxied")
        return [load.requests_per_second(server.port, self.connections, self._seconds, True, "/proxied")]


class Polls:
    """/polls/ on Django 3.2 and SQLite, two workers."""

    name = "polls"
    peers = [Windsock, NginxGunicorn]
    columns = [Column("pages/s", 0, True)]
    goals = [Goal(0, 1.0, NginxGunicorn.name)]
    title = "`/polls/` on Django, 100 clients, two workers"

    def __init__(self, quick):
        self._seconds = 2 if quick else 8
        self._clients = 10 if quick else 100

    def start(self, peer):
        return peer(polls=True)

    def measure(self, server):
        load.pages_per_second(server.port, self._clients, 1)
        return [load.pages_per_second(server.port, self._clients, self._seconds)]


class Memory:
    """What an idle connection costs."""

    name = "memory"
    peers = [Windsock]
    columns = [Column("kB each, HTTP", 2, False), Column("kB each, WebSocket", 2, False)]
    goals = [Goal(0, 1.0, figure=8.0, figure_name="the limit"), Goal(1, 1.0, figure=8.0, figure_name="the limit")]
    title = "memory of an idle connection"

    def __init__(self, quick):
        self._count = 500 if quick else 5000

    def start(self, peer):
        return peer()

    def measure(self, server):
        figures = []
        for webSocket in (False, True):
            warm = load.idle_connections(server.port, 200, webSocket)
            before = load.resident_kilobytes(server.pid)
            opened = load.idle_connections(server.port, self._count, webSocket)
            time.sleep(0.5)                       # so that what is freed later is not counted
            figures.append((load.resident_kilobytes(server.pid) - before) / self._count)
            for connection in warm + opened:
                connection.close()
            time.sleep(0.5)
        return figures


class Start:
    """From the command to the first answer of `windsock serve`, as a client sees it that asks all the time."""

    name = "start"
    peers = [Windsock]
    columns = [Column("milliseconds", 0, False)]
    goals = [Goal(0, 1.0, figure=300.0, figure_name="the limit")]
    title = "start to the first answer"

    def __init__(self, quick):
        self._starts = 1 if quick else 5

    def start(self, _):
        return Home()

    def measure(self, home):
        def command(port):
            return command_line("serve", "--port", port, "--log-file", os.path.join(home.path, "windsock.log"))

        return [statistics.median(load.milliseconds_to_first_answer(command, home.environment()) for _ in range(self._starts))]


class Generator:
    """What a load generator can ask of nginx, which is a core away."""

    name = "generator"
    peers = [WindsockBench, Wrk, Ab]
    columns = [Column("requests/s", 0, True)]
    goals = [Goal(0, 0.7, Wrk.name), Goal(0, 1.0, Ab.name)]
    title = "load generator, one thread, 64 connections"

    def __init__(self, quick):
        self._requests = 20_000 if quick else 400_000

    @contextlib.contextmanager
    def start(self, peer):
        with Nginx(pin=True) as server:
            yield peer, server

    def measure(self, started):
        generator, server = started
        return generator.figures(server.port, "/hello-tornado", self._requests, 64, pin=True)[:1]


ROWS = [HelloFew, HelloMany, Echo, EchoFew, EchoMany, Proxy, Polls, Memory, Start, Generator]
