# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real browser on the hello page: it chats with the server it came from, whatever the port.

Chromium is driven over its DevTools protocol with key presses and mouse clicks, as by a person.
"""

import asyncio
import itertools
import json
import os
import shutil
import signal
import subprocess
import unittest

import websockets

from support import DEADLINE, until
from support.program import Home, Server

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--remote-debugging-port=0"]


class Chromium:
    """A headless browser with an empty profile; `with` ends it and all its processes."""

    def __init__(self):
        self._home = Home()

    def __enter__(self):
        profile = os.path.join(self._home.path, "profile")
        environment = self._home.environment()
        # A process group of its own: Chromium is a family.
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", "chromium", *FLAGS, "--user-data-dir=" + profile, "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
        try:
            self.port, self.browser_path = until(lambda: self._read_port(profile), "Chromium to listen", deadline=2 * DEADLINE)
        except BaseException:
            self.__exit__()
            raise
        return self

    @staticmethod
    def _read_port(profile):
        try:
            with open(os.path.join(profile, "DevToolsActivePort")) as file:
                lines = file.read().split()
        except FileNotFoundError:
            return None
        return len(lines) == 2 and (int(lines[0]), lines[1])

    def __exit__(self, *_):
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        self._home.__exit__()


class Page:
    """The DevTools protocol of one tab: numbered calls; events are passed over."""

    def __init__(self, socket):
        self._socket = socket
        self._numbers = itertools.count(1)

    async def call(self, method, **parameters):
        number = next(self._numbers)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(await asyncio.wait_for(self._socket.recv(), DEADLINE))
            if message.get("id") == number:
                if "error" in message:
                    raise AssertionError("%s: %s" % (method, message["error"]))
                return message["result"]

    async def evaluate(self, expression):
        answer = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    async def wait(self, expression, wanted):
        deadline = asyncio.get_running_loop().time() + DEADLINE
        while True:
            value = await self.evaluate(expression)
            if value == wanted:
                return
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError("%s is %r, not %r" % (expression, value, wanted))
            await asyncio.sleep(0.02)

    async def press(self, key, **more):
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **more)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def type(self, text):
        for letter in text:
            await self.press(letter, text=letter)

    async def click(self, selector):
        box = await self.evaluate("(() => { const box = document.querySelector(%s).getBoundingClientRect();"
                                  "return [box.x + box.width / 2, box.y + box.height / 2] })()" % json.dumps(selector))
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)


ROWS = "Array.from(document.querySelectorAll('#log li'), row => row.textContent)"


@unittest.skipUnless(shutil.which("chromium"), "Chromium is not installed")
class HelloPage(unittest.IsolatedAsyncioTestCase):

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)       # which reports each start of Chromium as a slow callback

    async def open_page(self, chromium, url):
        """A tab that shows the address."""
        browser = await websockets.connect("ws://127.0.0.1:%d%s" % (chromium.port, chromium.browser_path), max_size=None)
        target = await Page(browser).call("Target.createTarget", url=url)
        await browser.close()
        socket = await websockets.connect("ws://127.0.0.1:%d/devtools/page/%s" % (chromium.port, target["targetId"]), max_size=None)
        self.addAsyncCleanup(socket.close)
        page = Page(socket)
        await page.wait("location.href + ' ' + document.readyState", url + " complete")     # a tab begins as about:blank
        return page

    async def test_chat(self):
        with Server() as server, Chromium() as chromium:
            self.assertNotEqual(server.port, 8000)
            page = await self.open_page(chromium, server.url("/hello-tornado"))
            await page.wait("document.querySelector('#state').textContent", "open")
            await page.wait(ROWS, ["▲ Hello, world", "▼ You said: Hello, world"])
            self.assertEqual(await page.evaluate("document.querySelector('#url').textContent"), server.ws_url())

            await page.click("#msg")
            await page.type("Grüße, Tornado!")
            await page.click("#send")
            await page.wait(ROWS + ".slice(2)", ["▲ Grüße, Tornado!", "▼ You said: Grüße, Tornado!"])
            self.assertEqual(await page.evaluate("document.querySelector('#msg').value"), "")

            await page.click("#msg")
            await page.type("again")
            await page.press("Enter", text="\r", windowsVirtualKeyCode=13)
            await page.wait(ROWS + ".slice(4)", ["▲ again", "▼ You said: again"])
            server.wait_stdout("^Someone said: Grüße, Tornado!$")

            server.signal(signal.SIGTERM)
            await page.wait("document.querySelector('#state').textContent.slice(0, 12)", "closed (1001")
            self.assertTrue(await page.evaluate("document.querySelector('#send').disabled"))


if __name__ == "__main__":
    unittest.main()
