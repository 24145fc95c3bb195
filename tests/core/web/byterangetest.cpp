// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One Range field against a file's size, as a table.
#include "core/web/byterange.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace windsock::web;

namespace {

QByteArray described(const ByteRange& range)
{
    switch (range.verdict) {
    case ByteRange::Verdict::Whole:
        return "whole " + QByteArray::number(quint64(range.length));
    case ByteRange::Verdict::Part:
        return QByteArray::number(quint64(range.first)) + "+" + QByteArray::number(quint64(range.length));
    case ByteRange::Verdict::Unsatisfiable:
        return "unsatisfiable";
    }
    return {};
}

} // namespace

class ByteRangeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
};

void ByteRangeTest::table_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<QByteArray>("range");
    const auto row = [](const char* field, quint64 size, const char* range) {
        QTest::addRow("%s of %llu", field, static_cast<unsigned long long>(size))
            << QByteArray(field) << size << QByteArray(range);
    };
    row("", 10, "whole 10");
    row("", 0, "whole 0");
    row("bytes=0-9", 10, "0+10");
    row("bytes=0-0", 10, "0+1");
    row("bytes=9-9", 10, "9+1");
    row("bytes=3-5", 10, "3+3");
    row("bytes=3-", 10, "3+7");
    row("bytes=0-", 10, "0+10");
    row("bytes=3-100", 10, "3+7");
    row("bytes=0-18446744073709551615", 10, "0+10");
    row("bytes=-1", 10, "9+1");
    row("bytes=-10", 10, "0+10");
    row("bytes=-100", 10, "0+10");
    row("bytes=10-", 10, "unsatisfiable");
    row("bytes=10-12", 10, "unsatisfiable");
    row("bytes=18446744073709551615-", 10, "unsatisfiable");
    row("bytes=-0", 10, "unsatisfiable");
    row("bytes=0-", 0, "unsatisfiable");
    row("bytes=-5", 0, "unsatisfiable");
    // Not understood, or several: the whole is a right answer (RFC 9110 §14.2).
    row("bytes=5-3", 10, "whole 10");
    row("bytes=-", 10, "whole 10");
    row("bytes=", 10, "whole 10");
    row("bytes", 10, "whole 10");
    row("bytes=3", 10, "whole 10");
    row("bytes=a-b", 10, "whole 10");
    row("bytes=3-b", 10, "whole 10");
    row("bytes=--3", 10, "whole 10");
    row("bytes=+1-3", 10, "whole 10");
    row("bytes=1-2,4-5", 10, "whole 10");
    row("bytes=0x1-3", 10, "whole 10");
    row("lines=1-3", 10, "whole 10");
}

void ByteRangeTest::table()
{
    QFETCH(QByteArray, field);
    QFETCH(quint64, size);
    QTEST(described(parseRange(field.toStdString(), size)), "range");
}

WINDSOCK_TEST(ByteRangeTest)
#include "byterangetest.moc"
