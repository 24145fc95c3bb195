// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/outputlines.h"

#include <utility>

namespace windsock::backend {

namespace {

constexpr qsizetype longestLine = 64 * 1024;
constexpr std::size_t tailKept = 16 * 1024;

} // namespace

std::optional<QByteArray> OutputLines::append(const QByteArray& bytes)
{
    m_tail.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_tail.size() > tailKept)
        m_tail.erase(0, m_tail.size() - tailKept);
    m_line += bytes;
    const qsizetype end = m_line.lastIndexOf('\n');
    if (m_line.size() - (end + 1) > longestLine)
        return std::exchange(m_line, {});
    if (end < 0)
        return std::nullopt;
    QByteArray lines = m_line.left(end);
    m_line.remove(0, end + 1);
    return lines;
}

std::optional<QByteArray> OutputLines::finish()
{
    if (m_line.isEmpty())
        return std::nullopt;
    return std::exchange(m_line, {});
}

} // namespace windsock::backend
