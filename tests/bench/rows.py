# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: what is measured against whom, and what Windsock is to reach.

A row is a class with a `name`, `peers`, `columns` (what measure() returns, in order) and `goals`.
"""

from dataclasses import dataclass

import load
from peers import Nginx, Tornado, Windsock


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


ROWS = [HelloFew, HelloMany, Echo]
