// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exchangetext.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using journal::Level;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RequestLog", text);
}

QString statusText(const ExchangeRow& row)
{
    if (isPending(row))
        return u"…"_s;
    return row.outcome->status == 0 ? tr("cut") : QString::number(row.outcome->status);
}

QString sinceText(const ExchangeRow& row, const ExchangeRow* before)
{
    return before ? format::sinceBefore(elapsed(before->begun->head, row.begun->head)) : QString();
}

QString durationText(const ExchangeRow& row, Monotonic now)
{
    const microseconds duration = durationOf(row, now);
    return isOpen(row) ? tr("open %1").arg(format::span(std::chrono::duration_cast<std::chrono::seconds>(duration)))
                       : format::duration(duration);
}

QString statusToolTip(const ExchangeRow& row)
{
    if (isPending(row))
        return tr("No answer yet");
    if (!row.outcome->failure.empty())
        return format::fromUtf8(row.outcome->failure);
    const std::string& reason = row.outcome->response.reason;
    return format::fromUtf8(reason.empty() ? http::reasonPhrase(row.outcome->status) : std::string_view(reason));
}

} // namespace

bool isPending(const ExchangeRow& row)
{
    return !row.outcome;
}

bool isOpen(const ExchangeRow& row)
{
    return row.outcome && row.outcome->open;
}

microseconds durationOf(const ExchangeRow& row, Monotonic now)
{
    return isPending(row) || isOpen(row) ? elapsed(row.begun->head, now) : row.outcome->duration;
}

Level levelOf(const ExchangeRow& row)
{
    if (isPending(row))
        return Level::Info;
    return row.outcome->status == 0 ? Level::Error : journal::levelOf(row.outcome->status);
}

std::uint64_t sizeOf(const ExchangeRow& row)
{
    return row.outcome ? row.outcome->responseBody.size : 0;
}

QString cellText(const ExchangeRow& row, const ExchangeRow* before, ExchangeColumn column, Monotonic now)
{
    switch (column) {
    case ExchangeColumn::Time:
        return format::clock(row.begun->at);
    case ExchangeColumn::Level:
        return levelLetter(levelOf(row));
    case ExchangeColumn::Source:
        return sourceWord(row.begun->source);
    case ExchangeColumn::Status:
        return statusText(row);
    case ExchangeColumn::Method:
        return format::oneLine(row.begun->request.method, 20);
    case ExchangeColumn::Path:
        return format::oneLine(row.begun->request.target, 1000);
    case ExchangeColumn::Client:
        return format::fromUtf8(row.begun->client.host);
    case ExchangeColumn::Size:
        return isPending(row) ? QString() : format::size(sizeOf(row));
    case ExchangeColumn::Duration:
        return durationText(row, now);
    case ExchangeColumn::Since:
        return sinceText(row, before);
    case ExchangeColumn::Count:
        break;
    }
    return {};
}

QString cellToolTip(const ExchangeRow& row, ExchangeColumn column)
{
    switch (column) {
    case ExchangeColumn::Time:
        return format::clockMicro(row.begun->at);
    case ExchangeColumn::Level:
        return levelWord(levelOf(row));
    case ExchangeColumn::Status:
        return statusToolTip(row);
    case ExchangeColumn::Path:
        return format::oneLine(row.begun->request.target, 4000);
    case ExchangeColumn::Client:
        return format::fromUtf8(net::toString(row.begun->client));
    case ExchangeColumn::Size:
        return isPending(row) ? QString() : tr("%1 bytes").arg(format::count(sizeOf(row)));
    case ExchangeColumn::Duration:
        return isPending(row) ? tr("Running")
               : isOpen(row)  ? tr("Open WebSocket")
                              : tr("From the parsed head to the last byte written");
    default:
        return {};
    }
}

QString columnTitle(ExchangeColumn column)
{
    switch (column) {
    case ExchangeColumn::Time:
        return tr("Time");
    case ExchangeColumn::Level:
        return QString();
    case ExchangeColumn::Source:
        return tr("Source");
    case ExchangeColumn::Status:
        return tr("Status");
    case ExchangeColumn::Method:
        return tr("Method");
    case ExchangeColumn::Path:
        return tr("Path");
    case ExchangeColumn::Client:
        return tr("Client");
    case ExchangeColumn::Size:
        return tr("Size");
    case ExchangeColumn::Duration:
        return tr("Duration");
    case ExchangeColumn::Since:
        return tr("Since previous");
    case ExchangeColumn::Count:
        break;
    }
    return {};
}

QString columnToolTip(ExchangeColumn column)
{
    switch (column) {
    case ExchangeColumn::Time:
        return tr("When the request's head was parsed, local time");
    case ExchangeColumn::Level:
        return tr("Level: Info below 400, Warning below 500, Error from there on");
    case ExchangeColumn::Source:
        return tr("web: answered by Windsock's own handlers; wsgi: by the backend");
    case ExchangeColumn::Size:
        return tr("Bytes of the response's body");
    case ExchangeColumn::Duration:
        return tr("From the parsed head to the last byte written; the bar is logarithmic, 0.1 ms to 10 s");
    case ExchangeColumn::Since:
        return tr("Time since the request before it began");
    default:
        return columnTitle(column);
    }
}

QString levelLetter(Level level)
{
    switch (level) {
    case Level::Debug:
        return u"D"_s;
    case Level::Info:
        return u"I"_s;
    case Level::Warning:
        return u"W"_s;
    case Level::Error:
        break;
    }
    return u"E"_s;
}

QString levelWord(Level level)
{
    switch (level) {
    case Level::Debug:
        return tr("Debug");
    case Level::Info:
        return tr("Info");
    case Level::Warning:
        return tr("Warning");
    case Level::Error:
        break;
    }
    return tr("Error");
}

QString sourceWord(journal::Source source)
{
    return source == journal::Source::Web ? u"web"_s : u"wsgi"_s;
}

} // namespace windsock::ui
