// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TranscriptView: lines that were said or printed, in the order it happened, to read and to copy. GUI thread; owned by
// the details.
#pragma once

#include "ui/matrix/environmentrow.h"
#include "ui/theme.h"

#include <QPlainTextEdit>

namespace windsock::ui {

class TranscriptView : public QPlainTextEdit
{
    Q_OBJECT
public:
    TranscriptView(const QString& objectName, const QString& accessibleName, const Theme& theme, QWidget* parent);

    /// What the client of the WebSocket saw.
    void showConversation(const EnvironmentRow& row);
    /// The walk through the pages, and what the server logged and printed meanwhile.
    void showLog(const EnvironmentRow& row);

private:
    void begin();
    void add(const QString& text, const QColor& color);
    void addSection(const QString& title, const QString& text);
    void addSteps(const std::vector<matrix::Step>& steps);
    void end(const QString& whenEmpty);

    const Theme& m_theme;
};

} // namespace windsock::ui
