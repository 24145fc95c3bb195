// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A body's bytes as text for people: as it is, as pretty JSON, or as a hex dump. Pure functions; any thread.
#pragma once

#include <QString>

#include <optional>
#include <string_view>

namespace windsock::ui {

/// Valid UTF-8 (a cut last character is forgiven) without control characters other than blanks.
bool looksLikeText(std::string_view body);
/// Nothing when it is not JSON as a whole.
std::optional<QString> prettyJson(std::string_view body);
/// "00000010  48 65 6c 6c …  |Hello…|", 16 bytes a line.
QString hexDump(std::string_view body, std::size_t limit = 64 * 1024);

} // namespace windsock::ui
