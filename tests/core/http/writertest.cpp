// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is written: heads, chunks, dates.
#include "core/http/writer.h"
#include "tests/support/testregistry.h"

#include <QLocale>
#include <QTest>

#include <clocale>

using namespace windsock::http;

class WriterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestHead()
    {
        std::string out = "before|";
        appendHead(out, RequestHead{"GET", "/a?b", Version::Http10, {{"Host", "x"}, {"Empty", ""}}});
        QCOMPARE(out, std::string("before|GET /a?b HTTP/1.0\r\nHost: x\r\nEmpty: \r\n\r\n"));
    }

    void responseHead()
    {
        std::string out;
        appendHead(out, ResponseHead{404, {}, {{"A", "1"}, {"A", "2"}}});
        QCOMPARE(out, std::string("HTTP/1.1 404 Not Found\r\nA: 1\r\nA: 2\r\n\r\n"));
        out.clear();
        appendHead(out, ResponseHead{299, "As You Like", {}});
        QCOMPARE(out, std::string("HTTP/1.1 299 As You Like\r\n\r\n"));
        out.clear();
        appendHead(out, ResponseHead{599, {}, {}});
        QCOMPARE(out, std::string("HTTP/1.1 599 Unknown\r\n\r\n"));
    }

    void chunks()
    {
        std::string out;
        appendChunk(out, "hello");
        appendChunk(out, "");
        appendChunk(out, std::string(26, 'x'));
        out.append(lastChunk);
        QCOMPARE(out, "5\r\nhello\r\n1a\r\n" + std::string(26, 'x') + "\r\n0\r\n\r\n");
    }

    void dates_data()
    {
        QTest::addColumn<qint64>("when");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("RFC 9110") << qint64(784111777) << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT");
        QTest::newRow("epoch") << qint64(0) << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT");
        QTest::newRow("leap day") << qint64(951782400) << QByteArray("Tue, 29 Feb 2000 00:00:00 GMT");
        QTest::newRow("year's end") << qint64(1798761599) << QByteArray("Thu, 31 Dec 2026 23:59:59 GMT");
    }

    void dates()
    {
        QFETCH(qint64, when);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(httpDate(when)), text);
        QCOMPARE(qint64(parseHttpDate(text.toStdString())), when);
    }

    void notDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "yesterday", "Sun, 06 Nov", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, xx Nov 1994 08:49:37 GMT"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
    }

    void notDates()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(qint64(parseHttpDate(text.toStdString())), qint64(-1));
    }

    void datesDoNotFollowTheLocale()
    {
        std::setlocale(LC_ALL, "C.UTF-8");
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(httpDate(784111777), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
        QLocale::setDefault(before);
    }
};

WINDSOCK_TEST(WriterTest)
#include "writertest.moc"
