// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WSGI applications and workers that fail: killed, not importable, mended, left by their clients, ended with the
// server.
#include "core/backend/wsgi/wsgicontainer.h"
#include "tests/core/backend/wsgi/wsgisite.h"
#include "tests/support/changedvariable.h"
#include "tests/support/testregistry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace windsock;
using namespace windsock::test;

namespace {

const char* const program = R"py(
import os, signal, time

def pid(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]

def dies(environ, start):
    os.kill(os.getpid(), signal.SIGKILL)

def holds(environ, start):
    open("entered-" + environ["QUERY_STRING"], "w").close()
    while not os.path.exists("go"):
        time.sleep(0.005)
    open("gone-on", "w").close()
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"held"]

def endless(environ, start):
    write = start("200 OK", [("Content-Type", "text/event-stream")])
    try:
        while True:
            write(b"data: tick\n\n")
            time.sleep(0.005)
    finally:
        open("gone-on", "w").close()

def application(environ, start):
    return globals()[environ["PATH_INFO"].strip("/")](environ, start)
)py";

bool alive(int pid)
{
    return ::kill(pid, 0) == 0;
}

int pidOf(std::uint16_t port)
{
    return std::stoi("0" + fetch(port, "/pid").body);
}

/// Processes whose command line has `text` in it.
int processesWith(const QByteArray& text)
{
    int count = 0;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile line(QStringLiteral("/proc/") + entry + QStringLiteral("/cmdline"));
        count += line.open(QIODevice::ReadOnly) && line.readAll().contains(text) ? 1 : 0;
    }
    return count;
}

/// A client asks for /holds?1 and leaves while the view holds it.
void leaveWhileHeld(WsgiSite& site, const AppFolder& folder)
{
    HttpPeer leaving(site.port());
    leaving.send("GET /holds?1 HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_VERIFY(folder.raised("entered-1"));
    leaving.socket().reset();
    QTRY_VERIFY(site.outcome("/holds?1"));
}

} // namespace

class WsgiFailureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWorkerIsReplaced();
    void workerThatDiesWhileIdle();
    void notImportable();
    void mendedIsRetried();
    void mendedIsNoticedByReload();
    void reloadReplaces();
    void diesAgainAndAgain();
    void noSuchPython();
    void noTemporaryFolder();
    void requestsBeforeTheFirstWorkerWait();
    void clientThatLeavesKeepsTheSlot();
    void clientThatLeavesAnEndlessAnswer();
    void slotSurvivesANewApplication();
    void threadsOfOneWorker();
    void destructorLeavesNoProcess();
    void destructorWhileStarting();
};

void WsgiFailureTest::killedWorkerIsReplaced()
{
    const AppFolder folder(program);
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    const int first = pidOf(site.port());
    const Answer answer = fetch(site.port(), "/dies");
    QCOMPARE(answer.status, 502);
    QTRY_VERIFY(site.outcome("/dies"));
    QCOMPARE(site.outcome("/dies")->status, 502);
    QVERIFY(site.outcome("/dies")->failure.starts_with("Worker " + std::to_string(first) + " ended without an answer"));
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1) && pidOf(site.port()) != first, startLimit);
    QVERIFY(site.remarks().find("Worker " + std::to_string(first) + " was killed by signal 9. A new one is started.") !=
            std::string::npos);
}

void WsgiFailureTest::workerThatDiesWhileIdle()
{
    const AppFolder folder(program);
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    HttpPeer peer(site.port());
    const int first = std::stoi(peer.get("/pid").body);
    ::kill(first, SIGKILL);
    // Not by its status, which is fine again as soon as the next one is up.
    QTRY_VERIFY_WITH_TIMEOUT(site.remarks().find("was killed by signal 9") != std::string::npos, startLimit);
    const Answer answer = peer.get("/pid"); // waits for the new one
    QCOMPARE(answer.status, 200);
    QVERIFY(std::stoi(answer.body) != first);
}

