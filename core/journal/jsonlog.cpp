// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/jsonlog.h"

#include "core/journal/logtext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>

namespace windsock::journal {

namespace {

/// A flat object in the order in which its members are added.
class Object
{
public:
    void add(std::string_view key, std::string_view value)
    {
        addKey(key);
        appendJsonString(m_text, value);
    }
    void add(std::string_view key, std::integral auto value)
    {
        addKey(key);
        m_text += std::to_string(value);
    }
    void addTruth(std::string_view key, bool value)
    {
        addKey(key);
        m_text += value ? "true" : "false";
    }
    void addMilliseconds(std::string_view key, microseconds value)
    {
        std::array<char, 32> text{};
        const double ms = static_cast<double>(value.count()) / 1000.0;
        const auto end = std::to_chars(text.data(), text.data() + text.size(), ms, std::chars_format::fixed, 3);
        addKey(key);
        m_text.append(text.data(), end.ptr);
    }
    std::string finish() { return std::move(m_text += '}'); }

private:
    void addKey(std::string_view key)
    {
        m_text += m_text.empty() ? "{\"" : ",\"";
        m_text += key;
        m_text += "\":";
    }

    std::string m_text;
};

/// ISO 8601 in UTC, to the µs; the same length always, so that it sorts as text.
std::string isoTime(Wall at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<microseconds>(at - day));
    const auto padded = [](auto number, std::size_t width) {
        const std::string text = std::to_string(number);
        return std::string(width - std::min(width, text.size()), '0') + text;
    };
    return padded(int(date.year()), 4) + '-' + padded(unsigned(date.month()), 2) + '-' +
           padded(unsigned(date.day()), 2) + 'T' + padded(time.hours().count(), 2) + ':' +
           padded(time.minutes().count(), 2) + ':' + padded(time.seconds().count(), 2) + '.' +
           padded(time.subseconds().count(), 6) + 'Z';
}

Object begin(Level level, Wall at, std::string_view kind)
{
    constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    Object object;
    object.add("time", isoTime(at));
    object.add("level", names[static_cast<std::size_t>(level)]);
    object.add("kind", kind);
    return object;
}

void addRequest(Object& object, const Begun& begun)
{
    object.add("client", remoteIp(begun));
    object.add("method", begun.request.method);
    object.add("uri", begun.request.target);
}

std::string_view kindOf(Channel channel)
{
    constexpr std::array<std::string_view, 4> kinds{"log", "stdout", "stderr", "traceback"};
    return kinds[static_cast<std::size_t>(channel)];
}

} // namespace

std::string jsonAccess(Level level, Wall at, const Begun& begun, const Outcome& outcome)
{
    Object object = begin(level, at, "access");
    object.add("id", begun.id.value);
    object.add("connection", begun.connection.value);
    object.add("source", begun.source == Source::Web ? "web" : "wsgi");
    object.add("route", begun.route);
    addRequest(object, begun);
    object.add("status", outcome.status);
    object.addMilliseconds("duration_ms", outcome.duration);
    object.addTruth("websocket", outcome.open);
    return object.finish();
}

std::string jsonFailure(Level level, Wall at, const Begun& begun, const Outcome& outcome)
{
    Object object = begin(level, at, "failure");
    object.add("id", begun.id.value);
    addRequest(object, begun);
    object.add("status", outcome.status);
    object.add("text", outcome.failure);
    return object.finish();
}

std::string jsonLine(const Line& line, const Begun* begun)
{
    Object object = begin(line.level, line.at, kindOf(line.channel));
    object.add("id", line.exchange.value);
    if (begun && line.channel == Channel::Traceback)
        addRequest(object, *begun);
    object.add("text", line.text);
    return object.finish();
}

} // namespace windsock::journal
