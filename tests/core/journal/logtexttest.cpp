// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What may and what may not reach a log.
#include "core/journal/logtext.h"
#include "tests/support/testregistry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace windsock::journal;

namespace {

std::string escaped(std::string_view text, Escape how)
{
    std::string out;
    appendEscaped(out, text, how);
    return out;
}

} // namespace

class LogTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("inText");
        QTest::newRow("plain") << QByteArray("/a?b=%20~\\") << QByteArray("/a?b=%20~\\") << QByteArray("/a?b=%20~\\");
        QTest::newRow("blank") << QByteArray("a b") << QByteArray("a\\x20b") << QByteArray("a b");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a\\x0ab") << QByteArray("a\n    b");
        QTest::newRow("crlf") << QByteArray("a\r\nb") << QByteArray("a\\x0d\\x0ab") << QByteArray("a\n    b");
        QTest::newRow("carriage return") << QByteArray("a\rb") << QByteArray("a\\x0db") << QByteArray("a\\x0db");
        QTest::newRow("tab") << QByteArray("a\tb") << QByteArray("a\\x09b") << QByteArray("a\tb");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a\\x00b") << QByteArray("a\\x00b");
        QTest::newRow("escape") << QByteArray("\x1b[2J") << QByteArray("\\x1b[2J") << QByteArray("\\x1b[2J");
        QTest::newRow("delete") << QByteArray("\x7f") << QByteArray("\\x7f") << QByteArray("\\x7f");
        QTest::newRow("CSI") << QByteArray("\xc2\x9b") << QByteArray("\\xc2\\x9b") << QByteArray("\\xc2\\x9b");
        QTest::newRow("bare CSI") << QByteArray("\x9b") << QByteArray("\\x9b") << QByteArray("\\x9b");
        QTest::newRow("letters") << QByteArray("é€😀") << QByteArray("é€😀") << QByteArray("é€😀");
        QTest::newRow("latin 1") << QByteArray("\xe9t") << QByteArray("\\xe9t") << QByteArray("\\xe9t");
        QTest::newRow("cut off") << QByteArray("\xe2\x82") << QByteArray("\\xe2\\x82") << QByteArray("\\xe2\\x82");
        QTest::newRow("overlong") << QByteArray("\xc0\x8a") << QByteArray("\\xc0\\x8a") << QByteArray("\\xc0\\x8a");
        QTest::newRow("overlong 3") << QByteArray("\xe0\x80\x8a") << QByteArray("\\xe0\\x80\\x8a")
                                    << QByteArray("\\xe0\\x80\\x8a");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80")
                                   << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("too high") << QByteArray("\xf4\x90\x80\x80") << QByteArray("\\xf4\\x90\\x80\\x80")
                                  << QByteArray("\\xf4\\x90\\x80\\x80");
        QTest::newRow("separator") << QByteArray("\xe2\x80\xa8") << QByteArray("\\xe2\\x80\\xa8")
                                   << QByteArray("\\xe2\\x80\\xa8");
        QTest::newRow("override") << QByteArray("\xe2\x80\xae") << QByteArray("\\xe2\\x80\\xae")
                                  << QByteArray("\\xe2\\x80\\xae");
    }

    void escapes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, inText);
        QCOMPARE(QByteArray::fromStdString(escaped(text.toStdString(), Escape::Word)), word);
        QCOMPARE(QByteArray::fromStdString(escaped(text.toStdString(), Escape::Text)), inText);
    }

    void aTerminalGetsNewlinesOnly()
    {
        QCOMPARE(escaped("a\tb\nc\x1b[0m\r\n", Escape::Terminal), std::string("a\tb\nc\\x1b[0m\\x0d\n"));
    }

    /// Whatever the bytes: one line, printable, valid UTF-8.
    void everyPairOfBytesIsHarmless()
    {
        for (int a = 0; a < 256; ++a) {
            for (int b = 0; b < 256; ++b) {
                const std::string text{char(a), char(b)};
                const QByteArray word = QByteArray::fromStdString(escaped(text, Escape::Word));
                const QString decoded = QString::fromUtf8(word);
                QCOMPARE(decoded.toUtf8(), word);
                for (const QChar c : decoded)
                    QVERIFY(c.unicode() > 0x20 && c.unicode() != 0x7f && !(c.unicode() >= 0x80 && c.unicode() < 0xa0));
                const QString inText = QString::fromStdString(escaped(text, Escape::Text));
                QVERIFY(!inText.contains(QLatin1Char('\x1b')) && !inText.contains(QLatin1Char('\r')));
                QCOMPARE(inText.count(QLatin1Char('\n')), inText.count(QLatin1String("\n    ")));
            }
        }
    }

    void jsonReadsBack()
    {
        std::string all;
        for (char32_t c = 0; c < 0x3000; ++c)
            all += QString::fromUcs4(&c, 1).toStdString();
        std::string out = "{\"a\":";
        appendJsonString(out, all);
        out += '}';
        for (const char c : out)
            QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
        const auto read = QJsonDocument::fromJson(QByteArray::fromStdString(out)).object();
        QCOMPARE(read.value(QLatin1String("a")).toString().toStdString(), all);
        std::string bad;
        appendJsonString(bad, "a\xff\"\\");
        QCOMPARE(bad, std::string("\"a\\\\xff\\\"\\\\\""));
    }
};

WINDSOCK_TEST(LogTextTest)
#include "logtexttest.moc"
