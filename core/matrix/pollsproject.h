// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The polls project that comes with the program, unpacked where Python can read it. Any thread.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace windsock::matrix {

/// Into `folder`, which is made; the folder that has manage.py. Error: what could not be written.
Result<QString> unpackPolls(const QString& folder);

} // namespace windsock::matrix
