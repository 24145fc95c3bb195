// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Would Tornado have blocked?" in the benchmark mode: fields become a wish, what is under way is told, the result is
// shown, kept and found again, and what went wrong is said.
#include "core/bench/blockinggroup.h"
#include "tests/support/testregistry.h"
#include "tests/ui/bench/blockingsamples.h"
#include "tests/ui/fakes.h"
#include "ui/bench/benchbar.h"
#include "ui/bench/benchpage.h"
#include "ui/bench/blockingtablemodel.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/bench/resultcard.h"
#include "ui/bench/runlistmodel.h"
#include "ui/bench/runscard.h"
#include "ui/pulse.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using Phase = BlockingProgress::Phase;

namespace {

/// What the test says of the trial that is on.
struct Script
{
    std::optional<BlockingWish> wish;
    std::optional<Error> refusal;
    BlockingProgress progress;
    bench::BlockingResults results;
    std::optional<Error> error;
    bool finished = false;
    bool stopped = false;
};

class ScriptedTrial final : public BlockingTrial
{
public:
    explicit ScriptedTrial(Script& script)
        : m_script(script)
    {
    }
    void stop() override { m_script.stopped = true; }
    bool finished() const override { return m_script.finished; }
    BlockingProgress progress() const override { return m_script.progress; }
    bench::BlockingResults results() const override { return m_script.results; }
    std::optional<Error> error() const override { return m_script.error; }
    QString subject() const override { return u"mysite · Django 3.2"_s; }

private:
    Script& m_script;
};

} // namespace

class BlockingTrialTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void itIsOfferedWhereItIsPossible();
    void fieldsThatDoNotApplyAreNotThere();
    void fieldsBecomeAWish();
    void whatIsWrongIsSaid();
    void progressIsTold();
    void arrangementsAreShownAsTheyCome();
    void theAnswerIsShownAndKept();
    void cancelEndsIt();
    void whatWentWrongIsSaid();
    void chipsAreThoseOfWhatIsShown();
    void measurementsAreLaidOverEachOther();
    void besideAnotherRunItIsARun();
    void theTableIsAModel();
    void lostEchoesAreDrawn();

private:
    std::unique_ptr<BenchPage> open(bool possible = true);
    template <class Widget>
    Widget* find(const QString& name)
    {
        return m_page->findChild<Widget*>(name);
    }
    void choose() { find<QComboBox>(u"benchWhat"_s)->setCurrentIndex(1); }
    void run() { QTest::mouseClick(find<QPushButton>(u"benchRun"_s), Qt::LeftButton); }
    void tick() { Q_EMIT m_pulse->chartsTicked(); }
    void measure()
    {
        choose();
        run();
        m_script.results = blockingResults();
        m_script.finished = true;
        tick();
    }
    bool isShown(const QString& field) { return find<QWidget>(field)->isVisibleTo(m_page.get()); }
    QString said() { return find<QLabel>(u"benchProgressText"_s)->text(); }
    QString cell(int row, BlockingColumn column)
    {
        return m_page->result().blockingTable().index(row, static_cast<int>(column)).data().toString();
    }

    FakeServer m_server;
    Script m_script;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Pulse> m_pulse;
    std::unique_ptr<BenchPage> m_page;
};

std::unique_ptr<BenchPage> BlockingTrialTest::open(bool possible)
{
    const BlockingTrialFactory factory = [this](const BlockingWish& wish) -> Result<std::unique_ptr<BlockingTrial>> {
        if (m_script.refusal)
            return *m_script.refusal;
        m_script = {};
        m_script.wish = wish;
        return std::unique_ptr<BlockingTrial>(std::make_unique<ScriptedTrial>(m_script));
    };
    auto page =
        std::make_unique<BenchPage>(m_server, *m_theme, *m_pulse, startLoad, m_folder->filePath(u"benchmarks"_s),
                                    possible ? factory : BlockingTrialFactory());
    page->resize(1180, 650);
    page->QWidget::show();
    return page;
}

