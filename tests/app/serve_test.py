# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock serve` as a user meets it: what it prints, how it stops, who reads slowly."""

import json
import os
import re
import signal
import socket
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


if __name__ == "__main__":
    unittest.main()
