# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that Windsock starts itself, and real ones behind its reverse proxy: gunicorn, uvicorn, daphne, nginx."""

import os
import shutil
import signal
import subprocess
import unittest

from support import POLLS, PYTHON, ROOT, until
from support.program import Home, Server, alive, children, run
from support.upstream import free_port, real_server
from support.websocket import WebSocket

CHANNELS = os.path.join(ROOT, "tests", "resources", "channels")

ASGI = """
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        return
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while True:
            event = await receive()
            if event["type"] != "websocket.receive":
                return
            await send({"type": "websocket.send", "text": "asgi: " + event["text"]})
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"%d" % len(body)})
"""

# A server that can be told what to do: argv is the port and how it behaves.
SERVER = """
import os, socket, sys, time
port, how = int(sys.argv[1]), sys.argv[2]
print("starting", how, flush=True)
print("a word on stderr", file=sys.stderr, flush=True)
if how == "fails":
    sys.exit("RuntimeError: no such luck")
if how == "sleeps":
    time.sleep(3600)
if how == "forks" and os.fork() == 0:
    time.sleep(3600)
time.sleep(0.3)
with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        client = listener.accept()[0]
        head = client.recv(65536)
        if b"GET /die" in head:
            os._exit(3)
        if head:
            client.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nup")
        client.close()
"""


def have(program):
    return shutil.which(program) is not None


class Commands(unittest.TestCase):

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)
        self.home.file("server.py", SERVER)

    def serve(self, how, *arguments):
        server = Server("--backend", "command:%s server.py {port} %s" % (PYTHON, how), "--chdir", self.home.path, *arguments,
                        home=self.home)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def test_a_request_waits_until_it_is_up(self):
        server = self.serve("serves")
        self.assertEqual(server.get("/").body, b"up", "the first one, too")
        server.wait_log(r"The backend .* answers at 127\.0\.0\.1:\d+\.")
        server.wait_log("a word on stderr")
        server.wait_stdout("starting serves")

    def test_it_is_started_again(self):
        server = self.serve("serves")
        self.assertEqual(server.get("/").body, b"up")
        first = server.workers()
        self.assertEqual(server.get("/die").code, 502)
        server.wait_log(r"ended with exit code 3\. It is started again\.")
        self.assertEqual(server.get("/").body, b"up")
        self.assertNotEqual(server.workers(), first)

    def test_one_that_cannot_start(self):
        server = self.serve("fails")
        self.assertEqual(server.get("/").code, 503)
        server.wait_log(r"503 GET / .*ended with exit code 1 before it answered: RuntimeError: no such luck")
        self.assertEqual(server.get("/hello-tornado").code, 200)

    def test_a_mended_one_is_tried_again(self):
        self.home.file("server.py", "raise SystemExit('broken')")
        server = self.serve("serves")
        self.assertEqual(server.get("/").code, 503)
        self.home.file("server.py", SERVER)
        self.assertEqual(server.ready().body, b"up")

    def test_stop_ends_it_and_what_it_started(self):
        server = self.serve("forks")
        self.assertEqual(server.get("/").body, b"up")
        parents = server.workers()
        family = parents | set().union(*map(children, parents))
        self.assertEqual(len(family), 2)
        server.process.terminate()
        self.assertEqual(server.wait_end(), 0)
        until(lambda: not any(map(alive, family)), "all of them to be gone")

    def test_stop_while_it_starts(self):
        server = self.serve("sleeps")
        until(server.workers, "the process")
        family = server.workers()
        server.process.terminate()
        self.assertEqual(server.wait_end(15), 0)
        self.assertFalse(any(map(alive, family)))

    def test_killed_it_leaves_none_behind(self):
        server = self.serve("serves")
        self.assertEqual(server.get("/").body, b"up")
        family = server.workers()
        server.signal(signal.SIGKILL)
        server.wait_end()
        until(lambda: not any(map(alive, family)), "the server to end")

    def test_environment(self):
        self.home.file("server.py", SERVER.replace('"up"', 'b"up"').replace(
            "\\r\\n\\r\\nup", "\\r\\n\\r\\n\" + os.environ['WORD'].encode() + b\""))
        server = self.serve("serves", "--env", "WORD=hi")
        self.assertEqual(server.get("/").body, b"hi")

    def test_bad_input(self):
        for spec, code, hint in (("command:", 2, "names no program"), ("command:python3 -m http.server", 2, "{port} or {socket}"),
                                 ("command:x {port} {socket}", 2, "{port} or {socket}"),
                                 ("command:no-such-program {port}", 1, 'no program "no-such-program"'),
                                 ("command:./server {port}", 1, 'no program "./server"')):
            done = run("serve", "--port", "0", "--backend", spec)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertIn(hint, done.stderr)


