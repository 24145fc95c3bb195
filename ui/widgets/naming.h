// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names and looks of widgets in one call each: object name for tests and the style sheet, accessible name for screen
// readers, tooltip for everybody. GUI thread; owns nothing.
#pragma once

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QToolButton>
#include <QWidget>

class QLineEdit;

namespace windsock::ui {

/// Names `widget`; the tooltip is its accessible description too.
void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName, const QString& toolTip = {});
/// Sets a dynamic property that the style sheet knows, and restyles when the widget was polished already.
void setLook(QWidget* widget, const char* property, const QString& value);

QLabel* makeLabel(const QString& text, const QString& role, QWidget* parent);
QPushButton* makeButton(const QString& text, const QString& objectName, const QString& toolTip, QWidget* parent);
/// A small rounded toggle.
QToolButton* makeChip(const QString& text, const QString& objectName, const QString& toolTip, QWidget* parent);
/// The cross that empties `field` while it holds text.
void addClearButton(QLineEdit* field, const QString& accessibleName);
/// A flat button that shows an icon only.
QToolButton* makeIconButton(const QString& objectName, const QString& accessibleName, QWidget* parent);

} // namespace windsock::ui
