# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS: a certificate of our own making or the user's, HTTP and WebSockets through it, and who cannot speak it."""

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import unittest

from support import PYTHON
from support.program import Home, Server, run, status_field
from support.websocket import WebSocket
from support.wire import Connection

SCHEME = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.url_scheme"].encode(), b" ", environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))[:10]]
"""


def make_certificate(folder, name="own", kind=("rsa:2048",)):
    certificate, key = (os.path.join(folder, name + suffix) for suffix in (".pem", ".key"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-subj", "/CN=localhost", "-days", "2",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return certificate, key


class Secure(Connection):
    """Through TLS, with the certificate checked."""

    def __init__(self, port, trusted):
        super().__init__(port)
        self.socket = ssl.create_default_context(cafile=trusted).wrap_socket(self.socket, server_hostname="localhost")


class Serving(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.__exit__)
        cls.home.file("scheme.py", SCHEME)
        cls.home.file("files/big.bin", bytes(range(256)) * 40960)
        cls.server = Server("--tls", "--backend", "wsgi:scheme:application", "--chdir", cls.home.path, "--python", PYTHON,
                            "--static", os.path.join(cls.home.path, "files"), home=cls.home).__enter__()
        cls.addClassCleanup(cls.server.__exit__)
        cls.trusted = os.path.join(cls.home.data, "tls", "localhost.pem")

    def connect(self):
        return Secure(self.server.port, self.trusted)

    def test_keep_alive(self):
        with self.connect() as connection:
            for _ in range(20):
                self.assertEqual(connection.get("/hello-tornado").code, 200)

    def test_pipelining(self):
        """More than TLS hands over at a time: each request is answered once, in order."""
        with self.connect() as connection:
            pad = [("X-Pad", "x" * 700)]
            for _ in range(40):
                for number in range(10):
                    connection.send_head("POST", "/%d" % number, pad + [("Content-Length", "5")])
                    connection.send(b"%05d" % number)
            for _ in range(40):
                for number in range(10):
                    self.assertEqual(connection.answer().body, b"https %05d" % number)

    def test_an_answer_in_the_middle_of_an_upload_arrives(self):
        with self.connect() as connection:
            connection.send_head("POST", "/hello-tornado", [("Content-Length", 50 << 20)])
            try:
                for _ in range(50):
                    connection.send(bytes(1 << 20))
            except OSError:
                pass
            self.assertEqual(connection.answer().code, 405)

    def test_the_application_knows(self):
        with self.connect() as connection:
            self.assertEqual(connection.request("POST", "/", body=b"x" * 3_000_000).body, b"https xxxxxxxxxx")

    def test_a_big_answer_to_a_slow_reader(self):
        before = status_field(self.server.pid, "VmRSS")
        with self.connect() as connection:
            for _ in range(3):
                connection.send_head("GET", "/static/big.bin")
            time.sleep(0.3)
            self.assertLess(status_field(self.server.pid, "VmRSS") - before, 30 << 10)
            for _ in range(3):
                self.assertEqual(connection.answer().body, bytes(range(256)) * 40960)

    def test_many_at_once(self):
        def ask():
            with self.connect() as connection:
                for _ in range(10):
                    codes.append(connection.get("/hello-tornado").code)
        codes = []
        threads = [threading.Thread(target=ask) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(codes, [200] * 300)

    def test_websocket(self):
        class SecureWebSocket(WebSocket):
            def __init__(this, port):
                plain = socket.create_connection

                def create(*arguments, **more):
                    return ssl.create_default_context(cafile=self.trusted).wrap_socket(plain(*arguments, **more), server_hostname="localhost")
                socket.create_connection = create
                try:
                    super().__init__(port, "/ws/hello-tornado")
                finally:
                    socket.create_connection = plain
        with SecureWebSocket(self.server.port) as peer:
            self.assertEqual(peer.ask("hello"), "You said: hello")
            self.assertEqual(len(peer.ask("x" * 1_000_000)), 1_000_010)
            texts = [str(number) * 40_000 for number in range(10)]
            for text in texts:
                peer.send(text)
            for text in texts:
                self.assertEqual(peer.receive(), (1, ("You said: " + text).encode()))
            self.assertEqual(peer.close(), 1000)

    def chat(self, *arguments, data=None):
        return run("chat", "--send", "hello", *arguments, environment={"WINDSOCK_DATA_DIR": data or self.home.data})

    def test_our_own_chat(self):
        for host in ("127.0.0.1", "localhost"):
            for client in ("own", "qt"):
                done = self.chat("wss://%s:%d/ws/hello-tornado" % (host, self.server.port), "--client", client)
                self.assertEqual((done.returncode, done.stdout), (0, "You said: hello\n"), done.stderr)

    def test_a_chat_that_does_not_know_the_certificate(self):
        url = "wss://127.0.0.1:%d/ws/hello-tornado" % self.server.port
        for client in ("own", "qt"):
            refused = self.chat(url, "--client", client, data=self.home.path)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("self-signed", refused.stderr)
            taken = self.chat(url, "--client", client, "--insecure", data=self.home.path)
            self.assertEqual((taken.returncode, taken.stdout), (0, "You said: hello\n"), taken.stderr)

    def test_a_chat_without_tls(self):
        refused = self.chat("ws://127.0.0.1:%d/ws/hello-tornado" % self.server.port)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("wants TLS", refused.stderr)

    @unittest.skipUnless(shutil.which("curl"), "curl is not installed")
    def test_curl(self):
        done = subprocess.run(["curl", "-s", "--cacert", self.trusted, "https://localhost:%d/hello-tornado" % self.server.port],
                              stdout=subprocess.PIPE, timeout=20)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"<html", done.stdout.lower())

    def test_who_speaks_no_tls(self):
        with Connection(self.server.port) as connection:
            connection.send_head("GET", "/")
            self.assertEqual(connection.socket.recv(100)[:1] in (b"", b"\x15"), True, "at most an alert")
        self.server.wait_log(r"TLS with 127\.0\.0\.1 failed \(.*\): use https:// and wss:// here")
        with self.connect() as connection:
            self.assertEqual(connection.get("/hello-tornado").code, 200)

    def test_clients_that_leave(self):
        descriptors = len(os.listdir("/proc/%d/fd" % self.server.pid))
        for length in (0, 1, 100):
            for _ in range(20):
                with Connection(self.server.port) as connection:
                    connection.send(b"\x16\x03\x01\x02\x00\x01"[:length])
        for _ in range(20):
            self.connect().reset()
        with self.connect() as connection:
            self.assertEqual(connection.get("/hello-tornado").code, 200)
        end = time.monotonic() + 10
        while len(os.listdir("/proc/%d/fd" % self.server.pid)) > descriptors + 5 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertLess(len(os.listdir("/proc/%d/fd" % self.server.pid)), descriptors + 6)


class Upstreams(unittest.TestCase):
    """https:// behind the reverse proxy: another Windsock."""

    def test_checked_or_not(self):
        with Home() as home, Server("--tls", home=home) as behind, Home() as front_home:
            spec = "https://localhost:%d" % behind.port
            with Server("--backend", spec, home=front_home) as server:
                self.assertEqual(server.get("/polls/").code, 502)
                server.wait_log(r"TLS with localhost:\d+ failed \(.*self-signed.*\): check that it speaks TLS there")
            with Server("--backend", spec, "--insecure", home=front_home) as server:
                self.check(server)
            with Server("--backend", "https://127.0.0.1:%d" % self.plain_port(), "--insecure", home=front_home) as server:
                self.assertEqual(server.get("/").code, 502)

    def plain_port(self):
        server = Server().__enter__()
        self.addCleanup(server.__exit__)
        return server.port

    def check(self, server):
        with server.connect() as connection:
            for _ in range(10):
                self.assertEqual(connection.get("/polls/").code, 200)
            self.assertEqual(connection.request("POST", "/polls/1/vote/", [("Content-Type", "application/x-www-form-urlencoded")], b"choice=1").code, 302)
        with server.websocket() as peer:
            self.assertEqual(peer.ask("a"), "You said: a")


