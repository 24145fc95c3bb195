// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/gnuplotfile.h"

#include "core/bench/ancestorfiles.h"
#include "core/bench/wholefile.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace windsock::bench {

namespace {

constexpr std::array<std::string_view, 6> columns = {"starttime", "seconds", "ctime", "dtime", "ttime", "wait"};
constexpr std::array<const char*, 6> meanings = {"",         "seconds since 1970", "whole ms",
                                                 "whole ms", "whole ms",           "whole ms"};
constexpr std::int64_t mostMs = 4'000'000;              // over an hour; a Sample counts 2^32 µs
constexpr std::int64_t mostSeconds = 9'000'000'000;     // the year 2255; a Wall counts ns in 64 bits
constexpr std::size_t mostRequests = 5'000'000;         // 120 MB as samples
constexpr std::int64_t mostBytes = 512LL * 1024 * 1024; // of such a file
constexpr std::int64_t secondsToTell = 10;              // from then on they are at most a tenth wrong

using Fields = std::array<std::string_view, columns.size()>;

/// The first six columns; a line that has fewer leaves the rest empty.
Fields fieldsOf(std::string_view line)
{
    Fields fields;
    for (std::string_view& field : fields) {
        const std::size_t tab = line.find('\t');
        field = line.substr(0, tab);
        line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    return fields;
}

bool isNumber(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QString quoted(std::string_view text)
{
    QString shown = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 40)));
    for (QChar& c : shown)
        c = c.isPrint() && c != QChar::ReplacementCharacter ? c : QChar(u'?');
    return u'"' + shown + u'"';
}

class Parser
{
public:
    explicit Parser(const QString& file)
        : m_file(file)
    {
    }

    Result<Run> parse(std::string_view bytes);

private:
    bool readLine(std::string_view line);
    bool readHead(const Fields& fields);
    bool readRow(const Fields& fields);
    std::int64_t number(const Fields& fields, std::size_t column, std::int64_t most);
    bool refuse(const QString& why);
    Run finished();

    QString m_file;
    QString m_refusal;
    int m_line = 0;
    bool m_headRead = false;
    std::vector<Sample> m_samples; // begun: seconds since 1970
};

bool Parser::refuse(const QString& why)
{
    if (m_refusal.isEmpty())
        m_refusal = QStringLiteral("%1, line %2: %3").arg(m_file, QString::number(m_line), why);
    return false;
}

bool Parser::readHead(const Fields& fields)
{
    m_headRead = fields == columns;
    return m_headRead ||
           refuse(QStringLiteral("no file that ab -g wrote begins like this: give one whose first line is "
                                 "\"starttime seconds ctime dtime ttime wait\", with tabs."));
}

/// 0 and a refusal when it is no number or too great a one.
std::int64_t Parser::number(const Fields& fields, std::size_t column, std::int64_t most)
{
    const std::string_view text = fields[column];
    const QString name = QString::fromLatin1(columns[column].data(), static_cast<qsizetype>(columns[column].size()));
    std::int64_t value = 0;
    if (text.size() > 1 && text.front() == '-' && isNumber(text.substr(1)))
        refuse(QStringLiteral("%1 is %2, and no time is negative: measure anew.").arg(name, quoted(text)));
    else if (!isNumber(text))
        refuse(QStringLiteral("%1 is %2 and not a number (%3): give the file whole, as ab wrote it.")
                   .arg(name, quoted(text), QString::fromLatin1(meanings[column])));
    else if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc() || value > most)
        refuse(QStringLiteral("%1 is %2, over %3: no such run can be shown.")
                   .arg(name, quoted(text), QString::number(most)));
    return value;
}

bool Parser::readRow(const Fields& fields)
{
    const auto us = [&](std::size_t column) {
        return static_cast<std::uint32_t>(std::min(number(fields, column, mostMs), mostMs) * 1000);
    };
    if (m_samples.size() == mostRequests)
        return refuse(QStringLiteral("more than 5,000,000 requests cannot be shown: take a part of the file."));
    Sample sample;
    sample.begun = number(fields, 1, mostSeconds);
    sample.connect = us(2);
    us(3); // follows from the others, but for rounding
    sample.total = us(4);
    sample.wait = us(5);
    sample.connect = std::min(sample.connect, sample.total);
    m_samples.push_back(sample);
    return m_refusal.isEmpty();
}

bool Parser::readLine(std::string_view line)
{
    ++m_line;
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos)
        return true;
    return m_headRead ? readRow(fieldsOf(line)) : readHead(fieldsOf(line));
}

/// What keeps 100 connections busy takes the sum of its times, divided by 100.
microseconds takenBy(const Run& run)
{
    std::int64_t end = 0;
    std::int64_t sum = 0;
    for (const Sample& sample : run.samples) {
        end = std::max(end, sample.begun + sample.total);
        sum += sample.total;
    }
    if (run.plan.connections > 0)
        return microseconds(sum / run.plan.connections);
    return microseconds(run.samples.back().begun >= secondsToTell * 1'000'000 ? end : 0);
}

void nameRun(Run& run, const QString& file)
{
    run.source = file.toStdString();
    const auto known = ancestorFileOf(file);
    run.plan.name = known ? known->curve : QFileInfo(file).completeBaseName().toStdString();
    run.plan.target.path = known ? known->path : "";
    run.plan.connections = known ? ancestorConnections : 0;
    run.plan.keepAlive = known.has_value();
}

Run Parser::finished()
{
    Run run;
    nameRun(run, m_file);
    std::stable_sort(m_samples.begin(), m_samples.end(),
                     [](const Sample& a, const Sample& b) { return a.begun < b.begun; });
    const std::int64_t began = m_samples.front().begun;
    run.started = Wall(std::chrono::seconds(began));
    run.samples = std::move(m_samples);
    for (Sample& sample : run.samples) {
        sample.begun = (sample.begun - began) * 1'000'000;
        run.latency.record(microseconds(sample.total));
        if (sample.connect > 0)
            run.connect.record(microseconds(sample.connect));
    }
    run.service = run.latency;
    run.complete = run.plan.requests = run.samples.size();
    run.taken = takenBy(run);
    return run;
}

Result<Run> Parser::parse(std::string_view bytes)
{
    bool good = true;
    while (good && !bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        good = readLine(bytes.substr(0, end));
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    if (good && !m_headRead)
        m_refusal = QStringLiteral("%1 is empty: give a file that ab -g wrote.").arg(m_file);
    else if (good && m_samples.empty())
        m_refusal = QStringLiteral("%1 has a first line and no request: run ab again.").arg(m_file);
    if (!m_refusal.isEmpty())
        return Error{ErrorCode::Invalid, m_refusal, {}};
    return finished();
}

} // namespace

Result<Run> parseGnuplot(std::string_view bytes, const QString& file)
{
    return Parser(file).parse(bytes);
}

Result<Run> readGnuplotFile(const QString& file)
{
    const auto bytes = readFile(file, mostBytes);
    if (!bytes)
        return bytes.error();
    return parseGnuplot({bytes->constData(), static_cast<std::size_t>(bytes->size())}, file);
}

} // namespace windsock::bench
