// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FindBar: looks for a message by regular expression and kind, newest first, and selects it. GUI thread; owned by the
// pane.
#pragma once

#include "core/chat/conversation.h"

#include <QFrame>
#include <QRegularExpression>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace windsock::ui {

class MessageModel;

class FindBar : public QFrame
{
    Q_OBJECT
public:
    FindBar(MessageModel& model, QTableView& table, QWidget* parent);

    void openUp();
    /// Selects the next match above (-1) or below (+1) the current row, going round; false when there is none.
    bool find(int step);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    bool matches(const chat::Message& message, const QRegularExpression& pattern) const;

    MessageModel& m_model;
    QTableView& m_table;
    QLineEdit* m_text;
    QComboBox* m_kind;
    QLabel* m_note;
};

} // namespace windsock::ui
