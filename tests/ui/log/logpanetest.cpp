// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LogPane: takes the journal in a bounded piece at a time, follows or stays, filters, clears, inspects.
#include "ui/log/logpane.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"
#include "ui/log/exchangetable.h"
#include "ui/log/inspector.h"
#include "ui/pulse.h"
#include "ui/widgets/followkeeper.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::journal::test;
using namespace Qt::StringLiterals;

class LogPaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void fiftyThousandNeverHoldTheLoop();
    void whatIsReadStaysWhereItIs();
    void aWrongFilterStandsAtTheField();
    void clearingIsUndone();
    void theInspectorShowsTheCurrentRow();

private:
    void happen(std::uint64_t from, std::uint64_t count);
    template <class Widget>
    Widget* find(const QString& name)
    {
        return m_pane->findChild<Widget*>(name);
    }

    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<LogPane> m_pane;
};

void LogPaneTest::init()
{
    m_journal = std::make_unique<journal::Journal>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QWidget>(); // hidden, so its pulse rests and the test alone drains
    m_pane = std::make_unique<LogPane>(*m_journal, *m_theme, *new Pulse(m_window.get()), nullptr);
    m_pane->resize(1000, 500);
    m_pane->show();
    (void)QTest::qWaitForWindowExposed(m_pane.get());
}

void LogPaneTest::cleanup()
{
    m_pane.reset();
    m_window.reset();
    m_theme.reset();
    m_journal.reset();
}

void LogPaneTest::happen(std::uint64_t from, std::uint64_t count)
{
    for (std::uint64_t id = from; id < from + count; ++id) {
        m_journal->append(shared(begun(id, "GET", "/polls/" + std::to_string(id) + "/")));
        m_journal->append(shared(outcome(id, id % 100 == 0 ? 500 : 200)));
    }
}

void LogPaneTest::fiftyThousandNeverHoldTheLoop()
{
    happen(1, 50'000);
    QElapsedTimer clock;
    qint64 longest = 0;
    int ticks = 0;
    while (m_pane->model().rowCount() < 50'000 && ++ticks < 10'000) {
        clock.start();
        m_pane->drain();
        QCoreApplication::processEvents();
        longest = std::max(longest, clock.elapsed());
    }
    QCOMPARE(m_pane->model().rowCount(), 50'000);
    qInfo("%d ticks, the longest %lld ms", ticks, longest);
    QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
    QCOMPARE(find<QLabel>(u"requestCount"_s)->text(), u"50,000"_s);
}

void LogPaneTest::whatIsReadStaysWhereItIs()
{
    happen(1, 500);
    m_pane->drain();
    auto* table = find<ExchangeTable>(u"requestTable"_s);
    QScrollBar* bar = table->verticalScrollBar();
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->setValue(bar->maximum() / 2);
    QVERIFY(!m_pane->follow().isFollowing());
    const int top = table->rowAt(0);
    const int offset = table->rowViewportPosition(top);
    happen(501, 12);
    m_pane->drain();
    QCoreApplication::processEvents();
    QCOMPARE(table->rowAt(0), top);
    QCOMPARE(table->rowViewportPosition(top), offset);
    QVERIFY(m_pane->follow().pill()->isVisible());
    QCOMPARE(m_pane->follow().pill()->text(), u"↓ 12 new"_s);
    QTest::mouseClick(m_pane->follow().pill(), Qt::LeftButton);
    QVERIFY(m_pane->follow().isFollowing());
    QTRY_COMPARE(bar->value(), bar->maximum());
    QVERIFY(!m_pane->follow().pill()->isVisible());
}

void LogPaneTest::aWrongFilterStandsAtTheField()
{
    happen(1, 200);
    m_pane->drain();
    auto* error = find<QLabel>(u"requestFilterError"_s);
    m_pane->setFilterText(u"~a("_s);
    QVERIFY(error->isVisible());
    QCOMPARE(m_pane->model().rowCount(), 200); // what was shown stays
    m_pane->setFilterText(u"error"_s);
    QVERIFY(!error->isVisible());
    QCOMPARE(m_pane->model().rowCount(), 2);
    QCOMPARE(find<QLabel>(u"requestCount"_s)->text(), u"2 of 200"_s);
}

void LogPaneTest::clearingIsUndone()
{
    happen(1, 10);
    m_pane->drain();
    QTest::mouseClick(find<QPushButton>(u"clearRequests"_s), Qt::LeftButton);
    QCOMPARE(m_pane->model().rowCount(), 0);
    auto* undo = find<QPushButton>(u"undoClearRequests"_s);
    QVERIFY(undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(m_pane->model().rowCount(), 10);
    QVERIFY(!undo->isVisible());
}

void LogPaneTest::theInspectorShowsTheCurrentRow()
{
    happen(1, 3);
    m_journal->append(shared(line(2, "printed by the view", journal::Channel::Stdout)));
    m_pane->drain();
    auto* table = find<ExchangeTable>(u"requestTable"_s);
    table->setFocus();
    table->setCurrentIndex(m_pane->model().index(1, 0));
    QVERIFY(!m_pane->follow().isFollowing());
    const auto* log = find<QPlainTextEdit>(u"logTab"_s);
    QVERIFY(log->toPlainText().contains(u"200 GET /polls/2/ (127.0.0.1) 0.62ms"_s));
    QVERIFY(log->toPlainText().contains(u"printed by the view"_s));
    m_journal->append(shared(line(2, "KeyError: 'poll'", journal::Channel::Traceback, journal::Level::Error)));
    m_pane->drain();
    QVERIFY(log->toPlainText().contains(u"KeyError"_s));
}

WINDSOCK_TEST(LogPaneTest)
#include "logpanetest.moc"
