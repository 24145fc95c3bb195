// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LoadGenerator: loads a server of ours and bad ones, closed and open, over HTTP and WebSocket, and ends when it
// should.
#include "core/bench/loadgenerator.h"
#include "core/web/hellohandler.h"
#include "tests/core/chat/rawserver.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using namespace windsock;
using bench::LoadGenerator;
using bench::Plan;
using bench::Run;

namespace {

/// Holds its I/O thread up at one request: a planted pause.
class PausingHandler final : public web::RequestHandler
{
public:
    PausingHandler(web::Exchange& exchange, bool pauses)
        : web::RequestHandler(exchange)
        , m_pauses(pauses)
    {
    }

private:
    void get() override
    {
        if (m_pauses)
            std::this_thread::sleep_for(pause);
        respondWith({"text/plain", "Hello"});
    }

public:
    static constexpr std::chrono::milliseconds pause{300};

private:
    const bool m_pauses;
};

web::HandlerFactory pausingAt(int request)
{
    auto left = std::make_shared<std::atomic<int>>(request);
    return [left](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<PausingHandler>(exchange, --*left == 0);
    };
}

Plan planFor(const QString& url)
{
    Plan plan;
    plan.target = *bench::parseTarget(url);
    plan.requests = 200;
    plan.connections = 10;
    return plan;
}

QString url(std::uint16_t port, const QString& path, const QString& scheme = QStringLiteral("http"))
{
    return QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(port).arg(path);
}

/// Runs the plans to their end; a QTRY_ in the caller sees to it that there is one.
std::vector<std::shared_ptr<const Run>> runAll(LoadGenerator& generator)
{
    generator.start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(generator.finished(), 20'000); }();
    return generator.runs();
}

std::shared_ptr<const Run> runOne(const Plan& plan)
{
    LoadGenerator generator({plan});
    const auto runs = runAll(generator);
    return runs.empty() ? std::make_shared<const Run>() : runs.front();
}

} // namespace

class LoadGeneratorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_site.reset(); }

    void aClosedLoopAsksAsOftenAsItWasTold();
    void itCountsWhatAbCounts();
    void withoutKeepAliveEachRequestConnects();
    void itEndsAfterItsTime();
    void anOpenLoopKeepsItsRate();
    void anOpenLoopSeesAPauseThatAClosedOneHides();
    void messagesOfAWebSocketAreAnswered();
    void connectionsOpenOverTheRamp();
    void whatWarmsUpIsNotCounted();
    void plansRunOneAfterTheOther();
    void itStopsAtAnyMoment();
    void itDiesInTheMiddle();
    void nobodyListensIsOneSentence();
    void aPageIsNoWebSocket();
    void statusesAndLengthsAreCounted();
    void answersThatBreakOffAreCounted();
    void aServerThatIsSilentIsGivenUp();
    void postsItsBody();
    void moreRequestsThanSamples();

private:
    Plan hello() const { return planFor(url(m_site->port(), QStringLiteral("/hello"))); }
    Plan echo() const { return planFor(url(m_site->port(), QStringLiteral("/ws"), QStringLiteral("ws"))); }

    std::unique_ptr<test::TestSite> m_site;
};

void LoadGeneratorTest::init()
{
    const std::vector<web::Route> routes = {test::route("/hello", test::helloFactory("<p>Hello</p>")),
                                            test::route("/pause", pausingAt(100)),
                                            test::route("/ws", test::echoFactory())};
    m_site = std::make_unique<test::TestSite>(routes);
}

void LoadGeneratorTest::aClosedLoopAsksAsOftenAsItWasTold()
{
    const auto run = runOne(hello());
    QCOMPARE(run->error, std::string());
    QCOMPARE(run->complete, std::uint64_t(200));
    QCOMPARE(run->failures.all(), std::uint64_t(0));
    QTRY_COMPARE(m_site->rows().size(), std::size_t(200));
    QCOMPARE(run->latency.count(), std::uint64_t(200));
    QCOMPARE(run->samples.size(), std::size_t(200));
    QCOMPARE(run->connect.count(), std::uint64_t(10));
    QVERIFY(run->taken.count() > 0);
    QVERIFY(bench::perSecond(*run) > 0);
    QVERIFY(run->generator.busy > 0 && run->generator.busy <= 1);
    QVERIFY(!run->stopped);
}

