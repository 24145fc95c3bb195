// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Deflater and Inflater: what goes in comes out; any bytes inflate to something within the limit, or are refused.
#include "core/websocket/deflate.h"
#include "tests/fuzz/feed.h"

using namespace windsock;
using namespace windsock::websocket;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t limit = 100'000;
    if (size < 1 || size > limit)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const DeflateSide side{9 + data[0] % 7, (data[0] & 0x80) != 0};
    Inflater any(side);
    std::string out;
    any.inflate(bytes, out, limit);
    fuzz::require(out.size() <= limit + 1);

    Deflater deflater(side);
    Inflater inflater(side);
    for (int turn = 0; turn < 2; ++turn) {
        std::string wire;
        std::string back;
        fuzz::require(deflater.deflate(bytes, wire));
        fuzz::require(inflater.inflate(wire, back, limit) == Inflater::Result::Ok);
        fuzz::require(inflater.finish(back, limit) == Inflater::Result::Ok);
        fuzz::require(back == bytes);
    }
    return 0;
}
