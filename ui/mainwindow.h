// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the window: server bar, banners, modes, docks, status line. It owns what draws; what serves and remembers
// is handed to it by reference and outlives it. GUI thread.
#pragma once

#include "core/journal/journal.h"
#include "core/metrics/metrics.h"
#include "ui/server/servercontrol.h"
#include "ui/windowoptions.h"

#include <QMainWindow>
#include <QSettings>

class QStackedWidget;

namespace windsock::ui {

class Banners;
class BenchPage;
class ConsolePage;
class GuidePanel;
class MatrixPage;
class Menus;
class ModeBar;
class Pulse;
class ServerBar;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(ServerControl& server, journal::Journal& journal, metrics::Metrics& metrics,
               const WindowOptions& options = {});
    ~MainWindow() override;

    ServerControl& server() { return m_server; }
    Theme& theme() { return *m_theme; }
    Pulse& pulse() { return *m_pulse; }
    ServerBar& serverBar() { return *m_serverBar; }
    ModeBar& modes() { return *m_modes; }
    ConsolePage& console() { return *m_console; }
    BenchPage& bench() { return *m_bench; }
    MatrixPage& matrix() { return *m_matrix; }

    void openGuide(const QString& topic);
    void openAbout();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void buildCentre();
    void restore();
    void save();

    ServerControl& m_server;
    std::unique_ptr<QSettings> m_settings;
    const bool m_remember;
    const std::optional<ThemeChoice> m_imposedTheme; ///< from the command line: not remembered
    Theme* m_theme;
    Pulse* m_pulse;
    ServerBar* m_serverBar;
    Banners* m_banners;
    QStackedWidget* m_pages;
    ModeBar* m_modes;
    ConsolePage* m_console;
    BenchPage* m_bench = nullptr;
    MatrixPage* m_matrix = nullptr;
    GuidePanel* m_guide = nullptr;
    Menus* m_menus = nullptr;
};

} // namespace windsock::ui
