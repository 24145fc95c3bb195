// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyLease: a captured text's share of the budget that all have together. Given back when it dies, which is when the
// last record that holds the text lets go. A move-only value inside BodyText, for any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace windsock::journal {

/// Bytes that may still be taken; below zero after the total was lowered.
using BodyBudget = std::atomic<std::ptrdiff_t>;

class BodyLease
{
public:
    BodyLease() = default;
    /// Of a budget from which nothing is taken yet. Shared, for records outlive the store.
    explicit BodyLease(std::shared_ptr<BodyBudget> budget)
        : m_budget(std::move(budget))
    {
    }
    BodyLease(BodyLease&& other) noexcept
        : m_budget(std::move(other.m_budget))
        , m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    BodyLease& operator=(BodyLease&& other) noexcept
    {
        m_budget.swap(other.m_budget);
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~BodyLease()
    {
        if (m_bytes > 0)
            m_budget->fetch_add(m_bytes, std::memory_order_relaxed);
    }

    /// Takes up to `wanted` bytes more; says how many there were to have.
    std::size_t take(std::size_t wanted);

private:
    std::shared_ptr<BodyBudget> m_budget;
    std::ptrdiff_t m_bytes = 0;
};

} // namespace windsock::journal
