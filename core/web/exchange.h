// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Exchange: one request, its handler and its answer, on their way through the server. Tees both bodies to the journal
// and keeps the phase clock. Lives on its I/O thread, owned by its ServerConnection.
#pragma once

#include "core/http/serverconnection.h"
#include "core/journal/bodystore.h"
#include "core/journal/records.h"
#include "core/web/application.h"

#include <memory>
#include <optional>
#include <string>

namespace windsock::web {

class IoServer;

class Exchange final : public http::RequestDelegate
{
public:
    Exchange(IoServer& server, http::ServerConnection& connection, http::RequestHead head);
    ~Exchange() override;

    ExchangeId id() const { return m_begun->id; }
    const http::RequestHead& request() const { return m_begun->request; }
    const std::shared_ptr<const journal::Begun>& sharedBegun() const { return m_begun; }
    /// What was recorded; null before the answer.
    const std::shared_ptr<const journal::Outcome>& outcome() const { return m_outcome; }
    std::string_view scheme() const { return m_connection.scheme(); }
    http::Framing requestFraming() const { return m_connection.requestFraming(); }
    IoServer& server() { return m_server; }
    journal::Phases& phases() { return m_phases; }

    /// The whole answer at once.
    void respond(http::ResponseHead head, std::string_view body);
    /// The answer in pieces: see http::ServerConnection.
    void beginResponse(http::ResponseHead head, std::optional<std::uint64_t> length);
    void write(std::string_view body);
    void finish();
    void sendInterim(const http::ResponseHead& head) { m_connection.sendInterim(head); }
    bool responseBegun() const { return m_connection.responseBegun(); }
    std::size_t unsent() const { return m_connection.unsent(); }
    /// No answer, or no more of it: `status` when no head was sent, else the connection is cut. `reason` is for the
    /// log.
    void fail(int status, const std::string& reason);
    void pauseRequest(bool on);
    /// Switches to another protocol: writes the 101 and hands over the stream.
    void upgrade(const http::ResponseHead& head, std::function<void(http::DetachedStream)> taken);
    /// A remark at this exchange.
    void note(journal::Level level, journal::Channel channel, std::string text);

private:
    void start() override;
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override;
    void responseWritten() override;
    void connectionLost(const std::string& reason, const http::Refusal* refusal) override;

    enum class Ending { Answered, Cut };
    void record(int status, Ending ending);

    IoServer& m_server;
    http::ServerConnection& m_connection;
    std::shared_ptr<const Application> m_application; // keeps the route alive while routes are swapped
    const Route* m_route = nullptr;
    std::shared_ptr<const journal::Begun> m_begun;
    std::shared_ptr<const journal::Outcome> m_outcome;
    std::unique_ptr<RequestHandler> m_handler;
    journal::Phases m_phases;
    journal::Capture m_requestBody;
    journal::Capture m_responseBody;
    std::string m_failure;
    int m_status = 0;
    bool m_upgraded = false;
};

} // namespace windsock::web
