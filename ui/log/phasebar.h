// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PhaseBar: a stacked bar of phases with its legend: "queued for a worker 31.20 ms · in Django 16.90 ms".
// GUI thread; owned by the overview.
#pragma once

#include "ui/log/phases.h"
#include "ui/theme.h"

#include <QWidget>

namespace windsock::ui {

class PhaseBar : public QWidget
{
    Q_OBJECT
public:
    PhaseBar(const Theme& theme, QWidget* parent);

    void setPhases(std::vector<Phase> phases);
    /// The legend as one line of text.
    QString legend() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor colorOf(Phase::Kind kind) const;
    void paintLegend(QPainter& painter, int top) const;

    const Theme& m_theme;
    std::vector<Phase> m_phases;
};

} // namespace windsock::ui
