// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Utf8Validator: each text whole, byte by byte and cut in two at every place.
#include "core/websocket/utf8.h"
#include "tests/support/testregistry.h"

#include <QStringDecoder>
#include <QTest>

using namespace windsock::websocket;

class Utf8Test : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void validity_data();
    void validity();
    void failsAtTheFirstImpossibleByte_data();
    void failsAtTheFirstImpossibleByte();
    void agreesWithQtOnAllPairs();
    void prefixCutsNoCharacter();
};

void Utf8Test::validity_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* name, const char* text, bool valid) {
        QTest::newRow(name) << QByteArray(text) << valid;
    };
    row("empty", "", true);
    row("ascii", "Hello, a text that is longer than two words of eight bytes", true);
    QTest::newRow("nul") << QByteArray("a\0b", 3) << true;
    row("two bytes", "gr\xC3\xBC\xC3\x9F", true);
    row("ascii, then one at a word's end", "1234567\xC3\xBC 1234567", true);
    row("first and last of each length", "\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
        true);
    row("around the surrogates", "\xED\x9F\xBF\xEE\x80\x80", true);
    row("autobahn's kosme", "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5", true);
    row("lone continuation", "a\x80", false);
    row("overlong slash", "\xC0\xAF", false);
    row("overlong C1", "\xC1\xBF", false);
    row("overlong, three bytes", "\xE0\x9F\xBF", false);
    row("overlong, four bytes", "\xF0\x8F\xBF\xBF", false);
    row("first surrogate", "\xED\xA0\x80", false);
    row("last surrogate", "\xED\xBF\xBF", false);
    row("above U+10FFFF", "\xF4\x90\x80\x80", false);
    row("F5", "\xF5\x80\x80\x80", false);
    row("FE", "\xFE", false);
    row("FF", "\xFF", false);
    row("cut, two bytes", "a\xC3", false);
    row("cut, three bytes", "a\xE2\x82", false);
    row("cut, four bytes", "a\xF0\x9F\x98", false);
    row("ascii inside a character", "\xE2\x82z", false);
    row("lead inside a character", "\xE2\xC3\xBC", false);
}

void Utf8Test::validity()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, valid);
    const std::string_view bytes(text.constData(), static_cast<std::size_t>(text.size()));
    QCOMPARE(isUtf8(bytes), valid);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Utf8Validator validator;
        const bool fed = validator.feed(bytes.substr(0, cut)) && validator.feed(bytes.substr(cut));
        QCOMPARE(fed && validator.complete(), valid);
    }
    Utf8Validator validator;
    bool fed = true;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        fed = validator.feed(bytes.substr(i, 1));
    QCOMPARE(fed && validator.complete(), valid);
    validator.reset();
    QVERIFY(validator.feed("ok") && validator.complete());
}

void Utf8Test::failsAtTheFirstImpossibleByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("accepted"); // bytes before the one that cannot be
    QTest::newRow("lead") << QByteArray("abc\xC0\xAF") << 3;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 1;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << 1;
    QTest::newRow("autobahn 6.4.1") << QByteArray("\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xF4\x90\x80\x80"
                                                  "edited")
                                    << 12;
}

void Utf8Test::failsAtTheFirstImpossibleByte()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, accepted);
    Utf8Validator validator;
    for (int i = 0; i < accepted; ++i)
        QVERIFY(validator.feed({text.constData() + i, 1}));
    QVERIFY(!validator.feed({text.constData() + accepted, 1}));
    QVERIFY(!validator.feed("a"));
    QVERIFY(!validator.complete());
}

// Every two-byte and every three-byte lead with each second byte, against Qt's own decoder.
void Utf8Test::agreesWithQtOnAllPairs()
{
    for (int lead = 0x80; lead < 0x100; ++lead) {
        for (int second = 0; second < 0x100; ++second) {
            for (const char* tail : {"", "\x80", "\x80\x80"}) {
                const QByteArray text =
                    QByteArray(1, static_cast<char>(lead)).append(static_cast<char>(second)).append(tail);
                QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
                const QString decoded = decoder(text);
                const bool valid = !decoder.hasError() && !decoded.contains(QChar::ReplacementCharacter);
                QCOMPARE(isUtf8({text.constData(), static_cast<std::size_t>(text.size())}), valid);
            }
        }
    }
}

void Utf8Test::prefixCutsNoCharacter()
{
    const std::string_view text = "a\xC3\xBC\xE2\x82\xAC";
    QCOMPARE(utf8Prefix(text, 6), text);
    QCOMPARE(utf8Prefix(text, 5), std::string_view("a\xC3\xBC"));
    QCOMPARE(utf8Prefix(text, 3), std::string_view("a\xC3\xBC"));
    QCOMPARE(utf8Prefix(text, 2), std::string_view("a"));
    QCOMPARE(utf8Prefix(text, 0), std::string_view());
}

WINDSOCK_TEST(Utf8Test)
#include "utf8test.moc"
