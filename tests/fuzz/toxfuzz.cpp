// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// tox.ini: any text is read, and what each environment comes to, or told in one sentence, soon.
#include "core/matrix/toxfile.h"
#include "tests/fuzz/feed.h"

using namespace windsock;

namespace {

void requireSentence(const Error& error)
{
    fuzz::require(error.sentence.endsWith(u'.') && error.sentence.size() < 2000);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr qsizetype most = 20;
    const auto tox =
        matrix::ToxFile::parse({reinterpret_cast<const char*>(data), size}, QStringLiteral("/f/tox.ini"), {});
    if (!tox) {
        requireSentence(tox.error());
        return 0;
    }
    const auto names = tox->selected({});
    fuzz::require(bool(names));
    for (const QString& name : names->mid(0, most)) {
        if (const auto environment = tox->environment(name); !environment)
            requireSentence(environment.error());
    }
    return 0;
}
