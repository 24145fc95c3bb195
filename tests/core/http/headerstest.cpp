// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Headers: order, case, repeated fields, lists, and fields that are set from one another.
#include "core/http/headers.h"
#include "core/http/writer.h"
#include "tests/support/testregistry.h"

#include <QTest>

using windsock::http::equalsIgnoringCase;
using windsock::http::Headers;

namespace {

/// "Name=value;" for each field in order.
QByteArray listed(const Headers& headers)
{
    std::string text;
    for (const auto field : headers)
        text.append(field.name).append("=").append(field.value).append(";");
    return QByteArray::fromStdString(text);
}

} // namespace

class HeadersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsOrderAndSpelling()
    {
        Headers headers{{"X-b", "1"}, {"x-A", "2"}};
        headers.add("X-b", "3");
        QCOMPARE(listed(headers), QByteArray("X-b=1;x-A=2;X-b=3;"));
        QCOMPARE(headers.size(), std::size_t(3));
        QVERIFY(!headers.empty());
    }

    void findsWithoutCase()
    {
        const Headers headers{{"Content-Type", "text/html"}, {"content-type", "second"}};
        QVERIFY(headers.value("CONTENT-TYPE") == "text/html");
        QVERIFY(headers.contains("content-Type"));
        QCOMPARE(headers.count("content-type"), std::size_t(2));
        QVERIFY(!headers.find("Content-Typ"));
        QVERIFY(headers.value("absent").empty());
    }

    void anEmptyValueIsNotAbsent()
    {
        const Headers headers{{"Host", ""}};
        QVERIFY(headers.find("Host").has_value());
        QVERIFY(headers.value("Host").empty());
    }

    void setLeavesOne()
    {
        Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
        headers.set("a", "4");
        QCOMPARE(listed(headers), QByteArray("B=2;a=4;"));
        headers.set("C", "5");
        QCOMPARE(listed(headers), QByteArray("B=2;a=4;C=5;"));
    }

    void setFromItself()
    {
        Headers headers{{"A", "a value that is longer than the small string's room"}};
        headers.set("A", headers.value("A"));
        headers.add("B", headers.value("A"));
        for (int i = 0; i < 20; ++i)
            headers.add(headers.at(0).name, headers.at(1).value);
        QCOMPARE(headers.count("A"), std::size_t(21));
        QVERIFY(headers.at(21).value == "a value that is longer than the small string's room");
    }

    void removeTakesAllOfThatName()
    {
        Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
        headers.remove("A");
        QCOMPARE(listed(headers), QByteArray("B=2;"));
        headers.remove("A");
        headers.clear();
        QVERIFY(headers.empty());
        QCOMPARE(headers.wireSize(), std::size_t(0));
    }

    void wireSizeIsWhatIsWritten()
    {
        Headers headers{{"Host", "a"}, {"Empty", ""}, {"Gone", "x"}};
        headers.remove("Gone");
        std::string bytes;
        windsock::http::appendHead(bytes,
                                   windsock::http::RequestHead{"GET", "/", windsock::http::Version::Http11, headers});
        QCOMPARE(bytes.size(), std::string("GET / HTTP/1.1\r\n\r\n").size() + headers.wireSize());
    }

    void tokens_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("found");
        QTest::newRow("alone") << QByteArray("upgrade") << true;
        QTest::newRow("case") << QByteArray("UpGrade") << true;
        QTest::newRow("first") << QByteArray("upgrade, keep-alive") << true;
        QTest::newRow("last") << QByteArray("keep-alive,upgrade") << true;
        QTest::newRow("spaces") << QByteArray(" keep-alive \t,\t upgrade  ") << true;
        QTest::newRow("empty elements") << QByteArray(",, ,upgrade,") << true;
        QTest::newRow("part of a word") << QByteArray("upgraded, xupgrade") << false;
        QTest::newRow("two words") << QByteArray("upgrade now") << false;
        QTest::newRow("empty") << QByteArray("") << false;
    }

    void tokens()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, found);
        const Headers headers{{"Connection", value.toStdString()}};
        QCOMPARE(headers.hasToken("connection", "upgrade"), found);
    }

    void tokensInAnyLine()
    {
        const Headers headers{{"Connection", "keep-alive"}, {"Upgrade", "websocket"}, {"connection", "Upgrade"}};
        QVERIFY(headers.hasToken("Connection", "upgrade"));
        QVERIFY(headers.hasToken("Connection", "keep-alive"));
        QVERIFY(!headers.hasToken("Connection", "websocket"));
    }

    void onlyAsciiLettersHaveCase()
    {
        QVERIFY(equalsIgnoringCase("aZ09-", "Az09-"));
        QVERIFY(!equalsIgnoringCase("[", "{")); // they differ by the bit that letters' cases differ by
        QVERIFY(!equalsIgnoringCase("a", "ab"));
        QVERIFY(equalsIgnoringCase("", ""));
    }
};

WINDSOCK_TEST(HeadersTest)
#include "headerstest.moc"
