# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Windsock: a command that ends, or `windsock serve` until the test is over. Nothing is left behind."""

import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile

from . import DEADLINE, PROGRAM, until
from .wire import Connection
from .websocket import WebSocket

STARTED = re.compile(r"^Tornado-equivalent server started on port (\d+)$", re.M)


class Home:
    """A folder that holds all that the program may write; removed at the end."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="windsock-test-")
        self.data = os.path.join(self.path, "data")
        os.mkdir(self.data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name, content=""):
        """Writes a file, with its folders; returns its path."""
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def environment(self, more=None):
        environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment.update(HOME=self.path, XDG_DATA_HOME=self.data, WINDSOCK_DATA_DIR=self.data, TMPDIR=self.path,
                           PYTHONDONTWRITEBYTECODE="1")
        environment.update(more or {})
        return environment


def command_line(*arguments):
    # Should this test be killed, the kernel ends what it started.
    return ["setpriv", "--pdeathsig", "KILL", "--", PROGRAM, *map(str, arguments)]


def run(*arguments, input="", environment=None, user=None, stdout=subprocess.PIPE, encoding="utf-8"):
    """Runs a command to its end; returns a CompletedProcess with text in stdout and stderr."""
    with Home() as home:
        if user is not None:
            os.chmod(home.path, 0o777)
        return subprocess.run(command_line(*arguments), input=input, stdout=stdout, stderr=subprocess.PIPE,
                              encoding=encoding, timeout=DEADLINE, env=home.environment(environment), user=user, cwd=home.path)


def status_field(pid, name):
    """A number from /proc/PID/status; None when the process is gone."""
    try:
        with open("/proc/%d/status" % pid) as file:
            return int(re.search(r"^%s:\s*(\d+)" % name, file.read(), re.M).group(1))
    except (FileNotFoundError, ProcessLookupError, AttributeError):
        return None


def children(pid):
    """Process ids of the living children."""
    found = set()
    for path in glob.glob("/proc/%d/task/*/children" % pid):
        try:
            with open(path) as file:
                found.update(map(int, file.read().split()))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Program:
    """The program from `with` to its end. Its subclasses say how it is started, and when it is up."""

    process = None

    def start(self):
        """The process, just begun."""
        raise NotImplementedError

    def wait_until_up(self):
        raise NotImplementedError

    def release(self):
        """What is to be cleaned up when the process has ended."""

    def __enter__(self):
        self.process = self.start()
        try:
            self.wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.release()


class Server(Program):
    """`windsock serve` on a free port. `config` is the text of a TOML file."""

    def __init__(self, *arguments, config=None, environment=None, home=None):
        self._own_home = None if home else Home()
        self.home = home or self._own_home
        options = ["serve", "--port", "0", *arguments]
        if config is not None:
            options += ["--config", self.home.file("windsock.toml", config)]
        self._command = command_line(*options)
        self._environment = environment
        self.port = None

    def start(self):
        self._files = {name: open(os.path.join(self.home.path, name + ".txt"), "wb+") for name in ("stdout", "stderr")}
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=self._files["stdout"],
                                stderr=self._files["stderr"], env=self.home.environment(self._environment))

    def wait_until_up(self):
        until(lambda: STARTED.search(self.stdout()) or self.process.poll() is not None, "the server to start")
        if self.process.poll() is not None:
            raise AssertionError("windsock serve ended: " + self.log())
        self.port = int(STARTED.search(self.stdout()).group(1))

    def release(self):
        for file in self._files.values():
            file.close()
        if self._own_home:
            self._own_home.__exit__()

    @property
    def pid(self):
        return self.process.pid

    def _read(self, name):
        with open(os.path.join(self.home.path, name + ".txt"), encoding="utf-8") as file:
            return file.read()

    def stdout(self):
        return self._read("stdout")

    def log(self):
        """Standard error: Tornado's log."""
        return self._read("stderr")

    def wait_log(self, pattern, deadline=DEADLINE):
        """The first match of a pattern (multi-line) in the log."""
        return until(lambda: re.search(pattern, self.log(), re.M), lambda: "/%s/ in the log:\n%s" % (pattern, self.log()), deadline)

    def wait_stdout(self, pattern):
        return until(lambda: re.search(pattern, self.stdout(), re.M), lambda: "/%s/ in:\n%s" % (pattern, self.stdout()))

    def signal(self, number):
        self.process.send_signal(number)

    def wait_end(self, deadline=DEADLINE):
        """The exit code."""
        return self.process.wait(deadline)

    def url(self, path="/"):
        return "http://127.0.0.1:%d%s" % (self.port, path)

    def ws_url(self, path="/ws/hello-tornado"):
        return "ws://127.0.0.1:%d%s" % (self.port, path)

    def connect(self):
        return Connection(self.port)

    def websocket(self, path="/ws/hello-tornado"):
        return WebSocket(self.port, path)

    def request(self, method, target, headers=(), body=None):
        """One request on a connection of its own."""
        with self.connect() as connection:
            return connection.request(method, target, headers, body)

    def get(self, target, **more):
        return self.request("GET", target, **more)

    def workers(self):
        """Process ids of the backend's workers."""
        return children(self.pid)

    def ready(self, target="/"):
        """Waits until the backend answers `target` otherwise than by 503."""
        return until(lambda: (lambda answer: answer.code != 503 and answer)(self.get(target)), "the backend to come up")
