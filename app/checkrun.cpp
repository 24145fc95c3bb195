// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkrun.h"

#include "app/commandline.h"
#include "core/journal/tornadolog.h"
#include "core/matrix/pollswalk.h"
#include "core/matrix/websocketscript.h"

#include <QRegularExpression>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds stepLimit{10'000};
constexpr std::chrono::milliseconds backendLimit{60'000};

QString milliseconds(microseconds value)
{
    return QStringLiteral("%1 ms").arg(static_cast<double>(value.count()) / 1000.0, 0, 'f', 2);
}

} // namespace

CheckRun::CheckRun(ServeOptions options)
    : m_runtime(std::move(options))
    , m_wait([this] { return m_interrupted; })
{
}

CheckRun::~CheckRun() = default;

bool CheckRun::report(bool ok, const QString& what)
{
    say((ok ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + what);
    return ok;
}

bool CheckRun::run()
{
    if (!serve())
        return false;
    bool ok = backendReady();
    ok = hello() && ok;
    ok = echo() && ok;
    ok = polls() && ok;
    ok = log() && ok;
    return latencies() && ok;
}

bool CheckRun::serve()
{
    const auto endpoint = m_runtime.start();
    if (!endpoint)
        return report(false, endpoint.error().sentence);
    m_browser = std::make_unique<matrix::Browser>(url({}), m_wait, stepLimit);
    return report(true, QStringLiteral("serves at %1").arg(url({}).toString()));
}

bool CheckRun::backendReady()
{
    using Health = backend::BackendStatus::Health;
    m_wait.until([this] { return m_runtime.backendStatus().health != Health::Starting; }, backendLimit);
    const auto status = m_runtime.backendStatus();
    if (status.health == Health::Fine)
        return report(true, QStringLiteral("backend: %1").arg(QString::fromStdString(status.label)));
    const QString why = status.health == Health::Starting ? QStringLiteral("it did not come up in a minute")
                                                          : QString::fromStdString(status.error);
    report(false, QStringLiteral("backend %1: %2").arg(QString::fromStdString(status.label), why));
    if (!status.detail.empty())
        say(QString::fromStdString(status.detail));
    return false;
}

QUrl CheckRun::url(const QString& path) const
{
    const QString scheme = m_runtime.tlsIdentity() ? QStringLiteral("https") : QStringLiteral("http");
    return QUrl(scheme + QStringLiteral("://") + QString::fromStdString(net::toString(m_runtime.endpoint())) + path);
}

bool CheckRun::hello()
{
    const matrix::Step step = matrix::expectPage(*m_browser, QStringLiteral("/hello-tornado"), 200);
    return report(step.ok, step.text);
}

bool CheckRun::echo()
{
    chat::ChatOptions options;
    QUrl address = url(QStringLiteral("/ws/hello-tornado"));
    address.setScheme(m_runtime.tlsIdentity() ? QStringLiteral("wss") : QStringLiteral("ws"));
    options.url = address.toString();
    options.insecure = true; // it is ourselves
    const matrix::Conversation heard = matrix::speak(options, {QStringLiteral("Hello, world")}, m_wait, stepLimit);
    if (!heard.works)
        return report(false, QStringLiteral("WebSocket echo: %1").arg(heard.why));
    const QString answer = heard.answers.constFirst();
    const QString rtt = heard.roundTrip ? QStringLiteral(", round trip ") + milliseconds(*heard.roundTrip) : QString();
    return report(answer == QStringLiteral("You said: Hello, world"),
                  QStringLiteral("WebSocket echo: \"%1\"%2").arg(answer, rtt));
}

bool CheckRun::polls()
{
    const bool maybeOther = m_runtime.options().backend.spec.starts_with("wsgi:") ||
                            m_runtime.options().backend.spec.starts_with("django:");
    if (maybeOther && m_browser->get(QStringLiteral("/polls/")).status == 404) {
        m_hasPolls = false;
        const matrix::Page page = m_browser->get(QStringLiteral("/"));
        return report(page.status > 0 && page.status < 500,
                      QStringLiteral("no polls here; GET /: %1").arg(page.status));
    }
    return matrix::walkPolls(*m_browser, [this](const matrix::Step& step) { report(step.ok, step.text); });
}

bool CheckRun::log()
{
    const journal::Batch batch = m_runtime.journal().since({}, 100'000);
    journal::TornadoLogWriter::Options options;
    options.profile = m_runtime.options().logProfile;
    journal::TornadoLogWriter writer(options);
    const QString text = QString::fromStdString(writer.render(batch));
    const auto lines = text.count(
        QRegularExpression(QStringLiteral("^\\[[IWE] .* \\d+\\.\\d\\dms$"), QRegularExpression::MultilineOption));
    report(lines > 0, QStringLiteral("log: %1 lines").arg(lines));
    say(text.trimmed().replace(QRegularExpression(QStringLiteral("^"), QRegularExpression::MultilineOption),
                               QStringLiteral("    ")));
    return lines > 0;
}

bool CheckRun::latencies()
{
    metrics::Histogram all;
    const auto slices = m_runtime.metrics().slices(metrics::Metrics::Scope::Backend, {}, std::chrono::minutes(1),
                                                   MonotonicClock::now());
    for (const metrics::Slice& slice : slices)
        all.merge(slice.latency);
    return report(!all.empty(), QStringLiteral("latency of the backend: %1 requests, p50 %2, p99 %3, max %4")
                                    .arg(all.count())
                                    .arg(milliseconds(all.percentile(50)), milliseconds(all.percentile(99)),
                                         milliseconds(all.max())));
}

} // namespace windsock::app
