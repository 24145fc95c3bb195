// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What all fuzz targets of parsers do: feed the input whole, and again in pieces whose sizes the input's first byte
// chooses; both must come to the same. Test code.
#pragma once

#include "core/http/parse.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace windsock::fuzz {

/// Ends the run: a fault has been found.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// The body and how it ended, of a parser of one message that is fed `step` bytes at a time.
template <class Parser>
std::string transcript(Parser& parser, std::string_view bytes, std::size_t step)
{
    using Kind = http::ParseEvent::Kind;
    std::string input;
    std::string text;
    while (!bytes.empty()) {
        input.append(bytes.substr(0, step));
        bytes.remove_prefix(std::min(step, bytes.size()));
        for (;;) {
            const http::ParseEvent event = parser.parse(input);
            require(event.consumed <= input.size());
            if (event.kind == Kind::Body)
                text += event.body;
            if (event.kind == Kind::End)
                return text + "|end";
            if (event.kind == Kind::Refused) // how much of a body came before depends on the pieces
                return "|refused " + std::to_string(parser.refusal().status);
            input.erase(0, event.consumed);
            if (event.kind == Kind::NeedMore && event.consumed == 0)
                break;
        }
    }
    return text + "|more";
}

} // namespace windsock::fuzz
