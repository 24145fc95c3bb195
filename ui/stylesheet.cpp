// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stylesheet.h"

#include <QPair>

#include <initializer_list>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto shell = R"(
QMainWindow, #consolePage, #benchPage, #modeStack { background: @window; }
QToolTip { background: @soft; color: @text; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @panel; color: @text; padding: 1px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @soft; }
QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @soft; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; font-size: @smallpt; padding: 0 7px; }
QSizeGrip { image: none; width: 0; }
QMainWindow::separator { background: @window; width: 8px; height: 8px; }
QMainWindow::separator:hover { background: @line; }
#serverBar { background: @panel; border-bottom: 1px solid @line; border-top: 1px solid @line; }
#modeBar { background: @soft; border: none; border-right: 1px solid @line; }
#modeBar QToolButton { border: none; border-left: 3px solid transparent; border-radius: 0; color: @muted;
  font-size: @smallpt; padding: 9px 3px 7px 0; background: transparent; }
#modeBar QToolButton:hover { color: @text; background: @window; }
#modeBar QToolButton:checked { background: @panel; color: @accent; border-left-color: @accent; font-weight: 600; }
#modeBar QToolButton:focus { color: @text; }
)";

constexpr auto panes = R"(
QFrame[kind="paneHead"] { background: @panel; border: 1px solid @line; border-top-left-radius: 8px; border-top-right-radius: 8px; }
QFrame[kind="paneBody"] { background: @panel; border: 1px solid @line; border-top: none;
  border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }
QFrame[kind="bar"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="strip"] { background: @panel; border: none; border-top: 1px solid @line; }
QFrame[kind="popover"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[kind="banner"] { background: @panel; border: 1px solid @warning; border-radius: 8px; }
QFrame[kind="banner"][severity="error"] { border-color: @error; }
QFrame[kind="banner"][severity="info"] { border-color: @accent; }
QLabel { background: transparent; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; font-size: @largept; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="hint"] { color: @muted; background: @panel; }
QLabel[role="small"] { color: @muted; font-size: @smallpt; }
QLabel[role="error"] { color: @error; font-size: @smallpt; }
QTabWidget::pane { border: none; border-top: 1px solid @line; background: @panel; }
QTabWidget > QStackedWidget { background: @panel; }
QTabBar { background: @panel; qproperty-drawBase: 0; }
QTabBar::tab { background: @panel; color: @muted; padding: 6px 12px 5px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:focus { color: @accent; }
QSplitter::handle { background: @line; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter[kind="gap"]::handle { background: transparent; }
QSplitter[kind="gap"]::handle:horizontal { width: 8px; }
)";

constexpr auto buttons = R"(
QPushButton, QToolButton[kind="button"] { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 3px 11px; min-height: @linepx; }
QPushButton:hover, QToolButton[kind="button"]:hover { background: @soft; }
QPushButton:pressed, QToolButton[kind="button"]:pressed { background: @line; }
QPushButton:focus, QToolButton[kind="button"]:focus { border-color: @accent; }
QPushButton:disabled, QToolButton[kind="button"]:disabled { color: @muted; background: @window; }
QToolButton[kind="button"]::menu-indicator { image: none; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton#sendMessage { padding: 5px 11px 4px 11px; } /* as high as one line of the editor beside it */
QPushButton[kind="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[kind="primary"]:focus { border-color: @text; }
QPushButton[kind="primary"]:disabled { background: @soft; color: @muted; border-color: @line; }
QPushButton[kind="link"] { border: none; background: transparent; color: @accent; padding: 2px 4px; text-decoration: underline; }
QPushButton[kind="link"]:focus { background: @soft; }
QPushButton[kind="pill"] { background: @accent; color: @onAccent; border: none; border-radius: @pillpx; padding: 2px 12px; font-size: @smallpt; font-weight: 600; }
QPushButton[kind="pill"]:focus { border: 2px solid @text; }
QToolButton[kind="chip"] { background: transparent; color: @muted; border: 1px solid @line; border-radius: 9px; padding: 1px 8px; font-size: @smallpt; }
QToolButton[kind="chip"]:hover { color: @text; border-color: @line; }
QToolButton[kind="chip"]:checked { background: @soft; color: @accent; border-color: @accent; }
QToolButton[kind="chip"]:focus { border-color: @accent; }
QToolButton[kind="icon"] { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 2px; color: @muted; }
QToolButton[kind="icon"]:hover, QToolButton[kind="icon"]:checked { background: @soft; }
QToolButton[kind="icon"]:focus { border-color: @accent; }
QToolButton[kind="icon"]::menu-indicator { image: none; }
)";

constexpr auto fields = R"(
QLineEdit, QPlainTextEdit[kind="field"] { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px;
  padding: 3px 8px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit { min-height: @linepx; }
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus { border-color: @accent; }
QRadioButton { color: @text; spacing: 7px; padding: 2px; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 7px; background: @panel; }
QRadioButton::indicator:checked { border-color: @accent; background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
  stop:0 @accent, stop:0.5 @accent, stop:0.6 @panel, stop:1 @panel); }
QCheckBox { color: @text; spacing: 7px; padding: 2px; }
QCheckBox::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 3px; background: @panel; }
QCheckBox::indicator:checked { border-color: @accent; background: @accent; image: url(:/windsock/icons/check-@tone.svg); }
QRadioButton:focus, QCheckBox:focus { color: @accent; }
QCheckBox:disabled { color: @muted; }
QCheckBox::indicator:disabled { border-color: @line; }
QLineEdit:disabled { color: @muted; background: @window; }
QLineEdit[wrong="true"] { border-color: @error; }
QComboBox { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px; padding: 3px 6px 3px 10px; min-height: @linepx; }
QComboBox:hover { background: @soft; }
QComboBox:focus { border-color: @accent; }
QComboBox[wrong="true"] { border-color: @error; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/windsock/icons/chevron-@tone.svg); width: 10px; height: 10px; }
QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; selection-background-color: @soft; selection-color: @text; outline: none; padding: 3px; }
QPlainTextEdit[kind="viewer"], QTextBrowser { background: @panel; color: @text; border: none; selection-background-color: @accent; selection-color: @onAccent; }
)";

