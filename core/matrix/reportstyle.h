// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the report's page. A constant, for any thread.
#pragma once

#include <QString>

namespace windsock::matrix {

QString reportStyle();

} // namespace windsock::matrix
