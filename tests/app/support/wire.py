# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP/1.1 on a bare socket: the tests want to see, and to break, every byte."""

import json
import re
import socket
import struct

from . import DEADLINE


class Answer:
    """A response: its code, headers as sent, body, and whether it came whole."""

    def __init__(self, status, headers):
        self.status = status
        self.code = int(status.split()[1])
        self.headers = headers
        self.body = b""
        self.whole = True

    def header(self, name):
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.text)


class Connection:
    """A client's connection to 127.0.0.1."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE)
        self._received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def reset(self):
        """Closes with RST: this client listens no more, where a mere FIN would leave that open."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def send(self, data):
        self.socket.sendall(data)

    def send_head(self, method, target, headers=(), version="1.1"):
        lines = ["%s %s HTTP/%s" % (method, target, version), "Host: 127.0.0.1"]
        lines += ["%s: %s" % pair for pair in headers]
        self.send("\r\n".join(lines + ["", ""]).encode("latin-1"))

    def send_chunk(self, data):
        self.send(b"%x\r\n%s\r\n" % (len(data), data))

    def finish_sending(self):
        """FIN: the client has nothing more to say, and still listens."""
        self.socket.shutdown(socket.SHUT_WR)

    def request(self, method, target, headers=(), body=None):
        headers = list(headers)
        if body is not None:
            headers.append(("Content-Length", len(body)))
        self.send_head(method, target, headers)
        if body:
            self.send(body)
        return self.answer(method)

    def get(self, target, headers=()):
        return self.request("GET", target, headers)

    def answer(self, method="GET"):
        """Reads one response."""
        answer = self.read_head()
        if method != "HEAD" and answer.code not in (204, 304):
            self._read_body(answer)
        return answer

    def read_head(self):
        """A response without its body: read_chunk() and read_bytes() go on from there."""
        lines = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        return Answer(lines[0], [tuple(re.split(r":[ \t]*", line, 1)) for line in lines[1:-2]])

    def read_chunk(self):
        size = int(self._until(b"\r\n").split(b";")[0], 16)
        data = self.read_bytes(size)
        self.read_bytes(2)
        return data

    def read_bytes(self, count):
        while len(self._received) < count:
            self._more()
        data, self._received = self._received[:count], self._received[count:]
        return data

    def take_received(self):
        """Drops what was read ahead; returns how many bytes that were."""
        size, self._received = len(self._received), b""
        return size

    def at_end(self):
        """Whether the server has closed, and has said nothing more before."""
        if self._received:
            return False
        try:
            return self.socket.recv(1, socket.MSG_PEEK) == b""
        except ConnectionResetError:
            return True

    def _read_body(self, answer):
        try:
            if (answer.header("Transfer-Encoding") or "").lower() == "chunked":
                self._read_chunks(answer)
            elif answer.header("Content-Length") is not None:
                answer.body = self.read_bytes(int(answer.header("Content-Length")))
            else:
                while True:
                    self._more()
        except EOFError:
            answer.whole = answer.header("Content-Length") is None and answer.header("Transfer-Encoding") is None
            answer.body += self._received
            self._received = b""

    def _read_chunks(self, answer):
        pieces = []
        try:
            for piece in iter(self.read_chunk, b""):
                pieces.append(piece)
        finally:
            answer.body = b"".join(pieces)

    def _until(self, mark):
        while mark not in self._received:
            self._more()
        end = self._received.index(mark) + len(mark)
        data, self._received = self._received[:end], self._received[end:]
        return data

    def _more(self):
        try:
            data = self.socket.recv(1 << 18)
        except ConnectionResetError:
            data = b""
        if not data:
            raise EOFError("the server closed after %r" % self._received[-200:])
        self._received += data
