// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WhyTab: why an environment works or does not: the verdict's sentence, Python's own words, what was found. One text
// that can be selected and copied. GUI thread; owned by the details.
#pragma once

#include "ui/matrix/environmentrow.h"
#include "ui/theme.h"

#include <QTextBrowser>

namespace windsock::ui {

class WhyTab : public QTextBrowser
{
    Q_OBJECT
public:
    WhyTab(const Theme& theme, QWidget* parent);

    void show(const EnvironmentRow& row);

private:
    QString headline(const EnvironmentRow& row) const;
    QString remark(const EnvironmentRow& row) const;
    QString block(const QString& title, const QString& text) const;
    QString facts(const EnvironmentRow& row) const;
    QString fact(const QString& name, const QString& value) const;

    const Theme& m_theme;
};

} // namespace windsock::ui
