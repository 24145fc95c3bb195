// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of iniconfig: what a line is, what goes on, what may not be there twice; each error with its line.
#include "core/matrix/inifile.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock;
using namespace windsock::matrix;

namespace {

Result<IniFile> parse(const QByteArray& text)
{
    return IniFile::parse({text.constData(), static_cast<std::size_t>(text.size())}, QStringLiteral("x.ini"));
}

} // namespace

class IniFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void sections();
    void errors_data();
    void errors();
};

void IniFileTest::values_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* text, const char* value, int line) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(value) << line;
    };
    row("plain", "[s]\nk=v", "v", 2);
    row("blanks", "[s]\n\nk \t = \t v \n", "v", 3);
    row("colon", "[s]\nk: v = w\n", "v = w", 2);
    row("colon in the value", "[s]\nk = v: w\n", "v: w", 2);
    row("goes on", "[s]\nk = a\n  b\n\tc\n", "a\nb\nc", 2);
    row("begins below", "[s]\nk =\n  b\n  c = d\n", "b\nc = d", 2);
    row("comments inside", "[s]\nk = a\n# no\n  # no\n ; no\n\n  b\n", "a\nb", 2);
    row("no comment behind", "[s]\nk = a # b ; c\n", "a # b ; c", 2);
    row("CRLF", "[s]\r\nk = a\r\n  b\r\n", "a\nb", 2);
    row("CR", "[s]\rk = a\r  b", "a\nb", 2);
    row("byte order mark", "\xEF\xBB\xBF[s]\nk = a", "a", 2);
    row("section with a comment", "[s] # one ; two\nk = a", "a", 2);
    row("bracket that is not closed goes on", "[s]\nk = a\n[t\n", "a\n[t", 2);
    row("wide blanks", "[s]\nk = a\xE3\x80\x80\n\xC2\xA0 b\n", "a\nb", 2);
    row("empty", "[s]\nk =\n", "", 2);
}

void IniFileTest::values()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, value);
    QFETCH(int, line);
    const auto file = parse(text);
    QVERIFY2(file, file ? "" : qPrintable(file.error().sentence));
    const IniValue* found = file->value(QStringLiteral("s"), QStringLiteral("k"));
    QVERIFY(found);
    QCOMPARE(found->text, value);
    QCOMPARE(found->line, line);
}

void IniFileTest::sections()
{
    const auto file = parse("[b]\n[a]\nx = 1\n\n[testenv:a{b,c}]\nx = 2\n");
    QVERIFY(file);
    QCOMPARE(file->sections().size(), std::size_t(3));
    QCOMPARE(file->sections()[0].name, QStringLiteral("b"));
    QCOMPARE(file->sections()[2].line, 5);
    QVERIFY(file->section(QStringLiteral("a")));
    QVERIFY(!file->section(QStringLiteral("c")));
    QVERIFY(!file->value(QStringLiteral("b"), QStringLiteral("x")));
    QVERIFY(!file->value(QStringLiteral("c"), QStringLiteral("x")));
}

void IniFileTest::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& text, int line, const char* words) {
        QTest::newRow(name) << text << line << QString::fromUtf8(words);
    };
    row("no section", "\nk = v\n", 2, "\"k\" stands in no section: write [tox]");
    row("neither", "[s]\nwhat is this\n", 2, "\"what is this\" is neither a [section] nor KEY = VALUE");
    row("goes on with nothing", "  x\n", 1, "none has begun");
    row("goes on behind a section", "[s]\n  x\n", 2, "\"x\" goes on with a value");
    row("bracket that is not closed", "[s\nk = v\n", 1, "goes on with a value");
    row("section without a name", "[s]\nk = v\n[]\n", 3, "a section has a name");
    row("section twice", "[s]\n[t]\n[s]\n", 3, "[s] is there already, in line 1");
    row("key twice", "[s]\nk = 1\n\nk : 2\n", 4, "\"k\" is there already, in line 2");
    row("not UTF-8", "[s]\nk = v\nl = \xFF\n", 3, "no text in UTF-8");
    row("half a character at the end", "[s]\nk = \xC3", 2, "no text in UTF-8");
    row("NUL", QByteArray("[s]\nk = \0v\n", 11), 2, "no text in UTF-8");
}

void IniFileTest::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, words);
    const auto file = parse(text);
    QVERIFY(!file);
    const QString sentence = file.error().sentence;
    QVERIFY2(sentence.startsWith(QStringLiteral("x.ini, line %1: ").arg(line)), qPrintable(sentence));
    QVERIFY2(sentence.contains(words) && sentence.endsWith(u'.'), qPrintable(sentence));
}

WINDSOCK_TEST(IniFileTest)
#include "inifiletest.moc"
