# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock chat` against `windsock serve`: scripted, piped, typed; by our own client and by Qt's."""

import asyncio
import base64
import contextlib
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

import websockets

from support import DEADLINE, PYTHON, until
from support.program import Home, Server, command_line, run


class Conversation:
    """`windsock chat` with somebody at the keyboard: what is said next may depend on what was heard."""

    def __init__(self, *arguments):
        self._home = Home()
        self._output = {name: open(os.path.join(self._home.path, name), "w+b") for name in ("stdout", "stderr")}
        self.process = subprocess.Popen(command_line("chat", *arguments), stdin=subprocess.PIPE, env=self._home.environment(),
                                        **self._output)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
        for file in self._output.values():
            file.close()
        self._home.__exit__()

    def _read(self, name):
        with open(os.path.join(self._home.path, name), encoding="utf-8") as file:
            return file.read()

    def say(self, text):
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def wait_heard(self, text):
        until(lambda: self._read("stdout") == text, lambda: "%r, not %r" % (text, self._read("stdout")))

    def remarks(self):
        return self._read("stderr")

    def wait_end(self):
        return self.process.wait(DEADLINE)


@contextlib.contextmanager
def silent_server():
    """The URL of a WebSocket server that reads and never answers."""
    async def listen(socket, _path):
        async for _ in socket:
            pass

    async def serve():
        return await websockets.serve(listen, "127.0.0.1", 0)

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(serve())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield "ws://127.0.0.1:%d/" % server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextlib.contextmanager
def raw_server(talk):
    """The URL of a WebSocket server that shakes hands and then does talk(socket) with each client."""
    def serve():
        with contextlib.suppress(OSError):
            while True:
                client = listener.accept()[0]
                with client, contextlib.suppress(OSError):
                    head = b""
                    while not head.endswith(b"\r\n\r\n"):
                        head += client.recv(1)
                    key = re.search(rb"Sec-WebSocket-Key: (\S+)", head, re.I).group(1)
                    accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
                    client.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
                    talk(client)

    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield "ws://127.0.0.1:%d/" % listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def flood(frame):
    """Talks without end, and does not listen."""
    def talk(client):
        while True:
            client.sendall(frame * 1000)
    return talk


def says(frame):
    """One frame, then listens to the end."""
    def talk(client):
        client.sendall(frame)
        while client.recv(4096):
            pass
    return talk


