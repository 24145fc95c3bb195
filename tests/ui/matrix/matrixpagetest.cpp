// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixPage while environments are tried: rows live, cancel, details of the selected one, the report, the keyboard.
#include "ui/matrix/matrixpage.h"
#include "tests/support/testregistry.h"
#include "tests/ui/matrix/matrixpagefixture.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/matrix/benchmarktab.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using matrix::Phase;

class MatrixPageTest : public QObject, protected MatrixPageFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void rowsLiveWhileTheyAreTried();
    void statesAreAskedForOnlyWhenTheyAreNew();
    void theSelectedOnesAreTried();
    void cancelEndsIt();
    void selectionShowsDetails();
    void detailsOfWhatWasNotTried();
    void theBenchmarkIsShown();
    void theReportIsWritten();
    void aReportThatCannotBeWrittenIsTold();
    void theKeyboardWorks();
    void withoutAFactoryItSaysSo();
    void verdictsAreNeverCut();
    void rowsAreCopied();
};

void MatrixPageTest::rowsLiveWhileTheyAreTried()
{
    openShown();
    click(u"matrixTryAll"_s);
    QCOMPARE(m_script.specs.size(), std::size_t(3));
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QVERIFY(isEnabled(u"matrixCancel"_s));
    QCOMPARE(overall(1), u"waiting"_s);
    QVERIFY(find<QLabel>(u"matrixSummary"_s)->text().contains(u"Looking for Pythons"_s));
    tellStates({notThere(m_specs[0]), inPhase(m_specs[1], Phase::Pages), inPhase(m_specs[2], Phase::Waiting)});
    QCOMPARE(overall(0), u"─ Maybe yes"_s);
    QCOMPARE(overall(1), u"running: pages…"_s);
    QCOMPARE(find<QLabel>(u"matrixProgress"_s)->text(), u"1 of 3"_s);
    QVERIFY(!find<QLabel>(u"matrixSummary"_s)->text().contains(u"Looking"_s));
    finish(threeResults());
    QCOMPARE(overall(1), u"✓ Yes"_s);
    QCOMPARE(overall(2), u"✗ No"_s);
    QCOMPARE(find<QLabel>(u"matrixProgress"_s)->text(), QString());
    QVERIFY(isEnabled(u"matrixTryAll"_s));
    QVERIFY(isEnabled(u"matrixReport"_s));
    for (const QString& verdict : {u"✓ Yes"_s, u"─ Maybe yes"_s, u"✗ No"_s})
        QVERIFY(find<QLabel>(u"matrixSummary"_s)->text().contains(verdict));
}

void MatrixPageTest::statesAreAskedForOnlyWhenTheyAreNew()
{
    openShown();
    click(u"matrixTryAll"_s);
    for (int i = 0; i < 5; ++i)
        tick();
    QCOMPARE(m_script.asked, 1);
    tellStates(m_script.states);
    QCOMPARE(m_script.asked, 2);
}

void MatrixPageTest::theSelectedOnesAreTried()
{
    openShown();
    select(2);
    click(u"matrixTrySelected"_s);
    QCOMPARE(m_script.specs.size(), std::size_t(1));
    QCOMPARE(m_script.specs[0].name, std::string("py313-django32"));
    finish({seenToFail(m_specs[2])});
    QCOMPARE(overall(0), u"not tried"_s);
    QCOMPARE(overall(2), u"✗ No"_s);
    m_page->environments().table().clearSelection();
    QVERIFY(!isEnabled(u"matrixTrySelected"_s));
}

void MatrixPageTest::cancelEndsIt()
{
    openShown();
    click(u"matrixTryAll"_s);
    click(u"matrixCancel"_s);
    QVERIFY(m_script.cancelled);
    finish({notThere(m_specs[0]), inPhase(m_specs[1], Phase::Waiting), inPhase(m_specs[2], Phase::Waiting)});
    QVERIFY2(message().startsWith(u"Cancelled"_s), qPrintable(message()));
    QCOMPARE(overall(1), u"not tried"_s);
    QVERIFY(isEnabled(u"matrixTryAll"_s));
    click(u"matrixTryAll"_s);
    QCOMPARE(message(), QString());
}

