// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// If-None-Match against an entity tag (RFC 9110 §13.1.2).
#include "core/web/requesthandler.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::web;

class RequestHandlerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void etags_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<bool>("matched");
        QTest::newRow("absent") << QByteArray("") << false;
        QTest::newRow("same") << QByteArray("\"abc\"") << true;
        QTest::newRow("weak") << QByteArray("W/\"abc\"") << true;
        QTest::newRow("other") << QByteArray("\"abd\"") << false;
        QTest::newRow("longer") << QByteArray("\"abcd\"") << false;
        QTest::newRow("unquoted") << QByteArray("abc") << false;
        QTest::newRow("any") << QByteArray("*") << true;
        QTest::newRow("star in a list") << QByteArray("\"x\", *") << false;
        QTest::newRow("list, last") << QByteArray("\"x\", W/\"y\",\"abc\"") << true;
        QTest::newRow("list, first") << QByteArray("\"abc\" , \"x\"") << true;
        QTest::newRow("list without") << QByteArray("\"x\", \"y\"") << false;
        QTest::newRow("commas") << QByteArray(",, ,") << false;
    }

    void etags()
    {
        QFETCH(QByteArray, field);
        QTEST(etagMatches(field.toStdString(), "\"abc\""), "matched");
    }

    void ourTagMayBeWeak() { QVERIFY(etagMatches("\"abc\"", "W/\"abc\"")); }
};

WINDSOCK_TEST(RequestHandlerTest)
#include "requesthandlertest.moc"
