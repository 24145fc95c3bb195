// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ExchangeModel: under Qt's model tester while it is fed, filtered, sorted, cleared and overrun.
#include "ui/log/exchangemodel.h"
#include "tests/core/journal/samples.h"
#include "tests/support/testregistry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::journal::test;
using namespace Qt::StringLiterals;

namespace {

template <class... Records>
journal::Batch batchOf(Records... records)
{
    journal::Batch batch;
    (batch.events.push_back(shared(std::move(records))), ...);
    return batch;
}

journal::Begun at(std::uint64_t id, int ms, const char* target = "/")
{
    journal::Begun result = begun(id, "GET", target);
    result.head = Monotonic(std::chrono::milliseconds(1'000'000 + ms));
    return result;
}

QString text(const ExchangeModel& model, int row, ExchangeColumn column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

QStringList column(const ExchangeModel& model, ExchangeColumn which)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += text(model, row, which);
    return texts;
}

} // namespace

class ExchangeModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pendingRowsFinish();
    void cellsSayWhatTheColumnsPromise();
    void aBatchIsOneInsertion();
    void filterDecidesAgainWhenARowFinishes();
    void sortingGoesAllWays();
    void sortedTablesTakeRowsInLater();
    void theOldestLeave();
    void clearCanBeUndone();
    void selectionsSurviveSorting();
    void everythingAtOnce();

private:
    std::unique_ptr<ExchangeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void ExchangeModelTest::init()
{
    m_model = std::make_unique<ExchangeModel>(100);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
}

void ExchangeModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void ExchangeModelTest::pendingRowsFinish()
{
    m_model->fold(batchOf(at(1, 0)));
    QCOMPARE(text(*m_model, 0, ExchangeColumn::Status), u"…"_s);
    QVERIFY(m_model->index(0, 0).data(PendingRole).toBool());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->refreshRunning();
    QCOMPARE(changed.size(), 1);
    m_model->fold(batchOf(outcome(1, 404)));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(text(*m_model, 0, ExchangeColumn::Status), u"404"_s);
    QCOMPARE(text(*m_model, 0, ExchangeColumn::Level), u"W"_s);
    m_model->refreshRunning();
    QCOMPARE(changed.size(), 2); // nothing runs any more
}

void ExchangeModelTest::cellsSayWhatTheColumnsPromise()
{
    journal::Outcome done = outcome(2, 200, microseconds(3'210));
    done.responseBody.size = 1'400;
    m_model->fold(batchOf(at(1, 0), outcome(1, 0), at(2, 12, "/polls/?page=2"), done));
    QCOMPARE(text(*m_model, 0, ExchangeColumn::Status), u"cut"_s);
    QCOMPARE(text(*m_model, 0, ExchangeColumn::Since), QString());
    QCOMPARE(text(*m_model, 1, ExchangeColumn::Path), u"/polls/?page=2"_s);
    QCOMPARE(text(*m_model, 1, ExchangeColumn::Duration), u"3.21 ms"_s);
    QCOMPARE(text(*m_model, 1, ExchangeColumn::Size), u"1.4 kB"_s);
    QCOMPARE(text(*m_model, 1, ExchangeColumn::Since), u"+12.00 ms"_s);
    QCOMPARE(text(*m_model, 1, ExchangeColumn::Client), u"127.0.0.1"_s);
    QCOMPARE(m_model->index(1, 0).data(DurationRole).toLongLong(), 3'210);
    QCOMPARE(m_model->rowOf({2}), 1);
    QCOMPARE(m_model->rowOf({7}), -1);
}

void ExchangeModelTest::aBatchIsOneInsertion()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    journal::Batch batch;
    for (std::uint64_t id = 1; id <= 50; ++id) {
        batch.events.push_back(shared(at(id, int(id))));
        batch.events.push_back(shared(outcome(id)));
    }
    m_model->fold(batch);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(m_model->rowCount(), 50);
}

void ExchangeModelTest::filterDecidesAgainWhenARowFinishes()
{
    m_model->setFilter(*parseQuickFilter(u"error"_s));
    m_model->fold(batchOf(at(1, 0), at(2, 1), at(3, 2), at(4, 3)));
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->total(), std::size_t(4));
    m_model->fold(batchOf(outcome(3, 500)));
    m_model->fold(batchOf(outcome(1, 502), outcome(2, 200)));
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"502"_s, u"500"_s})); // by arrival
    m_model->setFilter(*parseQuickFilter(u"pending"_s));
    QCOMPARE(m_model->rowCount(), 1);
    m_model->fold(batchOf(outcome(4, 200)));
    QCOMPARE(m_model->rowCount(), 0);
}

