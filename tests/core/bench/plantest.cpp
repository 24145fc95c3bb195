// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Target and Plan: addresses taken apart, what cannot be run, and the ancestor's three pages.
#include "core/bench/plan.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace windsock::bench;
using windsock::ErrorCode;

namespace {

Plan goodPlan()
{
    Plan plan;
    plan.target = *parseTarget(QStringLiteral("http://127.0.0.1:8000/hello-tornado"));
    return plan;
}

} // namespace

class PlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAddressIsTakenApart_data();
    void anAddressIsTakenApart();
    void aBadAddressIsRefused_data();
    void aBadAddressIsRefused();
    void aPageBecomesAWebSocket();
    void whatCannotBeRunIsRefused_data();
    void whatCannotBeRunIsRefused();
    void theAncestorLoadsThreePages();
};

void PlanTest::anAddressIsTakenApart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("parts");
    QTest::newRow("plain") << "http://127.0.0.1:8000/polls/?page=2"
                           << "127.0.0.1 8000 127.0.0.1:8000 /polls/?page=2";
    QTest::newRow("no path") << "http://localhost"
                             << "localhost 80 localhost /";
    QTest::newRow("TLS") << "https://example.org/a%20b"
                         << "example.org 443 example.org /a%20b tls";
    QTest::newRow("IPv6") << "HTTP://[::1]:81/"
                          << "::1 81 [::1]:81 /";
    QTest::newRow("WebSocket") << " ws://127.0.0.1:8000/ws "
                               << "127.0.0.1 8000 127.0.0.1:8000 /ws ws";
    QTest::newRow("both") << "wss://h/"
                          << "h 443 h / tls ws";
    QTest::newRow("the other's default port") << "https://h:80/"
                                              << "h 80 h:80 / tls";
}

void PlanTest::anAddressIsTakenApart()
{
    QFETCH(const QString, url);
    const auto target = parseTarget(url);
    QVERIFY(target);
    QString parts = QStringLiteral("%1 %2 %3 %4")
                        .arg(QString::fromStdString(target->endpoint.host))
                        .arg(target->endpoint.port)
                        .arg(QString::fromStdString(target->host), QString::fromStdString(target->path));
    parts += target->tls ? QStringLiteral(" tls") : QString();
    parts += target->webSocket ? QStringLiteral(" ws") : QString();
    QTEST(parts, "parts");
}

void PlanTest::aBadAddressIsRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("why");
    QTest::newRow("empty") << ""
                           << "begin it with http://";
    QTest::newRow("no scheme") << "localhost:8000/"
                               << "begin it with http://";
    QTest::newRow("another") << "ftp://localhost/"
                             << "begin it with http://";
    QTest::newRow("no host") << "http:///polls/"
                             << "has no host";
    QTest::newRow("port 0") << "http://h:0/"
                            << "has port 0";
    QTest::newRow("port") << "http://h:99999/"
                          << "port";
    QTest::newRow("space") << "http://h/a b"
                           << "%XX";
    QTest::newRow("user") << "http://me:pw@h/"
                          << "Authorization";
    QTest::newRow("control") << "ht\x01tp://h/"
                             << "\"ht?tp";
}

void PlanTest::aBadAddressIsRefused()
{
    QFETCH(const QString, url);
    QFETCH(const QString, why);
    const auto target = parseTarget(url);
    QVERIFY(!target);
    QCOMPARE(target.error().code, ErrorCode::Invalid);
    QVERIFY2(target.error().sentence.contains(why), qPrintable(target.error().sentence));
}

void PlanTest::aPageBecomesAWebSocket()
{
    const Target target = asWebSocket(*parseTarget(QStringLiteral("https://h:8000/ws")));
    QVERIFY(target.webSocket && target.tls);
    QCOMPARE(target.url, std::string("wss://h:8000/ws"));
}

void PlanTest::whatCannotBeRunIsRefused_data()
{
    QTest::addColumn<std::function<void(Plan&)>>("change");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, std::function<void(Plan&)> change, const char* why) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(why);
    };
    row(
        "no connection", [](Plan& p) { p.connections = 0; }, "-c takes");
    row(
        "too many", [](Plan& p) { p.connections = 70'000; }, "-c takes");
    row(
        "no end", [](Plan& p) { p.requests = 0; }, "when to end");
    row(
        "rate", [](Plan& p) { p.rate = -1; }, "--rate");
    row(
        "no rate", [](Plan& p) { p.rate = std::nan(""); }, "--rate");
    row(
        "time", [](Plan& p) { p.duration = 48h; }, "-t takes");
    row(
        "method", [](Plan& p) { p.method = "GE T"; }, "-m takes");
    row(
        "header",
        [](Plan& p) {
            p.headers = {{"X", "a\r\nY: b"}};
        },
        "no header");
    row(
        "header's name",
        [](Plan& p) {
            p.headers = {{"X Y", "a"}};
        },
        "no header");
    row(
        "time-out", [](Plan& p) { p.timeout = 0ms; }, "--timeout");
    row(
        "ramp", [](Plan& p) { p.ramp = -1ms; }, "--ramp");
}

void PlanTest::whatCannotBeRunIsRefused()
{
    QFETCH(const std::function<void(Plan&)>, change);
    QFETCH(const QString, why);
    Plan plan = goodPlan();
    QVERIFY(check(plan));
    change(plan);
    const auto checked = check(plan);
    QVERIFY(!checked);
    QVERIFY2(checked.error().sentence.contains(why), qPrintable(checked.error().sentence));
}

void PlanTest::theAncestorLoadsThreePages()
{
    const auto plans = ancestorPlans(QStringLiteral("http://127.0.0.1:8000/"));
    QVERIFY(plans);
    QCOMPARE(plans->size(), std::size_t(3));
    QCOMPARE(plans->at(0).target.path, std::string("/hello-tornado"));
    QCOMPARE(plans->at(2).target.url, std::string("http://127.0.0.1:8000/admin/login/?next=/admin/"));
    QCOMPARE(nameOf(plans->at(1)), std::string("/polls"));
    QVERIFY(!ancestorPlans(QStringLiteral("http://")));
}

WINDSOCK_TEST(PlanTest)
#include "plantest.moc"
