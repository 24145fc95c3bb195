# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The original, to be compared with: Tornado's own log lines.

format: reads JSON {"colour": bool, "records": [{"at", "level", "module", "line", "message"}]} from stdin and
        writes a JSON list of what tornado.log.LogFormatter makes of them. A record with "status" has the message
        that Tornado's log_request would have made of status, summary and "us".
serve:  serves a real Application on a free port, asks it a fixed list of things, leaves its log on stderr.
"""
import asyncio
import json
import logging
import sys

import tornado.log


def format_records(request):
    if request["colour"]:
        import curses
        curses.setupterm("xterm-256color", 1)
        tornado.log._stderr_supports_color = lambda: True
    formatter = tornado.log.LogFormatter(color=request["colour"])
    lines = []
    for r in request["records"]:
        message, args = r.get("message"), ()
        if "status" in r:
            message, args = "%d %s %.2fms", (r["status"], r["summary"], 1000.0 * (r["us"] / 1e6))
        record = logging.LogRecord("x", getattr(logging, r["level"]), "/x/%s.py" % r["module"], r["line"], message, args, None)
        record.created = r["at"]
        lines.append(formatter.format(record))
    return lines


def application():
    from tornado import web, websocket, wsgi

    class Ok(web.RequestHandler):
        def get(self):
            self.write("hello")

        head = post = get

    class Boom(web.RequestHandler):
        def get(self):
            raise RuntimeError("boom\nand more")

    class Echo(websocket.WebSocketHandler):
        def on_message(self, message):
            self.write_message("You said: " + message)

    def container(environ, start_response):
        status = {"/wsgi/404": "404 Not Found", "/wsgi/500": "500 Oops"}.get(environ["PATH_INFO"], "200 OK")
        start_response(status, [("Content-Type", "text/plain")])
        return [b"wsgi"]

    return web.Application([
        (r"/ok", Ok), (r"/boom", Boom), (r"/ws", Echo),
        (r"/wsgi.*", web.FallbackHandler, {"fallback": wsgi.WSGIContainer(container)}),
    ])


async def ask(port, head):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write((head + "\r\nHost: localhost\r\n\r\n").encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return answer.decode()


async def serve():
    from tornado import httpserver, netutil

    tornado.log.enable_pretty_logging()
    sockets = netutil.bind_sockets(0, "127.0.0.1")
    httpserver.HTTPServer(application()).add_sockets(sockets)
    port = sockets[0].getsockname()[1]
    upgrade = ("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
               "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
    first = await ask(port, "GET /ok?x=1&y=%20 HTTP/1.1")
    etag = [line[6:] for line in first.split("\r\n") if line.lower().startswith("etag: ")][0]
    for head in ("GET /ok HTTP/1.1\r\nIf-None-Match: " + etag, "HEAD /ok HTTP/1.1", "POST /ok HTTP/1.1\r\nContent-Length: 0",
                 "GET /missing?q=(a) HTTP/1.1", "DELETE /ok HTTP/1.1", "GET /boom HTTP/1.1", "GET /ws HTTP/1.1" + upgrade,
                 "GET /ws HTTP/1.1", "GET /wsgi/200?a=b HTTP/1.1", "GET /wsgi/404 HTTP/1.1", "GET /wsgi/500 HTTP/1.1"):
        await ask(port, head)


if sys.argv[1] == "format":
    json.dump(format_records(json.load(sys.stdin)), sys.stdout)
else:
    asyncio.run(serve())
