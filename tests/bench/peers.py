# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers that are held against each other, each as it comes from Debian and with its log on.

Each is a context manager with a `port` and a `version`.
"""

import os
import re
import shutil
import socket
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "app"))

from support import POLLS, PROGRAM, PYTHON, ROOT, until  # noqa: E402
from support.program import Home, Server  # noqa: E402

HELLO_PAGE = os.path.join(ROOT, "resources", "pages", "hello.html")

# The core of the server in rows that measure nothing else; the load generator has the others.
SERVER_CORE = 0


def pinned(pid):
    """Keeps a process and all its threads on the server's core."""
    subprocess.run(["taskset", "-a", "-c", "-p", str(SERVER_CORE), str(pid)], check=True, stdout=subprocess.DEVNULL)


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


class Windsock:
    name = "Windsock"

    @staticmethod
    def installed():
        return True

    def __init__(self, pin=False, polls=False, upstream=None):
        self._pin = pin
        self._home = Home()
        arguments = ["--log-file", os.path.join(self._home.path, "windsock.log")]
        if pin:
            arguments += ["--io-threads", "1"]
        if polls:
            arguments += ["--backend", "django:" + POLLS, "--python", PYTHON]
        if upstream:
            arguments += ["--backend", "http://127.0.0.1:%d" % upstream]
        self._polls = polls
        self._server = Server(*arguments, home=self._home)

    def __enter__(self):
        self._server.__enter__()
        self.port = self._server.port
        if self._polls:
            self._server.ready("/polls/")
        if self._pin:
            pinned(self._server.pid)
        self.pid = self._server.pid
        return self

    def __exit__(self, *_):
        self._server.__exit__()
        self._home.__exit__()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Process:
    """A peer that is one command; subclasses say which."""

    program = None                                # what must be on the PATH

    @classmethod
    def installed(cls):
        return cls.program is None or shutil.which(cls.program, path=os.environ["PATH"] + ":/usr/sbin") is not None

    def __init__(self, pin=False):
        self._pin = pin
        self._home = Home()

    def __enter__(self):
        try:
            command, environment = self.prepare(self._home)
            with open(os.path.join(self._home.path, "output.txt"), "wb") as log:
                self._process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *command], stdin=subprocess.DEVNULL,
                                                 stdout=log, stderr=log, env=self._home.environment(environment))
            self.port = until(self._find_port, lambda: "%s to listen: %s" % (self.name, self._output()))
            if self._pin:
                pinned(self._process.pid)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        process = getattr(self, "_process", None)
        if process:
            process.kill()
            process.wait()
        self._home.__exit__()

    def _output(self):
        with open(os.path.join(self._home.path, "output.txt"), errors="replace") as file:
            return file.read()

    def _find_port(self):
        if self._process.poll() is not None:
            raise AssertionError("%s ended: %s" % (self.name, self._output()))
        return self.find_port()


class PortTold(Process):
    """Takes a port of its own choice and prints it."""

    def find_port(self):
        found = re.search(r"^listening on (\d+)$", self._output(), re.M)
        return found and int(found.group(1))


class PortGiven(Process):
    """Is told its port, which prepare() takes from `wanted`."""

    def __init__(self, pin=False):
        super().__init__(pin)
        self.wanted = free_port()

    def find_port(self):
        return accepts(self.wanted) and self.wanted


def prepare_polls(environment):
    for arguments in (["migrate", "-v0"], ["loaddata", "-v0", "polls"]):
        subprocess.run([PYTHON, "manage.py", *arguments], cwd=POLLS, env=environment, check=True)


class Tornado(PortTold):
    """Debian's Tornado 6.2 on its loop; with `polls` its WSGIContainer runs Django there too, as the ancestor's did."""

    name = "Tornado 6.2"

    @classmethod
    def installed(cls):
        return subprocess.run([PYTHON, "-c", "import django, tornado"], stderr=subprocess.DEVNULL).returncode == 0

    def __init__(self, pin=False, polls=False):
        super().__init__(pin)
        self._polls = polls

    def prepare(self, home):
        environment = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1", "DJANGO_SETTINGS_MODULE": "pollsite.settings"}
        if self._polls:
            prepare_polls(home.environment(environment))
        script = os.path.join(HERE, "tornado_peer.py")
        return [PYTHON, script, HELLO_PAGE, *([POLLS] if self._polls else [])], environment


class QtEcho(PortTold):
    """Qt's QWebSocketServer (tests/bench/qtecho.cpp), without a log: it has none."""

    name = "QWebSocketServer"

    def prepare(self, home):
        return [os.path.join(os.path.dirname(os.path.dirname(PROGRAM)), "tests", "qtecho")], {}


