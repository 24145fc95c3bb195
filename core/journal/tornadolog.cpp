// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/tornadolog.h"

#include "core/journal/jsonlog.h"
#include "core/journal/logtext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace windsock::journal {

namespace {

struct Profile
{
    LogProfile profile;
    std::string_view name;
    int web; // line of the access log's call in Tornado's web.py
    int wsgi;
};

// In the order of the enum. JSON has no module.
constexpr std::array<Profile, 4> profiles{{
    {LogProfile::Tornado43, "tornado-4.3", 1946, 355},
    {LogProfile::Tornado62, "tornado-6.2", 2293, 205},
    {LogProfile::Tornado65, "tornado-6.5", 2439, 265},
    {LogProfile::Json, "json", 0, 0},
}};

struct Module
{
    std::string_view name;
    int line;
};

Module moduleOf(LogProfile profile, Source source)
{
    const Profile& p = profiles[static_cast<std::size_t>(profile)];
    return source == Source::Web ? Module{"web", p.web} : Module{"wsgi", p.wsgi};
}

constexpr Module ownModule{"windsock", 0};

void appendTwoDigits(std::string& out, int number)
{
    out += static_cast<char>('0' + number / 10 % 10);
    out += static_cast<char>('0' + number % 10);
}

void appendLocalTime(std::string& out, Wall at)
{
    const std::time_t seconds = WallClock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
    std::tm local{};
    localtime_r(&seconds, &local);
    appendTwoDigits(out, local.tm_year % 100);
    appendTwoDigits(out, local.tm_mon + 1);
    appendTwoDigits(out, local.tm_mday);
    out += ' ';
    appendTwoDigits(out, local.tm_hour);
    out += ':';
    appendTwoDigits(out, local.tm_min);
    out += ':';
    appendTwoDigits(out, local.tm_sec);
}

std::string_view colourOf(Level level)
{
    constexpr std::array<std::string_view, 4> setaf{"\x1b[34m", "\x1b[32m", "\x1b[33m", "\x1b[31m"};
    return setaf[static_cast<std::size_t>(level)];
}

/// "[L yymmdd HH:MM:SS module:line] ".
std::string prefix(Level level, Wall at, Module module, Colour colour)
{
    std::string out;
    out.reserve(160);
    if (colour == Colour::On)
        out += colourOf(level);
    out += {'[', "DIWE"[static_cast<std::size_t>(level)], ' '};
    appendLocalTime(out, at);
    out += ' ';
    out += module.name;
    out += ':';
    out += std::to_string(module.line);
    out += ']';
    if (colour == Colour::On)
        out += "\x1b(B\x1b[m"; // xterm's sgr0
    out += ' ';
    return out;
}

/// "METHOD URI (CLIENT)".
void appendSummary(std::string& out, const Begun& begun)
{
    appendEscaped(out, begun.request.method, Escape::Word);
    out += ' ';
    appendEscaped(out, begun.request.target, Escape::Word);
    out += " (";
    appendEscaped(out, remoteIp(begun), Escape::Word);
    out += ')';
}

/// As Tornado: 1000.0 times the seconds, by "%.2f", so that ties fall as they do there. Not printf, which would take
/// the locale's comma.
void appendMilliseconds(std::string& out, microseconds duration)
{
    std::array<char, 32> text{};
    const double ms = 1000.0 * (static_cast<double>(duration.count()) / 1e6);
    const auto end = std::to_chars(text.data(), text.data() + text.size(), ms, std::chars_format::fixed, 2);
    out.append(text.data(), end.ptr);
    out += "ms";
}

Wall finishedAt(const Begun& begun, const Outcome& outcome)
{
    return begun.at + outcome.duration;
}

/// Tornado logs a WebSocket when it has shaken hands: what follows is no answer any more.
bool hasAccessLine(LogProfile profile, const Outcome& outcome)
{
    if (outcome.status == 0)
        return false;
    return outcome.status != 101 || (outcome.open && profile != LogProfile::Tornado43);
}

Level failureLevel(const Outcome& outcome)
{
    return std::max(Level::Warning, levelOf(outcome.status));
}

std::string formatTraceback(LogProfile profile, const Line& line, const Begun* begun, Colour colour)
{
    std::string out = prefix(line.level, line.at, moduleOf(profile, begun ? begun->source : Source::Wsgi), colour);
    out += "Uncaught exception";
    if (begun) {
        out += ' ';
        appendSummary(out, *begun);
    }
    out += "\n    ";
    appendEscaped(out, line.text, Escape::Text);
    return out;
}

} // namespace

std::optional<LogProfile> parseLogProfile(std::string_view name)
{
    const auto found =
        std::find_if(profiles.begin(), profiles.end(), [name](const Profile& p) { return p.name == name; });
    if (found == profiles.end())
        return std::nullopt;
    return found->profile;
}

std::string_view toString(LogProfile profile)
{
    return profiles[static_cast<std::size_t>(profile)].name;
}

std::optional<std::string> formatAccess(LogProfile profile, const Begun& begun, const Outcome& outcome, Colour colour)
{
    if (!hasAccessLine(profile, outcome))
        return std::nullopt;
    const Level level = levelOf(outcome.status);
    const Wall at = finishedAt(begun, outcome);
    if (profile == LogProfile::Json)
        return jsonAccess(level, at, begun, outcome);
    std::string out = prefix(level, at, moduleOf(profile, begun.source), colour);
    out += std::to_string(outcome.status);
    out += ' ';
    appendSummary(out, begun);
    out += ' ';
    appendMilliseconds(out, outcome.duration);
    return out;
}

std::optional<std::string> formatFailure(LogProfile profile, const Begun& begun, const Outcome& outcome, Colour colour)
{
    if (outcome.failure.empty())
        return std::nullopt;
    const Level level = failureLevel(outcome);
    const Wall at = finishedAt(begun, outcome);
    if (profile == LogProfile::Json)
        return jsonFailure(level, at, begun, outcome);
    std::string out = prefix(level, at, ownModule, colour);
    if (outcome.status != 0) {
        out += std::to_string(outcome.status);
        out += ' ';
    }
    appendSummary(out, begun);
    out += ": ";
    appendEscaped(out, outcome.failure, Escape::Text);
    return out;
}

std::optional<std::string> format(LogProfile profile, const Begun& begun, const Outcome& outcome, Colour colour)
{
    const auto failure = formatFailure(profile, begun, outcome, colour);
    const auto access = formatAccess(profile, begun, outcome, colour);
    if (failure && access)
        return *failure + '\n' + *access;
    return failure ? failure : access;
}

std::optional<std::string> format(LogProfile profile, const Line& line, const Begun* begun, Colour colour)
{
    if (line.channel == Channel::Stdout)
        return std::nullopt;
    if (profile == LogProfile::Json)
        return jsonLine(line, begun);
    if (line.channel == Channel::Traceback)
        return formatTraceback(profile, line, begun, colour);
    const Module module = line.channel == Channel::Stderr ? moduleOf(profile, Source::Wsgi) : ownModule;
    std::string out = prefix(line.level, line.at, module, colour);
    appendEscaped(out, line.text, Escape::Text);
    return out;
}

} // namespace windsock::journal
