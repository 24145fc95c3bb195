# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `windsock serve` answers: HTTP at its edges, static files."""

import os
import unittest

from support.program import Home, Server

HELLO = "/hello-tornado"


class Http(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.server = Server(config="[limits]\nbody = 1000\nhead_timeout = 1\n").__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def connect(self):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        return connection

    def test_keep_alive(self):
        connection = self.connect()
        for _ in range(3):
            self.assertEqual(connection.get(HELLO).code, 200)
        self.assertEqual(connection.get(HELLO, [("Connection", "close")]).header("Connection"), "close")
        self.assertTrue(connection.at_end())

    def test_keep_alive_of_http_1_0(self):
        connection = self.connect()
        for _ in range(2):
            connection.send_head("GET", HELLO, [("Connection", "keep-alive")], version="1.0")
            self.assertEqual(connection.answer().header("Connection"), "keep-alive")
        connection.send_head("GET", HELLO, version="1.0")
        self.assertEqual(connection.answer().code, 200)
        self.assertTrue(connection.at_end())

    def test_pipelining(self):
        connection = self.connect()
        targets = [HELLO, "/missing/", "/polls/", "/static/polls/style.css"] * 5
        connection.send(b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target.encode() for target in targets))
        self.assertEqual([connection.answer().code for _ in targets], [200, 404, 200, 200] * 5)

    def test_a_half_closed_client_gets_its_answer(self):
        for target in (HELLO, "/polls/"):
            connection = self.connect()
            connection.send_head("GET", target)
            connection.finish_sending()
            answer = connection.answer()
            self.assertEqual((answer.code, answer.whole), (200, True))
            self.assertTrue(connection.at_end())

    def test_head_has_no_body(self):
        connection = self.connect()
        whole = connection.get(HELLO)
        head = connection.request("HEAD", HELLO)
        self.assertEqual((head.code, head.header("Content-Length")), (200, str(len(whole.body))))
        self.assertEqual(connection.get(HELLO).body, whole.body)

    def test_the_hello_page_has_an_etag(self):
        answer = self.server.get(HELLO)
        etag = answer.header("Etag")
        self.assertRegex(etag, r'^"[0-9a-f]{40}"$')
        self.assertEqual(answer.header("Content-Type"), "text/html; charset=UTF-8")
        for known in (etag, "W/" + etag, '"other", ' + etag, "*"):
            again = self.server.get(HELLO, headers=[("If-None-Match", known)])
            self.assertEqual((again.code, again.body, again.header("Etag")), (304, b"", etag))
        self.assertEqual(self.server.get(HELLO, headers=[("If-None-Match", '"other"')]).code, 200)

    def test_405_says_what_is_allowed(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            answer = self.server.request(method, HELLO, body=b"")
            self.assertEqual((answer.code, answer.header("Allow")), (405, "GET, HEAD"), method)

    def test_413_for_a_body_over_the_limit(self):
        for target in ("/polls/1/vote/", HELLO):
            connection = self.connect()
            connection.send_head("POST", target, [("Content-Length", 1001)])
            self.assertEqual(connection.answer().code, 413, target)

    def test_413_for_chunks_over_the_limit(self):
        for target in ("/polls/1/vote/", HELLO):
            connection = self.connect()
            connection.send_head("POST", target, [("Transfer-Encoding", "chunked")])
            connection.send_chunk(b"x" * 600)
            connection.send_chunk(b"x" * 600)
            self.assertEqual(connection.answer().code, 413, target)

    def test_a_refused_upload_still_reads_its_answer(self):
        connection = self.connect()
        connection.send_head("POST", "/polls/1/vote/", [("Content-Length", 4 << 20)])
        connection.send(b"x" * (4 << 20))          # blind to the answer, as many clients are
        self.assertEqual(connection.answer().code, 413)

    def test_414_for_a_long_target(self):
        connection = self.connect()
        connection.send_head("GET", "/" + "x" * 17000)
        self.assertEqual(connection.answer().code, 414)

    def test_431_for_a_long_head(self):
        connection = self.connect()
        connection.send_head("GET", "/", [("X-Number-%d" % i, "x" * 1000) for i in range(70)])
        self.assertEqual(connection.answer().code, 431)

    def test_408_for_a_slow_head(self):
        connection = self.connect()
        connection.send(b"GET / HTTP/1.1\r\nHost: x\r\n")
        self.assertEqual(connection.answer().code, 408)
        self.assertTrue(connection.at_end())
        self.server.wait_log(r"408 GET|408 ")

    def test_100_continue(self):
        connection = self.connect()
        connection.send_head("POST", "/polls/1/vote/", [("Content-Length", 8), ("Expect", "100-continue"),
                                                        ("Content-Type", "application/x-www-form-urlencoded")])
        self.assertEqual(connection.read_head().code, 100)
        connection.send(b"choice=1")
        self.assertEqual(connection.answer().code, 302)

    def test_400_for_what_is_ambiguous(self):
        for head in (b"GET / HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                     b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\nName : x\r\n\r\n",
                     b"GET / HTTP/1.1\nHost: x\n\n",
                     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"):
            connection = self.connect()
            connection.send(head)
            self.assertEqual(connection.answer().code, 400, head)
            self.assertTrue(connection.at_end())

    def test_a_websocket_of_another_origin_is_refused(self):
        handshake = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
                     ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")]
        answer = self.server.get("/ws/hello-tornado", headers=handshake + [("Origin", "http://evil.example")])
        self.assertEqual((answer.code, answer.body), (403, b"Cross origin websockets not allowed"))
        answer = self.server.get("/ws/hello-tornado")
        self.assertEqual((answer.code, answer.body), (400, b'Can "Upgrade" only to "WebSocket".'))


class StaticFiles(unittest.TestCase):

    CONTENT = b"0123456789" * 10

    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.path = cls.home.file("files/deep/file.txt", cls.CONTENT)
        cls.home.file("files/page.html", "<p>")
        cls.home.file("files/big.bin", b"\xaa" * (8 << 20))
        cls.home.file("files/with space é.txt", "named")
        cls.home.file("secret.txt", "secret")
        files = os.path.join(cls.home.path, "files")
        os.symlink("../secret.txt", os.path.join(files, "link.txt"))
        os.symlink("..", os.path.join(files, "out"))
        os.symlink("deep/file.txt", os.path.join(files, "inside.txt"))
        os.mkfifo(os.path.join(files, "fifo"))
        cls.server = Server("--static", files, home=cls.home).__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def get(self, path="deep/file.txt", **headers):
        return self.server.get("/static/" + path, headers=[(name.replace("_", "-"), value) for name, value in headers.items()])

    def test_a_file(self):
        answer = self.get()
        self.assertEqual((answer.code, answer.body), (200, self.CONTENT))
        self.assertEqual(answer.header("Content-Type"), "text/plain; charset=utf-8")
        self.assertEqual(answer.header("Accept-Ranges"), "bytes")
        self.assertEqual(self.get("page.html").header("Content-Type"), "text/html; charset=utf-8")
        self.assertEqual(self.get("with%20space%20%C3%A9.txt").body, b"named")
        self.assertEqual(self.get("inside.txt").body, self.CONTENT)
        self.assertEqual(self.get("big.bin").body, b"\xaa" * (8 << 20))

    def test_304(self):
        answer = self.get()
        for condition in ({"If_None_Match": answer.header("Etag")}, {"If_Modified_Since": answer.header("Last-Modified")}):
            again = self.get(**condition)
            self.assertEqual((again.code, again.body, again.header("Etag")), (304, b"", answer.header("Etag")))
        self.assertEqual(self.get(If_None_Match='"other"', If_Modified_Since=answer.header("Last-Modified")).code, 200)

    def test_a_changed_file_has_another_etag(self):
        path = self.home.file("files/changing.txt", "one")
        before = self.get("changing.txt").header("Etag")
        self.home.file("files/changing.txt", "two")
        os.utime(path, (1, 1))
        answer = self.get("changing.txt", If_None_Match=before)
        self.assertEqual((answer.code, answer.body), (200, b"two"))

    def test_head(self):
        answer = self.server.request("HEAD", "/static/deep/file.txt")
        self.assertEqual((answer.code, answer.header("Content-Length"), answer.header("Etag")), (200, "100", self.get().header("Etag")))

    def test_ranges(self):
        for asked, first, last in (("bytes=0-0", 0, 0), ("bytes=10-19", 10, 19), ("bytes=95-", 95, 99), ("bytes=-3", 97, 99),
                                   ("bytes=50-1000", 50, 99)):
            answer = self.get(Range=asked)
            self.assertEqual((answer.code, answer.body), (206, self.CONTENT[first:last + 1]), asked)
            self.assertEqual(answer.header("Content-Range"), "bytes %d-%d/100" % (first, last))

    def test_ranges_that_are_not_there(self):
        for asked in ("bytes=100-", "bytes=200-300", "bytes=-0"):
            answer = self.get(Range=asked)
            self.assertEqual((answer.code, answer.header("Content-Range")), (416, "bytes */100"), asked)

    def test_ranges_that_make_no_sense_are_ignored(self):
        for asked in ("bytes=5-2", "bytes=x", "lines=1-2", "bytes="):
            self.assertEqual(self.get(Range=asked).code, 200, asked)
        self.assertEqual(self.get(Range="bytes=0-0", If_Range='"other"').code, 200)
        self.assertEqual(self.get(Range="bytes=0-0", If_Range=self.get().header("Etag")).code, 206)

    def test_a_version_is_kept_for_ten_years(self):
        self.assertEqual(self.get("deep/file.txt?v=1").header("Cache-Control"), "max-age=315360000")
        self.assertIsNone(self.get().header("Cache-Control"))

    def test_no_way_out(self):
        for path in ("../secret.txt", "deep/../../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%2e%2e%2fsecret.txt",
                     "deep/%2e%2e/%2e%2e/secret.txt", "..%5csecret.txt", "%252e%252e/secret.txt", "deep/file.txt%00", "%00",
                     "deep/file.txt%00.html", "/etc/passwd", "%2fetc/passwd", "//etc/passwd", "link.txt", "out/secret.txt",
                     "", ".", "deep", "deep/", "fifo", "deep/file.txt/", "missing", "%ff%fe", "x" * 5000):
            answer = self.get(path)
            self.assertEqual(answer.code, 404, path)
            self.assertNotIn(b"secret", answer.body.replace(path.encode(), b""))

    def test_405(self):
        answer = self.server.request("POST", "/static/deep/file.txt", body=b"x")
        self.assertEqual((answer.code, answer.header("Allow")), (405, "GET, HEAD"))


if __name__ == "__main__":
    unittest.main()
