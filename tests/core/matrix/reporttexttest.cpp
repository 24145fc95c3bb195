// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is printable, what is cut, how wide it is, and names that are unique.
#include "core/matrix/reporttext.h"
#include "core/matrix/reportfacts.h"
#include "core/matrix/reportnames.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock::matrix;

class ReportTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void escapesAndControlsAreGone();
    void aLineIsALine();
    void muchIsCut();
    void widths();
    void numbers();
    void titlesAreUnique();
    void picturesStayInTheFolder();
};

void ReportTextTest::escapesAndControlsAreGone()
{
    QCOMPARE(excerpt(QStringLiteral("\x1b[1;31mError\x1b[0m\r\n\tat\x07 \n")),
             QStringLiteral("Error\n        at\ufffd"));
    QCOMPARE(excerpt(QStringLiteral("\x1b]0;a title\x07shown\x1b]0;cut")), QStringLiteral("shown"));
    QCOMPARE(excerpt(QStringLiteral("10%\r50%\r100%\r\n")), QStringLiteral("100%"));
    QCOMPARE(excerpt(QStringLiteral("a\u2028b\u202ec")), QStringLiteral("a\ufffdb\ufffdc"));
    QCOMPARE(excerpt(QString(QChar(0xD800))), QStringLiteral("\ufffd"));
    QCOMPARE(excerpt(QStringLiteral(" \n\t\n  x\n\n")), QStringLiteral("  x"));
    QVERIFY(excerpt(QStringLiteral(" \n\t\r\n")).isEmpty());
}

void ReportTextTest::aLineIsALine()
{
    QCOMPARE(oneLine(QStringLiteral("  a\tb\n\nc\u00a0d ")), QStringLiteral("a b c d"));
    QCOMPARE(oneLine(QStringLiteral("abcdef"), 3), QStringLiteral("abc…"));
    QCOMPARE(oneLine(QStringLiteral("ab😀"), 3), QStringLiteral("ab…"));
    QCOMPARE(oneLine(QString()), QString());
}

void ReportTextTest::muchIsCut()
{
    QStringList lines;
    for (int i = 1; i <= 1'160; ++i)
        lines += QString::number(i);
    const QStringList cut = excerpt(lines.join(u'\n')).split(u'\n');
    QCOMPARE(cut.size(), 161);
    QCOMPARE(cut.constFirst(), QStringLiteral("1"));
    QCOMPARE(cut[60], QStringLiteral("[… 1,000 lines left out …]"));
    QCOMPARE(cut[61], QStringLiteral("1061"));
    QCOMPARE(cut.constLast(), QStringLiteral("1160"));
    QCOMPARE(excerpt(QString(10'000, u'x')), QString(500, u'x') + QStringLiteral("… [9,500 more characters]"));
}

void ReportTextTest::widths()
{
    QCOMPARE(columnsOf(QStringLiteral("─ Maybe yes")), 11);
    QCOMPARE(columnsOf(QStringLiteral("✓✗")), 2);
    QCOMPARE(columnsOf(QStringLiteral("漢字")), 4);
    QVERIFY(columnsAreSure(QStringLiteral("✓ ✗ ─ 漢字 é")));
    QVERIFY(!columnsAreSure(QStringLiteral("😀")));
    QVERIFY(!columnsAreSure(QStringLiteral("e\u0301")));
}

void ReportTextTest::numbers()
{
    QCOMPARE(withCommas(1'234'567), QStringLiteral("1,234,567"));
    QCOMPARE(counted(1, QStringLiteral("line")), QStringLiteral("1 line"));
    QCOMPARE(windsock::matrix::toText(240ms), QStringLiteral("240 ms"));
    QCOMPARE(windsock::matrix::toText(12'400ms), QStringLiteral("12.4 s"));
    QCOMPARE(windsock::matrix::toText(103s), QStringLiteral("1 min 43 s"));
    QCOMPARE(milliseconds(264us), QStringLiteral("0.26"));
    QCOMPARE(milliseconds(151'320us), QStringLiteral("151.3"));
}

void ReportTextTest::titlesAreUnique()
{
    ReportNames names;
    const auto title = [&](const char* wanted) -> QString { return names.section(QString::fromLatin1(wanted)).title; };
    QCOMPARE(title("py311"), QStringLiteral("py311"));
    QCOMPARE(title("PY311"), QStringLiteral("PY311 (2)"));
    QCOMPARE(title("py311"), QStringLiteral("py311 (3)"));
    QCOMPARE(title(" "), QStringLiteral("(no name)"));
    QCOMPARE(names.section(QStringLiteral("py3.12-django")).id, QStringLiteral("py3.12-django"));
    QCOMPARE(names.section(QStringLiteral("a_*b")).id, QStringLiteral("a-b"));
    QCOMPARE(names.section(QStringLiteral("a b")).id, QStringLiteral("a-b-2"));
    QCOMPARE(names.section(QStringLiteral("漢")).id, QStringLiteral("environment"));
}

void ReportTextTest::picturesStayInTheFolder()
{
    QCOMPARE(picturePath(QStringLiteral("py35-django19")), QStringLiteral("benchmarks/py35-django19/benchmark.png"));
    QCOMPARE(picturePath(QStringLiteral("..")), QStringLiteral("benchmarks/~2e./benchmark.png"));
    QCOMPARE(picturePath(QStringLiteral("a/b")), QStringLiteral("benchmarks/a~2fb/benchmark.png"));
    QCOMPARE(picturePath(QString()), QStringLiteral("benchmarks/~/benchmark.png"));
    QVERIFY(picturePath(QString(5'000, u'x')).size() < 200);
}

WINDSOCK_TEST(ReportTextTest)
#include "reporttexttest.moc"
