// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Banner: one sentence of trouble with its next step as buttons, above the panes, never over them and never modal.
// Python's own words unfold under it. GUI thread; owned by the window.
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace windsock::ui {

class Banner : public QFrame
{
    Q_OBJECT
public:
    enum class Severity { Info, Warning, Error };

    Banner(const QString& id, Severity severity, const Theme& theme, QWidget* parent);

    /// The first action is the one that Return takes.
    QPushButton* addAction(const QString& text, const QString& objectName);
    void setText(const QString& sentence, const QString& detail = {});
    QString text() const;

Q_SIGNALS:
    void dismissed();

private:
    void build(const QString& id);
    void unfold(bool open);
    void tint();

    const Theme& m_theme;
    Severity m_severity;
    QLabel* m_icon;
    QLabel* m_sentence;
    QHBoxLayout* m_actions;
    QPushButton* m_more;
    QPlainTextEdit* m_detail;
    class QToolButton* m_close;
};

} // namespace windsock::ui
