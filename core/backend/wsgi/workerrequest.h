// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker is sent before a request's body, and what is taken from its answers: the protocol that
// resources/python/wsgi_worker.py speaks. Pure functions, any thread.
#pragma once

#include "core/backend/backend.h"

#include <cstdint>
#include <optional>
#include <string>

namespace windsock::backend {

/// How large a worker's answer may be: its body as large as it likes.
inline constexpr http::Limits workerLimits{.line = 64 * 1024, .head = 1 << 20, .body = UINT64_MAX};

/// The line before the head and the head as the client sent it. `length` is that of a body that came in chunks: WSGI
/// wants it beforehand.
std::string headForWorker(const BackendRequest& request, std::optional<std::uint64_t> length);
/// Takes off what the worker said about its own connection, which is not for the client.
void removeConnectionFields(http::ResponseHead& head);

} // namespace windsock::backend
