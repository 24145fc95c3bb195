// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RequestHead and ResponseHead: what stands before a body (RFC 9112 §2). Plain values, for any thread.
#pragma once

#include "core/http/headers.h"

#include <string>
#include <string_view>

namespace windsock::http {

enum class Version { Http10, Http11 };

struct RequestHead
{
    std::string method; ///< as sent, case kept
    std::string target; ///< the request-target as sent: origin-form mostly ("/polls/?page=2"), RFC 9112 §3.2
    Version version = Version::Http11;
    Headers headers;

    /// The path as sent, still percent-encoded, without the query. An absolute-form target's path; "*" stays "*".
    std::string_view path() const;
    /// What stands behind the first '?', without it; empty when there is none.
    std::string_view query() const;
};

struct ResponseHead
{
    int status = 200;
    std::string reason; ///< empty: the usual phrase is written
    Headers headers;
    Version version = Version::Http11; ///< of one that was received; ours are always 1.1
};

/// "HTTP/1.1" or "HTTP/1.0".
std::string_view toString(Version version);
/// The phrase IANA registered ("Not Found"), "Unknown" for others.
std::string_view reasonPhrase(int status);
/// 1xx, 204 and 304 never have a body, whatever their headers say (RFC 9112 §6.3).
bool statusForbidsBody(int status);

} // namespace windsock::http
