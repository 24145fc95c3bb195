# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock matrix` tries environments: what works, what does not and why, what cannot be tried; its report; how it ends.

One run of many environments is looked at from all sides; the others are short.
"""

import glob
import json
import os
import re
import signal
import subprocess
import sys
import unittest

from support import DEADLINE, POLLS, PYTHON, ROOT, until
from support.program import Home, alive, children, command_line

CHANNELS = os.path.join(ROOT, "tests", "resources", "channels")
TORNADO = os.path.join(ROOT, "tests", "app", "support", "tornado_main.py")
CHECK = os.path.join(ROOT, "tests", "core", "matrix", "reportcheck.py")
PATIENCE = 4 * DEADLINE                       # seconds, for a whole matrix


def ask(code):
    """What the system's Python says; nothing when it fails."""
    done = subprocess.run([PYTHON, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


DJANGO = ask("import django; print('%d.%d' % django.VERSION[:2])")
HAS_TORNADO = bool(ask("import tornado; print(1)"))
HAS_DAPHNE = bool(ask("import daphne, channels; print(1)")) and os.path.exists("/usr/bin/daphne")

# A server of a few lines: no polls, no WebSocket, but it is up.
SERVER = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
FAMILY = """
import os, sys, time
if os.fork():
    print("family is here", flush=True)
time.sleep(3600)
"""


class Matrix(unittest.TestCase):

    def setUp(self):
        self.home = self.enterContext(Home())

    def start(self, *arguments, toml=None, home=None, **more):
        home = home or self.home
        folder = os.path.join(home.path, "matrix")
        os.makedirs(folder, exist_ok=True)
        if toml is not None:
            home.file("matrix/matrix.toml", toml)
        environment = home.environment({"PATH": "/usr/bin:/bin", "PIP_NO_INDEX": "1"})
        for name in ("XDG_RUNTIME_DIR", "PIP_FIND_LINKS", "PYENV_ROOT", "VIRTUAL_ENV", "WORKON_HOME", "PYTHONPATH"):
            environment.pop(name, None)
        return subprocess.Popen(command_line("matrix", *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, encoding="utf-8", env=environment, cwd=folder, **more)

    def matrix(self, *arguments, **more):
        with self.start(*arguments, **more) as process:
            try:
                process.said, process.log = process.communicate(timeout=PATIENCE)
            finally:
                process.kill()
        return process

    def tempting(self, home=None):
        """What is left in the temporary folder."""
        return glob.glob(os.path.join((home or self.home).path, "windsock-*"))


def environment(name, **keys):
    lines = ["[[environment]]", 'name = "%s"' % name]
    keys = {"python": PYTHON, "django": DJANGO, **keys}
    lines += ["%s = %s" % (key, json.dumps(value)) for key, value in keys.items() if value is not None]
    return "\n".join(lines) + "\n"


@unittest.skipUnless(DJANGO, "Django is not installed")
class Many(Matrix):
    """One run of many."""

    @classmethod
    def setUpClass(cls):
        cls.shared = cls.enterClassContext(Home())
        cls.shared.file("bad/manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n")
        cls.shared.file("bad/site1/__init__.py")
        cls.shared.file("bad/site1/settings.py", "raise RuntimeError('no such luck')\n")
        cls.shared.file("server.py", SERVER)
        command = "command:{python} "
        toml = "".join([
            environment("container"),
            environment("settings", project=os.path.join(cls.shared.path, "bad")),
            environment("absent", python="2.6"),
            environment("old", django="1.4"),
            environment("dies", backend=command + "-c \"raise SystemExit('no \x1b[31mluck')\" {port}"),
            environment("mute", backend=command + '-c "import time; time.sleep(600)" {port}', time_limit=3),
            environment("pages", backend=command + os.path.join(cls.shared.path, "server.py") + " {port}"),
            environment("lacks", backend=command + "-m no_such_server {port}", packages=["no-such-server"]),
        ])
        if HAS_TORNADO:
            tornado = command + TORNADO + " --port {port}"
            toml += environment("ancestor", backend=tornado, packages=["tornado"])
            toml += environment("elsewhere", backend=tornado, websocket="/ws/nothing")
        if HAS_DAPHNE:
            toml += environment("room", backend="command:daphne -p {port} room:application", project=CHANNELS, websocket="/room")
        cls.report = os.path.join(cls.shared.path, "a", "report")
        test = cls()
        cls.run1 = test.matrix("--no-virtualenvs", "--bench", "-n", "50", "-c", "5", "--report", cls.report, toml=toml,
                               home=cls.shared)
        with open(os.path.join(cls.report, "report.json"), encoding="utf-8") as file:
            cls.json = json.load(file)
        cls.found = {one["name"]: one for one in cls.json["environments"]}

    def runTest(self):
        """So that setUpClass can have an instance."""

    def said(self, name):
        """What was printed of an environment."""
        return re.search(r"^%s +.*\n(    .*\n)*" % name, self.run1.said, re.M).group(0)

    def verdicts(self, name):
        one = self.found[name]
        return one["websocket"], one["django"]

    def test_the_run(self):
        self.assertEqual((self.run1.returncode, self.run1.log), (1, ""))
        self.assertFalse(self.tempting(self.shared))
        self.assertFalse(os.path.exists(os.path.join(self.shared.path, "runtime-root")))
        self.assertEqual(sorted(re.findall(r"^(\w+) ", self.run1.said, re.M)), sorted(self.found), "a line for each")
        self.assertNotIn("\x1b", self.run1.said)

    def test_what_works(self):
        self.assertEqual(self.verdicts("container"), ("yes", "yes"), self.said("container"))
        self.assertRegex(self.said("container"), r"\Acontainer +Python 3\.\d+\.\d+ +Django %s +WebSocket ✓ Yes +Django ✓ Yes +✓ Yes\n\Z"
                         % re.escape(DJANGO))
        one = self.found["container"]
        self.assertEqual(one["conversation"]["answers"][0], "You said: Hello, world")
        self.assertEqual([step["ok"] for step in one["steps"]], [True] * 6)
        self.assertIn("200 GET /polls/ (127.0.0.1)", one["pages_log"])

    def test_settings_that_raise(self):
        self.assertEqual(self.verdicts("settings"), ("yes", "no"), self.said("settings"))
        self.assertEqual(self.found["settings"]["evidence"].splitlines()[-1], "RuntimeError: no such luck")
        self.assertEqual(self.said("settings").count("no such luck"), 1, "is said once")

    def test_what_cannot_be_tried(self):
        for name, reason in (("absent", "2.6"), ("old", "Django 1.4 is not there to try, but Django %s" % DJANGO),
                             ("lacks", "no-such-server is not there to try it with")):
            self.assertEqual(self.verdicts(name), ("maybe", "maybe"), self.said(name))
            self.assertIn("─ Maybe yes\n", self.said(name))
            self.assertIn(reason, self.said(name))

    def test_a_command_that_dies(self):
        self.assertEqual(self.verdicts("dies"), ("no", "no"), self.said("dies"))
        self.assertRegex(self.said("dies"), r"ended with exit code 1 before it answered: .*luck")

    def test_a_command_that_never_listens(self):
        self.assertEqual(self.verdicts("mute"), ("no", "no"), self.said("mute"))
        self.assertIn("did not come up within its time limit of 3 s", self.said("mute"))

    def test_a_server_without_either(self):
        self.assertEqual(self.verdicts("pages"), ("no", "no"), self.said("pages"))
        self.assertIn("GET /polls/1/: 404", self.said("pages"))
        self.assertIn("WebSocket: ", self.said("pages"))

    @unittest.skipUnless(HAS_TORNADO, "Tornado is not installed")
    def test_the_ancestors_own(self):
        self.assertEqual(self.verdicts("ancestor"), ("yes", "yes"), self.said("ancestor"))
        one = self.found["ancestor"]
        self.assertTrue(one["relayed"])
        self.assertIn("Someone said: Hello, world", one["websocket_log"])
        self.assertIn("101 GET /ws/hello-tornado", one["websocket_log"])
        self.assertIn("Test for Python", one["conversation"]["answers"][1])

    @unittest.skipUnless(HAS_TORNADO, "Tornado is not installed")
    def test_a_websocket_that_is_not_there(self):
        self.assertEqual(self.verdicts("elsewhere"), ("no", "yes"), self.said("elsewhere"))
        self.assertRegex(self.said("elsewhere"), r"WebSocket: .*404")

    @unittest.skipUnless(HAS_DAPHNE, "daphne is not installed")
    def test_a_room_under_daphne(self):
        self.assertEqual(self.verdicts("room"), ("yes", "no"), self.said("room"))
        self.assertEqual(self.found["room"]["conversation"]["answers"][0], "Hello, world")

    def test_the_report(self):
        for name in ("report.rst", "report.html", "report.json"):
            self.assertGreater(os.path.getsize(os.path.join(self.report, name)), 1000)
        done = subprocess.run([sys.executable, CHECK, self.report], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              encoding="utf-8", check=False)
        self.assertIn(done.returncode, (0, 77), done.stdout)
        with open(os.path.join(self.report, "report.rst"), encoding="utf-8") as file:
            text = file.read()
        for name in self.found:
            self.assertIn(name, text)

    def test_docutils_has_nothing_to_say(self):
        try:
            import docutils.core
        except ImportError:
            self.skipTest("docutils is not installed")
        with open(os.path.join(self.report, "report.rst"), "rb") as file:
            docutils.core.publish_string(file.read(), settings_overrides={"halt_level": 1, "report_level": 1,
                                                                          "warning_stream": False}, writer_name="null")

    def test_pictures_of_what_works(self):
        drawn = {name for name, one in self.found.items() if one["picture"]}
        self.assertEqual(drawn, {name for name, one in self.found.items() if one["django"] == "yes"})
        for name in drawn:
            with open(os.path.join(self.report, self.found[name]["picture"]), "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n")
            self.assertEqual([run["complete"] for run in self.found[name]["benchmark"]], [50] * 3)
            self.assertEqual({run["connections"] for run in self.found[name]["benchmark"]}, {5})


@unittest.skipUnless(DJANGO, "Django is not installed")
class Calls(Matrix):

    TOML = environment("a") + environment("b", python="2.6")

    def complaint(self, *arguments, code=2, **more):
        done = self.matrix(*arguments, **more)
        self.assertEqual((done.returncode, done.said), (code, ""), done.log)
        self.assertRegex(done.log, r"\A[^\n]*\.\n\Z", "one sentence")
        return done.log

    def test_json_alone(self):
        done = self.matrix("--json", "--no-virtualenvs", toml=self.TOML)
        self.assertEqual((done.returncode, done.log), (0, ""))
        found = json.loads(done.said)
        self.assertEqual([one["name"] for one in found["environments"]], ["a", "b"])
        self.assertEqual(found["counts"], {"yes": 1, "maybe": 1, "no": 0})

    def test_those_that_are_chosen(self):
        done = self.matrix("--no-virtualenvs", "-e", "b", toml=self.TOML)
        self.assertEqual((done.returncode, done.log), (0, ""), "who only may work does not fail")
        self.assertEqual(re.findall(r"^(\w+) ", done.said, re.M), ["b"])
        self.assertIn('There is no environment "c" in matrix.toml: there are a, b', self.complaint("-e", "c"))
        self.assertIn("-e takes the name", self.complaint("-e", ""))

    def test_folders_of_packages(self):
        self.home.file("packages/django/__init__.py", "VERSION = (9, 8, 0, 'final', 0)\ndef get_version(): return '9.8'\n")
        done = self.matrix("-e", "a", "--packages", os.path.join(self.home.path, "packages"), toml=self.TOML)
        self.assertEqual(done.returncode, 0)
        self.assertIn("is not there to try, but Django 9.8 is", done.said)
        self.assertIn('There is no folder "/nowhere": give --packages', self.complaint("--packages", "/nowhere"))

    def test_bad_numbers(self):
        self.home.file("matrix/matrix.toml", self.TOML)
        for option in ("n", "c", "p"):
            for value in ("0", "-1", "x", "1.5", "", "99999999999"):
                self.assertRegex(self.complaint("-%s=%s" % (option, value)), r"^-%s takes a number from 1 to \d+" % option)

    def test_benchmarks_do_not_measure_each_other(self):
        self.assertIn("-p beside --bench", self.complaint("--bench", "-p", "2", toml=self.TOML))

    def test_side_by_side(self):
        toml = "".join(environment("n%d" % number, python="3.0") for number in range(3))
        result = self.matrix("-p", "3", toml=toml)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.said.count("There is no Python 3.0"), 3)

    def test_no_matrix(self):
        self.assertIn("There is no matrix.toml and no tox.ini", self.complaint())
        self.assertIn("Cannot read", self.complaint("--config", "/nowhere/matrix.toml"))
        self.assertIn('"more" is not understood', self.complaint("more", toml=self.TOML))

    def test_a_report_that_cannot_be_written_is_said_at_once(self):
        file = self.home.file("file")
        for folder, words in ((file, "is no folder"), (file + "/report", "is no folder"), ("/proc/report", ""), ("", "")):
            if folder.startswith("/proc") and os.getuid() == 0:
                continue
            said = self.complaint("--report", folder, toml=self.TOML)
            self.assertIn("report", said)
            self.assertIn(words, said)

    def test_a_report_that_cannot_be_written_after_all(self):
        self.home.file("report/report.json/in the way")
        done = self.matrix("-e", "b", "--report", os.path.join(self.home.path, "report"), toml=self.TOML)
        self.assertEqual(done.returncode, 1)
        self.assertIn("report.json could not be written", done.log)

    def test_a_tox_file_and_its_names(self):
        self.home.file("matrix/tox.ini", "[tox]\nenvlist = %%1-%%2,b\\x\n[testenv]\nbasepython = python2.6\n")
        done = self.matrix("--no-virtualenvs")
        self.assertEqual((done.returncode, done.log), (0, ""))
        self.assertRegex(done.said, r"(?m)^%%1-%%2 +Python 2\.6 ")

    def test_virtualenvs_are_kept_beside_the_file(self):
        """Which pip cannot fill here."""
        toml = environment("a", django=None, framework="Flask 1.0", packages=["no-such-package-of-windsock"], time_limit=60)
        with self.start("--workdir", "kept", toml=toml) as process:
            said, log = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, log), (0, ""))
        self.assertIn("Its packages could not be installed: ", said)


