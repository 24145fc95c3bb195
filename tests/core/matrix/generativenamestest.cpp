// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Generative names: lists, sections, conditions, ranges, and how many there may be.
#include "core/matrix/generativenames.h"
#include "tests/support/testregistry.h"

#include <QElapsedTimer>
#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

class GenerativeNamesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lists_data();
    void lists();
    void ranges_data();
    void ranges();
    void sections_data();
    void sections();
    void conditions();
    void tooMany_data();
    void tooMany();
    void notClosed();
};

void GenerativeNamesTest::lists_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("names"); // with | between
    const auto row = [](const char* list, const char* names) {
        QTest::newRow(list) << QString::fromUtf8(list) << QString::fromUtf8(names);
    };
    row("py27", "py27");
    row("", "");
    row(" a , b,c ", "a|b|c");
    row("py{27,35}-django{18,19}", "py27-django18|py27-django19|py35-django18|py35-django19");
    row("{a,b}", "a|b");
    row("{a,b}{c,d}x", "acx|adx|bcx|bdx");
    row("py{27}", "py27");
    row("py{27, 35 },x", "py27|py35|x");
    row("py 27", "py27");
    row("py38{,-cov}", "py38|py38-cov");
    row("a\nb # c, d\n\n#e\n f", "a|b|f");
    row("a,\nb,", "a|b");
    row("a,a", "a|a");
    row("a, ,b", "a||b");
    row("py{27,\n35}", "py27|py|py35"); // lines become commas: tox 3 does it
    row("q{z{1,2},3}", "qz{1|q2|3}");
    row("{}", "{}");
    row("é{1,2}", "é1|é2");
    row("py3{6-9}", "py36-9");
}

void GenerativeNamesTest::lists()
{
    QFETCH(QString, list);
    QFETCH(QString, names);
    const auto expanded = expandLines(list);
    QVERIFY2(expanded, expanded ? "" : qPrintable(expanded.error().sentence));
    QCOMPARE(expanded->join(u'|'), names);
}

void GenerativeNamesTest::ranges_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* list, const char* names) {
        QTest::newRow(list) << QString::fromUtf8(list) << QString::fromUtf8(names);
    };
    row("py3{6-9}", "py36|py37|py38|py39");
    row("py{36-38}-x", "py36-x|py37-x|py38-x");
    row("py3{9-11,13}", "py39|py310|py311|py313");
    row("py3{8-6}", "py38|py37|py36");
    row("py3{6-6}", "py36");
    row("py3{a-b}", "py3a-b");
    row("6-9", "6-9");
}

void GenerativeNamesTest::ranges()
{
    QFETCH(QString, list);
    QFETCH(QString, names);
    const auto expanded = expandNames(list, Ranges::AreExpanded);
    QVERIFY(expanded);
    QCOMPARE(expanded->join(u'|'), names);
}

void GenerativeNamesTest::sections_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* section, const char* names) {
        QTest::newRow(section) << QString::fromUtf8(section) << QString::fromUtf8(names);
    };
    row("testenv", "testenv");
    row("testenv:py{27,36}-x", "testenv:py27-x|testenv:py36-x");
    row("testenv:{ docs , style }", "testenv:docs|testenv:style ");
    row("testenv:a,b", "testenv:a|b");
    row("testenv:{}", "testenv:{}");
    row("testenv:py{2.7}", "testenv:py{2.7}");
    row("a{1,2}{3,4}", "a13|a14|a23|a24");
}

void GenerativeNamesTest::sections()
{
    QFETCH(QString, section);
    QFETCH(QString, names);
    const auto expanded = expandSectionName(section);
    QVERIFY(expanded);
    QCOMPARE(expanded->join(u'|'), names);
}

void GenerativeNamesTest::conditions()
{
    const auto factors = parseFactors(QStringLiteral("py{27,35}-!django18,!pypy"));
    QVERIFY(factors);
    QCOMPARE(factors->size(), std::size_t(3));
    QCOMPARE((*factors)[0].included, QSet<QString>{QStringLiteral("py27")});
    QCOMPARE((*factors)[1].included, QSet<QString>{QStringLiteral("py35")});
    QCOMPARE((*factors)[1].excluded, QSet<QString>{QStringLiteral("django18")});
    QVERIFY((*factors)[2].included.isEmpty());
    QCOMPARE((*factors)[2].excluded, QSet<QString>{QStringLiteral("pypy")});
}

void GenerativeNamesTest::tooMany_data()
{
    QTest::addColumn<QString>("list");
    QTest::newRow("range") << QStringLiteral("py{1-999999999}");
    QTest::newRow("long range") << QStringLiteral("py{1-999999999999}");
    QTest::newRow("product") << QStringLiteral("{1,2,3,4,5,6,7,8}").repeated(12);
    QTest::newRow("ranges") << QStringLiteral("{1-100}{1-100}");
    QTest::newRow("list") << QStringLiteral("a,").repeated(MostNames + 1);
    QTest::newRow("alternatives") << u'{' + QStringLiteral("a,").repeated(MostNames + 1) + u'}';
}

void GenerativeNamesTest::tooMany()
{
    QFETCH(QString, list);
    QElapsedTimer timer;
    timer.start();
    const auto expanded = expandNames(list, Ranges::AreExpanded);
    QVERIFY(!expanded);
    QVERIFY(expanded.error().sentence.contains(QStringLiteral("comes to more than 5000 names")));
    QVERIFY(expanded.error().sentence.size() < 300);
    QVERIFY(timer.elapsed() < 5000);
}

void GenerativeNamesTest::notClosed()
{
    for (const char* list : {"py{27,35", "a,{", "py{27}-{x"}) {
        const auto expanded = expandNames(QString::fromLatin1(list));
        QVERIFY2(!expanded, list);
        QVERIFY(expanded.error().sentence.contains(QStringLiteral("is not closed: write }")));
    }
    QCOMPARE(expandNames(QStringLiteral("end}")).operator*(), QStringList(QStringLiteral("end}")));
}

WINDSOCK_TEST(GenerativeNamesTest)
#include "generativenamestest.moc"
