# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes through a worker: requests, bodies, responses (PEP 3333), and what goes wrong in them."""

import hashlib
import os
import sys
import unittest

sys.dont_write_bytecode = True

from worker_support import PREAMBLE, Worker, until  # noqa: E402


class ServingTest(unittest.TestCase):
    """One worker for all tests of a class: they also show that none spoils it for the next."""

    arguments = ("--app", "applications:application")

    @classmethod
    def setUpClass(cls):
        cls.worker = Worker(*cls.arguments).__enter__()
        try:
            cls.worker.ready()
        except BaseException:
            cls.worker.__exit__()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.worker.__exit__()

    def assert_alive(self, client):
        """The connection still serves."""
        self.assertEqual(client.get("/hello").body, b"hello")


class Responses(ServingTest):

    def test_content_length_is_set_from_a_list_of_one(self):
        for page, body in (("/hello", b"hello"), ("/one", b"sole"), ("/empty", b"")):
            answer = self.worker.get(page)
            self.assertEqual((answer.status, answer.body), ("HTTP/1.1 200 OK", body))
            self.assertEqual(answer.names(), ["content-length", "content-type"])

    def test_connection_is_kept(self):
        client = self.worker.client()
        for _ in range(50):
            self.assert_alive(client)

    def test_stream_is_chunked_and_closed(self):
        client = self.worker.client()
        client.request("GET", "/stream", exchange=11, wait=False)
        _, headers = client.read_head()
        self.assertIn(("Transfer-Encoding", "chunked"), headers)
        self.assertEqual([client.read_chunk() for _ in range(4)], [b"one", b"two", b"three", b""])
        self.worker.wait(lambda event: event.get("exchange") == 11 and event.get("text") == "closed\n")
        self.assert_alive(client)

    def test_head_waits_for_the_first_piece_that_is_not_empty(self):
        answer = self.worker.get("/late-head")
        self.assertEqual((answer.status, answer.body), ("HTTP/1.1 418 I'm a teapot", b"tea"))

    def test_write_callable(self):
        answer = self.worker.get("/write")
        self.assertEqual(answer.body, b"written twice returned")

    def test_no_body_for_head_204_and_304(self):
        client = self.worker.client()
        for method, page, status, length in (("HEAD", "/hello", "200 OK", "5"),
                                             ("HEAD", "/stream", "200 OK", None),
                                             ("HEAD", "/empty", "200 OK", None),
                                             ("HEAD", "/promise-more", "200 OK", "10"),
                                             ("GET", "/not-modified", "304 Not Modified", "123"),
                                             ("GET", "/no-content", "204 No Content", None)):
            answer = client.request(method, page)
            self.assertEqual((answer.status, answer.header("Content-Length")), ("HTTP/1.1 " + status, length), page)
            self.assertIsNone(answer.header("Transfer-Encoding"))
            self.assert_alive(client)         # a stray body would be taken for the next head

    def test_head_of_a_stream_that_never_ends(self):
        client = self.worker.client()
        self.assertEqual(client.request("HEAD", "/endless").code, 200)
        self.assert_alive(client)

    def test_headers_are_verbatim_but_for_hop_by_hop_ones(self):
        client = self.worker.client()
        answer = client.get("/headers")
        self.assertEqual(answer.status, "HTTP/1.1 299 Odd")
        self.assertEqual(answer.headers, [
            ("Content-Type", "text/plain; charset=utf-8"), ("X-Verbatim", "a,  b"), ("x-Twice", "1"), ("x-Twice", "2"),
            ("X-Latin", "caf\xe9"), ("Date", "yesterday"), ("Content-Length", "1")])
        self.assert_alive(client)

    def test_a_line_end_in_a_header_is_refused(self):
        answer = self.worker.get("/inject", exchange=12)
        self.assertEqual(answer.code, 500)
        self.assertIsNone(answer.header("Set-Cookie"))
        self.assertIn("X-Bad", self.traceback(12))

    def test_what_is_not_a_status_is_refused(self):
        client = self.worker.client()
        self.assertEqual(client.get("/status?299+Odd").status, "HTTP/1.1 299 Odd")
        for exchange, status in enumerate(("200", "20+OK", "2000+OK", "000+x", "100+Continue", "101+Switching+Protocols",
                                           "1e2+x", "+200+OK", "")):
            self.assertEqual(client.get("/status?" + status, exchange=200 + exchange).code, 500, status)
            self.assertIn("not a status such as '200 OK'", self.traceback(200 + exchange))
            self.assert_alive(client)

    def test_a_second_content_length_is_refused(self):
        self.assertEqual(self.worker.get("/two-lengths", exchange=220).code, 500)
        self.assertIn("a second Content-Length", self.traceback(220))

    def test_less_than_promised_cuts_the_connection_and_says_so(self):
        client = self.worker.client()
        answer = client.get("/promise-more", exchange=13)
        self.assertFalse(answer.whole)
        self.assertEqual(answer.body, b"short")
        text = self.worker.wait_output("Content-Length: 10", "stderr")
        self.assertEqual(text["exchange"], 13)
        self.assertIn("gave 5 bytes", text["text"])

    def test_more_than_promised_is_cut_off(self):
        client = self.worker.client()
        self.assertEqual(client.get("/promise-less").body, b"long")
        self.assert_alive(client)

    def test_large_answer_and_file_wrapper(self):
        client = self.worker.client()
        for size in (1, 4096, 3000000):
            self.assertEqual(client.get("/file?%d" % size).body, b"f" * size)
            self.assertEqual(client.get("/file-closed").body, b"True")

    def traceback(self, exchange):
        return self.worker.wait(lambda event: event["event"] == "traceback" and event["exchange"] == exchange)["text"]

    def test_errors_before_the_head_give_500(self):
        client = self.worker.client()
        wanted = {"/raise": "RuntimeError", "/raise-started": "RuntimeError", "/exit": "SystemExit",
                  "/start-twice": "AssertionError", "/never-started": "AssertionError", "/text-body": "TypeError",
                  "/no-such-page": "KeyError"}
        for exchange, (page, error) in enumerate(sorted(wanted.items()), 100):
            answer = client.get(page, exchange=exchange)
            self.assertEqual((answer.status, answer.body),
                             ("HTTP/1.1 500 Internal Server Error", b"Internal Server Error"))
            self.assertIn(error, self.traceback(exchange))
            self.assert_alive(client)

    def test_traceback_begins_at_the_application(self):
        self.worker.get("/raise", exchange=120)
        lines = self.traceback(120).split("\n")
        self.assertEqual(lines[0], "Traceback (most recent call last):")
        self.assertIn("applications.py", lines[1])
        self.assertIn("RuntimeError: no head yet: \xe9", lines)

    def test_error_after_the_head_cuts_the_connection(self):
        for exchange, page, error in ((130, "/raise-after", "in the middle"), (131, "/exc-info-late", "given back")):
            client = self.worker.client()
            answer = client.get(page, exchange=exchange)
            self.assertEqual((answer.code, answer.body, answer.whole), (200, b"some", False))
            self.assertIn(error, self.traceback(exchange))

    def test_error_in_close_leaves_the_answer_whole(self):
        client = self.worker.client()
        answer = client.get("/raise-close", exchange=132)
        self.assertEqual((answer.body, answer.whole), (b"whole", True))
        self.assertIn("close failed", self.traceback(132))
        self.assert_alive(client)

    def test_client_that_leaves_during_an_answer(self):
        client = self.worker.client()
        client.request("GET", "/file?30000000", exchange=133, wait=False)
        client.read_head()
        client.close()
        self.worker.wait_output("went away before the answer was sent")
        self.assertEqual(self.worker.get("/file-closed").body, b"True")

    def test_not_windsocks_protocol_is_refused(self):
        for data in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", PREAMBLE % 1 + b"GET /\r\n\r\n",
                     PREAMBLE % 1 + b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"x" * (2 << 20)):
            client = self.worker.client()
            try:
                client.send(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            answer = client.answer()
            self.assertEqual((answer.code, answer.header("Connection")), (400, "close"))
            self.assertTrue(client.at_end())
        self.assertEqual(self.worker.get("/hello").body, b"hello")


class Bodies(ServingTest):

    BODY = b"one\ntwo\nthree\nfour\nfive\nsix"

    def test_echo_of_every_size(self):
        client = self.worker.client()
        for size in (0, 1, 5, 65535, 65536, 65537, 1000000):
            body = os.urandom(size)
            self.assertEqual(client.request("POST", "/echo", body=body).body, body)

    def test_no_content_length_is_no_body(self):
        self.assertEqual(self.worker.request("POST", "/echo").body, b"")

    def read_all_ways(self, client):
        return client.answer().json()

    WAYS = ["one", "\n", "tw", ["o\n"], "three\n", ["four\n", "five\n", "six"], "", "", ""]

    def test_all_ways_to_read_a_body_that_is_there(self):
        answer = self.worker.request("POST", "/read", body=self.BODY)
        self.assertEqual(answer.json(), self.WAYS)

    def test_all_ways_to_read_a_body_that_comes_byte_by_byte(self):
        client = self.worker.client()
        client.send(PREAMBLE % 1 + b"POST /read HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(self.BODY))
        for index in range(len(self.BODY)):
            client.wait_until_read()
            client.send(self.BODY[index:index + 1])
        self.assertEqual(client.answer().json(), self.WAYS)
        self.assert_alive(client)

    def test_head_cut_at_every_byte(self):
        client = self.worker.client()
        data = PREAMBLE % 3 + b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody"
        for cut in range(1, len(data)):
            client.send(data[:cut])
            client.wait_until_read()
            client.send(data[cut:])
            self.assertEqual(client.answer().body, b"body", cut)

    def test_head_in_single_bytes(self):
        client = self.worker.client()
        for byte in PREAMBLE % 3 + b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n":
            client.send(bytes([byte]))
            client.wait_until_read()
        self.assertEqual(client.answer().body, b"hello")

    def test_half_a_head_pins_nothing(self):
        slow = self.worker.client()
        slow.send(PREAMBLE % 1 + b"GET /hello HT")
        slow.wait_until_read()
        self.assertEqual(self.worker.get("/hello").body, b"hello")
        slow.send(b"TP/1.1\r\n\r\n")
        self.assertEqual(slow.answer().body, b"hello")

    def test_idle_connections_pin_nothing(self):
        idle = [self.worker.client() for _ in range(60)]
        for client in idle:
            self.assert_alive(client)
        for client in reversed(idle):
            self.assert_alive(client)

    def test_two_requests_in_one_segment(self):
        client = self.worker.client()
        request = PREAMBLE % 1 + b"POST /echo HTTP/1.1\r\nContent-Length: 3\r\n\r\n"
        client.send(request + b"one" + request + b"two")
        self.assertEqual([client.answer().body, client.answer().body], [b"one", b"two"])

    def test_unread_body_is_drained(self):
        client = self.worker.client()
        answer = client.request("POST", "/ignore", body=b"x" * 900000)
        self.assertEqual((answer.body, answer.header("Connection")), (b"ignored", None))
        self.assertEqual(client.get("/read-kept").body, b"")
        self.assert_alive(client)

    def test_kept_input_does_not_eat_the_next_request(self):
        client = self.worker.client()
        for size in (10, 200000):
            client.request("POST", "/ignore", body=b"x" * size)
            self.assertNotIn(b"WINDSOCK", client.get("/read-kept").body)

    def test_too_much_unread_body_closes(self):
        client = self.worker.client()
        client.send(PREAMBLE % 1 + b"POST /ignore HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 1000)
        answer = client.answer()
        self.assertEqual((answer.body, answer.header("Connection")), (b"ignored", "close"))
        self.assertTrue(client.at_end())

    def test_client_that_leaves_during_its_body(self):
        client = self.worker.client()
        client.send(PREAMBLE % 21 + b"POST /read-short HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        client.wait_until_read()
        client.close()
        self.assertEqual(self.worker.wait_output("caught an IOError")["exchange"], 21)
        client = self.worker.client()
        client.send(PREAMBLE % 22 + b"POST /read-and-fail HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        client.close()
        self.worker.wait(lambda event: event.get("exchange") == 22 and "6 of 10 bytes" in event.get("text", ""))
        self.assertEqual([event for event in self.worker.events_named("traceback") if event["exchange"] == 22], [])

    def test_upload_of_100_mb_in_flat_memory(self):
        client = self.worker.client()
        before = client.request("POST", "/digest", body=b"small").json()["peak"]
        piece, count = os.urandom(1 << 20), 100
        client.send(PREAMBLE % 1 + b"POST /digest HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (len(piece) * count))
        digest = hashlib.md5()
        for _ in range(count):
            client.send(piece)
            digest.update(piece)
        facts = client.answer().json()
        self.assertEqual((facts["size"], facts["md5"]), (len(piece) * count, digest.hexdigest()))
        self.assertLess(facts["peak"] - before, 4096, "KiB more than before")


class Threads(ServingTest):

    arguments = ("--app", "applications:application", "--threads", "4")

    def test_pieces_are_sent_at_once(self):
        client = self.worker.client()
        client.request("GET", "/gated", wait=False)
        client.read_head()
        self.assertEqual(client.read_chunk(), b"first")    # the second is not made yet
        self.assertEqual(self.worker.get("/go").body, b"gone")
        self.assertEqual(client.read_chunk(), b"second")

    def test_four_at_once_and_each_line_is_told_apart(self):
        clients = [self.worker.client() for _ in range(4)]
        for exchange, client in enumerate(clients, 201):
            client.request("GET", "/print-thread?word%d" % exchange, exchange=exchange, wait=False)
        for exchange, client in enumerate(clients, 201):
            word = "word%d" % exchange
            self.assertEqual(client.answer().body.decode(), word)
            lines = (word + word + "\n") * 20
            until(lambda: self.worker.text(exchange, "stdout") == lines, "twenty lines of " + word)
            self.assertEqual(self.worker.wait_output("other " + word)["exchange"], 0)

    def test_more_than_its_threads(self):
        clients = [self.worker.client() for _ in range(40)]
        for turn in range(5):
            for client in clients:
                client.request("POST", "/echo", body=b"%d" % turn, wait=False)
            for client in clients:
                self.assertEqual(client.answer().body, b"%d" % turn)


class Validated(ServingTest):
    """wsgiref.validate sits between the worker and the application and raises at each fault of either."""

    arguments = ("--app", "applications:validated")

    def test_every_kind_of_request(self):
        client = self.worker.client()
        kinds = (("GET", "/hello", None, 200), ("HEAD", "/hello", None, 200), ("POST", "/digest", b"x" * 99, 200),
                 ("POST", "/digest", b"x" * 300000, 200), ("GET", "/stream", None, 200), ("HEAD", "/stream", None, 200),
                 ("GET", "/write", None, 200), ("GET", "/not-modified", None, 304), ("GET", "/empty", None, 200),
                 ("GET", "/print", None, 200), ("GET", "/late-head", None, 418), ("GET", "/raise", None, 500),
                 ("PUT", "/ignore", b"x" * 300000, 200))
        for exchange, (method, page, body, code) in enumerate(kinds, 300):
            answer = client.request(method, page, body=body, exchange=exchange)
            self.assertEqual(answer.code, code, (page, self.worker.events_named("traceback")))
        until(lambda: self.worker.events_named("traceback"), "the traceback of /raise")
        faults = [event["exchange"] for event in self.worker.events_named("traceback")]
        self.assertEqual(faults, [311])
        self.assertNotIn("without being closed", "".join(event["text"] for event in self.worker.events_named("output")))


if __name__ == "__main__":
    unittest.main()
