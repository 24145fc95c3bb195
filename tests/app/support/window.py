# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's window on a real display, as a stranger meets it: keys are pressed by xdotool, and what is seen is what
the desktop's accessibility bus (AT-SPI) tells, as a screen reader would. To be run by packaging/with-display."""

import os
import re
import subprocess
import time

from . import PYTHON, until
from .program import Home, Program, command_line
from .wire import Connection

DISPLAY_VARIABLES = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM")


class Widget:
    """One accessible object. It may vanish at any time: then it has no name, no children and no state."""

    def __init__(self, accessible):
        self.accessible = accessible

    def _ask(self, question, otherwise):
        from gi.repository import GLib
        try:
            return question()
        except (GLib.Error, NotImplementedError, LookupError, RuntimeError):
            return otherwise

    @property
    def name(self):
        return self._ask(lambda: self.accessible.name, "") or ""

    @property
    def description(self):
        return self._ask(lambda: self.accessible.description, "") or ""

    @property
    def role(self):
        return self._ask(lambda: self.accessible.getRoleName(), "")

    @property
    def text(self):
        return self._ask(lambda: self.accessible.queryText().getText(0, -1), "")

    def children(self):
        count = self._ask(lambda: self.accessible.childCount, 0)
        found = (self._ask(lambda index=index: self.accessible.getChildAtIndex(index), None) for index in range(count))
        return [Widget(child) for child in found if child is not None]

    def has_state(self, name):
        import pyatspi
        state = getattr(pyatspi, "STATE_" + name)
        return self._ask(lambda: self.accessible.getState().contains(state), False)

    def is_shown(self):
        return self.has_state("SHOWING") and self.has_state("VISIBLE")

    def labels(self):
        """Names of the labels that belong to it."""
        import pyatspi
        relations = self._ask(lambda: self.accessible.getRelationSet(), [])
        return [relation.getTarget(index).name for relation in relations
                if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY for index in range(relation.getNTargets())]

    def press(self):
        self.accessible.queryAction().doAction(0)

    def walk(self):
        """Itself and all below it; of a table, itself alone."""
        yield self
        if self.role != "table":
            for child in self.children():
                yield from child.walk()

    def row_count(self):
        return self._ask(lambda: self.accessible.queryTable().nRows, 0)

    def row(self, index):
        """The words of a table's row."""
        table = self.accessible.queryTable()
        return [self._ask(lambda column=column: table.getAccessibleAt(index, column).name, "") for column in range(table.nColumns)]

    def last_row(self):
        count = self.row_count()
        return self.row(count - 1) if count else []


class Window(Program):
    """`windsock --port 0` on the display."""

    def __init__(self, *arguments, home=None, serving=True):
        """With serving=False it may find that it cannot serve."""
        self.home = home or Home()
        self._command = command_line(*(() if "--port" in arguments else ("--port", "0")), *arguments)
        self._serving = serving
        self.frame = None
        self.port = None

    @classmethod
    def of_application(cls, source):
        """With a WSGI application of a few lines as its backend."""
        home = Home()
        home.file("application.py", source)
        return cls("--backend", "wsgi:application:application", "--chdir", home.path, "--python", PYTHON, home=home)

    def start(self):
        more = {name: os.environ[name] for name in DISPLAY_VARIABLES if name in os.environ}
        more["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        return subprocess.Popen(self._command, stdin=subprocess.DEVNULL, env=self.home.environment(more))

    def wait_until_up(self):
        self.frame = until(self._find_frame, "the window on the accessibility bus")
        until(lambda: self.frame.has_state("ACTIVE"), "the window to be the active one")
        if self._serving:
            self.wait_named("Serving")
            self.port = int(self.wait_named(r"Address of the server: .*:\d+").name.rsplit(":", 1)[1])

    def release(self):
        self.home.__exit__()

    def _find_frame(self):
        import pyatspi
        if self.process.poll() is not None:
            raise AssertionError("windsock ended with exit code %d" % self.process.returncode)
        for application in Widget(pyatspi.Registry.getDesktop(0)).children():
            if application.name == "windsock":
                frames = [child for child in application.children() if child.role == "frame"]
                if frames:
                    return frames[0]
        return None

    def named(self, pattern, role=None):
        """The first widget in sight whose name matches; None when there is none."""
        for widget in self.frame.walk():
            if re.fullmatch(pattern, widget.name) and role in (None, widget.role) and widget.is_shown():
                return widget
        return None

    def wait_named(self, pattern, role=None):
        return until(lambda: self.named(pattern, role), "a widget called /%s/" % pattern)

    def table(self, name):
        return self.wait_named(name, "table")

    def connect(self):
        return Connection(self.port)

    def url(self, path="/"):
        return "http://127.0.0.1:%d%s" % (self.port, path)


def keys(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)


def milliseconds_until(condition, what):
    """How long it took until it was true, from now."""
    begin = time.monotonic()
    until(condition, what)
    return (time.monotonic() - begin) * 1000
