// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Browser, the walk through the polls, and the WebSocket script: against the demo, against nobody, and cancelled.
#include "core/matrix/pollswalk.h"
#include "core/backend/demo/demobackend.h"
#include "core/matrix/websocketscript.h"
#include "tests/core/chat/rawserver.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::matrix;

namespace {

QUrl baseOf(std::uint16_t port)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
}

chat::ChatOptions webSocket(std::uint16_t port, const QString& path)
{
    chat::ChatOptions options;
    options.url = QStringLiteral("ws://127.0.0.1:%1%2").arg(port).arg(path);
    return options;
}

} // namespace

class PollsWalkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void theDemoIsWalked();
    void whatIsMissingIsSaid();
    void nobodyThereIsSaid();
    void whoHasHadEnoughIsNotKept();
    void theScriptIsSpoken();
    void aPageDoesNotSpeakIt();
    void silenceIsNoAnswer();

private:
    std::vector<Step> walk(std::uint16_t port)
    {
        std::vector<Step> steps;
        Browser browser(baseOf(port), m_wait, 5s);
        m_all = walkPolls(browser, [&](const Step& step) { steps.push_back(step); });
        return steps;
    }

    bool m_cancelled = false;
    bool m_all = false;
    const Wait m_wait{[this] { return m_cancelled; }};
};

void PollsWalkTest::init()
{
    m_cancelled = m_all = false;
}

void PollsWalkTest::theDemoIsWalked()
{
    const test::TestSite site([](test::TestSite& made) {
        made.backend = std::make_shared<backend::DemoBackend>();
        return std::vector<web::Route>{test::route(".*", test::fallbackFactory(made.backend), journal::Source::Wsgi)};
    });
    const auto steps = walk(site.port());
    QCOMPARE(steps.size(), std::size_t(6));
    QVERIFY(m_all);
    QCOMPARE(steps[2].text, QStringLiteral("POST /polls/1/vote/: 302 to /polls/1/results/"));
}

void PollsWalkTest::whatIsMissingIsSaid()
{
    const test::TestSite site({test::route("/polls/", test::helloFactory())});
    const auto steps = walk(site.port());
    QVERIFY(!m_all);
    QVERIFY(steps[0].ok);
    QVERIFY(!steps[1].ok);
    QCOMPARE(steps[1].text, QStringLiteral("GET /polls/1/: 404"));
}

void PollsWalkTest::nobodyThereIsSaid()
{
    std::uint16_t port = 0;
    {
        const test::RawListener gone;
        port = gone.port();
    }
    const auto steps = walk(port);
    QVERIFY(!m_all);
    QVERIFY2(steps[0].text.contains(QStringLiteral("refused")), qPrintable(steps[0].text));
}

void PollsWalkTest::whoHasHadEnoughIsNotKept()
{
    test::RawServer silent([](const QByteArray&) { return QByteArray(); });
    m_cancelled = true;
    const auto begun = MonotonicClock::now();
    walk(silent.port());
    QVERIFY(!m_all);
    QVERIFY(MonotonicClock::now() - begun < 4s);
}

void PollsWalkTest::theScriptIsSpoken()
{
    const test::TestSite site({test::route("/ws", test::echoFactory())});
    const Conversation heard = speak(webSocket(site.port(), QStringLiteral("/ws")),
                                     {QStringLiteral("Hello, world"), QStringLiteral("Test")}, m_wait, 5s);
    QVERIFY2(heard.works, qPrintable(heard.why));
    QCOMPARE(heard.answers, QStringList({QStringLiteral("You said: Hello, world"), QStringLiteral("You said: Test")}));
    QVERIFY(heard.roundTrip);
    QVERIFY(heard.lines.constFirst().startsWith(QStringLiteral("opened ws://127.0.0.1")));
    QCOMPARE(heard.lines.mid(1, 4),
             QStringList({QStringLiteral("> Hello, world"), QStringLiteral("< You said: Hello, world"),
                          QStringLiteral("> Test"), QStringLiteral("< You said: Test")}));
    QCOMPARE(heard.lines.constLast(), QStringLiteral("closed 1000"));
}

void PollsWalkTest::aPageDoesNotSpeakIt()
{
    const test::TestSite site({test::route("/ws", test::helloFactory())});
    const Conversation heard =
        speak(webSocket(site.port(), QStringLiteral("/ws")), {QStringLiteral("Hello")}, m_wait, 5s);
    QVERIFY(!heard.works);
    QVERIFY(!heard.why.isEmpty());
    QVERIFY(!speak(webSocket(0, {}), {}, m_wait, 5s).works);
}

void PollsWalkTest::silenceIsNoAnswer()
{
    test::RawServer silent([](const QByteArray&) { return QByteArray(); });
    chat::ChatOptions options = webSocket(silent.port(), QStringLiteral("/"));
    options.connectTimeout = 200ms;
    const Conversation heard = speak(options, {QStringLiteral("Hello")}, m_wait, 1s);
    QVERIFY(!heard.works);
    QVERIFY2(heard.why.contains(QStringLiteral("did not answer")), qPrintable(heard.why));
}

WINDSOCK_TEST(PollsWalkTest)
#include "pollswalktest.moc"
