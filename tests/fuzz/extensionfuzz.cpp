// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The negotiation of permessage-deflate: what is chosen of any offer is an answer that the client can take.
#include "core/websocket/deflatehandshake.h"
#include "tests/fuzz/feed.h"

using namespace windsock;
using namespace windsock::websocket;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    http::Headers headers;
    headers.add("Sec-WebSocket-Extensions", bytes);
    if (const auto chosen = chooseDeflate(headers)) {
        http::Headers answer;
        answer.add("Sec-WebSocket-Extensions", deflateResponse(*chosen));
        const auto read = readDeflateAnswer(answer, DeflateParameters());
        // Of 8 bits for what we would compress, a client of ours says no.
        fuzz::require(read.parameters || chosen->clientMaxWindowBits == 8);
    }
    readDeflateAnswer(headers, DeflateParameters());
    return 0;
}
