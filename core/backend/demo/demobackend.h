// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DemoBackend: the polls application of Django's tutorial, native, on a SQLite file of its own that begins anew with
// each object and goes with it. Shared by all I/O threads and unchanged after its construction; owned by whoever routes
// to it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/demo/staticfiles.h"
#include "core/backend/temporaryfolder.h"

namespace windsock::backend {

class DemoBackend final : public Backend
{
public:
    /// The database's folder is made in `place`.
    explicit DemoBackend(const QString& place = QDir::tempPath());
    ~DemoBackend() override;

    std::string kind() const override { return "demo"; }
    BackendStatus status() const override { return m_status; }
    /// Never called: the status is settled by the constructor.
    void setStatusChanged(std::function<void()>) override {}
    std::unique_ptr<BackendLink> link(net::IoLoop& loop) override;

private:
    QString databasePath() const;

    TemporaryFolder m_folder;
    const demo::StaticFiles m_files;
    BackendStatus m_status;
};

} // namespace windsock::backend
