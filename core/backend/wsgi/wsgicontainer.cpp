// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/wsgicontainer.h"

#include "core/backend/wsgi/blockinglink.h"
#include "core/backend/wsgi/wsgilink.h"

namespace windsock::backend {

namespace {

QStringList argumentsOf(const WsgiOptions& options)
{
    QStringList arguments;
    if (options.djangoSettings.empty())
        arguments << QStringLiteral("--app") << QString::fromStdString(options.application);
    else
        arguments << QStringLiteral("--django") << QString::fromStdString(options.djangoSettings);
    arguments << QStringLiteral("--chdir") << options.folder;
    for (const std::string& path : options.paths)
        arguments << QStringLiteral("--path") << QString::fromStdString(path);
    arguments << QStringLiteral("--threads") << QString::number(options.threads);
    if (options.reload)
        arguments << QStringLiteral("--reload");
    if (options.migrate)
        arguments << QStringLiteral("--migrate");
    return arguments;
}

PoolOptions poolOptions(const WsgiOptions& options)
{
    PoolOptions pool;
    pool.command = {options.python, argumentsOf(options), options.folder, options.environment};
    pool.workers = options.workers;
    pool.threads = options.threads;
    pool.reload = options.reload;
    pool.name = options.name;
    return pool;
}

} // namespace

WsgiContainer::WsgiContainer(const WsgiOptions& options, journal::Journal& journal)
    : m_kind(options.kind)
    , m_onLoop(options.onLoop)
    , m_thread(QStringLiteral("wsgi"))
    , m_retry(m_thread.loop(), [this] {
        if (m_pool)
            m_pool->retry();
    })
{
    m_pool =
        m_thread.call([&] { return std::make_unique<WorkerPool>(poolOptions(options), m_broker, m_status, journal); });
    m_broker.setRetry([this] { m_retry.post(); });
    m_broker.setDeathTest(processHasDied);
    m_thread.call([this] { m_pool->start(); });
}

WsgiContainer::~WsgiContainer()
{
    m_thread.call([this] { m_pool.reset(); });
}

std::unique_ptr<BackendLink> WsgiContainer::link(net::IoLoop& loop)
{
    if (m_onLoop)
        return std::make_unique<BlockingLink>(loop, m_broker, *m_onLoop);
    return std::make_unique<WsgiLink>(loop, m_broker);
}

} // namespace windsock::backend
