# -*- coding: utf-8 -*-
# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One worker process of Windsock's WSGI container (PEP 3333).

    PYTHON wsgi_worker.py --socket PATH (--app MODULE:CALLABLE | --django SETTINGS_MODULE)
        [--chdir DIR] [--path DIR]... [--threads T] [--reload] [--migrate]

Standard library only, one file, the same text for Python 2.7 and 3.3 to 3.13, on Linux (epoll).

fd 0  the lifeline: its end of file is the end of this process, at once
fd 1  the control channel, one JSON object a line (events ready, failed, output, traceback, reload)
fd 2  raw stderr, for what does not come from Python

On the socket, each request is the line
    WINDSOCK/1 EXCHANGE SCHEME REMOTE_ADDR REMOTE_PORT SERVER_ADDR SERVER_PORT
and an HTTP/1 head as the client sent it; its body is framed by Content-Length. Answers are HTTP/1.1
whatever version the client spoke. Whether this connection stays open is between Windsock and this
worker: the client's Connection header is the application's to read, and nothing more. An answer
after which the worker closes says "Connection: close".

Threads: T of them wait on one epoll set (T = 1: the main thread itself), so that an idle connection
pins none and no request is handed from thread to thread.
"""

import argparse
import codecs
import errno
import fcntl
import io
import json
import os
import re
import select
import signal
import socket
import stat
import sys
import threading
import time
import traceback
import types

# The application must find neither our names in __main__ nor itself started by importing us.
STARTED_AS_SCRIPT = __name__ == "__main__"
if STARTED_AS_SCRIPT:
    __name__ = "windsock_wsgi_worker"

VERSION = "0.1.0"
PY2 = sys.version_info[0] == 2
THIS_FILE = os.path.abspath(__file__)

RECEIVE = 65536               # bytes asked from a connection at once
HEAD_LIMIT = 1 << 20          # bytes; Windsock's own limit is far below
DRAIN_LIMIT = 1 << 20         # bytes of an unread body that are read away to keep the connection
JOIN_LIMIT = 1 << 16          # bytes up to which copying beats a second system call
EVENT_LIMIT = 1 << 16         # characters of text in one event
PARTIAL_LIMIT = 1 << 16       # characters kept of a line that does not end
STOP_DEADLINE = 30.0          # seconds from SIGTERM to the end, whatever still runs
RELOAD_INTERVAL = 0.5         # seconds

if PY2:
    from urllib import unquote as unquote_bytes
    from urlparse import urlsplit
    unicode_type = unicode  # noqa: F821
    exec("def reraise(kind, value, trace):\n    raise kind, value, trace\n")
else:
    from urllib.parse import unquote_to_bytes as unquote_bytes
    from urllib.parse import urlsplit
    unicode_type = str

    def reraise(kind, value, trace):
        raise value.with_traceback(trace)


class ClientGone(IOError):
    """The other end closed before the exchange was complete."""


class BadRequest(Exception):
    """The head breaks the protocol between Windsock and this worker."""


def ignoring_interrupts(call, *arguments):
    """call(*arguments), again after EINTR: Python before 3.5 does not do it by itself."""
    while True:
        try:
            return call(*arguments)
        except (EnvironmentError, select.error) as error:
            if error.args[0] != errno.EINTR:
                raise


def set_close_on_exec(descriptor):
    fcntl.fcntl(descriptor, fcntl.F_SETFD, fcntl.fcntl(descriptor, fcntl.F_GETFD) | fcntl.FD_CLOEXEC)


def private_copy(descriptor):
    """A duplicate that children do not inherit, above the standard three."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)
    set_close_on_exec(copy)
    return copy


def waking_pipe():
    """(read, write) ends that children do not inherit, for writing to from a signal handler: neither ever waits."""
    ends = os.pipe()
    for end in ends:
        set_close_on_exec(end)
        fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_NONBLOCK)
    return ends


# ---------------------------------------------------------------------------------- control channel

LONE_SURROGATE = re.compile(u"[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")


def to_text(value):
    """Text that JSON can carry: bytes become UTF-8, a lone surrogate (surrogateescape) U+FFFD."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return LONE_SURROGATE.sub(u"\ufffd", value)


class ControlChannel(object):
    """Writes events to Windsock. Any thread; one event is written whole before the next."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._renew_lock()
        if hasattr(os, "register_at_fork"):   # a child forked while another thread wrote would hang
            os.register_at_fork(after_in_child=self._renew_lock)

    def _renew_lock(self):
        self._lock = threading.RLock()        # a destructor may print while this thread writes

    def send(self, event, **fields):
        line = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
        data = ('{"event":"%s",%s\n' % (event, line[1:])).encode("ascii")
        with self._lock:
            while data:
                data = data[self._write(data):]

    def _write(self, data):
        try:
            return os.write(self._descriptor, data)
        except OSError as error:
            if error.errno == errno.EINTR:
                return 0
            if error.errno == errno.EAGAIN:
                ignoring_interrupts(select.select, [], [self._descriptor], [])
                return 0
            os._exit(1)                       # EPIPE: nobody is there to serve for

    def output(self, exchange, stream, text):
        text = to_text(text)
        for start in range(0, len(text), EVENT_LIMIT):
            self.send("output", exchange=exchange, stream=stream, text=text[start:start + EVENT_LIMIT])

    def say(self, exchange, sentence):
        """The worker's own words, shown where the application's stderr is."""
        self.output(exchange, "stderr", u"Windsock: " + to_text(sentence) + u"\n")

    def traceback(self, exchange, exc_info):
        self.send("traceback", exchange=exchange, text=format_traceback(exc_info))

    def failed(self, stage, exc_info):
        self.send("failed", stage=stage, message=one_sentence(exc_info),
                  text=format_traceback(exc_info), files=traceback_files(exc_info))


