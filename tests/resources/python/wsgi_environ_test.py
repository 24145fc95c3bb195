# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker's environ equals gunicorn's, key by key, for the same bytes, on every Python.

Left out: what names the server or is an object, and the two flags about its threads and processes.
Where the worker differs on purpose is in the class Differences.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from worker_support import (DEADLINE, HERE, PREAMBLE, SYSTEM_PYTHON, Client, Worker, missing_pythons,  # noqa: E402
                            pythons, until)

GUNICORN = "/usr/bin/gunicorn"
OWN = {"SERVER_SOFTWARE", "wsgi.multithread", "wsgi.multiprocess"}

HOST = b"Host: example.org:8080\r\n"
REQUESTS = [
    b"GET / HTTP/1.1\r\n" + HOST,
    b"GET / HTTP/1.0\r\n",
    b"GET / HTTP/1.0\r\nHost: example.org\r\nConnection: keep-alive\r\n",
    b"get /lower HTTP/1.1\r\n" + HOST,
    b"MKCOL /dav HTTP/1.1\r\n" + HOST,
    b"OPTIONS * HTTP/1.1\r\n" + HOST,
    b"GET /a/b?c=d&e=%20f HTTP/1.1\r\n" + HOST,
    b"GET /? HTTP/1.1\r\n" + HOST,
    b"GET /a?b?c HTTP/1.1\r\n" + HOST,
    b"GET /a?b=/c:d@e HTTP/1.1\r\n" + HOST,
    b"GET /a#fragment HTTP/1.1\r\n" + HOST,
    b"GET /a?b#fragment?c HTTP/1.1\r\n" + HOST,
    b"GET //double//slash?x HTTP/1.1\r\n" + HOST,
    b"GET /a;p=1/b;q HTTP/1.1\r\n" + HOST,
    b"GET /a:b HTTP/1.1\r\n" + HOST,
    b"GET /../up/./x HTTP/1.1\r\n" + HOST,
    b"GET /caf%C3%A9/%E2%98%83?q=%C3%A9 HTTP/1.1\r\n" + HOST,
    b"GET /latin%E9/slash%2Fin/%00/%25/%zz/%2 HTTP/1.1\r\n" + HOST,
    b"GET /plus+and%20space HTTP/1.1\r\n" + HOST,
    b"GET http://other.example/abs/path?q=1 HTTP/1.1\r\n" + HOST,
    b"GET http://other.example HTTP/1.1\r\n" + HOST,
    b"GET HTTP://User@other.example:81/x%20y?z#f HTTP/1.1\r\n" + HOST,
    b"GET https://[::1]:8443/six HTTP/1.1\r\n" + HOST,
    b"GET /h HTTP/1.1\r\nhost:example.org\r\nUSER-AGENT:   spaces before\r\naccept:\r\nX-Empty: \r\nX-Tab:\ttab\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X-Trailing: space \t\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Accept: a\r\nAccept: b\r\naccept: c, d\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Cookie: a=b\r\nCookie: c=d; e=\"f\"\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X_Under: 1\r\nX-Under: 2\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X-Latin: caf\xe9\r\nX-Utf8: caf\xc3\xa9\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X-Colon: a:b: c\r\nX-Comma: a,,b\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X-Folded: one\r\n  two\r\n\tthree\r\nX-Next: 1\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"!#$%&'*+-.^_`|~0: odd\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Connection: close\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nTrailer: X\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\nProxy: evil\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"X-Forwarded-For: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\nVia: 1.1 x\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Authorization: Basic eDp5\r\nIf-None-Match: \"a\", W/\"b\"\r\nRange: bytes=0-1\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Type: text/html\r\n",
    b"GET /h HTTP/1.1\r\n" + HOST + b"Content_Type: text/plain\r\nContent_Length: 3\r\n",
    b"POST /p HTTP/1.1\r\n" + HOST + b"Content-Type: application/json; charset=utf-8\r\nContent-Length: 4\r\n\r\nbody",
    b"POST /p HTTP/1.1\r\n" + HOST + b"content-length: 0\r\ncontent-type:\r\n",
    b"POST /p HTTP/1.1\r\n" + HOST + b"Content-Length: 004\r\n\r\nbody",
    b"GET /two-hosts HTTP/1.1\r\nHost: a.example\r\nHost: b.example:81\r\n",
]


def whole(request):
    return request if b"\r\n\r\n" in request else request + b"\r\n"


class Gunicorn:
    """The real one, on a port or a Unix socket."""

    def __init__(self, bind, environment=None):
        self.folder = tempfile.mkdtemp(prefix="windsock-")
        self._log = os.path.join(self.folder, "log")
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [SYSTEM_PYTHON, "-B", GUNICORN, "--bind", bind.format(self.folder), "--chdir", HERE,
                 "applications:environ_json"], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1", **(environment or {})))
        self.address = until(self._listening, "gunicorn to listen")

    def _listening(self):
        if self._process.poll() is not None:
            raise AssertionError(self._text())
        match = re.search(r"Listening at: (?:http://127\.0\.0\.1:(\d+)|unix:(\S+))", self._text())
        return match and (int(match.group(1)) if match.group(1) else match.group(2))

    def _text(self):
        with open(self._log) as log:
            return log.read()

    def stop(self):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self.folder)

    def ask(self, request):
        """(the client's own address, the environ)"""
        family = socket.AF_INET if isinstance(self.address, int) else socket.AF_UNIX
        with socket.socket(family) as sock:
            sock.settimeout(DEADLINE)
            sock.connect(("127.0.0.1", self.address) if family == socket.AF_INET else self.address)
            sock.sendall(request)
            client = Client.__new__(Client)
            client.socket, client._received = sock, b""
            answer = client.answer()
            return sock.getsockname(), answer


