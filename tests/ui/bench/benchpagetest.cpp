// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchPage: fields become plans, progress is shown, runs are kept, laid over each other, opened, removed, and what is
// wrong is said beside the fields.
#include "ui/bench/benchpage.h"
#include "core/bench/gnuplotfile.h"
#include "tests/support/testfolder.h"
#include "tests/support/testregistry.h"
#include "tests/ui/bench/samples.h"
#include "tests/ui/fakes.h"
#include "ui/bench/benchbar.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/bench/resultcard.h"
#include "ui/bench/runlistmodel.h"
#include "ui/bench/runscard.h"
#include "ui/pulse.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;

namespace {

/// What the test says of the load that is on.
struct Script
{
    std::vector<bench::Plan> plans;
    bench::Progress progress;
    bench::Runs runs;
    bool finished = false;
    bool stopped = false;
};

class ScriptedLoad final : public Load
{
public:
    explicit ScriptedLoad(Script& script)
        : m_script(script)
    {
    }
    void stop() override { m_script.stopped = m_script.finished = true; }
    bench::Progress progress() const override { return m_script.progress; }
    bool finished() const override { return m_script.finished; }
    bench::Runs runs() const override { return m_script.runs; }

private:
    Script& m_script;
};

} // namespace

class BenchPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void oneClickIsTheAncestorsRun();
    void fieldsBecomePlans();
    void whatIsWrongIsSaid();
    void progressIsShown();
    void aRunIsKeptAndFoundAgain();
    void runsAreLaidOverEachOther();
    void aRunThatCouldNotBeMadeIsSaid();
    void cancelEndsIt();
    void filesAreOpened();
    void aRunIsRemovedAndRenamed();
    void nothingIsSaidThatIsNotKnown();
    void itWorksAgainstAServer();

private:
    std::unique_ptr<BenchPage> open(LoadFactory factory = {});
    template <class Widget>
    Widget* find(const QString& name)
    {
        return m_page->findChild<Widget*>(name);
    }
    void type(const QString& field, const QString& text) { find<QLineEdit>(field)->setText(text); }
    void run() { QTest::mouseClick(find<QPushButton>(u"benchRun"_s), Qt::LeftButton); }
    void tick() { Q_EMIT m_pulse->chartsTicked(); }
    void finish(const bench::RunGroup& group)
    {
        m_script.runs = group.runs;
        m_script.finished = true;
        tick();
    }
    QString said() { return find<QLabel>(u"benchProgressText"_s)->text(); }
    const CurveTableModel& table() { return m_page->result().table(); }

    FakeServer m_server;
    Script m_script;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Pulse> m_pulse;
    std::unique_ptr<BenchPage> m_page;
};

std::unique_ptr<BenchPage> BenchPageTest::open(LoadFactory factory)
{
    if (!factory) {
        factory = [this](std::vector<bench::Plan> plans) {
            m_script = {};
            m_script.plans = std::move(plans);
            return std::make_unique<ScriptedLoad>(m_script);
        };
    }
    auto page = std::make_unique<BenchPage>(m_server, *m_theme, *m_pulse, std::move(factory),
                                            m_folder->filePath(u"benchmarks"_s));
    page->resize(1180, 650);
    page->QWidget::show();
    return page;
}

void BenchPageTest::init()
{
    m_script = {};
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_window = std::make_unique<QWidget>();
    m_pulse = std::make_unique<Pulse>(m_window.get());
    m_page = open();
}

void BenchPageTest::cleanup()
{
    m_page.reset();
    m_pulse.reset();
}

void BenchPageTest::oneClickIsTheAncestorsRun()
{
    run();
    QCOMPARE(m_script.plans.size(), std::size_t(3));
    QCOMPARE(m_script.plans[1].target.url, std::string("http://127.0.0.1:8000/polls/"));
    for (const bench::Plan& plan : m_script.plans) {
        QCOMPARE(plan.requests, std::uint64_t(2000));
        QCOMPARE(plan.connections, 100);
        QVERIFY(plan.keepAlive);
        QCOMPARE(plan.rate, 0.0);
    }
    QVERIFY(!find<QPushButton>(u"benchRun"_s)->isEnabled());
    QVERIFY(find<QPushButton>(u"benchCancel"_s)->isEnabled());
}

