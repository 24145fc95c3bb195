# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reverse proxy (S9) before upstreams that the test plays itself: what is forwarded, streamed, tried again, cut."""

import contextlib
import hashlib
import os
import socket
import threading
import time
import unittest

from support import until
from support.program import Home, Server, run, status_field
from support.upstream import RawUpstream, header, read_head
from support.websocket import WebSocket, frame

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def settled(count):
    """What count() comes to when it has not grown for a while, however slow the machine."""
    last, since = count(), time.monotonic()
    while time.monotonic() - since < 1:
        time.sleep(0.02)
        if count() != last:
            last, since = count(), time.monotonic()
    return last


class ProxyTest(unittest.TestCase):

    def proxy(self, talk, *arguments, **more):
        """(server, upstream)"""
        upstream = RawUpstream(talk)
        self.addCleanup(upstream.__exit__)
        server = Server("--backend", upstream.spec, *arguments, **more).__enter__()
        self.addCleanup(server.__exit__)
        return server, upstream


class Forwarding(ProxyTest):
    """RFC 9110 §7.6."""

    def setUp(self):
        self.heads = []

        def talk(client):
            while True:
                self.heads.append(read_head(client))
                client.sendall(OK)
        self.server, self.upstream = self.proxy(talk, "--io-threads", "1")

    def forwarded(self, target, headers=()):
        with self.server.connect() as connection:
            connection.send_head("GET", target, headers)
            self.assertEqual(connection.answer().body, b"ok")
        return self.heads[-1]

    def test_the_request_line_and_the_host_go_through(self):
        head = self.forwarded("/a%20b?c=d&e")
        self.assertTrue(head.startswith(b"GET /a%20b?c=d&e HTTP/1.1\r\n"), head)
        self.assertEqual(header(head, "Host"), ["127.0.0.1"])

    def test_http_1_0_without_a_host(self):
        with self.server.connect() as connection:
            connection.send(b"GET / HTTP/1.0\r\nX-Forwarded-Host: forged\r\n\r\n")
            self.assertEqual(connection.answer().body, b"ok")
        self.assertEqual(header(self.heads[-1], "Host"), ["127.0.0.1:%d" % self.server.port])
        self.assertNotIn(b"forged", self.heads[-1])

    def test_a_url_becomes_a_path(self):
        head = self.forwarded("http://other.example:81/x?y")
        self.assertTrue(head.startswith(b"GET /x?y HTTP/1.1\r\n"), head)
        self.assertEqual(header(head, "Host"), ["other.example:81"])
        self.assertTrue(self.forwarded("http://other.example?y").startswith(b"GET /?y HTTP/1.1\r\n"))

    def test_it_says_who_the_client_was(self):
        head = self.forwarded("/", [("X-Forwarded-For", "192.0.2.1"), ("Via", "1.0 fred")])
        self.assertEqual(header(head, "X-Forwarded-For"), ["192.0.2.1, 127.0.0.1"])
        self.assertEqual(header(head, "X-Forwarded-Proto"), ["http"])
        self.assertEqual(header(head, "X-Forwarded-Host"), ["127.0.0.1"])
        self.assertEqual(header(head, "Via"), ["1.0 fred, 1.1 windsock"])

    def test_what_is_for_one_connection_stays_there(self):
        head = self.forwarded("/", [("Connection", "X-Mine, keep-alive, Host"), ("X-Mine", "1"), ("Keep-Alive", "300"), ("TE", "trailers"),
                                    ("Proxy-Connection", "close"), ("Upgrade", "h2c"), ("X-Yours", "2")])
        for name in ("Connection", "X-Mine", "Keep-Alive", "TE", "Proxy-Connection", "Upgrade"):
            self.assertEqual(header(head, name), [], name)
        self.assertEqual((header(head, "X-Yours"), header(head, "Host")), (["2"], ["127.0.0.1"]))

    def test_max_forwards(self):
        with self.server.connect() as connection:
            connection.send_head("OPTIONS", "/", [("Max-Forwards", "1")])
            self.assertEqual(connection.answer().body, b"ok")
            self.assertEqual(header(self.heads[-1], "Max-Forwards"), ["0"])
            connection.send_head("OPTIONS", "/", [("Max-Forwards", "0")])
            answer = connection.answer()
            self.assertEqual((answer.code, answer.body), (200, b""))
            self.assertIn("GET", answer.header("Allow"))
            connection.send_head("TRACE", "/", [("Max-Forwards", "0")])
            self.assertEqual(connection.answer().code, 405)
            connection.send_head("GET", "/", [("Max-Forwards", "0")])
            self.assertEqual(connection.answer().body, b"ok", "it counts for OPTIONS and TRACE alone")

    def test_options_of_a_whole_server(self):
        with self.server.connect() as connection:
            connection.send_head("OPTIONS", "http://other.example")
            connection.answer()
        self.assertTrue(self.heads[-1].startswith(b"OPTIONS * HTTP/1.1\r\n"), self.heads[-1])

    def test_the_connection_is_used_again(self):
        with self.server.connect() as connection:
            for _ in range(20):
                self.assertEqual(connection.get("/").body, b"ok")
        self.assertEqual(self.upstream.connections, 1)


