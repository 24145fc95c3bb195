// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Form: the little of URL decoding and application/x-www-form-urlencoded that the demo needs.
// Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace windsock::backend::demo {

/// "%41" becomes 'A'; what is no two hex digits stays as it is.
std::string percentDecode(std::string_view text);
/// The decoded value of field `name` in a body of form data. As with Django's QueryDict, the last of several wins.
std::optional<std::string> formValue(std::string_view form, std::string_view name);
/// A decimal number, nothing else around it; nothing when it is none or would overflow.
std::optional<std::int64_t> parseNumber(std::string_view text);

} // namespace windsock::backend::demo