void LoadGeneratorTest::itCountsWhatAbCounts()
{
    const auto run = runOne(hello());
    const auto answer = test::fetch(m_site->port(), "/hello");
    QCOMPARE(run->documentLength, answer.body.size());
    QCOMPARE(run->body, 200 * answer.body.size());
    QVERIFY(run->received > run->body);
    QCOMPARE(run->received % 200, std::uint64_t(0));
    QCOMPARE(run->server, std::string(answer.headers.value("Server")));
    QCOMPARE(run->keptAlive, std::uint64_t(200));
    std::size_t connected = 0;
    for (const bench::Sample& sample : run->samples) {
        QVERIFY(sample.connect + sample.wait <= sample.total);
        connected += sample.connect > 0 ? 1 : 0;
    }
    QVERIFY(connected <= 10); // of a connection's first request
}

void LoadGeneratorTest::withoutKeepAliveEachRequestConnects()
{
    Plan plan = hello();
    plan.keepAlive = false;
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(200));
    QCOMPARE(run->connect.count(), std::uint64_t(200));
    QCOMPARE(run->keptAlive, std::uint64_t(0));
}

void LoadGeneratorTest::itEndsAfterItsTime()
{
    Plan plan = hello();
    plan.requests = 0;
    plan.duration = 200ms;
    const auto run = runOne(plan);
    QCOMPARE(run->taken, microseconds(200ms));
    QVERIFY(run->complete > 0);
    QCOMPARE(run->failures.all(), std::uint64_t(0)); // what was on its way is not held against the server
}

void LoadGeneratorTest::anOpenLoopKeepsItsRate()
{
    Plan plan = hello();
    plan.requests = 0;
    plan.duration = 500ms;
    plan.rate = 400;
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(200));
    QCOMPARE(run->unanswered, std::uint64_t(0));
    QVERIFY(run->generator.lateness.count() >= 200); // each send, and the beats
    for (std::size_t i = 1; i < run->samples.size(); ++i)
        QVERIFY(run->samples[i].begun >= 0 && run->samples[i].begun <= 500'000);
}

void LoadGeneratorTest::anOpenLoopSeesAPauseThatAClosedOneHides()
{
    Plan plan = planFor(url(m_site->port(), QStringLiteral("/pause")));
    plan.connections = 1;
    plan.rate = 500; // 0.4 s: at the 100th request the pause, in which 150 more are due
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(200));
    QVERIFY2(run->latency.percentile(75) > 50ms, "corrected: a request that had to wait has waited");
    QVERIFY2(run->service.percentile(90) < 50ms, "uncorrected: one request was slow");
    QVERIFY(run->service.max() >= PausingHandler::pause);
}

void LoadGeneratorTest::messagesOfAWebSocketAreAnswered()
{
    const auto run = runOne(echo());
    QCOMPARE(run->error, std::string());
    QCOMPARE(run->complete, std::uint64_t(200));
    QCOMPARE(run->connect.count(), std::uint64_t(10));
    QCOMPARE(run->documentLength, std::string("You said: Hello, world").size());
    QVERIFY(run->latency.percentile(50) < 1s);
}

void LoadGeneratorTest::connectionsOpenOverTheRamp()
{
    Plan plan = echo();
    plan.ramp = 200ms;
    plan.requests = 0;
    plan.duration = 300ms;
    const auto run = runOne(plan);
    QCOMPARE(run->connect.count(), std::uint64_t(10));
    QCOMPARE(run->failures.all(), std::uint64_t(0));
}

void LoadGeneratorTest::whatWarmsUpIsNotCounted()
{
    Plan plan = hello();
    plan.warmUp = 50;
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(200));
    QTRY_COMPARE(m_site->rows().size(), std::size_t(250));
}

void LoadGeneratorTest::plansRunOneAfterTheOther()
{
    LoadGenerator generator({hello(), echo()});
    const auto runs = runAll(generator);
    QCOMPARE(runs.size(), std::size_t(2));
    QVERIFY(!runs[0]->plan.target.webSocket);
    QVERIFY(runs[1]->plan.target.webSocket);
    QVERIFY(runs[1]->started >= runs[0]->started + runs[0]->taken);
}

void LoadGeneratorTest::itStopsAtAnyMoment()
{
    Plan plan = hello();
    plan.requests = 0;
    plan.duration = 1h;
    LoadGenerator generator({plan, plan});
    generator.start();
    QTRY_VERIFY(generator.progress().done > 0);
    QVERIFY(generator.progress().remaining > 50min);
    QCOMPARE(generator.progress().latency.count(), generator.progress().latency.count());
    generator.stop();
    QTRY_VERIFY(generator.finished());
    QCOMPARE(generator.runs().size(), std::size_t(1));
    QVERIFY(generator.runs().front()->stopped);
    QVERIFY(generator.runs().front()->complete > 0);
}

