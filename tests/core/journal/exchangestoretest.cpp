// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeStore: rows, the ranges it reports, and a mirror that follows them as a model would.
#include "core/journal/exchangestore.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <random>

using namespace windsock;
using namespace windsock::journal;
using namespace windsock::journal::test;

namespace {

template <class... Records>
Batch batchOf(Records... records)
{
    Batch batch;
    (batch.events.push_back(shared(std::move(records))), ...);
    return batch;
}

using Rows = std::vector<std::size_t>;

/// What a view shows that knows only the signals: id and status of each row.
class Mirror final : public ExchangeStore::Watcher
{
public:
    explicit Mirror(const ExchangeStore& store)
        : m_store(store)
    {
    }

    void aboutToRemove(std::size_t count) override
    {
        check();
        m_rows.erase(m_rows.begin(), m_rows.begin() + std::ptrdiff_t(count));
    }
    void removed() override { check(); }
    void changed(const ExchangeStore::Changes& changes) override
    {
        for (const std::size_t row : changes.changed)
            m_rows.at(row) = read(row);
        check();
    }
    void aboutToAdd(std::size_t count) override
    {
        check();
        m_adding = count;
    }
    void added() override
    {
        for (; m_adding > 0; --m_adding)
            m_rows.push_back(read(m_rows.size()));
        check();
    }
    void check() { good = good && matches(); }
    bool good = true;

private:
    using Cells = std::pair<std::uint64_t, int>;

    Cells read(std::size_t row) const
    {
        const ExchangeStore::Row& r = m_store.at(row);
        return {r.begun->id.value, r.outcome ? r.outcome->status : -1};
    }
    bool matches() const
    {
        if (m_rows.size() != m_store.size())
            return false;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i] != read(i))
                return false;
        }
        return true;
    }

    const ExchangeStore& m_store;
    std::vector<Cells> m_rows;
    std::size_t m_adding = 0;
};

} // namespace

class ExchangeStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowGrows()
    {
        ExchangeStore store;
        auto changes = store.fold(batchOf(begun(1), line(1, "early")));
        QVERIFY(changes.added == 1 && changes.removed == 0 && changes.changed.empty());
        QVERIFY(!store.at(0).outcome);
        QCOMPARE(store.at(0).lines.size(), std::size_t(1));
        Outcome open = outcome(1, 101);
        open.open = true;
        changes = store.fold(batchOf(open));
        QCOMPARE(changes.changed, (Rows{0}));
        QVERIFY(store.at(0).outcome->open);
        changes = store.fold(batchOf(outcome(1, 101), line(1, "late")));
        QCOMPARE(changes.changed, (Rows{0}));
        QVERIFY(!store.at(0).outcome->open);
        QCOMPARE(store.at(0).lines.size(), std::size_t(2));
        QVERIFY(store.fold({}).empty());
    }

    void rangesAreJoined()
    {
        ExchangeStore store;
        store.fold(batchOf(begun(10), begun(11), begun(12), begun(13), begun(14)));
        const auto changes = store.fold(
            batchOf(outcome(13), outcome(10), outcome(14), begun(15), outcome(11), line(14, "x"), outcome(15)));
        QCOMPARE(changes.changed, (Rows{0, 1, 3, 4}));
        QCOMPARE(changes.changedRanges(), (std::vector<ExchangeStore::Range>{{0, 2}, {3, 2}}));
        QCOMPARE(changes.added, std::size_t(1));
        QCOMPARE(store.at(5).outcome->status, 200);
    }

    void theOldestLeave()
    {
        ExchangeStore store(3);
        store.fold(batchOf(begun(1), begun(2), begun(3)));
        const auto changes = store.fold(batchOf(begun(4), outcome(1), outcome(3), begun(5)));
        QCOMPARE(changes.removed, std::size_t(2));
        QCOMPARE(changes.changed, (Rows{0}));
        QCOMPARE(changes.added, std::size_t(2));
        QCOMPARE(store.strays(), std::uint64_t(1));
        QVERIFY(!store.indexOf({2}));
        QCOMPARE(store.indexOf({3}), std::optional<std::size_t>(0));
        QCOMPARE(store.indexOf({5}), std::optional<std::size_t>(2));
    }

    void aBatchMayHoldMoreThanIsKept()
    {
        ExchangeStore store(2);
        store.fold(batchOf(begun(1)));
        const auto changes = store.fold(batchOf(begun(2), begun(3), begun(4), begun(5), outcome(2), outcome(5)));
        QCOMPARE(changes.removed, std::size_t(1));
        QCOMPARE(changes.added, std::size_t(2));
        QVERIFY(changes.changed.empty());
        QCOMPARE(store.at(0).begun->id.value, std::uint64_t(4));
        QVERIFY(store.at(1).outcome);
        QCOMPARE(store.strays(), std::uint64_t(0));
    }

    void remarksStandApart()
    {
        ExchangeStore store;
        Batch batch = batchOf(line(0, "started"), line(9, "of nobody"), outcome(8));
        batch.dropped = 4;
        QVERIFY(store.fold(batch).empty());
        QCOMPARE(store.remarks().size(), std::size_t(1));
        QCOMPARE(store.strays(), std::uint64_t(2));
        QCOMPARE(store.missed(), std::uint64_t(4));
    }

    void linesOfARowAreBounded()
    {
        ExchangeStore store;
        store.fold(batchOf(begun(1)));
        for (int i = 0; i < 5'000; ++i)
            store.fold(batchOf(line(1, std::to_string(i))));
        const auto& lines = store.at(0).lines;
        QVERIFY(lines.size() >= 1'000 && lines.size() <= 2'000);
        QCOMPARE(lines.back()->text, std::string("4999"));
        QCOMPARE(lines.front()->text, std::to_string(5'000 - lines.size()));
    }

    void toldAgainIsAChange()
    {
        ExchangeStore store;
        store.fold(batchOf(begun(1)));
        const auto changes = store.fold(batchOf(begun(1, "POST"), begun(2), begun(2)));
        QCOMPARE(changes.changed, (Rows{0}));
        QCOMPARE(changes.added, std::size_t(1));
        QCOMPARE(store.at(0).begun->request.method, std::string("POST"));
    }

    void clearForgetsAll()
    {
        ExchangeStore store;
        store.fold(batchOf(begun(1), begun(2)));
        store.clear();
        QCOMPARE(store.size(), std::size_t(0));
        QVERIFY(!store.indexOf({1}));
        QCOMPARE(store.fold(batchOf(begun(3))).added, std::size_t(1));
        QCOMPARE(store.indexOf({3}), std::optional<std::size_t>(0));
    }

    void aMirrorStaysTrue()
    {
        std::mt19937 random(4);
        ExchangeStore store(40);
        Mirror mirror(store);
        std::uint64_t next = 1;
        for (int round = 0; round < 500; ++round) {
            Batch batch;
            for (unsigned i = random() % 70; i > 0; --i) {
                if (random() % 2 == 0)
                    batch.events.push_back(shared(begun(next++)));
                else
                    batch.events.push_back(
                        shared(outcome(next - std::min<std::uint64_t>(random() % 60, next), 200 + round)));
            }
            store.fold(batch, &mirror);
            mirror.check();
            QVERIFY(mirror.good);
        }
        QCOMPARE(store.size(), std::size_t(40));
    }
};

WINDSOCK_TEST(ExchangeStoreTest)
#include "exchangestoretest.moc"
