// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// elapsed(): whole µs, and 0 where there is nothing to measure.
#include "core/base/clock.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace std::chrono_literals;

class ClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void elapsedIsInWholeMicroseconds()
    {
        const Monotonic start = Monotonic() + 1h;
        QVERIFY(elapsed(start, start + 1500us) == 1500us);
        QVERIFY(elapsed(start, start + 1999ns) == 1us);
        QVERIFY(elapsed(start, start) == 0us);
    }

    void elapsedIsZeroWhenThereIsNothingToMeasure()
    {
        const Monotonic start = Monotonic() + 1h;
        QVERIFY(elapsed(start + 1s, start) == 0us);
        QVERIFY(elapsed(Monotonic(), start) == 0us);
        QVERIFY(elapsed(start, Monotonic()) == 0us);
    }
};

WINDSOCK_TEST(ClockTest)
#include "clocktest.moc"
