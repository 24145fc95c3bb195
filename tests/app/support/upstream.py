# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that stand behind the reverse proxy: ones whose every byte the test says, and real ones."""

import contextlib
import os
import signal
import socket
import subprocess
import threading

from . import DEADLINE, until


def read_head(client):
    """A request's head, line end included; what came behind it is lost to nobody, for it is read byte by byte."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = client.recv(1)
        if not byte:
            raise EOFError(head)
        head += byte
    return head


def header(head, name):
    """All values of a field, in order."""
    return [line.split(b":", 1)[1].strip().decode("latin-1") for line in head.split(b"\r\n")
            if line.lower().startswith(name.lower().encode() + b":")]


class RawUpstream:
    """Calls talk(socket) on a thread of its own for each connection, and closes it then."""

    def __init__(self, talk, path=None):
        self._talk = talk
        self.connections = 0
        if path:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(path)
            self._listener.listen()
        else:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self.port = self._listener.getsockname()[1]
            self.spec = "http://127.0.0.1:%d" % self.port
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                self.connections += 1
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client, contextlib.suppress(OSError, EOFError):
            client.settimeout(DEADLINE)
            self._talk(client)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


@contextlib.contextmanager
def real_server(command, port, **more):
    """A program that listens on `port`, until the block ends."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True, **more)
    heard = []
    reader = threading.Thread(target=lambda: heard.extend(process.stdout), daemon=True)
    reader.start()
    try:
        until(lambda: listens(port) or process.poll() is not None, lambda: "%s to listen:\n%r" % (command, heard))
        if process.poll() is not None:
            raise AssertionError("%s ended: %r" % (command, heard))
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join()
        process.stdout.close()