def is_own_frame(trace):
    name = trace.tb_frame.f_code.co_filename
    return name.startswith("<frozen importlib") or os.path.abspath(name) == THIS_FILE


def format_traceback(exc_info):
    """The traceback from the first frame that is not ours."""
    kind, value, trace = exc_info
    while trace is not None and is_own_frame(trace):
        trace = trace.tb_next
    try:
        lines = traceback.format_exception(kind, value, trace)
    except Exception:                         # the exception's own __str__ fails
        lines = ["%s\n" % getattr(kind, "__name__", kind)]
    return u"".join(to_text(line) for line in lines)


def one_sentence(exc_info):
    kind, value, _ = exc_info
    try:
        words = to_text(unicode_type(value))
    except Exception:
        words = u""
    words = u" ".join(words.split())
    name = to_text(kind.__name__)
    return (name + u": " + words if words else name)[:1000]


def traceback_files(exc_info):
    """Source files to watch for a mend: those the traceback runs through and a SyntaxError's own."""
    _, value, trace = exc_info
    files = []
    while trace is not None:
        if not is_own_frame(trace):
            files.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    if isinstance(value, SyntaxError) and value.filename:
        files.append(value.filename)
    existing = [os.path.abspath(name) for name in files if os.path.isfile(name)]
    return [to_text(name) for index, name in enumerate(existing) if name not in existing[:index]]


# --------------------------------------------------------------------------- stdout, stderr, errors

class Current(threading.local):
    """What the current thread serves: 0 outside of an exchange."""
    exchange = 0


current = Current()


class Partial(object):
    """The text since the last line end, and the bytes of a character that is not complete."""

    def __init__(self):
        self.text = u""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")


class PartialOfThread(threading.local):
    def __init__(self):
        self.partial = Partial()


class TaggedLines(object):
    """Gathers text to lines and sends them tagged with the exchange of the writing thread.

    Threads that serve gather each for itself; all others share one partial line, so that nothing
    is lost with a thread that ends in the middle of one.
    """

    def __init__(self, control, name):
        self._control = control
        self._name = name
        self._own = PartialOfThread()
        self._shared = Partial()
        self._lock = threading.RLock()

    def _partial(self):
        return self._own.partial if current.exchange else self._shared

    def write_text(self, text):
        if current.exchange:
            self._gather(self._own.partial, text)
            return
        with self._lock:
            self._gather(self._shared, text)

    def write_bytes(self, data):
        with self._lock:
            text = self._partial().decoder.decode(data)
        self.write_text(text)

    def _gather(self, partial, text):
        text = partial.text + text
        end = text.rfind(u"\n") + 1
        if len(text) - end > PARTIAL_LIMIT:
            end = len(text)
        partial.text = text[end:]
        if end:
            self._control.output(current.exchange, self._name, text[:end])

    def finish(self):
        """Sends what has no line end yet, for none will come."""
        partial = self._partial()
        if partial.text:
            with self._lock:
                text, partial.text = partial.text, u""
            self._control.output(current.exchange, self._name, text)


class LineBytes(io.BufferedIOBase):
    """sys.stdout.buffer"""

    def __init__(self, lines, name):
        self._lines = lines
        self.name = name
        self.mode = "wb"

    @property
    def raw(self):
        return self

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        return 2

    def write(self, data):
        data = bytes(data)
        self._lines.write_bytes(data)
        return len(data)

    def flush(self):
        """Lines alone are sent: who flushes after each word, as colorama does, would tear them apart."""

    def close(self):
        """Never closed: a TextIOWrapper around it that dies would close it for everybody."""


class LineWriter(object if PY2 else io.TextIOBase):
    """A text file as far as an application can tell; its lines go to Windsock."""

    encoding = "UTF-8" if PY2 else "utf-8"
    errors = "replace"
    newlines = None
    line_buffering = True
    write_through = False
    mode = "w"
    softspace = 0                             # Python 2's print statement keeps its state here

    def __init__(self, control, name):
        self._lines = TaggedLines(control, name)
        self.name = "<%s>" % name
        if not PY2:
            self._buffer = LineBytes(self._lines, self.name)

    @property
    def buffer(self):
        if PY2:
            raise AttributeError("buffer")
        return self._buffer

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def isatty(self):
        return False

    def fileno(self):
        return 2

    def reconfigure(self, **_):
        """Encoding and buffering are Windsock's."""

    def write(self, text):
        if PY2 and isinstance(text, bytes):
            self._lines.write_bytes(text)
        elif isinstance(text, unicode_type):
            self._lines.write_text(text)
        else:
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        return None if PY2 else len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        """Lines alone are sent, see LineBytes."""

    def finish(self):
        self._lines.finish()

    def close(self):
        """Never closed, as those of a terminal are not."""


class Streams(object):
    """The three places an application writes text to."""

    def __init__(self, control):
        self.stdout = LineWriter(control, "stdout")
        self.stderr = LineWriter(control, "stderr")
        self.errors = LineWriter(control, "wsgi.errors")

    def install(self):
        sys.stdout, sys.stderr = self.stdout, self.stderr

    def flush(self):
        self.stdout.finish()
        self.stderr.finish()
        self.errors.finish()


# ------------------------------------------------------------------------------------------ request

ENVIRON_KEYS = {}             # header name as sent -> environ key; bounded, clients choose the names


