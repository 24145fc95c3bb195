// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/abreport.h"

#include "core/bench/decimals.h"
#include "core/bench/ranks.h"
#include "core/journal/logtext.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

namespace windsock::bench {

namespace {

constexpr std::array percents = {50, 66, 75, 80, 90, 95, 98, 99, 100};

/// One row of "Connection Times": µs, the deviation too.
struct Row
{
    std::int64_t least = 0;
    std::int64_t mean = 0;
    double deviation = 0;
    std::int64_t median = 0;
    std::int64_t greatest = 0;
};

std::int64_t roundedMs(std::int64_t us)
{
    return (us + 500) / 1000;
}

void line(std::string& text, const char* label, const std::string& value)
{
    text += label;
    text.append(24 - std::min<std::size_t>(24, std::char_traits<char>::length(label)), ' ');
    text += value + '\n';
}

/// What a server calls itself is its own affair; it is not to drive the terminal.
std::string harmless(const std::string& text)
{
    std::string shown;
    journal::appendEscaped(shown, text, journal::Escape::Text);
    return shown;
}

/// ab's own median: of an odd number it takes the mean of the middle one and the one above it.
std::int64_t medianOf(const std::vector<std::int64_t>& sorted)
{
    const std::size_t middle = sorted.size() / 2;
    if (sorted.size() > 1 && sorted.size() % 2 == 1)
        return (sorted[middle] + sorted[middle + 1]) / 2;
    return sorted[middle];
}

/// ab's deviation is from its mean in whole µs.
double deviationOf(const std::vector<std::int64_t>& values, std::int64_t mean)
{
    double sum = 0;
    for (const std::int64_t value : values) {
        const double off = static_cast<double>(value - mean);
        sum += off * off;
    }
    return values.size() > 1 ? std::sqrt(sum / static_cast<double>(values.size() - 1)) : 0;
}

Row rowOf(std::vector<std::int64_t> values)
{
    Row row;
    const std::int64_t sum = std::accumulate(values.begin(), values.end(), std::int64_t(0));
    row.mean = sum / static_cast<std::int64_t>(values.size());
    row.deviation = deviationOf(values, row.mean);
    std::sort(values.begin(), values.end());
    row.least = values.front();
    row.greatest = values.back();
    row.median = medianOf(values);
    return row;
}

Row rowOf(const metrics::Histogram& histogram)
{
    Row row;
    row.least = histogram.min().count();
    row.greatest = histogram.max().count();
    row.mean = static_cast<std::int64_t>(histogram.mean());
    row.median = Ranks(histogram).at(histogram.count() / 2 + 1);
    double sum = 0;
    for (const auto& bucket : histogram.buckets()) {
        const double off = static_cast<double>(bucket.from + bucket.to - 1) / 2 - histogram.mean();
        sum += off * off * static_cast<double>(bucket.count);
    }
    row.deviation = std::sqrt(sum / static_cast<double>(histogram.count()));
    return row;
}

template <class Value>
Row rowOf(const std::vector<Sample>& samples, Value value)
{
    std::vector<std::int64_t> values;
    values.reserve(samples.size());
    std::transform(samples.begin(), samples.end(), std::back_inserter(values), value);
    return rowOf(std::move(values));
}

std::int64_t connectOf(const Sample& sample)
{
    return sample.connect;
}

std::int64_t processingOf(const Sample& sample)
{
    return std::int64_t(latencyOf(sample)) - sample.connect;
}

std::int64_t waitOf(const Sample& sample)
{
    return sample.wait;
}

std::int64_t totalOf(const Sample& sample)
{
    return latencyOf(sample);
}

bool sendsBody(const Plan& plan)
{
    return !plan.body.empty() || plan.method == "POST" || plan.method == "PUT";
}

bool isPartial(const Run& run)
{
    return run.samples.size() < run.complete;
}

std::string secondsOf(const Run& run)
{
    return fixed(static_cast<double>(run.taken.count()) / 1e6, 3) + " seconds";
}

void addCounts(std::string& text, const Run& run)
{
    const Failures& failures = run.failures;
    line(text, "Complete requests:", std::to_string(run.complete));
    line(text, "Failed requests:", std::to_string(failures.all()));
    if (failures.all() > 0) {
        text += "   (Connect: " + std::to_string(failures.connect) + ", Receive: " + std::to_string(failures.receive) +
                ", Length: " + std::to_string(failures.length) +
                ", Exceptions: " + std::to_string(failures.exceptions) + ")\n";
    }
    if (run.badStatus > 0)
        line(text, "Non-2xx responses:", std::to_string(run.badStatus));
    if (run.plan.keepAlive && !run.plan.target.webSocket)
        line(text, "Keep-Alive requests:", std::to_string(run.keptAlive));
    line(text, "Total transferred:", std::to_string(run.received) + " bytes");
    if (sendsBody(run.plan))
        line(text, "Total body sent:", std::to_string(run.sent));
    line(text, "HTML transferred:", std::to_string(run.body) + " bytes");
}

void addRates(std::string& text, const Run& run)
{
    const double seconds = static_cast<double>(run.taken.count()) / 1e6;
    const double done = static_cast<double>(run.complete);
    const auto rate = [&](std::uint64_t bytes) { return fixed(static_cast<double>(bytes) / 1024 / seconds, 2); };
    line(text, "Requests per second:", fixed(done / seconds, 2) + " [#/sec] (mean)");
    if (run.plan.connections > 0)
        line(text, "Time per request:", fixed(run.plan.connections * seconds * 1000 / done, 3) + " [ms] (mean)");
    line(text, "Time per request:", fixed(seconds * 1000 / done, 3) + " [ms] (mean, across all concurrent requests)");
    if (hasTimesOnly(run))
        return;
    line(text, "Transfer rate:", rate(run.received) + " [Kbytes/sec] received");
    if (sendsBody(run.plan)) {
        line(text, "", rate(run.sent) + " kb/s sent");
        line(text, "", rate(run.received + run.sent) + " kb/s total");
    }
}

void addRow(std::string& text, const char* label, const Row& row)
{
    text += label;
    text += whole(roundedMs(row.least), 5) + ' ' + whole(roundedMs(row.mean), 4) + ' ' +
            fixed(row.deviation / 1000, 1, 5) + ' ' + whole(roundedMs(row.median), 6) + ' ' +
            whole(roundedMs(row.greatest), 7) + '\n';
}

/// ab's doubt about a mean and a median that lie apart; it compares what it has rounded.
void addDoubt(std::string& text, const char* what, const Row& row)
{
    const double apart = std::abs(static_cast<double>(roundedMs(row.mean) - roundedMs(row.median)));
    const double deviation = row.deviation / 1000;
    if (apart > 2 * deviation) {
        text += std::string("ERROR: The median and mean for ") + what +
                " are more than twice the standard\n"
                "       deviation apart. These results are NOT reliable.\n";
    } else if (apart > deviation) {
        text += std::string("WARNING: The median and mean for ") + what +
                " are not within a normal deviation\n"
                "        These results are probably not that reliable.\n";
    }
}

void addTimes(std::string& text, const Run& run)
{
    const Row total = isPartial(run) ? rowOf(run.latency) : rowOf(run.samples, totalOf);
    text += "\nConnection Times (ms)\n              min  mean[+/-sd] median   max\n";
    if (run.samples.empty()) {
        addRow(text, "Total:      ", total);
        return;
    }
    const Row connect = rowOf(run.samples, connectOf);
    const Row processing = rowOf(run.samples, processingOf);
    const Row waiting = rowOf(run.samples, waitOf);
    addRow(text, "Connect:    ", connect);
    addRow(text, "Processing: ", processing);
    addRow(text, "Waiting:    ", waiting);
    addRow(text, "Total:      ", total);
    addDoubt(text, "the initial connection time", connect);
    addDoubt(text, "the processing time", processing);
    addDoubt(text, "the waiting time", waiting);
    addDoubt(text, "the total time", total);
}

void addPercentages(std::string& text, const Run& run)
{
    const Ranks ranks = ranksOf(run);
    if (ranks.count() < 2)
        return;
    text += "\nPercentage of the requests served within a certain time (ms)\n";
    for (const int percent : percents) {
        const std::uint64_t index = ranks.count() * static_cast<std::uint64_t>(percent) / 100; // ab's rule
        const std::int64_t us = ranks.at(std::min(index + 1, ranks.count()));
        text += (percent < 100 ? "  " : " ") + std::to_string(percent) + "%  " + whole(roundedMs(us), 5);
        text += percent < 100 ? "\n" : " (longest request)\n";
    }
}

void addWhatIsKept(std::string& text, const Run& run)
{
    text += "\nTotal and the percentages are those of all requests, from a histogram: at most 0.8 % too high.\n";
    if (!run.samples.empty()) {
        text += "Connect, Processing and Waiting are those of the first " + grouped(run.samples.size()) +
                " requests, which were kept one by one.\n";
    }
}

void addHead(std::string& text, const Run& run)
{
    const Target& target = run.plan.target;
    line(text, "Server Software:", harmless(run.server));
    line(text, "Server Hostname:", target.endpoint.host);
    line(text, "Server Port:", std::to_string(target.endpoint.port));
    text += '\n';
    line(text, "Document Path:", target.path);
    line(text, "Document Length:", std::to_string(run.documentLength) + " bytes");
    text += '\n';
    line(text, "Concurrency Level:", std::to_string(run.plan.connections));
    line(text, "Time taken for tests:", secondsOf(run));
    addCounts(text, run);
}

/// What a -g file tells: that nothing failed, or how much was transferred, it does not.
void addKnownHead(std::string& text, const Run& run)
{
    if (!run.plan.target.path.empty())
        line(text, "Document Path:", run.plan.target.path);
    if (run.plan.connections > 0)
        line(text, "Concurrency Level:", std::to_string(run.plan.connections));
    if (run.taken.count() > 0)
        line(text, "Time taken for tests:", secondsOf(run));
    line(text, "Complete requests:", std::to_string(run.complete));
}

} // namespace

std::string abReport(const Run& run)
{
    std::string text;
    if (hasTimesOnly(run))
        addKnownHead(text, run);
    else
        addHead(text, run);
    if (run.complete == 0)
        return text;
    if (run.taken.count() > 0)
        addRates(text, run);
    if (run.samples.empty() && run.latency.empty())
        return text;
    addTimes(text, run);
    addPercentages(text, run);
    if (isPartial(run))
        addWhatIsKept(text, run);
    return text;
}

} // namespace windsock::bench
