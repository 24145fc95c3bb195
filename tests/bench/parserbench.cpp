// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What parsing costs: a browser's request, a small one, a response, a chunked body. Prints ns a message.
#include "core/http/bodyparser.h"
#include "core/http/requestparser.h"
#include "core/http/responseparser.h"

#include <chrono>
#include <cstdio>
#include <string>

using namespace windsock::http;

namespace {

constexpr int rounds = 200'000;

template <class Work>
void measure(const char* what, Work work)
{
    work(); // warm
    const auto begun = std::chrono::steady_clock::now();
    std::size_t sum = 0;
    for (int i = 0; i < rounds; ++i)
        sum += work();
    const auto took = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begun);
    std::printf("%-40s %8.0f ns (%zu)\n", what, took.count() / rounds, sum % 10);
}

template <class Parser>
std::size_t parse(Parser parser, std::string_view bytes)
{
    std::size_t events = 0;
    for (;;) {
        const ParseEvent event = parser.parse(bytes);
        bytes.remove_prefix(event.consumed);
        ++events;
        if (event.kind == ParseEvent::Kind::End || event.kind == ParseEvent::Kind::Refused ||
            (event.kind == ParseEvent::Kind::NeedMore && event.consumed == 0))
            return events;
    }
}

} // namespace

int main()
{
    const std::string small = "GET /hello-tornado HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n";
    const std::string browser =
        "GET /polls/1/?page=2 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nConnection: keep-alive\r\nCache-Control: "
        "max-age=0\r\n"
        "Upgrade-Insecure-Requests: 1\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
        "Gecko) Chrome/120.0.0.0 Safari/537.36\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;"
        "q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en-US,en;q=0.9\r\nCookie: csrftoken=abcdefghij"
        "klmnopqrstuvwxyz; sessionid=0123456789abcdef\r\n\r\n";
    const std::string response = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 2\r\n"
                                 "X-Frame-Options: DENY\r\nVary: Cookie\r\n\r\nok";
    std::string chunks;
    for (int i = 0; i < 16; ++i)
        chunks += "400\r\n" + std::string(1024, 'x') + "\r\n";
    chunks += "0\r\n\r\n";
    measure("request of two lines", [&] { return parse(RequestParser(Limits()), small); });
    measure("request of a browser", [&] { return parse(RequestParser(Limits()), browser); });
    measure("response", [&] { return parse(ResponseParser(Limits(), false), response); });
    measure("16 chunks of 1 KiB", [&] { return parse(BodyParser({Framing::Kind::Chunked}, UINT64_MAX), chunks); });
}
