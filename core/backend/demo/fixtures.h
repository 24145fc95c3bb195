// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fixtures: reads the polls out of Django's dump format, so that the demo and its Django twin ask the same questions.
// Pure functions, any thread.
#pragma once

#include "core/backend/demo/poll.h"
#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace windsock::backend::demo {

/// The polls.question and polls.choice records of `json` (Django's `dumpdata`); other models are passed over, and so
/// are choices of no question. Invalid when it is no such list.
Result<std::vector<Poll>> readFixtures(const QByteArray& json);

} // namespace windsock::backend::demo
