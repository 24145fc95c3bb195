// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DemoExchange: one request to the demo's polls, answered whole as soon as its body is there.
// Lives on its link's thread; owned by whoever opened it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/demo/router.h"
#include "core/base/result.h"

namespace windsock::backend {

class DemoLink;

class DemoExchange final : public BackendExchange
{
public:
    /// Bytes of a request's body; beyond them it is answered with 413.
    static constexpr std::size_t bodyLimit = 64 * 1024;

    DemoExchange(DemoLink& link, const BackendRequest& request, Responder& responder);

    void start() override;
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override {}

private:
    void answer();
    void perform(const demo::Action& action, std::string_view path);
    void showIndex();
    void showResults(std::int64_t question);
    void showDetail(std::int64_t question, std::string_view error);
    void vote(std::int64_t question);
    void sendFile(std::string_view path);
    void refuseBody();
    void redirect(int status, std::string_view location);
    void appendSlash();
    void refuseMethod(std::string_view allow);
    void showMissing();
    void fail(const Error& error);
    void reply(int status, std::string_view page);
    void respond(http::ResponseHead head, std::string_view body);

    DemoLink& m_link;
    Responder& m_responder;
    const http::RequestHead& m_head;
    const http::Framing m_framing;
    std::string m_body;
    bool m_answered = false;
};

} // namespace windsock::backend
