// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Store: votes are counted once, also by two threads; what is missing is told from what is broken.
#include "core/backend/demo/store.h"
#include "tests/support/testregistry.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace windsock;
using namespace windsock::backend::demo;

namespace {

std::vector<Poll> polls()
{
    std::vector<Poll> made;
    for (char digit = '1'; digit <= '7'; ++digit)
        made.push_back({{digit - '0', std::string("Question ") + digit, std::string("2016-04-2") + digit}, {}});
    made[0].choices = {{1, "naïve \"'<", 0}, {2, "two", 5}};
    made[1].choices = {{3, "other's", 0}};
    return made;
}

std::int64_t votes(Store& store, std::int64_t question, std::size_t index)
{
    const auto poll = store.poll(question);
    return poll && index < poll->choices.size() ? poll->choices[index].votes : -1;
}

} // namespace

class DemoStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("polls.sqlite3"));
        QVERIFY(Store::create(m_path, polls()));
    }

    void cleanup() { QVERIFY(QSqlDatabase::connectionNames().isEmpty()); }

    void listsTheLatestFive()
    {
        auto store = Store::open(m_path);
        QVERIFY(store);
        for (int again = 0; again < 2; ++again) {
            const auto latest = (*store)->latest();
            QVERIFY(latest);
            QCOMPARE(latest->size(), 5u);
            QCOMPARE(latest->front().id, 7);
            QCOMPARE(latest->back().id, 3);
            QVERIFY(latest->front().text == "Question 7");
        }
    }

    void readsAPoll()
    {
        auto store = Store::open(m_path);
        QVERIFY(store);
        const auto poll = (*store)->poll(1);
        QVERIFY(poll);
        QVERIFY(poll->question.text == "Question 1");
        QCOMPARE(poll->choices.size(), 2u);
        QVERIFY(poll->choices[0].text == "naïve \"'<");
        QCOMPARE(poll->choices[1].votes, 5);
        const auto missing = (*store)->poll(99);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void countsOnce()
    {
        auto store = Store::open(m_path);
        QVERIFY(store);
        QVERIFY(*(*store)->vote(1, 2) == Store::Vote::Counted);
        QCOMPARE(votes(**store, 1, 0), 0);
        QCOMPARE(votes(**store, 1, 1), 6);
    }

    void countsOnlyTheQuestionsOwnChoices()
    {
        auto store = Store::open(m_path);
        QVERIFY(store);
        QVERIFY(*(*store)->vote(1, 3) == Store::Vote::NoSuchChoice);
        QVERIFY(*(*store)->vote(1, 99) == Store::Vote::NoSuchChoice);
        QVERIFY(*(*store)->vote(99, 1) == Store::Vote::NoSuchChoice);
        QCOMPARE(votes(**store, 2, 0), 0);
    }

    void losesNoVoteBetweenThreads()
    {
        constexpr int each = 500;
        std::atomic<int> counted = 0;
        const auto work = [this, &counted] {
            auto store = Store::open(m_path);
            for (int i = 0; store && i < each; ++i) {
                const auto vote = (*store)->vote(1, 1);
                counted += vote && *vote == Store::Vote::Counted ? 1 : 0;
                counted += (*store)->latest() ? 0 : -1;
            }
        };
        std::thread one(work);
        std::thread two(work);
        one.join();
        two.join();
        auto store = Store::open(m_path);
        QVERIFY(store);
        QCOMPARE(counted.load(), 2 * each);
        QCOMPARE(votes(**store, 1, 0), 2 * each);
    }

    void seesWhatAnotherConnectionWrote()
    {
        auto reader = Store::open(m_path);
        auto writer = Store::open(m_path);
        QVERIFY(reader && writer);
        for (int i = 1; i <= 3; ++i) {
            QVERIFY((*writer)->vote(2, 3));
            QCOMPARE(votes(**reader, 2, 0), i);
        }
    }

    void saysWhatIsBroken()
    {
        QVERIFY(!Store::create(QStringLiteral("/nonexistent/folder/polls.sqlite3"), polls()));
        const auto unmade = Store::open(m_folder->filePath(QStringLiteral("other.sqlite3")));
        QVERIFY(!unmade); // opens, but has no tables
        QCOMPARE(unmade.error().code, ErrorCode::Failed);
        QVERIFY(!unmade.error().detail.isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

WINDSOCK_TEST(DemoStoreTest)
#include "demostoretest.moc"
