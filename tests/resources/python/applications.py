# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""WSGI applications for the worker's tests; they run on Python 2.7 and 3, in a worker and in gunicorn."""

from __future__ import print_function

import hashlib
import io
import json
import logging
import os
import subprocess
import sys
import threading
import time
from wsgiref.validate import validator

import __main__

PLAIN = [("Content-Type", "text/plain; charset=utf-8")]
kept = {}                                     # what one request leaves for another
go = threading.Event()
logging.basicConfig(level=logging.INFO, format="logged %(message)s")


def pages(path):
    def register(function):
        PAGES[path] = function
        return function
    return register


PAGES = {}


def answer(start_response, text, status="200 OK", headers=()):
    body = text if isinstance(text, bytes) else text.encode("utf-8")
    start_response(status, PLAIN + list(headers))
    return [body]


def to_json(value):
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value


def environ_json(environ, start_response):
    """Every entry: text, numbers and booleans by value, all else by its type's being there."""
    environ["wsgi.input"].read()
    plain = {}
    for key, value in environ.items():
        known = isinstance(value, (type(u""), bytes, bool, int, tuple))
        plain[key] = [to_json(value), isinstance(value, str)] if known else "object"
    text = json.dumps(plain)
    return answer(start_response, text, headers=[("Content-Length", str(len(text)))])


@pages("/status")
def any_status(environ, start_response):
    """The status that the query names."""
    return answer(start_response, "hello", environ["QUERY_STRING"].replace("+", " "))


@pages("/two-lengths")
def two_lengths(environ, start_response):
    return answer(start_response, "hello", headers=[("Content-Length", "5"), ("content-length", "5")])


@pages("/hello")
def hello(environ, start_response):
    return answer(start_response, "hello")


@pages("/echo")
def echo(environ, start_response):
    return answer(start_response, environ["wsgi.input"].read())


@pages("/digest")
def digest(environ, start_response):
    """Reads a body piece by piece; tells its size, its MD5 and this process's greatest memory in KiB."""
    md5, size = hashlib.md5(), 0
    while True:
        piece = environ["wsgi.input"].read(65536)
        if not piece:
            break
        md5.update(piece)
        size += len(piece)
    with open("/proc/self/status") as status:
        peak = [line.split()[1] for line in status if line.startswith("VmHWM")][0]
    return answer(start_response, json.dumps({"size": size, "md5": md5.hexdigest(), "peak": int(peak)}))


@pages("/read")
def read_in_all_ways(environ, start_response):
    body = environ["wsgi.input"]
    parts = [body.read(3), body.readline(), body.readline(2), body.readlines(1), next(body), list(body), body.read(),
             body.read(5), body.readline()]
    return answer(start_response, json.dumps(parts, default=lambda data: data.decode("latin-1")))


@pages("/read-short")
def read_short(environ, start_response):
    try:
        environ["wsgi.input"].read()
    except IOError as error:
        print("caught an IOError:", error)
    return answer(start_response, "")


@pages("/read-and-fail")
def read_and_fail(environ, start_response):
    environ["wsgi.input"].read()
    return answer(start_response, "")


@pages("/ignore")
def ignore_body(environ, start_response):
    kept["input"] = environ["wsgi.input"]
    return answer(start_response, "ignored")


@pages("/read-kept")
def read_kept(environ, start_response):
    try:
        data = kept["input"].read(10)
    except ValueError:                        # closed is fine too
        data = b""
    return answer(start_response, data)


class Closing(object):
    """An iterable that says when it is closed."""

    def __init__(self, pieces, fail=False):
        self._pieces = iter(pieces)
        self._fail = fail

    def __iter__(self):
        return self._pieces

    def close(self):
        print("closed")
        if self._fail:
            raise RuntimeError("close failed")


@pages("/stream")
def stream(environ, start_response):
    start_response("200 OK", PLAIN)
    return Closing([b"", b"one", b"", b"two", b"three"])


@pages("/endless")
def endless(environ, start_response):
    start_response("200 OK", PLAIN)
    while True:
        yield b"more"


