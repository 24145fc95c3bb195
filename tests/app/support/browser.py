# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser does on top of HTTP that Django's forms count on: cookies and CSRF tokens."""

import re
from urllib.parse import urlencode

from .wire import Connection

FORM = ("Content-Type", "application/x-www-form-urlencoded")


class Browser(Connection):
    """One connection that is kept, with a cookie jar."""

    def __init__(self, port):
        super().__init__(port)
        self.cookies = {}

    def request(self, method, target, headers=(), body=None):
        cookie = "; ".join("%s=%s" % pair for pair in self.cookies.items())
        answer = super().request(method, target, list(headers) + ([("Cookie", cookie)] if cookie else []), body)
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.cookies.update([value.split(";")[0].split("=", 1)])
        return answer

    def submit(self, page, target, **fields):
        """Fetches the page's form for its token, if it has one, then posts."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(page).text)
        if token:
            fields["csrfmiddlewaretoken"] = token.group(1)
        return self.request("POST", target, [FORM], urlencode(fields).encode())
