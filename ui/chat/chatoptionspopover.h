// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatOptionsPopover: how the chat connects: which client speaks, headers, subprotocols, origin. What is wrong stands
// under the field. GUI thread; owned by its window.
#pragma once

#include "core/chat/chatclient.h"
#include "ui/theme.h"
#include "ui/widgets/popover.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSettings;
class QVBoxLayout;

namespace windsock::ui {

class ChatOptionsPopover : public Popover
{
    Q_OBJECT
public:
    ChatOptionsPopover(const Theme& theme, QWidget* anchor);

    /// Everything but the URL; an Error when a header is not "Name: value".
    Result<chat::ChatOptions> options() const;
    /// "QWebSocket · 2 headers", empty when all is as usual.
    QString summary() const;
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

Q_SIGNALS:
    void edited();

protected:
    QWidget* firstField() override;

private:
    void build(const Theme& theme);
    void add(QVBoxLayout* column, const QString& label, QWidget* input);
    void check();

    QComboBox* m_client;
    QPlainTextEdit* m_headers;
    QLabel* m_headersError;
    QLineEdit* m_subprotocols;
    QLineEdit* m_origin;
    QCheckBox* m_insecure;
};

} // namespace windsock::ui
