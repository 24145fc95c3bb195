// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageModel: the chat's rows, appended in batches from a Conversation, the newest million kept. GUI thread; owned by
// the pane.
#pragma once

#include "core/chat/conversation.h"
#include "ui/chat/messagecolumns.h"

#include <QAbstractTableModel>

#include <deque>

namespace windsock::ui {

class MessageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Rows = std::vector<std::shared_ptr<const chat::Message>>;

    explicit MessageModel(std::size_t capacity = 1'000'000, QObject* parent = nullptr);

    void append(const Rows& messages);
    const chat::Message& message(int row) const { return *m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void dropFront(std::size_t count);

    const std::size_t m_capacity;
    std::deque<std::shared_ptr<const chat::Message>> m_rows;
};

} // namespace windsock::ui
