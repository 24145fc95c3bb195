// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatPane: shows what is said, follows or stays, opens refusals, finds, refuses wrong addresses at their field.
#include "ui/chat/chatpane.h"
#include "tests/support/testregistry.h"
#include "tests/ui/fakes.h"
#include "ui/chat/chatsession.h"
#include "ui/chat/messagedetail.h"
#include "ui/chat/messageeditor.h"
#include "ui/chat/messagemodel.h"
#include "ui/chat/messagetable.h"
#include "ui/pulse.h"
#include "ui/widgets/followkeeper.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace windsock;
using namespace windsock::ui;
using namespace windsock::ui::test;
using namespace Qt::StringLiterals;
using chat::Direction;
using chat::Kind;

class ChatPaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aMessageIsSentAndShown();
    void whatIsReadStays();
    void columnsMakeWayForWhatIsSaid();
    void aRefusalOpens();
    void wrongAddressesStandAtTheField();
    void findGoesBackwards();

private:
    template <class Widget>
    Widget* find(const char* name)
    {
        return m_pane->findChild<Widget*>(QLatin1String(name));
    }
    int rows() { return m_pane->model().rowCount(); }

    FakeServer m_server;
    RoundTrips m_trips;
    FakeLink* m_link = nullptr;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_hidden;
    std::unique_ptr<ChatPane> m_pane;
};

void ChatPaneTest::init()
{
    m_theme = std::make_unique<Theme>(ThemeChoice::Light);
    m_hidden = std::make_unique<QWidget>();
    auto link = std::make_unique<FakeLink>();
    m_link = link.get();
    m_pane =
        std::make_unique<ChatPane>(std::move(link), m_server, m_trips, *m_theme, *new Pulse(m_hidden.get()), nullptr);
    m_pane->resize(500, 320);
    m_pane->show();
    (void)QTest::qWaitForWindowExposed(m_pane.get());
    QTRY_VERIFY(!m_link->opened.empty());
    m_pane->tick();
    m_pane->tick();
}

void ChatPaneTest::cleanup()
{
    m_pane.reset();
    m_hidden.reset();
}

void ChatPaneTest::aMessageIsSentAndShown()
{
    QCOMPARE(rows(), 3); // connected, hello, reply
    QCOMPARE(find<QLineEdit>("chatUrl")->text(), u"ws://127.0.0.1:8000/ws/hello-tornado"_s);
    auto* editor = find<MessageEditor>("messageEditor");
    QTest::keyClicks(editor, u"ping me"_s);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    m_pane->tick();
    QCOMPARE(rows(), 5);
    QCOMPARE(m_link->sent.last(), u"ping me"_s);
    QVERIFY(find<QLabel>("chatState")->text().startsWith(u"open 00:0"_s));
    m_link->now = chat::ChatState::Closed;
    m_pane->tick();
    QVERIFY(!find<QPushButton>("sendMessage")->isEnabled());
    QCOMPARE(find<QPushButton>("chatConnect")->accessibleName(), u"Connect"_s);
}

void ChatPaneTest::columnsMakeWayForWhatIsSaid()
{
    auto* table = find<MessageTable>("messageTable");
    const auto hidden = [table](MessageColumn column) { return table->isColumnHidden(static_cast<int>(column)); };
    m_pane->resize(600, 400);
    QTRY_VERIFY(!hidden(MessageColumn::Size) && !hidden(MessageColumn::Since) && !hidden(MessageColumn::RoundTrip));
    m_pane->resize(320, 400);
    QTRY_VERIFY(hidden(MessageColumn::Since));
    QVERIFY(table->columnWidth(static_cast<int>(MessageColumn::Text)) > 100);
    m_pane->resize(600, 400);
    QTRY_VERIFY(!hidden(MessageColumn::Since));
    QVERIFY(hidden(MessageColumn::Time)); // never asked for
}

void ChatPaneTest::whatIsReadStays()
{
    for (int i = 0; i < 100; ++i)
        m_link->say(Direction::Received, Kind::Text, std::string(std::size_t(i), 'x'));
    m_pane->tick();
    auto* table = find<MessageTable>("messageTable");
    QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 3);
    const int top = table->rowAt(0);
    for (int i = 0; i < 7; ++i)
        m_link->say(Direction::Received, Kind::Text, "new");
    m_pane->tick();
    QCoreApplication::processEvents();
    QCOMPARE(table->rowAt(0), top);
    QCOMPARE(m_pane->follow().unseen(), 7);
    QTest::keyClick(table, Qt::Key_End);
    QVERIFY(m_pane->follow().isFollowing());
}

void ChatPaneTest::aRefusalOpens()
{
    chat::Message refused;
    refused.kind = Kind::Refused;
    refused.data = "The server answered 403 Forbidden: leave Origin empty.";
    refused.response = http::ResponseHead{403, {}, {{"Server", "TornadoServer/6.5"}}};
    refused.responseBody = "Cross origin websockets not allowed";
    m_link->talk.append(refused);
    m_pane->tick();
    auto* detail = find<MessageDetail>("messageDetail");
    QVERIFY(detail->isVisible());
    QStringList texts;
    for (const QLabel* label : detail->findChildren<QLabel*>())
        texts += label->text();
    QVERIFY(texts.contains(u"HTTP/1.1 403 Forbidden"_s));
    QVERIFY(texts.contains(u"The server answered 403 Forbidden: leave Origin empty."_s));
    QTest::keyClick(detail, Qt::Key_Escape);
    QVERIFY(!detail->isVisible());
}

void ChatPaneTest::wrongAddressesStandAtTheField()
{
    const auto before = m_link->opened.size();
    auto* url = find<QLineEdit>("chatUrl");
    url->setText(u"http://127.0.0.1:8000/"_s);
    QTest::keyClick(url, Qt::Key_Return);
    QVERIFY(find<QLabel>("chatUrlError")->isVisible());
    QCOMPARE(m_link->opened.size(), before);
    url->setText(u"ws://127.0.0.1:8000/other"_s);
    QTest::keyClick(url, Qt::Key_Return);
    QVERIFY(!find<QLabel>("chatUrlError")->isVisible());
    QCOMPARE(m_link->opened.back().url, u"ws://127.0.0.1:8000/other"_s);
}

void ChatPaneTest::findGoesBackwards()
{
    for (const char* text : {"alpha 1", "beta", "alpha 2"})
        m_link->say(Direction::Received, Kind::Text, text);
    m_pane->tick();
    m_pane->openFind();
    auto* text = find<QLineEdit>("chatFindText");
    auto* table = find<MessageTable>("messageTable");
    text->setText(u"^alpha \\d"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(table->currentIndex().row(), rows() - 1);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(table->currentIndex().row(), rows() - 3);
    QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(table->currentIndex().row(), rows() - 1);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!text->isVisible());
}

WINDSOCK_TEST(ChatPaneTest)
#include "chatpanetest.moc"