class RealServers(unittest.TestCase):
    """Debian's, as people use them."""

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)
        self.home.file("asgi.py", ASGI)

    def serve(self, command, *arguments, folder=None):
        server = Server("--backend", "command:" + command, "--chdir", folder or self.home.path, *arguments, home=self.home)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def serve_polls(self, command):
        for words in (["migrate"], ["loaddata", "polls"]):
            subprocess.run([PYTHON, "manage.py", *words], cwd=POLLS, env=self.home.environment(), check=True, stdout=subprocess.DEVNULL)
        return self.serve(command, folder=POLLS)

    def check_polls(self, server):
        self.assertTrue("/polls/1/" in server.ready("/polls/").text)
        self.assertEqual(server.get("/polls/99/").code, 404)
        self.assertEqual(server.request("POST", "/polls/1/vote/", body=b"choice=1").code, 403, "CSRF")

    @unittest.skipUnless(have("gunicorn"), "gunicorn is not installed")
    def test_gunicorn_on_a_port(self):
        self.check_polls(self.serve_polls("gunicorn -w 2 -b 127.0.0.1:{port} pollsite.wsgi"))

    @unittest.skipUnless(have("gunicorn"), "gunicorn is not installed")
    def test_gunicorn_on_a_socket(self):
        self.check_polls(self.serve_polls("gunicorn -b unix:{socket} pollsite.wsgi"))

    def test_runserver(self):
        self.check_polls(self.serve_polls(PYTHON + " manage.py runserver --noreload {port}"))

    @unittest.skipUnless(have("uvicorn"), "uvicorn is not installed")
    def test_uvicorn(self):
        server = self.serve("uvicorn --port {port} asgi:app")
        self.assertEqual(server.request("POST", "/", body=b"x" * 3_000_000).body, b"3000000")
        with server.websocket("/ws") as peer:
            self.assertEqual(peer.ask("hello"), "asgi: hello")
            self.assertEqual(peer.close(), 1000)

    @unittest.skipUnless(have("daphne"), "daphne is not installed")
    def test_a_room_of_channels_under_daphne(self):
        server = self.serve("daphne -p {port} room:application", folder=CHANNELS)
        self.assertEqual(server.ready().text, "http 127.0.0.1 127.0.0.1")
        members = [WebSocket(server.port, "/room") for _ in range(3)]
        for index, member in enumerate(members):
            member.send("from %d" % index)
            self.assertEqual([other.receive() for other in members], [(1, b"from %d" % index)] * 3)
        for member in members:
            self.assertEqual(member.close(), 1000)
            member.socket.close()

    @unittest.skipUnless(have("nginx"), "nginx is not installed")
    def test_nginx_behind_and_before(self):
        """nginx serves a file; before us it passes a request on."""
        behind, before = free_port(), free_port()
        self.home.file("www/a.txt", "from nginx\n" * 10000)
        with Server("--backend", "http://127.0.0.1:%d" % behind, home=self.home) as server:
            config = self.home.file("nginx.conf", """
                daemon off; pid {home}/nginx.pid; error_log stderr; events {{}}
                http {{
                    access_log off; client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
                    uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
                    server {{ listen 127.0.0.1:{behind}; root {home}/www; gzip on; gzip_types text/plain; }}
                    server {{ listen 127.0.0.1:{before};
                        location / {{ proxy_pass http://127.0.0.1:{port}; proxy_http_version 1.1;
                                      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }} }}
                }}""".format(home=self.home.path, behind=behind, before=before, port=server.port))
            os.chmod(self.home.path, 0o755)
            with real_server(["nginx", "-p", self.home.path, "-c", config, "-e", "stderr"], before):
                answer = server.get("/a.txt")
                self.assertEqual((answer.code, len(answer.body)), (200, 110000))
                self.assertEqual(server.get("/a.txt", headers=[("If-None-Match", answer.header("ETag"))]).code, 304)
                self.assertEqual(server.get("/a.txt", headers=[("Range", "bytes=0-3")]).body, b"from")
                self.assertEqual(server.get("/nothing").code, 404)
                with WebSocket(before, "/ws/hello-tornado") as peer:
                    self.assertEqual(peer.ask("through nginx"), "You said: through nginx")
                    self.assertEqual(peer.close(), 1000)
                server.wait_log(r"101 GET /ws/hello-tornado")


if __name__ == "__main__":
    unittest.main()