class Nginx(PortGiven):
    """One worker, which has the page as a file and writes its access log."""

    name = "nginx"
    program = "nginx"

    CONFIGURATION = """
daemon off; worker_processes 1; pid %(folder)s/nginx.pid; error_log %(folder)s/error.log; worker_rlimit_nofile %(files)d;
master_process off;
events { worker_connections %(files)d; }
http {
    access_log %(folder)s/access.log; keepalive_requests 1000000000; keepalive_timeout 600; client_body_temp_path %(folder)s/body;
    proxy_temp_path %(folder)s/proxy; fastcgi_temp_path %(folder)s/f; uwsgi_temp_path %(folder)s/u; scgi_temp_path %(folder)s/s;
    default_type text/html; sendfile on; tcp_nopush on; open_file_cache max=10;
    %(servers)s
}
"""

    SERVERS = "server { listen 127.0.0.1:%(port)d backlog=8192; root %(folder)s/root; }"

    def prepare(self, home):
        os.mkdir(os.path.join(home.path, "root"))
        for name in ("hello-tornado", "proxied"):     # the second is no route of Windsock's own
            shutil.copy(HELLO_PAGE, os.path.join(home.path, "root", name))
        os.chmod(home.path, 0o755)                # nobody's worker reads it
        servers = self.SERVERS % {"folder": home.path, "port": self.wanted, **self.names()}
        text = self.CONFIGURATION % {"folder": home.path, "servers": servers, "files": 16384}
        return ["/usr/sbin/nginx", "-c", home.file("nginx.conf", text), "-e", os.path.join(home.path, "error.log")], {}

    def names(self):
        """What SERVERS names besides folder and port."""
        return {}


class NginxProxy(Nginx):
    """nginx before a server, with kept connections to it."""

    SERVERS = """
    upstream behind { server %(upstream)s; keepalive 256; }
    server { listen 127.0.0.1:%(port)d backlog=8192;
        location / { proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection "";
                     proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }
"""

    def __init__(self, pin=False, upstream=None):
        super().__init__(pin)
        self._upstream = "127.0.0.1:%d" % upstream if upstream else None

    def names(self):
        return {"upstream": self._upstream}


class Haproxy(PortGiven):
    """haproxy on one thread before a server; its log, one line a request, goes to a file by its standard output."""

    name = "haproxy"
    program = "haproxy"

    CONFIGURATION = """
global
    nbthread 1
    maxconn 4096
    log stdout format raw local0
defaults
    mode http
    log global
    option httplog
    timeout connect 5s
    timeout client 60s
    timeout server 60s
    http-reuse always
frontend front
    bind 127.0.0.1:%d
    default_backend back
backend back
    server behind 127.0.0.1:%d
"""

    def __init__(self, pin=False, upstream=None):
        super().__init__(pin)
        self._upstream = upstream

    def prepare(self, home):
        return ["haproxy", "-f", home.file("haproxy.cfg", self.CONFIGURATION % (self.wanted, self._upstream))], {}


class Mitmproxy(PortGiven):
    """mitmdump before a server, with the log it comes with."""

    name = "mitmproxy"
    program = "mitmdump"

    def __init__(self, pin=False, upstream=None):
        super().__init__(pin)
        self._upstream = upstream

    def prepare(self, home):
        return ["mitmdump", "--mode", "reverse:http://127.0.0.1:%d" % self._upstream, "--listen-host", "127.0.0.1", "--listen-port",
                str(self.wanted), "--set", "confdir=" + home.path], {}


class NginxGunicorn(NginxProxy):
    """nginx before gunicorn with two workers, which run the polls."""

    name = "nginx and gunicorn"

    @classmethod
    def installed(cls):
        return super().installed() and shutil.which("gunicorn") is not None

    def __init__(self, polls=True):
        super().__init__()

    def prepare(self, home):
        environment = {"DJANGO_SETTINGS_MODULE": "pollsite.settings"}
        prepare_polls(home.environment(environment))
        path = os.path.join(home.path, "gunicorn.sock")
        self._upstream = "unix:" + path
        self._gunicorn = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", "gunicorn", "-w", "2", "-b", "unix:" + path, "--access-logfile",
             os.path.join(home.path, "gunicorn.log"), "pollsite.wsgi"],
            cwd=POLLS, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=home.environment(environment))
        until(lambda: os.path.exists(path), "gunicorn to listen")
        return super().prepare(home)

    def __exit__(self, *arguments):
        gunicorn = getattr(self, "_gunicorn", None)
        if gunicorn:
            gunicorn.terminate()
            gunicorn.wait()
        super().__exit__(*arguments)
