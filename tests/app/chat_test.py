# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock chat` against `windsock serve`: scripted, piped, typed; by our own client and by Qt's."""

import json
import subprocess
import time
import unittest

from support import DEADLINE, PYTHON
from support.program import Home, Server, command_line, run, until

CLIENTS = ("own", "qt")


class Chat(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.server = Server().__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def chat(self, *arguments, code=0, path="/ws/hello-tornado", **more):
        done = run("chat", self.server.ws_url(path), *arguments, **more)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("QSocketNotifier", done.stderr)
        return done

    def each_client(self):
        for client in CLIENTS:
            with self.subTest(client=client):
                yield "--client=" + client

    def test_send(self):
        for client in self.each_client():
            done = self.chat(client, "--send", "Hello, world", "--send", "Grüße ☃")
            self.assertEqual(done.stdout, "You said: Hello, world\nYou said: Grüße ☃\n")

    def test_expect(self):
        for client in self.each_client():
            self.assertEqual(self.chat(client, "--send", "abc", "--expect", "said: a.c$").stdout, "You said: abc\n")

    def test_expect_in_vain(self):
        for client in self.each_client():
            done = self.chat(client, "--send", "abc", "--expect", "xyz", "--wait", "0.3", code=1)
            self.assertIn('No message matched "xyz" in time.', done.stderr)

    def test_wait_listens_on(self):
        for client in self.each_client():
            began = time.monotonic()
            self.assertEqual(self.chat(client, "--send", "one", "--wait", "0.7").stdout, "You said: one\n")
            self.assertGreaterEqual(time.monotonic() - began, 0.7)

    def test_json(self):
        for client in self.each_client():
            done = self.chat(client, "--send", "Grüße", "--json")
            messages = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([message["number"] for message in messages], list(range(1, len(messages) + 1)))
            texts = [message for message in messages if message["kind"] == "text"]
            self.assertEqual([(message["direction"], message["data"], message["size"]) for message in texts],
                             [("sent", "Grüße", 7), ("received", "You said: Grüße", 17)])
            self.assertGreater(texts[1]["rtt_us"], 0)
            self.assertLess(abs(texts[1]["time"] - time.time()), 60)
            self.assertEqual(messages[0]["kind"], "connected")

    def test_lines_of_standard_input_are_sent(self):
        for client in self.each_client():
            done = self.chat(client, input="one\n\ntwo and no newline")
            self.assertEqual(done.stdout, "You said: one\nYou said: \nYou said: two and no newline\n")

    def test_ping(self):
        for client in self.each_client():
            done = self.chat(client, input="/ping abc\nafter\n")
            self.assertEqual(done.stdout, "You said: after\n")
            self.assertRegex(done.stderr, r"pong received abc.* after \d+\.\d\d ms")

    def test_close(self):
        for client in self.each_client():
            done = self.chat(client, input="before\n/close 4001 enough of this\n")
            self.assertEqual(done.stdout, "You said: before\n")
            self.assertRegex(done.stderr, r"close (sent|received): 4001")
            if client.endswith("own"):
                self.assertIn("close sent: 4001 enough of this", done.stderr)
                self.assertIn("close received: 4001", done.stderr)

    def test_answers_come_as_they_arrive(self):
        """Like a person at a terminal: the next line is typed when the answer to the last is there."""
        for client in self.each_client():
            with Home() as home:
                process = subprocess.Popen(command_line("chat", self.server.ws_url(), client), stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
                                           env=home.environment())
                with process:
                    for text in ("one", "two"):
                        process.stdin.write(text + "\n")
                        process.stdin.flush()
                        self.assertEqual(process.stdout.readline(), "You said: %s\n" % text)
                    process.stdin.close()
                    self.assertEqual(process.wait(DEADLINE), 0)

    def test_many_messages(self):
        lines = ["message %d" % number for number in range(3000)]
        for client in self.each_client():
            done = self.chat(client, input="\n".join(lines) + "\n")
            self.assertEqual(done.stdout.splitlines(), ["You said: " + line for line in lines])

    def test_a_big_message(self):
        text = "ü" * 500_000
        for client in self.each_client():
            self.assertEqual(self.chat(client, input=text + "\n").stdout, "You said: %s\n" % text)

    def test_a_refusal_shows_the_status_and_what_to_do(self):
        for client in self.each_client():
            done = self.chat(client, "--send", "x", path="/ws/nothing", code=1)
            self.assertIn("404", done.stderr)
            self.assertEqual(done.stdout, "")
        done = self.chat(path="/ws/nothing", code=1)
        self.assertIn("Check the path; Windsock's own echo is at /ws/hello-tornado.", done.stderr)
        self.assertRegex(done.stderr, r"(?m)^404 Not Found$")
        self.assertRegex(done.stderr, r"(?m)^Server: Windsock/")

    def test_a_refusal_in_json(self):
        done = self.chat("--json", path="/ws/nothing", code=1)
        entry = json.loads(done.stdout)
        self.assertEqual((entry["kind"], entry["status"]), ("refused", 404))

    def test_a_wrong_origin(self):
        for client in self.each_client():
            done = self.chat(client, "--origin", "http://evil.example", "--send", "x", code=1)
            self.assertIn("403", done.stderr)
        done = self.chat("-o", "http://evil.example", "--send", "x", code=1)
        self.assertRegex(done.stderr, r"does not accept the Origin http://evil\.example")
        self.assertIn("Cross origin websockets not allowed", done.stderr)

    def test_the_servers_own_origin(self):
        for client in self.each_client():
            done = self.chat(client, "-o", "http://127.0.0.1:%d" % self.server.port, "--send", "x")
            self.assertEqual(done.stdout, "You said: x\n")

    def test_no_websocket_there(self):
        done = self.chat("--send", "x", path="/polls/", code=1)
        self.assertRegex(done.stderr, r"has a page at /polls/, not a WebSocket: it answered 200 OK")


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


class Stopping(unittest.TestCase):

    def test_a_server_that_stops_says_goodbye(self):
        for client in CLIENTS:
            with self.subTest(client=client), Server() as server, Home() as home:
                process = subprocess.Popen(command_line("chat", server.ws_url(), "--client", client), stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=home.environment())
                with process:
                    process.stdin.write("hello\n")
                    process.stdin.flush()
                    self.assertEqual(process.stdout.readline(), "You said: hello\n")
                    server.process.terminate()
                    self.assertEqual(process.wait(DEADLINE), 0)
                    self.assertIn("1001", process.stderr.read())

    def test_an_interrupt_closes_properly(self):
        for client in CLIENTS:
            with self.subTest(client=client), Server() as server, Home() as home:
                process = subprocess.Popen(command_line("chat", server.ws_url(), "--client", client), stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", env=home.environment())
                with process:
                    server.wait_stdout("^WebSocket opened$")
                    # The server has answered; whether the client has read that is for it to wait for.
                    process.stdin.write("hello\n")
                    process.stdin.flush()
                    process.stdout.readline()
                    process.terminate()
                    self.assertEqual(process.wait(DEADLINE), 0)
                until(lambda: "WebSocket closed" in server.stdout(), "the close")


if __name__ == "__main__":
    unittest.main()
