// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The order of two rows of the request log by a column; equal ones stay in the order they arrived. Pure; any thread.
#pragma once

#include "ui/log/exchangetext.h"

namespace windsock::ui {

/// Whether `a` comes before `b`, ascending. `now` must be the same for one sort.
bool comesBefore(const ExchangeRow& a, const ExchangeRow& b, ExchangeColumn column, Monotonic now);

} // namespace windsock::ui
