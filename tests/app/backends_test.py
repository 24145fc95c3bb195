# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three kinds of backend under ab, and in a browser's hands."""

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import unittest

from support import DEADLINE, until
from support.backends import DJANGO_POLLS, DJANGO_PROJECT, ServerTest, WSGI_POLLS
from support.browser import Browser
from support.program import Home, Server, status_field
from support.websocket import TEXT


class Ancestor(ServerTest):
    """The ancestor's benchmark, `ab -k -n 2000 -c 100` on its three pages: nothing may fail."""

    def bench(self, server, target):
        done = subprocess.run(["ab", "-q", "-k", "-n", "2000", "-c", "100", server.url(target)], capture_output=True,
                              encoding="utf-8", timeout=4 * DEADLINE)
        self.assertEqual(done.returncode, 0, done.stderr)
        count = lambda name: int((re.search(r"^%s:\s+(\d+)" % name, done.stdout, re.M) or [0, 0])[1])
        counts = [count(name) for name in ("Complete requests", "Failed requests", "Non-2xx responses", "Keep-Alive requests")]
        self.assertEqual(counts, [2000, 0, 0, 2000], done.stdout)

    def bench_all(self, *arguments):
        server = self.serve(*arguments)
        self.assertEqual(server.ready("/polls/").code, 200)
        targets = ("/hello-tornado", "/polls/", "/admin/login/?next=/admin/")
        for target in targets:
            self.bench(server, target)
        server.signal(signal.SIGTERM)
        self.assertEqual(server.wait_end(), 0)
        for target in targets:
            self.assertGreaterEqual(server.log().count("] 200 GET %s (" % target), 2000)

    def test_demo(self):
        self.bench_all()

    def test_wsgi(self):
        self.bench_all(*WSGI_POLLS)

    def test_django(self):
        self.bench_all(*DJANGO_POLLS)


class Polls(ServerTest):
    """The demo and its Django twin, page by page."""

    def votes(self, browser):
        """{choice: votes} of the first question."""
        answer = browser.get("/polls/1/results/")
        self.assertEqual(answer.code, 200)
        return {text: int(votes) for text, votes in re.findall(r"<li>([^<]+): <b>(\d+)</b> votes?</li>", answer.text)}

    def walk(self, server):
        self.assertEqual(server.ready("/polls/").code, 200)
        browser = Browser(server.port)
        self.addCleanup(browser.close)
        self.assertIn('<a href="/polls/1/">', browser.get("/polls/").text)
        self.assertIn('name="choice" value="1"', browser.get("/polls/1/").text)
        before = self.votes(browser)
        answer = browser.submit("/polls/1/", "/polls/1/vote/", choice="1")
        self.assertEqual((answer.code, answer.header("Location")), (302, "/polls/1/results/"))
        after = self.votes(browser)
        self.assertEqual(sum(after.values()) - sum(before.values()), 1)
        self.assertEqual(after["WebSocket"] - before["WebSocket"], 1)
        again = browser.submit("/polls/1/", "/polls/1/vote/")
        self.assertEqual(again.code, 200)
        self.assertIn("You didn&#x27;t select a choice.", again.text)
        self.assertEqual(browser.get("/polls/999/").code, 404)
        return browser

    def expect_file(self, server, target, content_type):
        answer = server.get(target)
        self.assertEqual((answer.code, answer.header("Content-Type")), (200, content_type))
        again = server.get(target, headers=[("If-None-Match", answer.header("Etag"))])
        self.assertEqual((again.code, again.body), (304, b""))

    def test_demo(self):
        server = self.serve()
        self.walk(server)
        self.expect_file(server, "/static/polls/style.css", "text/css; charset=utf-8")
        self.assertIn('name="password"', server.get("/admin/login/?next=/admin/").text)

    def test_django(self):
        server = self.serve(*DJANGO_POLLS)
        browser = self.walk(server)
        self.expect_file(server, "/static/polls/style.css", "text/css; charset=utf-8")
        self.expect_file(server, "/static/admin/css/base.css", "text/css; charset=utf-8")
        server.wait_log(r"web:2439\] 304 GET /static/admin/css/base\.css ")
        login = "/admin/login/?next=/admin/"
        self.assertEqual(browser.get("/admin/").header("Location"), login)
        self.assertEqual(server.request("POST", login, body=b"username=admin&password=windsock").code, 403, "no CSRF token")
        self.assertEqual(browser.submit(login, login, username="admin", password="wrong").code, 200)
        answer = browser.submit(login, login, username="admin", password="windsock", next="/admin/")
        self.assertEqual((answer.code, answer.header("Location")), (302, "/admin/"))
        self.assertIn("Site administration", browser.get("/admin/").text)


