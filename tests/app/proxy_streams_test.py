# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reverse proxy while bodies stream, stall and break off."""

import contextlib
import threading
import time
import unittest

from support.program import status_field
from support.proxytest import OK, ProxyTest, settled
from support.upstream import header, read_head


class Silence(ProxyTest):
    """An upstream that stops to speak or to read, with a limit of one second."""

    config = "[backend]\nanswer_timeout = 1\n"

    def silent_after(self, said):
        over = threading.Event()
        self.addCleanup(over.set)

        def talk(client):
            read_head(client)
            client.sendall(said)
            over.wait(20)
        return self.proxy(talk, config=self.config)[0]

    def test_no_answer(self):
        server = self.silent_after(b"")
        answer = server.get("/x")
        self.assertEqual(answer.code, 504)
        server.wait_log(r"504 GET /x .*did not answer within 1 s: see what it waits for\.")

    def test_in_the_middle_of_an_answer(self):
        server = self.silent_after(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        answer = server.get("/x")
        self.assertEqual((answer.code, answer.body, answer.whole), (200, b"half", False))
        server.wait_log(r"200 GET /x .*was silent in the middle of its answer for 1 s")

    def test_one_that_does_not_read(self):
        server = self.silent_after(b"")
        with server.connect() as connection:
            connection.send_head("POST", "/x", [("Content-Length", 50 << 20)])
            sender = threading.Thread(target=self.send_what_is_taken, args=(connection, 50))
            sender.start()
            self.assertEqual(connection.answer().code, 504)
            sender.join()

    @staticmethod
    def send_what_is_taken(connection, megabytes):
        with contextlib.suppress(OSError):
            for _ in range(megabytes):
                connection.send(bytes(1 << 20))

    def test_slow_is_not_silent(self):
        """Twenty pieces in two seconds: each comes in time."""
        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n")
            for _ in range(20):
                time.sleep(0.1)
                client.sendall(b"x")
        server, _ = self.proxy(talk, config=self.config)
        self.assertEqual(server.get("/").body, b"x" * 20)

    def test_a_slow_client_is_not_a_silent_upstream(self):
        def talk(client):
            head = read_head(client)
            left = int(header(head, "Content-Length")[0])
            while left:
                left -= len(client.recv(left))
            client.sendall(OK)
        server, _ = self.proxy(talk, config=self.config)
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Content-Length", 2)])
            connection.send(b"a")
            time.sleep(2)
            connection.send(b"b")
            self.assertEqual(connection.answer().code, 200)

    def test_chunks_that_end_late(self):
        def talk(client):
            read_head(client)
            said = b""
            while not said.endswith(b"0\r\n\r\n"):
                said += client.recv(100)
            time.sleep(0.7)                       # more than a sweep after the end, less than the limit
            client.sendall(OK)
        server, _ = self.proxy(talk, config=self.config)
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Transfer-Encoding", "chunked")])
            connection.send_chunk(b"a")
            time.sleep(2)
            connection.send(b"0\r\n\r\n")
            self.assertEqual(connection.answer().code, 200)


class Streams(ProxyTest):

    def echo(self, client):
        """Sends the body back as it comes."""
        while True:
            head = read_head(client)
            left = int(header(head, "Content-Length")[0])
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % left)
            while left:
                data = client.recv(min(left, 1 << 18))
                left -= len(data)
                client.sendall(data)

    def test_2_gb_in_little_memory(self):
        server, _ = self.proxy(self.echo, config="[limits]\nbody = 3_000_000_000\n")
        size, piece = 2 << 30, bytes(1 << 20)
        before = status_field(server.pid, "VmRSS")
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Content-Length", size)])
            sender = threading.Thread(target=lambda: [connection.send(piece) for _ in range(size >> 20)])
            sender.start()
            self.assertEqual(connection.read_head().code, 200)
            buffer, got, more = bytearray(1 << 20), connection.take_received(), True
            while more:
                more = connection.socket.recv_into(buffer, min(len(buffer), size - got)) if got < size else 0
                got += more
            sender.join()
        self.assertEqual(got, size)
        self.assertLess(status_field(server.pid, "VmHWM") - before, 64 << 10, "KiB more than before")

    def test_an_upstream_that_does_not_read_holds_the_client_back(self):
        go = threading.Event()

        def talk(client):
            head = read_head(client)
            go.wait(20)
            left = int(header(head, "Content-Length")[0])
            while left:
                left -= len(client.recv(min(left, 1 << 18)))
            client.sendall(OK)
        server, _ = self.proxy(talk)
        before = status_field(server.pid, "VmRSS")
        size = 100 << 20
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Content-Length", size)])
            sent = []
            sender = threading.Thread(target=lambda: [sent.append(connection.send(bytes(1 << 20))) for _ in range(size >> 20)])
            sender.start()
            self.assertLess(settled(lambda: len(sent)), 50, "the client is held back")
            self.assertEqual(server.get("/hello-tornado").code, 200)
            self.assertLess(status_field(server.pid, "VmRSS") - before, 30 << 10)
            go.set()
            self.assertEqual(connection.answer().code, 200)
            sender.join()

    def test_a_client_that_does_not_read_holds_the_upstream_back(self):
        sent = []

        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (100 << 20))
            for _ in range(100):
                client.sendall(bytes(1 << 20))
                sent.append(1)
        server, _ = self.proxy(talk)
        before = status_field(server.pid, "VmRSS")
        with server.connect() as connection:
            connection.send_head("GET", "/")
            connection.read_head()
            self.assertLess(settled(lambda: len(sent)), 50)
            self.assertLess(status_field(server.pid, "VmRSS") - before, 30 << 10)
            for _ in range(100):
                connection.read_bytes(1 << 20)

    def test_chunked_upload(self):
        got = []

        def talk(client):
            head = read_head(client)
            got.append(header(head, "Transfer-Encoding"))
            body = b""
            while not body.endswith(b"0\r\n\r\n"):
                body += client.recv(65536)
            got.append(body)
            client.sendall(OK)
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Transfer-Encoding", "chunked")])
            connection.send_chunk(b"hello")
            connection.send_chunk(b"")
            self.assertEqual(connection.answer().code, 200)
        self.assertEqual(got, [["chunked"], b"5\r\nhello\r\n0\r\n\r\n"])

    def test_an_answer_in_the_middle_of_an_upload_arrives(self):
        def talk(client):
            read_head(client)
            client.recv(1000)
            client.sendall(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            connection.send_head("POST", "/", [("Content-Length", 50 << 20)])
            answer = None
            try:
                for _ in range(50):
                    connection.send(bytes(1 << 20))
            except OSError:
                pass
            answer = connection.answer()
        self.assertEqual((answer.code, answer.body), (413, b"big"))

    def test_the_first_chunk_arrives_before_the_last_is_made(self):
        go = threading.Event()

        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n")
            go.wait(20)
            client.sendall(b"3\r\ntwo\r\n0\r\n\r\n")
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            connection.send_head("GET", "/")
            connection.read_head()
            self.assertEqual(connection.read_chunk(), b"one")
            go.set()
            self.assertEqual(connection.read_chunk(), b"two")

    def test_the_upstream_learns_of_a_client_that_leaves(self):
        gone = threading.Event()

        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n")
            try:
                while client.recv(1):
                    pass
            finally:
                gone.set()
        server, _ = self.proxy(talk)
        connection = server.connect()
        connection.send_head("GET", "/")
        connection.read_head()
        connection.reset()
        self.assertTrue(gone.wait(10))


if __name__ == "__main__":
    unittest.main()
