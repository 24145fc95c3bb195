# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`windsock bench`: ab's report, files, both kinds of loop, WebSockets, what is wrong with a call, being stopped."""

import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest

from support import until
from support.program import Home, Server, command_line, run

PAUSE = 0.5                                   # seconds, planted
LABEL = re.compile(r"^([A-Z][\w -]+?):? +\S")


class Pausing(http.server.ThreadingHTTPServer):
    """Answers at once, but for one request, which takes half a second."""

    daemon_threads = True

    class Page(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1                         # head and body in one packet

        def do_GET(self):
            self.server.asked += 1
            if self.server.asked == 50:
                time.sleep(PAUSE)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Page)
        self.asked = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


def labels(report):
    """What stands before the figures, line by line, up to the percentages."""
    lines = report[report.index("Server Software"):].split("Percentage of")[0].splitlines()
    return [match.group(1) for match in map(LABEL.match, lines) if match]


def percentile(report, line, name):
    """In ms."""
    text = next(each for each in report.splitlines() if line in each)
    value, unit = re.search(r"\b%s ([\d.,]+) (ms|s)\b" % name, text).groups()
    return float(value.replace(",", "")) * (1000 if unit == "s" else 1)


class Bench(unittest.TestCase):

    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.__exit__)

    def bench(self, *arguments):
        return subprocess.run(command_line("bench", *arguments), capture_output=True, encoding="utf-8", timeout=60,
                              env=self.home.environment(), cwd=self.home.path)

    def succeed(self, *arguments):
        result = self.bench(*arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        return result.stdout

    def read(self, name, mode="r"):
        with open(os.path.join(self.home.path, name), mode, **({} if "b" in mode else {"encoding": "utf-8"})) as file:
            return file.read()

    def test_the_report_is_abs(self):
        with Server() as server:
            ours = self.succeed("-n", 50, "-c", 5, server.url("/hello-tornado"))
            for line in ("Complete requests:      50", "Failed requests:        0", "Keep-Alive requests:    50",
                         "Concurrency Level:      5", "Document Path:          /hello-tornado"):
                self.assertIn(line, ours)
            if shutil.which("ab"):
                theirs = subprocess.run(["ab", "-q", "-k", "-n", "50", "-c", "5", server.url("/hello-tornado")],
                                        capture_output=True, encoding="utf-8", check=True).stdout
                self.assertEqual(labels(ours), labels(theirs))
        self.assertIn("✓ No errors.", ours)

    def test_files_are_written_and_read_again(self):
        with Server() as server:
            self.succeed("-n", 50, "-c", 5, "--gnuplot", "run.tsv", "--csv", "run.csv", "--hgrm", "run.hgrm", "--json", "run.json",
                         "--png", "run.png", server.url("/polls/"))
            rows = self.read("run.tsv").splitlines()
            self.assertEqual(rows[0], "starttime\tseconds\tctime\tdtime\tttime\twait")
            totals = [int(row.split("\t")[4]) for row in rows[1:]]
            self.assertEqual((len(totals), totals), (50, sorted(totals)))
            self.assertEqual(len(self.read("run.csv").splitlines()), 52)
            self.assertIn("Total count    =           50]", self.read("run.hgrm"))
            whole = json.loads(self.read("run.json"))
            self.assertEqual(whole["runs"][0]["counts"]["complete"], 50)
            self.assertEqual(self.read("run.png", "rb")[:4], b"\x89PNG")
            again = self.succeed("--read", "run.tsv", "--png", "again.png", "--title", "Ours")
            self.assertIn("Complete requests:      50", self.succeed("--read", "run.json"))
        self.assertIn("Complete requests:      50", again)
        self.assertEqual(self.read("again.png", "rb")[:4], b"\x89PNG")

    def test_the_ancestors_run_is_three_pages(self):
        with Server() as server:
            text = self.succeed("--ancestor", server.url("/"), "-n", 20, "-c", 4, "-g", "a.tsv", "--png", "a.png")
        paths = re.findall(r"^Document Path: +(.*)$", text, re.M)
        self.assertEqual(paths, ["/hello-tornado", "/polls/", "/admin/login/?next=/admin/"])
        self.assertEqual(sorted(name for name in os.listdir(self.home.path) if name.startswith("a")),
                         ["a-1.tsv", "a-2.tsv", "a-3.tsv", "a.png"])

    def test_a_rate_shows_the_pause_that_a_closed_loop_hides(self):
        with Pausing() as server:
            url = "http://127.0.0.1:%d/" % server.server_address[1]
            text = self.succeed("--rate", 200, "-n", 300, "-c", 1, url)
            # The hundred that were due in the half second have waited, a quarter of a second on the average.
            self.assertGreater(percentile(text, "from the intended time", "p90"), PAUSE * 1000 / 3)
            self.assertLess(percentile(text, "from the true send", "p90"), PAUSE * 1000 / 4)
            self.assertGreaterEqual(percentile(text, "from the true send", "max"), PAUSE * 1000)
            server.asked = 0
            closed = self.succeed("-n", 300, "-c", 1, url)
            self.assertLess(percentile(closed, "Latency:", "p99"), PAUSE * 1000 / 4)

    def test_websockets_are_spoken_to(self):
        with Server() as server:
            for arguments in (["--ws", server.url("/ws/hello-tornado")], [server.ws_url()]):
                text = self.succeed("-n", 40, "-c", 4, "--message", "Grüße", *arguments)
                self.assertIn("Complete requests:      40", text)
                self.assertIn("Connecting, with the handshake (4 WebSockets)", text)
            self.assertIn("Someone said: Grüße", server.stdout())
            refused = self.bench("-n", 4, "-c", 2, server.ws_url("/hello-tornado"))
        self.assertEqual(refused.returncode, 1)
        self.assertIn("is no WebSocket there", refused.stderr)

    def test_posts_and_headers(self):
        with Server() as server:
            self.home.file("body", "choice=1")
            text = self.succeed("-n", 3, "-c", 1, "-p", "body", "-T", "application/x-www-form-urlencoded", "-H", "X-Test: 1",
                                server.url("/polls/1/vote/"))
            self.assertIn("Non-2xx responses:      3", text)          # it redirects
            self.assertIn("Total body sent:", text)
            server.wait_log(r"302 POST /polls/1/vote/")

    def test_over_tls(self):
        with Server("--tls") as server:
            url = server.url("/hello-tornado").replace("http:", "https:")
            self.assertEqual(self.bench("-n", 2, "-c", 1, url).returncode, 1)          # whose certificate nobody knows
            self.assertIn("Complete requests:      20", self.succeed("-n", 20, "-c", 4, "--insecure", url))

    def test_what_is_wrong_with_a_call_is_said(self):
        self.home.file("junk", b"\x00\xff not a run")
        for arguments, why in (
                ([], "Give a URL"), (["localhost"], "begin it with http://"), (["http://"], "no host"), (["ftp://h/"], "begin it with"),
                (["http://h:0/"], "port 0"), (["-n", "0", "http://h/"], "-n takes"), (["-n", "x", "http://h/"], "-n takes"),
                (["-n", "1.5", "http://h/"], "whole numbers"), (["-c", "0", "http://h/"], "-c takes"),
                (["-n", "5", "-c", "6", "http://h/"], "-c cannot be more than -n"), (["-t", "-1", "http://h/"], "-t takes"),
                (["--rate", "nan", "http://h/"], "--rate takes"), (["-m", "GE T", "http://h/"], "-m takes"),
                (["-H", "x", "http://h/"], "-H takes"), (["-H", "a b: c", "http://h/"], "no header"),
                (["-p", "none", "http://h/"], "-p none"), (["--timeout", "0", "http://h/"], "--timeout takes"),
                (["--nonsense", "http://h/"], "see windsock bench --help"), (["--ancestor", "h"], "begin it with")):
            result = self.bench(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(why, result.stderr, arguments)
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        for arguments, why in ((["--read", "none.tsv"], "none.tsv"), (["--read", "junk"], "junk"), (["--read", "."], "."),
                               (["http://127.0.0.1:1/"], "Nothing listens on 127.0.0.1:1"),
                               (["http://no.such.host.invalid/"], "no host")):
            result = self.bench(*arguments)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn(why, result.stderr, arguments)

    def test_what_cannot_be_written_is_said(self):
        with Server() as server:
            for option in ("--gnuplot", "--csv", "--hgrm", "--json", "--png"):
                result = self.bench("-n", 2, "-c", 1, option, "none/file.png", server.url("/hello-tornado"))
                self.assertEqual(result.returncode, 1, option)
                self.assertIn("none/file.png", result.stderr, option)
                self.assertIn("Complete requests:      2", result.stdout)

    def test_a_device_stays_a_device(self):
        with Server() as server:
            for device, code in (("/dev/null", 0), ("/dev/full", 1)):
                if not os.path.exists(device):
                    continue
                before = os.stat(device)
                result = self.bench("-n", 2, "-c", 1, "--gnuplot", device, server.url("/hello-tornado"))
                self.assertEqual((result.returncode, device in result.stderr), (code, bool(code)), result.stderr)
                self.assertEqual(os.stat(device).st_rdev, before.st_rdev)

    def test_it_is_stopped(self):
        with Server() as server:
            process = subprocess.Popen(command_line("bench", "-t", 600, "-c", 4, server.url("/hello-tornado")), stdout=subprocess.PIPE,
                                       encoding="utf-8", env=self.home.environment())
            server.wait_log("200 GET /hello-tornado")
            process.send_signal(signal.SIGINT)
            text = process.communicate(timeout=20)[0]
        self.assertEqual(process.returncode, 1)
        self.assertRegex(text, r"Complete requests: +[1-9]")

    def test_a_server_that_dies_is_counted(self):
        with Server() as server:
            process = subprocess.Popen(command_line("bench", "-t", 1.5, "-c", 4, server.url("/hello-tornado")),
                                       stdout=subprocess.PIPE, encoding="utf-8", env=self.home.environment())
            server.wait_log("200 GET /hello-tornado")
            server.process.kill()
            server.process.wait()
            text = process.communicate(timeout=20)[0]
        self.assertEqual(process.returncode, 1)
        self.assertRegex(text, r"Failed requests: +[1-9]")
        self.assertRegex(text, r"(?m)^✗ ")


if __name__ == "__main__":
    unittest.main()