class Project(unittest.TestCase):
    """A Django project that is not the polls: bodies both ways, slow views, failing views."""

    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.server = Server(*DJANGO_PROJECT, "--log-format", "json", home=cls.home,
                            environment={"WINDSOCK_TEST_DATA_DIR": cls.home.data}).__enter__()
        cls.addClassCleanup(cls.server.__exit__)
        cls.server.ready()
        until(lambda: len(cls.server.workers()) == 2, "both workers")

    def connect(self):
        connection = self.server.connect()
        self.addCleanup(connection.close)
        return connection

    def events(self, target):
        """What the log holds of the request, once it is answered there: its access entry, and all with its id."""
        def logged():
            entries = [json.loads(line) for line in self.server.log().splitlines()]
            for access in entries:
                if access["kind"] == "access" and access["uri"] == target:
                    return access, [entry for entry in entries if entry.get("id") == access["id"] and entry is not access]
        return until(logged, "%s in the log" % target)

    def text_of(self, target, wanted):
        """What an application wrote for the request, when `wanted` is in it; it may arrive after the answer."""
        def found():
            text = "\n".join(entry["text"] for entry in self.events(target)[1])
            return wanted in text and text
        return until(found, "%r at %s in the log" % (wanted, target))

    def test_upload_of_100_mb_in_bounded_memory(self):
        size, piece, digest = 100 * 10**6, os.urandom(10**6), hashlib.md5()
        head = (b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\ncaf\xc3\xa9\r\n'
                b'--edge\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n')
        tail = b"\r\n--edge--\r\n"
        with open("/proc/%d/clear_refs" % self.server.pid, "w") as file:
            file.write("5")                       # the peak is counted anew (proc(5))
        before = status_field(self.server.pid, "VmRSS")
        connection = self.connect()
        connection.send_head("POST", "/upload/", [("Content-Length", len(head) + size + len(tail)),
                                                  ("Content-Type", "multipart/form-data; boundary=edge")])
        connection.send(head)
        for _ in range(size // len(piece)):
            connection.send(piece)
            digest.update(piece)
        connection.send(tail)
        self.assertEqual(connection.answer().json(), {
            "fields": {"title": "café"}, "files": {"file": {"name": "big.bin", "size": size, "md5": digest.hexdigest()}}})
        self.assertLess(status_field(self.server.pid, "VmHWM") - before, 30 << 10, "KiB more than before")

    def test_chunked_upload(self):
        body = os.urandom(3 << 20)
        connection = self.connect()
        connection.send_head("POST", "/echo/", [("Transfer-Encoding", "chunked"), ("Content-Type", "application/x-odd")])
        for start in range(0, len(body), 70000):
            connection.send_chunk(body[start:start + 70000])
        connection.send_chunk(b"")
        answer = connection.answer()
        self.assertEqual((answer.code, answer.header("X-Content-Length")), (200, str(len(body))))
        self.assertEqual(hashlib.md5(answer.body).digest(), hashlib.md5(body).digest())

    def test_stalled_uploads_hold_no_worker(self):
        stalled = [self.connect() for _ in range(4)]
        for connection in stalled:
            connection.send_head("POST", "/echo/", [("Content-Length", "100")])
            connection.send(b"half")
        began = time.monotonic()
        self.assertEqual(self.server.get("/").code, 200)
        self.assertLess(time.monotonic() - began, 5)

    def test_a_body_is_answered_while_it_arrives(self):
        piece, count = os.urandom(1 << 20), 20
        connection = self.connect()
        connection.send_head("POST", "/echo-stream/", [("Content-Length", len(piece) * count), ("Content-Type", "a/b")])
        sender = threading.Thread(target=lambda: [connection.send(piece) for _ in range(count)])
        sender.start()
        answer = connection.answer()
        sender.join()
        self.assertEqual(hashlib.md5(answer.body).digest(), hashlib.md5(piece * count).digest())

    def test_a_big_answer_waits_for_a_slow_client(self):
        size = 80 << 20
        before = status_field(self.server.pid, "VmRSS")
        connection = self.connect()
        connection.send_head("GET", "/big/%d/" % size)
        self.assertEqual(connection.read_head().code, 200)
        self.assertEqual(self.server.get("/").code, 200)          # by the other worker, meanwhile
        self.assertLess(status_field(self.server.pid, "VmRSS") - before, 30 << 10, "KiB more than before")
        for _ in range(size >> 20):
            connection.read_bytes(1 << 20)

    def test_an_answer_is_streamed(self):
        connection = self.connect()
        connection.send_head("GET", "/stream/3/400/")
        self.assertEqual(connection.read_head().header("Transfer-Encoding"), "chunked")
        arrived = []
        for line in range(3):
            self.assertEqual(connection.read_chunk(), b"line %d\n" % line)
            arrived.append(time.monotonic())
        self.assertGreater(arrived[2] - arrived[0], 0.6, "the first chunk waited for the last")

    def test_a_slow_view_holds_nobody_up(self):
        slow = self.connect()
        slow.send_head("GET", "/sleep/3/")
        began = time.monotonic()
        for target in ("/", "/hello-tornado", "/assets/prefixed/asset.txt") * 5:
            self.assertEqual(self.server.get(target).code, 200, target)
        with self.server.websocket() as socket:
            self.assertEqual(socket.ask("x"), "You said: x")
        self.assertLess(time.monotonic() - began, 3, "the others waited for the slow one")
        self.assertNotIn("/sleep/3/", self.server.log())
        self.assertEqual(slow.answer().body, b"slept 3")
        self.assertGreaterEqual(self.events("/sleep/3/")[0]["duration_ms"], 3000)

    def test_a_client_that_leaves_gives_its_worker_back(self):
        for target in ("/sleep/0.4/?1", "/sleep/0.4/?2"):
            connection = self.connect()
            connection.send_head("GET", target)
            connection.close()
        self.assertEqual(self.server.get("/").code, 200)

    def test_a_view_that_raises(self):
        self.assertEqual(self.server.get("/raise/").code, 500)
        text = self.text_of("/raise/", "RuntimeError: raised on purpose: é")
        self.assertIn("Traceback (most recent call last):", text)
        self.assertIn("in raise_error", text)
        self.assertEqual(self.events("/raise/")[0]["level"], "error")

    def test_a_view_that_raises_in_the_middle(self):
        connection = self.connect()
        connection.send_head("GET", "/raise-after/")
        answer = connection.answer()
        self.assertEqual((answer.code, answer.body, answer.whole), (200, b"some", False), "cut, not ended as if all were well")
        events = until(lambda: (lambda events: len(events) >= 2 and events)(self.events("/raise-after/")[1]), "what went wrong")
        self.assertEqual({event["kind"] for event in events}, {"traceback", "failure"})
        self.assertIn("RuntimeError: raised in the middle", self.text_of("/raise-after/", "RuntimeError"))

    def test_what_is_printed_is_shown(self):
        self.assertEqual(self.server.get("/print/").code, 200)
        self.server.wait_stdout("^printed to stdout: é$")
        for words in ("printed to stderr", "logged", "written to wsgi.errors"):
            self.text_of("/print/", words)

    def test_beyond_ascii(self):
        answer = self.server.get("/caf%C3%A9/%E2%98%83/?q=%C3%A9", headers=[("X-Name", "caf\xe9")])
        self.assertEqual(answer.json(), {"name": "☃", "path": "/café/☃/", "query": {"q": "é"}, "header": "café"})
        self.assertEqual(answer.header("X-Name"), "café")
        self.assertEqual(self.events("/caf%C3%A9/%E2%98%83/?q=%C3%A9")[0]["status"], 200)

    def test_statuses_and_cookies(self):
        connection = self.connect()
        for code in (204, 304, 404, 418, 503, 200):
            self.assertEqual(connection.get("/status/%d/" % code).code, code)
        answer = connection.get("/cookies/", [("Cookie", "a=b; c=d")])
        self.assertEqual(answer.json(), {"a": "b", "c": "d"})
        self.assertEqual(len([1 for name, _ in answer.headers if name.lower() == "set-cookie"]), 2)

    def test_the_environment(self):
        environ = self.server.get("/environ/?a=1", headers=[("X-Thing", "1")]).json()
        self.assertEqual((environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["QUERY_STRING"], environ["SERVER_PROTOCOL"]),
                         ("127.0.0.1", str(self.server.port), "a=1", "HTTP/1.1"))
        self.assertEqual(environ["HTTP_X_THING"], "1")

    def test_head(self):
        connection = self.connect()
        answer = connection.request("HEAD", "/big/1000/")
        self.assertEqual((answer.code, answer.header("Content-Length")), (200, "1000"))
        self.assertEqual(connection.get("/").body, b"not polls")


class Options(ServerTest):

    TEXT = "def application(environ, start_response):\n    start_response('200 OK', [])\n    return [b'%s']\n"

    def test_server_software_is_what_the_server_header_says(self):
        server = self.serve_application("def application(environ, start_response):\n    start_response('200 OK', [])\n"
                                        "    return [environ['SERVER_SOFTWARE'].encode()]\n")
        answer = server.ready()
        self.assertEqual(answer.body.decode(), answer.header("Server"))

    def test_reload(self):
        server = self.serve_application(self.TEXT % "one", "--reload")
        self.assertEqual(server.ready().body, b"one")
        self.home.file("application.py", self.TEXT % "another")
        until(lambda: server.get("/").body == b"another", "the changed code")
        server.wait_log(r"application\.py changed: worker \d+ is replaced\.")
        until(lambda: all(server.get("/").body == b"another" for _ in range(10)), "both workers' change")
        self.assertNotIn("] 50", server.log(), "no request is lost by a reload")

    def test_reload_survives_a_broken_file(self):
        server = self.serve_application(self.TEXT % "one", "--reload")
        self.assertEqual(server.ready().body, b"one")
        self.home.file("application.py", "def application(:\n")
        server.wait_log("SyntaxError")
        self.home.file("application.py", self.TEXT % "mended")
        until(lambda: server.get("/").body == b"mended", "the mended code")

    def test_threads(self):
        # Each request waits for three others: only four at once can ever be answered.
        server = self.serve_application("""
import threading
together = threading.Barrier(4)
def application(environ, start_response):
    together.wait(20)
    start_response("200 OK", [])
    return [b"together"]
""", "--workers", "1", "--threads", "4")
        connections = [server.connect() for _ in range(4)]
        for connection in connections:
            self.addCleanup(connection.close)
            connection.send_head("GET", "/")
        self.assertEqual([connection.answer().body for connection in connections], [b"together"] * 4)

    def test_environment_and_path(self):
        self.home.file("extra/helper.py", "ANSWER = b'found'\n")
        server = self.serve_application("""
import os
from helper import ANSWER
def application(environ, start_response):
    start_response("200 OK", [])
    return [ANSWER, os.environ["GREETING"].encode(), os.getcwd().encode()]
""", "--path", os.path.join(self.home.path, "extra"), "--env", "GREETING=hello")
        self.assertEqual(server.ready().body, b"foundhello" + os.path.realpath(self.home.path).encode())


if __name__ == "__main__":
    unittest.main()
