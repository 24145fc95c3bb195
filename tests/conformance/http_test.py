# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""http.txt, line by line, against the real program over a real socket."""

import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "app"))

from support import PYTHON, until
from support.program import Home, Server
from support.table import read_table
from support.wire import Connection

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "http.txt")

# What the backend got, as it read it: another reading of a request than ours would show.
BACKEND = """
def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    with open("seen", "ab") as seen:
        seen.write(b".")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [("%s %s " % (environ["REQUEST_METHOD"], environ["RAW_URI"])).encode("latin-1") + body]
"""

SHORTHANDS = {
    "Host": "Host: 127.0.0.1↵",
    "Handshake": "Upgrade: websocket↵Connection: Upgrade↵Sec-WebSocket-Version: 13↵Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==↵",
}
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}


def unescape(text):
    def one(match):
        return chr(int(match.group(1)[1:], 16)) if match.group(1)[0] == "x" else ESCAPES[match.group(1)]
    return re.sub(r"\\(x[0-9a-f]{2}|.)", one, text)


def to_bytes(text):
    """The pieces of a request: bytes, and the words FIN and wait."""
    for name, meaning in SHORTHANDS.items():
        text = text.replace("{%s}" % name, meaning)
    text = re.sub(r"\{([^{}]+)\*(\d+)\}", lambda match: match.group(1) * int(match.group(2)), text)
    pieces = re.split(r"\{(FIN|wait)\}", text)
    return [piece if index % 2 else unescape(piece.replace("↵", "\r\n")).encode("latin-1") for index, piece in enumerate(pieces)]


class Line:
    """A line of the table."""

    def __init__(self, number, text):
        self.number = number
        expected, sent, self.why = re.split(r" {3,}| {2}(?=\S)", text, maxsplit=2) if not text.startswith("  ") else (None,) * 3
        *answers, self.end = re.findall(r'"[^"]*"|\S+', expected)
        self.answers = []                         # (status, body or None)
        for word in answers:
            if word.startswith('"'):
                self.answers[-1] = (self.answers[-1][0], word[1:-1])
            else:
                self.answers.append((int(word), None))
        self.pieces = to_bytes(sent)
        self.method = "HEAD" if sent.startswith("HEAD") else "GET"

    @property
    def is_refusal(self):
        """By us, before anybody else has seen it."""
        return self.end == "close" and self.answers and self.answers[-1][0] >= 400


class Http(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.home.file("backend.py", BACKEND)
        cls.home.file("static/a.txt", "a")
        cls.server = Server("--backend", "wsgi:backend:application", "--chdir", cls.home.path, "--python", PYTHON,
                            "--static", os.path.join(cls.home.path, "static"), home=cls.home).__enter__()
        cls.addClassCleanup(cls.server.__exit__)
        cls.server.ready()

    def seen(self):
        """How many requests the backend has got."""
        return os.path.getsize(os.path.join(self.home.path, "seen"))

    def refusals(self):
        return len(re.findall(r"(?m)^\[[WE] .*\): ", self.server.log()))

    def answers(self, line, connection):
        read = 0
        for piece in line.pieces:
            if piece == "FIN":
                connection.finish_sending()
            elif piece == "wait":
                self.answer(line, read, connection)
                read += 1
            else:
                try:
                    connection.send(piece)
                except OSError:
                    pass                          # refused before all of it was sent
        for index in range(read, len(line.answers)):
            self.answer(line, index, connection)

    def answer(self, line, index, connection):
        status, body = line.answers[index]
        method = line.method if index == 0 else "GET"
        if status in (100, 101):
            answer = connection.read_head()
        else:
            answer = connection.answer(method)
        self.assertEqual(answer.code, status)
        if body is not None:
            self.assertEqual(answer.body.decode("latin-1"), body)
        if status == 405:
            self.assertTrue(answer.header("Allow") or line.end == "close")
        if line.end == "close" and index == len(line.answers) - 1 and method != "HEAD":
            self.assertEqual((answer.header("Connection") or "").lower(), "close", "it says that it will close")

    def run_line(self, line):
        seen, refusals = self.seen(), self.refusals()
        with Connection(self.server.port) as connection:
            self.answers(line, connection)
            if line.end == "keep":
                self.assertEqual(connection.get("/hello-tornado").code, 200, "the connection goes on")
            elif line.end == "close":
                self.assertTrue(connection.at_end(), "the connection is closed")
        if line.is_refusal:
            until(lambda: self.refusals() > refusals, "a line in the log that says why")
            self.assertEqual(self.seen() - seen, len(line.answers) - 1, "the backend has not seen it")

    def test_table(self):
        lines = read_table(TABLE, Line)
        self.assertGreaterEqual(len(lines), 120)
        for line in lines:
            with self.subTest(line=line.number, why=line.why):
                self.run_line(line)


if __name__ == "__main__":
    unittest.main()
