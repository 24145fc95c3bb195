// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageReader: any frames, with and without compression, whole and in pieces.
#include "core/websocket/messagereader.h"
#include "core/websocket/utf8.h"
#include "tests/fuzz/feed.h"

using namespace windsock;
using namespace windsock::websocket;

namespace {

struct Sink final : MessageReader::Sink
{
    std::string text;
    void frameRead(const FrameHeader&, std::string_view) override {}
    void messageRead(Opcode kind, std::string_view payload) override
    {
        fuzz::require(kind != Opcode::Text || isUtf8(payload));
        text.append("M").append(payload);
    }
    void controlRead(Opcode, std::string_view payload) override
    {
        fuzz::require(payload.size() <= MaxControlPayload);
        text.append("C").append(payload);
    }
};

std::string read(std::string_view bytes, std::size_t step, Role role, bool compressed)
{
    Sink sink;
    MessageReader reader(role, 2000, sink, compressed ? std::optional<DeflateSide>(DeflateSide()) : std::nullopt);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        if (reader.feed(bytes.substr(at, step)) != Violation::None)
            return sink.text + "|violation"; // which of several is seen first, the cuts decide
    }
    return sink.text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const Role role = data[0] & 1 ? Role::Client : Role::Server;
    const bool compressed = (data[0] & 2) != 0;
    fuzz::require(read(bytes, bytes.size() + 1, role, compressed) == read(bytes, 1 + data[0] / 16, role, compressed));
    return 0;
}
