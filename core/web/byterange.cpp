// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/byterange.h"

#include <algorithm>
#include <charconv>

namespace windsock::web {

namespace {

using Verdict = ByteRange::Verdict;

/// A decimal number that is the whole of `text`; nothing otherwise.
std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

ByteRange part(std::uint64_t first, std::uint64_t end)
{
    return {Verdict::Part, first, end - first};
}

} // namespace

ByteRange parseRange(std::string_view field, std::uint64_t size)
{
    const ByteRange whole{Verdict::Whole, 0, size};
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit))
        return whole;
    const std::string_view range = field.substr(unit.size());
    const auto dash = range.find('-');
    if (dash == std::string_view::npos || range.find(',') != std::string_view::npos)
        return whole;
    const auto first = number(range.substr(0, dash));
    const auto last = number(range.substr(dash + 1));
    if (dash == 0) // the last so many bytes
        return !last                     ? whole
               : *last == 0 || size == 0 ? ByteRange{Verdict::Unsatisfiable, 0, 0}
                                         : part(size - std::min(*last, size), size);
    const bool open = dash + 1 == range.size();
    if (!first || (!last && !open) || (last && *last < *first))
        return whole;
    if (*first >= size)
        return {Verdict::Unsatisfiable, 0, 0};
    return part(*first, open ? size : std::min(*last, size - 1) + 1);
}

} // namespace windsock::web
