// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageTab: a request or a response as it went over the wire: start line, headers, body. GUI thread; owned by the
// inspector.
#pragma once

#include "core/journal/records.h"
#include "ui/theme.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QTableWidget;

namespace windsock::ui {

class BodyView;

class MessageTab : public QWidget
{
    Q_OBJECT
public:
    MessageTab(const QString& id, const Theme& theme, QWidget* parent);

    void showMessage(const QString& startLine, const http::Headers& headers, const journal::CapturedBody& body);
    /// Nothing to show yet, and why.
    void showNote(const QString& note);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeaders(const QString& id);
    void copyHeaders() const;

    const Theme& m_theme;
    QLabel* m_startLine;
    QTableWidget* m_headers;
    BodyView* m_body;
    QSplitter* m_splitter;
};

} // namespace windsock::ui
