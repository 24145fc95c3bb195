# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""websocket.txt, line by line, against the real program over a real socket."""

import os
import re
import shlex
import socket
import struct
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "app"))

from support.program import Server
from support.table import read_table
from support.websocket import CLOSE, WebSocket

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "websocket.txt")
OPCODES = {"t": 1, "b": 2, "c": 0, "p": 9, "o": 10, "x": 8}
LETTERS = {opcode: letter.upper() for letter, opcode in OPCODES.items()}
MASK = b"\x11\x22\x33\x44"
WORD = re.compile(r"(?P<opcode>op[0-9a-f]|[tbcpox])(?P<marks>[!123L]*)(?P<payload>[=#*].*)", re.I | re.S)


def payload_of(text):
    kind, rest = text[0], text[1:]
    if kind == "*":
        return b"x" * int(rest)
    if kind == "=":
        return escaped(rest)
    filled = re.sub(r"\{(.)\*(\d+)\}", lambda match: (match.group(1).encode() * int(match.group(2))).hex(), rest)
    return bytes.fromhex(filled)


def escaped(text):
    """\\0 and \\xNN are bytes."""
    pieces = re.split(r"(\\x[0-9a-f]{2}|\\0)", text)
    return b"".join(bytes([int(piece[2:] or "0", 16)]) if piece.startswith("\\") else piece.encode() for piece in pieces)


def length_of(size, masked, longer):
    bit = 0x80 if masked else 0
    if size < 126 and not longer:
        return struct.pack("!B", bit | size)
    if size < 1 << 16:
        return struct.pack("!BH", bit | 126, size)
    return struct.pack("!BQ", bit | 127, size)


def frame_of(word):
    """A client's frame in bytes."""
    if word.startswith("raw#"):
        return bytes.fromhex(word[4:])
    match = WORD.fullmatch(word)
    letter, marks, payload = match["opcode"], match["marks"], payload_of(match["payload"])
    opcode = int(letter[2:], 16) if letter.startswith("op") else OPCODES[letter.lower()]
    first = opcode | (0 if letter.islower() and not letter.startswith("op") else 0x80)
    for mark, bit in (("1", 0x40), ("2", 0x20), ("3", 0x10)):
        first |= bit if mark in marks else 0
    masked = "!" not in marks
    head = bytes([first]) + length_of(len(payload), masked, "L" in marks)
    if not masked:
        return head + payload
    stream = (MASK * (len(payload) // 4 + 1))[:len(payload)]
    masked_payload = (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(payload), "big")
    return head + MASK + masked_payload


class Line:
    """A line of the table."""

    def __init__(self, number, text):
        self.number = number
        expected, sent, self.why = re.split(r" {2,}", text, maxsplit=2)
        *self.answers, self.end = shlex.split(expected.replace("\\", "\\\\"))
        words = shlex.split(sent)
        self.finishes = words[-1] == "FIN"
        self.bytes = b"".join(frame_of(word) for word in words if word != "FIN")

    def answer(self, index):
        """(opcode, payload) of an expected frame."""
        match = WORD.fullmatch(self.answers[index])
        return OPCODES[match["opcode"].lower()], payload_of(match["payload"])


class Frames(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.server = Server().__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def run_line(self, line, step):
        with WebSocket(self.server.port, "/ws/hello-tornado") as peer:
            try:
                for start in range(0, len(line.bytes), step):
                    peer.socket.sendall(line.bytes[start:start + step])
                if line.finishes:
                    peer.socket.shutdown(socket.SHUT_WR)
            except OSError:
                pass                              # the server has closed before all of it was sent
            for index in range(len(line.answers)):
                self.assertEqual(peer.receive(), line.answer(index))
            self.check_end(peer, line.end)

    def check_end(self, peer, end):
        if end == "open":
            self.assertEqual(peer.ask("still there?"), "You said: still there?")
            self.assertEqual(peer.close(), 1000)
        elif end == "cut":
            with self.assertRaises((EOFError, ConnectionResetError)):
                peer.receive()
        else:
            opcode, payload = peer.receive()
            self.assertEqual(opcode, CLOSE)
            self.assertEqual(payload[:2], b"" if end == "none" else struct.pack("!H", int(end)))
            payload[2:].decode("utf-8")
            with self.assertRaises((EOFError, ConnectionResetError)):
                peer.receive()

    def test_table(self):
        lines = read_table(TABLE, Line)
        self.assertGreaterEqual(len(lines), 60)
        for line in lines:
            for step in {max(len(line.bytes), 1), max(1, len(line.bytes) // 2000)}:
                with self.subTest(line=line.number, why=line.why, step=step):
                    self.run_line(line, step)


if __name__ == "__main__":
    unittest.main()
