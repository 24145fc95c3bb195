// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BodyStore: how much of the bodies is kept: the first 64 KiB of each, 256 MiB in all (decision 8). It owns the budget,
// not the texts: those live in the records and give their share back when they die. Any thread; owned by Runtime.
#pragma once

#include "core/journal/bodylease.h"
#include "core/journal/recentbodies.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>

namespace windsock::journal {

/// One body being captured, chunk by chunk, as it passes. Lives where its exchange does; one thread at a time.
class Capture
{
public:
    /// Captures nothing but the size.
    Capture() = default;

    /// Counts the chunk and keeps of it what the limit and the budget allow. What is kept is always the body's start:
    /// after the first byte that was not kept, none is.
    void append(std::string_view chunk);
    std::uint64_t size() const { return m_size; }
    /// What was captured; the capture is as new, with nothing to keep more in.
    CapturedBody take(RecentBodies& recent);

private:
    friend class BodyStore;
    Capture(std::shared_ptr<BodyBudget> budget, std::size_t limit);
    void grow(std::size_t wanted);

    std::shared_ptr<BodyBudget> m_budget; // until the first byte is kept, then it is the lease's
    std::size_t m_limit = 0;              // bytes that may be kept
    std::string m_bytes;
    std::uint64_t m_size = 0; // of the whole body
    BodyLease m_lease;
};

/// When the budget is used up, new bodies are counted but not kept (CapturedBody::cut()) until older records leave the
/// journal and its readers, and what RecentBodies holds is replaced (64 texts an I/O thread). Nothing is taken out of a
/// record: records are immutable and read without a lock.
class BodyStore
{
public:
    static constexpr std::size_t defaultPerBody = 64 * 1024;
    static constexpr std::size_t defaultTotal = 256 * 1024 * 1024;

    explicit BodyStore(std::size_t perBody = defaultPerBody, std::size_t total = defaultTotal);

    Capture capture() const;
    /// For bodies captured from now on; what is kept already stays.
    void setLimits(std::size_t perBody, std::size_t total);
    /// Bytes of all texts that are alive.
    std::size_t inUse() const;

private:
    const std::shared_ptr<BodyBudget> m_budget;
    std::atomic<std::size_t> m_perBody;
    std::atomic<std::size_t> m_total;
};

} // namespace windsock::journal
