// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ChatPane: talk to a WebSocket server: where to, every message a row, what went wrong in full, what to say next.
// GUI thread; owned by the console page.
#pragma once

#include "ui/chat/chatlink.h"
#include "ui/widgets/pane.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace windsock::ui {

class ChatOptionsPopover;
class ChatSession;
class Dot;
class EmptyState;
class FindBar;
class FollowKeeper;
class MessageDetail;
class MessageEditor;
class MessageModel;
class MessageTable;
class Pulse;
class RoundTrips;
class ServerControl;

class ChatPane : public Pane
{
    Q_OBJECT
public:
    ChatPane(std::unique_ptr<ChatLink> link, ServerControl& server, RoundTrips& roundTrips, const Theme& theme,
             Pulse& pulse, QWidget* parent);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    void openFind();
    void focusEditor();
    FollowKeeper& follow() { return *m_keeper; }
    MessageModel& model() { return *m_model; }
    ChatSession& session() { return *m_session; }
    void tick();

private:
    void buildHead();
    QWidget* buildBody();
    QWidget* buildAddress();
    QWidget* buildList();
    QWidget* buildComposer();
    void wire();
    void toggleConnection();
    void connectNow();
    void send();
    void showState();
    QString stateText() const;
    void showDetail(bool open);
    void showCurrent();
    void noticeRefusal(int firstRow);
    void tint();

    const Theme& m_look;
    ChatSession* m_session;
    MessageModel* m_model;
    MessageTable* m_table = nullptr;
    FollowKeeper* m_keeper = nullptr;
    Dot* m_dot = nullptr;
    QLabel* m_state = nullptr;
    QLineEdit* m_url = nullptr;
    QLabel* m_urlError = nullptr;
    QToolButton* m_options = nullptr;
    ChatOptionsPopover* m_popover = nullptr;
    QPushButton* m_connect = nullptr;
    QSplitter* m_splitter = nullptr;
    MessageDetail* m_detail = nullptr;
    FindBar* m_find = nullptr;
    EmptyState* m_empty = nullptr;
    MessageEditor* m_editor = nullptr;
    QPushButton* m_send = nullptr;
};

} // namespace windsock::ui
