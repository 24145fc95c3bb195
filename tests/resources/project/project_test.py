# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test project does what the integration tests count on."""

import hashlib
import os
import shutil
import sys
import tempfile
import threading
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "python"))

from worker_support import PREAMBLE, Worker  # noqa: E402

BOUNDARY = b"----windsock"


def part(disposition, data):
    return (b"--" + BOUNDARY + b"\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n" + data + b"\r\n")


class Project(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="windsock-")
        cls.worker = Worker("--django", "project.settings", chdir=HERE,
                            environment={"WINDSOCK_TEST_DATA_DIR": cls.folder}).__enter__()
        cls.worker.ready()

    @classmethod
    def tearDownClass(cls):
        cls.worker.__exit__()
        shutil.rmtree(cls.folder)

    def get(self, target, **more):
        answer = self.worker.get(target, **more)
        self.assertEqual(answer.code, 200)
        return answer

    def test_upload_of_100_mb(self):
        size = 100 << 20
        head = part(b'name="title"', b"caf\xc3\xa9") + part(b'name="file"; filename="big.bin"', b"")[:-2]
        tail = b"\r\n--" + BOUNDARY + b"--\r\n"
        client = self.worker.client()
        client.send(PREAMBLE % 1 + b"POST /upload/ HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n"
                    b"Content-Type: multipart/form-data; boundary=%s\r\n\r\n" % (len(head) + size + len(tail), BOUNDARY))
        client.send(head)
        piece, digest = os.urandom(1 << 20), hashlib.md5()
        for _ in range(size >> 20):
            client.send(piece)
            digest.update(piece)
        client.send(tail)
        self.assertEqual(client.answer().json(), {
            "fields": {"title": "café"}, "files": {"file": {"name": "big.bin", "size": size, "md5": digest.hexdigest()}}})

    def test_echo(self):
        body = os.urandom(500000)
        answer = self.worker.request("POST", "/echo/", [("Content-Type", "application/x-odd")], body)
        self.assertEqual((answer.body, answer.header("Content-Type")), (body, "application/x-odd"))
        self.assertEqual(answer.header("X-Content-Length"), "500000")

    def test_echo_while_the_body_arrives(self):
        client, piece, count = self.worker.client(), os.urandom(100000), 50
        client.send(PREAMBLE % 1 + b"POST /echo-stream/ HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\n"
                    b"Content-Length: %d\r\n\r\n" % (len(piece) * count))
        sender = threading.Thread(target=lambda: [client.send(piece) for _ in range(count)])
        sender.start()
        answer = client.answer()
        sender.join()
        self.assertEqual(answer.body, piece * count)

    def test_stream_and_sleep(self):
        client = self.worker.client()
        client.request("GET", "/stream/3/1/", wait=False)
        client.read_head()
        self.assertEqual([client.read_chunk() for _ in range(4)], [b"line 0\n", b"line 1\n", b"line 2\n", b""])
        self.assertEqual(self.get("/sleep/0.01/").body, b"slept 0.01")

    def test_errors(self):
        self.assertEqual(self.worker.get("/raise/", exchange=51).code, 500)
        self.worker.wait(lambda event: event.get("exchange") == 51 and "raised on purpose: é" in event.get("text", ""))
        answer = self.worker.get("/raise-after/", exchange=52)
        self.assertEqual((answer.body, answer.whole), (b"some", False))
        self.worker.wait(lambda event: event["event"] == "traceback" and "raised in the middle" in event["text"])

    def test_beyond_ascii(self):
        answer = self.get("/caf%C3%A9/%E2%98%83/?q=%C3%A9", headers=[("X-Name", "caf\xe9")])
        self.assertEqual(answer.json(), {"name": "☃", "path": "/café/☃/", "query": {"q": "é"}, "header": "café"})
        self.assertEqual(answer.header("X-Name"), "café")

    def test_prints(self):
        self.get("/print/", exchange=53)
        self.worker.wait_output("written to wsgi.errors")
        self.assertEqual(self.worker.text(53, "stdout"), "printed to stdout: é\n")
        self.assertEqual(self.worker.text(53, "stderr"), "printed to stderr\nWARNING project: logged\n")

    def test_the_rest(self):
        self.assertEqual(len(self.get("/big/5000000/").body), 5000000)
        self.assertEqual(self.get("/cookies/", headers=[("Cookie", "a=b")]).json(), {"a": "b"})
        self.assertEqual(self.get("/environ/").json()["PATH_INFO"], "/environ/")
        self.assertEqual([self.worker.get("/status/%d/" % code).code for code in (204, 304, 404)], [204, 304, 404])
        self.assertIn("auth.0001_initial", self.worker.readiness["unapplied"])
        self.assertEqual(self.worker.get("/users/").code, 500)
        self.assertEqual(self.worker.readiness["static"],
                         {"url": "/assets/", "folders": [["prefixed", os.path.join(HERE, "project/static/project")]]
                          + self.worker.readiness["static"]["folders"][1:]})

    def test_without_database(self):
        with Worker("--django", "project.settings", chdir=HERE) as worker:
            self.assertEqual(worker.ready().readiness["unapplied"], [])
            with self.assertRaises(EOFError):
                worker.get("/die/")
            self.assertEqual(worker.end(), 7)

    def test_migrate(self):
        with tempfile.TemporaryDirectory(prefix="windsock-") as folder, \
                Worker("--django", "project.settings", "--migrate", chdir=HERE,
                       environment={"WINDSOCK_TEST_DATA_DIR": folder}) as worker:
            self.assertEqual(worker.ready().readiness["unapplied"], [])
            self.assertEqual(worker.get("/users/").body, b"0 users")
            self.assertEqual([name for name in os.listdir(folder) if name.endswith(".lock")], [])


if __name__ == "__main__":
    unittest.main()
