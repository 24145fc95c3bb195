// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ProxyBackend: a server elsewhere that requests are handed on to. Shared by all I/O threads and unchanged
// after its construction; owned by whoever routes to it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/proxy/upstream.h"

namespace windsock::backend {

class ProxyBackend final : public Backend
{
public:
    explicit ProxyBackend(Upstream upstream);

    std::string kind() const override;
    BackendStatus status() const override { return m_status; }
    /// Never called: whether the upstream is there shows at each request.
    void setStatusChanged(std::function<void()>) override {}
    std::unique_ptr<BackendLink> link(net::IoLoop& loop) override;

private:
    const Upstream m_upstream;
    BackendStatus m_status;
};

} // namespace windsock::backend
