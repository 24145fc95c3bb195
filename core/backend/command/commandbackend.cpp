// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/command/commandbackend.h"

#include "core/backend/proxy/proxylink.h"

namespace windsock::backend {

CommandBackend::CommandBackend(CommandOptions options, journal::Journal& journal)
    : m_name(options.command.line())
    , m_answerLimit(options.answerLimit)
    , m_thread(QStringLiteral("command"))
    , m_retry(m_thread.loop(), [this] {
        if (m_runner)
            m_runner->retry();
    })
{
    m_broker.setRetry([this] { m_retry.post(); });
    m_runner = m_thread.call([&] {
        return std::make_unique<CommandRunner>(m_thread.loop(), std::move(options), m_broker, m_status, journal);
    });
    m_thread.call([this] { m_runner->start(); });
}

CommandBackend::~CommandBackend()
{
    m_thread.call([this] { m_runner.reset(); });
}

std::unique_ptr<BackendLink> CommandBackend::link(net::IoLoop& loop)
{
    Upstream upstream;
    upstream.name = m_name;
    upstream.answerLimit = m_answerLimit;
    return std::make_unique<ProxyLink>(loop, std::move(upstream), &m_broker);
}

} // namespace windsock::backend