constexpr auto views = R"(
QListView { background: @panel; color: @text; border: none; outline: none; }
QProgressBar { background: @soft; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QTableView { background: @panel; color: @text; border: none; gridline-color: transparent; outline: none;
  selection-background-color: @selection; selection-color: @text; }
QTableView::item { border: none; padding: 0 8px; }
QTableView::item:selected { background: @selection; color: @text; }
QTableView[kind="block"] { background: @panel; border: 1px solid @line; border-radius: 6px; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @line; padding: 4px 8px; font-size: @smallpt; }
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow { image: url(:/windsock/icons/chevron-up-@tone.svg); width: 9px; height: 9px; subcontrol-position: center right; }
QHeaderView::down-arrow { image: url(:/windsock/icons/chevron-@tone.svg); width: 9px; height: 9px; subcontrol-position: center right; }
QTableCornerButton::section { background: @panel; border: none; }
QScrollArea { background: @panel; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString points(double size)
{
    return QString::number(size, 'f', 2) + u"pt"_s;
}

} // namespace

QString styleSheetOf(const Colors& c, double size)
{
    QString sheet = QLatin1String(shell) + QLatin1String(panes) + QLatin1String(buttons) + QLatin1String(fields) +
                    QLatin1String(views);
    const int line = qRound(size * 1.9);
    // Longer names first: "@accentHover" begins with "@accent".
    const std::initializer_list<QPair<QString, QString>> words = {
        {u"@accentHover"_s, (c.dark ? c.accent.lighter(112) : c.accent.darker(112)).name()},
        {u"@selection"_s, c.selection.name()},
        {u"@onAccent"_s, c.onAccent.name()},
        {u"@warning"_s, c.warning.name()},
        {u"@smallpt"_s, points(size * 0.88)},
        {u"@largept"_s, points(size * 1.15)},
        {u"@linepx"_s, QString::number(line) + u"px"_s},
        {u"@pillpx"_s, u"10px"_s},
        {u"@handle"_s, (c.dark ? c.line.lighter(135) : c.line.darker(112)).name()},
        {u"@window"_s, c.window.name()},
        {u"@accent"_s, c.accent.name()},
        {u"@panel"_s, c.panel.name()},
        {u"@muted"_s, c.muted.name()},
        {u"@error"_s, c.error.name()},
        {u"@line"_s, c.line.name()},
        {u"@text"_s, c.text.name()},
        {u"@soft"_s, c.soft.name()},
        {u"@tone"_s, c.dark ? u"dark"_s : u"light"_s},
    };
    for (const auto& [word, value] : words)
        sheet.replace(word, value);
    return sheet;
}

} // namespace windsock::ui
