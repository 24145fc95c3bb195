// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix' environments, one behind the other and side by side, cancelled, and destroyed while they run.
#include "core/matrix/runner.h"
#include "tests/core/matrix/fakepython.h"
#include "tests/core/matrix/fakesite.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::matrix;

namespace {

constexpr int patience = 30'000; // ms

std::vector<Phase> phasesOf(const Runner& runner)
{
    std::vector<Phase> phases;
    for (const EnvironmentState& state : runner.states())
        phases.push_back(state.phase);
    return phases;
}

} // namespace

class RunnerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void oneBehindTheOther();
    void sideBySide();
    void aFailureStopsNobody();
    void versionCountsUp();
    void nothingToDo();
    void cancelled();
    void cancelledBeforeItBegins();
    void destroyedInTheMiddle();
    void destroyedUnstarted();

private:
    std::unique_ptr<Runner> make(const std::vector<std::string>& names, int jobs);
    void waitFor(const Runner& runner) { QTRY_VERIFY_WITH_TIMEOUT(runner.finished(), patience); }

    std::unique_ptr<test::TestFolder> m_folder;
    test::SiteScript m_site;
    std::function<test::SiteScript(int)> m_script; // of the site that is the nth to be made
    std::atomic<int> m_made = 0;
    std::atomic<int> m_now = 0; // are up
    std::atomic<int> m_most = 0;
};

void RunnerTest::init()
{
    m_folder = std::make_unique<test::TestFolder>();
    test::FakePython().plant(*m_folder, QStringLiteral("bin/python3"));
    m_site = {};
    m_script = [this](int) { return m_site; };
    m_made = m_now = m_most = 0;
}

std::unique_ptr<Runner> RunnerTest::make(const std::vector<std::string>& names, int jobs)
{
    std::vector<EnvironmentSpec> specs;
    for (const std::string& name : names) {
        EnvironmentSpec spec;
        spec.name = name;
        spec.python = name == "no python" ? "2.7" : "3.11";
        spec.framework = {"Django", "3.2"};
        specs.push_back(spec);
    }
    class Counted final : public Site
    {
    public:
        Counted(test::SiteScript script, RunnerTest& test)
            : m_site(std::move(script))
            , m_test(test)
        {
            const int now = ++m_test.m_now;
            for (int most = m_test.m_most; now > most && !m_test.m_most.compare_exchange_weak(most, now);) {
            }
        }
        ~Counted() override { --m_test.m_now; }
        Result<QUrl> start() override { return m_site.start(); }
        backend::BackendStatus status() const override { return m_site.status(); }
        const journal::Journal& journal() const override { return m_site.journal(); }

    private:
        test::FakeSite m_site;
        RunnerTest& m_test;
    };
    const auto makeSite = [this](const SiteOptions&) { return std::make_unique<Counted>(m_script(m_made++), *this); };
    return std::make_unique<Runner>(std::move(specs), RunOptions(), makeSite, jobs, test::placesOf(*m_folder));
}

void RunnerTest::oneBehindTheOther()
{
    const auto runner = make({"a", "b", "c"}, 1);
    QCOMPARE(phasesOf(*runner), std::vector<Phase>(3, Phase::Waiting));
    QCOMPARE(runner->states()[1].result.name, QStringLiteral("b"));
    QVERIFY(!runner->finished());
    runner->start();
    waitFor(*runner);
    QCOMPARE(phasesOf(*runner), std::vector<Phase>(3, Phase::Done));
    for (const EnvironmentState& state : runner->states())
        QCOMPARE(overall(state.result), Verdict::Yes);
    QCOMPARE(m_most.load(), 1);
    QCOMPARE(m_now.load(), 0);
}

void RunnerTest::sideBySide()
{
    std::atomic<int> arrived = 0;
    m_site.started = [&] { // goes on when all three are here
        ++arrived;
        for (int i = 0; i < patience && arrived < 3; ++i)
            std::this_thread::sleep_for(1ms);
    };
    const auto runner = make({"a", "b", "c"}, 3);
    runner->start();
    waitFor(*runner);
    QCOMPARE(m_most.load(), 3);
    for (const EnvironmentState& state : runner->states())
        QCOMPARE(overall(state.result), Verdict::Yes);
    const auto more = make({"a", "b"}, 100);
    more->start();
    waitFor(*more);
    QCOMPARE(phasesOf(*more), std::vector<Phase>(2, Phase::Done));
}

void RunnerTest::aFailureStopsNobody()
{
    m_script = [this](int index) {
        test::SiteScript script = m_site;
        script.pages = index != 0;
        return script;
    };
    const auto runner = make({"bad", "no python", "good"}, 1);
    runner->start();
    waitFor(*runner);
    const auto states = runner->states();
    QCOMPARE(overall(states[0].result), Verdict::No);
    QCOMPARE(overall(states[1].result), Verdict::Maybe);
    QCOMPARE(overall(states[2].result), Verdict::Yes);
}

void RunnerTest::versionCountsUp()
{
    const auto runner = make({"a"}, 1);
    QCOMPARE(runner->version(), std::uint64_t(0));
    runner->start();
    waitFor(*runner);
    // Preparing, Starting, WebSocket, Pages, Done, and the end.
    QTRY_COMPARE(runner->version(), std::uint64_t(6));
}

void RunnerTest::nothingToDo()
{
    const auto runner = make({}, 4);
    runner->start();
    waitFor(*runner);
    QVERIFY(runner->states().empty());
}

void RunnerTest::cancelled()
{
    m_site.status.health = backend::BackendStatus::Health::Starting; // for ever
    const auto runner = make({"a", "b", "c"}, 2);
    runner->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_made.load(), 2, patience);
    const auto begun = MonotonicClock::now();
    runner->cancel();
    waitFor(*runner);
    QVERIFY(MonotonicClock::now() - begun < 10s);
    QCOMPARE(phasesOf(*runner), std::vector<Phase>({Phase::Done, Phase::Done, Phase::Waiting}));
    for (const EnvironmentState& state : runner->states()) {
        QCOMPARE(overall(state.result), Verdict::Maybe);
        QCOMPARE(state.result.why, state.phase == Phase::Done ? QStringLiteral("It was cancelled.") : QString());
    }
    QCOMPARE(m_now.load(), 0);
}

void RunnerTest::cancelledBeforeItBegins()
{
    const auto runner = make({"a", "b"}, 1);
    runner->cancel();
    runner->start();
    waitFor(*runner);
    QCOMPARE(phasesOf(*runner), std::vector<Phase>(2, Phase::Waiting));
    QCOMPARE(m_made.load(), 0);
}

void RunnerTest::destroyedInTheMiddle()
{
    m_site.status.health = backend::BackendStatus::Health::Starting;
    auto runner = make({"a", "b", "c", "d"}, 2);
    runner->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_made > 0, patience);
    const auto begun = MonotonicClock::now();
    runner.reset();
    QVERIFY(MonotonicClock::now() - begun < 10s);
    QCOMPARE(m_now.load(), 0);
    // While it looks for the Pythons.
    test::FakePython{.version = "3.11.2"}.plant(*m_folder, QStringLiteral("bin/python3.11"));
    runner = make({"a"}, 1);
    runner->start();
    runner.reset();
    QCOMPARE(m_now.load(), 0);
}

void RunnerTest::destroyedUnstarted()
{
    make({"a"}, 1);
    QCOMPARE(m_made.load(), 0);
}

WINDSOCK_TEST(RunnerTest)
#include "runnertest.moc"
