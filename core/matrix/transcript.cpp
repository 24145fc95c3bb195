// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/transcript.h"

namespace windsock::matrix {

namespace {

constexpr std::size_t most = 10'000; // events

} // namespace

QString Transcript::take()
{
    const journal::Batch batch = m_journal.since(m_cursor, most);
    m_cursor = batch.cursor;
    std::string text;
    for (const journal::Event& event : batch.events) {
        journal::Batch one; // one by one: what is logged and what is printed share one order
        one.events.push_back(event);
        text += m_writer.render(one);
        text += m_writer.renderStdout(one);
    }
    return QString::fromStdString(text);
}

} // namespace windsock::matrix
