# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of backends share."""

import unittest

from . import POLLS, PROJECT, PYTHON
from .program import Home, Server

WSGI_POLLS = ("--backend", "wsgi:pollsite.wsgi:application", "--chdir", POLLS, "--python", PYTHON)
DJANGO_POLLS = ("--backend", "django:" + POLLS, "--python", PYTHON)
DJANGO_PROJECT = ("--backend", "django:" + PROJECT, "--python", PYTHON)


class ServerTest(unittest.TestCase):

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)

    def serve(self, *arguments, **more):
        server = Server(*arguments, home=self.home, **more).__enter__()
        self.addCleanup(server.__exit__)
        return server

    def serve_application(self, source, *more, name="application.py"):
        """A WSGI application of a few lines."""
        self.home.file(name, source)
        return self.serve("--backend", "wsgi:application:application", "--chdir", self.home.path, "--python", PYTHON, *more)
