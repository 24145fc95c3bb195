// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FrameParser with FrameInflater, as a relay reads along: any frames, whole and in pieces, and never much memory.
#include "core/websocket/frameinflater.h"
#include "core/websocket/frameparser.h"
#include "tests/fuzz/feed.h"

using namespace windsock;
using namespace windsock::websocket;

namespace {

constexpr std::size_t limit = 100'000;

/// What was read until the first fault.
std::string read(std::string_view bytes, std::size_t step, Role role)
{
    using Kind = FrameParser::Step::Kind;
    FrameParser parser(role, std::uint64_t(1) << 62, Rsv1);
    FrameInflater inflater(DeflateSide(), limit, 100);
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        std::string_view piece = bytes.substr(at, step);
        for (auto next = parser.next(piece); next.kind != Kind::NeedMore; next = parser.next(piece)) {
            piece.remove_prefix(next.consumed);
            if (next.kind == Kind::Violation)
                return text;
            if (next.kind == Kind::Header) {
                inflater.begin(parser.header());
                continue;
            }
            std::string payload(next.payload);
            if (parser.header().masked)
                applyMask(payload.data(), payload.size(), parser.header().mask, next.offset);
            if (inflater.take(parser.header(), payload, next.last) != Inflater::Result::Ok)
                return text;
            fuzz::require(payload.size() <= limit + 1);
            text += payload;
        }
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const Role role = data[0] & 1 ? Role::Client : Role::Server;
    const std::string whole = read(bytes, bytes.size() + 1, role);
    const std::string pieces = read(bytes, 1 + data[0] / 16, role);
    // A fault in the middle of a frame comes earlier or later, as the pieces are.
    fuzz::require(whole.starts_with(pieces) || pieces.starts_with(whole));
    return 0;
}
