// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chatpane.h"

#include "ui/chat/chatoptionspopover.h"
#include "ui/chat/chatsession.h"
#include "ui/chat/findbar.h"
#include "ui/chat/messagedetail.h"
#include "ui/chat/messageeditor.h"
#include "ui/chat/messagemodel.h"
#include "ui/chat/messagetable.h"
#include "ui/chat/messagetext.h"
#include "ui/format.h"
#include "ui/icon.h"
#include "ui/pulse.h"
#include "ui/widgets/dot.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/followkeeper.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using chat::ChatState;

ChatPane::ChatPane(std::unique_ptr<ChatLink> link, ServerControl& server, RoundTrips& roundTrips, const Theme& theme,
                   Pulse& pulse, QWidget* parent)
    : Pane(u"chatPane"_s, tr("WebSocket chat"), theme, parent)
    , m_look(theme)
    , m_session(new ChatSession(std::move(link), server, roundTrips, this))
    , m_model(new MessageModel(1'000'000, this))
{
    buildHead();
    setBody(buildBody());
    wire();
    connect(&pulse, &Pulse::rowsTicked, this, &ChatPane::tick);
    connect(&theme, &Theme::changed, this, &ChatPane::tint);
    tint();
    showState();
}

void ChatPane::buildHead()
{
    m_dot = new Dot(this);
    m_state = makeLabel({}, u"muted"_s, this);
    m_state->setObjectName(u"chatState"_s);
    head()->addWidget(m_dot);
    head()->addWidget(m_state, 1);
}

QWidget* ChatPane::buildBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildAddress());
    column->addWidget(buildList(), 1);
    column->addWidget(m_find);
    column->addWidget(buildComposer());
    return body;
}

QWidget* ChatPane::buildAddress()
{
    auto* box = new QWidget(this);
    m_url = new QLineEdit(box);
    nameWidget(m_url, u"chatUrl"_s, tr("WebSocket address"), tr("ws[s]://HOST:PORT/PATH; Return connects"));
    m_url->setPlaceholderText(tr("ws://HOST:PORT/PATH"));
    m_url->setFont(m_look.mono());
    m_options = makeIconButton(u"chatOptionsButton"_s,
                               tr("Options of the connection: client, headers, subprotocols, origin"), box);
    m_popover = new ChatOptionsPopover(m_look, m_options);
    m_connect = makeButton({}, u"chatConnect"_s, {}, box);
    m_connect->setMinimumWidth(QFontMetrics(m_look.base()).horizontalAdvance(tr("Connect")) + 30);
    m_urlError = makeLabel({}, u"error"_s, box);
    m_urlError->setObjectName(u"chatUrlError"_s);
    m_urlError->setWordWrap(true);
    m_urlError->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_url, 1);
    row->addWidget(m_options);
    row->addWidget(m_connect);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(3);
    column->addLayout(row);
    column->addWidget(m_urlError);
    return box;
}

QWidget* ChatPane::buildList()
{
    m_table = new MessageTable(*m_model, m_look, this);
    m_keeper = new FollowKeeper(m_table);
    QToolButton* follow =
        makeChip(tr("Follow"), u"followChat"_s,
                 tr("Keep the newest message in sight; ends when you scroll or select (End takes it up again)"), this);
    m_keeper->bind(follow);
    head()->addWidget(follow);
    m_empty =
        new EmptyState(tr("No messages yet"),
                       tr("Every message appears here with its time, size and round trip. Connect, then type below."),
                       m_table->viewport());
    m_find = new FindBar(*m_model, *m_table, this);
    m_detail = new MessageDetail(m_look, this);
    m_detail->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"chatSplitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    return m_splitter;
}

QWidget* ChatPane::buildComposer()
{
    auto* strip = new QFrame(this);
    setLook(strip, "kind", u"strip"_s);
    m_editor = new MessageEditor(strip);
    m_send = makeButton(tr("Sen&d"), u"sendMessage"_s, tr("Send the message (Ctrl+Return)"), strip);
    setLook(m_send, "kind", u"primary"_s);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(10, 7, 10, 4);
    row->setSpacing(6);
    row->addWidget(m_editor, 1, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    return strip;
}

void ChatPane::wire()
{
    connect(m_session, &ChatSession::urlChanged, m_url,
            [this](const QString& url) { m_url->setText(url), m_url->setCursorPosition(0); });
    connect(m_url, &QLineEdit::textEdited, this, [this] { m_urlError->hide(), setLook(m_url, "wrong", u"false"_s); });
    connect(m_url, &QLineEdit::returnPressed, this, &ChatPane::connectNow);
    connect(m_options, &QToolButton::clicked, m_popover, &Popover::toggle);
    connect(m_popover, &ChatOptionsPopover::edited, this, &ChatPane::showState);
    connect(m_connect, &QPushButton::clicked, this, &ChatPane::toggleConnection);
    connect(m_editor, &MessageEditor::sendRequested, this, &ChatPane::send);
    connect(m_send, &QPushButton::clicked, this, &ChatPane::send);
    connect(m_table, &MessageTable::endPressed, this, [this] { m_keeper->setFollowing(true); });
    connect(m_table, &MessageTable::detailsWanted, this, [this] { showDetail(true); });
    connect(m_detail, &MessageDetail::closed, this, [this] { showDetail(false), m_table->setFocus(); });
    connect(m_find, &FindBar::closed, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid())
                    m_keeper->setFollowing(false);
                showCurrent();
            });
}

