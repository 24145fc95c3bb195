// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gate: a route whose answers wait until the test lets them go; the handlers live on their I/O threads, the gate's
// methods are for the test's thread. A client that leaves takes its handler out of the gate.
#pragma once

#include "core/web/exchange.h"
#include "core/web/ioserver.h"
#include "core/web/requesthandler.h"

#include <mutex>
#include <set>
#include <string>

namespace windsock::test {

class Gate
{
public:
    web::HandlerFactory factory()
    {
        return
            [this](web::Exchange& exchange, const web::Captures&) { return std::make_unique<Held>(exchange, *this); };
    }

    std::size_t waiting() const
    {
        const std::lock_guard lock(m_mutex);
        return m_held.size();
    }

    /// Answers all that wait, each on its own thread.
    void letGo(const std::string& body)
    {
        const std::lock_guard lock(m_mutex);
        for (Held* held : m_held)
            held->loop().addCallback([this, held, body] { answer(held, body); });
    }

private:
    class Held final : public web::RequestHandler
    {
    public:
        Held(web::Exchange& exchange, Gate& gate)
            : RequestHandler(exchange)
            , m_gate(gate)
        {
        }
        ~Held() override { m_gate.remove(this); }

        net::IoLoop& loop() const { return exchange().server().loop(); }
        void answer(const std::string& body) { exchange().respond({200, {}, {{"Content-Type", "text/plain"}}}, body); }

    private:
        void get() override { m_gate.add(this); }
        void post() override { m_gate.add(this); }

        Gate& m_gate;
    };

    void add(Held* held)
    {
        const std::lock_guard lock(m_mutex);
        m_held.insert(held);
    }
    bool remove(Held* held)
    {
        const std::lock_guard lock(m_mutex);
        return m_held.erase(held) > 0;
    }
    /// On the handler's thread, where alone it can go away.
    void answer(Held* held, const std::string& body)
    {
        if (remove(held))
            held->answer(body);
    }

    mutable std::mutex m_mutex;
    std::set<Held*> m_held; // guarded by m_mutex
};

} // namespace windsock::test
