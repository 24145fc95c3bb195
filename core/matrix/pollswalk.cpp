// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/pollswalk.h"

#include <QRegularExpression>

namespace windsock::matrix {

namespace {

/// The first choice of the form on `page`, with the token that Django wants back.
QByteArray voteOf(const Page& page)
{
    const QString form = QString::fromUtf8(page.body);
    const auto choice = QRegularExpression(QStringLiteral("name=\"choice\"[^>]*value=\"(\\d+)\"")).match(form);
    const auto token =
        QRegularExpression(QStringLiteral("name=.csrfmiddlewaretoken.[^>]*value=.([^\"']+)")).match(form);
    QByteArray body = "choice=" + choice.captured(1).toLatin1();
    if (token.hasMatch())
        body += "&csrfmiddlewaretoken=" + token.captured(1).toLatin1();
    return body;
}

Step vote(Browser& browser)
{
    const QString path = QStringLiteral("/polls/1/vote/");
    const Page page = browser.post(path, voteOf(browser.get(QStringLiteral("/polls/1/"))));
    const QString where = page.redirect.isEmpty() ? QString() : QStringLiteral(" to ") + page.redirect.toString();
    return {page.status == 302, QStringLiteral("POST %1: %2%3").arg(path, page.saw(), where)};
}

} // namespace

Step expectPage(Browser& browser, const QString& path, int status)
{
    const Page page = browser.get(path);
    return {page.status == status, QStringLiteral("GET %1: %2").arg(path, page.saw())};
}

bool walkPolls(Browser& browser, const TellStep& tell)
{
    bool ok = true;
    const auto note = [&](const Step& step) {
        tell(step);
        ok = step.ok && ok;
    };
    note(expectPage(browser, QStringLiteral("/polls/"), 200));
    note(expectPage(browser, QStringLiteral("/polls/1/"), 200));
    note(vote(browser));
    note(expectPage(browser, QStringLiteral("/polls/1/results/"), 200));
    note(expectPage(browser, QStringLiteral("/static/polls/style.css"), 200));
    note(expectPage(browser, QStringLiteral("/admin/login/?next=/admin/"), 200));
    return ok;
}

} // namespace windsock::matrix
