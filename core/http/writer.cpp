// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/writer.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace windsock::http {

namespace {

constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void appendFields(std::string& out, const Headers& headers)
{
    for (const auto field : headers) {
        out.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    out.append("\r\n");
}

void appendStatus(std::string& out, int status)
{
    std::array<char, 12> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), status).ptr;
    out.append(digits.data(), end);
}

} // namespace

void appendHead(std::string& out, const RequestHead& head)
{
    out.reserve(out.size() + head.method.size() + head.target.size() + 16 + head.headers.wireSize());
    out.append(head.method).append(" ").append(head.target).append(" ").append(toString(head.version)).append("\r\n");
    appendFields(out, head.headers);
}

void appendHead(std::string& out, const ResponseHead& head)
{
    const std::string_view reason = head.reason.empty() ? reasonPhrase(head.status) : std::string_view(head.reason);
    out.reserve(out.size() + reason.size() + 20 + head.headers.wireSize());
    out.append("HTTP/1.1 ");
    appendStatus(out, head.status);
    out.append(" ").append(reason).append("\r\n");
    appendFields(out, head.headers);
}

void appendChunk(std::string& out, std::string_view data)
{
    if (data.empty())
        return;
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), data.size(), 16).ptr;
    out.append(digits.data(), end).append("\r\n").append(data).append("\r\n");
}

std::string httpDate(std::time_t when)
{
    // Not strftime: its names follow the locale.
    std::tm parts{};
    ::gmtime_r(&when, &parts);
    std::array<char, 40> text;
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days[static_cast<std::size_t>(parts.tm_wday)].data(), parts.tm_mday,
                  months[static_cast<std::size_t>(parts.tm_mon)].data(), parts.tm_year + 1900, parts.tm_hour,
                  parts.tm_min, parts.tm_sec);
    return text.data();
}

std::time_t parseHttpDate(std::string_view text)
{
    std::tm parts{};
    std::array<char, 4> month{};
    const std::string copy(text);
    const auto comma = copy.find(", ");
    if (comma == std::string::npos ||
        std::sscanf(copy.c_str() + comma + 2, "%2d %3s %4d %2d:%2d:%2d GMT", &parts.tm_mday, month.data(),
                    &parts.tm_year, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6)
        return -1;
    parts.tm_year -= 1900;
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (months[i] == month.data()) {
            parts.tm_mon = static_cast<int>(i);
            return ::timegm(&parts);
        }
    }
    return -1;
}

} // namespace windsock::http
