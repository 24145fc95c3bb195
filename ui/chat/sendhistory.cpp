// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/sendhistory.h"

namespace windsock::ui {

SendHistory::SendHistory(QStringList sent)
    : m_sent(std::move(sent))
    , m_position(m_sent.size())
{
}

void SendHistory::add(const QString& text)
{
    m_sent.removeAll(text);
    m_sent.append(text);
    while (m_sent.size() > most)
        m_sent.removeFirst();
    m_position = m_sent.size();
    m_draft.clear();
}

std::optional<QString> SendHistory::older(const QString& typed)
{
    if (m_position == 0)
        return std::nullopt;
    if (m_position == m_sent.size())
        m_draft = typed;
    return m_sent[--m_position];
}

std::optional<QString> SendHistory::newer()
{
    if (m_position == m_sent.size())
        return std::nullopt;
    return ++m_position == m_sent.size() ? m_draft : m_sent[m_position];
}

} // namespace windsock::ui
