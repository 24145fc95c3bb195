// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeDelegate: colours by status, bars by duration, and it paints every kind of cell.
#include "ui/log/exchangedelegate.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"
#include "ui/log/exchangemodel.h"
#include "ui/log/exchangetable.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::journal::test;
using namespace Qt::StringLiterals;

class ExchangeDelegateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void barsAreLogarithmic();
    void statusesAreColoured();
    void everythingIsPainted();
    void rowsAreCopiedAsTornadoWritesThem();

private:
    ExchangeModel m_model;
};

void ExchangeDelegateTest::initTestCase()
{
    journal::Batch batch;
    std::uint64_t id = 1;
    for (const int status : {200, 304, 404, 500, 0}) {
        batch.events.push_back(shared(begun(id, "GET", "/hello-tornado")));
        batch.events.push_back(shared(outcome(id++, status)));
    }
    batch.events.push_back(shared(begun(id)));
    m_model.fold(batch);
}

void ExchangeDelegateTest::barsAreLogarithmic()
{
    QCOMPARE(barFraction(microseconds(0)), 0.0);
    QCOMPARE(barFraction(microseconds(100)), 0.0);
    QCOMPARE(barFraction(std::chrono::milliseconds(10)), 0.4);
    QCOMPARE(barFraction(std::chrono::seconds(10)), 1.0);
    QCOMPARE(barFraction(std::chrono::hours(1)), 1.0);
}

void ExchangeDelegateTest::statusesAreColoured()
{
    const Theme theme(ThemeChoice::Dark);
    const ExchangeDelegate delegate(theme, nullptr);
    const Colors& c = theme.colors();
    const QList<QColor> wanted = {c.ok, c.redirect, c.warning, c.error, c.error, c.muted};
    for (int row = 0; row < wanted.size(); ++row)
        QCOMPARE(delegate.colorOf(m_model.index(row, static_cast<int>(ExchangeColumn::Status))), wanted[row]);
}

void ExchangeDelegateTest::everythingIsPainted()
{
    const Theme theme(ThemeChoice::Light);
    ExchangeTable table(m_model, theme, nullptr);
    table.resize(1000, 300);
    table.selectRow(3);
    const QImage picture = table.grab().toImage();
    bool error = false;
    bool selection = false;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            error |= picture.pixelColor(x, y) == theme.colors().error;
            selection |= picture.pixelColor(x, y) == theme.colors().selection;
        }
    }
    QVERIFY(error);
    QVERIFY(selection);
}

void ExchangeDelegateTest::rowsAreCopiedAsTornadoWritesThem()
{
    const Theme theme(ThemeChoice::Light);
    ExchangeTable table(m_model, theme, nullptr);
    table.selectRow(1);
    QVERIFY2(table.selectedAsTornadoLines().endsWith(u"304 GET /hello-tornado (127.0.0.1) 0.62ms"_s),
             qPrintable(table.selectedAsTornadoLines()));
    QCOMPARE(table.selectedPaths(), u"/hello-tornado"_s);
}

WINDSOCK_TEST(ExchangeDelegateTest)
#include "exchangedelegatetest.moc"
