// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runtimesite.h"

#include "app/runtime.h"

namespace windsock::app {

namespace {

ServeOptions serveOptionsOf(const matrix::SiteOptions& site)
{
    ServeOptions options;
    options.endpoint.port = 0;
    options.ioThreads = 1;
    options.backend.spec = site.backend;
    options.backend.python = site.python;
    options.backend.chdir = site.folder;
    options.backend.environment = site.environment;
    options.backend.paths = site.paths;
    options.backend.migrate = true; // the database is the environment's own
    if (site.relay)
        options.routes = {{".*", "backend", {}}};
    return options;
}

class RuntimeSite final : public matrix::Site
{
public:
    explicit RuntimeSite(const matrix::SiteOptions& options)
        : m_runtime(serveOptionsOf(options))
    {
    }

    Result<QUrl> start() override
    {
        const auto endpoint = m_runtime.start();
        if (!endpoint)
            return endpoint.error();
        return QUrl(QStringLiteral("http://") + QString::fromStdString(net::toString(*endpoint)));
    }
    backend::BackendStatus status() const override { return m_runtime.backendStatus(); }
    const journal::Journal& journal() const override { return m_runtime.journal(); }

private:
    Runtime m_runtime;
};

} // namespace

std::unique_ptr<matrix::Site> makeRuntimeSite(const matrix::SiteOptions& options)
{
    return std::make_unique<RuntimeSite>(options);
}

} // namespace windsock::app
