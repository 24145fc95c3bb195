// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// OutputLines: what a child prints, in whole lines, and the last of it for who asks why it died. Pure: any one thread.
#pragma once

#include "core/base/clock.h"

#include <QByteArray>

#include <optional>
#include <string>

namespace windsock::backend {

class OutputLines
{
public:
    /// The whole lines that `bytes` complete, without the last newline; a line of over 64 KiB comes in pieces. Nothing
    /// when no line is whole yet.
    /// Of more than 8 MB in a second the rest is left out, and said so once that second is over.
    std::optional<QByteArray> append(const QByteArray& bytes, Monotonic now = MonotonicClock::now());
    /// The line without an end, once nothing more will come.
    std::optional<QByteArray> finish();
    /// The end of all that came, 16 KiB at most.
    const std::string& tail() const { return m_tail; }

private:
    QByteArray admit(const QByteArray& bytes, Monotonic now);

    QByteArray m_line;  // an unfinished one
    Monotonic m_second; // when the present one began
    qsizetype m_ofSecond = 0;
    qsizetype m_leftOut = 0;
    std::string m_tail;
};

} // namespace windsock::backend
