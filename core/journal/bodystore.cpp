// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/bodystore.h"

#include <algorithm>
#include <utility>

namespace windsock::journal {

Capture::Capture(std::shared_ptr<BodyBudget> budget, std::size_t limit)
    : m_budget(std::move(budget))
    , m_limit(limit)
{
}

void Capture::append(std::string_view chunk)
{
    const std::size_t room = m_limit - std::min(m_limit, m_bytes.size());
    m_size += chunk.size();
    if (chunk.empty() || room == 0)
        return;
    if (m_budget)
        m_lease = BodyLease(std::move(m_budget));
    const std::size_t kept = m_lease.take(std::min(room, chunk.size()));
    grow(m_bytes.size() + kept);
    m_bytes.append(chunk.substr(0, kept));
    if (kept < chunk.size())
        m_limit = m_bytes.size();
}

void Capture::grow(std::size_t wanted)
{
    if (wanted > m_bytes.capacity())
        m_bytes.reserve(std::min(m_limit, std::max(wanted, 2 * m_bytes.capacity())));
}

CapturedBody Capture::take(RecentBodies& recent)
{
    m_budget.reset();
    m_limit = 0;
    CapturedBody body;
    body.size = std::exchange(m_size, 0);
    body.kept = recent.share(std::exchange(m_bytes, {}), std::exchange(m_lease, {}));
    return body;
}

BodyStore::BodyStore(std::size_t perBody, std::size_t total)
    : m_budget(std::make_shared<BodyBudget>(static_cast<std::ptrdiff_t>(total)))
    , m_perBody(perBody)
    , m_total(total)
{
}

Capture BodyStore::capture() const
{
    return Capture(m_budget, m_perBody.load(std::memory_order_relaxed));
}

void BodyStore::setLimits(std::size_t perBody, std::size_t total)
{
    m_perBody = perBody;
    const auto before = static_cast<std::ptrdiff_t>(m_total.exchange(total));
    m_budget->fetch_add(static_cast<std::ptrdiff_t>(total) - before);
}

std::size_t BodyStore::inUse() const
{
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(m_total.load()) - m_budget->load());
}

} // namespace windsock::journal
