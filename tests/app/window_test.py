# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a real display, driven by keys, watched through the accessibility bus."""

import os
import re
import socket
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from support import until  # noqa: E402
from support.window import Window, keys, milliseconds_until, type_text  # noqa: E402

ARRIVAL_LIMIT = 100           # milliseconds from the end of a request to its row in sight
INTERACTIVE = {"push button", "toggle button", "check box", "radio button", "text", "entry", "combo box", "table", "page tab",
               "menu item", "spin button", "slider"}
SLEEPING = """
import time
def application(environ, start_response):
    if environ["PATH_INFO"] == "/hang":
        time.sleep(3600)
    start_response("200 OK", [("Content-Length", "4")])
    return [b"done"]
"""


class Console(unittest.TestCase):

    def test_a_message_and_its_echo(self):
        with Window() as window:
            messages = window.table("Messages")
            until(lambda: messages.row_count() >= 3, "the chat to be connected and greeted")
            before = messages.row_count()
            keys("ctrl+m", "ctrl+a")
            type_text("Hello from a stranger")
            keys("ctrl+Return")
            until(lambda: messages.row_count() == before + 2, "two rows")
            sent, received = messages.row(before), messages.row(before + 1)
            self.assertEqual(sent[:2], ["sent", "Hello from a stranger"])
            self.assertEqual(received[:2], ["received", "You said: Hello from a stranger"])
            self.assertRegex(received[4], r"^\d+\.\d\d ms$", "the round trip")

    def test_a_request_from_outside_is_seen_at_once(self):
        with Window() as window:
            requests = window.table("Requests")
            until(requests.row_count, "the chat's own handshake")
            for number in range(5):
                path = "/hello-tornado?number=%d" % number
                subprocess.run(["curl", "-sS", "-o", "/dev/null", window.url(path)], check=True)
                took = milliseconds_until(lambda: path in requests.last_row(), path)
                self.assertLess(took, ARRIVAL_LIMIT)
                until(lambda: requests.last_row()[3:5] == ["200", "GET"], "its status")

    def test_a_request_that_hangs_is_seen_hanging(self):
        with Window.of_application(SLEEPING) as window:
            requests = window.table("Requests")
            until(lambda: window.named(r"Backend: WSGI .*(?<!starting…)"), "the backend to be up")
            with window.connect() as connection:
                connection.send_head("GET", "/hang")
                until(lambda: "/hang" in requests.last_row(), "the row of the request")
                first = requests.last_row()
                self.assertEqual(first[3], "…")
                until(lambda: requests.last_row()[8] > first[8], "its time to grow")
                self.assertEqual(requests.last_row()[3], "…")
                connection.reset()
            until(lambda: requests.last_row()[3] != "…", "the row to say that the client has left")

    def test_the_chart_moves(self):
        with Window() as window:
            legend = window.wait_named(r"Response time", "filler")
            until(lambda: "p50 –" in legend.description, "the first look at the metrics")
            with window.connect() as connection:
                for _ in range(200):
                    self.assertEqual(connection.get("/polls/").code, 200)
            until(lambda: re.search(r"p50 \d", legend.description), "a median in the chart's legend")

    def test_a_screen_reader_finds_every_widget(self):
        with Window() as window:
            keys("ctrl+l")                    # the filter has a button of its own while it holds text
            type_text("hello")
            window.wait_named("Empty the filter")
            nameless = [(widget.role, widget.description) for widget in window.frame.walk()
                        if widget.role in INTERACTIVE and widget.is_shown() and not widget.name]
            self.assertEqual(nameless, [])
            boxes = [widget for widget in window.frame.walk() if widget.role == "combo box" and widget.is_shown()]
            self.assertGreaterEqual(len(boxes), 2)
            self.assertEqual([box.name for box in boxes if not box.labels()], [], "what a combo box is for")

    def test_a_busy_port_is_said_and_another_is_offered(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with Window("--port", port, serving=False) as window:
                window.wait_named(r"Port %d is taken by python3.*" % port, "label")
                offer = window.wait_named(r"Serve on \d+", "push button")
                offer.press()
                window.wait_named(r"Address of the server: .*:" + offer.name.split()[-1])
                window.wait_named("Serving", "label")

    def test_a_worker_that_never_starts_is_told_with_pythons_words(self):
        with Window.of_application("import nothing_of_that_name\n") as window:
            window.wait_named("Show details", "check box").press()
            details = window.wait_named("Details", "text")
            until(lambda: "No module named 'nothing_of_that_name'" in details.text, "Python's own message")
            with window.connect() as connection:
                self.assertEqual(connection.get("/hello-tornado").code, 200, "the other routes are served")
                self.assertEqual(connection.get("/").code, 503)


if __name__ == "__main__":
    unittest.main()
