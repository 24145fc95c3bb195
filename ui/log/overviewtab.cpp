// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/overviewtab.h"

#include "ui/format.h"
#include "ui/log/phasebar.h"
#include "ui/widgets/naming.h"

#include <QLabel>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString fact(const QString& name, const QString& value, const Colors& c)
{
    // A line may break between facts, not inside one.
    const auto whole = [](QString text) { return text.toHtmlEscaped().replace(u' ', u"&nbsp;"_s); };
    return u"<span style='color:%1'>%2</span>&nbsp;%3"_s.arg(c.muted.name(), whole(name), whole(value));
}

} // namespace

OverviewTab::OverviewTab(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_failure(makeLabel({}, u"error"_s, nullptr))
    , m_phases(new PhaseBar(theme, nullptr))
    , m_facts(new QLabel)
{
    nameWidget(this, u"overviewTab"_s, tr("Overview"));
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 9, 12, 8);
    column->setSpacing(9);
    for (QLabel* label : {m_title, m_failure, m_facts}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    m_title->setWordWrap(false);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    column->addWidget(m_title);
    column->addWidget(m_failure);
    column->addWidget(m_phases);
    column->addWidget(m_facts);
    column->addStretch(1);
    setWidget(content);
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

QString OverviewTab::titleOf(const ExchangeRow& row) const
{
    const QString asked =
        format::oneLine(row.begun->request.method, 20) + u' ' + format::oneLine(row.begun->request.target, 400);
    QString answer = tr("waiting for the answer");
    QColor color = m_theme.colors().muted;
    if (row.outcome) {
        const int status = row.outcome->status;
        const std::string& reason = row.outcome->response.reason;
        const auto phrase = reason.empty() ? http::reasonPhrase(status) : std::string_view(reason);
        answer = status == 0 ? tr("cut before an answer") : QString::number(status) + u' ' + format::fromUtf8(phrase);
        color = m_theme.ofStatus(status);
    }
    return u"<span style='color:%1'><b>%2</b></span>&nbsp;&nbsp;%3"_s.arg(color.name(), answer.toHtmlEscaped(),
                                                                          asked.toHtmlEscaped());
}

void OverviewTab::show(const ExchangeRow& row, const QString& backend)
{
    const Colors& c = m_theme.colors();
    m_title->setText(titleOf(row));
    m_failure->setText(row.outcome ? format::fromUtf8(row.outcome->failure) : QString());
    m_failure->setVisible(!m_failure->text().isEmpty());
    m_phases->setPhases(row.outcome ? phasesOf(*row.outcome, backend) : std::vector<Phase>());
    QStringList facts;
    if (row.outcome)
        facts += fact(isOpen(row) ? tr("handshake") : tr("took"), format::duration(row.outcome->duration), c);
    facts += fact(tr("began"), format::clockMicro(row.begun->at), c);
    facts += fact(tr("answered by"), sourceWord(row.begun->source), c);
    if (!row.begun->route.empty())
        facts += fact(tr("route"), format::fromUtf8(row.begun->route), c);
    facts += fact(tr("client"), format::fromUtf8(net::toString(row.begun->client)), c);
    facts += fact(tr("connection"), QString::number(row.begun->connection.value), c);
    facts += fact(tr("request"), u'#' + QString::number(row.begun->id.value), c);
    if (row.outcome) {
        facts += fact(tr("request body"), format::size(row.outcome->requestBody.size), c);
        facts += fact(tr("response body"), format::size(row.outcome->responseBody.size), c);
    }
    m_facts->setText(facts.join(u" &nbsp;·&nbsp; "_s));
}

} // namespace windsock::ui
