# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import logging
import os
import sys
import time

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

PIECE = 65536


def index(request):
    return HttpResponse("not polls", content_type="text/plain")


def upload(request):
    """Name, size and MD5 of each file of a form, and the form's other fields."""
    facts = {"fields": request.POST.dict(), "files": {}}
    for field, file in request.FILES.items():
        digest = hashlib.md5()
        for piece in file.chunks(PIECE):
            digest.update(piece)
        facts["files"][field] = {"name": file.name, "size": file.size, "md5": digest.hexdigest()}
    return JsonResponse(facts)


def echo(request):
    """The body, once it is all there; the headers say what arrived with it."""
    return described(request, HttpResponse(request.read(), content_type=request.content_type))


def echo_stream(request):
    """The body, piece by piece while it still arrives: deadlocks a client that sends first and reads then."""
    pieces = iter(lambda: request.read(PIECE), b"")
    return described(request, StreamingHttpResponse(pieces, content_type=request.content_type))


def described(request, response):
    response["X-Content-Length"] = request.META.get("CONTENT_LENGTH", "-")
    return response


def stream(request, count, milliseconds):
    """count lines with pauses between."""
    def lines():
        for index in range(count):
            if index:
                time.sleep(milliseconds / 1000.0)
            yield "line %d\n" % index
    return StreamingHttpResponse(lines(), content_type="text/plain")


def sleep(request, seconds):
    time.sleep(float(seconds))
    return HttpResponse("slept %s" % seconds, content_type="text/plain")


def raise_error(request):
    raise RuntimeError("raised on purpose: é")


def raise_after(request):
    def pieces():
        yield "some"
        raise RuntimeError("raised in the middle")
    return StreamingHttpResponse(pieces(), content_type="text/plain")


def cafe(request, name):
    """A path, a query and headers beyond ASCII."""
    response = JsonResponse({"name": name, "path": request.path, "query": request.GET.dict(),
                             "header": request.META.get("HTTP_X_NAME", "")})
    response["X-Name"] = "café"
    return response


def print_everywhere(request):
    print("printed to stdout: é")
    print("printed to stderr", file=sys.stderr)
    request.META["wsgi.errors"].write("written to wsgi.errors\n")
    logging.getLogger("project").warning("logged")
    return HttpResponse("printed", content_type="text/plain")


def big(request, size):
    """size bytes that do not compress to nothing and can be checked: the numbers from 0 on."""
    text = b"".join(b"%d\n" % number for number in range(PIECE // 4))
    return HttpResponse((text * (size // len(text) + 1))[:size], content_type="application/octet-stream")


def cookies(request):
    response = JsonResponse(request.COOKIES)
    response.set_cookie("first", "1", path="/", httponly=True)
    response.set_cookie("second", "two words", max_age=60)
    return response


def environ(request):
    plain = {key: value for key, value in request.META.items() if isinstance(value, (str, bool, int, tuple))}
    return JsonResponse(plain)


def status(request, code):
    return HttpResponse("" if code in (204, 304) else "status %d" % code, status=code, content_type="text/plain")


def die(request):
    """The worker's death, as by a fault in a C extension."""
    os._exit(7)


def users(request):
    """Fails until the database is migrated."""
    from django.contrib.auth.models import User
    return HttpResponse("%d users" % User.objects.count(), content_type="text/plain")
