// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/wsgi/wsgicontainer.h"

#include "core/backend/wsgi/wsgilink.h"

#include <QFile>

namespace windsock::backend {

namespace {

constexpr auto workerResource = ":/windsock/python/wsgi_worker.py";

/// Python reads files, not Qt's resources.
QString unpackWorker(const QString& folder)
{
    QString path = folder + QStringLiteral("/wsgi_worker.py");
    QFile::copy(QString::fromLatin1(workerResource), path);
    return path;
}

QStringList argumentsOf(const WsgiOptions& options, const QString& script)
{
    QStringList arguments{script};
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

PoolOptions poolOptions(const WsgiOptions& options, const QString& folder)
{
    PoolOptions pool;
    pool.command = {options.python, argumentsOf(options, unpackWorker(folder)), options.folder, options.environment};
    pool.workers = options.workers;
    pool.threads = options.threads;
    pool.reload = options.reload;
    pool.name = options.name;
    pool.folder = folder;
    return pool;
}

} // namespace

WsgiContainer::WsgiContainer(const WsgiOptions& options, journal::Journal& journal)
    : m_kind(options.kind)
    , m_thread(QStringLiteral("wsgi"))
{
    m_pool = m_thread.call([&] {
        return std::make_unique<WorkerPool>(poolOptions(options, m_folder.path()), m_broker, m_status, journal);
    });
    m_broker.setRetry([this] {
        m_thread.loop().addCallback([this] {
            if (m_pool)
                m_pool->retry();
        });
    });
    m_broker.setDeathTest(processHasDied);
    m_thread.call([this] { m_pool->start(); });
}

WsgiContainer::~WsgiContainer()
{
    m_thread.call([this] { m_pool.reset(); });
}

std::unique_ptr<BackendLink> WsgiContainer::link(net::IoLoop& loop)
{
    return std::make_unique<WsgiLink>(loop, m_broker);
}

} // namespace windsock::backend
