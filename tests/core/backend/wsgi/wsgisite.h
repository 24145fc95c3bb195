// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WsgiSite: a server whose every path leads to a WSGI application that the test has written; and a folder with signs by
// which test and application wait for each other instead of for a time. Belongs to a test and its main thread.
#pragma once

#include "core/backend/wsgi/wsgicontainer.h"
#include "tests/core/web/testsite.h"
#include "tests/support/testfolder.h"

#include <QFile>
#include <QTest>

#include <memory>

namespace windsock::test {

/// Python starts within this time, also on a machine that is busy.
constexpr int startLimit = 20'000; // ms

/// Folder of an application `app.py` and of signs: files whose existence says something.
class AppFolder : public TestFolder
{
public:
    explicit AppFolder(const QByteArray& program) { write(QStringLiteral("app.py"), program); }

    void raise(const char* sign) const { write(QString::fromLatin1(sign), "1"); }
    bool raised(const char* sign) const { return QFile::exists(path(QString::fromLatin1(sign))); }
    void lower(const char* sign) const { QFile::remove(path(QString::fromLatin1(sign))); }
};

class WsgiSite : public TestSite
{
public:
    explicit WsgiSite(const AppFolder& folder, int workers = 1, int threads = 1, bool reload = false)
        : WsgiSite(options(folder, workers, threads, reload))
    {
    }
    explicit WsgiSite(const backend::WsgiOptions& options)
        : TestSite([&options](TestSite& site) { return routes(site, options); }, {}, 2)
    {
    }

    static backend::WsgiOptions options(const AppFolder& folder, int workers = 1, int threads = 1, bool reload = false)
    {
        backend::WsgiOptions options;
        options.name = options.application = "app:application";
        options.python = QStringLiteral("/usr/bin/python3");
        options.folder = folder.path();
        options.workers = workers;
        options.threads = threads;
        options.reload = reload;
        options.environment = {{"PYTHONDONTWRITEBYTECODE", "1"}};
        return options;
    }

    bool serving(int workers) const
    {
        const auto status = backend->status();
        return status.health == backend::BackendStatus::Health::Fine && status.workers == workers;
    }
    bool failed() const { return backend->status().health == backend::BackendStatus::Health::Failed; }

private:
    static std::vector<web::Route> routes(TestSite& site, const backend::WsgiOptions& options)
    {
        site.backend = std::make_shared<backend::WsgiContainer>(options, site.journal);
        return {route(".*", fallbackFactory(site.backend), journal::Source::Wsgi)};
    }
};

} // namespace windsock::test
