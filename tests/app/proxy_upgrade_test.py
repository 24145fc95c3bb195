# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSockets and other protocols that the reverse proxy relays."""

import threading
import unittest

from support import until
from support.program import status_field
from support.proxytest import ProxyTest, settled
from support.upstream import header, read_head
from support.websocket import frame


class Upgrades(ProxyTest):
    """A relayed WebSocket: bytes unchanged, frames in the journal."""

    ACCEPTED = (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: whatever\r\n\r\n")

    def relay(self, talk):
        def after_the_handshake(client):
            self.head = read_head(client)
            client.sendall(self.ACCEPTED)
            talk(client)
        return self.proxy(after_the_handshake)[0]

    def test_frames_go_through_unchanged(self):
        got = []

        def talk(client):
            client.sendall(b"\x81\x05hello\x89\x01p")
            while len(b"".join(got)) < 11:
                got.append(client.recv(4096))
            client.sendall(b"\x88\x02\x03\xe8")
        server = self.relay(talk)
        with server.websocket("/any") as peer:
            self.assertEqual(peer.receive(), (1, b"hello"))
            self.assertEqual(peer.receive(), (9, b"p"))
            sent = frame(b"world")
            peer.socket.sendall(sent)
            self.assertEqual(peer.wait_close()[0], 1000)
        self.assertEqual(b"".join(got), sent, "not even the mask is changed")
        self.assertEqual(header(self.head, "Connection"), ["Upgrade"])
        self.assertEqual(header(self.head, "Upgrade"), ["websocket"])
        server.wait_log(r"101 GET /any ")

    def test_what_stands_behind_the_handshake_is_not_lost(self):
        def talk(client):
            client.sendall(client.recv(4096))
        self.ACCEPTED += b"\x81\x05early"
        server = self.relay(talk)
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nat once")
            self.assertEqual(connection.read_head().code, 101)
            self.assertEqual(connection.read_bytes(14), b"\x81\x05earlyat once")

    def test_a_refusal_is_an_answer(self):
        def talk(client):
            while True:
                read_head(client)
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            for _ in range(2):
                connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                self.assertEqual(connection.answer().body, b"no")

    def test_another_protocol(self):
        self.ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"

        def talk(client):
            while True:
                client.sendall(client.recv(4096).upper() or b"end")
                break
        server = self.relay(talk)
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            connection.read_head()
            connection.send(b"hello")
            self.assertEqual(connection.read_bytes(5), b"HELLO")

    def test_half_closed(self):
        def talk(client):
            data = b""
            while True:
                piece = client.recv(4096)
                if not piece:
                    break
                data += piece
            client.sendall(b"all of " + data)
        self.ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"
        server = self.relay(talk)
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            connection.read_head()
            connection.send(b"it")
            connection.finish_sending()
            self.assertEqual(connection.read_bytes(9), b"all of it")

    def test_all_that_was_said_arrives_before_the_end(self):
        size = 5 << 20

        def talk(client):
            while client.recv(4096):
                pass
            client.sendall(bytes(size))
        self.ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"
        server = self.relay(talk)
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nit")
            connection.finish_sending()               # perhaps before the upstream has answered
            self.assertEqual(connection.read_head().code, 101)
            self.assertEqual(len(connection.read_bytes(size)), size)
            self.assertTrue(connection.at_end())

    def test_a_broken_protocol_is_relayed_and_said(self):
        def talk(client):
            client.sendall(b"\x83\x01x")                  # opcode 3
            client.recv(1)
        server = self.relay(talk)
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            connection.read_head()
            self.assertEqual(connection.read_bytes(3), b"\x83\x01x")
            server.wait_log(r"The backend broke the protocol of its WebSocket")

    def test_stop_says_goodbye_to_both(self):
        ended = []

        def talk(client):
            client.sendall(b"\x81\x02hi")
            ended.append(client.recv(4096))
        server = self.relay(talk)
        with server.websocket("/") as peer:
            self.assertEqual(peer.receive(), (1, b"hi"))
            server.process.terminate()
            self.assertEqual(peer.wait_close()[0], 1001)
        self.assertEqual(server.wait_end(), 0)
        until(lambda: ended, "the upstream to hear of it")
        self.assertEqual(ended[0][:2], bytes([0x88, 0x80 | (len(ended[0]) - 6)]))

    def test_back_pressure(self):
        go = threading.Event()

        def talk(client):
            go.wait(20)
            while client.recv(1 << 18):
                pass
        server = self.relay(talk)
        before = status_field(server.pid, "VmRSS")
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            connection.read_head()
            message = b"\x82\xfe\xff\xff" + bytes(4 + 65535)
            sent = []
            sender = threading.Thread(target=lambda: [sent.append(connection.send(message)) for _ in range(1000)])
            sender.start()
            self.assertLess(settled(lambda: len(sent)), 500)
            self.assertLess(status_field(server.pid, "VmRSS") - before, 30 << 10)
            go.set()
            sender.join()


if __name__ == "__main__":
    unittest.main()
