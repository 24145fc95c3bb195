// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the answer is that a backend's server has begun, for Responder::responseHead(). Pure, any thread.
#pragma once

#include "core/http/message.h"
#include "core/http/parse.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace windsock::backend {

/// Bytes of its body; nothing when only its end will tell, or when a body is not to come (HEAD, 204, 304).
std::optional<std::uint64_t> answerLength(const http::Framing& framing, std::string_view method, int status);

} // namespace windsock::backend
