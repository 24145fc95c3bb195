// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/routepattern.h"

#include <algorithm>

namespace windsock::web {

namespace {

constexpr std::string_view metaCharacters = "\\^$.[]|()?*+{}";

bool isLiteral(std::string_view pattern)
{
    return pattern.find_first_of(metaCharacters) == std::string_view::npos;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Error patternError(const std::string& pattern, const QRegularExpression& regex)
{
    const QString before = QString::fromStdString(pattern).left(regex.patternErrorOffset());
    const auto line = before.count(u'\n') + 1;
    const auto column = before.size() - (before.lastIndexOf(u'\n') + 1) + 1;
    return {ErrorCode::Invalid,
            QStringLiteral("The pattern \"%1\" is no regular expression: line %2, column %3: %4.")
                .arg(QString::fromStdString(pattern).left(200))
                .arg(line)
                .arg(column)
                .arg(regex.errorString()),
            {}};
}

} // namespace

Result<RoutePattern> RoutePattern::compile(const std::string& pattern)
{
    RoutePattern route;
    route.m_text = pattern;
    // The anchors people write are implied: a pattern matches the whole path anyway.
    std::string_view bare = pattern;
    if (bare.starts_with('^'))
        bare.remove_prefix(1);
    if (bare.ends_with('$') && !bare.ends_with("\\$"))
        bare.remove_suffix(1);
    if (bare == ".*") {
        route.m_kind = Kind::Anything;
    } else if (isLiteral(bare)) {
        route.m_prefix = bare;
    } else if (bare.ends_with("(.*)") && isLiteral(bare.substr(0, bare.size() - 4))) {
        route.m_kind = Kind::Prefix;
        route.m_prefix = bare.substr(0, bare.size() - 4);
    } else {
        route.m_kind = Kind::Regex;
        const QString text = QString::fromStdString(pattern);
        const QRegularExpression unanchored(text);
        if (!unanchored.isValid())
            return patternError(pattern, unanchored);
        route.m_regex.setPattern(QRegularExpression::anchoredPattern(text));
        if (!route.m_regex.isValid()) // it ends in a comment or a quotation, which swallows what is put behind it
            return patternError(pattern, route.m_regex);
        route.m_regex.optimize();
    }
    return route;
}

int RoutePattern::groups() const
{
    if (m_kind == Kind::Regex)
        return m_regex.captureCount();
    return m_kind == Kind::Prefix ? 1 : 0;
}

std::optional<Captures> RoutePattern::match(std::string_view path) const
{
    switch (m_kind) {
    case Kind::Literal:
        return path == m_prefix ? std::optional(Captures()) : std::nullopt;
    case Kind::Anything:
        return Captures();
    case Kind::Prefix:
        if (!path.starts_with(m_prefix))
            return std::nullopt;
        return Captures{percentDecoded(path.substr(m_prefix.size()))};
    case Kind::Regex:
        break;
    }
    const auto match = m_regex.match(QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())));
    if (!match.hasMatch())
        return std::nullopt;
    Captures captures;
    for (int group = 1; group <= m_regex.captureCount(); ++group)
        captures.push_back(percentDecoded(match.captured(group).toStdString()));
    return captures;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0)
            decoded.push_back(static_cast<char>(high * 16 + low));
        else
            decoded.push_back(text[i]);
        i += low >= 0 ? 2 : 0;
    }
    return decoded;
}

} // namespace windsock::web