def environ_key(name):
    upper = name.upper()
    if upper in ("CONTENT-TYPE", "CONTENT-LENGTH"):
        key = upper.replace("-", "_")
    else:
        key = "HTTP_" + upper.replace("-", "_")
    if len(ENVIRON_KEYS) < 1024:
        ENVIRON_KEYS[name] = key
    return key


def unfold(lines):
    """RFC 9112 §5.2: a line that begins with white space continues the one before."""
    whole = lines[:2]
    for line in lines[2:]:
        if line[:1] in (" ", "\t") and len(whole) > 2:
            whole[-1] += " " + line.strip(" \t")
        else:
            whole.append(line)
    return whole


def add_headers(environ, lines):
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name:
            raise BadRequest("no header field: %r" % line)
        key = ENVIRON_KEYS.get(name) or environ_key(name)
        value = value.lstrip(" \t")
        if key in environ and key.startswith("HTTP_"):
            value = environ[key] + "," + value
        environ[key] = value


def split_target(target):
    """(path, query) of a request target in origin, absolute or asterisk form."""
    if target[:1] == "/":
        target = target.partition("#")[0]
        path, _, query = target.partition("?")
        return path, query
    try:
        parts = urlsplit(target)
    except ValueError:
        raise BadRequest("bad request target: %r" % target)
    return parts[2], parts[3]


def unquote_path(path):
    """Percent-decoded bytes as a native string (PEP 3333: bytes as unicode)."""
    if "%" not in path:
        return path
    if PY2:
        return unquote_bytes(path)
    return unquote_bytes(path.encode("latin-1")).decode("latin-1")


def add_target(environ, target, script_name):
    path, environ["QUERY_STRING"] = split_target(target)
    if script_name and path.startswith(script_name):
        path = path[len(script_name):]
    environ["SCRIPT_NAME"] = script_name
    environ["PATH_INFO"] = unquote_path(path)
    environ["RAW_URI"] = target


def server_from_host(host, scheme):
    """(name, port) out of the Host header, for a listener that has no address of its own."""
    match = re.match(r"(\[[^\]]*\]|[^:]*)(?::(\d*))?\Z", host)
    name, port = match.groups() if match else (host, None)
    return name or "localhost", port or ("443" if scheme == "https" else "80")


def add_addresses(environ, words):
    """words: scheme, remote address and port, server address and port; "-" is unknown."""
    scheme, remote, remote_port, server, server_port = words
    environ["wsgi.url_scheme"] = scheme
    if remote == "-":
        environ["REMOTE_ADDR"] = ""
    else:
        environ["REMOTE_ADDR"] = remote
        environ["REMOTE_PORT"] = remote_port
    if server == "-":
        server, server_port = server_from_host(environ.get("HTTP_HOST", ""), scheme)
    environ["SERVER_NAME"] = server
    environ["SERVER_PORT"] = server_port


def body_length(environ):
    text = environ.get("CONTENT_LENGTH")
    if text is None:
        return 0
    text = text.strip(" \t")
    if not text.isdigit():
        raise BadRequest("bad Content-Length: %r" % text)
    return int(text)


def exchange_id(word):
    return int(word) if word.isdigit() else word


def parse_head(head, environ, script_name):
    """Fills environ from the bytes before the empty line; returns the exchange's id."""
    text = head if PY2 else head.decode("latin-1")
    lines = text.split("\r\n")
    preamble = lines[0].split(" ")
    if len(preamble) != 7 or preamble[0] != "WINDSOCK/1" or len(lines) < 2:
        raise BadRequest("no preamble: %r" % lines[0][:200])
    request = lines[1].split(" ")
    if len(request) != 3:
        raise BadRequest("bad request line: %r" % lines[1][:200])
    if "\r\n " in text or "\r\n\t" in text:
        lines = unfold(lines)
    environ["REQUEST_METHOD"] = request[0].upper()
    environ["SERVER_PROTOCOL"] = request[2]
    add_headers(environ, lines[2:])
    add_target(environ, request[1], script_name)
    add_addresses(environ, preamble[2:])
    return exchange_id(preamble[1])


class RequestBody(io.RawIOBase):
    """The part of a body that is still on the socket: what io.BufferedReader reads from."""

    def __init__(self, sock, begun, length):
        self._socket = sock
        self._begun = begun                   # bytes that came with the head
        self._length = length
        self.remaining = length

    def readable(self):
        return True

    def _take(self, size):
        if not self.remaining:
            return b""
        size = min(size, self.remaining)
        if self._begun:
            data, self._begun = self._begun[:size], self._begun[size:]
        else:
            data = self._receive(size)
        self.remaining -= len(data)
        return data

    def _receive(self, size):
        try:
            data = ignoring_interrupts(self._socket.recv, size)
        except EnvironmentError:
            data = b""
        if not data:
            raise ClientGone("the client went away with %d of %d bytes of its body unsent"
                             % (self.remaining, self._length))
        return data

    def readinto(self, target):
        data = self._take(len(target))
        target[:len(data)] = data
        return len(data)

    def readall(self):
        pieces = []
        while self.remaining:
            pieces.append(self._take(RECEIVE))
        return b"".join(pieces)

    def drain(self):
        """Reads the rest away; False if that is too much or the client is gone.

        True also means that an application which kept wsgi.input cannot eat the next request.
        """
        if self.remaining > DRAIN_LIMIT:
            return False
        try:
            while self.remaining:
                self._take(RECEIVE)
        except ClientGone:
            return False
        return True


# ----------------------------------------------------------------------------------------- response

