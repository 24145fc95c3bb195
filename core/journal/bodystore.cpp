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
    const std::size_t room = m_limit - std::min(m_limit, m_body.text.size());
    m_body.size += chunk.size();
    if (chunk.empty() || room == 0)
        return;
    if (m_budget)
        m_body.lease = BodyLease(std::move(m_budget));
    const std::size_t kept = m_body.lease.take(std::min(room, chunk.size()));
    grow(m_body.text.size() + kept);
    m_body.text.append(chunk.substr(0, kept));
    if (kept < chunk.size())
        m_limit = m_body.text.size();
}

/// Doubles as std::string does, but not beyond the limit: a full body occupies what was taken from the budget.
void Capture::grow(std::size_t wanted)
{
    if (wanted > m_body.text.capacity())
        m_body.text.reserve(std::min(m_limit, std::max(wanted, 2 * m_body.text.capacity())));
}

CapturedBody Capture::take()
{
    if (m_body.text.capacity() - m_body.text.size() > m_body.text.size() / 4)
        m_body.text.shrink_to_fit();
    m_budget.reset();
    m_limit = 0;
    return std::exchange(m_body, CapturedBody());
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
