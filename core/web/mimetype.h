// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Content-Type of a file, by its name. Pure, any thread.
#pragma once

#include <string_view>

namespace windsock::web {

/// "text/css; charset=utf-8" for "style.css"; "application/octet-stream" for what is not known.
std::string_view mimeType(std::string_view fileName);

} // namespace windsock::web
