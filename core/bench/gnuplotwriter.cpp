// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/gnuplotfile.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <tuple>

namespace windsock::bench {

namespace {

/// apr_ctime's "Mon May 02 09:40:55 2016"; in English whatever the locale.
std::string localTime(std::time_t seconds)
{
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm local{};
    if (!localtime_r(&seconds, &local))
        return "-";
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s %s %02d %02d:%02d:%02d %d",
                  days[static_cast<std::size_t>(local.tm_wday)], months[static_cast<std::size_t>(local.tm_mon)],
                  local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, local.tm_year + 1900);
    return text.data();
}

/// ab sorts four times, each time stably: by connect, processing, wait, total.
auto order(const Sample& sample)
{
    const std::int64_t total = latencyOf(sample);
    return std::tuple(total, sample.wait, total - sample.connect, sample.connect);
}

/// The same second again and again: it is put into words once.
class StartTime
{
public:
    const std::string& of(std::int64_t seconds)
    {
        if (m_text.empty() || seconds != m_seconds)
            m_text = localTime(static_cast<std::time_t>(seconds));
        m_seconds = seconds;
        return m_text;
    }

private:
    std::int64_t m_seconds = 0;
    std::string m_text;
};

void addMs(std::string& text, std::int64_t us)
{
    text += '\t';
    text += std::to_string((us + 500) / 1000);
}

} // namespace

std::string toGnuplot(const Run& run)
{
    std::vector<Sample> samples = run.samples;
    std::stable_sort(samples.begin(), samples.end(),
                     [](const Sample& a, const Sample& b) { return order(a) < order(b); });
    const auto began = std::chrono::duration_cast<microseconds>(run.started.time_since_epoch()).count();
    std::string text = "starttime\tseconds\tctime\tdtime\tttime\twait\n";
    text.reserve(text.size() + samples.size() * 56);
    StartTime startTime;
    for (const Sample& sample : samples) {
        const std::int64_t seconds = (began + sample.begun) / 1'000'000;
        text += startTime.of(seconds) + '\t' + std::to_string(seconds);
        addMs(text, sample.connect);
        addMs(text, std::int64_t(latencyOf(sample)) - sample.connect);
        addMs(text, latencyOf(sample));
        addMs(text, sample.wait);
        text += '\n';
    }
    return text;
}

} // namespace windsock::bench
