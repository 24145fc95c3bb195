# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WSGI workers that die, cannot start, or are replaced."""

import glob
import os
import signal
import socket
import threading
import time
import unittest

from support import DEADLINE, POLLS, PYTHON, until
from support.backends import DJANGO_PROJECT, ServerTest
from support.program import Home, Server, alive

SLEEPER = """
import os, time
os.makedirs("asleep", exist_ok=True)
def application(environ, start_response):
    if environ["PATH_INFO"] == "/sleep":
        open("asleep/%s" % environ["REMOTE_PORT"], "w").close()
        while not os.path.exists("awake"):
            time.sleep(0.01)
    start_response("200 OK", [])
    return [b"up"]
"""


class Load:
    """Threads that ask again and again on connections of their own, until stop()."""

    def __init__(self, server, target, clients):
        self.answers = []                         # (when, code, body)
        self._server, self._target = server, target
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._ask, daemon=True) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def _ask(self):
        connection = self._server.connect()
        while not self._stopping.is_set():
            try:
                answer = connection.get(self._target)
                self.answers.append((time.monotonic(), answer.code, answer.body))
            except (EOFError, OSError) as error:
                self.answers.append((time.monotonic(), repr(error), b""))
                connection = self._server.connect()
        connection.close()

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join(DEADLINE)
        return self.answers


class Death(ServerTest):

    PIDS = """
import os, time
def application(environ, start_response):
    time.sleep(0.05)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""

    def test_a_killed_worker_takes_only_its_own_request_along(self):
        began = time.monotonic()
        server = self.serve_application(self.PIDS)
        server.ready()
        start_time = time.monotonic() - began
        workers = until(lambda: len(server.workers()) == 2 and server.workers(), "both workers")
        load = Load(server, "/", clients=8)
        self.addCleanup(load.stop)
        until(lambda: {int(body) for _, _, body in load.answers} == workers, "both workers' answers")
        victim = min(workers)
        os.kill(victim, signal.SIGKILL)
        killed = time.monotonic()
        newcomer = lambda: [when for when, code, body in load.answers if code == 200 and int(body) not in workers]
        until(newcomer, "a new worker's answer")
        answers = load.stop()
        self.assertLess(newcomer()[0] - killed, max(1.0, 3 * start_time))
        failures = [code for _, code, _ in answers if code != 200]
        self.assertEqual(failures, [502], "its one request, and nobody else's")
        server.wait_log(r"^\[E [^]]*\] Worker %d was killed by signal 9\. A new one is started\.$" % victim)
        server.wait_log(r"^\[E [^]]*\] 502 GET / \(127\.0\.0\.1\): Worker %d ended without an answer" % victim)
        server.wait_log(r"^\[E [^]]* wsgi:265\] 502 GET / \(127\.0\.0\.1\) ")

    def test_a_view_that_ends_its_worker(self):
        server = self.serve(*DJANGO_PROJECT)
        server.ready()
        until(lambda: len(server.workers()) == 2, "both workers")
        self.assertEqual(server.get("/die/").code, 502)
        for _ in range(10):
            self.assertEqual(server.get("/").code, 200)
        server.wait_log(r"Worker \d+ ended with exit code 7\. A new one is started\.")
        until(lambda: len(server.workers()) == 2, "the worker to be replaced")

    def test_a_worker_that_is_about_to_end(self):
        """It has closed its door and still serves what it has: nothing is sent there any more."""
        with Home() as home:
            home.file("app.py", SLEEPER)
            with Server("--backend", "wsgi:app:application", "--chdir", home.path, "--python", PYTHON, "--threads", "4", home=home) as server:
                workers = until(lambda: len(server.workers()) == 2 and server.workers(), "both workers")
                server.ready()
                held = [server.connect() for _ in range(4)]
                for connection in held:
                    connection.send_head("GET", "/sleep")
                until(lambda: len(os.listdir(home.path + "/asleep")) == 4, "the requests to be with the application")
                os.kill(min(workers), signal.SIGTERM)
                began = time.monotonic()
                while time.monotonic() - began < 1:
                    self.assertEqual(server.get("/").code, 200)
                home.file("awake")
                self.assertEqual([connection.answer().code for connection in held], [200] * 4)

    def test_all_workers_killed_at_once(self):
        server = self.serve_application(self.PIDS)
        server.ready()
        workers = until(lambda: len(server.workers()) == 2 and server.workers(), "both workers")
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        until(lambda: not any(map(alive, workers)), "their end")
        until(lambda: server.get("/").code == 200, "a new worker")


class Unstartable(ServerTest):
    """An application that cannot be started: Python's own words in the log, 503 from the backend, the rest goes on."""

    def expect_down(self, server, message, sentence):
        answer = until(lambda: (lambda answer: answer.code == 503 and answer)(server.get("/")), "the 503")
        self.assertIn(b"503", answer.body)
        server.wait_log(r"^\[E [^]]*\] The application \S+ could not be started: .*" + sentence)
        server.wait_log(message)
        server.wait_log(r"^\[E [^]]*\] 503 GET / \(127\.0\.0\.1\): The application could not be started: .*" + sentence)
        self.assertEqual(server.get("/hello-tornado").code, 200)
        with server.websocket() as socket:
            self.assertEqual(socket.ask("still here"), "You said: still here")

    def test_a_missing_module(self):
        server = self.serve("--backend", "wsgi:nowhere:application", "--chdir", self.home.path, "--python", PYTHON)
        self.expect_down(server, r"ModuleNotFoundError: No module named 'nowhere'", "nowhere")

    def test_a_missing_callable(self):
        self.home.file("application.py", "app = 1\n")
        server = self.serve("--backend", "wsgi:application:application", "--chdir", self.home.path, "--python", PYTHON)
        self.expect_down(server, r"application", "application")

    def test_a_python_without_django(self):
        python = (glob.glob(os.path.expanduser("~/.pyenv/versions/2.7*/bin/python")) or [None])[0]
        if not python:
            self.skipTest("there is no Python 2.7 here")
        server = self.serve("--backend", "django:" + POLLS, "--python", python)
        self.expect_down(server, r"ImportError: No module named django", "django")

    def test_a_mended_file_is_picked_up(self):
        server = self.serve_application("def application(environ, start_response)\n    pass\n")
        self.expect_down(server, r"SyntaxError", r"application\.py")
        self.assertIn("def application(environ, start_response)", server.log())
        self.home.file("application.py", "def application(environ, start_response):\n"
                                         "    start_response('200 OK', [])\n    return [b'mended']\n")
        mended = until(lambda: (lambda answer: answer.code == 200 and answer)(server.get("/")), "the mended file", deadline=10)
        self.assertEqual(mended.body, b"mended")


if __name__ == "__main__":
    unittest.main()
