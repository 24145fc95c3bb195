// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/honesty.h"

#include "core/bench/decimals.h"
#include "core/bench/ranks.h"
#include "core/journal/logtext.h"

#include <cmath>

namespace windsock::bench {

namespace {

constexpr double busyLimit = 0.9;
constexpr microseconds leastLateness{1000};
constexpr double keptRate = 0.95; // of the one asked for

using Remarks = std::vector<Remark>;

void add(Remarks& remarks, Level level, const std::string& text)
{
    remarks.push_back({level, QString::fromStdString(text)});
}

bool isOpen(const Run& run)
{
    return run.plan.rate > 0;
}

std::string percentilesOf(const Ranks& ranks)
{
    std::string text;
    for (const double percent : {50.0, 90.0, 99.0, 99.9})
        text += 'p' + fixed(percent, percent > 99 ? 1 : 0) + ' ' + inMs(microseconds(ranks.percentile(percent))) + ", ";
    return text + "max " + inMs(microseconds(ranks.at(ranks.count())));
}

/// A rate as it was asked for: "1,000", "0.5".
std::string rateText(double rate)
{
    return rate >= 10 ? grouped(static_cast<std::uint64_t>(std::llround(rate))) : fixed(rate, 2);
}

void addDifference(Remarks& remarks, microseconds hidden)
{
    if (hidden < std::chrono::microseconds(100)) {
        add(remarks, Level::Note,
            "Both are the same at p99: hardly a request had to wait for its turn, so counting from the true send would "
            "hide "
            "nothing (coordinated omission).");
        return;
    }
    add(remarks, Level::Note,
        "A slow answer also makes the requests wait that were due meanwhile; counted from the true send that wait is "
        "left out (coordinated omission), which would hide " +
            inMs(hidden) + " at p99.");
}

void addLatency(Remarks& remarks, const Run& run)
{
    if (run.complete == 0)
        return;
    const Ranks latency = ranksOf(run);
    if (!isOpen(run)) {
        add(remarks, Level::Plain, "Latency: " + percentilesOf(latency) + '.');
        return;
    }
    const Ranks service = serviceRanksOf(run);
    add(remarks, Level::Plain, "Latency from the intended time: " + percentilesOf(latency) + '.');
    add(remarks, Level::Plain, "Latency from the true send: " + percentilesOf(service) + '.');
    addDifference(remarks, microseconds(latency.percentile(99) - service.percentile(99)));
}

void addConnecting(Remarks& remarks, const Run& run)
{
    if (!run.plan.target.webSocket || run.connect.empty())
        return;
    add(remarks, Level::Plain,
        "Connecting, with the handshake (" + counted(run.connect.count(), "WebSocket", "WebSockets") +
            "): " + percentilesOf(Ranks(run.connect)) + '.');
}

std::string generatorText(const Run& run)
{
    const std::string busy = "busy " + fixed(run.generator.busy * 100, 0) + " % of its time";
    return run.generator.lateness.empty()
               ? busy
               : "late by " + inMs(run.generator.lateness.percentile(99)) + " at p99 and " + busy;
}

void addLimit(Remarks& remarks, const Run& run)
{
    const std::string generator = generatorText(run);
    switch (limitOf(run)) {
    case Limit::Generator:
        add(remarks, Level::Warning,
            run.generator.busy >= busyLimit
                ? "The generator was the limit: " + generator + ". The server may be faster."
                : "The generator was " + generator + ": others had its processor, the server may be faster.");
        return;
    case Limit::Server:
        if (isOpen(run)) {
            add(remarks, Level::Warning,
                "The server was the limit: of " + rateText(run.plan.rate) + " requests a second it answered " +
                    rateText(perSecond(run)) + "; the generator was " + generator + '.');
        } else {
            add(remarks, Level::Good, "The server was the limit: the generator was " + generator + '.');
        }
        return;
    case Limit::Rate:
        add(remarks, Level::Good,
            "Neither was the limit: the rate of " + rateText(run.plan.rate) +
                " requests a second was kept; the generator was " + generator + '.');
        return;
    case Limit::Unknown:
        if (!run.source.empty())
            add(remarks, Level::Note, "Read from a file that does not tell whether the server was the limit.");
    }
}

/// What the peer said is quoted in it.
std::string reasonOf(const Run& run)
{
    std::string reason;
    journal::appendEscaped(reason, run.failure.empty() ? "no reason is known." : run.failure, journal::Escape::Text);
    return reason;
}

void addFailures(Remarks& remarks, const Run& run)
{
    const Failures& failures = run.failures;
    if (failures.incomplete() > 0) {
        add(remarks, Level::Failed,
            counted(failures.incomplete(), "request", "requests") + " failed: " + reasonOf(run));
        add(remarks, Level::Note, "Failed requests are in no latency and no rate above.");
    }
    if (run.badStatus > 0) {
        add(remarks, Level::Warning,
            counted(run.badStatus, "answer", "answers") + " had a status other than 2xx; their latencies are counted.");
    }
    if (failures.length > 0) {
        add(remarks, Level::Note,
            counted(failures.length, "answer", "answers") +
                " had another length than the first: ab calls that failed, but where pages vary it is no error.");
    }
    if (failures.all() == 0 && run.badStatus == 0 && !hasTimesOnly(run))
        add(remarks, Level::Good, "No errors.");
}

void addCircumstances(Remarks& remarks, const Run& run)
{
    if (run.plan.warmUp > 0)
        add(remarks, Level::Note, "Warm-up: " + counted(run.plan.warmUp, "request", "requests") + ", not counted.");
    if (run.stopped) {
        const std::string of = run.plan.requests > 0 ? " of " + grouped(run.plan.requests) : std::string();
        add(remarks, Level::Warning,
            "Stopped before its end: " + grouped(run.complete + run.failures.incomplete()) + of + " requests.");
    }
    if (hasTimesOnly(run) && run.taken.count() == 0)
        add(remarks, Level::Note, "How long the run took cannot be told from the file, which has whole seconds.");
    else if (hasTimesOnly(run))
        add(remarks, Level::Note, "How long the run took, and so its rate, is estimated: the file has whole seconds.");
}

bool isLate(const Run& run)
{
    const microseconds late = run.generator.lateness.percentile(99);
    return late > leastLateness && late.count() * 10 > run.latency.percentile(50).count();
}

} // namespace

Limit limitOf(const Run& run)
{
    const bool known = run.generator.busy > 0 || !run.generator.lateness.empty();
    if (!known || run.complete == 0)
        return Limit::Unknown;
    if (run.generator.busy >= busyLimit || isLate(run))
        return Limit::Generator;
    return isOpen(run) && perSecond(run) >= keptRate * run.plan.rate ? Limit::Rate : Limit::Server;
}

std::vector<Remark> remarksOf(const Run& run)
{
    Remarks remarks;
    if (!run.error.empty()) {
        add(remarks, Level::Failed, run.error);
        return remarks;
    }
    addLatency(remarks, run);
    addConnecting(remarks, run);
    addLimit(remarks, run);
    if (run.complete == 0)
        add(remarks, Level::Failed, "No request was answered.");
    if (run.complete > 0 || run.failures.all() > 0)
        addFailures(remarks, run);
    addCircumstances(remarks, run);
    return remarks;
}

} // namespace windsock::bench
