# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock serve` as a user meets it: what it prints, how it stops, HTTP at its edges, static files."""

import json
import os
import re
import signal
import subprocess
import time
import unittest

from support import DEADLINE, PYTHON, until
from support.program import Home, Server, alive, command_line
from support.wire import Connection

HELLO = "/hello-tornado"
ACCESS = re.compile(r"^\[([DIWEC]) (\d{6} \d\d:\d\d:\d\d) (\w+):(\d+)\] (\d{3}) (\S+) (.*) \(([^)]*)\) (\d+\.\d\d)ms$", re.M)

# A WSGI application whose /hold says when it is entered and answers when the file "go" appears: no test guesses at times.
HOLDING = """
import os, time

def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/hold"):
        open("entered", "w").close()
        while not os.path.exists("go"):
            time.sleep(0.005)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"held" if environ["PATH_INFO"].startswith("/hold") else b"at once"]
"""


class Output(unittest.TestCase):

    def speak(self, server):
        with server.websocket() as socket:
            self.assertEqual(socket.ask("Grüße"), "You said: Grüße")
            self.assertEqual(socket.close(), 1000)
        server.wait_stdout("^WebSocket closed$")

    def test_stdout_is_the_ancestors(self):
        with Server() as server:
            self.speak(server)
            self.assertEqual(server.stdout().splitlines(), [
                "Tornado-equivalent server started on port %d" % server.port,
                "WebSocket opened", "Someone said: Grüße", "WebSocket closed"])

    def access_lines(self, log_format, environment=None):
        """Of a page, a missing page of the backend, and a WebSocket: (level, source, line, status, method, URI)."""
        with Server("--log-format", log_format, environment=environment) as server:
            # Each line is waited for: a client has its answer before the line is written, by whichever thread it was.
            server.get(HELLO + "?q=%C3%A9")
            server.wait_log(r"/hello-tornado\?q=")
            self.assertEqual(server.get("/missing/").code, 404)
            server.wait_log(r" 404 GET /missing/ ")
            self.speak(server)
            server.get("/static/polls/style.css")
            server.wait_log(r"style\.css")
            for line in server.log().splitlines():
                self.assertRegex(line, ACCESS)
            return ACCESS.findall(server.log())

    def expect_lines(self, log_format, web, wsgi, with_handshake=True):
        lines = self.access_lines(log_format)
        expected = [("I", "web", web, "200", "GET", HELLO + "?q=%C3%A9"), ("W", "wsgi", wsgi, "404", "GET", "/missing/")]
        if with_handshake:
            expected.append(("I", "web", web, "101", "GET", "/ws/hello-tornado"))
        self.assertEqual([(level, source, line, status, method, uri) for level, _, source, line, status, method, uri, _, _ in lines][:-1],
                         expected)
        self.assertEqual({line[7] for line in lines}, {"127.0.0.1"})

    def test_the_log_is_tornado_6_5s(self):
        self.expect_lines("tornado-6.5", "2439", "265")

    def test_the_log_is_tornado_6_2s(self):
        self.expect_lines("tornado-6.2", "2293", "205")

    def test_the_log_is_tornado_4_3s(self):
        self.expect_lines("tornado-4.3", "1946", "355", with_handshake=False)

    def test_times_are_local(self):
        zone = 5.5 * 3600
        stamp = self.access_lines("tornado-6.5", {"TZ": "XST-5:30"})[0][1]
        shown = time.mktime(time.strptime(stamp, "%y%m%d %H:%M:%S")) - time.mktime(time.gmtime(time.time() + zone))
        self.assertLess(abs(shown), 60)

    def test_the_log_is_json(self):
        with Server("--log-format", "json") as server:
            server.get(HELLO)
            server.wait_log(HELLO)
            entry = json.loads(server.log())
            self.assertEqual((entry["kind"], entry["status"], entry["uri"], entry["source"]), ("access", 200, HELLO, "web"))

    def test_a_log_file_is_appended_to(self):
        with Home() as home:
            path = home.file("windsock.log", "what was there before\n")
            with Server("--log-file", path, home=home) as server:
                server.get(HELLO)
                until(lambda: os.path.getsize(path) > 40, "the log file to grow")
                self.assertEqual(server.log(), "")
            with open(path) as file:
                before, line = file.read().splitlines()
            self.assertEqual(before, "what was there before")
            self.assertRegex(line, ACCESS)


