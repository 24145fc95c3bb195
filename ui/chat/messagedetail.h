// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageDetail: one message in full, under the list: its text, JSON or bytes; of a refused handshake the server's
// answer and what to change. GUI thread; owned by the pane.
#pragma once

#include "core/chat/conversation.h"
#include "ui/theme.h"

#include <QWidget>

class QLabel;

namespace windsock::ui {

class BodyView;
class MessageTab;

class MessageDetail : public QWidget
{
    Q_OBJECT
public:
    MessageDetail(const Theme& theme, QWidget* parent);

    void show(const chat::Message& message);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_why;
    BodyView* m_payload;
    MessageTab* m_answer;
};

} // namespace windsock::ui
