# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Independent peers agree: Python's `websockets` and aiohttp, as clients of our server and as servers of our chat."""

import asyncio
import contextlib
import threading
import unittest

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from support.program import Server, run

try:
    import aiohttp
    import aiohttp.web
except ImportError:
    aiohttp = None

TEXTS = ["", "hello", "Grüße ☃ 😀", "x" * 70_000, "ü" * 100_000] + ["message %d, much like the one before it" % number for number in range(100)]
OFFERS = [{}, {"server_no_context_takeover": True}, {"client_no_context_takeover": True}, {"server_max_window_bits": 9},
          {"client_max_window_bits": 9}, {"client_max_window_bits": True}, {"server_max_window_bits": 15},
          {"server_max_window_bits": 10, "client_max_window_bits": 12, "server_no_context_takeover": True, "client_no_context_takeover": True}]


class Clients(unittest.IsolatedAsyncioTestCase):

    @classmethod
    def setUpClass(cls):
        cls.server = Server().__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    async def talk(self, **more):
        async with websockets.connect(self.server.ws_url(), max_size=None, **more) as peer:
            for text in TEXTS:
                await peer.send(text)
                self.assertEqual(await peer.recv(), "You said: " + text)
            await peer.send(bytes(range(256)) * 300)
            self.assertEqual(await peer.recv(), bytes(range(256)) * 300)
            await (await peer.ping(b"p"))
            return peer.response_headers.get("Sec-WebSocket-Extensions")

    async def test_websockets_without_compression(self):
        self.assertIsNone(await self.talk(compression=None))

    async def test_websockets_with_compression(self):
        for offer in OFFERS:
            with self.subTest(offer=offer):
                answer = await self.talk(compression=None, extensions=[ClientPerMessageDeflateFactory(**offer)])
                self.assertTrue(answer.startswith("permessage-deflate"), answer)

    @unittest.skipUnless(aiohttp, "aiohttp is not installed")
    async def test_aiohttp(self):
        async with aiohttp.ClientSession() as session:
            for compress in (0, 15):
                async with session.ws_connect(self.server.ws_url(), compress=compress, max_msg_size=0) as peer:
                    for text in TEXTS:
                        await peer.send_str(text)
                        self.assertEqual((await peer.receive()).data, "You said: " + text)
            for _ in range(10):
                async with session.get(self.server.url("/hello-tornado")) as answer:
                    self.assertEqual(answer.status, 200)
                    await answer.read()
            async with session.post(self.server.url("/polls/1/vote/"), data={"choice": "1"}, allow_redirects=False, chunked=True) as answer:
                self.assertEqual(answer.status, 302)


@contextlib.contextmanager
def on_a_loop(start):
    """Runs what `start` makes, on a loop of its own; gives its port."""
    loop = asyncio.new_event_loop()
    server, port = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()


class Servers(unittest.TestCase):
    """Our chat offers compression; a server may take it or not."""

    def chat(self, port, *arguments):
        for text in ("hello", "Grüße " * 100):
            done = run("chat", "ws://127.0.0.1:%d/" % port, *arguments, "--send", text, "--send", text)
            self.assertEqual((done.returncode, done.stdout), (0, ("said " + text + "\n") * 2), done.stderr)
        return done.stderr

    def test_websockets(self):
        async def echo(peer, _path=None):
            async for text in peer:
                await peer.send("said " + text)

        for compression, shown in (("deflate", True), (None, False)):
            async def start(compression=compression):
                server = await websockets.serve(echo, "127.0.0.1", 0, compression=compression)
                return server, server.sockets[0].getsockname()[1]
            with on_a_loop(start) as port:
                self.assertEqual("(deflate)" in self.chat(port), shown)
                self.assertNotIn("(deflate)", self.chat(port, "--no-deflate"))

    @unittest.skipUnless(aiohttp, "aiohttp is not installed")
    def test_aiohttp(self):
        async def handle(request):
            peer = aiohttp.web.WebSocketResponse()
            await peer.prepare(request)
            async for message in peer:
                await peer.send_str("said " + message.data)
            return peer

        async def start():
            application = aiohttp.web.Application()
            application.router.add_get("/", handle)
            runner = aiohttp.web.AppRunner(application)
            await runner.setup()
            site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            return site._server, site._server.sockets[0].getsockname()[1]
        with on_a_loop(start) as port:
            self.assertIn("(deflate)", self.chat(port))


if __name__ == "__main__":
    unittest.main()
