// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Strong ids: an ExchangeId cannot be passed where a ConnectionId is meant. Zero is "none".
// Plain values, for any thread.
#pragma once

#include <functional> // first: moc cannot read libstdc++'s <compare> on its own

#include <compare>
#include <cstdint>

namespace windsock {

template <class Tag>
struct Id
{
    std::uint64_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default; // NOLINT(modernize-use-nullptr): clang 14 finds a 0 inside
};

using ExchangeId = Id<struct ExchangeTag>;     ///< one request and its response; counts from 1 in a run
using ConnectionId = Id<struct ConnectionTag>; ///< one client connection; counts from 1 in a run
using WorkerId = Id<struct WorkerTag>;         ///< one worker process of a pool; a replacement has a new one

} // namespace windsock

template <class Tag>
struct std::hash<windsock::Id<Tag>>
{
    std::size_t operator()(windsock::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>()(id.value); }
};
