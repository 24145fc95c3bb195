// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Range field's one range of bytes (RFC 9110 §14). Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace windsock::web {

/// [first, first + length) of the file.
struct ByteRange
{
    enum class Verdict {
        Whole,         ///< no range, none we understand, or several: the whole file is a right answer
        Part,          ///< 206
        Unsatisfiable, ///< 416: it begins behind the end
    };
    Verdict verdict = Verdict::Whole;
    std::uint64_t first = 0;
    std::uint64_t length = 0;
};

/// `field` is the Range field's value, empty for none; `size` the file's.
ByteRange parseRange(std::string_view field, std::uint64_t size);

} // namespace windsock::web
