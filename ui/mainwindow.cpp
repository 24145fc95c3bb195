// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "ui/bench/benchpage.h"
#include "ui/chat/chatpane.h"
#include "ui/console/consolepage.h"
#include "ui/help/aboutdialog.h"
#include "ui/help/guidepanel.h"
#include "ui/icon.h"
#include "ui/log/logpane.h"
#include "ui/matrix/matrixpage.h"
#include "ui/menus.h"
#include "ui/modebar.h"
#include "ui/pulse.h"
#include "ui/server/banners.h"
#include "ui/server/serverbar.h"
#include "ui/statusline.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QSettings> openSettings(const QString& file)
{
    if (!file.isEmpty())
        return std::make_unique<QSettings>(file, QSettings::IniFormat);
    return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, u"windsock"_s, u"windsock"_s);
}

ThemeChoice themeOf(const WindowOptions& options, const QSettings& settings)
{
    return options.theme.value_or(themeChoiceOf(settings.value(u"window/theme"_s).toString()));
}

} // namespace

MainWindow::MainWindow(ServerControl& server, journal::Journal& journal, metrics::Metrics& metrics,
                       const WindowOptions& options)
    : m_server(server)
    , m_settings(openSettings(options.settingsFile))
    , m_remember(options.remember)
    , m_imposedTheme(options.theme)
    , m_theme(new Theme(themeOf(options, *m_settings), this))
    , m_pulse(new Pulse(this))
    , m_serverBar(new ServerBar(server, *m_theme, this))
    , m_banners(new Banners(server, *m_theme, this))
    , m_pages(new QStackedWidget(this))
    , m_modes(new ModeBar(*m_pages, *m_theme, this))
    , m_console(new ConsolePage(server, journal, metrics, options.chat(), *m_theme, *m_pulse))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Windsock"));
    setWindowIcon(applicationIcon());
    m_modes->addMode(u"console"_s, tr("Console"), m_console);
    m_bench = new BenchPage(server, *m_theme, *m_pulse, options.load, options.runsFolder, options.blocking);
    m_modes->addMode(u"benchmark"_s, tr("Benchmark"), m_bench);
    m_matrix = new MatrixPage(*m_theme, *m_pulse, options.matrix);
    m_modes->addMode(u"compatibility"_s, tr("Compatibility"), m_matrix);
    buildCentre();
    new StatusLine(*statusBar(), server, metrics, m_console->log().model());
    m_menus = new Menus(*this);
    connect(m_banners, &Banners::backendChooserRequested, m_serverBar, &ServerBar::openBackendChooser);
    restore();
    m_console->chat().focusEditor();
    auto* minute = new QTimer(this); // drafts and history survive a crash too
    connect(minute, &QTimer::timeout, this, &MainWindow::save);
    if (m_remember)
        minute->start(std::chrono::minutes(1));
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    m_pages->setObjectName(u"modeStack"_s);
    auto* centre = new QWidget(this);
    centre->setObjectName(u"centre"_s);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_serverBar);
    m_banners->setContentsMargins(10, 8, 10, 0);
    column->addWidget(m_banners);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_modes);
    row->addWidget(m_pages, 1);
    column->addLayout(row, 1);
    setCentralWidget(centre);
    statusBar()->setObjectName(u"statusBar"_s);
    setContextMenuPolicy(Qt::NoContextMenu); // Qt's own menu of docks has no mnemonics; View has
}

void MainWindow::openGuide(const QString& topic)
{
    if (!m_guide) {
        m_guide = new GuidePanel(*m_theme, this);
        addDockWidget(Qt::RightDockWidgetArea, m_guide);
        resizeDocks({m_guide}, {380}, Qt::Horizontal);
    }
    m_guide->openTopic(topic);
    m_guide->show();
    m_guide->raise();
}

void MainWindow::openAbout()
{
    (new AboutDialog(*m_theme, this))->show();
}

void MainWindow::restore()
{
    const QSize screen = this->screen()->availableGeometry().size();
    constexpr QSize frame(12, 40); // what a window manager puts around it
    resize(QSize(1280, 800).boundedTo(screen - frame));
    restoreGeometry(m_settings->value(u"window/geometry"_s).toByteArray());
    m_console->restore(*m_settings);
    m_matrix->restore(*m_settings);
}

void MainWindow::save()
{
    m_settings->setValue(u"window/geometry"_s, saveGeometry());
    if (m_theme->choice() != m_imposedTheme)
        m_settings->setValue(u"window/theme"_s, toWord(m_theme->choice()));
    m_console->save(*m_settings);
    m_matrix->save(*m_settings);
    m_settings->sync();
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::ThemeChange)
        m_theme->followDesktop();
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_remember)
        save();
    QMainWindow::closeEvent(event);
}

} // namespace windsock::ui
