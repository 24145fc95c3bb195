# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock matrix --list` prints what `tox -l` prints; --pythons what is there; both say what is wrong."""

import json
import os
import shutil
import subprocess
import unittest

from support import DEADLINE, ROOT
from support.program import Home, command_line

TOX = "/usr/bin/tox"
FIXTURES = os.path.join(ROOT, "tests", "core", "matrix", "tox")
NAMES = sorted(name for name in os.listdir(FIXTURES) if os.path.isdir(os.path.join(FIXTURES, name)))


def run(home, *arguments, folder=None, **environment):
    return subprocess.run(command_line("matrix", *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=DEADLINE, env=home.environment(environment), cwd=folder or home.path)


class MatrixTest(unittest.TestCase):

    def setUp(self):
        self.home = self.enterContext(Home())

    def listed(self, *arguments, **more):
        done = run(self.home, *arguments, "--list", **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def complaint(self, *arguments, code=2, **more):
        done = run(self.home, *arguments, **more)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertRegex(done.stderr, r"\A[^\n]*\.\n\Z", "one sentence")
        return done.stderr


class List(MatrixTest):

    def folder(self, name):
        """A copy: tox writes beside its file."""
        return shutil.copytree(os.path.join(FIXTURES, name), os.path.join(self.home.path, name))

    def expected(self, name):
        with open(os.path.join(FIXTURES, name, "expected.txt"), encoding="utf-8") as file:
            return file.read()

    def config(self, folder):
        return next(path for path in (os.path.join(folder, "tox.ini"), os.path.join(folder, "setup.cfg")) if os.path.exists(path))

    def test_every_fixture_as_tox_printed_it(self):
        self.assertGreater(len(NAMES), 10)
        for name in NAMES:
            with self.subTest(name):
                self.assertEqual(self.listed("--config", self.config(os.path.join(FIXTURES, name))), self.expected(name))

    @unittest.skipUnless(os.path.exists(TOX), "tox is not installed")
    def test_every_fixture_as_tox_prints_it_now(self):
        for name in NAMES:
            folder = self.folder(name)
            tox = subprocess.run([TOX, "-l"], cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", timeout=DEADLINE, check=True,
                                 env=self.home.environment({"LC_ALL": "C.UTF-8"}))
            with self.subTest(name):
                self.assertEqual(self.listed(folder=folder), tox.stdout)

    def test_toxenv_changes_nothing(self):
        self.home.file("tox.ini", "[tox]\nenvlist = a,b\n")
        self.assertEqual(self.listed(TOXENV="b"), "a\nb\n")

    def test_environments_that_are_chosen(self):
        folder = self.folder("study")
        self.assertEqual(self.listed("-e", "py35-django19,py27-django18", folder=folder), "py35-django19\npy27-django18\n")
        self.assertEqual(self.listed("-e", "py{27,36}-django18", "-e", "py32-django18", folder=folder),
                         "py27-django18\npy36-django18\npy32-django18\n")
        said = self.complaint("--list", "-e", "py27-django20", folder=folder)
        self.assertRegex(said, r'^There is no environment "py27-django20" in tox\.ini: there are py27-django18, py32-django18, ')

    def test_json(self):
        found = json.loads(self.listed("--json", folder=self.folder("study")))
        self.assertEqual([one["name"] for one in found], self.expected("study").split())
        self.assertEqual((found[0]["python_title"], found[0]["framework"], found[0]["framework_version"]), ("Python 2.7", "Django", "1.8"))
        self.assertEqual(found[0]["packages"], ["tornado", "django>=1.8,<1.9"])
        self.assertEqual(found[0]["paths"], [os.path.join(self.home.path, "study")])

    def test_which_file(self):
        self.assertIn("give --config the path of one", self.complaint("--list"))
        self.home.file("setup.cfg", "[tox:tox]\nenvlist = a\n")
        self.assertEqual(self.listed(), "a\n")
        self.home.file("tox.ini", "[tox]\nenvlist = b\n")
        self.assertEqual(self.listed(), "b\n")
        self.home.file("matrix.toml", 'pythons = ["3.6"]\n')
        self.assertEqual(self.listed(), "py36\n")
        self.assertEqual(self.listed("--config", "tox.ini"), "b\n")

    def test_the_documented_example(self):
        self.assertIn("py36-django18\n", self.listed("--config", os.path.join(ROOT, "resources", "matrix.toml")))

    def test_a_variable_that_is_not_set_stops_nobody_else(self):
        self.home.file("tox.ini", "[tox]\nenvlist = a,b\n[testenv]\ndeps = a: {env:NOT_SET}\n")
        self.assertEqual(self.listed(), "a\nb\n")
        found = json.loads(self.listed("--json"))
        self.assertIn("the variable NOT_SET is not set", found[0]["problem"])
        self.assertNotIn("problem", found[1])


class Wrong(MatrixTest):

    def config(self, content, name="tox.ini"):
        return self.complaint("--list", "--config", self.home.file(name, content)).replace(self.home.path + "/", "")

    def test_calls(self):
        self.assertIn("are two questions", self.complaint("--list", "--pythons"))
        self.assertIn("-e takes the name of an environment", self.complaint("--list", "-e", ""))
        self.assertIn("--config takes the path of a file", self.complaint("--list", "--config", ""))
        self.assertIn('"more" is not understood', self.complaint("--list", "more"))
        self.assertEqual(run(self.home, "--help").returncode, 0)

    def test_files_that_cannot_be_read(self):
        self.assertIn('Cannot read "/nowhere/tox.ini" (', self.complaint("--list", "--config", "/nowhere/tox.ini"))
        self.assertIn("(it is a folder)", self.complaint("--list", "--config", "/"))
        self.assertIn("has over 1024 kB", self.complaint("--list", "--config", "/dev/zero"))
        self.assertIn("has over 1024 kB", self.config("x" * (10 << 20)))

    def test_no_text(self):
        self.assertRegex(self.config(b"[tox]\nenvlist = \xff\n"), r"^tox\.ini, line 2: this is no text in UTF-8: save")
        self.assertRegex(self.config(b"[tox]\n\nenvlist = \0\n"), r"^tox\.ini, line 3: ")

    def test_grammar(self):
        self.assertRegex(self.config("envlist = a\n"), r"^tox\.ini, line 1: .* stands in no section")
        self.assertRegex(self.config("[tox]\nenvlist = a\nenvlist = b\n"), r"^tox\.ini, line 3: .* already, in line 2")
        self.assertRegex(self.config("[tox]\nenvlist = py{27,35\n"), r"^tox\.ini, line 2: .*a { that is not closed")

    def test_what_comes_to_too_much(self):
        self.assertRegex(self.config("[tox]\nrequires = tox>=4\nenvlist = py{1-999999999}\n"),
                         r'^tox\.ini, line 3: "1-999999999" comes to more than 5000 names')
        self.assertRegex(self.config("[tox]\nenvlist = %s\n" % ("{1,2,3,4,5,6,7,8,9}" * 20)), r"^tox\.ini, line 2: ")

    def test_substitutions(self):
        for deps, words in (("{nope}", "is not known"), ("{[testenv]deps}", "leads back to itself"), ("{a:b}", "is nothing that tox")):
            self.assertRegex(self.config("[tox]\nenvlist = a\n[testenv]\ndeps = %s\n" % deps), r"^tox\.ini, line 4: .*" + words)

    def test_toml(self):
        self.assertRegex(self.config("pythons = 1\n", "m.toml"), r"^m\.toml, line 1, column 11: a list of texts")
        self.assertRegex(self.config("[[environment]]\nnmae = 'a'\n", "m.toml"), r'^m\.toml, line 2, column 1: "nmae" is no key')


class Pythons(MatrixTest):

    def plant(self, name, lines):
        os.chmod(self.home.file(name, "#!/bin/sh\n" + lines + "\n"), 0o755)
        return os.path.join(self.home.path, name)

    def pythons(self, *more):
        return run(self.home, "--pythons", *more, PATH=os.path.join(self.home.path, "bin") + ":/usr/bin:/bin")

    def test_lines(self):
        path = self.plant("bin/python3", "printf 'WINDSOCK-PYTHON\\t3.33.1\\tCPython\\t\\t/p\\t/p\\n'")
        venv = self.plant("venv/bin/python", "printf 'WINDSOCK-PYTHON\\t3.10.2\\tPyPy\\t\\t/q\\t/p\\n'")
        broken = self.plant("bin/python2", "exit 3")
        done = self.pythons()
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.splitlines()[0].split(), ["3.33.1", path, "PATH"])
        self.assertIn(["PyPy", "3.10.2", venv, "virtualenv"], [line.split() for line in done.stdout.splitlines()])
        self.assertIn("%s cannot be used: it ended with code 3.\n" % broken, done.stderr)

    def test_json(self):
        path = self.plant("bin/python3", "printf 'WINDSOCK-PYTHON\\t3.33.1\\tCPython\\t\\t/p\\t/p\\n'")
        found = json.loads(self.pythons("--json").stdout)["pythons"][0]
        self.assertEqual(found, {"path": path, "version": "3.33.1", "implementation": "CPython", "found": "PATH", "virtualenv": False,
                                 "prefix": "/p"})


if __name__ == "__main__":
    unittest.main()
