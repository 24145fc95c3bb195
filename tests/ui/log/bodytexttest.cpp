// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies as text, JSON and bytes.
#include "ui/log/bodytext.h"
#include "tests/support/testregistry.h"
#include "ui/log/bodyview.h"

#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;

class BodyTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsTold();
    void jsonIsIndented();
    void hexHasSixteenBytesALine();
    void theViewChoosesItsForm();
    void theViewSaysWhatWasCut();
};

void BodyTextTest::textIsTold()
{
    QVERIFY(looksLikeText("Grüße\n"));
    QVERIFY(looksLikeText(std::string_view("Grü").substr(0, 3))); // cut inside a character
    QVERIFY(!looksLikeText(std::string_view("a\0b", 3)));
    QVERIFY(!looksLikeText("\xff\xfe middle \xff end"));
}

void BodyTextTest::jsonIsIndented()
{
    QCOMPARE(prettyJson(R"({"a":[1]})").value(), u"{\n    \"a\": [\n        1\n    ]\n}"_s);
    QVERIFY(!prettyJson("{"));
    QVERIFY(!prettyJson("<p>"));
}

void BodyTextTest::hexHasSixteenBytesALine()
{
    const QStringList lines = hexDump("0123456789abcdefXY").split(u'\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|"_s);
    QVERIFY(lines[1].startsWith(u"00000010  58 59 "_s));
    QVERIFY(lines[1].endsWith(u"|XY|"_s));
    QVERIFY(hexDump({}).isEmpty());
}

void BodyTextTest::theViewChoosesItsForm()
{
    const Theme theme(ThemeChoice::Light);
    BodyView view(u"body"_s, theme, nullptr);
    const auto body = [](std::string text) { return journal::wholeBody(std::move(text)); };
    view.show(body(R"({"a":1})"), {});
    QCOMPARE(view.form(), BodyView::Form::Pretty);
    view.show(body("<p>"), {});
    QCOMPARE(view.form(), BodyView::Form::Text);
    view.show(body(std::string("\x89PNG\0", 5)), {});
    QCOMPARE(view.form(), BodyView::Form::Hex);
}

void BodyTextTest::theViewSaysWhatWasCut()
{
    const Theme theme(ThemeChoice::Light);
    BodyView view(u"body"_s, theme, nullptr);
    journal::CapturedBody cut = journal::wholeBody(std::string(65'536, 'x'));
    cut.size = 100'000;
    view.show(cut, u"gzip"_s);
    const auto labels = view.findChildren<QLabel*>();
    QCOMPARE(labels.size(), 1);
    QCOMPARE(labels[0]->text(), u"Body, 100 kB · gzip, shown as sent · only the first 66 kB were kept"_s);
}

WINDSOCK_TEST(BodyTextTest)
#include "bodytexttest.moc"
