// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Inspector: one exchange in tabs: Overview, Request, Response, Log. GUI thread; owned by the request log's pane.
#pragma once

#include "ui/log/exchangetext.h"
#include "ui/theme.h"

#include <QTabWidget>

namespace windsock::ui {

class EmptyState;
class LogTab;
class MessageTab;
class OverviewTab;

class Inspector : public QTabWidget
{
    Q_OBJECT
public:
    Inspector(const Theme& theme, QWidget* parent);

    /// Redraws only what became known since it was shown last.
    void show(const ExchangeRow& row);
    void showNothing();
    /// Takes the keyboard into its tabs.
    void enter();
    /// "Django": how phases name the application.
    void setBackendName(const QString& name) { m_backend = name; }

private:
    void render(const ExchangeRow& row);

    QString m_backend;
    std::shared_ptr<const journal::Begun> m_begun;
    std::shared_ptr<const journal::Outcome> m_outcome;
    std::size_t m_lines = 0;
    OverviewTab* m_overview;
    MessageTab* m_request;
    MessageTab* m_response;
    LogTab* m_log;
    EmptyState* m_empty;
};

} // namespace windsock::ui
