// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the request log writes in its cells and tooltips for a row of the store. Pure functions; any thread.
#pragma once

#include "core/journal/exchangestore.h"
#include "ui/log/exchangecolumns.h"

#include <QString>

namespace windsock::ui {

using ExchangeRow = journal::ExchangeStore::Row;

bool isPending(const ExchangeRow& row);
bool isOpen(const ExchangeRow& row);
/// Finished: what it took. Pending or open: so far.
microseconds durationOf(const ExchangeRow& row, Monotonic now);
journal::Level levelOf(const ExchangeRow& row);
/// Bytes of the response's body.
std::uint64_t sizeOf(const ExchangeRow& row);

/// `before` is the exchange that began before this one; null for the first.
QString cellText(const ExchangeRow& row, const ExchangeRow* before, ExchangeColumn column, Monotonic now);
QString cellToolTip(const ExchangeRow& row, ExchangeColumn column);
QString columnTitle(ExchangeColumn column);
QString columnToolTip(ExchangeColumn column);
QString levelLetter(journal::Level level); ///< "D", "I", "W", "E"
QString levelWord(journal::Level level);
QString sourceWord(journal::Source source); ///< "web", "wsgi"

} // namespace windsock::ui