HOP_BY_HOP = frozenset(["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
                        "trailer", "trailers", "transfer-encoding", "upgrade"])
is_token = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z").match
is_field_value = re.compile(u"[ \t\x21-\x7e\x80-\xff]*\\Z" if not PY2 else "[ \t\x21-\x7e\x80-\xff]*\\Z").match
is_status = re.compile(r"[2-9][0-9][0-9] ").match    # an interim one (1xx) is not the application's to send
is_length = re.compile(r"[0-9]+\Z").match
INTERNAL_ERROR = b"Internal Server Error"


class FileWrapper(object):
    """wsgi.file_wrapper"""

    def __init__(self, filelike, blksize=8192):
        self.filelike = filelike
        self.blksize = blksize
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self):
        return self

    def __next__(self):
        data = self.filelike.read(self.blksize)
        if data:
            return data
        raise StopIteration

    next = __next__


def native(value, what):
    if isinstance(value, str):
        return value
    if PY2 and isinstance(value, unicode_type):
        return value.encode("latin-1")
    raise TypeError("%s must be a string, not %r" % (what, value))


class Response(object):
    """Sends what the application answers to one request."""

    def __init__(self, sock, method, closing):
        self._socket = sock
        self._method = method
        self._closing = closing               # callable: must this answer be the connection's last?
        self._status = None
        self._headers = ()
        self._length = None                   # Content-Length, once known
        self._sent = 0                        # bytes of body
        self._cut = 0                         # bytes beyond Content-Length
        self._bodiless = False
        self._chunked = False
        self._sole = False                    # the application's list has one element
        self.head_sent = False
        self.complete = False
        self.keep = True                      # may the connection be used again?

    def start_response(self, status, headers, exc_info=None):
        if exc_info:
            try:
                if self.head_sent:
                    reraise(*exc_info)
            finally:
                exc_info = None               # no cycle through this frame
        elif self._status is not None:
            raise AssertionError("start_response() was called a second time without exc_info")
        self._set_status(native(status, "the status"))
        self._set_headers(headers)
        return self.write

    def _set_status(self, status):
        if not is_status(status) or not is_field_value(status):
            raise ValueError("not a status such as '200 OK': %r" % status)
        self._status = status
        self._bodiless = self._method == "HEAD" or status[:3] in ("204", "304")

    def _set_headers(self, headers):
        kept, self._length = [], None
        for name, value in headers:
            name, value = native(name, "a header's name"), native(value, "a header's value").strip(" \t")
            if not is_token(name):
                raise ValueError("not a header's name: %r" % name)
            if not is_field_value(value):
                raise ValueError("not a header's value: %s: %r" % (name, value))
            lower = name.lower()
            if lower in HOP_BY_HOP:
                continue
            if lower == "content-length":
                self._length = self._parse_length(value)
            kept.append(name + ": " + value + "\r\n")
        self._headers = kept

    def _parse_length(self, value):
        if self._length is not None:
            raise ValueError("a second Content-Length: %r" % value)
        if not is_length(value):
            raise ValueError("not a Content-Length: %r" % value)
        return int(value)

    def write(self, data):
        """PEP 3333's write(); also takes each piece of the iterable."""
        if not isinstance(data, bytes):
            raise TypeError("the body must be bytes, not %r" % type(data).__name__)
        if not data:
            return
        if self.head_sent:
            self._send_body(data)
        else:
            self._send_first(data)

    def _send_first(self, data):
        if self._status is None:
            raise AssertionError("a body came before start_response()")
        added = self._choose_framing(len(data))
        self._send_body(data, self._head(added))

    def _choose_framing(self, size):
        """The header that frames the body; size: of the first piece."""
        if self._length is not None:
            return ""
        if self._sole and (size or not self._bodiless):
            self._length = size
            return "Content-Length: %d\r\n" % size
        if self._bodiless:
            return ""
        self._chunked = True
        return "Transfer-Encoding: chunked\r\n"

    def _head(self, added):
        if self._closing():
            self.keep = False
        if not self.keep:
            added += "Connection: close\r\n"
        head = "HTTP/1.1 " + self._status + "\r\n" + "".join(self._headers) + added + "\r\n"
        return head if PY2 else head.encode("latin-1")

    def _send_body(self, data, head=b""):
        data = self._framed(data)
        self.head_sent = True                 # even half a head cannot be taken back
        if len(head) + len(data) <= JOIN_LIMIT:
            data = head + data
        elif head:
            self._send(head)
        if data:
            self._send(data)

    def _framed(self, data):
        if self._bodiless:
            return b""
        if self._length is not None and self._sent + len(data) > self._length:
            room = self._length - self._sent
            self._cut += len(data) - room
            data = data[:room]
        self._sent += len(data)
        if self._chunked:
            return b"".join((("%x\r\n" % len(data)).encode("ascii"), data, b"\r\n"))
        return data

    def _send(self, data):
        try:
            self._socket.sendall(data)
        except EnvironmentError:
            raise ClientGone("the client went away before the answer was sent")

    def send_all(self, pieces):
        self._sole = not self.head_sent and self._has_one(pieces)
        for piece in pieces:
            self.write(piece)
            if self._bodiless and self.head_sent:
                break                         # nothing more can be said; a stream might never end
        self._finish()

    @staticmethod
    def _has_one(pieces):
        try:
            return len(pieces) == 1
        except Exception:
            return False

    def _finish(self):
        if not self.head_sent:
            self._send_empty()
        elif self._chunked:
            self._send(b"0\r\n\r\n")
        self.complete = True
        if self.missing():
            self.keep = False

    def _send_empty(self):
        if self._status is None:
            raise AssertionError("the application returned without start_response()")
        added = ""
        if self._length is None and not self._bodiless:
            added = "Content-Length: 0\r\n"
        self._send_body(b"", self._head(added))

    def missing(self):
        """Bytes promised by Content-Length and not given."""
        return 0 if self._length is None or self._bodiless else self._length - self._sent

    def complaint(self):
        """What is wrong with the length, as a sentence, or None."""
        if self.missing():
            return ("the application promised Content-Length: %d and gave %d bytes; the connection was cut"
                    % (self._length, self._sent))
        if self._cut:
            return ("the application promised Content-Length: %d and gave %d bytes; the rest was cut off"
                    % (self._length, self._sent + self._cut))
        return None

    def send_internal_error(self):
        """Instead of the application's answer, of which nothing was sent."""
        self._bodiless = self._method == "HEAD"
        self._status = "500 Internal Server Error"
        self._headers = ["Content-Type: text/plain\r\n", "Content-Length: %d\r\n" % len(INTERNAL_ERROR)]
        self._length, self._sent, self._cut, self._chunked = len(INTERNAL_ERROR), 0, 0, False
        self._send_body(INTERNAL_ERROR, self._head(""))
        self.complete = True


