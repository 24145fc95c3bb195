// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LoadWatch: one load at a time, followed at the window's pace. GUI thread; owned by the page.
#pragma once

#include "ui/bench/load.h"

#include <QObject>

#include <memory>

namespace windsock::ui {

class Pulse;

class LoadWatch : public QObject
{
    Q_OBJECT
public:
    LoadWatch(LoadFactory factory, Pulse& pulse, QObject* parent);
    ~LoadWatch() override;

    /// Not while one is running.
    void begin(std::vector<bench::Plan> plans, const QString& title);
    void cancel();
    bool isRunning() const { return bool(m_load); }

Q_SIGNALS:
    /// `share` of the whole, 0 to 1; `soFar` ends with the run that is under way, as far as it is.
    void progressed(double share, const QString& text, const windsock::bench::RunGroup& soFar);
    void finished(const windsock::bench::RunGroup& group);

private:
    void look();
    void tell();
    double shareOf(const bench::Progress& progress) const;
    QString textOf(const bench::Progress& progress) const;

    const LoadFactory m_factory;
    std::unique_ptr<Load> m_load;
    std::vector<bench::Plan> m_plans;
    QString m_title;
};

} // namespace windsock::ui
