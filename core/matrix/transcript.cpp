// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/transcript.h"

namespace windsock::matrix {

namespace {

constexpr std::size_t atOnce = 10'000; // events
constexpr int mostBatches = 100;       // who prints faster than we read is not followed for ever
constexpr std::size_t most = 1 << 20;  // bytes
const std::string leftOut = "(what was said before is left out)\n";

/// Whole lines of its end.
void keepLast(std::string& text)
{
    if (text.size() <= 2 * most)
        return;
    const auto newline = text.find('\n', text.size() - most);
    text.erase(0, newline == std::string::npos ? text.size() - most : newline + 1);
    text.insert(0, leftOut);
}

} // namespace

QString Transcript::take()
{
    std::string text;
    for (int i = 0; i < mostBatches; ++i) {
        journal::Batch batch = m_journal.since(m_cursor, atOnce);
        m_cursor = batch.cursor;
        if (batch.events.empty())
            break;
        for (const journal::Event& event : batch.events) {
            journal::Batch one; // one by one: what is logged and what is printed share one order
            one.events.push_back(event);
            one.dropped = std::exchange(batch.dropped, 0);
            text += m_writer.render(one);
            text += m_writer.renderStdout(one);
            keepLast(text);
        }
    }
    return QString::fromStdString(text);
}

} // namespace windsock::matrix
