// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RoutePattern: a regular expression over the whole path as it was sent, without its query. Plain text and ".*" are
// told apart beforehand, for they are what most requests meet. An immutable value, any thread.
#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace windsock::web {

/// The groups of a match, percent-decoded, without group 0. A group that took no part is empty.
using Captures = std::vector<std::string>;

class RoutePattern
{
public:
    /// Perl's regular expressions (PCRE2). The error says at which line and column the pattern is no regex.
    static Result<RoutePattern> compile(const std::string& pattern);

    std::optional<Captures> match(std::string_view path) const;
    const std::string& text() const { return m_text; }
    /// How many captures a match has.
    int groups() const;

private:
    enum class Kind { Literal, Anything, Prefix, Regex };

    Kind m_kind = Kind::Literal;
    std::string m_text;
    std::string m_prefix; // of Kind::Prefix: what stands before the closing (.*)
    QRegularExpression m_regex;
};

/// "%C3%A9" is "é"; a '%' without two hex digits stays as it is.
std::string percentDecoded(std::string_view text);

} // namespace windsock::web
