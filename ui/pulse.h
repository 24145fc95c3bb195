// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pulse: the one clock the window draws by. At most 30 ticks a second for rows, every third one for charts, none while
// the window is hidden or minimised. GUI thread; owned by the window it watches.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

class QWidget;

namespace windsock::ui {

class Pulse : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds rowInterval{34};
    static constexpr int ticksPerChart = 3;

    explicit Pulse(QWidget* window);

    bool isBeating() const { return m_timer.isActive(); }

Q_SIGNALS:
    void rowsTicked();
    void chartsTicked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tick();
    void follow();

    QWidget* m_window;
    QTimer m_timer;
    int m_ticks = 0;
};

} // namespace windsock::ui
