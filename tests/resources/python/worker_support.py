# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a worker, speaks its protocol as Windsock does, and gathers what it says."""

import fcntl
import glob
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
WORKER = os.environ.get("WINDSOCK_TEST_WORKER") or os.path.join(ROOT, "resources", "python", "wsgi_worker.py")
SYSTEM_PYTHON = "/usr/bin/python3"            # the one Debian's Django and gunicorn belong to
DEADLINE = float(os.environ.get("WINDSOCK_TEST_DEADLINE", "20"))    # seconds; far more than anything takes
WANTED_PYTHONS = ("2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13")

PREAMBLE = b"WINDSOCK/1 %d http 192.0.2.7 50001 127.0.0.1 8000\r\n"


def until(condition, what, deadline=DEADLINE):
    """The first true value of condition(), asked again and again until the deadline."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError("waited %g s for %s" % (deadline, what))
        time.sleep(0.002)


def pythons():
    """{"3.11": path}: what pyenv has, and the system's own."""
    found = {}
    for path in glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python")):
        version = path.split(os.sep)[-3].split(".")
        found[".".join(version[:2])] = path
    found["%d.%d (system)" % sys.version_info[:2]] = SYSTEM_PYTHON
    return found


def missing_pythons():
    present = [name.split(" ")[0] for name in pythons()]
    return [name for name in WANTED_PYTHONS if name not in present]


class Answer:
    """A response: status line, headers as sent, body, and whether it came whole."""

    def __init__(self, status, headers, body, whole):
        self.status = status
        self.code = int(status.split()[1])
        self.headers = headers
        self.body = body
        self.whole = whole

    def header(self, name):
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def names(self):
        return sorted(name.lower() for name, _ in self.headers)

    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Client:
    """One connection to a worker."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(DEADLINE)
        self.socket.connect(path)
        self._received = b""

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def unread(self):
        """Not 0 while the worker has not read all that was sent (SIOCOUTQ)."""
        return struct.unpack("i", fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0]

    def wait_until_read(self):
        until(lambda: self.unread() == 0, "the worker to read")

    def request(self, method, target, headers=(), body=None, exchange=1, preamble=None, wait=True):
        """Sends a request; returns its Answer unless told not to wait."""
        lines = ["%s %s HTTP/1.1" % (method, target), "Host: localhost:8000"]
        lines += ["%s: %s" % pair for pair in headers]
        if body is not None:
            lines.append("Content-Length: %d" % len(body))
        head = "\r\n".join(lines + ["", ""]).encode("latin-1")
        self.send((preamble or PREAMBLE % exchange) + head + (body or b""))
        return self.answer(method) if wait else None

    def get(self, target, **more):
        return self.request("GET", target, **more)

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        self._received += data
        return bool(data)

    def read_until(self, mark):
        while mark not in self._received:
            if not self._more():
                raise EOFError("closed after %r" % self._received[:200])
        text, self._received = self._received.split(mark, 1)
        return text

    def read_exactly(self, size):
        pieces, missing = [], size
        while missing > len(self._received):
            missing -= len(self._received)
            pieces.append(self._received)
            self._received = b""
            if not self._more():
                self._received = b"".join(pieces)
                raise EOFError("closed early")
        pieces.append(self._received[:missing])
        self._received = self._received[missing:]
        return b"".join(pieces)

    def read_head(self):
        lines = self.read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        return lines[0], [tuple(line.split(": ", 1)) for line in lines[1:]]

    def read_chunk(self):
        size = int(self.read_until(b"\r\n"), 16)
        data = self.read_exactly(size)
        if self.read_exactly(2) != b"\r\n":
            raise AssertionError("a chunk without its end")
        return data

    def answer(self, method="GET"):
        status, headers = self.read_head()
        body, whole = b"", True
        answer = Answer(status, headers, body, whole)
        if method == "HEAD" or answer.code in (204, 304) or answer.code < 200:
            return answer
        pieces = []
        try:
            pieces.extend(self._pieces(answer))
        except EOFError:
            pieces.append(self._received)
            answer.whole = False
        answer.body = b"".join(pieces)
        return answer

    def _pieces(self, answer):
        if answer.header("Transfer-Encoding") == "chunked":
            piece = self.read_chunk()
            while piece:
                yield piece
                piece = self.read_chunk()
        elif answer.header("Content-Length") is not None:
            yield self.read_exactly(int(answer.header("Content-Length")))
        else:
            raise AssertionError("a body without framing: %r" % answer.headers)

    def at_end(self):
        """True if the worker has closed; waits for it."""
        return self._received == b"" and not self._more()


class Worker:
    """A worker process; a context manager that leaves nothing behind."""

    def __init__(self, *arguments, python=SYSTEM_PYTHON, chdir=HERE, environment=None, worker=WORKER):
        self.folder = tempfile.mkdtemp(prefix="windsock-")
        self.path = os.path.join(self.folder, "s")
        self.events = []
        self._condition = threading.Condition()
        self._clients = []
        self._stderr = open(os.path.join(self.folder, "stderr"), "w+b")
        command = [python, worker, "--socket", self.path, "--chdir", chdir] + list(arguments)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self._stderr, env=self._environment(environment))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @staticmethod
    def _environment(more):
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
        for name in ("DJANGO_SETTINGS_MODULE", "PYTHONPATH", "SCRIPT_NAME"):
            environment.pop(name, None)
        environment.update(more or {})
        return environment

    def _read(self):
        for line in self.process.stdout:
            line.decode("ascii")
            with self._condition:
                self.events.append(json.loads(line))
                self._condition.notify_all()
        with self._condition:
            self.events.append({"event": "end"})
            self._condition.notify_all()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for client in self._clients:
            client.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdin.close()
        self.process.stdout.close()
        self._stderr.close()
        shutil.rmtree(self.folder)

    def ready(self):
        """Waits for the event that ends the start; the worker itself, for chaining."""
        event = self.wait(lambda event: event["event"] in ("ready", "failed", "end"), "ready")
        if event["event"] != "ready":
            raise AssertionError("%r\n%s" % (event, self.stderr()))
        self.readiness = event
        return self

    def wait(self, matches, what="an event"):
        """The first event, seen or to come, that matches."""
        end = time.monotonic() + DEADLINE
        with self._condition:
            while True:
                for event in self.events:
                    if matches(event):
                        return event
                if not self._condition.wait(max(0.0, end - time.monotonic())):
                    raise AssertionError("no %s in %r; stderr: %s" % (what, self.events, self.stderr()))

    def wait_output(self, text, stream=None):
        return self.wait(lambda event: event["event"] == "output" and text in event["text"]
                         and stream in (None, event["stream"]), "output %r" % text)

    def text(self, exchange, stream=None):
        """All output of an exchange so far."""
        with self._condition:
            return "".join(event["text"] for event in self.events if event["event"] == "output"
                           and event["exchange"] == exchange and stream in (None, event["stream"]))

    def events_named(self, name):
        with self._condition:
            return [event for event in self.events if event["event"] == name]

    def stderr(self):
        with open(self._stderr.name, "rb") as file:
            return file.read().decode("utf-8", "replace")

    def client(self):
        client = Client(self.path)
        self._clients.append(client)
        return client

    def get(self, target, **more):
        return self.client().get(target, **more)

    def request(self, *arguments, **more):
        return self.client().request(*arguments, **more)

    def signal(self, number):
        self.process.send_signal(number)

    def terminate(self):
        self.signal(signal.SIGTERM)

    def end(self):
        """The exit code, waited for."""
        return self.process.wait(DEADLINE)
