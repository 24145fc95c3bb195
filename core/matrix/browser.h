// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Browser: asks one site for pages, one at a time, with its cookies, as a person's browser would. Lives on the thread
// of its Wait.
#pragma once

#include "core/matrix/wait.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <functional>

namespace windsock::matrix {

struct Page
{
    int status = 0; ///< 0: there was no answer, see `error`
    QByteArray body;
    QString error;
    QUrl redirect;

    /// The status, or why there is none.
    QString saw() const { return status ? QString::number(status) : error; }
};

class Browser
{
public:
    /// `base` is scheme, host and port. Certificates are not looked at: it is for sites of our own. `limit` is one
    /// page's.
    Browser(QUrl base, const Wait& wait, std::chrono::milliseconds limit);

    /// `path` with its query, as in a request. Redirects are told, not followed.
    Page get(const QString& path);
    /// A form, with the Referer that Django wants.
    Page post(const QString& path, const QByteArray& form);
    QUrl url(const QString& path) const;

private:
    Page fetch(const std::function<QNetworkReply*()>& send);

    const QUrl m_base;
    const Wait& m_wait;
    const std::chrono::milliseconds m_limit;
    QNetworkAccessManager m_network;
};

} // namespace windsock::matrix
