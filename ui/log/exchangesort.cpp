// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exchangesort.h"

namespace windsock::ui {

namespace {

/// Pending ones come first, cut ones next, as 0 and 1 do before every status.
int statusKey(const ExchangeRow& row)
{
    if (isPending(row))
        return 0;
    return row.outcome->status == 0 ? 1 : row.outcome->status;
}

} // namespace

bool comesBefore(const ExchangeRow& a, const ExchangeRow& b, ExchangeColumn column, Monotonic now)
{
    switch (column) {
    case ExchangeColumn::Level:
        return levelOf(a) < levelOf(b);
    case ExchangeColumn::Source:
        return a.begun->source < b.begun->source;
    case ExchangeColumn::Status:
        return statusKey(a) < statusKey(b);
    case ExchangeColumn::Method:
        return a.begun->request.method < b.begun->request.method;
    case ExchangeColumn::Path:
        return a.begun->request.target < b.begun->request.target;
    case ExchangeColumn::Client:
        return a.begun->client.host < b.begun->client.host;
    case ExchangeColumn::Size:
        return sizeOf(a) < sizeOf(b);
    case ExchangeColumn::Duration:
        return durationOf(a, now) < durationOf(b, now);
    case ExchangeColumn::Time:
    case ExchangeColumn::Since:
    case ExchangeColumn::Count:
        break;
    }
    return a.begun->head < b.begun->head;
}

} // namespace windsock::ui
