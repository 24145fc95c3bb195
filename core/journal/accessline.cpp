// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/accessline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace windsock::journal {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWord(char c)
{
    return isDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Takes what stands before `end` off the front of `text`, and `end` too.
std::optional<std::string_view> takeUntil(std::string_view& text, std::string_view end)
{
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at + end.size());
    return taken;
}

/// A number of digits only, that fits.
template <class T>
bool readNumber(std::string_view text, T& value)
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), isDigit))
        return false;
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

bool readLevel(char letter, Level& level)
{
    switch (letter) {
    case 'D':
        level = Level::Debug;
        return true;
    case 'I':
        level = Level::Info;
        return true;
    case 'W':
        level = Level::Warning;
        return true;
    case 'E':
    case 'C':
        level = Level::Error;
        return true;
    default:
        return false;
    }
}

/// The moment at which clocks here show `shown`. Not mktime, which looks at the zone's file each time.
Wall fromLocal(std::chrono::sys_seconds shown)
{
    const std::time_t asUtc = WallClock::to_time_t(shown);
    std::time_t result = asUtc;
    for (int round = 0; round < 2; ++round) { // the second in case a change of the offset lies between
        std::tm local{};
        localtime_r(&result, &local);
        result = asUtc - local.tm_gmtoff;
    }
    return WallClock::from_time_t(result);
}

/// "yymmdd HH:MM:SS", local time; two digits of a year as strptime reads them.
bool readTime(std::string_view text, Wall& at)
{
    constexpr std::string_view shape = "dddddd dd:dd:dd";
    const auto fits = [](char c, char s) { return s == 'd' ? isDigit(c) : c == s; };
    if (!std::equal(text.begin(), text.end(), shape.begin(), shape.end(), fits))
        return false;
    const auto two = [text](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
    using namespace std::chrono;
    const year_month_day date(year(two(0) + (two(0) < 69 ? 2000 : 1900)), month(static_cast<unsigned>(two(2))),
                              day(static_cast<unsigned>(two(4))));
    if (!date.ok() || two(7) > 23 || two(10) > 59 || two(13) > 60)
        return false;
    at = fromLocal(sys_days(date) + hours(two(7)) + minutes(two(10)) + seconds(two(13)));
    return true;
}

/// "[L yymmdd HH:MM:SS module:line] " off the front.
bool readPrefix(std::string_view& rest, AccessLine& result)
{
    if (rest.size() < 19 || rest[0] != '[' || rest[2] != ' ' || rest[18] != ' ')
        return false;
    if (!readLevel(rest[1], result.level) || !readTime(rest.substr(3, 15), result.at))
        return false;
    rest.remove_prefix(19);
    const auto module = takeUntil(rest, ":");
    const auto line = takeUntil(rest, "] ");
    if (!module || module->empty() || !std::all_of(module->begin(), module->end(), isWord))
        return false;
    result.module = *module;
    return line && readNumber(*line, result.line);
}

/// " (CLIENT) D.DDms" off the end; the client is in the last parentheses, for a URI may have some of its own.
bool readSuffix(std::string_view& rest, AccessLine& result)
{
    if (!rest.ends_with("ms"))
        return false;
    rest.remove_suffix(2);
    const std::size_t close = rest.rfind(") ");
    const std::size_t open = close == std::string_view::npos ? close : rest.rfind(" (", close);
    if (open == std::string_view::npos)
        return false;
    const std::string_view number = rest.substr(close + 2);
    const std::string_view client = rest.substr(open + 2, close - open - 2);
    const std::size_t point = number.find('.');
    std::int64_t whole = 0;
    std::int64_t hundredths = 0;
    if (point == std::string_view::npos || number.size() != point + 3 || client.find(')') != std::string_view::npos)
        return false;
    if (!readNumber(number.substr(0, point), whole) || !readNumber(number.substr(point + 1), hundredths))
        return false;
    if (whole > std::int64_t(1'000'000'000'000)) // thirty years
        return false;
    result.client = client;
    result.duration = microseconds(whole * 1'000 + hundredths * 10);
    rest = rest.substr(0, open);
    return true;
}

} // namespace

std::optional<AccessLine> parseAccessLine(std::string_view line)
{
    AccessLine result;
    std::string_view rest = line;
    if (line.find('\n') != std::string_view::npos || !readPrefix(rest, result) || !readSuffix(rest, result))
        return std::nullopt;
    const auto status = takeUntil(rest, " ");
    const auto method = takeUntil(rest, " ");
    if (!status || status->size() != 3 || !readNumber(*status, result.status))
        return std::nullopt;
    if (!method || method->empty() || std::any_of(method->begin(), method->end(), isSpace))
        return std::nullopt;
    result.method = *method;
    result.uri = rest;
    return result;
}

} // namespace windsock::journal