void WsgiFailureTest::notImportable()
{
    const AppFolder folder("import nothing_of_that_name\n");
    WsgiSite site(folder, 2);
    QTRY_VERIFY_WITH_TIMEOUT(site.failed(), startLimit);
    const auto status = site.backend->status();
    QVERIFY2(status.error.find("nothing_of_that_name") != std::string::npos, status.error.c_str());
    QVERIFY(status.detail.starts_with("Traceback"));
    QVERIFY(status.detail.find("app.py") != std::string::npos);
    QCOMPARE(status.workers, 0);
    const Answer answer = fetch(site.port(), "/pid");
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.body.find("nothing_of_that_name") == std::string::npos);
    QTRY_VERIFY(site.outcome("/pid"));
    QVERIFY(site.outcome("/pid")->failure.find("The application could not be started: ") != std::string::npos);
    QVERIFY(site.remarks().find("Traceback") != std::string::npos);
}

void WsgiFailureTest::mendedIsRetried()
{
    const AppFolder folder("def broken(:\n");
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.failed(), startLimit);
    QVERIFY(site.backend->status().error.find("SyntaxError") != std::string::npos);
    folder.write(QStringLiteral("app.py"), program);
    // Whoever asks sets off another try, one a second at most.
    QTRY_VERIFY_WITH_TIMEOUT(fetch(site.port(), "/pid").status == 200, startLimit);
    QVERIFY(site.serving(1));
    QVERIFY(site.backend->status().error.empty());
}

void WsgiFailureTest::mendedIsNoticedByReload()
{
    const AppFolder folder("raise RuntimeError('not yet')\n");
    WsgiSite site(folder, 1, 1, true);
    QTRY_VERIFY_WITH_TIMEOUT(site.failed(), startLimit);
    folder.write(QStringLiteral("app.py"), program);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit); // nobody has asked
}

void WsgiFailureTest::reloadReplaces()
{
    const AppFolder folder(program);
    WsgiSite site(folder, 1, 1, true);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    const int first = pidOf(site.port());
    folder.write(QStringLiteral("app.py"), QByteArray(program) + "\n# changed\n");
    QTRY_VERIFY_WITH_TIMEOUT(!alive(first), startLimit);
    QCOMPARE(fetch(site.port(), "/pid").status, 200);
    QVERIFY(site.remarks().find("app.py changed: worker " + std::to_string(first) + " is replaced.") !=
            std::string::npos);
}

void WsgiFailureTest::noSuchPython()
{
    const AppFolder folder(program);
    auto options = WsgiSite::options(folder);
    options.python = QStringLiteral("/no/such/python");
    WsgiSite site(options);
    QTRY_VERIFY_WITH_TIMEOUT(site.failed(), startLimit);
    QVERIFY(site.backend->status().error.find("/no/such/python") != std::string::npos);
    QCOMPARE(fetch(site.port(), "/pid").status, 503);
}

void WsgiFailureTest::diesAgainAndAgain()
{
    // Each comes up, and dies soon after: the pause before the next one grows.
    const AppFolder folder(QByteArray(program) + "import threading\nthreading.Timer(0.3, os._exit, [3]).start()\n");
    const auto deaths = [](WsgiSite& site) {
        const std::string remarks = site.remarks();
        int count = 0;
        for (std::size_t at = remarks.find("exit code 3"); at != std::string::npos;
             at = remarks.find("exit code 3", at + 1))
            ++count;
        return count;
    };
    WsgiSite site(folder);
    QElapsedTimer since;
    QTRY_VERIFY_WITH_TIMEOUT(deaths(site) >= 1, startLimit);
    since.start();
    QTRY_VERIFY_WITH_TIMEOUT(deaths(site) >= 4, startLimit);
    QVERIFY2(since.elapsed() >= 250 + 500, qPrintable(QString::number(since.elapsed())));
}

void WsgiFailureTest::noTemporaryFolder()
{
    const AppFolder folder(program);
    const ChangedVariable variable("TMPDIR", folder.path(QStringLiteral("missing")).toLocal8Bit());
    WsgiSite site(folder);
    QTRY_VERIFY(site.failed());
    QVERIFY2(site.backend->status().error.starts_with("There is no temporary folder "),
             site.backend->status().error.c_str());
    QCOMPARE(fetch(site.port(), "/pid").status, 503);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("missing")));
    QTRY_VERIFY_WITH_TIMEOUT(fetch(site.port(), "/pid").status == 200, startLimit);
}

