// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Upstream: the server that a reverse proxy asks. A plain value, for any thread.
#pragma once

#include "core/base/result.h"
#include "core/net/endpoint.h"

#include <chrono>
#include <string>

namespace windsock::backend {

struct Upstream
{
    net::Endpoint endpoint; ///< a name or address and port, or the path of a Unix socket
    bool tls = false;
    bool insecure = false; ///< with TLS: takes any certificate
    std::string name;      ///< in sentences and on the label: "http://127.0.0.1:9000", "unix:/run/app.sock"
    std::chrono::milliseconds connectLimit{5'000};
    std::chrono::milliseconds answerLimit{60'000}; ///< until the answer's head, and between two pieces of its body
};

/// "http://HOST[:PORT]", "https://…" or "unix:PATH" taken apart. Error (Invalid): one sentence that says what is wrong
/// with it.
Result<Upstream> parseUpstream(const std::string& spec);

} // namespace windsock::backend