# ------------------------------------------------------------------------------------------- server

class Connection(object):
    """A connection from Windsock, used by one thread at a time."""

    def __init__(self, sock):
        self.socket = sock
        self.received = b""

    def receive(self):
        """True unless the other end is gone."""
        try:
            data = ignoring_interrupts(self.socket.recv, RECEIVE)
        except EnvironmentError:
            return False
        self.received = self.received + data if self.received else data
        return bool(data)

    def take_head(self):
        """The bytes of a complete head, or None."""
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            if len(self.received) > HEAD_LIMIT:
                raise BadRequest("a head of over %d bytes" % HEAD_LIMIT)
            return None
        head, self.received = self.received[:end], self.received[end + 4:]
        return head

    def take_body(self, length):
        """(wsgi.input, its raw part or None) for a body of that length."""
        begun = self.received[:length]
        self.received = self.received[length:]
        if len(begun) == length:
            return io.BytesIO(begun), None
        raw = RequestBody(self.socket, begun, length)
        return io.BufferedReader(raw, RECEIVE), raw


class Container(object):
    """Runs the application for each request that comes over a connection."""

    def __init__(self, application, control, streams, threads):
        self._application = application
        self._control = control
        self._streams = streams
        self._script_name = os.environ.get("SCRIPT_NAME", "")
        self.stopping = False
        self._base = {
            "wsgi.version": (1, 0),
            "wsgi.errors": streams.errors,
            "wsgi.multithread": threads > 1,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            "wsgi.file_wrapper": FileWrapper,
            "wsgi.input_terminated": True,
            "SERVER_SOFTWARE": "Windsock/" + VERSION,
        }

    def serve(self, connection):
        """Serves what has arrived; False if the connection is to be closed."""
        if not connection.receive():
            return False
        while True:
            try:
                if not self._serve_one(connection):
                    return False
            except BadRequest as error:
                self._refuse(connection, error)
                return False
            if not connection.received or b"\r\n\r\n" not in connection.received:
                return True

    def _refuse(self, connection, error):
        self._control.say(0, "400: %s" % error)
        try:
            connection.socket.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except EnvironmentError:
            pass

    def _serve_one(self, connection):
        """True if the connection may go on, also when the head is not complete yet."""
        head = connection.take_head()
        if head is None:
            return True
        environ = self._base.copy()
        exchange = parse_head(head, environ, self._script_name)
        environ["wsgi.input"], body = connection.take_body(body_length(environ))
        current.exchange = exchange
        try:
            return self._answer(connection, environ, body)
        finally:
            self._streams.flush()
            current.exchange = 0

    def _answer(self, connection, environ, body):
        def closing():
            return self.stopping or (body is not None and body.remaining > DRAIN_LIMIT)

        response = Response(connection.socket, environ["REQUEST_METHOD"], closing)
        try:
            self._run(environ, response)
        except ClientGone as error:
            self._control.say(current.exchange, str(error))
            response.keep = False
        except BaseException:                 # SystemExit too: one request must not end the worker
            self._fail(response)
        if response.complaint():
            self._control.say(current.exchange, response.complaint())
        if body is not None:
            response.keep = body.drain() and response.keep
        return response.keep

    def _run(self, environ, response):
        pieces = self._application(environ, response.start_response)
        try:
            if isinstance(pieces, (list, tuple)):
                self._streams.flush()         # the output is complete: let it arrive before the answer
            response.send_all(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()

    def _fail(self, response):
        self._control.traceback(current.exchange, sys.exc_info())
        if response.complete:                 # close() failed: the client has its answer
            return
        if response.head_sent:
            response.keep = False
            return
        try:
            response.send_internal_error()
        except ClientGone:
            response.keep = False


class Server(object):
    """The listening socket, its connections and the threads that wait on them."""

    def __init__(self, container, control, path, threads):
        self._container = container
        self._control = control
        self._path = path
        self._threads = threads
        # descriptor -> Connection, of idle ones: a thread that serves one has taken it out (atomically)
        self._connections = {}
        # One thread needs no re-arming; several must not be woken for one event.
        self._once = select.EPOLLONESHOT if threads > 1 else 0
        self._epoll = select.epoll()
        set_close_on_exec(self._epoll.fileno())
        # The byte of a stop is never read: every thread is to see it. Those of signals are, for more may come.
        self._wake_read, self._wake_write = waking_pipe()
        self._signal_read, self._signal_write = waking_pipe()
        self._epoll.register(self._wake_read, select.EPOLLIN)

    def listen(self):
        if os.path.exists(self._path) and stat.S_ISSOCK(os.stat(self._path).st_mode):
            os.unlink(self._path)             # left behind by a worker that was killed
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        set_close_on_exec(self._listener.fileno())
        mask = os.umask(0o177)
        try:
            self._listener.bind(self._path)
        finally:
            os.umask(mask)
        self._inode = os.stat(self._path).st_ino
        self._listener.listen(128)
        self._listener.setblocking(False)
        self._epoll.register(self._listener.fileno(), select.EPOLLIN | self._once)

    def run(self):
        """Returns when stop() was called and every request that had begun is answered."""
        # A signal that comes just before the main thread waits would be handled only when that wait has ended: the
        # interpreter writes a byte at once, which ends it.
        signal.set_wakeup_fd(self._signal_write)
        if self._threads == 1:
            self._epoll.register(self._signal_read, select.EPOLLIN)
            self._loop()
        else:
            self._run_threads()

    def _run_threads(self):
        threads = [threading.Thread(target=self._loop, name="windsock-%d" % (index + 1))
                   for index in range(self._threads)]
        for thread in threads:
            thread.daemon = True
            thread.start()
        # The main thread serves nothing, so that signal handlers run at once.
        while not self._container.stopping:
            ignoring_interrupts(select.select, [self._wake_read, self._signal_read], [], [])
            self._forget_signals()
        for thread in threads:
            while thread.is_alive():
                thread.join(1.0)

    def _forget_signals(self):
        try:
            os.read(self._signal_read, 4096)
        except EnvironmentError:              # there was none
            pass

    def stop(self):
        """From a signal handler: accept no more, close what is idle, end."""
        self._container.stopping = True
        os.write(self._wake_write, b"x")

    def _loop(self):
        process = os.getpid()
        while True:
            if os.getpid() != process:        # an application forked and came back: that is no second worker
                os._exit(1)
            stopping = self._container.stopping
            # What arrived before the stop is still served: hence one more look, without waiting.
            most = 1 if self._once and not stopping else 64
            events = ignoring_interrupts(self._epoll.poll, 0 if stopping else -1, most)
            descriptors = [descriptor for descriptor, _ in events
                           if descriptor not in (self._wake_read, self._signal_read)]
            if len(descriptors) < len(events):
                self._forget_signals()
            if stopping and not descriptors:
                self._retire()
                return
            for descriptor in descriptors:
                if descriptor == self._listener.fileno():
                    self._accept()
                else:
                    self._serve(descriptor)

    def _retire(self):
        """Nobody new, and idle connections closed; what other threads still serve goes on."""
        try:
            if os.stat(self._path).st_ino == self._inode:    # not yet another worker's
                os.unlink(self._path)
        except EnvironmentError:              # Windsock or another thread was faster
            pass
        for descriptor in list(self._connections):
            connection = self._connections.pop(descriptor, None)
            if connection is not None:
                connection.socket.close()

    def _rearm(self, descriptor):
        if not self._once:
            return
        try:
            self._epoll.modify(descriptor, select.EPOLLIN | self._once)
        except EnvironmentError:              # closed by a thread that retired
            pass

    def _accept(self):
        while True:
            try:
                sock, _ = ignoring_interrupts(self._listener.accept)
            except EnvironmentError as error:
                if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                    self._control.say(0, "accept: %s" % error)
                    time.sleep(0.05)          # out of descriptors: do not spin
                break
            sock.setblocking(True)
            set_close_on_exec(sock.fileno())
            self._connections[sock.fileno()] = Connection(sock)
            self._epoll.register(sock.fileno(), select.EPOLLIN | self._once)
        self._rearm(self._listener.fileno())

    def _serve(self, descriptor):
        connection = self._connections.pop(descriptor, None)
        if connection is None:                # closed by a thread that retired
            return
        keep = False
        try:
            keep = self._container.serve(connection)
        except Exception:                     # a fault of ours: this connection only
            self._control.traceback(0, sys.exc_info())
        if not keep:
            connection.socket.close()
            return
        self._connections[descriptor] = connection
        self._rearm(descriptor)


# ---------------------------------------------------------------------------------- the application

class Failure(Exception):
    """The worker cannot start; carries the stage and the cause's exc_info."""

    def __init__(self, stage, cause):
        Exception.__init__(self, stage)
        self.stage = stage
        self.cause = cause


class Stage(object):
    """with Stage("import"): whatever is raised inside is a Failure of that stage."""

    def __init__(self, name):
        self._name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None or issubclass(kind, Failure):
            return False
        raise Failure(self._name, (kind, value, trace))


def import_module(name):
    __import__(name)
    return sys.modules[name]


def load_callable(specification):
    """MODULE:CALLABLE; MODULE alone means MODULE:application."""
    module_name, _, path = specification.partition(":")
    with Stage("import"):
        target = import_module(module_name)
    with Stage("callable"):
        for name in (path or "application").split("."):
            target = getattr(target, name)
        if not callable(target):
            raise TypeError("%s is not callable: it is a %s" % (specification, type(target).__name__))
    return target


def load_django(settings_module):
    """What runserver would run: settings.WSGI_APPLICATION, or Django's default."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    with Stage("import"):
        import_module("django")
        get_wsgi_application = import_module("django.core.wsgi").get_wsgi_application
        settings = import_module("django.conf").settings
    with Stage("settings"):
        application = getattr(settings, "WSGI_APPLICATION", None)
    with Stage("import"):
        if application is None:
            return get_wsgi_application()
    module_name, _, attribute = application.rpartition(".")
    return load_callable(module_name + ":" + attribute)


def django_settings():
    """The settings of a Django that the application has set up, or None."""
    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured:
        return None
    return conf.settings


class Database(object):
    """The default database of a Django project."""

    def __init__(self, settings, folder):
        self._prepare = getattr(settings, "WINDSOCK_PREPARE", None)
        default = getattr(settings, "DATABASES", {}).get("default") or {}
        engine = default.get("ENGINE") or ""
        self.exists = bool(engine) and not engine.endswith(".dummy")
        name = default.get("NAME") or ""
        if not isinstance(name, (str, unicode_type)):
            name = str(name)                  # a pathlib.Path
        self._lock_path = self._find_lock_path(engine, name, folder)

    def _find_lock_path(self, engine, name, folder):
        """Beside an SQLite file of a project that is ours to prepare; else in folder, no litter elsewhere."""
        in_file = "sqlite" in engine and name and ":memory:" not in name and not name.startswith("file:")
        if in_file and self._prepare is not None:
            return os.path.abspath(name) + ".lock"
        return os.path.join(folder, "prepare.lock")

    def unapplied(self):
        """["app.0001_name"]: never empty while tables are missing."""
        return self._unapplied_of(self._executor())

    @staticmethod
    def _unapplied_of(executor):
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return ["%s.%s" % (migration.app_label, migration.name) for migration, _ in plan]

    @staticmethod
    def _executor():
        from django.db import connections, DEFAULT_DB_ALIAS
        from django.db.migrations.executor import MigrationExecutor
        return MigrationExecutor(connections[DEFAULT_DB_ALIAS])

    def wants_preparation(self, migrate):
        return self.exists and (migrate or self._prepare is not None)

    def prepare(self):
        """Applies migrations and loads the project's fixtures once.

        The lock file makes workers that start together take turns. While tables are made it holds
        a word, so that fixtures still come when a worker was killed between the two steps.
        """
        with io.open(self._lock_path, "ab+") as lock:
            ignoring_interrupts(fcntl.flock, lock.fileno(), fcntl.LOCK_EX)
            lock.seek(0)
            interrupted = lock.read() != b""
            executor = self._executor()
            fresh = interrupted or not executor.loader.applied_migrations
            if fresh:
                lock.write(b"preparing")
                lock.flush()
            if fresh or self._unapplied_of(executor):
                self._migrate_and_load(fresh)
                lock.truncate(0)

    def _migrate_and_load(self, fresh):
        from django.core.management import call_command
        call_command("migrate", interactive=False, verbosity=1)
        fixtures = (self._prepare or {}).get("fixtures", [])
        if fresh and fixtures:
            call_command("loaddata", *fixtures, verbosity=1)

    @staticmethod
    def close():
        """What start-up opened is no thread's that serves."""
        from django.db import connections
        for connection in connections.all():
            connection.close()


def prepare_django(migrate, folder, control):
    """Migrates where asked; returns the names of migrations that are still to be applied."""
    settings = django_settings()
    if settings is None:
        return []
    database = Database(settings, folder)
    with Stage("migrate"):
        if database.wants_preparation(migrate):
            database.prepare()
            database.close()
            return []
    try:
        names = database.unapplied() if database.exists else []
        database.close()
        return names
    except Exception:
        control.say(0, u"cannot tell which migrations are unapplied: " + one_sentence(sys.exc_info()))
        return []


def finder_folders(finder):
    """[(prefix, folder)] of one of Django's static files finders."""
    if hasattr(finder, "locations"):
        return [(prefix or "", root) for prefix, root in finder.locations]
    if hasattr(finder, "storages"):
        storages = list(finder.storages.values())
    else:
        storages = [finder.storage] if hasattr(finder, "storage") else []
    return [(getattr(storage, "prefix", None) or "", storage.location) for storage in storages]


def static_files(control):
    """Where Django's staticfiles would find what STATIC_URL names, or None."""
    settings = django_settings()
    try:
        if settings is None or "django.contrib.staticfiles" not in settings.INSTALLED_APPS:
            return None
        url = settings.STATIC_URL
        if not url or "//" in url:            # served by another host
            return None
        from django.contrib.staticfiles.finders import get_finders
        folders = [pair for finder in get_finders() for pair in finder_folders(finder)]
        return {"url": to_text(url if url.startswith("/") else "/" + url),
                "folders": [[to_text(prefix), to_text(os.path.abspath(str(folder)))]
                            for prefix, folder in folders]}
    except Exception:
        control.say(0, u"cannot tell where static files are: " + one_sentence(sys.exc_info()))
        return None


def framework_name():
    if django_settings() is None:
        return ""
    return "Django " + import_module("django").get_version()


# ------------------------------------------------------------------------------- life of the process

class SourceWatch(threading.Thread):
    """Says once when a file changes that a module came from."""

    def __init__(self, control):
        threading.Thread.__init__(self, name="windsock-reload")
        self.daemon = True
        self._control = control
        self._seen = {}                       # file -> (time, size, inode)

    def run(self):
        while True:
            changed = self.changed_file()
            if changed:
                self._control.send("reload", file=to_text(changed))
                return
            time.sleep(RELOAD_INTERVAL)

    def changed_file(self):
        for name in self._files():
            try:
                status = os.stat(name)
            except OSError:                   # an editor may be replacing it just now
                continue
            state = (status.st_mtime, status.st_size, status.st_ino)
            if self._seen.setdefault(name, state) != state:
                return name
        return None

    @staticmethod
    def _files():
        for module in list(sys.modules.values()):
            # Not getattr: a lazy module would import what nobody asked for.
            name = getattr(module, "__dict__", {}).get("__file__")
            if not isinstance(name, str):
                continue
            yield name
            if name.endswith((".pyc", ".pyo")) and "__pycache__" not in name:
                yield name[:-1]


def watch_lifeline(descriptor):
    """Ends this process when Windsock's end of the pipe is closed, by whatever death."""
    try:
        while ignoring_interrupts(os.read, descriptor, 4096):
            pass
    except EnvironmentError:
        pass
    os._exit(0)


def end_at_deadline():
    time.sleep(STOP_DEADLINE)
    os._exit(0)


def start_daemon(name, function, *arguments):
    thread = threading.Thread(target=function, args=arguments, name=name)
    thread.daemon = True
    thread.start()


class StopSignal(object):
    """SIGTERM: the first one drains, the second ends at once."""

    def __init__(self):
        self._count = 0
        self._server = None

    def install(self):
        signal.signal(signal.SIGTERM, self._on_signal)
        # A handler that does nothing, for SIG_IGN would be inherited by the application's children.
        signal.signal(signal.SIGINT, lambda number, frame: None)
        if PY2:                               # no PEP 475: the kernel must restart system calls
            signal.siginterrupt(signal.SIGTERM, False)
            signal.siginterrupt(signal.SIGINT, False)

    def attach(self, server):
        self._server = server
        if self._count:
            server.stop()

    def _on_signal(self, number, frame):
        self._count += 1
        if self._count > 1 or self._server is None:
            os._exit(0)
        start_daemon("windsock-deadline", end_at_deadline)
        self._server.stop()


def take_descriptors():
    """(control, lifeline) as private descriptors; 0 becomes /dev/null and 1 a second stderr."""
    sys.stdout.flush()
    lifeline, control = private_copy(0), private_copy(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    if not PY2:                               # dup2 made them so that children would lack them
        os.set_inheritable(0, True)
        os.set_inheritable(1, True)
    return control, lifeline


def hide_script():
    """__main__ becomes an empty module: neither our names nor a file to run again (multiprocessing)."""
    sys.modules[__name__] = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [sys.argv[0]]


def set_path(folders):
    own = os.path.dirname(os.path.realpath(THIS_FILE))
    if sys.path and os.path.realpath(sys.path[0] or ".") == own:
        del sys.path[0]
    sys.path[:0] = [os.getcwd()] + [os.path.abspath(folder) for folder in folders]


def enable_fault_handler():
    """A crash of the interpreter leaves its Python stack on raw stderr."""
    try:
        import faulthandler
        faulthandler.enable(2)
    except Exception:                         # not in Python 2
        pass


def parse_arguments():
    parser = argparse.ArgumentParser(prog="wsgi_worker.py", description="A worker of Windsock's WSGI container.")
    parser.add_argument("--socket", required=True, metavar="PATH")
    application = parser.add_mutually_exclusive_group(required=True)
    application.add_argument("--app", metavar="MODULE:CALLABLE")
    application.add_argument("--django", metavar="SETTINGS_MODULE")
    parser.add_argument("--chdir", metavar="DIR")
    parser.add_argument("--path", action="append", default=[], metavar="DIR")
    parser.add_argument("--threads", type=int, default=1, metavar="T")
    parser.add_argument("--reload", action="store_true")
    parser.add_argument("--migrate", action="store_true")
    return parser.parse_args()


def start(arguments, control, streams, watch):
    """Loads the application and listens; raises Failure."""
    socket_path = os.path.abspath(arguments.socket)
    with Stage("import"):
        if arguments.chdir:
            os.chdir(arguments.chdir)
        set_path(arguments.path)
    if arguments.django:
        application = load_django(arguments.django)
    else:
        application = load_callable(arguments.app)
    if watch:
        watch.changed_file()                  # before anybody knows that we serve: a change after that is seen
    unapplied = prepare_django(arguments.migrate, os.path.dirname(socket_path), control)
    static, framework = static_files(control), framework_name()
    threads = max(1, arguments.threads)
    server = Server(Container(application, control, streams, threads), control, socket_path, threads)
    with Stage("socket"):
        server.listen()
    streams.flush()
    control.send("ready", pid=os.getpid(), python="%d.%d.%d" % sys.version_info[:3],
                 implementation="PyPy" if "__pypy__" in sys.builtin_module_names else "CPython",
                 framework=framework, static=static, unapplied=unapplied)
    return server


def main():
    arguments = parse_arguments()
    descriptor, lifeline = take_descriptors()
    control = ControlChannel(descriptor)
    streams = Streams(control)
    start_daemon("windsock-lifeline", watch_lifeline, lifeline)
    stop = StopSignal()
    stop.install()
    enable_fault_handler()
    hide_script()
    streams.install()
    watch = SourceWatch(control) if arguments.reload else None
    try:
        server = start(arguments, control, streams, watch)
    except BaseException as error:
        streams.flush()
        known = isinstance(error, Failure)
        control.failed(error.stage if known else "import", error.cause if known else sys.exc_info())
        os._exit(1)                           # threads that the application has begun do not hold it
    stop.attach(server)
    if watch:
        watch.start()
    server.run()
    streams.flush()


if STARTED_AS_SCRIPT:
    main()