@pages("/gated")
def gated(environ, start_response):
    """The second piece is not made before /go is asked for."""
    start_response("200 OK", PLAIN)
    go.clear()
    yield b"first"
    if not go.wait(20):
        raise AssertionError("nobody asked for /go")
    yield b"second"


@pages("/go")
def let_go(environ, start_response):
    go.set()
    return answer(start_response, "gone")


@pages("/late-head")
def late_head(environ, start_response):
    """Nothing may be sent before the first piece that is not empty: the head can still change."""
    start_response("200 OK", PLAIN)
    yield b""
    try:
        raise ValueError("changed its mind")
    except ValueError:
        start_response("418 I'm a teapot", PLAIN, sys.exc_info())
    yield b"tea"


@pages("/write")
def write(environ, start_response):
    write = start_response("200 OK", PLAIN)
    write(b"written ")
    write(b"twice ")
    return [b"returned"]


@pages("/one")
def one(environ, start_response):
    start_response("200 OK", PLAIN)
    return (b"sole",)


@pages("/empty")
def empty(environ, start_response):
    start_response("200 OK", PLAIN)
    return []


@pages("/not-modified")
def not_modified(environ, start_response):
    start_response("304 Not Modified", [("ETag", '"x"'), ("Content-Length", "123")])
    return [b"no body may follow"]


@pages("/no-content")
def no_content(environ, start_response):
    start_response("204 No Content", [])
    return []


@pages("/promise-more")
def promise_more(environ, start_response):
    start_response("200 OK", PLAIN + [("Content-Length", "10")])
    return [b"short"]


@pages("/promise-less")
def promise_less(environ, start_response):
    start_response("200 OK", PLAIN + [("Content-Length", "4")])
    return [b"lon", b"ger", b"still"]


@pages("/headers")
def headers(environ, start_response):
    return answer(start_response, "x", "299 Odd", [
        ("X-Verbatim", "a,  b"), ("x-Twice", "1"), ("x-Twice", "2"), ("X-Latin", str("caf\xe9")), ("Date", "yesterday"),
        ("Connection", "close"), ("Keep-Alive", "timeout=1"), ("Transfer-Encoding", "gzip"), ("Upgrade", "x"),
    ])


@pages("/inject")
def inject(environ, start_response):
    return answer(start_response, "x", headers=[("X-Bad", "a\r\nSet-Cookie: stolen=1")])


@pages("/raise")
def raise_before(environ, start_response):
    raise RuntimeError(u"no head yet: \xe9" if sys.version_info[0] > 2 else "no head yet")


@pages("/raise-started")
def raise_started(environ, start_response):
    start_response("200 OK", PLAIN + [("Content-Length", "3")])
    raise RuntimeError("head not sent")


@pages("/raise-after")
def raise_after(environ, start_response):
    start_response("200 OK", PLAIN)
    yield b"some"
    raise RuntimeError("in the middle")


@pages("/raise-close")
def raise_close(environ, start_response):
    start_response("200 OK", PLAIN)
    return Closing([b"whole"], fail=True)


@pages("/exit")
def system_exit(environ, start_response):
    sys.exit("a request must not end the worker")


@pages("/start-twice")
def start_twice(environ, start_response):
    start_response("200 OK", PLAIN)
    start_response("200 OK", PLAIN)
    return []


@pages("/never-started")
def never_started(environ, start_response):
    return [b"x"]


@pages("/exc-info-late")
def exc_info_late(environ, start_response):
    """After the head, start_response must raise what it is given."""
    start_response("200 OK", PLAIN)
    yield b"some"
    try:
        raise KeyError("given back")
    except KeyError:
        start_response("500 Oops", PLAIN, sys.exc_info())
    yield b"never"


@pages("/text-body")
def text_body(environ, start_response):
    start_response("200 OK", PLAIN)
    return [u"not bytes"]


@pages("/file")
def file_wrapper(environ, start_response):
    size = int(environ["QUERY_STRING"])
    kept["file"] = io.BytesIO(b"f" * size)
    start_response("200 OK", PLAIN)
    return environ["wsgi.file_wrapper"](kept["file"], 4096)


@pages("/file-closed")
def file_closed(environ, start_response):
    return answer(start_response, str(kept["file"].closed))