class Chat:
    """What either client does."""

    client = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server().__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def chat(self, *arguments, code=0, path="/ws/hello-tornado", **more):
        done = run("chat", self.server.ws_url(path), "--client", self.client, *arguments, **more)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("QSocketNotifier", done.stderr)
        return done

    def test_send(self):
        done = self.chat("--send", "Hello, world", "--send", "Grüße ☃")
        self.assertEqual(done.stdout, "You said: Hello, world\nYou said: Grüße ☃\n")

    def test_expect(self):
        self.assertEqual(self.chat("--send", "abc", "--expect", "said: a.c$").stdout, "You said: abc\n")

    def test_expect_in_vain(self):
        done = self.chat("--send", "abc", "--expect", "xyz", "--wait", "0.3", code=1)
        self.assertIn('No message matched "xyz" in time.', done.stderr)

    def test_no_answer_is_a_failure(self):
        with silent_server() as url:
            done = run("chat", url, "--client", self.client, "--send", "x")
            self.assertEqual(done.returncode, 1)
            self.assertIn("1 message was sent and 0 received within 5 s", done.stderr)
            self.assertEqual(run("chat", url, "--client", self.client, "--send", "x", "--wait", "0.2").returncode, 0)

    def test_wait_listens_on(self):
        began = time.monotonic()
        self.assertEqual(self.chat("--send", "one", "--wait", "0.7").stdout, "You said: one\n")
        self.assertGreaterEqual(time.monotonic() - began, 0.7)

    def test_json(self):
        done = self.chat("--send", "Grüße", "--json")
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([message["number"] for message in messages], list(range(1, len(messages) + 1)))
        texts = [message for message in messages if message["kind"] == "text"]
        self.assertEqual([(message["direction"], message["data"], message["size"]) for message in texts],
                         [("sent", "Grüße", 7), ("received", "You said: Grüße", 17)])
        self.assertGreater(texts[1]["rtt_us"], 0)
        self.assertLess(abs(texts[1]["time"] - time.time()), 60)
        self.assertEqual(messages[0]["kind"], "connected")

    def test_lines_of_standard_input_are_sent(self):
        done = self.chat(input="one\n\ntwo and no newline")
        self.assertEqual(done.stdout, "You said: one\nYou said: \nYou said: two and no newline\n")

    def test_ping(self):
        done = self.chat(input="/ping abc\nafter\n")
        self.assertEqual(done.stdout, "You said: after\n")
        self.assertRegex(done.stderr, r"pong received abc.* after \d+\.\d\d ms")

    def test_what_cannot_be_sent_is_said(self):
        for line, hint in ((b"/close 1006", "/close takes a code"), (b"/close soon", "/close takes a code"), (b"/close 66536", "/close takes a code"),
                           (b"/close 1000 " + b"x" * 124, "at most 123 bytes"), (b"/ping " + b"x" * 126, "/ping takes at most 125 bytes"),
                           (b"caf\xe9", "A line that is not UTF-8 was not sent")):
            done = self.chat(input=line.decode("latin-1") + "\nafter\n", code=1, encoding="latin-1")
            self.assertIn(hint, done.stderr)
            self.assertEqual(done.stdout, "You said: after\n")

    def test_a_full_disk_behind_standard_output_ends_it(self):
        with open("/dev/full", "w") as full:
            done = run("chat", self.server.ws_url(), "--client", self.client, "--send", "x", "--wait", "20", stdout=full)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Not all could be written to standard output", done.stderr)

    def test_close(self):
        with Conversation(self.server.ws_url(), "--client", self.client) as talk:
            talk.say("before")
            talk.wait_heard("You said: before\n")
            talk.say("/close 4001 enough of this")
            self.assertEqual(talk.wait_end(), 0)
            self.assertRegex(talk.remarks(), r"close sent: 4001 enough of this")

    def test_answers_come_as_they_arrive(self):
        with Conversation(self.server.ws_url(), "--client", self.client) as talk:
            talk.say("one")
            talk.wait_heard("You said: one\n")
            talk.say("two")
            talk.wait_heard("You said: one\nYou said: two\n")
            talk.process.stdin.close()
            self.assertEqual(talk.wait_end(), 0)

    def test_an_interrupt_closes_properly(self):
        closed = self.server.stdout().count("WebSocket closed")
        with Conversation(self.server.ws_url(), "--client", self.client) as talk:
            talk.say("hello")
            talk.wait_heard("You said: hello\n")
            talk.process.terminate()
            self.assertEqual(talk.wait_end(), 0)
        until(lambda: self.server.stdout().count("WebSocket closed") > closed, "the close")

    def test_a_server_that_stops_says_goodbye(self):
        with Server() as server, Conversation(server.ws_url(), "--client", self.client) as talk:
            talk.say("hello")
            talk.wait_heard("You said: hello\n")
            server.process.terminate()
            self.assertEqual(talk.wait_end(), 0)
            self.assertIn("1001", talk.remarks())

    def test_many_messages(self):
        lines = ["message %d" % number for number in range(3000)]
        done = self.chat(input="\n".join(lines) + "\n")
        self.assertEqual(done.stdout.splitlines(), ["You said: " + line for line in lines])

    def test_a_big_message(self):
        text = "ü" * 500_000
        self.assertEqual(self.chat(input=text + "\n").stdout, "You said: %s\n" % text)

    def test_a_close_before_the_answer_is_a_failure(self):
        with raw_server(says(b"\x88\x02\x03\xe8")) as url:
            done = run("chat", url, "--client", self.client, "--send", "x")
            self.assertEqual(done.returncode, 1)
            self.assertIn("The server closed before it had answered: 1 sent, 0 received.", done.stderr)

    def test_what_was_expected_came(self):
        """Then it is no failure that the server leaves without a word."""
        def talk(client):
            client.sendall(b"\x81\x02ok")
            time.sleep(0.2)                               # so that the close frame is on its way
        with raw_server(talk) as url:
            done = run("chat", url, "--client", self.client, "--expect", "ok")
            self.assertEqual((done.returncode, done.stdout), (0, "ok\n"), done.stderr)

    def test_a_flood_has_an_end(self):
        with raw_server(flood(b"\x89\x00")) as url:
            began = time.monotonic()
            run("chat", url, "--client", self.client, "--wait", "0.5", stdout=subprocess.DEVNULL, input="hello\n")
            self.assertLess(time.monotonic() - began, 12)

    def test_a_flood_can_be_interrupted(self):
        with raw_server(flood(b"\x81\x01x")) as url, Conversation(url, "--client", self.client) as talk:
            until(lambda: "Connected" in talk.remarks() or url in talk.remarks(), "the connection")
            for _ in range(2):
                talk.process.send_signal(signal.SIGINT)
                time.sleep(0.1)                           # two signals at once are one
            self.assertEqual(talk.process.wait(5), 1)

    def test_nobody_reads_what_it_says(self):
        with raw_server(flood(b"\x81\x01x")) as url, Home() as home:
            process = subprocess.Popen(command_line("chat", url, "--client", self.client), stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=home.environment())
            with process:
                process.stdout.read(1000)
                process.terminate()
                time.sleep(0.1)
                process.terminate()
                process.wait(10)
                process.stdout.read()

    def test_a_refusal_shows_the_status(self):
        done = self.chat("--send", "x", path="/ws/nothing", code=1)
        self.assertIn("404", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_the_servers_own_origin(self):
        done = self.chat("-o", "http://127.0.0.1:%d" % self.server.port, "--send", "x")
        self.assertEqual(done.stdout, "You said: x\n")

    def test_another_origin(self):
        self.assertIn("403", self.chat("--origin", "http://evil.example", "--send", "x", code=1).stderr)


class QtsClient(Chat, unittest.TestCase):
    client = "qt"


class OwnClient(Chat, unittest.TestCase):
    """Ours sees more: control frames, and the response of a server that refuses."""

    client = "own"

    def test_a_forbidden_close_frame_is_a_failure(self):
        for frame, word in ((b"\x88\x01\x03", "close"), (b"\x88\x02\x03\xed", "may not be sent"), (b"\x88\x03\x03\xe8\xff", "UTF-8")):
            with raw_server(says(frame)) as url:
                done = run("chat", url, "--wait", "5")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertRegex(done.stderr, r"The server broke the protocol, .*" + word)

    def test_a_server_cannot_drive_the_terminal(self):
        with raw_server(says(b"\x88\x0c\x03\xe8\x1b[31mred!\x07")) as url:
            done = run("chat", url, "--wait", "5")
            self.assertNotIn("\x1b", done.stderr)
            self.assertIn(r"\x1b[31mred!\x07", done.stderr)

    def test_both_close_frames(self):
        said = self.chat(input="/close 4001 enough of this\n").stderr
        self.assertIn("close sent: 4001 enough of this", said)
        self.assertIn("close received: 4001", said)

    def test_a_refusal_says_what_to_do(self):
        said = self.chat(path="/ws/nothing", code=1).stderr
        self.assertIn("Check the path; Windsock's own echo is at /ws/hello-tornado.", said)
        self.assertRegex(said, r"(?m)^404 Not Found$")
        self.assertRegex(said, r"(?m)^Server: Windsock/")

    def test_a_refusal_in_json(self):
        entry = json.loads(self.chat("--json", path="/ws/nothing", code=1).stdout)
        self.assertEqual((entry["kind"], entry["status"]), ("refused", 404))

    def test_another_origin_says_what_to_do(self):
        said = self.chat("-o", "http://evil.example", "--send", "x", code=1).stderr
        self.assertRegex(said, r"does not accept the Origin http://evil\.example")
        self.assertIn("Cross origin websockets not allowed", said)

    def test_no_websocket_there(self):
        said = self.chat("--send", "x", path="/polls/", code=1).stderr
        self.assertRegex(said, r"has a page at /polls/, not a WebSocket: it answered 200 OK")


class Headers(unittest.TestCase):

    ENVIRON = """
import json
def application(environ, start_response):
    start_response("418 I'm a teapot", [("Content-Type", "text/plain")])
    return [json.dumps({name: environ.get(name) for name in WANTED}, sort_keys=True).encode()]
WANTED = ["HTTP_X_TOKEN", "HTTP_COOKIE", "HTTP_SEC_WEBSOCKET_PROTOCOL", "HTTP_ORIGIN", "HTTP_SEC_WEBSOCKET_VERSION", "QUERY_STRING"]
"""

    def test_what_is_sent_with_the_handshake(self):
        """The backend sees it, and its answer, which is no 101, is shown."""
        with Home() as home:
            home.file("application.py", self.ENVIRON)
            with Server("--backend", "wsgi:application:application", "--chdir", home.path, "--python", PYTHON, home=home) as server:
                server.ready()
                done = run("chat", server.ws_url("/anything?a=b"), "-H", "X-Token: 1", "-H", "Cookie: a=b", "-s", "v1", "-s", "v2",
                           "-o", "http://x.example")
                self.assertEqual(done.returncode, 1)
                body = json.loads(done.stderr[done.stderr.index("\n{"):])
                self.assertEqual(body, {"HTTP_X_TOKEN": "1", "HTTP_COOKIE": "a=b", "HTTP_SEC_WEBSOCKET_PROTOCOL": "v1, v2",
                                        "HTTP_ORIGIN": "http://x.example", "HTTP_SEC_WEBSOCKET_VERSION": "13", "QUERY_STRING": "a=b"})


if __name__ == "__main__":
    unittest.main()
