# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock bench --would-block`: whether echoes wait for an application depends on where it runs."""

import json
import os
import re
import signal
import struct
import subprocess
import time
import unittest

from support import DEADLINE, POLLS, PYTHON, until
from support.program import Home, children, command_line

PAUSE = 0.05                                  # seconds that the planted page takes
CLIENTS = 4                                   # so on the loop a turn of theirs takes 0.2 s

SLEEPING = """
import time
def application(environ, start_response):
    if environ["PATH_INFO"] != "/":
        start_response("404 Not Found", [])
        return [b"no"]
    time.sleep(%g)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"slept"]
""" % PAUSE


class WouldBlock(unittest.TestCase):

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)

    def popen(self, *arguments, **more):
        process = subprocess.Popen(command_line("bench", "--would-block", *arguments), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                                   env=self.home.environment({"XDG_RUNTIME_DIR": self.home.path, **more}), cwd=self.home.path)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def run_it(self, *arguments, **more):
        process = self.popen(*arguments, **more)
        stdout, stderr = process.communicate(timeout=4 * DEADLINE)
        return process.returncode, stdout, stderr

    def application(self, source):
        self.home.file("application.py", source)
        return ("--backend", "wsgi:application:application", "--chdir", self.home.path, "--python", PYTHON)

    def test_echoes_wait_on_the_loop_alone(self):
        file = os.path.join(self.home.path, "out.json")
        picture = os.path.join(self.home.path, "out.png")
        code, stdout, stderr = self.run_it(*self.application(SLEEPING), "--page", "/", "-t", 2, "-c", CLIENTS, "--json", file,
                                           "--png", picture)
        self.assertEqual((code, stderr), (0, ""))
        self.assertRegex(stdout, r"(?m)^Yes: on the loop the echo's p99 was \d+ ms while pages were served, ")
        for name in ("on the loop", "on 4 threads", "in 2 processes"):
            self.assertRegex(stdout, r"(?m)^%s +\d" % name)
        with open(file, encoding="utf-8") as text:
            whole = json.load(text)
        self.assertEqual(whole["wouldBlock"], "yes")
        with open(picture, "rb") as drawn:                      # without a display: it is not in this environment
            head = drawn.read(24)
        self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", head[16:]), (1280, 800))
        loop, threads, processes = whole["results"]
        self.assertEqual([loop["arrangement"], threads["arrangement"], processes["arrangement"]], ["loop", "threads", "processes"])
        # Half of the echoes come into the first half of a turn: they wait for two pages or more.
        self.assertGreater(loop["echoLoaded"]["p50"], PAUSE * 1e6)
        self.assertLess(processes["echoLoaded"]["p50"], PAUSE * 1e6)
        self.assertLess(loop["pages"]["perSecond"], 1 / PAUSE)
        for result in whole["results"]:
            self.assertEqual(result["echoLoaded"]["lost"], 0)
            self.assertEqual(result["echoLoaded"]["messages"], 100)
            self.assertLess(result["echoIdle"]["p50"], PAUSE * 1e6)

    def test_without_a_backend_it_is_the_polls_pages(self):
        code, stdout, stderr = self.run_it("--python", PYTHON, "-t", 0.5, "-c", 8)
        self.assertEqual((code, stderr), (0, ""))
        self.assertRegex(stdout, r"(?m)^in 2 processes +(\S+ +){7}0$")
        self.assertRegex(stdout, r"(?m)^(Yes|No): on the loop ")
        self.assertEqual([name for name in os.listdir(self.home.path) if name != "data"], [])

    def test_a_project_of_ones_own(self):
        code, stdout, _ = self.run_it("--backend", "django:" + POLLS, "--python", PYTHON, "-t", 0.5, "-c", 4, "--workers", 1,
                                      "--threads", 2)
        self.assertEqual(code, 0)
        self.assertRegex(stdout, r"(?m)^on 2 threads ")
        self.assertRegex(stdout, r"(?m)^in 1 process ")

    def test_an_application_that_cannot_start(self):
        code, stdout, stderr = self.run_it(*self.application("import no_such_module_at_all\n"), "--page", "/")
        self.assertEqual((code, stdout), (1, ""))
        self.assertRegex(stderr.splitlines()[0], r"^The application could not be started: .*no_such_module_at_all.*\.$")
        self.assertIn("ModuleNotFoundError: No module named 'no_such_module_at_all'", stderr.splitlines()[-1])

    def test_a_page_that_is_not_there(self):
        code, stdout, stderr = self.run_it(*self.application(SLEEPING), "--page", "/missing")
        self.assertEqual((code, stdout), (1, ""))
        self.assertRegex(stderr, r"^/missing is no page of the application \(20 of 20 answers were no 2xx\): name another page\.\n$")

    def test_calls_that_are_wrong(self):
        for arguments, expected in (
                (("--backend", "demo"), "Only a WSGI application"),
                (("--backend", "http://127.0.0.1:1"), "Only a WSGI application"),
                (("--page", "polls"), "--page takes a path"),
                (("-t", "0"), "-t takes seconds"), (("-t", "never"), "-t takes seconds"),
                (("-c", "0"), "-c takes"), (("-c", "many"), "-c takes"),
                (("--png", "out.gif"), "--png takes a file that ends in .png or .svg"),
                (("--workers", "0"), "--workers takes"), (("http://127.0.0.1/",), "is not understood")):
            code, stdout, stderr = self.run_it(*arguments)
            self.assertEqual((code, stdout), (2, ""), arguments)
            self.assertIn(expected, stderr)
            self.assertEqual(len(stderr.splitlines()), 1)

    def test_no_python_with_django(self):
        python = self.home.file("python", "#!/bin/sh\nexit 1\n")
        os.chmod(python, 0o755)
        code, _, stderr = self.run_it("--python", python)
        self.assertEqual(code, 1)
        self.assertRegex(stderr, r"^The polls pages need a Python with Django, and \S+/python has none: .*\n$")

    def test_an_interrupt_ends_it_also_while_the_loop_stands_still(self):
        hanging = "import time\nfirst = True\ndef application(environ, start_response):\n    open('asked', 'w').close()\n    time.sleep(60)\n"
        process = self.popen(*self.application(hanging), "--page", "/")
        until(lambda: os.path.exists(os.path.join(self.home.path, "asked")), "a page to be asked for")
        workers = children(process.pid)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=DEADLINE)
        self.assertEqual((process.returncode, stderr), (1, "The measurement was interrupted.\n"))
        self.assertLess(time.monotonic() - began, 9)    # below the 10 s that a page may take
        self.assertTrue(workers)
        for worker in workers:
            until(lambda: not os.path.exists("/proc/%d" % worker), "the worker to end")

    def test_help(self):
        code, stdout, _ = self.run_it("--help")
        self.assertEqual(code, 0)
        self.assertTrue(re.search("--page", stdout) and re.search("--python", stdout))


if __name__ == "__main__":
    unittest.main()
