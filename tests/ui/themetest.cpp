// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Theme: every text keeps 4.5:1 against every background it stands on, in light and dark.
#include "ui/theme.h"
#include "tests/support/testregistry.h"
#include "ui/stylesheet.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace windsock::ui;

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrastIsTheStandardsRatio();
    void textIsReadable_data();
    void textIsReadable();
    void wordsGoThereAndBack();
    void statusesHaveTheirColours();
    void styleSheetHasNoPlaceholderLeft();
    void aChoiceOutlastsTheDesktopsChange();
};

void ThemeTest::contrastIsTheStandardsRatio()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    QVERIFY(std::abs(contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01); // the known borderline grey
}

void ThemeTest::textIsReadable_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("background");
    for (const Colors& c : {lightColors(), darkColors()}) {
        const std::initializer_list<std::pair<const char*, QColor>> texts = {
            {"text", c.text},         {"muted", c.muted},     {"ok", c.ok},
            {"redirect", c.redirect}, {"warning", c.warning}, {"error", c.error}};
        const std::initializer_list<std::pair<const char*, QColor>> grounds = {
            {"window", c.window},       {"panel", c.panel}, {"soft", c.soft},
            {"selection", c.selection}, {"sent", c.sent},   {"received", c.received}};
        for (const auto& [text, color] : texts) {
            for (const auto& [ground, under] : grounds)
                QTest::addRow("%s: %s on %s", c.dark ? "dark" : "light", text, ground) << color << under;
        }
        QTest::addRow("%s: on accent", c.dark ? "dark" : "light") << c.onAccent << c.accent;
        QTest::addRow("%s: accent on panel", c.dark ? "dark" : "light") << c.accent << c.panel;
    }
}

void ThemeTest::textIsReadable()
{
    QFETCH(QColor, text);
    QFETCH(QColor, background);
    const double ratio = contrast(text, background);
    QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1:1").arg(ratio)));
}

void ThemeTest::aChoiceOutlastsTheDesktopsChange()
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Theme theme(choice);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.followDesktop();
        QCOMPARE(changed.size(), 0);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().window);
        theme.choose(ThemeChoice::System);
        const bool dark = theme.colors().dark;
        theme.followDesktop();
        QCOMPARE(theme.colors().dark, dark); // this desktop has not changed
    }
}

void ThemeTest::wordsGoThereAndBack()
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::System})
        QCOMPARE(themeChoiceOf(toWord(choice)), choice);
    QCOMPARE(themeChoiceOf(QStringLiteral("purple")), ThemeChoice::System);
}

void ThemeTest::statusesHaveTheirColours()
{
    const Theme theme(ThemeChoice::Light);
    const Colors& c = theme.colors();
    QCOMPARE(theme.ofStatus(200), c.ok);
    QCOMPARE(theme.ofStatus(101), c.ok);
    QCOMPARE(theme.ofStatus(304), c.redirect);
    QCOMPARE(theme.ofStatus(404), c.warning);
    QCOMPARE(theme.ofStatus(500), c.error);
    QCOMPARE(theme.ofStatus(0), c.error);
    QCOMPARE(theme.ofStatus(100), c.muted);
}

void ThemeTest::styleSheetHasNoPlaceholderLeft()
{
    for (const Colors& c : {lightColors(), darkColors()}) {
        const QString sheet = styleSheetOf(c, 10);
        QVERIFY2(!sheet.contains(QLatin1Char('@')), qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('@')), 40)));
    }
}

WINDSOCK_TEST(ThemeTest)
#include "themetest.moc"
