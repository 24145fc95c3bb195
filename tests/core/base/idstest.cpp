// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ids: none, order, hash, and that kinds do not mix.
#include "core/base/ids.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <type_traits>
#include <unordered_set>

using namespace windsock;

static_assert(!std::is_convertible_v<ExchangeId, ConnectionId>, "an ExchangeId is no ConnectionId");

class IdsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void zeroIsNone()
    {
        QVERIFY(!ExchangeId());
        QVERIFY(ExchangeId{1});
    }

    void areOrderedByNumber()
    {
        QVERIFY(ConnectionId{1} < ConnectionId{2});
        QVERIFY(ConnectionId{2} == ConnectionId{2});
    }

    void areKeysOfSets()
    {
        const std::unordered_set<WorkerId> ids{WorkerId{1}, WorkerId{2}, WorkerId{1}};
        QCOMPARE(ids.size(), std::size_t(2));
        QVERIFY(ids.contains(WorkerId{2}));
    }
};

WINDSOCK_TEST(IdsTest)
#include "idstest.moc"