class Stopping(unittest.TestCase):

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)
        self.home.file("holding.py", HOLDING)

    def serve(self, config=None, *arguments):
        server = Server("--backend", "wsgi:holding:application", "--chdir", self.home.path, "--python", PYTHON, *arguments,
                        config=config, home=self.home)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def hold(self, server):
        """A connection whose request is with the application."""
        connection = server.connect()
        self.addCleanup(connection.close)
        connection.send_head("GET", "/hold")
        until(lambda: os.path.exists(os.path.join(self.home.path, "entered")), "the application to be called")
        return connection

    def wait_refusing(self, server):
        def refuses():
            try:
                server.connect().close()
            except ConnectionRefusedError:
                return True
            except ConnectionResetError:
                pass                              # the port was closed between the kernel's handshake and the accept
        until(refuses, "the port to be closed")

    def drains_on(self, number):
        server = self.serve()
        connection = self.hold(server)
        server.signal(number)
        self.wait_refusing(server)
        self.assertIsNone(server.process.poll())
        self.home.file("go")
        answer = connection.answer()
        self.assertEqual((answer.code, answer.body, answer.whole), (200, b"held", True))
        self.assertEqual(server.wait_end(), 0)
        self.assertRegex(server.log(), r"\] 200 GET /hold ")

    def test_sigterm_waits_for_requests_in_hand(self):
        self.drains_on(signal.SIGTERM)

    def test_sigint_waits_too(self):
        self.drains_on(signal.SIGINT)

    def test_websockets_are_closed_with_1001(self):
        server = self.serve()
        with server.websocket() as socket:
            socket.ask("hello")
            server.signal(signal.SIGTERM)
            self.assertEqual(socket.wait_close()[0], 1001)
            socket.send(b"\x03\xe9", 8)
            self.assertEqual(server.wait_end(), 0)
        self.assertIn("WebSocket closed", server.stdout())

    def test_idle_connections_do_not_hold_it_up(self):
        server = self.serve()
        with server.connect() as idle, server.connect() as silent:
            self.assertEqual(idle.get("/").code, 200)
            server.signal(signal.SIGTERM)
            until(idle.at_end, "the idle connection's end")
            until(silent.at_end, "the silent connection's end")
        self.assertEqual(server.wait_end(5), 0)

    def test_a_second_signal_ends_at_once(self):
        server = self.serve("[server]\ndrain = 600\n")
        connection = self.hold(server)
        workers = server.workers()
        server.signal(signal.SIGTERM)
        self.wait_refusing(server)
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait_end(8), 0)
        self.assertTrue(connection.at_end())
        self.assertRegex(server.log(), r"(?m)^\[W .* windsock:0\] 1 exchange was cut")
        self.assertEqual([pid for pid in workers if alive(pid)], [])

    def test_draining_has_a_limit(self):
        server = self.serve("[server]\ndrain = 1\n")
        self.hold(server)
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait_end(8), 0)
        self.assertRegex(server.log(), r"1 exchange was cut")

    def test_kill_leaves_no_worker_behind(self):
        server = self.serve(None, "--workers", "2")
        server.ready()
        workers = until(lambda: len(server.workers()) == 2 and server.workers(), "both workers")
        self.hold(server)
        server.signal(signal.SIGKILL)
        server.wait_end()
        until(lambda: not any(map(alive, workers)), "the workers to end by themselves")


class SlowReaders(unittest.TestCase):
    """Who reads our standard streams may be slow, or never read: that holds up nothing else."""

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)

    def served(self, port, count, path="/hello-tornado"):
        with Connection(port) as connection:
            for _ in range(count):
                self.assertEqual(connection.get(path).code, 200)

    def test_pipes_that_nobody_reads(self):
        process = subprocess.Popen(command_line("serve", "--port", "0"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=self.home.environment())
        try:
            port = int(process.stdout.readline().split()[-1])
            self.served(port, 3000)                       # 250 kB of log, and a pipe takes 64
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(10), 0)
            self.assertIn(len(process.stderr.read()), range(32768, 65537), "what the pipe could take")
        finally:
            process.kill()
            process.communicate()

    def test_nothing_is_lost_for_who_reads_late(self):
        process = subprocess.Popen(command_line("serve", "--port", "0"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=self.home.environment())
        try:
            self.served(int(process.stdout.readline().split()[-1]), 3000)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.communicate(timeout=DEADLINE)[1].count(b" 200 GET /hello-tornado "), 3000)
        finally:
            process.kill()

    def test_a_full_disk_behind_the_log_is_told_once(self):
        with Server("--log-file", "/dev/full", home=self.home) as server:
            self.served(server.port, 3)
            server.wait_log(r"^Lines for \"/dev/full\" are lost \(No space left on device\): make room there; serving goes on\.$")
            self.served(server.port, 3)
            server.signal(signal.SIGTERM)
            self.assertEqual(server.wait_end(), 0)
            self.assertEqual(len(server.log().splitlines()), 1)


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
