// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LogTab: what was logged and printed during one exchange: Tornado's line on top, then standard output, wsgi.errors and
// tracebacks in order. GUI thread; owned by the inspector.
#pragma once

#include "ui/log/exchangetext.h"
#include "ui/theme.h"

#include <QPlainTextEdit>

namespace windsock::ui {

class LogTab : public QPlainTextEdit
{
    Q_OBJECT
public:
    LogTab(const Theme& theme, QWidget* parent);

    void show(const ExchangeRow& row);

private:
    void add(const QString& label, const QString& text, const QColor& color);
    QColor colorOf(const journal::Line& line) const;

    const Theme& m_theme;
};

} // namespace windsock::ui
