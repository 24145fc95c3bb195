// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The phase clock as pieces of a bar, and the bar's legend.
#include "ui/log/phases.h"
#include "tests/support/testregistry.h"
#include "ui/log/phasebar.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

namespace {

Monotonic at(int us)
{
    return Monotonic(std::chrono::seconds(5)) + microseconds(us);
}

} // namespace

class PhasesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBackendsExchangeHasThree();
    void anUploadComesFirst();
    void aHandlersHasOne();
    void unreachedPhasesAreLeftOut();
};

void PhasesTest::aBackendsExchangeHasThree()
{
    journal::Outcome outcome;
    outcome.phases = {at(-100), at(0), at(0), at(31'200), at(40'000), at(48'100), at(48'600)};
    PhaseBar bar(*new Theme(ThemeChoice::Light, this), nullptr);
    bar.setPhases(phasesOf(outcome, u"Django"_s));
    QCOMPARE(bar.legend(), u"queued for a worker 31.20 ms · in Django 16.90 ms · written 0.50 ms"_s);
    QCOMPARE(bar.accessibleDescription(), bar.legend());
    bar.resize(400, 40);
    QVERIFY(!bar.grab().isNull());
}

void PhasesTest::anUploadComesFirst()
{
    journal::Outcome outcome;
    outcome.phases = {at(0), at(0), at(2'000), at(3'000), at(4'000), at(5'000), at(5'100)};
    const auto phases = phasesOf(outcome, {});
    QCOMPARE(phases.size(), std::size_t(4));
    QCOMPARE(phases[0].kind, Phase::Kind::Upload);
    QCOMPARE(phases[1].length, microseconds(1'000));
}

void PhasesTest::aHandlersHasOne()
{
    journal::Outcome outcome;
    outcome.phases.head = at(0);
    outcome.phases.written = at(620);
    const auto phases = phasesOf(outcome, {});
    QCOMPARE(phases.size(), std::size_t(1));
    QCOMPARE(phases[0].kind, Phase::Kind::Handler);
    QCOMPARE(phases[0].length, microseconds(620));
}

void PhasesTest::unreachedPhasesAreLeftOut()
{
    journal::Outcome outcome;
    QVERIFY(phasesOf(outcome, {}).empty());
    outcome.phases.head = at(0);
    outcome.phases.leased = at(10); // the worker died before it said anything
    QCOMPARE(phasesOf(outcome, {}).size(), std::size_t(1));
}

WINDSOCK_TEST(PhasesTest)
#include "phasestest.moc"