void LoadGeneratorTest::itDiesInTheMiddle()
{
    for (const Plan& plan : {hello(), echo()}) {
        Plan endless = plan;
        endless.requests = 0;
        endless.duration = 1h;
        LoadGenerator generator({endless});
        generator.start();
        QTRY_VERIFY(generator.progress().done > 0);
    }
}

void LoadGeneratorTest::nobodyListensIsOneSentence()
{
    std::uint16_t port = 0;
    {
        test::RawListener gone;
        port = gone.port();
    }
    for (const char* scheme : {"http", "ws"}) {
        const auto run = runOne(planFor(url(port, QStringLiteral("/"), QString::fromLatin1(scheme))));
        QVERIFY2(run->error.find("Nothing listens on 127.0.0.1") == 0, run->error.c_str());
        QCOMPARE(run->complete, std::uint64_t(0));
    }
}

void LoadGeneratorTest::aPageIsNoWebSocket()
{
    Plan plan = hello();
    plan.target = bench::asWebSocket(plan.target);
    const auto run = runOne(plan);
    QVERIFY2(run->error.find("is no WebSocket") != std::string::npos, run->error.c_str());
}

void LoadGeneratorTest::statusesAndLengthsAreCounted()
{
    std::atomic<int> asked = 0;
    test::RawServer server([&](const QByteArray&) {
        return ++asked == 1 ? QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                            : QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno!");
    });
    Plan plan = planFor(url(server.port(), QStringLiteral("/")));
    plan.keepAlive = false;
    plan.requests = 5;
    plan.connections = 1;
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(5));
    QCOMPARE(run->badStatus, std::uint64_t(4));
    QCOMPARE(run->failures.length, std::uint64_t(4));
    QCOMPARE(run->failures.incomplete(), std::uint64_t(0));
    QCOMPARE(run->failure, std::string("An answer had 3 bytes, the first one 2."));
}

void LoadGeneratorTest::answersThatBreakOffAreCounted()
{
    std::atomic<int> asked = 0;
    test::RawServer server(
        [&](const QByteArray&) {
            return ++asked % 2 == 1 ? QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                                    : QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
        },
        true);
    Plan plan = planFor(url(server.port(), QStringLiteral("/")));
    plan.keepAlive = false;
    plan.requests = 10;
    plan.connections = 1;
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(5));
    QCOMPARE(run->failures.receive, std::uint64_t(5));
    QVERIFY2(run->failure.find("broke off") != std::string::npos, run->failure.c_str());
}

void LoadGeneratorTest::aServerThatIsSilentIsGivenUp()
{
    test::RawServer server([](const QByteArray&) { return QByteArray(); });
    for (const char* scheme : {"http", "ws"}) {
        Plan plan = planFor(url(server.port(), QStringLiteral("/"), QString::fromLatin1(scheme)));
        plan.requests = 2;
        plan.connections = 2;
        plan.timeout = 200ms;
        const auto run = runOne(plan);
        QVERIFY2(run->error.find("in time") != std::string::npos ||
                     run->error.find("within 0.2 s") != std::string::npos,
                 run->error.c_str());
    }
}

void LoadGeneratorTest::postsItsBody()
{
    test::RawServer server(
        [](const QByteArray&) { return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); });
    Plan plan = planFor(url(server.port(), QStringLiteral("/in?x=1")));
    plan.requests = plan.connections = 1;
    plan.method = "POST";
    plan.body = "a=1";
    plan.headers = {{"Content-Type", "text/x"}, {"Host", "other"}};
    const auto run = runOne(plan);
    QCOMPARE(run->complete, std::uint64_t(1));
    QVERIFY(server.request().startsWith("POST /in?x=1 HTTP/1.1\r\n"));
    QVERIFY(server.request().contains("Content-Length: 3\r\n"));
    QVERIFY(server.request().contains("Content-Type: text/x\r\n"));
    QVERIFY(server.request().contains("Host: other\r\n"));
    QVERIFY(!server.request().contains("Host: 127"));
    QCOMPARE(run->sent, static_cast<std::uint64_t>(server.request().size()));
}

void LoadGeneratorTest::moreRequestsThanSamples()
{
    Plan plan = hello();
    plan.samples = 50;
    const auto run = runOne(plan);
    QCOMPARE(run->samples.size(), std::size_t(50));
    QCOMPARE(run->latency.count(), std::uint64_t(200));
}

WINDSOCK_TEST(LoadGeneratorTest)
#include "loadgeneratortest.moc"
