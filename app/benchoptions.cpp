// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchoptions.h"

#include "app/tlsidentity.h"

#include <QCommandLineParser>
#include <QFile>

#include <cmath>

namespace windsock::app {

namespace {

constexpr qint64 biggestBody = 100 << 20;

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

Error wrong(const QString& sentence)
{
    return {ErrorCode::Invalid, sentence, {}};
}

/// The number an option gives, or `unset`. Error: what it takes.
Result<double> number(const QCommandLineParser& parser, const QString& option, double unset, double most,
                      const QString& takes)
{
    if (!parser.isSet(option))
        return unset;
    bool ok = false;
    const double value = parser.value(option).toDouble(&ok);
    if (ok && value >= 0 && value <= most)
        return value;
    const QString dashes = option.size() == 1 ? name("-") : name("--");
    return wrong(
        QStringLiteral("%1%2 takes %3, not \"%4\".").arg(dashes, option, takes, parser.value(option).left(100)));
}

std::chrono::milliseconds asTime(double seconds)
{
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

Result<void> readNumbers(const QCommandLineParser& parser, bench::Plan& plan)
{
    constexpr double day = 86'400;
    const QString seconds = QStringLiteral("seconds, a day at most");
    const QString requests = QStringLiteral("a whole number of requests");
    const auto duration = number(parser, name("t"), 0, day, seconds);
    // With a time alone it runs until that is over.
    const double usual = parser.isSet(name("t")) ? 0 : static_cast<double>(plan.requests);
    const auto n = number(parser, name("n"), usual, 1e12, requests);
    const auto c = number(parser, name("c"), plan.connections, 60'000, QStringLiteral("connections, 1 to 60000"));
    const auto rate = number(parser, name("rate"), 0, 1e6, QStringLiteral("requests a second, a million at most"));
    const auto warmUp = number(parser, name("warm-up"), 0, 1e12, requests);
    const auto ramp = number(parser, name("ramp"), 0, day, seconds);
    const auto timeout = number(parser, name("timeout"), 30, day, seconds);
    for (const auto* read : {&duration, &n, &c, &rate, &warmUp, &ramp, &timeout}) {
        if (!*read)
            return read->error();
    }
    for (const auto* read : {&n, &c, &warmUp}) {
        if (**read != std::floor(**read))
            return wrong(QStringLiteral("-n, -c and --warm-up take whole numbers."));
    }
    if (parser.isSet(name("n")) && *n == 0)
        return wrong(QStringLiteral("-n takes at least 1 request."));
    plan.duration = asTime(*duration);
    plan.requests = static_cast<std::uint64_t>(*n);
    plan.connections = static_cast<int>(*c);
    plan.rate = *rate;
    plan.warmUp = static_cast<std::uint64_t>(*warmUp);
    plan.ramp = asTime(*ramp);
    plan.timeout = asTime(*timeout);
    if (plan.requests > 0 && plan.connections > static_cast<double>(plan.requests) && parser.isSet(name("c")))
        return wrong(QStringLiteral("-c cannot be more than -n: there would be connections with nothing to ask."));
    if (plan.requests > 0) // as many as there is work for
        plan.connections =
            static_cast<int>(std::min<std::uint64_t>(plan.requests, static_cast<std::uint64_t>(plan.connections)));
    return {};
}

Result<void> readBody(const QCommandLineParser& parser, bench::Plan& plan)
{
    const QString path = parser.value(name("p"));
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(QStringLiteral("-p %1 cannot be read (%2): name a file.").arg(path, file.errorString()));
    if (file.size() > biggestBody)
        return wrong(QStringLiteral("-p %1 is over 100 MiB: take a smaller file.").arg(path));
    plan.body = file.readAll().toStdString();
    if (!parser.isSet(name("m")))
        plan.method = "POST";
    return {};
}

Result<bench::Plan> readPlan(const QCommandLineParser& parser)
{
    bench::Plan plan;
    if (const auto read = readNumbers(parser, plan); !read)
        return read.error();
    plan.keepAlive = !parser.isSet(name("no-keep-alive"));
    plan.insecure = parser.isSet(name("insecure"));
    plan.trusted = madeCertificate(); // our own server's, wherever it runs on this machine
    if (parser.isSet(name("m")))
        plan.method = parser.value(name("m")).toStdString();
    if (parser.isSet(name("message")))
        plan.message = parser.value(name("message")).toStdString();
    for (const QString& header : parser.values(name("H"))) {
        const auto colon = header.indexOf(u':');
        if (colon <= 0)
            return wrong(QStringLiteral("-H takes 'Name: value', not \"%1\".").arg(header.left(100)));
        plan.headers.emplace_back(header.left(colon).trimmed().toStdString(),
                                  header.mid(colon + 1).trimmed().toStdString());
    }
    if (parser.isSet(name("T")))
        plan.headers.emplace_back("Content-Type", parser.value(name("T")).toStdString());
    if (const auto read = readBody(parser, plan); !read)
        return read.error();
    return plan;
}

Result<std::vector<bench::Target>> readTargets(const QCommandLineParser& parser)
{
    std::vector<bench::Target> targets;
    for (const QString& url : parser.positionalArguments()) {
        auto target = bench::parseTarget(url);
        if (!target)
            return target.error();
        targets.push_back(parser.isSet(name("ws")) ? bench::asWebSocket(std::move(*target)) : std::move(*target));
    }
    return targets;
}

Result<std::vector<bench::Plan>> readPlans(const QCommandLineParser& parser)
{
    const auto plan = readPlan(parser);
    if (!plan)
        return plan.error();
    std::vector<bench::Plan> plans;
    if (parser.isSet(name("ancestor"))) {
        auto pages = bench::ancestorPlans(parser.value(name("ancestor")));
        if (!pages)
            return pages.error();
        for (bench::Plan& page : *pages) {
            plans.push_back(*plan);
            plans.back().target = std::move(page.target);
            plans.back().name = std::move(page.name);
        }
    }
    auto targets = readTargets(parser);
    if (!targets)
        return targets.error();
    for (bench::Target& target : *targets) {
        plans.push_back(*plan);
        plans.back().target = std::move(target);
    }
    for (const bench::Plan& each : plans) {
        if (const auto good = bench::check(each); !good)
            return good.error();
    }
    return plans;
}

} // namespace

void addBenchOptions(QCommandLineParser& parser)
{
    using Option = QCommandLineOption;
    parser.addPositionalArgument(name("URL"),
                                 name("http[s]:// or ws[s]://HOST[:PORT]/PATH; several are loaded in turn"));
    parser.addOptions({
        Option(name("n"), name("Requests, or messages (default 2000; with -t as many as it takes)."), name("N")),
        Option(name("c"), name("Connections at once (default 100)."), name("N")),
        Option(name("t"), name("End after so many seconds."), name("S")),
        Option(name("rate"), name("Requests a second, each at its time whether the last is answered or not."),
               name("R")),
        Option(name("ws"), name("Speak WebSocket to http:// addresses too.")),
        Option(name("message"), name("What to say to a WebSocket (default Hello, world)."), name("TEXT")),
        Option(name("warm-up"), name("Requests before it that are not counted."), name("N")),
        Option(name("ramp"), name("Open the connections over so many seconds."), name("S")),
        Option(name("timeout"), name("Give a request up after so many seconds (default 30)."), name("S")),
        Option(name("k"), name("Keep connections alive, as is done anyway.")),
        Option(name("no-keep-alive"), name("A connection for each request.")),
        Option(name("H"), name("Send a header; may be given again."), name("Name: value")),
        Option(name("m"), name("Method (default GET)."), name("METHOD")),
        Option(name("p"), name("Send the file's bytes as the body, by POST."), name("FILE")),
        Option(name("T"), name("Content-Type of the body."), name("TYPE")),
        Option(name("insecure"), name("Take any certificate of a https:// or wss:// server.")),
        Option(name("ancestor"), name("Load the three pages of a server: hello, polls, admin."), name("BASE_URL")),
        Option(name("would-block"), name("Would Tornado have blocked? Has options of its own: --would-block --help.")),
        Option(name("read"), name("Show a file of ab -g, --gnuplot or --json instead; may be given again."),
               name("FILE")),
        Option({name("g"), name("gnuplot")}, name("Write the requests as ab -g does, sorted by time."), name("FILE")),
        Option(name("csv"), name("Write the requests in the order in which they began, in µs."), name("FILE")),
        Option(name("hgrm"), name("Write the latency's distribution as HdrHistogram does."), name("FILE")),
        Option(name("json"), name("Write all that was measured."), name("FILE")),
        Option(name("png"), name("Draw the response times, sorted; no display is needed."), name("FILE")),
        Option(name("title"), name("Title of the picture."), name("TEXT")),
    });
}

Result<BenchOptions> readBenchOptions(const QCommandLineParser& parser)
{
    BenchOptions options;
    options.read = parser.values(name("read")); // the shell's *.txt comes as further words
    if (!options.read.isEmpty())
        options.read += parser.positionalArguments();
    else if (auto plans = readPlans(parser); plans)
        options.plans = std::move(*plans);
    else
        return plans.error();
    if (options.plans.empty() && options.read.isEmpty())
        return wrong(
            QStringLiteral("Give a URL, such as http://127.0.0.1:8000/hello-tornado: see windsock bench --help."));
    options.title = parser.value(name("title"));
    options.files = {parser.value(name("gnuplot")), parser.value(name("csv")), parser.value(name("hgrm")),
                     parser.value(name("json")), parser.value(name("png"))};
    return options;
}

} // namespace windsock::app
