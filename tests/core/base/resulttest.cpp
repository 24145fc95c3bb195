// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Result: a value or an error, also of what cannot be copied, and of nothing.
#include "core/base/result.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <memory>

using namespace windsock;

class ResultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsAValue()
    {
        const Result<int> result = 7;
        QVERIFY(result);
        QCOMPARE(*result, 7);
    }

    void holdsAnError()
    {
        const Result<int> result = Error{ErrorCode::Refused, QStringLiteral("No."), QStringLiteral("errno 111")};
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Refused);
        QCOMPARE(result.error().sentence, QStringLiteral("No."));
        QCOMPARE(result.error().detail, QStringLiteral("errno 111"));
    }

    void movesWhatCannotBeCopied()
    {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(*result);
        QCOMPARE(*taken, 3);
    }

    void ofNothing()
    {
        const auto make = [](bool good) -> Result<void> {
            if (good)
                return {};
            return Error{ErrorCode::TimedOut, QStringLiteral("Late."), {}};
        };
        QVERIFY(make(true));
        QVERIFY(!make(false));
        QCOMPARE(make(false).error().code, ErrorCode::TimedOut);
    }
};

WINDSOCK_TEST(ResultTest)
#include "resulttest.moc"