void ChatPane::tick()
{
    const ChatSession::Rows rows = m_session->pull();
    if (!rows.empty()) {
        const int first = m_model->rowCount();
        m_keeper->beginChange();
        m_model->append(rows);
        m_table->fitRows(std::min(first, m_model->rowCount()));
        m_keeper->endChange();
        m_empty->setVisible(m_model->rowCount() == 0);
        noticeRefusal(std::min(first, m_model->rowCount()));
    }
    showState();
}

/// A refusal is what one came for: it opens by itself, unless the user is reading something else.
void ChatPane::noticeRefusal(int firstRow)
{
    const int last = m_model->rowCount() - 1;
    if (last < firstRow || m_model->message(last).kind != chat::Kind::Refused || !m_keeper->isFollowing())
        return;
    m_detail->show(m_model->message(last));
    m_detail->setVisible(true);
    m_splitter->setSizes({m_splitter->height() / 4, m_splitter->height() * 3 / 4});
}

void ChatPane::toggleConnection()
{
    const ChatState state = m_session->state();
    if (state == ChatState::Open || state == ChatState::Connecting)
        m_session->closeNow();
    else
        connectNow();
}

void ChatPane::connectNow()
{
    Result<chat::ChatOptions> options = m_popover->options();
    if (!options) {
        m_popover->openAt();
        return;
    }
    options->url = m_url->text().trimmed();
    Result<void> result = chat::checkUrl(options->url);
    if (result) {
        m_session->setOptions(*options);
        result = m_session->connectNow();
    }
    setLook(m_url, "wrong", result ? u"false"_s : u"true"_s);
    m_urlError->setVisible(!result);
    if (!result)
        m_urlError->setText(result.error().sentence);
    m_detail->hide();
    m_keeper->setFollowing(true);
    showState();
}

void ChatPane::send()
{
    if (m_session->state() != ChatState::Open)
        return;
    const QString text = m_editor->takeForSending();
    if (text.isEmpty())
        return;
    m_session->send(text);
    m_keeper->setFollowing(true);
}

QString ChatPane::stateText() const
{
    const QString summary = m_popover->summary();
    const QString more = summary.isEmpty() ? QString() : u" · "_s + summary;
    switch (m_session->state()) {
    case ChatState::Connecting:
        return tr("connecting…") + more;
    case ChatState::Closing:
        return tr("closing…") + more;
    case ChatState::Closed:
        return tr("closed") + more;
    case ChatState::Open:
        break;
    }
    const auto since = m_session->openSince();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed(since, MonotonicClock::now()));
    return tr("open %1").arg(format::span(seconds)) + more;
}

void ChatPane::showState()
{
    const Colors& c = m_look.colors();
    const ChatState state = m_session->state();
    const bool open = state == ChatState::Open;
    m_dot->setColor(open ? c.ok : state == ChatState::Closed ? c.muted : c.warning);
    if (const QString text = stateText(); text != m_state->text())
        m_state->setText(text);
    const bool close = open || state == ChatState::Connecting;
    const QString word = close ? tr("Clos&e") : tr("C&onnect");
    if (m_connect->text() != word) {
        m_connect->setText(word);
        m_connect->setAccessibleName(close ? tr("Close the connection") : tr("Connect"));
        m_connect->setToolTip(close ? tr("Close the WebSocket with code 1000")
                                    : tr("Open the WebSocket (Return in the address)"));
    }
    m_connect->setEnabled(state != ChatState::Closing);
    m_send->setEnabled(open);
    if (m_send->toolTip().isEmpty() == open)
        m_send->setToolTip(open ? tr("Send the message (Ctrl+Return)") : QString());
}

void ChatPane::showDetail(bool open)
{
    m_detail->setVisible(open && m_table->currentIndex().isValid());
    showCurrent();
}

void ChatPane::showCurrent()
{
    if (m_detail->isVisible() && m_table->currentIndex().isValid())
        m_detail->show(m_model->message(m_table->currentIndex().row()));
}

void ChatPane::openFind()
{
    m_find->openUp();
}

void ChatPane::focusEditor()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void ChatPane::tint()
{
    m_options->setIcon(tintedIcon(u"options"_s, m_look.colors().muted));
    m_editor->setFont(m_look.mono());
    showState();
}

void ChatPane::save(QSettings& settings) const
{
    m_editor->save(settings);
    m_table->save(settings);
    m_popover->save(settings);
    settings.setValue(u"chat/splitter"_s, m_splitter->saveState());
}

void ChatPane::restore(const QSettings& settings)
{
    m_editor->restore(settings);
    m_table->restore(settings);
    m_popover->restore(settings);
    m_splitter->restoreState(settings.value(u"chat/splitter"_s).toByteArray());
}

} // namespace windsock::ui
