// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// .hgrm against what HdrHistogram_c (two significant digits, 5 ticks, ms) wrote of the same values; arrival order as
// CSV.
#include "core/bench/hgrm.h"
#include "core/bench/arrivalcsv.h"
#include "tests/core/bench/abcase.h"
#include "tests/support/testregistry.h"

#include <QFile>
#include <QTest>

using namespace windsock;
using namespace windsock::bench;
using namespace windsock::bench::test;

namespace {

metrics::Histogram histogramOf(const QString& name)
{
    metrics::Histogram histogram;
    const auto record = [&](std::int64_t us) { histogram.record(microseconds(us)); };
    if (name == QStringLiteral("one"))
        record(250);
    if (name == QStringLiteral("few"))
        for (const std::int64_t us : {100, 2'000, 2'000, 31'000})
            record(us);
    std::int64_t x = 12345;
    for (int i = 0; i < 5000 && name == QStringLiteral("many"); ++i) {
        x = (x * 1103515245 + 12345) % (std::int64_t(1) << 31);
        record(500 + (x >> 8) % 3000 + (i % 50 == 0 ? 40'000 : 0) + (i == 777 ? 2'000'000 : 0));
    }
    return histogram;
}

} // namespace

class HgrmTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWhatHdrHistogramWrote_data();
    void writesWhatHdrHistogramWrote();
    void ofNothing();
    void arrivalOrder();
};

void HgrmTest::writesWhatHdrHistogramWrote_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"one", "few", "many"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void HgrmTest::writesWhatHdrHistogramWrote()
{
    QFETCH(QString, name);
    QFile file(QStringLiteral(WINDSOCK_SOURCE_DIR "/tests/core/bench/hgrm/") + name + QStringLiteral(".hgrm"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto written = QByteArray::fromStdString(toHgrm(histogramOf(name))).split('\n');
    const auto expected = file.readAll().split('\n');
    for (qsizetype i = 0; i < std::min(written.size(), expected.size()); ++i)
        QCOMPARE(written.at(i), expected.at(i));
    QCOMPARE(written.size(), expected.size());
}

void HgrmTest::ofNothing()
{
    QCOMPARE(QByteArray::fromStdString(toHgrm({})).split('\n').at(2),
             QByteArray("       0.000     1.000000            0          inf"));
}

void HgrmTest::arrivalOrder()
{
    Run run;
    run.samples = {{500, 0, 0, 7, 9}, {100, 3, 4, 5, 6}};
    const auto lines = QByteArray::fromStdString(toArrivalCsv(run)).split('\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines.at(0).startsWith("# \xc2\xb5s: begun since the run began"));
    QCOMPARE(lines.at(1), QByteArray("begun,delay,connect,wait,total"));
    QCOMPARE(lines.at(2), QByteArray("100,3,4,5,6"));
    QCOMPARE(lines.at(3), QByteArray("500,0,0,7,9"));
}

WINDSOCK_TEST(HgrmTest)
#include "hgrmtest.moc"