void BenchPageTest::fieldsBecomePlans()
{
    find<QComboBox>(u"benchWhat"_s)->setEditText(u"ws://127.0.0.1:9000/ws"_s);
    type(u"benchRequests"_s, u"50"_s);
    type(u"benchConnections"_s, u"80"_s);
    type(u"benchRate"_s, u"12.5"_s);
    type(u"benchRepeats"_s, u"3"_s);
    QTest::keyClick(find<QLineEdit>(u"benchRate"_s), Qt::Key_Return);
    QCOMPARE(m_script.plans.size(), std::size_t(3));
    QVERIFY(m_script.plans[2].target.webSocket);
    QCOMPARE(m_script.plans[2].requests, std::uint64_t(50));
    QCOMPARE(m_script.plans[2].connections, 50); // no more than there is work for
    QCOMPARE(m_script.plans[2].rate, 12.5);
    QCOMPARE(m_page->bar().subject(), u"127.0.0.1:9000"_s);
}

void BenchPageTest::whatIsWrongIsSaid()
{
    find<QComboBox>(u"benchWhat"_s)->setEditText(u"localhost"_s);
    run();
    QVERIFY2(said().contains(u"begin it with http://"_s), qPrintable(said()));
    find<QComboBox>(u"benchWhat"_s)->setCurrentIndex(0);
    type(u"benchConnections"_s, u"-1"_s);
    run();
    QCOMPARE(said(), u"Type numbers above 0."_s);
    QCOMPARE(find<QLineEdit>(u"benchConnections"_s)->property("wrong").toString(), u"true"_s);
    QVERIFY(m_script.plans.empty());
    type(u"benchConnections"_s, u"100000"_s);
    type(u"benchRequests"_s, u"100000"_s);
    run();
    QVERIFY2(said().contains(u"-c takes"_s), qPrintable(said()));
}

void BenchPageTest::progressIsShown()
{
    run();
    m_script.runs = {benchRun("/hello-tornado", 10)};
    m_script.progress.index = 1;
    m_script.progress.done = 500;
    m_script.progress.elapsed = std::chrono::seconds(1);
    m_script.progress.remaining = std::chrono::seconds(3);
    m_script.progress.latency.record(std::chrono::milliseconds(5), 500);
    tick();
    QCOMPARE(said(), u"2 of 3 · 500 of 2,000 · 3 s left"_s);
    QCOMPARE(table().rowCount(), 2); // the one that has ended, and the one that runs
    QCOMPARE(table().index(1, static_cast<int>(CurveColumn::P50)).data().toString(), u"5.00"_s);
    m_script.progress.failed = 2;
    tick();
    QVERIFY(said().contains(u"2 failed"_s));
}

void BenchPageTest::aRunIsKeptAndFoundAgain()
{
    run();
    finish(benchGroup("", 10));
    QCOMPARE(m_page->runs().model().rowCount(), 1);
    QCOMPARE(m_page->runs().model().at(0).title, std::string("demo polls"));
    QVERIFY(find<QPushButton>(u"benchRun"_s)->isEnabled());
    QCOMPARE(table().rowCount(), 2);
    m_page.reset();
    m_page = open();
    QCOMPARE(m_page->runs().model().rowCount(), 1);
    QCOMPARE(table().rowCount(), 2);
    QCOMPARE(m_page->runs().model().at(0).runs[0]->samples.size(), std::size_t(100));
}

