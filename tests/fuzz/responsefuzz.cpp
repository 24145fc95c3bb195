// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseParser: any bytes, however they are cut.
#include "core/http/responseparser.h"
#include "tests/fuzz/feed.h"

using namespace windsock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const http::Limits limits{.line = 200, .head = 1000, .body = 500};
    http::ResponseParser whole(limits, false);
    http::ResponseParser pieces(limits, false);
    fuzz::require(fuzz::transcript(whole, bytes, bytes.size() + 1) ==
                  fuzz::transcript(pieces, bytes, 1 + data[0] % 16));
    return 0;
}
