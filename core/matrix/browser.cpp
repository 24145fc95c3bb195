// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/browser.h"

#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace windsock::matrix {

namespace {

QNetworkRequest requestOf(const QUrl& url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    return request;
}

} // namespace

Browser::Browser(QUrl base, const Wait& wait, std::chrono::milliseconds limit)
    : m_base(std::move(base))
    , m_wait(wait)
    , m_limit(limit)
{
    m_network.setTransferTimeout(static_cast<int>(limit.count()));
}

QUrl Browser::url(const QString& path) const
{
    return QUrl(m_base.toString(QUrl::StripTrailingSlash) + path);
}

Page Browser::fetch(const std::function<QNetworkReply*()>& send)
{
    const std::unique_ptr<QNetworkReply> reply(send());
    reply->ignoreSslErrors();
    m_wait.until([&] { return reply->isFinished(); }, m_limit);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), reply->errorString(),
            reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl()};
}

Page Browser::get(const QString& path)
{
    return fetch([&] { return m_network.get(requestOf(url(path))); });
}

Page Browser::post(const QString& path, const QByteArray& form)
{
    QNetworkRequest request = requestOf(url(path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/x-www-form-urlencoded"));
    request.setRawHeader("Referer", url(path).toEncoded());
    return fetch([&] { return m_network.post(request, form); });
}

} // namespace windsock::matrix