class Certificates(unittest.TestCase):

    def test_ours_is_kept(self):
        with Home() as home:
            contents = []
            for _ in range(2):
                with Server("--tls", home=home):
                    with open(os.path.join(home.data, "tls", "localhost.pem")) as file:
                        contents.append(file.read())
            self.assertEqual(contents[0], contents[1])
            self.assertEqual(os.stat(os.path.join(home.data, "tls", "localhost.key")).st_mode & 0o777, 0o600)

    def test_the_users_own(self):
        with Home() as home:
            for kind in (("rsa:2048",), ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")):
                certificate, key = make_certificate(home.path, kind=kind)
                with Server("--tls-cert", certificate, "--tls-key", key, home=home) as server, Secure(server.port, certificate) as connection:
                    self.assertEqual(connection.get("/hello-tornado").code, 200)

    def test_a_pair_of_ours_that_does_not_fit_is_made_anew(self):
        with Home() as home:
            with Server("--tls", home=home):
                pass
            own = os.path.join(home.data, "tls", "localhost.key")
            shutil.copy(make_certificate(home.path, "stranger", ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"))[1], own)
            with Server("--tls", home=home) as server, Secure(server.port, os.path.join(home.data, "tls", "localhost.pem")) as connection:
                self.assertEqual(connection.get("/hello-tornado").code, 200)
            self.assertEqual(sorted(os.listdir(os.path.join(home.data, "tls"))), ["localhost.key", "localhost.pem"])
            self.assertEqual(os.stat(own).st_mode & 0o777, 0o600)

    def test_stop_says_goodbye(self):
        with Home() as home, Server("--tls", home=home) as server:
            with Secure(server.port, os.path.join(home.data, "tls", "localhost.pem")) as connection:
                self.assertEqual(connection.get("/hello-tornado").code, 200)
                server.process.terminate()
                self.assertEqual(server.wait_end(5), 0)

    def test_check(self):
        done = run("check", "--tls")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("serves at https://", done.stdout)

    def test_bad_input(self):
        with Home() as home:
            certificate, key = make_certificate(home.path)
            other, other_key = make_certificate(home.path, "other", ("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"))
            stranger_key = make_certificate(home.path, "stranger")[1]
            short, short_key = make_certificate(home.path, "short", ("rsa:1024",))
            nonsense = home.file("nonsense.pem", "nothing of that kind")
            for arguments, hint in ((("--tls-cert", certificate), "go together"), (("--tls-key", key), "go together"),
                                    (("--tls-cert", "/nowhere", "--tls-key", key), "check the path given with --tls-cert"),
                                    (("--tls-cert", certificate, "--tls-key", "/nowhere"), "check the path given with --tls-key"),
                                    (("--tls-cert", nonsense, "--tls-key", key), "no certificate in PEM"),
                                    (("--tls-cert", certificate, "--tls-key", nonsense), "no private key (RSA or EC) in PEM"),
                                    (("--tls-cert", certificate, "--tls-key", stranger_key), "key values mismatch): give the key it was made with"),
                                    (("--tls-cert", short, "--tls-key", short_key), "key too small"),
                                    (("--tls-cert", certificate, "--tls-key", other_key), "give the key it was made with")):
                done = run("serve", "--port", "0", *arguments)
                self.assertIn(done.returncode, (1, 2))
                self.assertEqual(done.stdout, "")
                self.assertIn(hint, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)


if __name__ == "__main__":
    unittest.main()