@unittest.skipUnless(DJANGO, "Django is not installed")
class Interrupted(Matrix):

    def interrupt(self, toml, number=signal.SIGINT, **more):
        """The process, when it has ended, and whoever it had started."""
        with self.start("--no-virtualenvs", "--report", os.path.join(self.home.path, "report"), toml=toml, **more) as process:
            try:
                def family():
                    first = children(process.pid)
                    return first | set().union(*map(children, first))
                until(lambda: len(family()) >= 2, "the command and its child")
                relatives = family()
                process.send_signal(number)
                process.said, process.log = process.communicate(timeout=20)
            finally:
                process.kill()
        return process, relatives

    def test_ctrl_c(self):
        script = self.home.file("family.py", FAMILY)
        command = "command:{python} %s {port}" % script
        for number in (signal.SIGINT, signal.SIGTERM):
            process, relatives = self.interrupt(environment("a", backend=command) + environment("b"), number)
            self.assertEqual(process.returncode, 1)
            self.assertIn("The matrix was interrupted.", process.log)
            self.assertNotRegex(process.said, r"(?m)^b ")
            until(lambda: not any(map(alive, relatives)), "all to have gone")
            self.assertEqual(self.tempting(), [])
            self.assertFalse(os.path.exists(os.path.join(self.home.path, "report")))

    def test_json_says_nothing_then(self):
        script = self.home.file("family.py", FAMILY)
        with self.start("--no-virtualenvs", "--json", toml=environment("a", backend="command:{python} %s {port}" % script)) as process:
            until(lambda: children(process.pid), "the command")
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=20)
        self.assertEqual((process.returncode, said), (1, ""))

    def test_while_pip_works(self):
        """What pip has started goes with it."""
        self.home.file("bin/python3", "#!/bin/sh\ncase \"$1 $2\" in\n*WINDSOCK-PYTHON*) exec %s \"$@\";;\n"
                       "*-c*) exit 1;;\n*) sleep 600 & wait;;\nesac\n" % PYTHON)
        os.chmod(os.path.join(self.home.path, "bin/python3"), 0o755)
        toml = environment("a", python=os.path.join(self.home.path, "bin/python3"))
        with self.start(toml=toml) as process:
            def family():
                first = children(process.pid)
                return first and set().union(*map(children, first)) and first | set().union(*map(children, first))
            until(family, "venv and its child")
            relatives = family()
            process.send_signal(signal.SIGINT)
            said, log = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 1)
        self.assertIn("It was cancelled.", said)
        self.assertIn("The matrix was interrupted.", log)
        until(lambda: not any(map(alive, relatives)), "all to have gone")


if __name__ == "__main__":
    unittest.main()
