// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RequestHead's path and query in every form of target, phrases, and which statuses have no body.
#include "core/http/message.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::http;

namespace {

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class MessageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void targets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("root") << QByteArray("/") << QByteArray("/") << QByteArray();
        QTest::newRow("query") << QByteArray("/polls/?page=2") << QByteArray("/polls/") << QByteArray("page=2");
        QTest::newRow("empty query") << QByteArray("/a?") << QByteArray("/a") << QByteArray();
        QTest::newRow("second mark") << QByteArray("/a?b?c") << QByteArray("/a") << QByteArray("b?c");
        QTest::newRow("stays encoded") << QByteArray("/a%2Fb?c%20d") << QByteArray("/a%2Fb") << QByteArray("c%20d");
        QTest::newRow("two slashes") << QByteArray("//a//b") << QByteArray("//a//b") << QByteArray();
        QTest::newRow("a URL in the path") << QByteArray("/http://b/c") << QByteArray("/http://b/c") << QByteArray();
        QTest::newRow("absolute") << QByteArray("http://host/a?b") << QByteArray("/a") << QByteArray("b");
        QTest::newRow("absolute, port") << QByteArray("http://host:80/") << QByteArray("/") << QByteArray();
        QTest::newRow("absolute, no path") << QByteArray("http://host") << QByteArray("/") << QByteArray();
        QTest::newRow("absolute, query alone") << QByteArray("http://host?a/b") << QByteArray("/") << QByteArray("a/b");
        QTest::newRow("asterisk") << QByteArray("*") << QByteArray("*") << QByteArray();
        QTest::newRow("authority") << QByteArray("host:80") << QByteArray("host:80") << QByteArray();
        QTest::newRow("empty") << QByteArray("") << QByteArray("") << QByteArray();
    }

    void targets()
    {
        QFETCH(QByteArray, target);
        const RequestHead head{"GET", target.toStdString(), Version::Http11, {}};
        QTEST(bytes(head.path()), "path");
        QTEST(bytes(head.query()), "query");
    }

    void phrases()
    {
        QVERIFY(reasonPhrase(200) == "OK");
        QVERIFY(reasonPhrase(404) == "Not Found");
        QVERIFY(reasonPhrase(101) == "Switching Protocols");
        QVERIFY(reasonPhrase(599) == "Unknown");
        QVERIFY(toString(Version::Http10) == "HTTP/1.0");
        QVERIFY(toString(Version::Http11) == "HTTP/1.1");
    }

    void statusesWithoutABody()
    {
        for (const int status : {100, 101, 103, 199, 204, 304})
            QVERIFY(statusForbidsBody(status));
        for (const int status : {200, 201, 205, 206, 301, 400, 404, 500})
            QVERIFY(!statusForbidsBody(status));
    }
};

WINDSOCK_TEST(MessageTest)
#include "messagetest.moc"