class Answers(ProxyTest):

    def answer(self, said, method="GET", keep=b""):
        def talk(client):
            read_head(client)
            client.sendall(said)
            if keep:
                client.recv(1)
        server, _ = self.proxy(talk)
        self.server = server
        return server.request(method, "/x")

    def test_fields_of_the_connection_are_taken_off(self):
        answer = self.answer(b"HTTP/1.1 203 So so\r\nConnection: X-Mine, close\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nSet-Cookie: a=b\r\n"
                             b"Set-Cookie: c=d\r\nServer: other\r\nContent-Length: 2\r\n\r\nhi")
        self.assertEqual((answer.status, answer.body), ("HTTP/1.1 203 So so", b"hi"))
        self.assertEqual([answer.header(name) for name in ("X-Mine", "Keep-Alive", "Connection")], [None, None, None])
        self.assertEqual((answer.header("Server"), answer.header("Via"), answer.header("Set-Cookie")), ("other", "1.1 windsock", "a=b, c=d"))

    def test_chunks(self):
        answer = self.answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX: 1\r\n\r\n")
        self.assertEqual((answer.body, answer.header("Transfer-Encoding"), answer.whole), (b"abcde", "chunked", True))

    def test_until_the_close(self):
        answer = self.answer(b"HTTP/1.0 200 OK\r\n\r\nall of it")
        self.assertEqual((answer.body, answer.whole), (b"all of it", True))

    def test_head_keeps_the_length(self):
        answer = self.answer(b"HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n", method="HEAD")
        self.assertEqual((answer.code, answer.header("Content-Length")), (200, "1234"))

    def test_not_modified(self):
        answer = self.answer(b"HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n")
        self.assertEqual((answer.code, answer.header("ETag"), answer.header("Transfer-Encoding")), (304, '"a"', None))

    def test_interim_answers(self):
        """103 is for the client, 100 was between us and the upstream."""
        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\nKeep-Alive: 5\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK)
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            connection.send_head("GET", "/")
            hints = connection.read_head()
            self.assertEqual((hints.code, hints.header("Link"), hints.header("Keep-Alive")), (103, "x", None))
            self.assertEqual(connection.answer().body, b"ok")
        with server.connect() as connection:
            connection.send_head("GET", "/", version="1.0")
            self.assertEqual(connection.answer().body, b"ok", "HTTP/1.0 knows no interim answers")

    def test_no_content_has_no_length(self):
        answer = self.answer(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
        self.assertEqual((answer.code, answer.header("Content-Length")), (204, None))

    def refused(self, said, why, code=502):
        answer = self.answer(said)
        self.assertEqual(answer.code, code)
        self.assertNotIn("127.0.0.1", answer.text, "a client is not told of the upstream")
        self.server.wait_log(r"%d GET /x \(127\.0\.0\.1\): The backend http://127\.0\.0\.1:\d+ .*%s" % (code, why))

    def test_nothing(self):
        self.refused(b"", "gave no answer: The connection was closed before a response came")

    def test_no_http(self):
        self.refused(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "gave no answer: The response's head is malformed")

    def test_two_lengths(self):
        self.refused(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", "gave no answer")

    def test_a_length_and_chunks(self):
        self.refused(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "gave no answer")

    def test_what_stands_behind_an_answer_is_nobodys(self):
        """It must not become the answer to the next request on that connection."""
        def talk(client):
            while True:
                read_head(client)
                client.sendall(OK + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison")
        server, _ = self.proxy(talk, "--io-threads", "1")
        with server.connect() as connection:
            connection.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 5)
            self.assertEqual([connection.answer().body for _ in range(5)], [b"ok"] * 5)

    def test_a_coding_nobody_knows(self):
        self.refused(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc", "gave no answer")

    def test_a_switch_nobody_asked_for(self):
        self.refused(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "which nobody had asked for")

    def test_cut_in_the_middle(self):
        for said in (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"):
            answer = self.answer(said)
            self.assertEqual((answer.code, answer.body, answer.whole), (200, b"half", False), "cut here too")
            self.server.wait_log(r"200 GET /x .*broke its answer off")

    def test_nobody_there(self):
        upstream = RawUpstream(lambda client: None)
        upstream.__exit__()
        with Server("--backend", upstream.spec) as server:
            self.assertEqual(server.get("/").code, 502)
            server.wait_log(r"Nothing listens on 127\.0\.0\.1:%d: start the server, or check the port\." % upstream.port)
            self.assertEqual(server.get("/hello-tornado").code, 200)


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
        """Five pieces in two seconds: each comes in time."""
        def talk(client):
            read_head(client)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
            for _ in range(5):
                time.sleep(0.4)
                client.sendall(b"x")
        server, _ = self.proxy(talk, config=self.config)
        self.assertEqual(server.get("/").body, b"xxxxx")

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


class TryingAgain(ProxyTest):
    """A connection that was idle may be closed just as it is used."""

    def closing(self, count=1):
        """Answers `count` requests on a connection; the next one it reads and closes."""
        def talk(client):
            for _ in range(count):
                read_head(client)
                client.sendall(OK)
            read_head(client)
        return self.proxy(talk, "--io-threads", "1")          # each thread has connections of its own

    def test_what_is_safe_is_sent_again(self):
        server, upstream = self.closing()
        with server.connect() as connection:
            for _ in range(5):
                self.assertEqual(connection.get("/").code, 200)
        self.assertEqual(upstream.connections, 5)

    def test_what_is_not_safe_is_not(self):
        server, upstream = self.closing()
        self.assertEqual(server.get("/").code, 200)
        self.assertEqual(server.request("POST", "/", body=b"abc").code, 502)
        self.assertEqual(upstream.connections, 1)

    def test_only_once(self):
        server, upstream = self.closing(0)
        self.assertEqual(server.get("/").code, 502)
        self.assertEqual(upstream.connections, 1, "a new connection that fails is an answer")


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


class UnixSockets(unittest.TestCase):

    def test_a_socket(self):
        with Home() as home:
            path = os.path.join(home.path, "s")

            def talk(client):
                read_head(client)
                client.sendall(OK)
            with RawUpstream(talk, path), Server("--backend", "unix:" + path, home=home) as server:
                self.assertEqual(server.get("/").body, b"ok")

    def test_none(self):
        with Server("--backend", "unix:/nowhere/s") as server:
            self.assertEqual(server.get("/").code, 502)
            server.wait_log(r"There is no socket /nowhere/s: start the server, or check the path\.")


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


class BadInput(unittest.TestCase):

    def test_specs(self):
        for spec, hint in (("http://", "write http://HOST:PORT"), ("http://a b", "write http://HOST:PORT"), ("http://h:0", "port 0"),
                           ("http://h/path", "has a path"), ("http://me@h", "user's name"), ("unix:", "write unix:PATH"),
                           ("unix:" + "x" * 200, "too long a path"), ("http://h:99999", "write http://HOST:PORT")):
            done = run("serve", "--port", "0", "--backend", spec)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertIn(hint, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
