// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ServerCommand: words, and the place where the address goes.
#include "core/backend/command/servercommand.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::backend;

class ServerCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void port()
    {
        const auto command = ServerCommand::parse("gunicorn -b 127.0.0.1:{port} -w 2 'my site.wsgi'");
        QVERIFY(command);
        QCOMPARE(command->program(), QStringLiteral("gunicorn"));
        QVERIFY(!command->wantsSocket());
        QCOMPARE(command->arguments({"127.0.0.1", 8123}).join(u'|'),
                 QStringLiteral("-b|127.0.0.1:8123|-w|2|'my|site.wsgi'"));
    }

    void quotes()
    {
        const auto command = ServerCommand::parse("run \"my site\" {port}");
        QVERIFY(command);
        QCOMPARE(command->arguments({"", 1}).join(u'|'), QStringLiteral("my site|1"));
    }

    void socket()
    {
        const auto command = ServerCommand::parse("uvicorn --uds {socket} app");
        QVERIFY(command);
        QVERIFY(command->wantsSocket());
        QCOMPARE(command->arguments({"/tmp/s 1", 0}).join(u'|'), QStringLiteral("--uds|/tmp/s 1|app"));
    }

    void wrong_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"", "  ", "python3 -m http.server", "a {port} {socket}"})
            QTest::newRow(line) << QByteArray(line);
    }
    void wrong()
    {
        QFETCH(QByteArray, line);
        const auto command = ServerCommand::parse(line.toStdString());
        QVERIFY(!command);
        QVERIFY(command.error().code == ErrorCode::Invalid);
        QVERIFY(command.error().sentence.endsWith(u'.'));
    }
};

WINDSOCK_TEST(ServerCommandTest)
#include "servercommandtest.moc"
