# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The load: wrk and ab from Debian, and an echo prober of a few microseconds."""

import os
import re
import socket
import subprocess
import threading
import time

import peers  # noqa: F401  (puts tests/app on the path)
from support.websocket import TEXT, WebSocket, frame


def requests_per_second(port, connections, seconds, pin, path="/hello-tornado"):
    """wrk, one thread, off the server's core. Raises when anything but 200s came back."""
    command = ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--timeout", "30s", "http://127.0.0.1:%d%s" % (port, path)]
    others = [str(core) for core in range(os.cpu_count()) if core != peers.SERVER_CORE]
    if pin and others:
        command = ["taskset", "-c", ",".join(others), *command]
    report = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    for trouble in ("Non-2xx", "Socket errors"):
        if trouble in report:
            raise RuntimeError("wrk is not content:\n" + report)
    return float(re.search(r"^Requests/sec:\s+([\d.]+)", report, re.M).group(1))


def milliseconds_to_first_answer(server, environment):
    """From `server(port)`, a command, to the last byte of the first 200, for a client that asks until it is answered."""
    port = peers.free_port()
    began = time.perf_counter()
    process = subprocess.Popen(server(port), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=environment)
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - began > 30:
                raise RuntimeError("no answer; the server's exit code: %s" % process.poll())
            time.sleep(0.0005)
        return (time.perf_counter() - began) * 1000
    finally:
        process.kill()
        process.wait()


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as one:
            one.sendall(b"GET /hello-tornado HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return one.makefile("rb").read().startswith(b"HTTP/1.1 200 ")
    except ConnectionError:
        return False


def pages_per_second(port, clients, seconds):
    with Pages(port, clients, seconds) as pages:
        pass
    return pages.per_second


def idle_connections(port, count, webSocket):
    """So many open connections that say nothing more."""
    if webSocket:
        return [WebSocket(port, "/ws/hello-tornado").socket for _ in range(count)]
    sockets = []
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(b"GET /hello-tornado HTTP/1.1\r\nHost: a\r\nIf-None-Match: *\r\n\r\n")
        connection.recv(4096)
        sockets.append(connection)
    return sockets


def echo_messages_per_second(port, connections, seconds):
    """A text of 32 bytes on each of the connections, all answers, and again; off the server's core."""
    os.sched_setaffinity(0, set(range(os.cpu_count())) - {peers.SERVER_CORE} or {0})
    question, size = frame(b"x" * 32, TEXT), 2 + len("You said: ") + 32
    sockets = idle_connections(port, connections, True)
    try:
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            for one in sockets:
                one.send(question)
            for one in sockets:
                missing = size
                while missing:
                    piece = one.recv(missing)
                    if not piece:
                        raise RuntimeError("the server closed a connection")
                    missing -= len(piece)
            count += len(sockets)
        return count / (time.perf_counter() - began)
    finally:
        for one in sockets:
            one.close()
        os.sched_setaffinity(0, range(os.cpu_count()))


def resident_kilobytes(pid):
    with open("/proc/%d/status" % pid) as status:
        return int(re.search(r"^VmRSS:\s*(\d+)", status.read(), re.M).group(1))


class Pages:
    """`ab -k` on /polls/ while the block runs; afterwards `per_second`."""

    def __init__(self, port, clients, seconds):
        self._command = ["ab", "-q", "-k", "-c", str(clients), "-t", str(seconds), "-n", "10000000", "http://127.0.0.1:%d/polls/" % port]

    def __enter__(self):
        self._process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *self._command], stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE, encoding="utf-8")
        return self

    def __exit__(self, kind, *_):
        if kind:
            self._process.kill()
        report, errors = self._process.communicate()
        if kind:
            return
        if not re.search(r"^Failed requests:\s+0$", report, re.M) or "Non-2xx" in report:
            raise RuntimeError("ab is not content:\n" + report + errors)
        self.per_second = float(re.search(r"^Requests per second:\s+([\d.]+)", report, re.M).group(1))


def echo_round_trips(port, seconds, pause=0.005):
    """Round trips in ns: a text of 32 bytes, its answer, a pause, and again, on one connection."""
    question = frame(b"x" * 32, TEXT)
    answer_size = 2 + len("You said: ") + 32
    trips = []
    with WebSocket(port, "/ws/hello-tornado") as client:
        end = time.monotonic() + seconds
        receive, send, clock = client.socket.recv, client.socket.sendall, time.perf_counter_ns
        while time.monotonic() < end:
            began = clock()
            send(question)
            missing = answer_size
            while missing > 0:
                got = len(receive(missing))
                if not got:
                    raise RuntimeError("the echo was closed")
                missing -= got
            trips.append(clock() - began)
            time.sleep(pause)
    return trips


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def echo_under_pages(port, clients, seconds):
    """(p50 ms, p99 ms, pages a second) of the same seconds."""
    trips = []
    with Pages(port, clients, seconds + 1) as pages:
        time.sleep(0.5)                           # ab's own start is not what is measured
        prober = threading.Thread(target=lambda: trips.extend(echo_round_trips(port, seconds)))
        prober.start()
        prober.join()
    if not trips:
        raise RuntimeError("the prober got no answer")
    return percentile(trips, 50) / 1e6, percentile(trips, 99) / 1e6, pages.per_second
