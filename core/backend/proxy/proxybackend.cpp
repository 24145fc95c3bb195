// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/proxy/proxybackend.h"

#include "core/backend/proxy/proxylink.h"

namespace windsock::backend {

ProxyBackend::ProxyBackend(Upstream upstream)
    : m_upstream(std::move(upstream))
{
    m_status.label = m_upstream.name;
}

std::string ProxyBackend::kind() const
{
    return m_upstream.name.substr(0, m_upstream.name.find(':'));
}

std::unique_ptr<BackendLink> ProxyBackend::link(net::IoLoop& loop)
{
    return std::make_unique<ProxyLink>(loop, m_upstream);
}

} // namespace windsock::backend
