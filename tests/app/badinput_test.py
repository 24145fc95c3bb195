# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wrong with what the program was given, it says so in one sentence that tells what to do.

1: what was tried failed; 2: it was called wrongly. Nothing on standard output, no traceback, no warning of Qt's.
"""

import contextlib
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import unittest

from support import DEADLINE, PROGRAM, PROJECT, PYTHON, until
from support.program import Home, Server, command_line, run

NOBODY = 65534


class BadInput(unittest.TestCase):

    def complaint(self, arguments, code, lines=1, **more):
        """What a call that cannot succeed says; `lines` is how many lines may follow from the first sentence on."""
        done = run(*arguments, **more)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        for forbidden in ("Traceback", "qt.", "QSocket", "QObject", "terminate called", "std::"):
            self.assertNotIn(forbidden, done.stderr)
        said = done.stderr.splitlines()
        self.assertTrue(said, "nothing was said")
        if lines:
            self.assertEqual(len(said), lines, done.stderr)
        self.assertRegex(said[0], r"^[^a-z ].*\.$", "a sentence")
        return said[0]

    def serve(self, *arguments, code, **more):
        return self.complaint(["serve", "--port", "0", *arguments], code, **more)


@contextlib.contextmanager
def listener():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def is_free(port):
    try:
        socket.create_server(("127.0.0.1", port)).close()
        return True
    except OSError:
        return False


class Address(BadInput):

    def test_a_busy_port_names_its_holder_and_the_next_free_one(self):
        with listener() as port:
            said = self.complaint(["serve", "--port", port], 1)
        self.assertIn("Port %d is taken by python3 (pid %d)" % (port, os.getpid()), said)
        offered = int(re.search(r"serve on (\d+), which is free", said).group(1))
        self.assertGreater(offered, port)
        self.assertTrue(is_free(offered))

    def test_a_port_of_another_windsock(self):
        with Server() as server:
            said = self.complaint(["serve", "--port", server.port], 1)
            self.assertIn("by %s (pid %d)" % (os.path.basename(PROGRAM), server.pid), said)

    def test_a_privileged_port(self):
        with open("/proc/sys/net/ipv4/ip_unprivileged_port_start") as file:
            if int(file.read()) <= 80:
                self.skipTest("this machine lets everybody have port 80")
        said = self.complaint(["serve", "--port", 80], 1, user=NOBODY if os.getuid() == 0 else None)
        self.assertRegex(said, r"^Port 80 is reserved for the administrator: choose one from 1024 on")

    def test_an_address_of_another_machine(self):
        said = self.serve("--bind", "192.0.2.1", code=1)
        self.assertRegex(said, r"192\.0\.2\.1 is not an address of this machine: use 127\.0\.0\.1")

    def test_no_address(self):
        self.assertIn('"not an address"', self.serve("--bind", "not an address", code=1))

    def test_addresses_that_nobody_can_connect_to(self):
        for address in ("255.255.255.255", "224.0.0.1"):
            self.assertIn(address + " is not an address of this machine", self.serve("--bind", address, code=1))
        self.assertIn("fe80::1%eth0", self.serve("--bind", "fe80::1", code=2))

    def test_what_is_no_address_is_told_in_short(self):
        self.assertIn('"one two"', self.serve("--bind", "one\ntwo", code=1))
        self.assertLess(len(self.serve("--bind", "x" * 50000, code=1)), 300)

    def test_no_port(self):
        for port in ("-1", "65536", "http", ""):
            self.assertIn("--port takes a number from 0 to 65535", self.complaint(["serve", "--port=" + port], 2))


class Configuration(BadInput):

    def config(self, content):
        with Home() as home:
            path = home.file("windsock.toml", content)
            said = self.serve("--config", path, code=2)
            self.assertTrue(said.startswith(path + ", line ") or path in said, said)
            return said.replace(path, "FILE")

    def test_a_file_without_end(self):
        self.assertIn('"/dev/zero" has over 1024 kB', self.serve("--config", "/dev/zero", code=2))

    def test_a_file_that_is_not_there(self):
        self.assertIn('Cannot read the configuration "/nowhere.toml"', self.serve("--config", "/nowhere.toml", code=2))

    def test_a_syntax_error(self):
        self.assertRegex(self.config('[server]\nport = \n'), r"^FILE, line 2, column \d+: ")
        self.assertRegex(self.config('[server\n'), r"^FILE, line 1, column \d+: ")
        self.assertRegex(self.config(b'[server]\nbind = "\xff"\n'), r"^FILE, line 2, column \d+: ")

    def test_an_unknown_key(self):
        said = self.config("[server]\nbind = '127.0.0.1'\nprot = 8000\n")
        self.assertRegex(said, r'^FILE, line 3, column 1: "prot" is no key of server; there are .*\bport\b')
        self.assertRegex(self.config("[sever]\n"), r'^FILE, line 1, column \d+: "sever" is no key of the file')

    def test_a_wrong_type(self):
        self.assertRegex(self.config('[server]\nport = "8000"\n'), r"^FILE, line 2, column 8: a whole number from 0 to 65535")
        self.assertRegex(self.config("[server]\nport = 70000\n"), r"^FILE, line 2, column 8: a whole number from 0 to 65535")
        self.assertRegex(self.config("server = 1\n"), r"^FILE, line 1, column \d+: server is a table")
        self.assertRegex(self.config("[backend]\nreload = 'yes'\n"), r"^FILE, line 2, column 10: true or false")

    def test_a_pattern_that_is_no_regular_expression(self):
        said = self.config("[[route]]\npattern = '/a(b'\nhandler = 'hello'\n")
        self.assertRegex(said, r'^FILE, line 2, column 11: .*"/a\(b" is no regular expression: line 1, column 5: missing')

    def test_a_route_without_its_parts(self):
        self.assertRegex(self.config("[[route]]\npattern = '/'\n"), r"^FILE, line 1, column \d+: a route has a pattern and a handler")
        self.assertRegex(self.config("[[route]]\npattern = '/'\nhandler = 'files'\n"), r"^FILE, line 3, column 11: a handler is hello")


    def test_a_list_of_what_are_no_tables(self):
        self.assertRegex(self.config("route = [1, 2]\n"), r"^FILE, line 1, column \d+: routes are a list of tables: write \[\[route\]\]")

    def test_texts_that_cannot_be_used(self):
        self.assertRegex(self.config('[server]\nbind = "127.0.0.1\\u0000x"\n'), r"^FILE, line 2, column 8: a text without NUL")
        self.assertRegex(self.config('[server]\nstatic = ""\n'), r"^FILE, line 2, column 10: a path is expected")
        self.assertRegex(self.config('[backend]\nenv = { "A=B" = "x" }\n'), r"^FILE, line 2, column \d+: a variable's name")
        said = self.config('[server]\n"%s\\n" = 1\n' % ("k" * 5000))
        self.assertIn("k" * 100 + '" is no key of server', said)
        self.assertNotIn("k" * 101, said)


class Call(BadInput):

    def test_an_unknown_option(self):
        self.assertRegex(self.complaint(["serve", "--prot", "1"], 2), r"prot.*: see windsock serve --help\.$")
        self.assertRegex(self.complaint(["chat", "ws://x/", "--quiet"], 2), r"quiet.*: see windsock chat --help\.$")

    def test_a_value_that_is_missing(self):
        self.assertRegex(self.complaint(["serve", "--port"], 2), r"port.*: see windsock serve --help\.$")

    def test_a_value_that_is_empty(self):
        self.assertEqual(self.serve("--config", "", code=2), "--config takes the path of a file.")
        done = run("check", "--screenshot", "", environment={"XDG_RUNTIME_DIR": "/tmp"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("--screenshot takes a file", done.stderr)

    def test_too_much(self):
        self.assertIn('"demo" is not understood', self.complaint(["serve", "demo"], 2))

    @unittest.skipUnless(os.path.basename(PROGRAM) == "windsock", "only the whole program knows its commands")
    def test_an_unknown_command(self):
        self.assertRegex(self.complaint(["sevre"], 2), r'^There is no command "sevre": see windsock --help\.$')

    def test_values_that_are_none(self):
        self.assertIn("--workers takes a number", self.serve("--workers", "0", code=2))
        self.assertIn("--log-format is tornado-6.5", self.serve("--log-format", "apache", code=2))
        self.assertIn("--env takes NAME=VALUE", self.serve("--env", "NAME", code=2))

    def test_places_that_are_not_there(self):
        self.assertIn('There is no folder "/nowhere"', self.serve("--static", "/nowhere", code=2))
        self.assertIn('Cannot write the log to "/nowhere/x"', self.serve("--log-file", "/nowhere/x", code=1))


    def test_a_log_to_a_fifo_that_nobody_reads(self):
        with Home() as home:
            fifo = os.path.join(home.path, "fifo")
            os.mkfifo(fifo)
            self.assertIn('Cannot write the log to "%s"' % fifo, self.serve("--log-file", fifo, code=1))


class Surroundings(BadInput):
    """What is wrong is not in the call."""

    def ended(self, shell, *arguments):
        """(exit code, stdout, stderr) of a command that a shell has prepared; "$@" is the command."""
        with Home() as home:
            done = subprocess.run(["sh", "-c", shell, "sh", *command_line(*arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  encoding="utf-8", timeout=DEADLINE, env=home.environment(), cwd=home.path)
            return done.returncode, done.stdout, done.stderr

    def test_too_few_descriptors(self):
        for command in ("serve", "check"):
            self.assertEqual(self.ended('ulimit -n 50; exec "$@"', command, "--port", "0"),
                             (1, "", "Only 50 files may be open here, and Windsock needs 128: raise the limit with ulimit -n.\n"))
        self.assertEqual(self.ended('ulimit -n 50; exec "$@"', "serve", "--help")[::2], (0, ""))

    def test_the_usual_limit_of_descriptors_is_lifted(self):
        with Server() as server, open("/proc/%d/limits" % server.pid) as limits:
            soft, hard = re.search(r"^Max open files +(\d+) +(\d+)", limits.read(), re.M).groups()
            self.assertEqual(soft, hard)

    def test_workers_have_the_usual_limit_of_descriptors(self):
        with Home() as home:
            home.file("app.py", "import resource\ndef application(environ, start_response):\n    start_response('200 OK', [])\n"
                                "    return [str(resource.getrlimit(resource.RLIMIT_NOFILE)[0]).encode()]\n")
            with Server("--backend", "wsgi:app:application", "--chdir", home.path, "--python", PYTHON, home=home) as server:
                self.assertEqual(server.ready().body, b"1024")

    def test_a_limit_of_file_sizes(self):
        with Home() as home:
            home.file("app.py", "def application(environ, start_response):\n    start_response('200 OK', [])\n    return [b'up']\n")
            server = Server("--backend", "wsgi:app:application", "--chdir", home.path, "--python", PYTHON, home=home)
            server._command = ["prlimit", "--fsize=1048576", "--"] + server._command
            with server:
                server.ready()
                connection = server.connect()
                connection.send_head("POST", "/", [("Transfer-Encoding", "chunked")])
                with contextlib.suppress(OSError):        # it is answered before all of it was sent
                    for _ in range(3):
                        connection.send_chunk(b"x" * (1 << 20))
                self.assertEqual(connection.answer().code, 507)
                server.wait_log(r"An upload could not be kept in ")
                self.assertEqual(server.get("/").code, 200)

    def test_closed_standard_streams(self):
        code, said, _ = self.ended('exec "$@" <&- 2>&-', "check")
        self.assertEqual(code, 0, said)
        self.assertIn("✓ WebSocket echo", said)
        self.assertEqual(self.ended('exec "$@" >&-', "--version")[0], 0)

    def test_a_full_disk_behind_standard_output(self):
        for arguments in (["--help"], ["serve", "--help"], ["check"]):
            code, _, said = self.ended('exec "$@" >/dev/full', *arguments)
            self.assertEqual(code, 1)
            self.assertRegex(said, r"^Not all could be written to standard output: ")

    def test_a_check_that_fails(self):
        done = run("check", "--backend", "wsgi:nothing_of_that_name:x", "--python", PYTHON)
        self.assertEqual((done.returncode, done.stderr), (1, "Not all works: see the lines with a ✗.\n"))
        self.assertIn("✗ backend nothing_of_that_name:x: ModuleNotFoundError", done.stdout)

    def test_a_check_that_is_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with Home() as home:
                home.file("endless.py", "import time\ntime.sleep(3600)\n")
                process = subprocess.Popen(command_line("check", "--backend", "wsgi:endless:x", "--chdir", home.path, "--python", PYTHON),
                                           env=home.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
                until(lambda: glob.glob(os.path.join(home.path, "windsock-*")), "the workers' folder")
                process.send_signal(number)
                said = process.communicate(timeout=DEADLINE)[1]
                self.assertEqual((process.returncode, said), (1, "The check was interrupted.\n"))
                self.assertEqual(glob.glob(os.path.join(home.path, "windsock-*")), [], "nothing is left behind")

    def test_nohup_is_respected(self):
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with Server() as server:
                server.signal(signal.SIGHUP)
                for _ in range(20):
                    self.assertEqual(server.get("/hello-tornado").code, 200)
                server.signal(signal.SIGTERM)
                self.assertEqual(server.wait_end(), 0)
        finally:
            signal.signal(signal.SIGHUP, before)

    def test_no_temporary_folder(self):
        with Home() as home:
            missing = os.path.join(home.path, "missing")
            home.file("app.py", "def application(environ, start_response):\n    start_response('200 OK', [])\n    return [b'up']\n")
            with Server("--backend", "wsgi:app:application", "--chdir", home.path, "--python", PYTHON, home=home,
                        environment={"TMPDIR": missing}) as server:
                self.assertEqual(server.get("/").code, 503)
                server.wait_log(r"There is no temporary folder %s: let TMPDIR name another folder\." % re.escape(missing))
                self.assertEqual(server.get("/hello-tornado").code, 200)
                os.mkdir(missing)
                self.assertEqual(server.ready().body, b"up")


class Backend(BadInput):

    def test_no_backend(self):
        for spec in ("flask:app", "demos", "", ":"):
            self.assertRegex(self.serve("--backend", spec, code=2), r"is no backend: give --backend demo, wsgi:MODULE:CALLABLE")

    def test_no_wsgi_application(self):
        for spec in ("wsgi", "wsgi:", "wsgi:module", "wsgi:module:", "wsgi::application", "wsgi:a b:c", "wsgi:a:b:c", "wsgi:../a:b"):
            self.assertRegex(self.serve("--backend", spec, code=2), r"names no application: write wsgi:MODULE:CALLABLE")

    def test_no_django_project(self):
        with Home() as home:
            self.assertRegex(self.serve("--backend", "django:" + home.path, code=1), r"is no Django project: there is no manage\.py")
            self.assertRegex(self.serve("--backend", "django:" + home.path + "/none", code=1), r"There is no folder .*manage\.py")
            home.file("manage.py", "print('not me')")
            self.assertRegex(self.serve("--backend", "django:" + home.path, code=2), r"does not name a settings module: set DJANGO_SETTINGS")

    def test_no_python(self):
        for python in ("/nowhere/python", "python9.9", "/etc/passwd", "/"):
            said = self.serve("--backend", "wsgi:a:b", "--python", python, code=1)
            self.assertRegex(said, r'There is no Python at "%s": give --python' % re.escape(python))

    def test_no_folder_to_run_in(self):
        self.assertIn('There is no folder "/nowhere": give --chdir', self.serve("--backend", "wsgi:a:b", "--chdir", "/nowhere", code=1))


class Chat(BadInput):

    def test_no_address(self):
        for url, hint in (("", "ws://"), ("localhost:8000", "Begin the address with ws://"), ("ws://", "no host"), ("ws://a b/", "%XX"),
                          ("ws://127.0.0.1:99999/", "1 to 65535"), ("ws://127.0.0.1:0/", "1 to 65535"), ("ftp://x/", "ws://"),
                          ("ws://[::1/", "valid"), ("ws://x/#part", "fragment")):
            self.assertIn(hint, self.complaint(["chat", url], 2), url)

    def test_http(self):
        said = self.complaint(["chat", "http://127.0.0.1:8000/ws/hello-tornado"], 2)
        self.assertIn("try ws://127.0.0.1:8000/ws/hello-tornado", said)

    def test_no_url_or_two(self):
        self.assertIn("Give one URL", self.complaint(["chat"], 2))
        self.assertIn("Give one URL", self.complaint(["chat", "ws://a/", "ws://b/"], 2))

    def test_options(self):
        for option, hint in (("--expect=(", "column"), ("--wait=soon", "seconds"), ("--wait=-1", "seconds"),
                             ("--client=curl", "own or qt"), ("-HName", "Name: value"), ("-HBad Name: x", "header"), ("--origin=a b", "Origin"), ("-sa b", "subprotocol")):
            self.assertIn(hint, self.complaint(["chat", "ws://127.0.0.1:1/", option], 2), option)

    def test_a_closed_port(self):
        with listener() as port:
            pass
        for client in ("own", "qt"):
            said = self.complaint(["chat", "ws://127.0.0.1:%d/" % port, "--client", client], 1)
            self.assertRegex(said, r"%d.*(start|check)" % port, "what to do")

    def test_a_host_that_is_not_there(self):
        for client in ("own", "qt"):
            self.assertIn("windsock.invalid", self.complaint(["chat", "ws://windsock.invalid/", "--client", client], 1))

    def test_404(self):
        with Server() as server:
            # The response itself follows the sentence.
            said = self.complaint(["chat", server.ws_url("/ws/nothing")], 1, lines=None)
            self.assertRegex(said, r"404 Not Found\. Check the path")
            said = self.complaint(["chat", server.ws_url("/ws/nothing"), "--client", "qt"], 1)
            self.assertRegex(said, r"404.*Windsock's own client shows what the server answered\.$")


class Database(unittest.TestCase):
    """A project whose database is not migrated is served all the same, for most of it may work."""

    def serve(self, home, *more):
        return Server("--backend", "django:" + os.path.join(home.path, "site"), "--python", PYTHON, *more,
                      environment={"WINDSOCK_TEST_DATA_DIR": home.data}, home=home)

    def test_says_how_to_mend_it_and_serves_the_rest(self):
        with Home() as home:
            shutil.copytree(PROJECT, os.path.join(home.path, "site"))
            with self.serve(home) as server:
                self.assertEqual(server.ready().body, b"not polls")
                said = server.wait_log(r"^\[W [^]]*\] (.*--migrate.*)$").group(1)
                self.assertRegex(said, r"^The database of site lacks \d+ migrations .*: serve with --migrate to apply them\.$")
                self.assertEqual(server.get("/users/").code, 500)
                self.assertEqual(server.get("/hello-tornado").code, 200)
                self.assertEqual(server.get("/").code, 200)
                self.assertEqual(len(re.findall("--migrate", server.log())), 1, "once, not once a worker")
            with self.serve(home, "--migrate") as server:
                self.assertEqual(server.ready("/users/").body, b"0 users")
                self.assertNotIn("serve with --migrate", server.log())
            with self.serve(home) as server:
                self.assertEqual(server.ready("/users/").body, b"0 users")


if __name__ == "__main__":
    unittest.main()
