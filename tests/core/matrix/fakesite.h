// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// FakeSite: a Site that a test has written: what its backend is like, whether its WebSocket answers and its pages are
// there. Made on the thread of whoever is tested.
#pragma once

#include "core/backend/demo/demobackend.h"
#include "core/matrix/site.h"
#include "core/web/exchange.h"
#include "core/web/requesthandler.h"
#include "tests/core/web/testsite.h"

#include <optional>

namespace windsock::test {

struct SiteScript
{
    backend::BackendStatus status; ///< fine, unless it says otherwise
    bool echo = true;              ///< else the WebSocket is a page
    bool pages = true;             ///< else each is 500, with a traceback
    std::string prints;            ///< before it is up
    std::optional<Error> error;    ///< of start()
    std::function<void()> started; ///< is told
    std::function<void()> asked;   ///< is told of each page, on an I/O thread
};

class FailingHandler final : public web::RequestHandler
{
public:
    using RequestHandler::RequestHandler;

private:
    void get() override
    {
        exchange().note(journal::Level::Error, journal::Channel::Traceback,
                        "Traceback (most recent call last):\n  File \"views.py\", line 1, in f\nValueError: of a view");
        respondError(500);
    }
    void post() override { respondError(500); }
};

class FakeSite final : public matrix::Site
{
public:
    explicit FakeSite(SiteScript script)
        : m_script(std::move(script))
        , m_site([this](TestSite& site) { return routes(site); })
    {
    }

    Result<QUrl> start() override
    {
        if (m_script.started)
            m_script.started();
        if (m_script.error)
            return *m_script.error;
        if (!m_script.prints.empty())
            m_site.journal.note(journal::Level::Info, journal::Channel::Stdout, m_script.prints);
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_site.port()));
    }
    backend::BackendStatus status() const override { return m_script.status; }
    const journal::Journal& journal() const override { return m_site.journal; }

private:
    std::vector<web::Route> routes(TestSite& site)
    {
        site.backend = std::make_shared<backend::DemoBackend>();
        const web::HandlerFactory demo = fallbackFactory(site.backend);
        const auto page = [this, demo](web::Exchange& exchange,
                                       const web::Captures& captures) -> std::unique_ptr<web::RequestHandler> {
            if (m_script.asked)
                m_script.asked();
            if (!m_script.pages)
                return std::make_unique<FailingHandler>(exchange);
            return demo(exchange, captures);
        };
        return {route("/hello-tornado", helloFactory()),
                route("/ws/hello-tornado", m_script.echo ? echoFactory() : helloFactory()),
                route(".*", page, journal::Source::Wsgi)};
    }

    const SiteScript m_script;
    TestSite m_site;
};

} // namespace windsock::test
