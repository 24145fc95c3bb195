// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// StatusLine: the window's last line: threads and workers, open WebSockets, requests a second, what was dropped; on the
// right what is kept. GUI thread; owned by the window.
#pragma once

#include "core/metrics/metrics.h"
#include "ui/server/servercontrol.h"

#include <QObject>

class QLabel;
class QStatusBar;

namespace windsock::ui {

class ExchangeModel;

class StatusLine : public QObject
{
    Q_OBJECT
public:
    StatusLine(QStatusBar& bar, ServerControl& server, metrics::Metrics& metrics, ExchangeModel& rows);

    void refresh();

private:
    QLabel* add(const QString& id, bool right = false);
    QString threads() const;

    QStatusBar& m_bar;
    ServerControl& m_server;
    metrics::Metrics& m_metrics;
    ExchangeModel& m_rows;
    QLabel* m_threads;
    QLabel* m_sockets;
    QLabel* m_rate;
    QLabel* m_dropped;
    QLabel* m_kept;
};

} // namespace windsock::ui