void BenchPageTest::runsAreLaidOverEachOther()
{
    m_page->runs().add(benchGroup("slow", 20, 3));
    m_page->runs().add(benchGroup("fast", 10, 3));
    RunListModel& model = m_page->runs().model();
    QCOMPARE(table().rowCount(), 2);
    model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole);
    QCOMPARE(table().rowCount(), 4);
    const QString change = table().index(2, static_cast<int>(CurveColumn::Change)).data().toString();
    QVERIFY2(change.startsWith(u"-50"_s) || change.startsWith(u"−50"_s), qPrintable(change));
    QVERIFY(table().index(0, static_cast<int>(CurveColumn::Change)).data().toString().isEmpty());
    QCOMPARE(m_page->result().chart().legend().size(), 4);
}

void BenchPageTest::aRunThatCouldNotBeMadeIsSaid()
{
    run();
    auto failed = std::make_shared<bench::Run>();
    failed->error = "Nothing listens on 127.0.0.1:8000: start the server, or check the port.";
    finish({{}, {}, {failed}});
    QCOMPARE(said(), QString::fromStdString(failed->error));
    QCOMPARE(m_page->runs().model().rowCount(), 0);
}

void BenchPageTest::cancelEndsIt()
{
    run();
    QTest::mouseClick(find<QPushButton>(u"benchCancel"_s), Qt::LeftButton);
    QVERIFY(m_script.stopped);
    tick();
    QVERIFY(find<QPushButton>(u"benchRun"_s)->isEnabled());
    QCOMPARE(m_page->runs().model().rowCount(), 0); // nothing was measured
}

void BenchPageTest::filesAreOpened()
{
    const QDir folder(m_folder->path());
    folder.mkdir(u"py27-django18"_s);
    QStringList files;
    for (const char* name : {"01-hello-tornado.txt", "02-django-polls.txt"}) {
        QFile file(folder.filePath(u"py27-django18/"_s + QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(bench::toGnuplot(*benchRun("x", 10))));
        files += file.fileName();
    }
    m_page->runs().open(files);
    QCOMPARE(m_page->runs().model().rowCount(), 1); // the folder's files are one run
    QCOMPARE(m_page->runs().model().at(0).title, std::string("py27-django18 (2016)"));
    QCOMPARE(table().rowCount(), 2);
    m_page->runs().open({m_folder->filePath(u"none"_s)});
    QVERIFY2(said().contains(u"none"_s), qPrintable(said()));
    QCOMPARE(m_page->runs().model().rowCount(), 1);
}

void BenchPageTest::aRunIsRemovedAndRenamed()
{
    m_page->runs().add(benchGroup("one", 10));
    RunListModel& model = m_page->runs().model();
    model.rename(0, u"other"_s);
    m_page = open();
    QCOMPARE(m_page->runs().model().at(0).title, std::string("other"));
    QTest::mouseClick(find<QPushButton>(u"benchRemove"_s), Qt::LeftButton);
    QCOMPARE(m_page->runs().model().rowCount(), 0);
    QCOMPARE(table().rowCount(), 0);
    m_page = open();
    QCOMPARE(m_page->runs().model().rowCount(), 0);
}

/// What a file does not tell is not said of it.
void BenchPageTest::nothingIsSaidThatIsNotKnown()
{
    m_page->runs().add(benchGroup("ours", 10));
    QVERIFY2(!m_page->result().remarks().contains(u"server was the limit,"_s), qPrintable(m_page->result().remarks()));
}

/// With the real load generator, against nobody: the way from the button to the sentence.
void BenchPageTest::itWorksAgainstAServer()
{
    m_page = open(startLoad);
    find<QComboBox>(u"benchWhat"_s)->setEditText(u"http://127.0.0.1:1/"_s);
    run();
    const auto ended = [this] {
        tick();
        return find<QPushButton>(u"benchRun"_s)->isEnabled();
    };
    QTRY_VERIFY(ended());
    QVERIFY2(said().startsWith(u"Nothing listens on 127.0.0.1:1"_s), qPrintable(said()));
}

WINDSOCK_TEST(BenchPageTest)
#include "benchpagetest.moc"
