// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Commands become words as with Python's shlex.
#include "core/matrix/toxcommands.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

class ToxCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void notClosed();
};

void ToxCommandsTest::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("words"); // with | between
    const auto row = [](const char* line, const char* words) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(words);
    };
    row("a b", "a|b");
    row("  a \t b  ", "a|b");
    row("'a b' c", "a b|c");
    row("a\"b c\"d'e f'", "ab cde f");
    row("'\"' \"'\"", "\"|'");
    row("a '' b", "a||b");
    row("a\\ b", "a\\|b");
    row("a # b", "a");
    row("a#b c", "a");
    row("'a#b' c", "a#b|c");
    row("é ü", "é|ü");
}

void ToxCommandsTest::words()
{
    QFETCH(QString, line);
    QFETCH(QString, words);
    const auto split = splitWords(line);
    QVERIFY(split);
    QCOMPARE(split->join(u'|'), words);
}

void ToxCommandsTest::notClosed()
{
    QVERIFY(!splitWords(QStringLiteral("a 'b")));
    QVERIFY(!splitWords(QStringLiteral("a \"b'")));
}

WINDSOCK_TEST(ToxCommandsTest)
#include "toxcommandstest.moc"
