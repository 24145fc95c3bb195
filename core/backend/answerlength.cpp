// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/answerlength.h"

namespace windsock::backend {

std::optional<std::uint64_t> answerLength(const http::Framing& framing, std::string_view method, int status)
{
    if (framing.kind == http::Framing::Kind::Length)
        return framing.length;
    const bool isEmpty =
        framing.kind == http::Framing::Kind::None && method != "HEAD" && !http::statusForbidsBody(status);
    return isEmpty ? std::optional<std::uint64_t>(0) : std::nullopt;
}

} // namespace windsock::backend
