// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Menus: the window's menu bar. Every entry has a mnemonic or a shortcut; what it does is the window's. GUI thread;
// owned by the window.
#pragma once

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace windsock::ui {

class MainWindow;

class Menus : public QObject
{
    Q_OBJECT
public:
    explicit Menus(MainWindow& window);

    /// Texts and states that follow the server.
    void refresh();

private:
    using Work = std::function<void()>;

    QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, Work work);
    void buildFile();
    void buildView();
    void buildModes(QMenu* menu);
    void buildPanes(QMenu* menu);
    void buildThemes(QMenu* menu);
    void buildServer();
    void buildHelp();

    MainWindow& m_window;
    QAction* m_serve = nullptr;
    QAction* m_migrate = nullptr;
};

} // namespace windsock::ui
