// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/decimals.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace windsock::bench {

namespace {

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.insert(0, width - text.size(), ' ');
    return text;
}

} // namespace

std::string fixed(double value, int decimals, std::size_t width)
{
    std::array<char, 400> text{}; // the greatest double has 309 digits before its point
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, std::min(decimals, 50));
    return padded(std::string(text.data(), end.ptr), width);
}

std::string whole(std::int64_t value, std::size_t width)
{
    return padded(std::to_string(value), width);
}

std::string inMs(double us)
{
    const double ms = us / 1000.0;
    const int decimals = ms < 1 ? 3 : (ms < 1000 ? 2 : 1);
    return fixed(ms, decimals) + " ms";
}

std::string inMs(microseconds value)
{
    return inMs(static_cast<double>(value.count()));
}

std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, 1, ',');
    return text;
}

std::string counted(std::uint64_t value, const char* one, const char* more)
{
    return grouped(value) + ' ' + (value == 1 ? one : more);
}

} // namespace windsock::bench