void MatrixPageTest::selectionShowsDetails()
{
    openShown();
    tryAllAndFinish();
    select(2);
    QVERIFY2(find<QLabel>(u"matrixVerdict"_s)->text().contains(u"✗ No"_s), "verdict");
    QVERIFY2(why().startsWith(u"Django 3.2 cannot be imported by Python 3.13."_s), qPrintable(why()));
    QVERIFY2(why().contains(u"ModuleNotFoundError: No module named 'cgi' <b>"_s), qPrintable(why()));
    QVERIFY(why().contains(u"Python 3.13.0"_s));
    select(1);
    QVERIFY(why().contains(u"every page was as it should be"_s));
    QVERIFY(find<QPlainTextEdit>(u"matrixConversation"_s)->toPlainText().contains(u"< You said: Hello, world"_s));
    const QString log = find<QPlainTextEdit>(u"matrixLog"_s)->toPlainText();
    QVERIFY2(log.contains(u"✓ GET /polls/: 200"_s) && log.contains(u"200 GET /polls/"_s), qPrintable(log));
    select(0);
    QVERIFY(why().contains(u"Maybe is not a yes"_s));
    QVERIFY(find<QPlainTextEdit>(u"matrixConversation"_s)->toPlainText().contains(u"was not spoken to"_s));
}

void MatrixPageTest::detailsOfWhatWasNotTried()
{
    m_specs[0].problem = "its commands cannot be read.";
    openShown();
    QVERIFY2(why().startsWith(u"It cannot be tried: its commands cannot be read."_s), qPrintable(why()));
    select(1);
    QVERIFY(why().startsWith(u"It has not been tried."_s));
    click(u"matrixTryAll"_s);
    QVERIFY(why().startsWith(u"It waits for its turn."_s));
    auto states = m_script.states;
    states[1].phase = Phase::Pages;
    tellStates(states);
    QVERIFY(why().startsWith(u"It is being tried."_s));
}

void MatrixPageTest::theBenchmarkIsShown()
{
    openShown();
    tryAllAndFinish();
    select(1);
    auto* tab = m_page->findChild<BenchmarkTab*>();
    QCOMPARE(tab->table().rowCount(), 2);
    select(2);
    QCOMPARE(tab->table().rowCount(), 0);
}

void MatrixPageTest::theReportIsWritten()
{
    openShown();
    tryAllAndFinish();
    const QString folder = m_folder->filePath(u"report"_s);
    m_page->writeReport(folder);
    for (const QString& name :
         {u"report.html"_s, u"report.rst"_s, u"report.json"_s, u"benchmarks/py311-django32/benchmark.png"_s})
        QVERIFY2(QFile::exists(folder + u'/' + name), qPrintable(name));
    QVERIFY2(message().contains(folder + u"/report.html"_s), qPrintable(message()));
}

void MatrixPageTest::aReportThatCannotBeWrittenIsTold()
{
    openShown();
    tryAllAndFinish();
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_page->writeReport(file.fileName());
    QVERIFY2(message().contains(u"could not be written"_s), qPrintable(message()));
}

void MatrixPageTest::theKeyboardWorks()
{
    openShown();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    EnvironmentTable& table = m_page->environments().table();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_script.begun, 1); // a button is seen to be pressed first
    QTest::keyClick(&table, Qt::Key_Escape);
    QTRY_VERIFY(m_script.cancelled);
    finish(threeResults());
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(why().contains(u"every page was as it should be"_s));
    QTest::keyClick(&table, Qt::Key_Return);
    auto* tabs = find<QTabWidget>(u"matrixTabs"_s);
    QCOMPARE(QApplication::focusWidget(), tabs->tabBar());
    QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
    QCOMPARE(tabs->currentIndex(), 1);
}

void MatrixPageTest::withoutAFactoryItSaysSo()
{
    MatrixOptions none = options();
    none.trial = {};
    m_page = make(none);
    openShown();
    QVERIFY(!isEnabled(u"matrixTryAll"_s));
    QVERIFY2(message().contains(u"cannot be tried in this window"_s), qPrintable(message()));
}

void MatrixPageTest::verdictsAreNeverCut()
{
    m_specs[1].name = std::string(80, 'x');
    openShown();
    EnvironmentTable& table = m_page->environments().table();
    const int overall = static_cast<int>(EnvironmentColumn::Overall);
    const int figures = static_cast<int>(EnvironmentColumn::PerSecond);
    const int least = QFontMetrics(m_theme->bold()).horizontalAdvance(u"─ Maybe yes"_s) + 16;
    for (const int width : {1500, 1180, 1020}) {
        m_page->resize(width, 650);
        QTRY_COMPARE(m_page->width(), width);
        QTRY_VERIFY2(table.columnWidth(overall) >= least, qPrintable(QString::number(width)));
    }
    QTRY_VERIFY(table.isColumnHidden(figures)); // they give way
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_page->save(settings);
    m_page->resize(1500, 650);
    QTRY_VERIFY(!table.isColumnHidden(figures)); // and come back
}

void MatrixPageTest::rowsAreCopied()
{
    openShown();
    EnvironmentTable& table = m_page->environments().table();
    table.setFocus();
    select(1);
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QVERIFY2(QGuiApplication::clipboard()->text().contains(u"py311-django32\t"_s),
             qPrintable(QGuiApplication::clipboard()->text()));
}

WINDSOCK_TEST(MatrixPageTest)
#include "matrixpagetest.moc"
