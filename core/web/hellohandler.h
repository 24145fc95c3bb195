// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HelloHandler: `/hello-tornado`, a page whose form chats with the server it came from. On the request's I/O thread.
#pragma once

#include "core/web/page.h"
#include "core/web/requesthandler.h"

#include <memory>

namespace windsock::web {

class HelloHandler final : public RequestHandler
{
public:
    HelloHandler(Exchange& exchange, std::shared_ptr<const Page> page)
        : RequestHandler(exchange)
        , m_page(std::move(page))
    {
    }

private:
    void get() override { respondWith(*m_page); }

    std::shared_ptr<const Page> m_page;
};

} // namespace windsock::web
