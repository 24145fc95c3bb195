// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyStore: limits, the shared budget, and who gives it back.
#include "core/journal/bodystore.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <optional>
#include <thread>

using namespace windsock::journal;
using namespace windsock::journal::test;

class BodyStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_recent = {}; }

    void anEmptyBodyTakesNothing()
    {
        const BodyStore store(10, 100);
        Capture capture = store.capture();
        capture.append({});
        const CapturedBody body = capture.take(m_recent);
        QCOMPARE(body.size, std::uint64_t(0));
        QVERIFY(!body.cut());
        QVERIFY(!body.kept);
        QCOMPARE(store.inUse(), std::size_t(0));
    }

    void theStartIsKept_data()
    {
        QTest::addColumn<int>("chunk");
        for (const int chunk : {1, 2, 3, 7, 10, 11, 26})
            QTest::addRow("%d", chunk) << chunk;
    }

    void theStartIsKept()
    {
        QFETCH(int, chunk);
        const BodyStore store(10, 100);
        const std::string_view whole = "abcdefghijklmnopqrstuvwxyz";
        Capture capture = store.capture();
        for (std::size_t at = 0; at < whole.size(); at += std::size_t(chunk))
            capture.append(whole.substr(at, std::size_t(chunk)));
        QCOMPARE(capture.size(), std::uint64_t(26));
        const CapturedBody body = capture.take(m_recent);
        QCOMPARE(body.text(), std::string_view("abcdefghij"));
        QCOMPARE(body.size, std::uint64_t(26));
        QVERIFY(body.cut());
        QCOMPARE(store.inUse(), std::size_t(10));
        capture.append("more");
        QVERIFY(capture.take(m_recent).text().empty());
    }

    void aBodyAtTheLimitIsNotCut()
    {
        const BodyStore store(10, 100);
        Capture capture = store.capture();
        capture.append("0123456789");
        QVERIFY(!capture.take(m_recent).cut());
    }

    void theBudgetIsShared()
    {
        const BodyStore store(10, 15);
        Capture one = store.capture();
        Capture two = store.capture();
        one.append("0123456789");
        two.append("0123");
        two.append("4567"); // one byte left: the 4
        CapturedBody first = one.take(m_recent);
        QCOMPARE(store.inUse(), std::size_t(15));
        first = {};
        m_recent = {};
        QCOMPARE(store.inUse(), std::size_t(5));
        two.append("89"); // there is room again, but that would leave a hole
        const CapturedBody second = two.take(m_recent);
        QCOMPARE(second.text(), std::string_view("01234"));
        QCOMPARE(second.size, std::uint64_t(10));
    }

    void theRecordGivesItBack()
    {
        std::optional<BodyStore> store(std::in_place, 10, 100);
        Outcome made = outcome(1);
        Capture capture = store->capture();
        capture.append("12345");
        made.responseBody = capture.take(m_recent);
        auto record = shared(std::move(made));
        QCOMPARE(store->inUse(), std::size_t(5));
        m_recent = {};
        std::optional<Outcome> copy(*record); // they share the text
        record.reset();
        QCOMPARE(store->inUse(), std::size_t(5));
        copy.reset();
        QCOMPARE(store->inUse(), std::size_t(0));
        Capture outlives = store->capture();
        outlives.append("abc");
        store.reset();
        QCOMPARE(outlives.take(m_recent).text(), std::string_view("abc"));
    }

    void equalBodiesAreKeptOnce()
    {
        const BodyStore store(100, 1'000);
        const auto captured = [&](const std::string& text) {
            Capture capture = store.capture();
            capture.append(text);
            return capture.take(m_recent);
        };
        const CapturedBody one = captured("the same page");
        const CapturedBody two = captured("the same page");
        QCOMPARE(one.kept, two.kept);
        QCOMPARE(store.inUse(), one.text().size());
        const CapturedBody other = captured("the same size");
        QCOMPARE(other.text(), std::string_view("the same size"));
        QCOMPARE(one.text(), std::string_view("the same page"));
        const CapturedBody again = captured("the same page"); // its slot has gone to the other
        QCOMPARE(again.text(), one.text());
        QVERIFY(again.kept != one.kept);
        const CapturedBody cut = captured(std::string(150, 'x'));
        const CapturedBody whole = captured(std::string(100, 'x'));
        QCOMPARE(cut.kept, whole.kept);
        QVERIFY(cut.cut() && !whole.cut());
    }

    void anAbandonedCaptureGivesItBack()
    {
        const BodyStore store(10, 100);
        std::optional<Capture> capture(store.capture());
        capture->append("123");
        capture.reset();
        QCOMPARE(store.inUse(), std::size_t(0));
    }

    void limitsMayChange()
    {
        BodyStore store(10, 10);
        Capture one = store.capture();
        one.append("0123456789");
        store.setLimits(4, 5); // less than is in use
        Capture two = store.capture();
        two.append("abc");
        QVERIFY(two.take(m_recent).text().empty());
        one = Capture();
        QCOMPARE(store.inUse(), std::size_t(0));
        two = store.capture();
        two.append("abcdef");
        QCOMPARE(two.take(m_recent).text(), std::string_view("abcd"));
    }

    void aCaptureWithoutAStoreCounts()
    {
        Capture capture;
        capture.append("abc");
        const CapturedBody body = capture.take(m_recent);
        QCOMPARE(body.size, std::uint64_t(3));
        QVERIFY(body.text().empty());
    }

    void threadsNeverTakeMoreThanThereIs()
    {
        const BodyStore store(1'000, 5'000);
        std::atomic<bool> tooMuch = false;
        const auto work = [&] {
            for (int i = 0; i < 3'000; ++i) {
                std::array<Capture, 4> captures;
                for (Capture& capture : captures) {
                    capture = store.capture();
                    capture.append(std::string(std::size_t(i % 1'000), 'x'));
                }
                if (store.inUse() > 5'000)
                    tooMuch = true;
            }
        };
        std::thread one(work);
        std::thread two(work);
        one.join();
        two.join();
        QVERIFY(!tooMuch);
        QCOMPARE(store.inUse(), std::size_t(0));
    }

private:
    RecentBodies m_recent;
};

WINDSOCK_TEST(BodyStoreTest)
#include "bodystoretest.moc"
