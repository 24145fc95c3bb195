// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/menus.h"

#include "ui/chat/chatpane.h"
#include "ui/console/consolepage.h"
#include "ui/latency/latencypane.h"
#include "ui/log/logpane.h"
#include "ui/mainwindow.h"
#include "ui/modebar.h"
#include "ui/server/serverbar.h"

#include <QActionGroup>
#include <QMenuBar>

namespace windsock::ui {

using namespace Qt::StringLiterals;

Menus::Menus(MainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    window.menuBar()->setObjectName(u"menuBar"_s);
    window.menuBar()->setAccessibleName(tr("Menu bar"));
    buildFile();
    buildView();
    buildServer();
    buildHelp();
    connect(&window.server(), &ServerControl::statusChanged, this, &Menus::refresh);
    refresh();
}

QAction* Menus::add(QMenu* menu, const QString& text, const QKeySequence& keys, Work work)
{
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(work));
    return action;
}

void Menus::buildFile()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&File"));
    add(menu, tr("&Clear requests"), QKeySequence(tr("Ctrl+Shift+K")),
        [this] { m_window.console().log().clearRows(); });
    add(menu, tr("&Undo clear"), QKeySequence(tr("Ctrl+Shift+Z")), [this] { m_window.console().log().undoClear(); });
    menu->addSeparator();
    add(menu, tr("&Quit"), QKeySequence::Quit, [this] { m_window.close(); })->setMenuRole(QAction::QuitRole);
}

void Menus::buildView()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&View"));
    buildModes(menu);
    buildPanes(menu);
    menu->addSeparator();
    add(menu, tr("&Restore layout"), QKeySequence(tr("Ctrl+0")), [this] { m_window.console().restoreLayout(); });
    buildThemes(menu->addMenu(tr("&Theme")));
    menu->addSeparator();
    add(menu, tr("&Filter requests"), QKeySequence(tr("Ctrl+L")), [this] { m_window.console().log().focusFilter(); });
    add(menu, tr("Write a &message"), QKeySequence(tr("Ctrl+M")), [this] { m_window.console().chat().focusEditor(); });
    add(menu, tr("F&ind"), QKeySequence::Find, [this] { m_window.console().find(); });
}

void Menus::buildModes(QMenu* menu)
{
    for (int mode = 0; mode < m_window.modes().count(); ++mode) {
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + mode));
        add(menu, u'&' + m_window.modes().titleOf(mode), keys, [this, mode] { m_window.modes().choose(mode); });
    }
    menu->addSeparator();
}

void Menus::buildPanes(QMenu* menu)
{
    const QStringList texts = {tr("&WebSocket chat"), tr("&Latency"), tr("Re&quests")};
    const QList<Pane*> panes = m_window.console().panes();
    for (qsizetype i = 0; i < panes.size(); ++i) {
        panes[i]->toggleViewAction()->setText(texts[i]);
        menu->addAction(panes[i]->toggleViewAction());
    }
}

void Menus::buildThemes(QMenu* menu)
{
    auto* group = new QActionGroup(this);
    const std::initializer_list<std::pair<QString, ThemeChoice>> choices = {
        {tr("&Light"), ThemeChoice::Light},
        {tr("&Dark"), ThemeChoice::Dark},
        {tr("As the de&sktop"), ThemeChoice::System}};
    for (const auto& [text, choice] : choices) {
        QAction* action = add(menu, text, {}, [this, choice = choice] { m_window.theme().choose(choice); });
        action->setCheckable(true);
        action->setChecked(m_window.theme().choice() == choice);
        group->addAction(action);
    }
}

void Menus::buildServer()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("Se&rver"));
    m_serve = add(menu, tr("&Stop"), QKeySequence(tr("Ctrl+R")), [this] { m_window.serverBar().toggleServing(); });
    add(menu, tr("Choose &backend…"), QKeySequence(tr("Ctrl+B")),
        [this] { m_window.serverBar().openBackendChooser(); });
    m_migrate = add(menu, tr("&Migrate the database"), {}, [this] { m_window.server().migrate(); });
    menu->addSeparator();
    add(menu, tr("&Copy address"), QKeySequence(tr("Ctrl+Shift+C")), [this] { m_window.serverBar().copyUrl(); });
    add(menu, tr("&Open in the browser"), QKeySequence(tr("Ctrl+Shift+O")), [this] { m_window.serverBar().openUrl(); });
}

void Menus::buildHelp()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Help"));
    add(menu, tr("&User guide"), QKeySequence::HelpContents, [this] { m_window.openGuide(u"first-steps"_s); });
    add(menu, tr("&Keyboard"), QKeySequence(tr("Ctrl+?")), [this] { m_window.openGuide(u"keyboard"_s); });
    menu->addSeparator();
    add(menu, tr("&About Windsock"), {}, [this] { m_window.openAbout(); });
}

void Menus::refresh()
{
    const ServerStatus status = m_window.server().status();
    const bool stopped = status.state == ServerStatus::State::Stopped;
    m_serve->setText(stopped ? tr("&Serve") : tr("&Stop"));
    m_serve->setEnabled(stopped || status.state == ServerStatus::State::Serving);
    m_migrate->setEnabled(!status.unappliedMigrations.isEmpty());
}

} // namespace windsock::ui
