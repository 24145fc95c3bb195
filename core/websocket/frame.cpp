// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/frame.h"

#include <cstring>

namespace windsock::websocket {

bool mayBeSent(CloseCode code)
{
    const auto value = static_cast<std::uint16_t>(code);
    return (value >= 1000 && value <= 1003) || (value >= 1007 && value <= 1014) || (value >= 3000 && value <= 4999);
}

CloseCode closeCodeIn(std::string_view payload)
{
    if (payload.size() < 2)
        return CloseCode::NoStatus;
    return static_cast<CloseCode>(static_cast<std::uint8_t>(payload[0]) << 8U | static_cast<std::uint8_t>(payload[1]));
}

std::string_view name(CloseCode code)
{
    switch (code) {
    case CloseCode::Normal:
        return "Normal Closure";
    case CloseCode::GoingAway:
        return "Going Away";
    case CloseCode::ProtocolError:
        return "Protocol Error";
    case CloseCode::UnsupportedData:
        return "Unsupported Data";
    case CloseCode::NoStatus:
        return "No Status Received";
    case CloseCode::Abnormal:
        return "Abnormal Closure";
    case CloseCode::InvalidPayload:
        return "Invalid Payload Data";
    case CloseCode::PolicyViolation:
        return "Policy Violation";
    case CloseCode::MessageTooBig:
        return "Message Too Big";
    case CloseCode::MandatoryExtension:
        return "Mandatory Extension";
    case CloseCode::InternalError:
        return "Internal Error";
    case CloseCode::ServiceRestart:
        return "Service Restart";
    case CloseCode::TryAgainLater:
        return "Try Again Later";
    case CloseCode::BadGateway:
        return "Bad Gateway";
    case CloseCode::TlsHandshake:
        return "TLS Handshake";
    }
    return {};
}

std::string_view name(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return "continuation";
    case Opcode::Text:
        return "text";
    case Opcode::Binary:
        return "binary";
    case Opcode::Close:
        return "close";
    case Opcode::Ping:
        return "ping";
    case Opcode::Pong:
        return "pong";
    }
    return {};
}

void applyMask(char* data, std::size_t size, const MaskKey& key, std::uint64_t offset)
{
    std::array<std::uint8_t, 8> turned;
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = key[(offset + i) & 3U];
    std::uint64_t wide = 0;
    std::memcpy(&wide, turned.data(), sizeof wide);
    std::size_t done = 0;
    for (; done + sizeof wide <= size; done += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + done, sizeof word);
        word ^= wide;
        std::memcpy(data + done, &word, sizeof word);
    }
    for (std::size_t i = 0; done < size; ++done, ++i)
        data[done] = static_cast<char>(static_cast<std::uint8_t>(data[done]) ^ turned[i]);
}

} // namespace windsock::websocket
