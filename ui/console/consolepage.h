// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ConsolePage: the console mode: chat, latency and requests as docks that can be moved, floated, closed and brought
// back. GUI thread; owned by the window.
#pragma once

#include "core/journal/journal.h"
#include "core/metrics/metrics.h"
#include "ui/chat/chatlink.h"
#include "ui/latency/roundtrips.h"
#include "ui/theme.h"

#include <QMainWindow>

class QSettings;

namespace windsock::ui {

class ChatPane;
class LatencyPane;
class LogPane;
class Pane;
class Pulse;
class ServerControl;

class ConsolePage : public QMainWindow
{
    Q_OBJECT
public:
    ConsolePage(ServerControl& server, journal::Journal& journal, metrics::Metrics& metrics,
                std::unique_ptr<ChatLink> link, const Theme& theme, Pulse& pulse);

    ChatPane& chat() { return *m_chat; }
    LatencyPane& latency() { return *m_latency; }
    LogPane& log() { return *m_log; }
    QList<Pane*> panes() const;

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    void restoreLayout();
    /// What Ctrl+F means depends on where the focus is.
    void find();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();
    void proportion();

    ServerControl& m_server;
    const Theme& m_theme;
    RoundTrips m_roundTrips;
    ChatPane* m_chat;
    LatencyPane* m_latency;
    LogPane* m_log;
    bool m_restored = false; ///< the user's own layout is in force
    bool m_proportioned = false;
};

} // namespace windsock::ui
