// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/conversation.h"

#include <algorithm>

namespace windsock::chat {

Conversation::Conversation(std::size_t capacity, std::size_t bytes)
    : m_capacity(std::max<std::size_t>(capacity, 1))
    , m_mostBytes(bytes)
{
}

std::shared_ptr<const Message> Conversation::append(Message message)
{
    auto row = std::make_shared<Message>(std::move(message));
    std::vector<std::shared_ptr<const Message>> oldest; // freed outside the lock
    const std::lock_guard lock(m_mutex);
    row->number = m_next++;
    m_messages.push_back(row);
    m_bytes += row->data.size();
    while (isFull()) {
        m_bytes -= m_messages.front()->data.size();
        oldest.push_back(std::move(m_messages.front()));
        m_messages.pop_front();
    }
    return row;
}

/// Under m_mutex.
bool Conversation::isFull() const
{
    return m_messages.size() > m_capacity || (m_bytes > m_mostBytes && m_messages.size() > 1);
}

Conversation::Batch Conversation::since(std::uint64_t from, std::size_t max) const
{
    const std::lock_guard lock(m_mutex);
    const std::uint64_t first = m_next - m_messages.size();
    const std::uint64_t start = std::clamp(std::max<std::uint64_t>(from, 1), first, m_next);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(max, m_next - start));
    const auto begin = m_messages.begin() + static_cast<std::ptrdiff_t>(start - first);
    Batch batch;
    batch.messages.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    batch.next = start + count;
    batch.dropped = from < first ? first - std::max<std::uint64_t>(from, 1) : 0;
    return batch;
}

} // namespace windsock::chat
