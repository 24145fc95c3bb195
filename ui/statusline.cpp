// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline.h"

#include "ui/format.h"
#include "ui/log/exchangemodel.h"

#include <QLabel>
#include <QStatusBar>
#include <QTimer>

#include <cmath>

namespace windsock::ui {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(QStatusBar& bar, ServerControl& server, metrics::Metrics& metrics, ExchangeModel& rows)
    : QObject(&bar)
    , m_bar(bar)
    , m_server(server)
    , m_metrics(metrics)
    , m_rows(rows)
    , m_threads(add(u"statusThreads"_s))
    , m_sockets(add(u"statusSockets"_s))
    , m_rate(add(u"statusRate"_s))
    , m_dropped(add(u"statusDropped"_s))
    , m_kept(add(u"statusKept"_s, true))
{
    bar.setSizeGripEnabled(false);
    auto* second = new QTimer(this);
    second->setInterval(500);
    connect(second, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&server, &ServerControl::statusChanged, this, &StatusLine::refresh);
    second->start();
    refresh();
}

QLabel* StatusLine::add(const QString& id, bool right)
{
    auto* label = new QLabel(&m_bar);
    label->setObjectName(id);
    if (right)
        m_bar.addPermanentWidget(label);
    else
        m_bar.addWidget(label);
    return label;
}

QString StatusLine::threads() const
{
    const ServerStatus status = m_server.status();
    QString text =
        format::counted(static_cast<std::uint64_t>(status.ioThreads), tr("1 I/O thread"), tr("%1 I/O threads"));
    if (status.workers > 0)
        text +=
            u" · "_s + format::counted(static_cast<std::uint64_t>(status.workers), tr("1 worker"), tr("%1 workers"));
    if (status.workers > 0 && status.threadsPerWorker > 0) // a command's are its own affair
        text += tr(" × %1").arg(status.threadsPerWorker);
    return text;
}

void StatusLine::refresh()
{
    if (!m_bar.isVisible() && !m_kept->text().isEmpty())
        return;
    const metrics::Gauges gauges = m_metrics.gauges();
    const Monotonic now = MonotonicClock::now();
    double requests = 0;
    constexpr int seconds = 3;
    for (const metrics::Slice& slice :
         m_metrics.slices(metrics::Metrics::Scope::AllRoutes, {}, std::chrono::seconds(seconds), now))
        requests += static_cast<double>(slice.requests);
    m_threads->setText(threads());
    m_sockets->setText(format::counted(static_cast<std::uint64_t>(std::max<std::int64_t>(0, gauges.webSockets)),
                                       tr("1 WebSocket open"), tr("%1 WebSockets open")));
    m_rate->setText(format::counted(static_cast<std::uint64_t>(std::lround(requests / seconds)), tr("1 request/s"),
                                    tr("%1 requests/s")));
    m_rate->setToolTip(tr("Of the last %1 seconds, all routes").arg(seconds));
    const std::uint64_t missed = m_rows.store().missed();
    m_dropped->setVisible(missed > 0);
    m_dropped->setText(tr("%1 events were too many to keep").arg(format::count(missed)));
    m_kept->setText(format::counted(m_rows.store().size(), tr("1 request kept"), tr("%1 requests kept")));
}

} // namespace windsock::ui