void BlockingTrialTest::init()
{
    m_script = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QWidget>();
    m_pulse = std::make_unique<Pulse>(m_window.get());
    m_page = open();
}

void BlockingTrialTest::cleanup()
{
    m_page.reset();
    m_pulse.reset();
}

void BlockingTrialTest::itIsOfferedWhereItIsPossible()
{
    QCOMPARE(find<QComboBox>(u"benchWhat"_s)->itemText(1), u"Would Tornado have blocked? · echo beside pages"_s);
    choose();
    m_server.now.port = 8001;
    m_server.become(m_server.now); // the addresses change, the choice does not
    QCOMPARE(find<QComboBox>(u"benchWhat"_s)->currentText(), u"Would Tornado have blocked? · echo beside pages"_s);
    QVERIFY(isShown(u"benchPath"_s));
    m_page = open(false);
    QCOMPARE(find<QComboBox>(u"benchWhat"_s)->findText(u"Would Tornado"_s, Qt::MatchStartsWith), -1);
}

void BlockingTrialTest::fieldsThatDoNotApplyAreNotThere()
{
    const QStringList ofLoads = {u"benchRequests"_s, u"benchRate"_s, u"benchRepeats"_s, u"benchKeepAlive"_s};
    const QStringList ofTrials = {u"benchPath"_s, u"benchSeconds"_s};
    for (const bool trial : {false, true, false}) {
        find<QComboBox>(u"benchWhat"_s)->setCurrentIndex(trial ? 1 : 0);
        for (const QString& field : ofLoads)
            QCOMPARE(isShown(field), !trial);
        for (const QString& field : ofTrials)
            QCOMPARE(isShown(field), trial);
        QVERIFY(isShown(u"benchConnections"_s));
    }
}

void BlockingTrialTest::fieldsBecomeAWish()
{
    choose();
    find<QLineEdit>(u"benchPath"_s)->setText(u" /slow "_s);
    find<QLineEdit>(u"benchConnections"_s)->setText(u"8"_s);
    find<QLineEdit>(u"benchSeconds"_s)->setText(u"0.5"_s);
    QTest::keyClick(find<QLineEdit>(u"benchSeconds"_s), Qt::Key_Return);
    QVERIFY(m_script.wish);
    QCOMPARE(m_script.wish->page, u"/slow"_s);
    QCOMPARE(m_script.wish->load.connections, 8);
    QCOMPARE(m_script.wish->load.time.count(), 500);
    QVERIFY(!find<QPushButton>(u"benchRun"_s)->isEnabled());
    QVERIFY(find<QPushButton>(u"benchCancel"_s)->isEnabled());
}

void BlockingTrialTest::whatIsWrongIsSaid()
{
    choose();
    find<QLineEdit>(u"benchPath"_s)->setText(u"polls"_s);
    run();
    QCOMPARE(said(), u"Type a page's path, such as /polls/."_s);
    QCOMPARE(find<QLineEdit>(u"benchPath"_s)->property("wrong").toString(), u"true"_s);
    find<QLineEdit>(u"benchPath"_s)->setText(u"/polls/"_s);
    find<QLineEdit>(u"benchSeconds"_s)->setText(u"0"_s);
    run();
    QCOMPARE(said(), u"Type numbers above 0."_s);
    find<QLineEdit>(u"benchSeconds"_s)->setText(u"1"_s);
    m_script.refusal = Error{ErrorCode::Invalid, u"No."_s, {}};
    run();
    QCOMPARE(said(), u"No."_s);
    QVERIFY(find<QPushButton>(u"benchRun"_s)->isEnabled());
    QVERIFY(!m_script.wish);
}