@pages("/print")
def print_everywhere(environ, start_response):
    print(u"out é ☃".encode("utf-8") if sys.version_info[0] == 2 else u"out é ☃")
    print("err", file=sys.stderr)
    environ["wsgi.errors"].write("errors\n")
    environ["wsgi.errors"].writelines(["and ", "lines\n"])
    logging.getLogger("application").info("line")
    sys.stdout.write("no end")
    return answer(start_response, "printed")


@pages("/print-and-flush")
def print_and_flush(environ, start_response):
    start_response("200 OK", PLAIN)
    sys.stdout.write("half ")
    sys.stdout.flush()
    sys.stdout.write("a line\n")
    return [b""]


@pages("/print-late")
def print_late(environ, start_response):
    start_response("200 OK", PLAIN)
    yield b"body"
    sys.stdout.write("no line end after the body")


@pages("/print-huge")
def print_huge(environ, start_response):
    sys.stdout.write("x" * 300000)
    sys.stdout.write("\n")
    return answer(start_response, "")


@pages("/print-thread")
def print_thread(environ, start_response):
    """Meets three others, so that four exchanges are certain to overlap, and prints in between."""
    word = environ["QUERY_STRING"]
    for turn in range(20):
        sys.stdout.write(word)
        meet()
        sys.stdout.write(word + "\n")
    other = threading.Thread(target=print, args=("other " + word,))
    other.start()
    other.join()
    return answer(start_response, word)


class Meeting(object):
    """threading.Barrier for four, which Python 2 lacks."""

    def __init__(self):
        self._condition = threading.Condition()
        self._count = 0

    def __call__(self):
        with self._condition:
            self._count += 1
            self._condition.notify_all()
            goal = (self._count + 3) // 4 * 4
            end = time.time() + 20
            while self._count < goal:
                if time.time() > end:
                    raise AssertionError("four requests do not run at once")
                self._condition.wait(0.05)


meet = Meeting()


@pages("/streams")
def streams(environ, start_response):
    """What an application can see of its standard streams."""
    facts = {"stdin": sys.stdin.read(), "isatty": sys.stdout.isatty(), "fileno": sys.stderr.fileno(),
             "encoding": sys.stdout.encoding.lower(), "errors": sys.stdout.errors, "writable": sys.stdout.writable(),
             "closed": sys.stdout.closed if sys.version_info[0] > 2 else False}
    if sys.version_info[0] > 2:
        sys.stdout.buffer.write(u"bytes é\n".encode("utf-8"))
        sys.stdout.buffer.write(b"cut \xc3")
        sys.stdout.buffer.write(b"\xa9\n")
        wrapper = io.TextIOWrapper(sys.stdout.buffer, "utf-8")
        wrapper.write(u"wrapped\n")
        del wrapper                           # closes its buffer, which must survive that
        print("lone \udc80 surrogate")
        facts["writes"] = sys.stdout.write("four")
    sys.stdout.writelines(["a", "b\n"])
    return answer(start_response, json.dumps(facts))


@pages("/child")
def child(environ, start_response):
    subprocess.call(["/bin/sh", "-c", "echo from a child; cat"])
    os.write(1, b"from descriptor 1\n")
    return answer(start_response, "done")


@pages("/process")
def process(environ, start_response):
    facts = {"main": sorted(vars(__main__)), "argv": len(sys.argv), "path": sys.path, "cwd": os.getcwd(),
             "descriptors": sorted(os.readlink("/proc/self/fd/" + name) for name in "012"),
             "pid": os.getpid()}
    return answer(start_response, json.dumps(facts))


@pages("/hang")
def hang(environ, start_response):
    """Until the file exists whose name is the query."""
    print("hanging")
    end = time.time() + 60
    while not os.path.exists(environ["QUERY_STRING"]) and time.time() < end:
        time.sleep(0.005)
    return answer(start_response, "hung on")


def application(environ, start_response):
    return PAGES[environ["PATH_INFO"]](environ, start_response)


validated = validator(application)


class Namespace(object):
    inner = staticmethod(application)


not_callable = "text"
