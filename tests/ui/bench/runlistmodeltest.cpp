// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunListModel and CurveTableModel: under Qt's model tester while they are filled, renamed, checked, emptied.
#include "ui/bench/runlistmodel.h"
#include "tests/support/testregistry.h"
#include "tests/ui/bench/samples.h"
#include "ui/bench/curvetablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

class RunListModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestIsFirst();
    void aRunSaysWhatItWas();
    void titlesAreEdited();
    void marksAreRemembered();
    void figuresAreRightAligned();
    void figuresAreOfTheTypicalRun();
};

void RunListModelTest::theNewestIsFirst()
{
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add(benchGroup("one", 10));
    model.add(benchGroup("two", 10));
    QCOMPARE(model.index(0).data().toString(), u"two"_s);
    model.remove(0);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0).title, std::string("one"));
}

void RunListModelTest::aRunSaysWhatItWas()
{
    RunListModel model;
    model.add(benchGroup("one", 10, 3));
    const QString detail = model.index(0).data(RunDetailRole).toString();
    QVERIFY2(detail.startsWith(u"today "_s), qPrintable(detail));
    QVERIFY2(detail.endsWith(u" · 100 × 10 · 3 times"_s), qPrintable(detail));
    model.add({});
    QCOMPARE(model.index(0).data(RunDetailRole).toString(), u"nothing was measured"_s);
}

void RunListModelTest::titlesAreEdited()
{
    RunListModel model;
    model.add(benchGroup("one", 10));
    QSignalSpy renamed(&model, &RunListModel::renamed);
    QVERIFY(model.setData(model.index(0), u"  a\nb "_s, Qt::EditRole));
    QCOMPARE(model.at(0).title, std::string("a b"));
    QCOMPARE(renamed.size(), 1);
    QVERIFY(!model.setData(model.index(0), u"  "_s, Qt::EditRole));
    QVERIFY(!model.setData({}, u"x"_s, Qt::EditRole));
}

void RunListModelTest::marksAreRemembered()
{
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add(benchGroup("one", 10));
    QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
    model.add(benchGroup("two", 10));
    QCOMPARE(model.checked(), std::vector<int>{1});
    QSignalSpy changed(&model, &RunListModel::checkedChanged);
    model.remove(1);
    QVERIFY(model.checked().empty());
    QCOMPARE(changed.size(), 1);
}

void RunListModelTest::figuresAreRightAligned()
{
    CurveTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({{bench::repeatedRuns(benchGroup("one", 10))[0], u"one"_s, Qt::red, {}}});
    const auto align = [&](CurveColumn column) {
        return model.index(0, static_cast<int>(column)).data(Qt::TextAlignmentRole).toInt();
    };
    QVERIFY(align(CurveColumn::Curve) & Qt::AlignLeft);
    QVERIFY(align(CurveColumn::P99) & Qt::AlignRight);
    QVERIFY2(model.asText().contains(u"/hello-tornado\tone\t1,000\t5"_s), qPrintable(model.asText()));
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void RunListModelTest::figuresAreOfTheTypicalRun()
{
    bench::RunGroup group;
    for (const double ms : {30.0, 10.0, 20.0})
        group.runs.push_back(benchRun("/polls", ms));
    CurveTableModel model;
    model.setRows({{bench::repeatedRuns(group)[0], {}, Qt::red, {}}});
    QCOMPARE(model.index(0, static_cast<int>(CurveColumn::Max)).data().toString(), u"20.00"_s);
}

WINDSOCK_TEST(RunListModelTest)
#include "runlistmodeltest.moc"
