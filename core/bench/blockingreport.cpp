// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/blockingreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace windsock::bench {

namespace {

// What counts as waiting for pages, and not as a machine that has more to do: so many times longer, and so much.
constexpr double timesLonger = 3;
constexpr microseconds muchLonger{5'000};
// The generator's own lateness is within what is measured; beyond this share of it that must be said.
constexpr double doubtfulShare = 0.5;

const BlockingResult* find(const BlockingResults& results, Arrangement arrangement)
{
    const auto found = std::find_if(results.begin(), results.end(),
                                    [&](const BlockingResult& r) { return r.arrangement == arrangement; });
    return found == results.end() ? nullptr : &*found;
}

microseconds p99(const BlockingResult& result)
{
    return roundTrip(*result.loaded, 99);
}

double ratio(microseconds longer, microseconds shorter)
{
    return static_cast<double>(longer.count()) / static_cast<double>(std::max<std::int64_t>(1, shorter.count()));
}

QString number(double value)
{
    const int digits = value >= 10 ? 0 : value >= 1 ? 1 : 2;
    return QString::number(value, 'f', digits);
}

QString sentenceText(const BlockingResult& result)
{
    return QString::fromStdString(nameOf(result));
}

QString timeText(microseconds time)
{
    return QString::fromStdString(asMilliseconds(time));
}

QString onThreads(const BlockingResults& results)
{
    const BlockingResult* threads = find(results, Arrangement::Threads);
    return threads ? QStringLiteral("; %1 it was %2").arg(sentenceText(*threads), timeText(p99(*threads))) : QString();
}

QString yes(const BlockingResults& results)
{
    const BlockingResult& loop = *find(results, Arrangement::Loop);
    const BlockingResult& processes = *find(results, Arrangement::Processes);
    const bool lost = p99(loop) >= echoLimit;
    return QStringLiteral(
               "Yes: on the loop the echo's p99 was %1%2 while pages were served, %3 times that of processes "
               "(%4)%5.")
        .arg(timeText(p99(loop)), lost ? QStringLiteral(" or more") : QString(),
             number(ratio(p99(loop), p99(processes))), timeText(p99(processes)), onThreads(results));
}

QString no(const BlockingResults& results)
{
    return QStringLiteral("No: on the loop the echo's p99 was %1 while pages were served, and %2 in processes%3: this "
                          "page is computed too quickly to hold an echo up.")
        .arg(timeText(p99(*find(results, Arrangement::Loop))), timeText(p99(*find(results, Arrangement::Processes))),
             onThreads(results));
}

/// Pages that failed load nothing.
QString doubtOfPages(const BlockingResults& results)
{
    for (const BlockingResult& result : results) {
        const std::uint64_t failed = result.pages->badStatus + result.pages->failures.incomplete();
        if (failed > 0)
            return QStringLiteral(" But %1 %2 pages failed, and what fails is computed otherwise.")
                .arg(sentenceText(result))
                .arg(failed);
    }
    return {};
}

QString doubtOfGenerator(const BlockingResults& results)
{
    const BlockingResult* processes = find(results, Arrangement::Processes);
    const microseconds late = processes ? processes->loaded->generator.lateness.percentile(99) : microseconds(0);
    if (!processes || ratio(late, p99(*processes)) < doubtfulShare)
        return {};
    return QStringLiteral(" In processes %1 of the p99 was this program's own lateness in sending: the machine has no "
                          "processor left for it.")
        .arg(timeText(std::min(late, p99(*processes))));
}

QJsonObject echoJson(const Run& echo)
{
    const auto at = [&](double percent) { return static_cast<double>(roundTrip(echo, percent).count()); };
    return {{QStringLiteral("messages"), static_cast<double>(echo.plan.requests)},
            {QStringLiteral("lost"), static_cast<double>(lostEchoes(echo))},
            {QStringLiteral("p50"), at(50)},
            {QStringLiteral("p90"), at(90)},
            {QStringLiteral("p99"), at(99)},
            {QStringLiteral("max"), at(100)},
            {QStringLiteral("generatorLateP99"), static_cast<double>(echo.generator.lateness.percentile(99).count())}};
}

QJsonObject pagesJson(const Run& pages)
{
    return {{QStringLiteral("path"), QString::fromStdString(pages.plan.target.path)},
            {QStringLiteral("connections"), pages.plan.connections},
            {QStringLiteral("complete"), static_cast<double>(pages.complete)},
            {QStringLiteral("perSecond"), perSecond(pages)},
            {QStringLiteral("badStatus"), static_cast<double>(pages.badStatus)},
            {QStringLiteral("failed"), static_cast<double>(pages.failures.incomplete())},
            {QStringLiteral("p50"), static_cast<double>(pages.latency.percentile(50).count())},
            {QStringLiteral("p99"), static_cast<double>(pages.latency.percentile(99).count())}};
}

QJsonObject resultJson(const BlockingResult& result)
{
    return {{QStringLiteral("arrangement"), QString::fromLatin1(wordOf(result.arrangement))},
            {QStringLiteral("count"), result.count},
            {QStringLiteral("echoIdle"), echoJson(*result.idle)},
            {QStringLiteral("echoLoaded"), echoJson(*result.loaded)},
            {QStringLiteral("pages"), pagesJson(*result.pages)}};
}

const auto lockSentence =
    QStringLiteral("Tornado's loop shares Python's lock with its threads,%1which this one does not: "
                   "there an echo waits longer than it did here.");

QString row(const QString& name, const std::vector<QString>& cells)
{
    constexpr std::array widths = {11, 9, 13, 9, 9, 9, 10, 10};
    QString line = name.leftJustified(16);
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += cells[i].rightJustified(widths[i]);
    return line + u'\n';
}

QString row(const BlockingResult& result)
{
    const auto ms = [](const Run& echo, double percent) {
        return number(static_cast<double>(roundTrip(echo, percent).count()) / 1000);
    };
    const Run& idle = *result.idle;
    const Run& loaded = *result.loaded;
    return row(sentenceText(result),
               {ms(idle, 50), ms(idle, 99), ms(loaded, 50), ms(loaded, 90), ms(loaded, 99), ms(loaded, 100),
                QString::number(perSecond(*result.pages), 'f', 0), QString::number(failuresOf(result))});
}

} // namespace

std::string nameOf(const BlockingResult& result)
{
    const std::string count = std::to_string(result.count);
    switch (result.arrangement) {
    case Arrangement::Loop:
        return "on the loop";
    case Arrangement::Threads:
        return "on " + count + (result.count == 1 ? " thread" : " threads");
    case Arrangement::Processes:
        return "in " + count + (result.count == 1 ? " process" : " processes");
    }
    return {};
}

std::string asMilliseconds(microseconds time)
{
    const double ms = static_cast<double>(time.count()) / 1000;
    return ms >= 1000 ? number(ms / 1000).toStdString() + " s" : number(ms).toStdString() + " ms";
}

Blocked blocked(const BlockingResults& results)
{
    const BlockingResult* loop = find(results, Arrangement::Loop);
    const BlockingResult* processes = find(results, Arrangement::Processes);
    if (!loop || !processes)
        return Blocked::Unknown;
    const microseconds least = std::max(p99(*processes), roundTrip(*loop->idle, 99));
    const bool waits = ratio(p99(*loop), least) >= timesLonger && p99(*loop) >= least + muchLonger;
    return waits ? Blocked::Yes : Blocked::No;
}

std::string verdict(const BlockingResults& results)
{
    const Blocked answer = blocked(results);
    if (answer == Blocked::Unknown)
        return "Not known: it takes the measurement on the loop and the one in processes to tell.";
    QString text = answer == Blocked::Yes ? yes(results) : no(results);
    text += doubtOfPages(results);
    text += doubtOfGenerator(results);
    return text.toStdString();
}

std::string circumstances(const BlockingResults& results)
{
    if (results.empty())
        return {};
    const Plan& pages = results.front().pages->plan;
    return QStringLiteral("An echo was due every %1 ms while %2 asked for %3, one arrangement after the other. On the "
                          "loop is where Tornado's WSGIContainer runs an application. %4")
        .arg(echoInterval.count())
        .arg(pages.connections == 1 ? QStringLiteral("a connection")
                                    : QStringLiteral("%1 connections").arg(pages.connections),
             QString::fromStdString(pages.target.path), lockSentence.arg(QChar(u' ')))
        .toStdString();
}

std::string table(const BlockingResults& results)
{
    QString text = QString(16, u' ') + QStringLiteral("   echo, idle [ms]   echo, while pages are loaded [ms]\n");
    text +=
        row({}, {QStringLiteral("p50"), QStringLiteral("p99"), QStringLiteral("p50"), QStringLiteral("p90"),
                 QStringLiteral("p99"), QStringLiteral("max"), QStringLiteral("pages/s"), QStringLiteral("failures")});
    for (const BlockingResult& result : results)
        text += row(result);
    text += QStringLiteral("Round trips from when each echo was due, one every %1 ms. %2\n")
                .arg(echoInterval.count())
                .arg(lockSentence.arg(QChar(u'\n')));
    return text.toStdString();
}

QByteArray toJson(const BlockingResults& results)
{
    constexpr std::array words = {"yes", "no", "unknown"};
    QJsonArray measured;
    for (const BlockingResult& result : results)
        measured.append(resultJson(result));
    return QJsonDocument(QJsonObject{{QStringLiteral("wouldBlock"),
                                      QString::fromLatin1(words[static_cast<std::size_t>(blocked(results))])},
                                     {QStringLiteral("verdict"), QString::fromStdString(verdict(results))},
                                     {QStringLiteral("results"), measured}})
        .toJson();
}

} // namespace windsock::bench
