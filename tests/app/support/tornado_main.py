# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tornado_main.py --port PORT: the ancestor's server: Tornado, its WebSocket, and Django's polls in a WSGIContainer.

Run in the polls' folder. Django from 3.0 on refuses its ORM on an event loop's thread unless it is told that this is wanted.
"""

import os
import sys

import tornado.httpserver
import tornado.ioloop
import tornado.log
import tornado.web
import tornado.websocket
import tornado.wsgi

sys.path.insert(0, os.getcwd())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pollsite.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

import django  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402


class Hello(tornado.web.RequestHandler):
    def get(self):
        self.write("Hello from Tornado")


class HelloWebSocket(tornado.websocket.WebSocketHandler):
    def open(self):
        print("WebSocket opened", flush=True)

    def on_message(self, message):
        print("Someone said: " + message, flush=True)
        self.write_message("You said: " + message)

    def on_close(self):
        print("WebSocket closed", flush=True)


def main(port):
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "polls", verbosity=0)
    container = tornado.wsgi.WSGIContainer(StaticFilesHandler(get_wsgi_application()))
    tornado.log.enable_pretty_logging()
    tornado.log.access_log.setLevel("INFO")
    application = tornado.web.Application([
        ("/hello-tornado", Hello),
        ("/ws/hello-tornado", HelloWebSocket),
        (".*", tornado.web.FallbackHandler, {"fallback": container}),
    ])
    tornado.httpserver.HTTPServer(application).listen(port, "127.0.0.1")
    print("Tornado server started on port %d" % port, flush=True)
    tornado.ioloop.IOLoop.current().start()


if __name__ == "__main__":
    main(int(sys.argv[sys.argv.index("--port") + 1]))
