// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BeastParser: Boost.Beast's basic_parser, for the grammar of heads. Included by the two parsers' .cpp files only, for
// Beast is a heavy header. Pure; owned by its RequestParser or ResponseParser.
#pragma once

#include "core/http/headers.h"
#include "core/http/parse.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#pragma GCC diagnostic pop

#include <limits>

namespace windsock::http {

namespace beast = boost::beast;

/// Collects what Beast calls back with. Request and response differ in their first line alone.
template <bool isRequest>
class BeastParser final : public beast::http::basic_parser<isRequest>
{
public:
    std::string method;
    std::string target; // or the response's reason
    int status = 0;
    int protocol = 11; // major * 10 + minor
    Headers headers;

    explicit BeastParser(std::size_t headLimit)
    {
        // Our own limits come first and say more; Beast's must only not be in their way.
        this->header_limit(static_cast<std::uint32_t>(headLimit + 1024));
        // (Without a limit, 1.74 refuses every Content-Length.)
        this->body_limit(std::numeric_limits<std::uint64_t>::max());
        this->eager(false);
    }

    /// A whole head, and nothing behind it.
    void parse(std::string_view head, beast::error_code& error)
    {
        this->put(boost::asio::const_buffer(head.data(), head.size()), error);
    }

private:
    using Text = beast::string_view;
    using Code = beast::error_code;

    static std::string_view view(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(beast::http::verb, Text methodText, Text targetText, int version, Code& error) override
    {
        error = {};
        method = view(methodText);
        target = view(targetText);
        protocol = version;
    }
    void on_response_impl(int code, Text reason, int version, Code& error) override
    {
        error = {};
        status = code;
        target = view(reason);
        protocol = version;
    }
    void on_field_impl(beast::http::field, Text name, Text value, Code& error) override
    {
        error = {};
        headers.add(view(name), view(value));
    }
    void on_header_impl(Code& error) override { error = {}; }
    // Bodies are BodyParser's.
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code& error) override { error = {}; }
    std::size_t on_body_impl(Text text, Code&) override { return text.size(); }
    void on_chunk_header_impl(std::uint64_t, Text, Code& error) override { error = {}; }
    std::size_t on_chunk_body_impl(std::uint64_t, Text text, Code&) override { return text.size(); }
    void on_finish_impl(Code& error) override { error = {}; }
};

} // namespace windsock::http
