// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeResponder: keeps what an exchange answers. The thread of its exchange only; owned by the test.
#pragma once

#include "core/backend/backend.h"

#include <string>

namespace windsock::backend::demo {

class FakeResponder final : public Responder
{
public:
    int leases = 0;
    int answers = 0;
    int status = 0; ///< of the answer or the failure
    bool hasFailed = false;
    bool bodyWanted = false;
    http::Headers headers;
    std::string body; ///< or the reason of the failure

    void leased() override { ++leases; }
    void respond(http::ResponseHead head, std::string_view text) override
    {
        ++answers;
        status = head.status;
        headers = std::move(head.headers);
        body = text;
    }
    void responseHead(http::ResponseHead, std::optional<std::uint64_t>) override { ++answers; }
    void responseBody(std::string_view) override {}
    void responseEnded() override {}
    void failed(int code, const std::string& reason) override
    {
        ++answers;
        status = code;
        hasFailed = true;
        body = reason;
    }
    void protocolSwitched(http::ResponseHead, http::DetachedStream) override { ++answers; }
    std::size_t unsent() const override { return 0; }
    void pauseRequest(bool on) override { bodyWanted = !on; }
};

} // namespace windsock::backend::demo