def comparable(environ):
    return {key: value for key, value in environ.items()
            if key not in OWN and not key.startswith("gunicorn.")}


class EqualToGunicorn(unittest.TestCase):

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.gunicorn = Gunicorn("127.0.0.1:0")
        cls.wanted = [cls.gunicorn.ask(whole(request)) for request in REQUESTS]

    @classmethod
    def tearDownClass(cls):
        cls.gunicorn.stop()

    def compare(self, python):
        with Worker("--app", "applications:environ_json", python=python).ready() as worker:
            for request, ((address, port), wanted) in zip(REQUESTS, self.wanted):
                client = worker.client()
                client.send(b"WINDSOCK/1 5 http %s %d 127.0.0.1 %d\r\n"
                            % (address.encode(), port, self.gunicorn.address) + whole(request))
                answer = client.answer()
                with self.subTest(request=request):
                    self.assertEqual(wanted.code, 200)
                    self.assertEqual(comparable(answer.json()), comparable(wanted.json()))

    def test_every_request_on_every_python(self):
        for name, python in sorted(pythons().items()):
            with self.subTest(python=name):
                self.compare(python)
        if missing_pythons():
            print("NOT TRIED, for they are not here: Python %s" % ", ".join(missing_pythons()), file=sys.stderr)

    def test_the_servers_own(self):
        with Worker("--app", "applications:environ_json", "--threads", "3").ready() as worker:
            environ = worker.get("/").json()
        self.assertRegex(environ["SERVER_SOFTWARE"][0], r"^Windsock/\d")
        self.assertEqual([environ["wsgi.multithread"][0], environ["wsgi.multiprocess"][0]], [True, True])

    def test_script_name_of_the_environment(self):
        environment = {"SCRIPT_NAME": "/mount"}
        gunicorn = Gunicorn("127.0.0.1:0", environment)
        try:
            _, wanted = gunicorn.ask(b"GET /mount/p%20q?x HTTP/1.1\r\n" + HOST + b"\r\n")
        finally:
            gunicorn.stop()
        with Worker("--app", "applications:environ_json", environment=environment).ready() as worker:
            given = worker.get("/mount/p%20q?x").json()
        for key in ("SCRIPT_NAME", "PATH_INFO", "RAW_URI", "QUERY_STRING"):
            self.assertEqual(given[key], wanted.json()[key])
        self.assertEqual((given["SCRIPT_NAME"][0], given["PATH_INFO"][0]), ("/mount", "/p q"))


class UnknownAddresses(unittest.TestCase):
    """A listener on a Unix socket: Windsock writes "-" for addresses and ports."""

    maxDiff = None

    def test_equal_to_gunicorn_on_a_unix_socket(self):
        gunicorn = Gunicorn("unix:{0}/g")
        try:
            wanted = [gunicorn.ask(b"GET / HTTP/1.1\r\n" + host + b"\r\n")[1].json()
                      for host in (HOST, b"Host: plain\r\n")]
        finally:
            gunicorn.stop()
        with Worker("--app", "applications:environ_json").ready() as worker:
            for host, expected in zip((HOST, b"Host: plain\r\n"), wanted):
                client = worker.client()
                client.send(b"WINDSOCK/1 5 http - - - -\r\nGET / HTTP/1.1\r\n" + host + b"\r\n")
                self.assertEqual(comparable(client.answer().json()), comparable(expected))

    def test_never_empty(self):
        with Worker("--app", "applications:environ_json").ready() as worker:
            for scheme, host, wanted in ((b"http", b"", ("localhost", "80")), (b"https", b"", ("localhost", "443")),
                                         (b"https", b"Host: [::1]:81\r\n", ("[::1]", "81")),
                                         (b"https", b"Host: [::1]\r\n", ("[::1]", "443"))):
                client = worker.client()
                client.send(b"WINDSOCK/1 5 " + scheme + b" - - - -\r\nGET / HTTP/1.0\r\n" + host + b"\r\n")
                environ = client.answer().json()
                self.assertEqual((environ["SERVER_NAME"][0], environ["SERVER_PORT"][0]), wanted)
                self.assertEqual(environ["wsgi.url_scheme"][0], scheme.decode())


class Differences(unittest.TestCase):
    """Where gunicorn trusts its client or garbles its path, the worker does not follow it."""

    def ask(self, python, request):
        with Worker("--app", "applications:environ_json", python=python).ready() as worker:
            client = worker.client()
            client.send(PREAMBLE % 1 + request)
            return client.answer().json()

    def test_a_client_cannot_choose_script_name_or_scheme(self):
        environ = self.ask(SYSTEM_PYTHON, b"GET /a/b HTTP/1.1\r\nSCRIPT_NAME: /a\r\nX-Forwarded-Proto: https\r\n\r\n")
        self.assertEqual((environ["SCRIPT_NAME"][0], environ["PATH_INFO"][0]), ("", "/a/b"))
        self.assertEqual(environ["wsgi.url_scheme"][0], "http")

    def test_raw_bytes_in_a_path_stay_what_they_are(self):
        for python in pythons().values():
            environ = self.ask(python, b"GET /caf\xc3\xa9%20x HTTP/1.1\r\n\r\n")
            self.assertEqual(environ["PATH_INFO"], ["/caf\xc3\xa9 x", True])


if __name__ == "__main__":
    unittest.main()