void BlockingTrialTest::progressIsTold()
{
    choose();
    run();
    tick();
    QCOMPARE(said(), u"1 of 3 · on the loop · starting"_s);
    QVERIFY2(m_page->result().chart().hint().contains(u"first curve"_s), qPrintable(m_page->result().chart().hint()));
    m_script.progress = {Phase::Loaded, bench::Arrangement::Threads, 0.5};
    tick();
    QCOMPARE(said(), u"2 of 3 · on threads · echoes beside pages"_s);
    QCOMPARE(find<QProgressBar>(u"benchProgress"_s)->value(), 500);
}

void BlockingTrialTest::arrangementsAreShownAsTheyCome()
{
    choose();
    run();
    m_script.results = {blockingResults().front()};
    tick();
    QCOMPARE(m_page->result().chart().legend(), QStringList{u"on the loop"_s});
    QCOMPARE(m_page->result().blockingTable().rowCount(), 1);
    QVERIFY(!m_page->result().remarks().contains(u"Not known"_s)); // the answer is still to come
}

void BlockingTrialTest::theAnswerIsShownAndKept()
{
    for (const bool reopened : {false, true}) {
        if (reopened)
            m_page = open();
        else
            measure();
        QCOMPARE(m_page->runs().model().rowCount(), 1);
        const QModelIndex entry = m_page->runs().model().index(0);
        QCOMPARE(entry.data().toString(), u"mysite · Django 3.2"_s);
        QVERIFY2(entry.data(RunDetailRole).toString().endsWith(u" · would have blocked"_s),
                 qPrintable(entry.data(RunDetailRole).toString()));
        QCOMPARE(m_page->result().chart().legend(),
                 QStringList({u"on the loop"_s, u"on 4 threads"_s, u"in 2 processes"_s}));
        QVERIFY2(m_page->result().remarks().contains(u"Yes: on the loop the echo&#39;s p99 was"_s) ||
                     m_page->result().remarks().contains(u"Yes: on the loop the echo's p99 was"_s),
                 qPrintable(m_page->result().remarks()));
        QVERIFY(m_page->result().remarks().contains(u"100 connections asked for /polls/"_s));
        QCOMPARE(cell(1, BlockingColumn::Arrangement), u"on 4 threads"_s);
        QCOMPARE(cell(0, BlockingColumn::Max), u"200.00"_s);
        QCOMPARE(cell(2, BlockingColumn::IdleP99), u"0.40"_s);
        QCOMPARE(cell(0, BlockingColumn::Failed), u"0"_s);
        QVERIFY(m_page->result().chart().yAxis().logarithmic);
        QCOMPARE(find<QTableView>(u"benchTable"_s)->model(), &m_page->result().blockingTable());
        for (int column = 0; column < static_cast<int>(BlockingColumn::Count); ++column)
            QCOMPARE(find<QTableView>(u"benchTable"_s)->isColumnHidden(column),
                     column == static_cast<int>(BlockingColumn::Run));
        QVERIFY(find<QPushButton>(u"benchRun"_s)->isEnabled());
    }
}

void BlockingTrialTest::cancelEndsIt()
{
    choose();
    run();
    QTest::mouseClick(find<QPushButton>(u"benchCancel"_s), Qt::LeftButton);
    QVERIFY(m_script.stopped);
    m_script.progress.phase = Phase::Ending;
    tick();
    QCOMPARE(said(), u"ending…"_s);
    m_script.finished = true;
    tick();
    QVERIFY(find<QPushButton>(u"benchRun"_s)->isEnabled());
    QCOMPARE(said(), QString());
    QCOMPARE(m_page->runs().model().rowCount(), 0); // nothing was measured
    QCOMPARE(m_page->result().chart().hint(), u"No run to draw."_s);
}

