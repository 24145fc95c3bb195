// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportchapter.h"

#include "core/matrix/reportfacts.h"
#include "core/matrix/reporttext.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace windsock::matrix {

namespace {

using Blocks = std::vector<Block>;

void addLines(Blocks& blocks, const QString& intro, const QString& text)
{
    if (QString lines = excerpt(text); !lines.isEmpty())
        blocks.emplace_back(Literal{intro, std::move(lines)});
}

void addText(Blocks& blocks, const QString& marked, const QStringList& values = {})
{
    blocks.emplace_back(Paragraph{spans(marked, values)});
}

Spans verdictAnd(Verdict verdict, const QString& marked, const QStringList& values = {})
{
    Spans all = verdictSpans(verdict, true);
    const Spans more = spans(marked, values);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool anyTried(const EnvironmentResult& result)
{
    return result.webSocket != Verdict::Maybe || result.django != Verdict::Maybe;
}

Spans introOf(const EnvironmentResult& result)
{
    const QString why = oneLine(result.why);
    switch (overall(result)) {
    case Verdict::Yes:
        return verdictAnd(Verdict::Yes, QStringLiteral(": the WebSocket was spoken to and the pages were walked."));
    case Verdict::No:
        return verdictAnd(Verdict::No,
                          why.isEmpty() ? QStringLiteral(": what was seen is below.") : QStringLiteral(": %1"), {why});
    default:
        return verdictAnd(
            Verdict::Maybe,
            (anyTried(result) ? QStringLiteral(". Not all could be tried") : QStringLiteral(". Could not be tried")) +
                (why.isEmpty() ? QStringLiteral(".") : QStringLiteral(": %1")),
            {why});
    }
}

Spans pythonOf(const EnvironmentResult& result)
{
    const QString version = result.pythonFound.isEmpty() ? QStringLiteral("of unknown version") : result.pythonFound;
    return result.pythonPath.isEmpty() ? spans(QStringLiteral("%1"), {version})
                                       : spans(QStringLiteral("%1, `%2`"), {version, result.pythonPath});
}

Spans frameworkOf(const EnvironmentResult& result)
{
    return result.frameworkFound.isEmpty() ? spans(QStringLiteral("none that could be asked for its version"))
                                           : spans(QStringLiteral("%1"), {result.frameworkFound});
}

Fields fieldsOf(const EnvironmentResult& result)
{
    Fields fields;
    const auto add = [&](const QString& name, Spans value) {
        if (!value.empty())
            fields.rows.emplace_back(name, std::move(value));
    };
    const bool python = !result.pythonFound.isEmpty() || !result.pythonPath.isEmpty();
    const QString asked = QStringList{result.python, result.framework}.join(QStringLiteral(", "));
    add(QStringLiteral("Asked for"), spans(QStringLiteral("%1"), {asked}));
    add(QStringLiteral("Python"), python ? pythonOf(result) : spans(QStringLiteral("none was found")));
    if (python)
        add(QStringLiteral("Django"), frameworkOf(result));
    add(QStringLiteral("Packages"), spans(QStringLiteral("%1"), {result.packages}));
    add(QStringLiteral("Served by"), spans(QStringLiteral("%1"), {result.backend}));
    if (result.took.count() > 0)
        add(QStringLiteral("Took"), spans(QStringLiteral("%1"), {toText(result.took)}));
    return fields;
}

/// Where the program's own words stand: with what failed alone, else before both.
enum class Place { Intro, WebSocket, Django };

Place evidencePlace(const EnvironmentResult& result)
{
    if ((result.webSocket == Verdict::No) == (result.django == Verdict::No))
        return Place::Intro;
    return result.django == Verdict::No ? Place::Django : Place::WebSocket;
}

void addEvidence(Blocks& blocks, const EnvironmentResult& result, Place place)
{
    if (evidencePlace(result) == place)
        addLines(blocks, QStringLiteral("Python's own words"), result.evidence);
}

void addSpoken(Blocks& blocks, const EnvironmentResult& result)
{
    const Conversation& heard = result.conversation;
    const bool works = result.webSocket == Verdict::Yes;
    const QString fine = QStringLiteral("The communication between the client and the server works fine");
    const bool logged = !excerpt(result.webSocketLog).isEmpty();
    addLines(blocks, works ? fine : QStringLiteral("The server's log"), result.webSocketLog);
    QString saw = works && !logged ? fine : QStringLiteral("As the client saw it (> sent, < received)");
    if (heard.roundTrip)
        saw += QStringLiteral("; the first answer came after %1 ms").arg(milliseconds(*heard.roundTrip));
    addLines(blocks, saw, heard.lines.join(u'\n'));
}

Section webSocketOf(const EnvironmentResult& result, const QString& title, ReportNames& names)
{
    Section section = names.section(QStringLiteral("WebSocket in ") + title, QStringLiteral("WebSocket"));
    section.verdict = result.webSocket;
    const QString why = oneLine(result.conversation.why);
    if (result.webSocket == Verdict::Maybe)
        addText(section.blocks, QStringLiteral("It could not be tried."));
    else if (result.webSocket == Verdict::No)
        addText(section.blocks,
                why.isEmpty() ? QStringLiteral("It does not work.") : QStringLiteral("It does not work: %1"), {why});
    addEvidence(section.blocks, result, Place::WebSocket);
    addSpoken(section.blocks, result);
    if (result.webSocket != Verdict::Maybe)
        addText(section.blocks,
                result.relayed
                    ? QStringLiteral("It was the environment's own WebSocket, which Windsock relayed.")
                    : QStringLiteral("It was Windsock's own WebSocket, with this environment as its backend."));
    return section;
}

QString stepsOf(const EnvironmentResult& result)
{
    QStringList lines;
    for (const Step& step : result.steps)
        lines += (step.ok ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + oneLine(step.text);
    return lines.join(u'\n');
}

Section djangoOf(const EnvironmentResult& result, const QString& title, ReportNames& names)
{
    Section section = names.section(QStringLiteral("Django in ") + title, QStringLiteral("Django"));
    section.verdict = result.django;
    const bool works = result.django == Verdict::Yes;
    if (result.django == Verdict::Maybe)
        addText(section.blocks, QStringLiteral("It could not be tried."));
    else if (!works)
        addText(section.blocks, result.steps.empty() ? QStringLiteral("It does not work: no page could be asked for.")
                                                     : QStringLiteral("It does not work."));
    addEvidence(section.blocks, result, Place::Django);
    const bool logged = !excerpt(result.pagesLog).isEmpty();
    const QString fine = QStringLiteral("The polls app works fine");
    if (!works || !logged)
        addLines(section.blocks, works ? fine : QStringLiteral("What was tried"), stepsOf(result));
    addLines(section.blocks, works ? fine : QStringLiteral("The server's log"), result.pagesLog);
    return section;
}

Spans plain(const QString& text)
{
    return {{Mark::Plain, text}};
}

std::vector<Spans> rowOf(const bench::Run& run)
{
    const auto percentile = [&](double percent) { return plain(milliseconds(run.latency.percentile(percent))); };
    const QString name = oneLine(QString::fromStdString(bench::nameOf(run.plan)), 60);
    return {plain(name.isEmpty() ? QStringLiteral("/") : name),
            plain(withCommas(static_cast<std::uint64_t>(std::llround(bench::perSecond(run))))),
            percentile(50),
            percentile(90),
            percentile(99),
            plain(milliseconds(run.latency.max())),
            plain(withCommas(failedOf(run)))};
}

void addPlan(Blocks& blocks, const bench::Plan& plan)
{
    const QString load = plan.requests ? counted(plan.requests, QStringLiteral("request")) + QStringLiteral(" a page")
                                       : toText(plan.duration) + QStringLiteral(" a page");
    addText(blocks,
            QStringLiteral("%1, %2 at once%3. Times are in ms, from a request's begin to the last byte of its answer; "
                           "p99 is what 99 of 100 requests did not exceed."),
            {load, withCommas(static_cast<std::uint64_t>(plan.connections)),
             plan.keepAlive ? QStringLiteral(", connections kept") : QString()});
}

void addTrouble(Blocks& blocks, const bench::Runs& runs)
{
    for (const auto& run : runs) {
        const std::string& what = run->error.empty() ? run->failure : run->error;
        if (!what.empty())
            addText(blocks, QStringLiteral("%1: %2"),
                    {QString::fromStdString(bench::nameOf(run->plan)), QString::fromStdString(what)});
    }
}

Section benchmarkOf(const EnvironmentResult& result, const QString& title, ReportNames& names)
{
    Section section = names.section(QStringLiteral("Benchmark of ") + title, QStringLiteral("Benchmark"));
    Table table{{QStringLiteral("Page"), QStringLiteral("Requests/s"), QStringLiteral("p50"), QStringLiteral("p90"),
                 QStringLiteral("p99"), QStringLiteral("max"), QStringLiteral("Failed")},
                {},
                1};
    for (const auto& run : result.benchmark) {
        if (run->error.empty())
            table.rows.push_back(rowOf(*run));
    }
    if (!table.rows.empty()) {
        addPlan(section.blocks, result.benchmark.front()->plan);
        section.blocks.emplace_back(std::move(table));
        section.blocks.emplace_back(Picture{picturePath(result.name), section.title, result.name});
    }
    addTrouble(section.blocks, result.benchmark);
    return section;
}

bool hasDetails(const EnvironmentResult& result)
{
    return anyTried(result) || !result.conversation.lines.isEmpty() || !result.steps.empty() ||
           !excerpt(result.webSocketLog).isEmpty() || !excerpt(result.pagesLog).isEmpty();
}

} // namespace

Section chapterOf(const EnvironmentResult& result, ReportNames& names)
{
    Section section = names.section(result.name);
    section.verdict = overall(result);
    section.blocks.emplace_back(Paragraph{introOf(result)});
    section.blocks.emplace_back(fieldsOf(result));
    addEvidence(section.blocks, result, Place::Intro);
    if (hasDetails(result)) {
        section.sections.push_back(webSocketOf(result, section.title, names));
        section.sections.push_back(djangoOf(result, section.title, names));
    }
    if (!result.benchmark.empty())
        section.sections.push_back(benchmarkOf(result, section.title, names));
    return section;
}

bool hasPicture(const EnvironmentResult& result)
{
    return std::any_of(result.benchmark.begin(), result.benchmark.end(),
                       [](const auto& run) { return run->error.empty(); });
}

std::uint64_t failedOf(const bench::Run& run)
{
    return run.failures.incomplete() + run.unanswered + run.badStatus;
}

} // namespace windsock::matrix
