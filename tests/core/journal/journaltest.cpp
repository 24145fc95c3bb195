// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Journal: numbers, cursors, what drops; with one thread and with three.
#include "core/journal/journal.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <limits>
#include <thread>

using namespace windsock;
using namespace windsock::journal;
using namespace windsock::journal::test;

namespace {

constexpr std::size_t noLimit = std::numeric_limits<std::size_t>::max();

const Line& lineAt(const Batch& batch, std::size_t i)
{
    return *std::get<std::shared_ptr<const Line>>(batch.events.at(i));
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsCountFromOne()
    {
        Journal journal;
        QCOMPARE(journal.nextExchange().value, std::uint64_t(1));
        QCOMPARE(journal.nextExchange().value, std::uint64_t(2));
        QCOMPARE(journal.nextConnection().value, std::uint64_t(1));
    }

    void eventsComeInOrderAndOnce()
    {
        Journal journal;
        journal.append(shared(begun(1)));
        journal.append(shared(line(1, "hello")));
        journal.append(shared(outcome(1)));
        const Batch first = journal.since({}, 2);
        QCOMPARE(first.events.size(), std::size_t(2));
        QCOMPARE(first.dropped, std::uint64_t(0));
        QCOMPARE(std::get<std::shared_ptr<const Begun>>(first.events[0])->id.value, std::uint64_t(1));
        QCOMPARE(lineAt(first, 1).text, std::string("hello"));
        const Batch second = journal.since(first.cursor, noLimit);
        QCOMPARE(second.events.size(), std::size_t(1));
        QVERIFY(std::holds_alternative<std::shared_ptr<const Outcome>>(second.events[0]));
        const Batch third = journal.since(second.cursor, noLimit);
        QVERIFY(third.events.empty());
        QCOMPARE(third.cursor.next, journal.end().next);
    }

    void aBatchMayBeLongerThanAPiece()
    {
        Journal journal;
        for (int i = 0; i < 1'000; ++i)
            journal.append(shared(line(0, std::to_string(i))));
        for (const std::size_t max : {0, 1, 255, 256, 257, 512, 999, 1'000, 2'000}) {
            const Batch batch = journal.since({}, max);
            QCOMPARE(batch.events.size(), std::min<std::size_t>(max, 1'000));
            QCOMPARE(batch.cursor.next, std::uint64_t(batch.events.size()));
            for (std::size_t i = 0; i < batch.events.size(); ++i)
                QCOMPARE(lineAt(batch, i).text, std::to_string(i));
        }
    }

    void whatIsDroppedIsCounted()
    {
        Journal journal(10);
        for (int i = 0; i < 25; ++i)
            journal.append(shared(line(0, std::to_string(i))));
        const Batch late = journal.since({}, noLimit);
        QCOMPARE(late.dropped, std::uint64_t(15));
        QCOMPARE(late.events.size(), std::size_t(10));
        QCOMPARE(lineAt(late, 0).text, std::string("15"));
        QCOMPARE(journal.since({14}, noLimit).dropped, std::uint64_t(1));
        QCOMPARE(journal.since({15}, noLimit).dropped, std::uint64_t(0));
        QCOMPARE(journal.since({}, 0).dropped, std::uint64_t(15));
        QCOMPARE(journal.since({}, 0).cursor.next, std::uint64_t(15));
    }

    void aLongRemarkIsCut()
    {
        Journal journal;
        journal.note(Level::Info, Channel::Stdout, std::string(65'535, 'x') + "é" + std::string(10, 'y'));
        const Batch batch = journal.since({}, noLimit);
        QCOMPARE(lineAt(batch, 0).text, std::string(65'535, 'x') + " … (12 bytes more)"); // no half character
    }

    void theRingIsBoundedInBytes()
    {
        Ring<int> ring(100, 10);
        for (int i = 0; i < 5; ++i)
            ring.push(i, 4);
        std::vector<int> items;
        Cursor cursor;
        QCOMPARE(ring.since(cursor, 100, items), std::uint64_t(3));
        QCOMPARE(items, (std::vector<int>{3, 4}));
        ring.push(5, 1000); // the newest stays
        items.clear();
        QCOMPARE(ring.since(cursor, 100, items), std::uint64_t(0));
        QCOMPARE(items, std::vector<int>{5});
    }

    void framesDoNotPushRequestsOut()
    {
        Journal journal(10, 5);
        journal.append(shared(begun(1)));
        for (std::uint64_t i = 0; i < 100; ++i) {
            auto frame = std::make_shared<Frame>();
            frame->length = i;
            journal.append(std::shared_ptr<const Frame>(std::move(frame)));
        }
        QCOMPARE(journal.since({}, noLimit).events.size(), std::size_t(1));
        const FrameBatch batch = journal.framesSince({}, noLimit);
        QCOMPARE(batch.frames.size(), std::size_t(5));
        QCOMPARE(batch.dropped, std::uint64_t(95));
        QCOMPARE(batch.frames.front()->length, std::uint64_t(95));
    }

    void aCursorFromElsewhereIsTheEnd()
    {
        Journal journal;
        journal.append(shared(line(0, "a")));
        const Batch batch = journal.since({77}, noLimit);
        QVERIFY(batch.events.empty());
        QCOMPARE(batch.dropped, std::uint64_t(0));
        QCOMPARE(batch.cursor.next, std::uint64_t(1));
    }

    void aNoteLosesItsNewline()
    {
        Journal journal;
        const Wall before = WallClock::now();
        journal.note(Level::Warning, Channel::Stderr, "a\nb\n", {3});
        const Batch batch = journal.since({}, noLimit);
        const Line& note = lineAt(batch, 0);
        QCOMPARE(note.text, std::string("a\nb"));
        QCOMPARE(note.exchange.value, std::uint64_t(3));
        QVERIFY(note.level == Level::Warning && note.channel == Channel::Stderr);
        QVERIFY(note.at >= before);
    }

    void droppedRecordsAreFreed()
    {
        Journal journal(1);
        auto record = shared(line(0, "a"));
        journal.append(record);
        QCOMPARE(record.use_count(), 2L);
        journal.append(shared(line(0, "b")));
        QCOMPARE(record.use_count(), 1L);
    }

    void twoWritersAndAReader_data()
    {
        QTest::addColumn<int>("capacity");
        QTest::newRow("all fit") << 100'000;
        QTest::newRow("most drop") << 300;
    }

    /// Each event is either read, in its writer's order, or counted as dropped.
    void twoWritersAndAReader()
    {
        QFETCH(int, capacity);
        constexpr int each = 40'000;
        Journal journal(static_cast<std::size_t>(capacity));
        const auto write = [&](std::uint64_t writer) {
            for (int i = 0; i < each; ++i)
                journal.append(shared(line(writer, std::to_string(i))));
        };
        std::thread one(write, 1);
        std::thread two(write, 2);
        Cursor cursor;
        std::uint64_t read = 0;
        std::uint64_t dropped = 0;
        std::array<int, 3> last{-1, -1, -1};
        bool ordered = true;
        while (read + dropped < 2 * each) {
            const Batch batch = journal.since(cursor, 1'000);
            cursor = batch.cursor;
            read += batch.events.size();
            dropped += batch.dropped;
            for (std::size_t i = 0; i < batch.events.size(); ++i) {
                const int number = std::stoi(lineAt(batch, i).text);
                int& before = last[lineAt(batch, i).exchange.value];
                ordered = ordered && number > before;
                before = number;
            }
            QVERIFY(read + dropped == cursor.next);
        }
        one.join();
        two.join();
        QVERIFY(ordered);
        QCOMPARE(cursor.next, std::uint64_t(2 * each));
        QVERIFY(capacity < 2 * each || dropped == 0);
    }
};

WINDSOCK_TEST(JournalTest)
#include "journaltest.moc"
