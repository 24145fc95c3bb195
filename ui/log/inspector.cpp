// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/inspector.h"

#include "ui/format.h"
#include "ui/log/logtab.h"
#include "ui/log/messagetab.h"
#include "ui/log/overviewtab.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QTabBar>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString requestLine(const http::RequestHead& head)
{
    return format::oneLine(head.method, 20) + u' ' + format::oneLine(head.target, 4000) + u' ' +
           format::fromUtf8(http::toString(head.version));
}

QString statusLine(const journal::Outcome& outcome)
{
    const auto phrase = outcome.response.reason.empty() ? http::reasonPhrase(outcome.status)
                                                        : std::string_view(outcome.response.reason);
    return u"HTTP/1.1 %1 "_s.arg(outcome.status) + format::fromUtf8(phrase);
}

} // namespace

Inspector::Inspector(const Theme& theme, QWidget* parent)
    : QTabWidget(parent)
    , m_overview(new OverviewTab(theme, this))
    , m_request(new MessageTab(u"request"_s, theme, this))
    , m_response(new MessageTab(u"response"_s, theme, this))
    , m_log(new LogTab(theme, this))
    , m_empty(nullptr)
{
    nameWidget(this, u"inspector"_s, tr("The selected request"));
    nameWidget(tabBar(), u"inspectorTabs"_s, tr("Parts of the selected request"));
    setDocumentMode(true);
    tabBar()->setExpanding(false);
    addTab(m_overview, tr("Overvie&w"));
    addTab(m_request, tr("Re&quest"));
    addTab(m_response, tr("Res&ponse"));
    addTab(m_log, tr("Lo&g"));
    m_empty = new EmptyState(tr("No request selected"),
                             tr("Select a row above to see its headers, bodies, times and what it printed."), this);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    showNothing();
}

void Inspector::show(const ExchangeRow& row)
{
    const bool same = m_begun == row.begun && m_outcome == row.outcome && m_lines == row.lines.size();
    m_empty->hide();
    if (same)
        return;
    m_begun = row.begun;
    m_outcome = row.outcome;
    m_lines = row.lines.size();
    render(row);
}

void Inspector::showNothing()
{
    m_begun.reset();
    m_outcome.reset();
    m_empty->show();
    m_empty->raise();
}

void Inspector::enter()
{
    if (isVisible())
        tabBar()->setFocus(Qt::TabFocusReason);
}

void Inspector::render(const ExchangeRow& row)
{
    m_overview->show(row, m_backend);
    m_request->showMessage(requestLine(row.begun->request), row.begun->request.headers,
                           row.outcome ? row.outcome->requestBody : journal::CapturedBody());
    if (!row.outcome)
        m_response->showNote(tr("No answer yet."));
    else if (row.outcome->status == 0)
        m_response->showNote(tr("No answer was sent: %1").arg(format::fromUtf8(row.outcome->failure)));
    else
        m_response->showMessage(statusLine(*row.outcome), row.outcome->response.headers, row.outcome->responseBody);
    m_log->show(row);
}

} // namespace windsock::ui
