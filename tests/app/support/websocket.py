# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket client of a page: small enough that the benchmark's prober is not what is measured."""

import os
import socket
import struct

from . import DEADLINE

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class WebSocket:
    """Connects at once. Sends and receives whole, unfragmented messages (RFC 6455)."""

    def __init__(self, port, path, host="127.0.0.1"):
        self.socket = socket.create_connection((host, port), timeout=DEADLINE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self.socket.sendall(("GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
                             % (path, host, port)).encode())
        while b"\r\n\r\n" not in self._received:
            self._more()
        self.head, self._received = self._received.split(b"\r\n\r\n", 1)
        if not self.head.startswith(b"HTTP/1.1 101 "):
            raise AssertionError("no WebSocket: %r" % self.head)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data, opcode=TEXT):
        payload = data.encode() if isinstance(data, str) else data
        self.socket.sendall(frame(payload, opcode))

    def receive(self):
        """(opcode, payload)."""
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            size, = struct.unpack("!H", self._take(2))
        elif size == 127:
            size, = struct.unpack("!Q", self._take(8))
        return first & 0x0F, self._take(size)

    def ask(self, text):
        """Sends a text and returns the next message's."""
        self.send(text)
        return self.receive()[1].decode()

    def close(self, code=1000):
        """The closing handshake; returns the code that the server answered."""
        self.send(struct.pack("!H", code), CLOSE)
        return self.wait_close()[0]

    def wait_close(self):
        """(code, reason) of the server's close frame."""
        opcode, payload = self.receive()
        if opcode != CLOSE:
            raise AssertionError("a close frame was expected, not %d %r" % (opcode, payload))
        return struct.unpack("!H", payload[:2])[0], payload[2:].decode()

    def _take(self, count):
        while len(self._received) < count:
            self._more()
        data, self._received = self._received[:count], self._received[count:]
        return data

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError("the server closed after %r" % self._received[-200:])
        self._received += data


def frame(payload, opcode=TEXT):
    """A client's frame, masked."""
    mask = os.urandom(4)
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    return head + mask + bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload))
