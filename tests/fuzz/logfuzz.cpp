// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts for logs: any bytes become a line that can be shown, and that holds no control character; access lines are read
// or not.
#include "core/journal/accessline.h"
#include "core/journal/logtext.h"
#include "tests/fuzz/feed.h"

#include <algorithm>

using namespace windsock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string word;
    journal::appendEscaped(word, bytes, journal::Escape::Word);
    fuzz::require(std::none_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; }));
    std::string json;
    journal::appendJsonString(json, bytes);
    fuzz::require(json.size() >= 2 && json.front() == '"' && json.back() == '"');
    (void)journal::parseAccessLine(bytes);
    return 0;
}