void WsgiFailureTest::requestsBeforeTheFirstWorkerWait()
{
    const AppFolder folder(QByteArray("import os, time\nwhile not os.path.exists('start'):\n    time.sleep(0.005)\n") +
                           program);
    WsgiSite site(folder);
    HttpPeer peer(site.port());
    peer.send("GET /pid HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_VERIFY(site.row("/pid").begun);
    QVERIFY(!site.outcome("/pid"));
    folder.raise("start");
    QCOMPARE(peer.answer().status, 200);
}

void WsgiFailureTest::clientThatLeavesKeepsTheSlot()
{
    const AppFolder folder(program);
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    leaveWhileHeld(site, folder);
    HttpPeer next(site.port());
    next.send("GET /pid HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_VERIFY(site.row("/pid").begun);
    QVERIFY(!folder.raised("gone-on"));
    folder.raise("go");
    QCOMPARE(next.answer().status, 200);
    QVERIFY(folder.raised("gone-on"));
    // The queue ended only when the worker had finished.
    QTRY_VERIFY(site.outcome("/pid"));
    const journal::Phases phases = site.outcome("/pid")->phases;
    QVERIFY(phases.leased > site.outcome("/holds?1")->phases.written);
    QCOMPARE(fetch(site.port(), "/pid").status, 200);
}

void WsgiFailureTest::clientThatLeavesAnEndlessAnswer()
{
    const AppFolder folder(program);
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    HttpPeer leaving(site.port());
    leaving.send("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(!leaving.socket().receiveUntil("tick").empty());
    leaving.socket().reset();
    QCOMPARE(fetch(site.port(), "/pid").status, 200); // the only worker is free again
    QVERIFY(folder.raised("gone-on"));
}

void WsgiFailureTest::slotSurvivesANewApplication()
{
    const AppFolder folder(program);
    WsgiSite site(folder);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    leaveWhileHeld(site, folder);
    const std::vector routes{route(".*", fallbackFactory(site.backend))};
    site.server.setApplication(std::make_shared<const web::Application>(routes)); // as after any news of the backend
    folder.raise("go");
    QCOMPARE(fetch(site.port(), "/pid").status, 200);
}

void WsgiFailureTest::threadsOfOneWorker()
{
    const AppFolder folder(program);
    WsgiSite site(folder, 1, 3);
    QTRY_VERIFY_WITH_TIMEOUT(site.serving(1), startLimit);
    std::vector<HttpPeer> peers;
    for (const char* query : {"a", "b", "c", "d"}) {
        peers.emplace_back(site.port());
        peers.back().send(std::string("GET /holds?") + query + " HTTP/1.1\r\nHost: t\r\n\r\n");
        if (*query != 'd')
            QTRY_VERIFY(folder.raised((std::string("entered-") + query).c_str()));
    }
    QTRY_VERIFY(site.row("/holds?d").begun);
    QVERIFY(!folder.raised("entered-d")); // three slots, and no more
    folder.raise("go");
    for (HttpPeer& peer : peers)
        QCOMPARE(peer.answer().body, std::string("held"));
}

void WsgiFailureTest::destructorLeavesNoProcess()
{
    const AppFolder folder(program);
    auto site = std::make_unique<WsgiSite>(folder, 3);
    QTRY_VERIFY_WITH_TIMEOUT(site->serving(3), startLimit);
    HttpPeer peer(site->port());
    peer.send("GET /holds?x HTTP/1.1\r\nHost: t\r\n\r\n");
    QTRY_VERIFY(folder.raised("entered-x")); // this one does not end when it is asked to
    const QByteArray mark = folder.path().toLocal8Bit();
    QCOMPARE(processesWith(mark), 3);
    site.reset();
    QCOMPARE(processesWith(mark), 0);
}

void WsgiFailureTest::destructorWhileStarting()
{
    const AppFolder folder("import time\ntime.sleep(60)\n");
    auto container = std::make_unique<WsgiSite>(folder, 2);
    const QByteArray mark = folder.path().toLocal8Bit();
    QTRY_VERIFY(processesWith(mark) > 0);
    container.reset();
    QCOMPARE(processesWith(mark), 0);
}

WINDSOCK_TEST(WsgiFailureTest)
#include "wsgifailuretest.moc"
