// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Conversation's cursor and capacity; RoundTrips' rule.
#include "core/chat/conversation.h"
#include "core/chat/roundtrips.h"
#include "tests/support/testregistry.h"

#include <QTest>

#include <thread>

using namespace windsock;
using namespace windsock::chat;
using namespace std::chrono_literals;

namespace {

Message text(const char* data)
{
    Message message;
    message.data = data;
    return message;
}

Monotonic at(std::chrono::microseconds time)
{
    return Monotonic(1h) + time;
}

} // namespace

class ConversationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cursor();
    void dropsTheOldest();
    void dropsTheLargest();
    void readersAndOneWriter();
    void replyToTheOnlyMessage();
    void severalOutstanding();
    void repliesThatNeverCome();
    void pongs();
};

void ConversationTest::cursor()
{
    Conversation conversation;
    QCOMPARE(conversation.since(1, 10).next, std::uint64_t(1));
    QCOMPARE(conversation.append(text("a"))->number, std::uint64_t(1));
    conversation.append(text("b"));
    conversation.append(text("c"));
    auto batch = conversation.since(1, 2);
    QCOMPARE(batch.messages.size(), std::size_t(2));
    QCOMPARE(batch.next, std::uint64_t(3));
    batch = conversation.since(batch.next, 2);
    QCOMPARE(batch.messages.size(), std::size_t(1));
    QCOMPARE(batch.messages[0]->data, std::string("c"));
    batch = conversation.since(batch.next, 2);
    QVERIFY(batch.messages.empty());
    QCOMPARE(batch.next, std::uint64_t(4));
    QCOMPARE(conversation.since(0, 10).messages.size(), std::size_t(3));
    QCOMPARE(conversation.since(99, 10).next, std::uint64_t(4));
}

void ConversationTest::dropsTheOldest()
{
    Conversation conversation(3);
    for (const char* data : {"a", "b", "c", "d", "e"})
        conversation.append(text(data));
    const auto batch = conversation.since(1, 10);
    QCOMPARE(batch.dropped, std::uint64_t(2));
    QCOMPARE(batch.messages.size(), std::size_t(3));
    QCOMPARE(batch.messages[0]->number, std::uint64_t(3));
    QCOMPARE(batch.messages[0]->data, std::string("c"));
    QCOMPARE(conversation.since(3, 10).dropped, std::uint64_t(0));
}

void ConversationTest::dropsTheLargest()
{
    Conversation conversation(100, 10);
    for (const char* text : {"12345", "67890", "abc", "a very long one"}) {
        Message message;
        message.data = text;
        conversation.append(std::move(message));
    }
    const auto batch = conversation.since(1, 100);
    QCOMPARE(batch.messages.size(), std::size_t(1)); // the newest, however long
    QCOMPARE(batch.messages.front()->data, std::string("a very long one"));
    QCOMPARE(batch.dropped, std::uint64_t(3));
}

void ConversationTest::readersAndOneWriter()
{
    constexpr std::uint64_t count = 20'000;
    Conversation conversation;
    std::thread writer([&] {
        for (std::uint64_t i = 0; i < count; ++i)
            conversation.append(text("x"));
    });
    std::uint64_t next = 1;
    bool inOrder = true;
    while (next <= count) {
        const auto batch = conversation.since(next, 100);
        for (std::size_t i = 0; i < batch.messages.size(); ++i)
            inOrder = inOrder && batch.messages[i]->number == next + i;
        next = batch.next;
    }
    writer.join();
    QVERIFY(inOrder);
}

void ConversationTest::replyToTheOnlyMessage()
{
    RoundTrips trips;
    QVERIFY(!trips.messageReceived(at(0us))); // a greeting
    trips.messageSent(at(10us));
    QCOMPARE(trips.messageReceived(at(250us)), std::optional(240us));
    QVERIFY(!trips.messageReceived(at(300us)));
    trips.messageSent(at(400us));
    QCOMPARE(trips.messageReceived(at(401us)), std::optional(1us));
}

void ConversationTest::severalOutstanding()
{
    RoundTrips trips;
    trips.messageSent(at(0us));
    trips.messageSent(at(5us));
    QVERIFY(!trips.messageReceived(at(10us)));
    QCOMPARE(trips.messageReceived(at(20us)), std::optional(15us)); // one is left
    trips.messageSent(at(30us));
    trips.clear();
    QVERIFY(!trips.messageReceived(at(40us)));
}

void ConversationTest::repliesThatNeverCome()
{
    RoundTrips trips;
    trips.messageSent(at(0us));
    trips.messageSent(at(1us));
    trips.messageSent(at(60s));
    QCOMPARE(trips.messageReceived(at(60s + 7us)), std::optional(7us));
    trips.messageSent(at(100s));
    QCOMPARE(trips.messageReceived(at(200s)), std::optional<microseconds>(100s)); // slow, but the only one
}

void ConversationTest::pongs()
{
    RoundTrips trips;
    QVERIFY(!trips.pongReceived("unasked", at(0us)));
    trips.pingSent("a", at(0us));
    trips.pingSent("b", at(1us));
    trips.pingSent("a", at(2us));
    trips.messageSent(at(2us));
    QCOMPARE(trips.pongReceived("b", at(11us)), std::optional(10us));
    QCOMPARE(trips.pongReceived("a", at(12us)), std::optional(10us));
    QVERIFY(!trips.pongReceived("a", at(13us)));
    QCOMPARE(trips.messageReceived(at(14us)), std::optional(12us));
}

WINDSOCK_TEST(ConversationTest)
#include "conversationtest.moc"
