// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fixtures: Django's dump format, and that the Django twin's own dump is in the program.
#include "core/backend/demo/fixtures.h"
#include "tests/support/testregistry.h"

#include <QFile>
#include <QTest>

using namespace windsock::backend::demo;

class DemoFixturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheTwins()
    {
        QFile file(QStringLiteral(":/windsock/demo/polls.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto polls = readFixtures(file.readAll());
        QVERIFY(polls);
        QVERIFY(polls->size() >= 2);
        for (const Poll& poll : *polls) {
            QVERIFY(poll.question.id > 0);
            QVERIFY(!poll.question.text.empty());
            QVERIFY(!poll.question.published.empty());
            QVERIFY(poll.choices.size() >= 2);
        }
    }

    void choicesMayStandFirst()
    {
        // one raw string a line: moc 6.4 loses its way in longer ones
        const auto polls = readFixtures(
            R"([{"model": "polls.choice", "pk": 4, "fields": {"question": 2, "choice_text": "Yes", "votes": 9}},)"
            R"({"model": "polls.choice", "pk": 5, "fields": {"question": 3, "choice_text": "Lost", "votes": 1}},)"
            R"({"model": "auth.user", "pk": 1, "fields": {}}, 17,)"
            R"({"model": "polls.question", "pk": 2, "fields": {"question_text": "Why?", "pub_date": "2016"}}])");
        QVERIFY(polls);
        QCOMPARE(polls->size(), 1u);
        QCOMPARE(polls->front().question.id, 2);
        QCOMPARE(polls->front().choices.size(), 1u);
        QCOMPARE(polls->front().choices.front().votes, 9);
    }

    void refusesWhatIsNoList()
    {
        QVERIFY(!readFixtures("{}"));
        QVERIFY(!readFixtures("[{"));
        QVERIFY(readFixtures("[]"));
    }
};

WINDSOCK_TEST(DemoFixturesTest)
#include "demofixturestest.moc"
