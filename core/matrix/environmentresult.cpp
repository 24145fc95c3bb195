// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentresult.h"

namespace windsock::matrix {

Verdict overall(const EnvironmentResult& result)
{
    if (result.webSocket == Verdict::No || result.django == Verdict::No)
        return Verdict::No;
    return result.webSocket == Verdict::Yes && result.django == Verdict::Yes ? Verdict::Yes : Verdict::Maybe;
}

QString toText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Yes:
        return QStringLiteral("✓ Yes");
    case Verdict::No:
        return QStringLiteral("✗ No");
    default:
        return QStringLiteral("─ Maybe yes");
    }
}

} // namespace windsock::matrix