void BlockingTrialTest::whatWentWrongIsSaid()
{
    choose();
    run();
    m_script.error = Error{ErrorCode::NotFound, u"The polls pages need a Python with Django."_s, {}};
    m_script.finished = true;
    tick();
    QCOMPARE(said(), m_script.error->sentence);
    QCOMPARE(find<QLabel>(u"benchProgressText"_s)->property("role").toString(), u"error"_s);
    QCOMPARE(m_page->runs().model().rowCount(), 0);
    run();
    m_script.error = Error{ErrorCode::Failed, u"The application could not be started."_s, {}};
    m_script.results = {blockingResults().front()};
    m_script.finished = true;
    tick();
    QCOMPARE(said(), u"The application could not be started."_s);
    QCOMPARE(m_page->runs().model().rowCount(), 1); // what was measured is kept
    QVERIFY(m_page->result().remarks().contains(u"Not known"_s));
}

void BlockingTrialTest::chipsAreThoseOfWhatIsShown()
{
    const auto checked = [this](const char* name) { return find<QToolButton>(QString::fromLatin1(name))->isChecked(); };
    m_page->runs().add(benchGroup("pages", 10));
    QVERIFY(checked("benchSorted") && !checked("benchLog"));
    m_page->runs().add(bench::groupOf(blockingResults(), "mysite"));
    QVERIFY(checked("benchPercentiles") && checked("benchLog"));
    QTest::mouseClick(find<QToolButton>(u"benchArrival"_s), Qt::LeftButton);
    m_page->runs().add(benchGroup("pages", 10));
    QVERIFY(checked("benchSorted") && !checked("benchLog"));
    QVERIFY(!m_page->result().chart().yAxis().logarithmic);
    m_page->runs().add(bench::groupOf(blockingResults(), "mysite"));
    QVERIFY(checked("benchArrival") && checked("benchLog"));
}

void BlockingTrialTest::measurementsAreLaidOverEachOther()
{
    m_page->runs().add(bench::groupOf(blockingResults(), "one"));
    m_page->runs().add(bench::groupOf(blockingResults(), "two"));
    RunListModel& model = m_page->runs().model();
    model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(m_page->result().blockingTable().rowCount(), 6);
    QCOMPARE(cell(0, BlockingColumn::Run), u"two"_s);
    QCOMPARE(m_page->result().chart().legend().value(3), u"on the loop · one"_s);
    QVERIFY(!find<QTableView>(u"benchTable"_s)->isColumnHidden(static_cast<int>(BlockingColumn::Run)));
}

void BlockingTrialTest::besideAnotherRunItIsARun()
{
    m_page->runs().add(benchGroup("pages", 10));
    m_page->runs().add(bench::groupOf(blockingResults(), "mysite"));
    RunListModel& model = m_page->runs().model();
    model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(m_page->result().table().rowCount(), 5);
    QCOMPARE(find<QTableView>(u"benchTable"_s)->model(), &m_page->result().table());
}

void BlockingTrialTest::theTableIsAModel()
{
    BlockingTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<BlockingRow> rows;
    for (const bench::BlockingResult& result : blockingResults())
        rows.push_back({result, u"mysite"_s, Qt::red});
    model.setRows(rows);
    QCOMPARE(model.rowCount(), 3);
    const QStringList lines = model.asText().split(u'\n');
    QCOMPARE(lines.size(), 4);
    for (const QString& line : lines)
        QCOMPARE(line.count(u'\t'), static_cast<qsizetype>(BlockingColumn::Count) - 1);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void BlockingTrialTest::lostEchoesAreDrawn()
{
    const bench::BlockingResults results = {blockingResult(bench::Arrangement::Loop, 1, 5, 10)};
    m_page->runs().add(bench::groupOf(results, "mysite"));
    QCOMPARE(cell(0, BlockingColumn::Failed), u"10"_s);
    QCOMPARE(cell(0, BlockingColumn::Max), u"10000.00"_s);
    QCOMPARE(m_page->result().chart().yAxis().high, std::log10(20'000)); // above the 10 s they were waited for
}

WINDSOCK_TEST(BlockingTrialTest)
#include "blockingtrialtest.moc"
