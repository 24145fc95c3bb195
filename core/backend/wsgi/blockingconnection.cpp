// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/blockingconnection.h"

#include "core/backend/wsgi/workerrequest.h"
#include "core/base/clock.h"
#include "core/http/responseparser.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

namespace windsock::backend {

using Kind = http::ParseEvent::Kind;

namespace {

constexpr std::chrono::milliseconds stopLook{50}; // a stop request wakes nobody: it is looked for
constexpr std::size_t piece = 64 * 1024;

Error brokenBy(int error)
{
    return {
        ErrorCode::Closed,
        QStringLiteral("The connection broke: %1.").arg(QString::fromStdString(std::generic_category().message(error))),
        {}};
}

bool isTemporary(int error)
{
    return error == EAGAIN || error == EINTR;
}

/// One request and its answer.
class Asking
{
public:
    Asking(int socket, std::string_view head, const Spool& body, bool toHead)
        : m_socket(socket)
        , m_request(head)
        , m_body(body)
        , m_toHead(toHead)
        , m_parser(workerLimits, toHead)
    {
    }

    Result<WorkerAnswer> run(const BlockingLimit& limit);

private:
    bool sending() const { return m_takesMore && (m_sent < m_request.size() || m_spoolRead < m_body.size()); }
    void wait(std::chrono::milliseconds longest);
    void send();
    void refill();
    void receive();
    void parse();
    void handle(const http::ParseEvent& event);
    void answerEnded();
    void fail(Error error);

    const int m_socket;
    std::string m_request;  // what is being sent: the head, then piece by piece the body
    std::size_t m_sent = 0; // of m_request
    const Spool& m_body;
    std::uint64_t m_spoolRead = 0;
    bool m_takesMore = true; // else the worker reads no more, and may have answered all the same
    const bool m_toHead;
    http::ResponseParser m_parser;
    std::string m_input;
    WorkerAnswer m_answer;
    bool m_done = false;
    std::optional<Error> m_error;
};

Result<WorkerAnswer> Asking::run(const BlockingLimit& limit)
{
    const Monotonic until = MonotonicClock::now() + limit.time;
    send();
    while (!m_done && !m_error) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - MonotonicClock::now());
        if (limit.stop.stop_requested())
            fail({ErrorCode::Closed, QStringLiteral("Nobody waits for it any more."), {}});
        else if (left.count() <= 0)
            fail({ErrorCode::TimedOut, QStringLiteral("It was not there within %1 ms.").arg(limit.time.count()), {}});
        else
            wait(std::min(left, stopLook));
    }
    if (m_error)
        return *m_error;
    return std::move(m_answer);
}

/// Both ways at once: a worker may answer before it has read all.
void Asking::wait(std::chrono::milliseconds longest)
{
    pollfd ready{m_socket, POLLIN, 0};
    if (sending())
        ready.events |= POLLOUT;
    if (::poll(&ready, 1, static_cast<int>(longest.count())) <= 0)
        return;
    if (ready.revents & POLLOUT)
        send();
    if (ready.revents & (POLLIN | POLLHUP | POLLERR))
        receive();
}

void Asking::send()
{
    while (sending()) {
        if (m_sent == m_request.size())
            refill();
        const ssize_t sent = ::send(m_socket, m_request.data() + m_sent, m_request.size() - m_sent, MSG_NOSIGNAL);
        if (sent > 0)
            m_sent += static_cast<std::size_t>(sent);
        else if (errno == EAGAIN || m_error)
            return;
        else if (errno != EINTR)
            m_takesMore = false;
    }
}

void Asking::refill()
{
    m_request.resize(piece);
    const std::size_t got = m_body.read(m_spoolRead, m_request);
    m_request.resize(got);
    m_sent = 0;
    m_spoolRead += got;
    if (got == 0)
        fail({ErrorCode::Failed, QStringLiteral("The spooled upload could not be read back."), {}});
}

void Asking::receive()
{
    std::array<char, piece> buffer;
    const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_input.append(buffer.data(), static_cast<std::size_t>(got));
        return parse();
    }
    if (got < 0 && isTemporary(errno))
        return;
    if (got < 0)
        return fail(brokenBy(errno));
    handle(m_parser.parseEnd());
    m_answer.reusable = false;
}

void Asking::parse()
{
    std::size_t used = 0;
    while (!m_done && !m_error) {
        const http::ParseEvent event = m_parser.parse(std::string_view(m_input).substr(used));
        used += event.consumed;
        if (event.kind == Kind::NeedMore && event.consumed == 0)
            break;
        handle(event);
    }
    m_input.erase(0, used);
    m_answer.reusable = m_answer.reusable && m_input.empty();
}

void Asking::handle(const http::ParseEvent& event)
{
    switch (event.kind) {
    case Kind::NeedMore:
        break;
    case Kind::Head:
        m_answer.head = m_parser.takeHead();
        m_answer.framing = m_parser.framing();
        break;
    case Kind::Body:
        m_answer.body.append(event.body);
        if (m_answer.body.size() > BlockingConnection::largestBody)
            fail({ErrorCode::Invalid,
                  QStringLiteral("It was over %1 MiB.").arg(BlockingConnection::largestBody >> 20),
                  {}});
        break;
    case Kind::End:
        answerEnded();
        break;
    case Kind::Refused:
        fail({ErrorCode::Invalid, QString::fromStdString(m_parser.refusal().reason), {}});
        break;
    }
}

void Asking::answerEnded()
{
    if (m_answer.head.status / 100 == 1) {
        m_parser = http::ResponseParser(workerLimits, m_toHead);
        return;
    }
    m_done = true;
    m_answer.reusable = m_parser.keepAlive() && !sending() && m_takesMore;
}

void Asking::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

} // namespace

BlockingConnection::BlockingConnection(net::FileDescriptor socket)
    : m_socket(std::move(socket))
{
}

Result<BlockingConnection> BlockingConnection::connect(const net::Endpoint& worker)
{
    net::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = std::min(worker.host.size(), sizeof address.sun_path - 1);
    std::copy_n(worker.host.begin(), length, address.sun_path);
    if (socket && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return BlockingConnection(std::move(socket));
    const int error = errno;
    const auto code = error == ENOENT         ? ErrorCode::NotFound
                      : error == ECONNREFUSED ? ErrorCode::Refused
                                              : ErrorCode::Failed;
    return Error{code, QString::fromStdString(std::generic_category().message(error)) + u'.', {}};
}

bool BlockingConnection::usable() const
{
    pollfd silent{m_socket.get(), POLLIN, 0};
    return ::poll(&silent, 1, 0) == 0;
}

Result<WorkerAnswer> BlockingConnection::ask(std::string_view head, const Spool& body, bool toHead,
                                             const BlockingLimit& limit)
{
    return Asking(m_socket.get(), head, body, toHead).run(limit);
}

} // namespace windsock::backend
