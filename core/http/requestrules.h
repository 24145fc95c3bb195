// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a request's head must keep to beyond its grammar: one Host, one reading of its length, a target that is one.
// Request smuggling lives in what these rules refuse. Pure functions, any thread.
#pragma once

#include "core/http/message.h"
#include "core/http/parse.h"

#include <optional>

namespace windsock::http {

/// Why the head must not be served, or nothing (RFC 9112 §3.2, §6.1, §6.3; RFC 9110 §7.2, §10.1.1).
std::optional<Refusal> refuse(const RequestHead& head);

/// Why nobody can be sure where the body ends, or nothing; of a request or a response (RFC 9112 §6.1, §6.3).
std::optional<Refusal> refuseFraming(const Headers& headers, Version version);

/// Whether the client will send another request on this connection (RFC 9112 §9.3); HTTP/1.0 must ask for it.
bool wantsKeepAlive(const RequestHead& head);

} // namespace windsock::http
