// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/recentbodies.h"

namespace windsock::journal {

std::shared_ptr<const BodyText> RecentBodies::share(std::string bytes, BodyLease lease)
{
    if (bytes.empty())
        return {};
    auto& slot = m_slots[bytes.size() % m_slots.size()];
    if (!slot || slot->bytes != bytes) {
        if (bytes.capacity() - bytes.size() > bytes.size() / 4)
            bytes.shrink_to_fit();
        slot = std::make_shared<BodyText>(BodyText{std::move(bytes), std::move(lease)});
    }
    return slot;
}

} // namespace windsock::journal
