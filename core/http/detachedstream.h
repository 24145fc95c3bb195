// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DetachedStream: what is left of an HTTP connection when both ends speak another protocol (RFC 9110 §7.8). Moved, on
// its stream's thread.
#pragma once

#include "core/net/stream.h"

#include <memory>
#include <string>

namespace windsock::http {

struct DetachedStream
{
    std::unique_ptr<net::Stream> stream; ///< mute: it has no handler
    std::string received;                ///< bytes that came behind the last head
    bool ended = false;                  ///< and their end: the stream will not tell it again
};

} // namespace windsock::http
