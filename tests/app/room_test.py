# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms and named events: all members hear what one says, whichever thread they are on; nobody waits for the slowest."""

import json
import socket
import time
import unittest

from support import until
from support.program import Server, status_field
from support.websocket import CLOSE, TEXT, WebSocket

CONFIG = """
[server]
io_threads = 3
[websocket]
compression = true
[[route]]
pattern = "/room/(.*)"
handler = "room"
[[route]]
pattern = "/hello"
handler = "hello"
"""


def event(name, data=None):
    return json.dumps({"event": name, "data": data})


class Member(WebSocket):

    def __init__(self, server, room="blue"):
        super().__init__(server.port, "/room/" + room)

    def hear(self):
        """The next that is no remark of the room's."""
        while True:
            opcode, payload = self.receive()
            if opcode != TEXT:
                return opcode, payload
            if not payload.endswith((b'"event":"joined"}', b'"event":"left"}')):
                return payload.decode()

    def event(self):
        return json.loads(self.receive()[1])


class Rooms(unittest.TestCase):

    def setUp(self):
        self.server = Server(config=CONFIG).__enter__()
        self.addCleanup(self.server.__exit__)

    def joining(self, room="blue"):
        member = Member(self.server, room)
        self.addCleanup(member.socket.close)
        return member

    def members(self, count, room="blue"):
        members = [self.joining(room) for _ in range(count)]
        for member in members:
            member.receive()                      # a "joined": only who has joined hears anything, and 101 may come before
        return members

    def test_all_hear_what_one_says(self):
        members = self.members(9)
        for index, member in enumerate(members):
            member.send("from %d: Grüße" % index)
            self.assertEqual([other.hear() for other in members], ["from %d: Grüße" % index] * 9)

    def test_rooms_do_not_hear_each_other(self):
        blue, red = self.members(2, "blue"), self.members(2, "red")
        blue[0].send("blue")
        red[0].send("red")
        self.assertEqual([member.hear() for member in blue + red], ["blue", "blue", "red", "red"])

    def test_order_is_kept(self):
        speaker, *hearers = self.members(4)
        for number in range(500):
            speaker.send(str(number))
        for hearer in hearers:
            self.assertEqual([hearer.hear() for _ in range(500)], [str(number) for number in range(500)])

    def test_coming_and_going_is_told(self):
        first = self.joining()
        self.assertEqual(first.event(), {"event": "joined", "data": 1})
        second = self.joining()
        self.assertEqual(first.event(), {"event": "joined", "data": 2})
        self.assertEqual(second.event(), {"event": "joined", "data": 2})
        second.close()
        self.assertEqual(first.event(), {"event": "left", "data": 1})

    def test_events_go_to_their_handlers(self):
        one, two = self.members(2)
        one.send(event("members"))
        self.assertEqual(json.loads(one.hear()), {"event": "members", "data": 2})
        one.send(event("echo", {"a": [1, None, "ü"]}))
        self.assertEqual(json.loads(one.hear()), {"event": "echo", "data": {"a": [1, None, "ü"]}})
        one.send(event("vote", 7))
        for member in (one, two):
            self.assertEqual(json.loads(member.hear()), {"event": "vote", "data": 7}, "an event of nobody's goes to all")

    def test_what_only_looks_like_an_event(self):
        member, = self.members(1)
        for text in ("{", '{"event": 1}', '{"data": 1}', "[1]", '{"event": "members"', "{}"):
            member.send(text)
            self.assertEqual(member.hear(), text)

    def test_binary_is_refused(self):
        member, = self.members(1)
        member.send(b"12", 2)
        self.assertIn('"refused"', member.hear())

    def test_nobody_waits_for_the_slowest(self):
        speaker, hearer, slow = self.members(3)
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        before = status_field(self.server.pid, "VmRSS")
        text = "x" * 100_000
        for _ in range(200):
            speaker.send(text)
            self.assertEqual((speaker.hear(), hearer.hear()), (text, text))
        self.assertLess(status_field(self.server.pid, "VmRSS") - before, 60 << 10)
        until(lambda: self.count(speaker) == 2, "the slow one to be closed")

    def count(self, member):
        member.send(event("members"))
        return json.loads(member.hear())["data"]

    def test_members_that_vanish(self):
        stays, = self.members(1)
        for _ in range(50):
            Member(self.server).socket.close()
        until(lambda: self.count(stays) == 1, "the others to be forgotten")

    def test_stop(self):
        members = self.members(5)
        self.server.process.terminate()
        for member in members:
            answer = member.hear()
            self.assertEqual((answer[0], answer[1][:2]), (CLOSE, b"\x03\xe9"))
            member.send(b"\x03\xe9", CLOSE)
        self.assertEqual(self.server.wait_end(), 0)


if __name__ == "__main__":
    unittest.main()
