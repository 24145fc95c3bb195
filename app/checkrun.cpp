// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/checkrun.h"

#include "app/commandline.h"
#include "core/chat/chatclient.h"
#include "core/journal/exchangestore.h"
#include "core/journal/tornadolog.h"

#include <QEventLoop>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QTimer>

namespace windsock::app {

namespace {

constexpr std::chrono::milliseconds stepLimit{10'000};
constexpr std::chrono::milliseconds backendLimit{60'000};

QString milliseconds(microseconds value)
{
    return QStringLiteral("%1 ms").arg(static_cast<double>(value.count()) / 1000.0, 0, 'f', 2);
}

std::shared_ptr<const chat::Message> find(const chat::ChatClient& client,
                                          const std::function<bool(const chat::Message&)>& wanted)
{
    for (const auto& message : client.conversation().since(1, 100).messages) {
        if (wanted(*message))
            return message;
    }
    return nullptr;
}

} // namespace

CheckRun::CheckRun(ServeOptions options)
    : m_runtime(std::move(options))
{
    m_network.setTransferTimeout(static_cast<int>(stepLimit.count()));
}

CheckRun::~CheckRun() = default;

/// Keeps the event loop running until `done`, at most for `limit`; whether it was done.
bool CheckRun::waitFor(const std::function<bool()>& done, std::chrono::milliseconds limit) const
{
    QEventLoop loop;
    QTimer look;
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_interrupted || done())
            loop.quit();
    });
    look.start(std::chrono::milliseconds(5));
    if (!m_interrupted && !done())
        loop.exec();
    return done();
}

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
    return report(true, QStringLiteral("serves at %1").arg(url({}).toString()));
}

bool CheckRun::backendReady()
{
    using Health = backend::BackendStatus::Health;
    waitFor([this] { return m_runtime.backendStatus().health != Health::Starting; }, backendLimit);
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

CheckRun::Page CheckRun::fetch(const std::function<QNetworkReply*()>& send)
{
    const std::unique_ptr<QNetworkReply> reply(send());
    reply->ignoreSslErrors(); // it is ourselves
    waitFor([&] { return reply->isFinished(); }, stepLimit);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->errorString(),
            reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl()};
}

CheckRun::Page CheckRun::get(const QString& path)
{
    QNetworkRequest request(url(path));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    return fetch([&] { return m_network.get(request); });
}

CheckRun::Page CheckRun::post(const QString& path, const QByteArray& form)
{
    QNetworkRequest request(url(path));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/x-www-form-urlencoded"));
    request.setRawHeader("Referer", url(path).toEncoded());
    return fetch([&] { return m_network.post(request, form); });
}

bool CheckRun::expectPage(const QString& path, int status)
{
    const Page page = get(path);
    const QString saw = page.status ? QString::number(page.status) : page.error;
    return report(page.status == status, QStringLiteral("GET %1: %2").arg(path, saw));
}

bool CheckRun::hello()
{
    return expectPage(QStringLiteral("/hello-tornado"), 200);
}

bool CheckRun::echo()
{
    chat::ChatClient client;
    chat::ChatOptions options;
    QUrl address = url(QStringLiteral("/ws/hello-tornado"));
    address.setScheme(m_runtime.tlsIdentity() ? QStringLiteral("wss") : QStringLiteral("ws"));
    options.url = address.toString();
    options.insecure = true; // it is ourselves
    if (const auto opened = client.open(options); !opened)
        return report(false, opened.error().sentence);
    waitFor([&] { return client.state() != chat::ChatState::Connecting; }, stepLimit);
    client.sendText(QStringLiteral("Hello, world"));
    std::shared_ptr<const chat::Message> answer;
    waitFor(
        [&] {
            answer = find(client, [](const chat::Message& m) {
                return m.direction == chat::Direction::Received && m.kind == chat::Kind::Text;
            });
            return answer != nullptr;
        },
        stepLimit);
    if (!answer)
        return report(false, QStringLiteral("WebSocket echo: no answer"));
    client.close();
    waitFor([&] { return client.state() == chat::ChatState::Closed; }, stepLimit);
    const QString rtt =
        answer->roundTrip ? QStringLiteral(", round trip ") + milliseconds(*answer->roundTrip) : QString();
    return report(answer->data == "You said: Hello, world",
                  QStringLiteral("WebSocket echo: \"%1\"%2").arg(QString::fromStdString(answer->data), rtt));
}

bool CheckRun::polls()
{
    const bool maybeOther = m_runtime.options().backend.spec.starts_with("wsgi:") ||
                            m_runtime.options().backend.spec.starts_with("django:");
    if (maybeOther && get(QStringLiteral("/polls/")).status == 404) {
        m_hasPolls = false;
        const Page page = get(QStringLiteral("/"));
        return report(page.status > 0 && page.status < 500,
                      QStringLiteral("no polls here; GET /: %1").arg(page.status));
    }
    bool ok = expectPage(QStringLiteral("/polls/"), 200);
    ok = expectPage(QStringLiteral("/polls/1/"), 200) && ok;
    ok = vote() && ok;
    ok = expectPage(QStringLiteral("/polls/1/results/"), 200) && ok;
    ok = expectPage(QStringLiteral("/static/polls/style.css"), 200) && ok;
    return expectPage(QStringLiteral("/admin/login/?next=/admin/"), 200) && ok;
}

bool CheckRun::vote()
{
    const QString form = QString::fromUtf8(get(QStringLiteral("/polls/1/")).body);
    const auto choice = QRegularExpression(QStringLiteral("name=\"choice\"[^>]*value=\"(\\d+)\"")).match(form);
    const auto token =
        QRegularExpression(QStringLiteral("name=.csrfmiddlewaretoken.[^>]*value=.([^\"']+)")).match(form);
    QByteArray body = "choice=" + choice.captured(1).toLatin1();
    if (token.hasMatch())
        body += "&csrfmiddlewaretoken=" + token.captured(1).toLatin1();
    const Page page = post(QStringLiteral("/polls/1/vote/"), body);
    return report(page.status == 302,
                  QStringLiteral("POST /polls/1/vote/: %1%2")
                      .arg(page.status)
                      .arg(page.redirect.isEmpty() ? QString() : QStringLiteral(" to ") + page.redirect.toString()));
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
