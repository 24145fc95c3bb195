// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RecentBodies: the bodies that were captured last. One that equals one of them shares its text, so that ten thousand
// times the same page are kept once: memory that does not grow is what a hot path likes best. Lives on one thread.
#pragma once

#include "core/journal/records.h"

#include <array>

namespace windsock::journal {

class RecentBodies
{
public:
    /// `bytes` with their share of the budget, or what equals them. Null for none.
    std::shared_ptr<const BodyText> share(std::string bytes, BodyLease lease);

private:
    std::array<std::shared_ptr<const BodyText>, 64> m_slots; // by length, the newest of each
};

} // namespace windsock::journal
