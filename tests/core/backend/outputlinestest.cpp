// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of what a child prints, cut anywhere.
#include "core/backend/outputlines.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using backend::OutputLines;

class OutputLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutAnywhere();
    void longLinesComeInPieces();
    void theTailIsKept();
    void aFloodIsCutAndSaid();
};

void OutputLinesTest::cutAnywhere()
{
    const QByteArray text = "one\n\ntwo\nthree";
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        OutputLines lines;
        QByteArrayList told;
        for (const QByteArray& piece : {text.left(cut), text.mid(cut)}) {
            if (const auto whole = lines.append(piece))
                told += *whole;
        }
        QCOMPARE(told.join('\n'), QByteArray("one\n\ntwo"));
        QCOMPARE(lines.finish().value_or("nothing"), QByteArray("three"));
        QVERIFY(!lines.finish());
    }
}

void OutputLinesTest::longLinesComeInPieces()
{
    OutputLines lines;
    QVERIFY(!lines.append(QByteArray(64 * 1024, 'a')));
    QCOMPARE(lines.append("b").value_or("").size(), 64 * 1024 + 1);
    QCOMPARE(lines.append("c\n").value_or(""), QByteArray("c"));
    // What stood before the long one is not lost, and keeps its place.
    QCOMPARE(lines.append("d\n" + QByteArray(64 * 1024 + 1, 'e')).value_or("").left(3), QByteArray("d\ne"));
    QVERIFY(!lines.finish());
}

void OutputLinesTest::theTailIsKept()
{
    OutputLines lines;
    lines.append(QByteArray(20'000, 'a'));
    lines.append("the end");
    QCOMPARE(lines.tail().size(), std::size_t(16 * 1024));
    QVERIFY(lines.tail().ends_with("athe end"));
}

void OutputLinesTest::aFloodIsCutAndSaid()
{
    OutputLines lines;
    const Monotonic began = MonotonicClock::now();
    const QByteArray megabyte = QByteArray((1 << 20) - 1, 'x') + '\n';
    qsizetype told = 0;
    for (int i = 0; i < 20; ++i)
        told += lines.append(megabyte, began).value_or("").size();
    QVERIFY(told <= 8 << 20);
    QVERIFY(told > 7 << 20);
    const QByteArray later = lines.append("after\n", began + std::chrono::seconds(1)).value_or("");
    QVERIFY2(later.endsWith("\n… 12582912 bytes are left out here, for there were too many at once …\nafter"),
             later.right(200).constData());
}

WINDSOCK_TEST(OutputLinesTest)
#include "outputlinestest.moc"
