# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker as a process: how it starts, what it says, how it ends; on every Python there is."""

import os
import shutil
import signal
import stat
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from worker_support import HERE, PREAMBLE, WORKER, Worker, missing_pythons, pythons, until  # noqa: E402

APPLICATION = ("--app", "applications:application")


class FolderTest(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="windsock-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


class EveryPython(unittest.TestCase):
    """The one file runs unchanged on each."""

    def check(self, name, python):
        with Worker(*APPLICATION, "--threads", "2", python=python).ready() as worker:
            ready = worker.readiness
            self.assertEqual(ready["pid"], worker.process.pid)
            self.assertTrue(ready["python"].startswith(name.split(" ")[0] + "."), ready)
            self.assertEqual([ready[key] for key in ("implementation", "framework", "static", "unapplied")],
                             ["CPython", "", None, []])
            client = worker.client()
            self.assertEqual(client.get("/hello").body, b"hello")
            self.assertEqual(client.request("POST", "/echo", body=b"x" * 200000).body, b"x" * 200000)
            self.assertEqual(client.get("/stream").body, b"onetwothree")
            self.assertEqual(client.get("/late-head").code, 418)
            self.assertEqual(client.get("/file?100000").body, b"f" * 100000)
            self.assertEqual(client.get("/headers").header("X-Latin"), "caf\xe9")
            self.check_output(worker, client)
            self.check_errors(worker, client)
            worker.terminate()
            self.assertEqual(worker.end(), 0)
            self.assertEqual(worker.stderr(), "")

    def check_output(self, worker, client):
        client.get("/print", exchange=31)
        worker.wait_output("no end")
        self.assertEqual(worker.text(31, "stdout"), "out é ☃\nno end")
        self.assertEqual(worker.text(31, "stderr"), "err\nlogged line\n")
        self.assertEqual(worker.text(31, "wsgi.errors"), "errors\nand lines\n")

    def check_errors(self, worker, client):
        self.assertEqual(client.get("/raise", exchange=32).code, 500)
        text = worker.wait(lambda event: event["event"] == "traceback" and event["exchange"] == 32)["text"]
        self.assertIn("in raise_before", text)
        self.assertNotIn("wsgi_worker.py", text)
        answer = worker.get("/exc-info-late", exchange=33)
        self.assertEqual((answer.body, answer.whole), (b"some", False))
        client.send(PREAMBLE % 34 + b"POST /read-short HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        client.wait_until_read()
        client.close()
        worker.wait_output("caught an IOError")

    def test_it(self):
        for name, python in sorted(pythons().items()):
            with self.subTest(python=name):
                self.check(name, python)
        if missing_pythons():
            print("NOT TRIED, for they are not here: Python %s" % ", ".join(missing_pythons()), file=sys.stderr)

    def test_failures_on_each(self):
        for name, python in sorted(pythons().items()):
            with self.subTest(python=name), Worker("--app", "no_such_module:x", python=python) as worker:
                event = worker.wait(lambda event: event["event"] in ("ready", "failed"))
                self.assertEqual(event["stage"], "import")
                self.assertIn("no_such_module", event["message"])
                self.assertEqual(worker.end(), 1)


class Failures(FolderTest):

    def failure(self, *arguments, **more):
        with Worker(*arguments, chdir=more.pop("chdir", self.folder), **more) as worker:
            event = worker.wait(lambda event: event["event"] in ("ready", "failed", "end"))
            self.assertEqual(event["event"], "failed", worker.stderr())
            self.assertEqual(worker.end(), 1)
            self.assertEqual(worker.events_named("ready"), [])
            self.assertNotIn("\n", event["message"])
            self.assertNotIn("wsgi_worker.py", event["text"])
            return event

    def test_missing_module(self):
        event = self.failure("--app", "foo:app")
        self.assertEqual((event["stage"], event["message"]), ("import", "ModuleNotFoundError: No module named 'foo'"))
        self.assertEqual(event["text"], "ModuleNotFoundError: No module named 'foo'\n")

    def test_missing_module_inside(self):
        path = self.write("outer.py", "import math\nimport inner_missing\n")
        event = self.failure("--app", "outer:app")
        self.assertEqual(event["message"], "ModuleNotFoundError: No module named 'inner_missing'")
        self.assertTrue(event["text"].startswith('Traceback (most recent call last):\n  File "%s", line 2' % path))
        self.assertEqual(event["files"], [path])

    def test_syntax_error(self):
        path = self.write("broken.py", "\ndef f(:\n    pass\n")
        event = self.failure("--app", "broken:app")
        self.assertEqual((event["stage"], event["files"]), ("import", [path]))
        self.assertEqual(event["message"], "SyntaxError: invalid syntax (broken.py, line 2)")
        self.assertIn('File "%s", line 2\n    def f(:' % path, event["text"])

    def test_module_that_exits(self):
        self.write("leaving.py", "import sys\nsys.exit(3)\n")
        self.assertEqual(self.failure("--app", "leaving:app")["message"], "SystemExit: 3")

    def test_callable(self):
        for name, message in (("nothing", "has no attribute 'nothing'"), ("Namespace.none", "has no attribute 'none'"),
                              ("not_callable", "TypeError: applications:not_callable is not callable: it is a str")):
            event = self.failure("--app", "applications:" + name, chdir=HERE)
            self.assertEqual(event["stage"], "callable")
            self.assertIn(message, event["message"])

    def test_settings(self):
        self.assertEqual(self.failure("--django", "no_settings")["stage"], "settings")
        self.write("broken_settings.py", "1 / 0\n")
        event = self.failure("--django", "broken_settings")
        self.assertEqual((event["stage"], event["message"]), ("settings", "ZeroDivisionError: division by zero"))

    def test_django_that_is_not_there(self):
        python = pythons().get("3.13") or self.skipTest("no Python without Django here")
        event = self.failure("--django", "x", python=python)
        self.assertEqual((event["stage"], event["message"]), ("import", "ModuleNotFoundError: No module named 'django'"))

    def test_socket(self):
        event = self.failure(*APPLICATION, "--socket", "/nowhere/s", chdir=HERE)
        self.assertEqual((event["stage"], event["message"].split(":")[0]), ("socket", "FileNotFoundError"))

    def test_what_was_printed_comes_before_the_failure(self):
        self.write("chatty.py", "import sys\nsys.stdout.write('half a line')\nraise ValueError('x')\n")
        with Worker("--app", "chatty:app", chdir=self.folder) as worker:
            worker.end()
            worker.wait(lambda event: event["event"] == "end")
            self.assertEqual([event["event"] for event in worker.events], ["output", "failed", "end"])

    def test_folder_that_is_not_there(self):
        self.assertEqual(self.failure("--app", "x:y", chdir="/nowhere")["stage"], "import")


class Start(FolderTest):

    def test_callable_may_be_an_attribute_of_an_attribute(self):
        with Worker("--app", "applications:Namespace.inner").ready() as worker:
            self.assertEqual(worker.get("/hello").body, b"hello")

    def test_module_may_be_dotted_and_lie_on_a_path(self):
        self.write("lib/package/__init__.py", "")
        self.write("lib/package/module.py", "from applications import application as renamed\n")
        with Worker("--app", "package.module:renamed", "--path", os.path.join(self.folder, "lib")).ready() as worker:
            self.assertEqual(worker.get("/hello").body, b"hello")

    def test_nothing_of_the_worker_shows(self):
        with Worker(*APPLICATION, "--path", self.folder).ready() as worker:
            facts = worker.get("/process").json()
        self.assertTrue(all(name.startswith("__") for name in facts["main"]), facts["main"])
        self.assertNotIn("__file__", facts["main"])
        self.assertEqual((facts["argv"], facts["cwd"], facts["path"][:2]), (1, HERE, [HERE, self.folder]))
        self.assertNotIn(os.path.dirname(WORKER), facts["path"])
        self.assertEqual(facts["descriptors"][0], "/dev/null")
        self.assertEqual(facts["descriptors"][1], facts["descriptors"][2])

    def test_socket_is_for_its_owner_and_replaces_a_stale_one(self):
        with Worker(*APPLICATION).ready() as worker:
            self.assertEqual(stat.S_IMODE(os.stat(worker.path).st_mode), 0o600)
            with Worker(*APPLICATION, "--socket", worker.path).ready() as second:
                self.assertEqual(worker.get("/process").json()["pid"], second.process.pid)


class Output(unittest.TestCase):

    def test_while_importing(self):
        with Worker("--app", "applications:application").ready() as worker:
            self.assertEqual(worker.text(0), "")
        folder = tempfile.mkdtemp(prefix="windsock-")
        self.addCleanup(shutil.rmtree, folder)
        with open(os.path.join(folder, "loud.py"), "w") as file:
            file.write("import sys\nprint('imported')\nsys.stderr.write('half')\napp = print\n")
        with Worker("--app", "loud:app", chdir=folder).ready() as worker:
            kinds = [(event["event"], event.get("text"), event.get("exchange")) for event in worker.events]
            self.assertEqual(kinds, [("output", "imported\n", 0), ("output", "half", 0), ("ready", None, None)])

    def test_standard_streams_look_like_files(self):
        with Worker(*APPLICATION).ready() as worker:
            facts = worker.get("/streams", exchange=41).json()
            worker.wait_output("ab\n")
            text = worker.text(41, "stdout")
        self.assertEqual(facts, {"stdin": "", "isatty": False, "fileno": 2, "encoding": "utf-8", "errors": "replace",
                                 "writable": True, "closed": False, "writes": 4})
        self.assertEqual(text, "bytes é\ncut é\nwrapped\nlone \ufffd surrogate\nfourab\n")

    def test_flush_does_not_tear_a_line(self):
        with Worker(*APPLICATION).ready() as worker:
            worker.get("/print-and-flush", exchange=42)
            worker.wait_output("a line\n")
            pieces = [event["text"] for event in worker.events_named("output")]
        self.assertEqual(pieces, ["half a line\n"])

    def test_half_a_line_comes_at_the_end_of_its_exchange(self):
        with Worker(*APPLICATION).ready() as worker:
            worker.get("/print-late", exchange=45)
            self.assertEqual(worker.wait_output("no line end after the body")["exchange"], 45)

    def test_huge_line_comes_in_pieces(self):
        with Worker(*APPLICATION).ready() as worker:
            worker.get("/print-huge", exchange=43)
            until(lambda: worker.text(43).endswith("\n"), "the line")
            self.assertEqual(worker.text(43), "x" * 300000 + "\n")
            self.assertLessEqual(max(len(event["text"]) for event in worker.events_named("output")), 65536)

    def test_children_and_c_write_to_raw_stderr(self):
        with Worker(*APPLICATION).ready() as worker:
            self.assertEqual(worker.get("/child", exchange=44).body, b"done")
            self.assertEqual(worker.stderr(), "from a child\nfrom descriptor 1\n")
            self.assertEqual(worker.text(44), "")

    def test_nobody_listens(self):
        """A control channel without a reader ends the worker at its next word."""
        with Worker(*APPLICATION).ready() as worker:
            client = worker.client()
            os.dup2(os.open(os.devnull, os.O_RDONLY), worker.process.stdout.fileno())
            until(lambda: self.print_again(client, worker), "the end")

    @staticmethod
    def print_again(client, worker):
        try:
            client.get("/print")
        except (EOFError, OSError):
            pass
        return worker.process.poll() is not None


class End(FolderTest):

    def hanging(self, worker, number=1):
        """A client whose request hangs until self.release()."""
        client = worker.client()
        client.request("GET", "/hang?" + os.path.join(self.folder, "go"), exchange=number, wait=False)
        worker.wait_output("hanging")
        return client

    def release(self):
        self.write("go", "")

    def test_end_of_the_lifeline_ends_it_in_the_middle_of_a_request(self):
        for threads in ("1", "3"):
            with Worker(*APPLICATION, "--threads", threads).ready() as worker:
                client = self.hanging(worker)
                worker.process.stdin.close()
                worker.end()
                self.assertTrue(client.at_end())

    def test_sigterm_finishes_what_runs(self):
        for threads in ("1", "3"):
            with Worker(*APPLICATION, "--threads", threads).ready() as worker:
                client, idle = self.hanging(worker), worker.client()
                if threads == "3":
                    idle.get("/hello")
                worker.terminate()
                if threads == "3":            # the others are free to see to it at once
                    self.assertTrue(idle.at_end())
                    until(lambda: not os.path.exists(worker.path), "the socket to go")
                self.release()
                answer = client.answer()
                self.assertEqual((answer.body, answer.header("Connection")), (b"hung on", "close"))
                self.assertEqual(worker.end(), 0)
                self.assertFalse(os.path.exists(worker.path))
            os.unlink(os.path.join(self.folder, "go"))

    def test_sigterm_when_idle(self):
        for threads in ("1", "3"):
            with Worker(*APPLICATION, "--threads", threads).ready() as worker:
                client = worker.client()
                client.get("/hello")
                worker.terminate()
                self.assertEqual(worker.end(), 0)
                self.assertTrue(client.at_end())

    def test_second_sigterm_ends_at_once(self):
        with Worker(*APPLICATION).ready() as worker:
            client = self.hanging(worker)
            worker.terminate()
            # The handler's thread shows that the first one has come: two at once would be one.
            until(lambda: len(os.listdir("/proc/%d/task" % worker.process.pid)) == 3, "the first to arrive")
            worker.terminate()
            worker.end()
            self.assertTrue(client.at_end())

    def test_deadline_after_sigterm(self):
        with open(WORKER, encoding="utf-8") as file:
            source = file.read()
        hurried = source.replace("STOP_DEADLINE = 30.0", "STOP_DEADLINE = 0.1")
        self.assertNotEqual(hurried, source)
        worker = Worker(*APPLICATION, worker=self.write("hurried/wsgi_worker.py", hurried))
        with worker.ready():
            client = self.hanging(worker)
            worker.terminate()
            worker.end()
            self.assertTrue(client.at_end())

    def test_sigint_is_not_for_it(self):
        for threads in ("1", "3"):
            with Worker(*APPLICATION, "--threads", threads).ready() as worker:
                client = self.hanging(worker)
                worker.signal(signal.SIGINT)
                self.release()
                self.assertEqual(client.answer().body, b"hung on")
                worker.signal(signal.SIGINT)
                self.assertEqual(client.get("/hello").body, b"hello")
            os.unlink(os.path.join(self.folder, "go"))


class Reload(FolderTest):

    SOURCE = "import helper\nfrom applications import application\n"

    def test_a_changed_file_is_named_once(self):
        self.write("main.py", self.SOURCE)
        helper = self.write("helper.py", "x = 1\n")
        with Worker("--app", "main:application", "--path", HERE, "--reload", chdir=self.folder).ready() as worker:
            self.assertEqual(worker.get("/hello").body, b"hello")
            self.write("helper.py", "x = 23\n")
            worker.wait(lambda event: event["event"] == "reload")
            self.assertEqual(worker.events_named("reload"), [{"event": "reload", "file": helper}])
            self.assertEqual(worker.get("/hello").body, b"hello")
            worker.terminate()
            self.assertEqual(worker.end(), 0)

    def test_a_change_right_after_ready_is_seen(self):
        """The watch has looked before "ready" is said: whoever waits for it and writes is noticed."""
        self.write("main.py", self.SOURCE)
        helper = self.write("helper.py", "x = 1\n")
        for size in range(3):
            self.write("helper.py", "x = 1\n")
            with Worker("--app", "main:application", "--path", HERE, "--reload", chdir=self.folder).ready() as worker:
                self.write("helper.py", "x = %d\n" % 10 ** (size + 1))
                worker.wait(lambda event: event == {"event": "reload", "file": helper})

    def test_not_without_the_option(self):
        with Worker(*APPLICATION).ready() as worker:
            tasks = os.listdir("/proc/%d/task" % worker.process.pid)
        self.assertEqual(len(tasks), 2, "the main thread and the lifeline's")


if __name__ == "__main__":
    unittest.main()
