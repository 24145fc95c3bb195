// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageEditor: where a message is typed. Grows to four lines; Ctrl+Return sends; Up in the first line and Down in the
// last one walk through what was sent before. GUI thread; owned by the pane.
#pragma once

#include "ui/chat/sendhistory.h"

#include <QPlainTextEdit>

class QSettings;

namespace windsock::ui {

class MessageEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int mostLines = 4;

    explicit MessageEditor(QWidget* parent);

    /// Its height with so many lines, px.
    int lineHeight(int lines) const;
    /// Takes the text out, remembers it; empty when there is nothing to send.
    QString takeForSending();
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    const SendHistory& history() const { return m_history; }

Q_SIGNALS:
    void sendRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitHeight();
    bool walk(QKeyEvent* event);
    void put(const QString& text);

    SendHistory m_history;
};

} // namespace windsock::ui
