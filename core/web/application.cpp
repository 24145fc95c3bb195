// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/web/application.h"

namespace windsock::web {

Application::Match Application::match(std::string_view path) const
{
    for (const Route& route : m_routes) {
        if (auto captures = route.pattern.match(path))
            return {&route, std::move(*captures)};
    }
    return {};
}

} // namespace windsock::web
