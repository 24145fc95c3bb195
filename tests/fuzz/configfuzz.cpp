// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The TOML file: any text is read, or told in one sentence.
#include "app/configfile.h"
#include "tests/fuzz/feed.h"

using namespace windsock;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    app::ServeOptions options;
    const auto read = app::readConfig({reinterpret_cast<const char*>(data), size}, QStringLiteral("x.toml"),
                                      QStringLiteral("/"), options);
    fuzz::require(read || (read.error().sentence.endsWith(u'.') && read.error().sentence.size() < 2000));
    return 0;
}
