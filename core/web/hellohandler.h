// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HelloHandler: `/hello-tornado`, a page whose form chats with the server it came from. On the request's I/O thread.
#pragma once

#include "core/web/requesthandler.h"

#include <memory>
#include <string>

namespace windsock::web {

class HelloHandler final : public RequestHandler
{
public:
    /// `page` is HTML in UTF-8.
    HelloHandler(Exchange& exchange, std::shared_ptr<const std::string> page)
        : RequestHandler(exchange)
        , m_page(std::move(page))
    {
    }

private:
    void get() override { respondWithEtag("text/html; charset=UTF-8", *m_page); }

    std::shared_ptr<const std::string> m_page;
};

} // namespace windsock::web
