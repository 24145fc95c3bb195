// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/chatclient.h"

#include "core/chat/session.h"
#include "core/net/iothread.h"

namespace windsock::chat {

/// `thread` apart, what stands below `recorder` is the client thread's own.
class ChatClient::Private
{
public:
    using Job = std::function<void(Session&)>;

    /// Any job for the session: now when it is open, after the handshake when it is on its way, else never.
    void post(Job job)
    {
        if (thread)
            thread->loop().addCallback([this, job = std::move(job)]() mutable { perform(std::move(job)); });
    }

    void perform(Job job)
    {
        if (recorder.state() == ChatState::Connecting)
            early.push_back(std::move(job));
        else if (session)
            job(*session);
    }

    void open(const ChatAddress& address, const ChatOptions& options)
    {
        session.reset();
        early.clear();
        recorder.setState(ChatState::Connecting);
        const Session::Context context{thread->loop(), recorder, address, options, [this] { runEarly(); }};
        session = options.kind == ClientKind::Own ? makeOwnSession(context) : makeQtSession(context);
        session->start();
    }

    void runEarly()
    {
        for (Job& job : std::exchange(early, {}))
            job(*session);
    }

    Recorder recorder;
    std::unique_ptr<net::IoThread> thread; // of the owner's thread; made by the first open()
    std::unique_ptr<Session> session;
    std::vector<Job> early;
};

ChatClient::ChatClient()
    : d(std::make_unique<Private>())
{
}

ChatClient::~ChatClient()
{
    if (!d->thread)
        return;
    d->thread->call([this] {
        d->recorder.setNotify({}); // whoever was told may be half gone by now
        d->session.reset();
    });
    d->thread.reset();
}

Result<void> ChatClient::open(const ChatOptions& options)
{
    const auto address = checkOptions(options);
    if (!address)
        return address.error();
    if (!d->thread)
        d->thread = std::make_unique<net::IoThread>(QStringLiteral("chat"));
    d->recorder.setState(ChatState::Connecting);
    d->thread->loop().addCallback([this, address = *address, options] { d->open(address, options); });
    return {};
}

void ChatClient::sendText(const QString& text)
{
    d->post([data = text.toStdString()](Session& session) { session.sendText(data); });
}

void ChatClient::sendBinary(const QByteArray& data)
{
    d->post([data](Session& session) {
        session.sendBinary({data.constData(), static_cast<std::size_t>(data.size())});
    });
}

void ChatClient::ping(const QByteArray& payload)
{
    d->post([payload](Session& session) {
        session.ping({payload.constData(), static_cast<std::size_t>(payload.size())});
    });
}

void ChatClient::pong(const QByteArray& payload)
{
    d->post([payload](Session& session) {
        session.pong({payload.constData(), static_cast<std::size_t>(payload.size())});
    });
}

void ChatClient::close(std::uint16_t code, const QString& reason)
{
    if (!d->thread)
        return;
    // Not one of the jobs that wait for the handshake: an attempt can be given up.
    d->thread->loop().addCallback([this, code, text = reason.toStdString()] {
        if (d->session)
            d->session->close(code, text);
    });
}

ChatState ChatClient::state() const
{
    return d->recorder.state();
}

const Conversation& ChatClient::conversation() const
{
    return d->recorder.conversation();
}

void ChatClient::setNotify(std::function<void()> notify)
{
    d->recorder.setNotify(std::move(notify));
}

} // namespace windsock::chat
