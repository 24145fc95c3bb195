// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MessageModel and its delegate: rows, cells, the bound on how many are kept, wrapping.
#include "ui/chat/messagemodel.h"
#include "tests/support/testregistry.h"
#include "ui/chat/messagedelegate.h"
#include "ui/chat/messagetable.h"
#include "ui/chat/messagetext.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace Qt::StringLiterals;
using chat::Direction;
using chat::Kind;

namespace {

std::shared_ptr<const chat::Message> message(Direction direction, Kind kind, std::string data, int us = 0)
{
    auto result = std::make_shared<chat::Message>();
    result->direction = direction;
    result->kind = kind;
    result->data = std::move(data);
    result->time = Monotonic(std::chrono::seconds(9)) + microseconds(us);
    return result;
}

QString cell(const MessageModel& model, int row, MessageColumn column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

} // namespace

class MessageModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cellsSayWhatHappened();
    void closesSayWho();
    void aBatchIsOneInsertion();
    void onlySoManyAreKept();
    void longTextsGetMoreLines();
};

void MessageModelTest::cellsSayWhatHappened()
{
    MessageModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto reply = std::make_shared<chat::Message>(*message(Direction::Received, Kind::Text, "You said: a\nb", 1'310));
    reply->roundTrip = microseconds(310);
    model.append({message(Direction::Sent, Kind::Text, "a\nb", 1'000), reply});
    QCOMPARE(cell(model, 0, MessageColumn::Direction), u"▲"_s);
    QCOMPARE(cell(model, 0, MessageColumn::Since), QString());
    QCOMPARE(cell(model, 0, MessageColumn::RoundTrip), QString());
    QCOMPARE(cell(model, 1, MessageColumn::Direction), u"▼"_s);
    QCOMPARE(cell(model, 1, MessageColumn::Text), u"You said: a⏎b"_s);
    QCOMPARE(cell(model, 1, MessageColumn::Size), u"13 B"_s);
    QCOMPARE(cell(model, 1, MessageColumn::Since), u"+0.31 ms"_s);
    QCOMPARE(cell(model, 1, MessageColumn::RoundTrip), u"0.31 ms"_s);
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"round trip 310 µs"_s));
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"sent"_s);
}

void MessageModelTest::closesSayWho()
{
    chat::Message close = *message(Direction::Received, Kind::Close, "bye");
    close.code = 1001;
    QCOMPARE(messageLine(close), u"The server closed: 1001 going away · bye"_s);
    close.direction = Direction::Sent;
    close.code = 4000;
    close.data.clear();
    QCOMPARE(messageLine(close), u"You closed: 4000"_s);
    QCOMPARE(messageLine(*message(Direction::Sent, Kind::Binary, std::string("\0\xff", 2))), u"00 ff"_s);
}

void MessageModelTest::aBatchIsOneInsertion()
{
    MessageModel model;
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(MessageModel::Rows(5'000, message(Direction::Sent, Kind::Text, "x")));
    model.append({});
    QCOMPARE(inserted.size(), 1);
}

void MessageModelTest::onlySoManyAreKept()
{
    MessageModel model(100);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (int i = 0; i < 250; ++i)
        model.append({message(Direction::Sent, Kind::Text, std::to_string(i))});
    QVERIFY(model.rowCount() <= 100);
    QCOMPARE(cell(model, model.rowCount() - 1, MessageColumn::Text), u"249"_s);
}

void MessageModelTest::longTextsGetMoreLines()
{
    const Theme theme(ThemeChoice::Light);
    MessageModel model;
    MessageTable table(model, theme, nullptr);
    table.resize(500, 200);
    table.show();
    model.append({message(Direction::Sent, Kind::Text, "short"),
                  message(Direction::Sent, Kind::Text, std::string(100, 'w')),
                  message(Direction::Sent, Kind::Text, std::string(5'000, 'w'))});
    table.fitRows(0);
    QCOMPARE(table.rowHeight(0), table.verticalHeader()->defaultSectionSize());
    QVERIFY(table.rowHeight(1) > table.rowHeight(0));
    const int most = table.rowHeight(0) + (MessageDelegate::mostLines - 1) * QFontMetrics(theme.mono()).lineSpacing();
    QCOMPARE(table.rowHeight(2), most);
    QVERIFY(!table.grab().isNull());
}

WINDSOCK_TEST(MessageModelTest)
#include "messagemodeltest.moc"
