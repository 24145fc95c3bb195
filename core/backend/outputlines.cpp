// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/outputlines.h"

#include <algorithm>
#include <utility>

namespace windsock::backend {

namespace {

constexpr qsizetype longestLine = 64 * 1024;
constexpr qsizetype mostInASecond = 8 << 20;
constexpr std::size_t tailKept = 16 * 1024;

} // namespace

/// A child that prints without end would else fill the memory faster than anybody reads it.
QByteArray OutputLines::admit(const QByteArray& bytes, Monotonic now)
{
    if (now - m_second >= std::chrono::seconds(1)) {
        m_second = now;
        m_ofSecond = 0;
    }
    const qsizetype taken = std::min(bytes.size(), mostInASecond - m_ofSecond);
    m_ofSecond += taken;
    QByteArray admitted = bytes.left(taken);
    if (taken > 0 && m_leftOut > 0)
        admitted.prepend(QByteArray("\n… %1 bytes are left out here, for there were too many at once …\n")
                             .replace("%1", QByteArray::number(std::exchange(m_leftOut, 0))));
    m_leftOut += bytes.size() - taken;
    return admitted;
}

std::optional<QByteArray> OutputLines::append(const QByteArray& printed, Monotonic now)
{
    const QByteArray bytes = admit(printed, now);
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
