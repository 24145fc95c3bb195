// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// DemoLink: one I/O thread's SQLite connection to the demo's polls. Requests run on the loop itself, each well below 1
// ms. Lives on that thread; owned by whoever asked the DemoBackend for it, and destroyed before it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/demo/staticfiles.h"
#include "core/backend/demo/store.h"

namespace windsock::backend {

class DemoLink final : public BackendLink
{
public:
    DemoLink(const demo::StaticFiles& files, const QString& databasePath);
    /// One that answers 503 to all; `error` says why in a sentence.
    DemoLink(const demo::StaticFiles& files, std::string error);

    std::unique_ptr<BackendExchange> open(const BackendRequest& request, Responder& responder) override;

    const demo::StaticFiles& files() const { return m_files; }
    /// Null when the database cannot be had; then error() says why.
    demo::Store* store() { return m_store.get(); }
    const std::string& error() const { return m_error; }

private:
    const demo::StaticFiles& m_files;
    std::unique_ptr<demo::Store> m_store;
    std::string m_error;
};

} // namespace windsock::backend
