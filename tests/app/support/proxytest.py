# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the reverse proxy share."""

import time
import unittest

from .program import Server
from .upstream import RawUpstream

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def settled(count):
    """What count() comes to when it has not grown for a while, however slow the machine."""
    last, since = count(), time.monotonic()
    while time.monotonic() - since < 1:
        time.sleep(0.02)
        if count() != last:
            last, since = count(), time.monotonic()
    return last


class ProxyTest(unittest.TestCase):

    def proxy(self, talk, *arguments, **more):
        """(server, upstream)"""
        upstream = RawUpstream(talk)
        self.addCleanup(upstream.__exit__)
        server = Server("--backend", upstream.spec, *arguments, **more).__enter__()
        self.addCleanup(server.__exit__)
        return server, upstream
