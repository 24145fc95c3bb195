# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reverse proxy before upstreams that the test plays itself: what is forwarded, tried again, refused."""

import os
import unittest

from support.program import Home, Server, run
from support.proxytest import OK, ProxyTest
from support.upstream import RawUpstream, header, read_head


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
        self.assertEqual(header(head, "Via"), ["1.0 fred, " + self.via(b"1.1")])

    def via(self, version):
        """Ours, as it stands in another request."""
        return version.decode() + header(self.forwarded("/"), "Via")[0][3:]

    def test_via_has_the_version_of_what_came(self):
        with self.server.connect() as connection:
            connection.send_head("GET", "/", version="1.0")
            connection.answer()
        self.assertEqual(header(self.heads[-1], "Via"), [self.via(b"1.0")])

    def test_what_comes_back_is_refused(self):
        """A backend that leads to ourselves would be asked until something breaks."""
        self.assertEqual(self.server.get("/", headers=[("Via", "1.1 fred, " + self.via(b"1.1"))]).code, 508)
        self.server.wait_log(r"508 GET / .*has sent the request back here")

    def test_lookalikes_stay_here(self):
        """WSGI and CGI take "_" for "-"."""
        head = self.forwarded("/", [("X_Forwarded_For", "6.6.6.6"), ("transfer_encoding", "chunked"), ("X_Mine", "1")])
        self.assertEqual((header(head, "X_Forwarded_For"), header(head, "transfer_encoding"), header(head, "X_Mine")), ([], [], ["1"]))

    def test_no_upgrade_with_a_body(self):
        """Where the body ends and the other protocol begins could be seen in two ways."""
        with self.server.connect() as connection:
            connection.send_head("POST", "/", [("Transfer-Encoding", "chunked"), ("Connection", "Upgrade"), ("Upgrade", "websocket")])
            connection.send(b"0\r\n\r\n")
            self.assertEqual(connection.answer().code, 200)
        self.assertEqual((header(self.heads[-1], "Upgrade"), header(self.heads[-1], "Connection")), ([], []))

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
        self.assertEqual((answer.header("Server"), answer.header("Set-Cookie")), ("other", "a=b, c=d"))
        self.assertRegex(answer.header("Via"), r"^1\.1 windsock-[0-9a-f]+$")

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

    def test_a_status_that_is_none(self):
        self.refused(b"HTTP/1.1 000 X\r\nContent-Length: 2\r\n\r\nab", "gave no answer: The response's status is none")

    def test_chunks_that_are_none(self):
        """The head has not left yet: the client gets a status."""
        self.refused(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke its answer off")

    def test_informational_answers_without_end(self):
        def talk(client):
            read_head(client)
            while True:
                client.sendall(b"HTTP/1.1 103 Early Hints\r\nX: " + b"a" * 60_000 + b"\r\n\r\n")
        server, _ = self.proxy(talk)
        with server.connect() as connection:
            connection.send_head("GET", "/")
            codes = [connection.read_head().code]
            while codes[-1] == 103:
                codes.append(connection.read_head().code)
        self.assertEqual(codes, [103] * 20 + [502])
        server.wait_log(r"502 GET / .*sent more than 20 informational answers")

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
