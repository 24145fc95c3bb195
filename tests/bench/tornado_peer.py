# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tornado_peer.py PAGE [DJANGO_FOLDER]: what the ancestor served, on Tornado itself."""

import sys

import tornado.httpserver
import tornado.ioloop
import tornado.log
import tornado.netutil
import tornado.web
import tornado.websocket
import tornado.wsgi


class Hello(tornado.web.RequestHandler):
    def initialize(self, page):
        self._page = page

    def get(self):
        self.write(self._page)


class Echo(tornado.websocket.WebSocketHandler):
    def open(self):
        print("WebSocket opened")

    def on_message(self, message):
        print("Someone said: " + message)
        self.write_message("You said: " + message)

    def on_close(self):
        print("WebSocket closed")


def application(page, django_folder):
    routes = [("/hello-tornado", Hello, {"page": page}), ("/ws/hello-tornado", Echo)]
    if django_folder:
        sys.path.insert(0, django_folder)
        from django.core.wsgi import get_wsgi_application
        wsgi = tornado.wsgi.WSGIContainer(get_wsgi_application())
        routes.append((".*", tornado.web.FallbackHandler, {"fallback": wsgi}))
    return tornado.web.Application(routes)


def main():
    tornado.log.enable_pretty_logging()
    tornado.log.access_log.setLevel("INFO")
    with open(sys.argv[1], encoding="utf-8") as file:
        page = file.read()
    server = tornado.httpserver.HTTPServer(application(page, sys.argv[2] if len(sys.argv) > 2 else None))
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1", backlog=8192)
    server.add_sockets(sockets)
    print("listening on %d" % sockets[0].getsockname()[1], flush=True)
    tornado.ioloop.IOLoop.current().start()


if __name__ == "__main__":
    main()
