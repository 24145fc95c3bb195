# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the whole program share: where things are, and how one waits for something.

WINDSOCK_PROGRAM names the program under test (default: the release build's).
"""

import os
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PROGRAM = os.environ.get("WINDSOCK_PROGRAM") or os.path.join(ROOT, "build", "release", "app", "windsock")
PYTHON = "/usr/bin/python3"                   # the one that Debian's Django belongs to
POLLS = os.path.join(ROOT, "resources", "polls")
PROJECT = os.path.join(ROOT, "tests", "resources", "project")
DEADLINE = 30.0                               # seconds; far more than anything takes


def until(condition, what, deadline=DEADLINE):
    """The first true value of condition(), asked again and again until the deadline."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError("waited %g s for %s" % (deadline, what() if callable(what) else what))
        time.sleep(0.005)
