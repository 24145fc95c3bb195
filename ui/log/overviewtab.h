// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// OverviewTab: an exchange at a glance: what was asked and answered, where its time went, who and which route.
// GUI thread; owned by the inspector.
#pragma once

#include "ui/log/exchangetext.h"
#include "ui/theme.h"

#include <QScrollArea>

class QLabel;

namespace windsock::ui {

class PhaseBar;

class OverviewTab : public QScrollArea
{
    Q_OBJECT
public:
    OverviewTab(const Theme& theme, QWidget* parent);

    void show(const ExchangeRow& row, const QString& backend);

private:
    QString titleOf(const ExchangeRow& row) const;

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_failure;
    PhaseBar* m_phases;
    QLabel* m_facts;
};

} // namespace windsock::ui
