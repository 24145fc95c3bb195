// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/detailscard.h"

#include "ui/matrix/benchmarktab.h"
#include "ui/matrix/environmentdelegate.h"
#include "ui/matrix/transcriptview.h"
#include "ui/matrix/whytab.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

DetailsCard::DetailsCard(const Theme& theme, QWidget* parent)
    : Card(u"matrixDetails"_s, tr("Details"), parent)
    , m_theme(theme)
    , m_verdict(makeLabel({}, u"title"_s, this))
    , m_tabs(new QTabWidget(this))
    , m_why(new WhyTab(theme, this))
    , m_conversation(new TranscriptView(u"matrixConversation"_s, tr("Conversation"), theme, this))
    , m_log(new TranscriptView(u"matrixLog"_s, tr("Log"), theme, this))
    , m_benchmark(new BenchmarkTab(theme, this))
    , m_empty(nullptr)
{
    m_verdict->setObjectName(u"matrixVerdict"_s);
    head()->addWidget(m_verdict);
    head()->addStretch(1);
    buildTabs();
    body()->addWidget(m_tabs);
    m_empty = new EmptyState(tr("No environment selected"),
                             tr("Select one at the left to see why it works or does not."), m_tabs);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    showNothing();
}

void DetailsCard::buildTabs()
{
    nameWidget(m_tabs, u"matrixTabs"_s, tr("The selected environment"));
    nameWidget(m_tabs->tabBar(), u"matrixTabBar"_s, tr("Parts of the selected environment"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->addTab(m_why, tr("&Why"));
    m_tabs->addTab(m_conversation, tr("Conversa&tion"));
    m_tabs->addTab(m_log, tr("Lo&g"));
    m_tabs->addTab(m_benchmark, tr("Benchmar&k"));
}

void DetailsCard::show(const EnvironmentRow& row)
{
    m_empty->hide();
    setTitle(QString::fromStdString(row.spec.name));
    showVerdict(row);
    m_why->show(row);
    m_conversation->showConversation(row);
    m_log->showLog(row);
    m_benchmark->show(row);
}

void DetailsCard::showVerdict(const EnvironmentRow& row)
{
    const auto verdict = overallVerdict(row);
    const QColor color = verdict ? colorOf(*verdict, m_theme.colors()) : m_theme.colors().muted;
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setText(u"<span style='color:%1;font-weight:%2'>%3</span>"_s.arg(
        color.name(), verdict ? u"600"_s : u"400"_s, overallText(row).toHtmlEscaped()));
}

void DetailsCard::showNothing()
{
    setTitle(tr("Details"));
    m_verdict->clear();
    m_empty->show();
    m_empty->raise();
}

void DetailsCard::enter()
{
    m_tabs->tabBar()->setFocus(Qt::TabFocusReason);
}

} // namespace windsock::ui