void ExchangeModelTest::sortingGoesAllWays()
{
    m_model->fold(batchOf(at(1, 0), outcome(1, 200, microseconds(30)), at(2, 1), outcome(2, 404, microseconds(10)),
                          at(3, 2), outcome(3, 302, microseconds(20))));
    m_model->sort(static_cast<int>(ExchangeColumn::Status), Qt::DescendingOrder);
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"404"_s, u"302"_s, u"200"_s}));
    m_model->sort(static_cast<int>(ExchangeColumn::Duration), Qt::AscendingOrder);
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"404"_s, u"302"_s, u"200"_s}));
    for (int i = 0; i < exchangeColumnCount; ++i) {
        m_model->sort(i, Qt::AscendingOrder);
        m_model->sort(i, Qt::DescendingOrder);
    }
    m_model->sort(-1, Qt::AscendingOrder);
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"200"_s, u"404"_s, u"302"_s}));
}

void ExchangeModelTest::sortedTablesTakeRowsInLater()
{
    m_model->sort(static_cast<int>(ExchangeColumn::Status), Qt::AscendingOrder);
    m_model->fold(batchOf(at(1, 0), outcome(1, 500), at(2, 1), outcome(2, 200)));
    m_model->flush(true);
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"200"_s, u"500"_s}));
    m_model->fold(batchOf(at(3, 2), outcome(3, 302)));
    QCOMPARE(m_model->rowCount(), 2);
    m_model->flush(true);
    QCOMPARE(column(*m_model, ExchangeColumn::Status), QStringList({u"200"_s, u"302"_s, u"500"_s}));
}

void ExchangeModelTest::theOldestLeave()
{
    for (std::uint64_t id = 1; id <= 250; ++id)
        m_model->fold(batchOf(at(id, int(id))));
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(m_model->row(0).begun->id.value, std::uint64_t(151));
    m_model->sort(static_cast<int>(ExchangeColumn::Time), Qt::DescendingOrder);
    m_model->fold(batchOf(at(251, 251)));
    m_model->flush(true);
    QCOMPARE(m_model->rowCount(), 100);
    QCOMPARE(m_model->row(0).begun->id.value, std::uint64_t(251));
    QCOMPARE(m_model->row(99).begun->id.value, std::uint64_t(152));
}

void ExchangeModelTest::clearCanBeUndone()
{
    QVERIFY(!m_model->canUndoClear());
    m_model->fold(batchOf(at(1, 0), at(2, 1)));
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->total(), std::size_t(0));
    QVERIFY(m_model->canUndoClear());
    m_model->fold(batchOf(at(3, 2), outcome(1, 200)));
    QCOMPARE(m_model->rowCount(), 1);
    m_model->undoClear();
    QCOMPARE(m_model->rowCount(), 3);
    QVERIFY(!m_model->canUndoClear());
}

void ExchangeModelTest::selectionsSurviveSorting()
{
    m_model->fold(batchOf(at(1, 0), outcome(1, 500), at(2, 1), outcome(2, 200)));
    const QPersistentModelIndex kept = m_model->index(0, 3);
    m_model->sort(static_cast<int>(ExchangeColumn::Status), Qt::AscendingOrder);
    QCOMPARE(kept.row(), 1);
    QCOMPARE(kept.data().toString(), u"500"_s);
}

void ExchangeModelTest::everythingAtOnce()
{
    std::mt19937 random(7);
    std::uint64_t next = 1;
    for (int round = 0; round < 300; ++round) {
        journal::Batch batch;
        for (unsigned i = random() % 12; i > 0; --i)
            batch.events.push_back(shared(at(next, int(next)))), ++next;
        for (unsigned i = random() % 12; i > 0; --i)
            batch.events.push_back(
                shared(outcome(1 + random() % next, random() % 3 ? 200 : 500, microseconds(random() % 9'000))));
        m_model->fold(batch);
        if (round % 17 == 0)
            m_model->sort(int(random() % 11) - 1, random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (round % 29 == 0)
            m_model->setFilter(*parseQuickFilter(random() % 2 ? u"error"_s : QString()));
        if (round % 71 == 0)
            m_model->clear();
        if (round % 83 == 0)
            m_model->undoClear();
        m_model->flush(round % 5 == 0);
    }
    m_model->setFilter({});
    m_model->undoClear();
    QCOMPARE(m_model->rowCount(), 100);
}

WINDSOCK_TEST(ExchangeModelTest)
#include "exchangemodeltest.moc"
