// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/benchpage.h"

#include "ui/bench/benchbar.h"
#include "ui/bench/blockingwatch.h"
#include "ui/bench/loadwatch.h"
#include "ui/bench/resultcard.h"
#include "ui/bench/runscard.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

BenchPage::BenchPage(ServerControl& server, const Theme& theme, Pulse& pulse, LoadFactory factory,
                     const QString& folder, BlockingTrialFactory trials)
    : m_bar(new BenchBar(server, theme, this))
    , m_runs(new RunsCard(folder, theme, this))
    , m_result(new ResultCard(theme, this))
    , m_load(new LoadWatch(std::move(factory), pulse, this))
    , m_trial(new BlockingWatch(std::move(trials), pulse, this))
{
    nameWidget(this, u"benchPage"_s, tr("Benchmark"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_runs->setFixedWidth(270);
    row->addWidget(m_runs);
    row->addWidget(m_result, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_bar);
    column->addLayout(row, 1);
    connect(m_bar, &BenchBar::runRequested, this, &BenchPage::begin);
    connect(m_bar, &BenchBar::cancelRequested, m_load, &LoadWatch::cancel);
    connect(m_load, &LoadWatch::progressed, this,
            [this](double share, const QString& text, const bench::RunGroup& soFar) {
                m_bar->showProgress(share, text);
                const Monotonic now = MonotonicClock::now();
                if (now < m_due)
                    return;
                m_result->show({soFar});
                m_due = now + 8 * (MonotonicClock::now() - now); // what costs much is drawn less often
            });
    connect(m_load, &LoadWatch::finished, this, &BenchPage::end);
    m_bar->offerTrial(m_trial->isPossible());
    connect(m_bar, &BenchBar::trialRequested, this, &BenchPage::beginTrial);
    connect(m_bar, &BenchBar::cancelRequested, m_trial, &BlockingWatch::cancel);
    connect(m_trial, &BlockingWatch::progressed, m_bar, &BenchBar::showProgress);
    connect(m_trial, &BlockingWatch::measured, m_result, &ResultCard::showTrial);
    connect(m_trial, &BlockingWatch::finished, this, &BenchPage::endTrial);
    connect(m_runs, &RunsCard::chosenChanged, this, [this] {
        if (!isRunning())
            m_result->show(m_runs->chosen());
    });
    connect(m_runs, &RunsCard::failed, m_bar, &BenchBar::complain);
    connect(m_result, &ResultCard::failed, m_bar, &BenchBar::complain);
    m_result->show(m_runs->chosen());
}

bool BenchPage::isRunning() const
{
    return m_load->isRunning() || m_trial->isRunning();
}

void BenchPage::begin(const std::vector<bench::Plan>& plans)
{
    m_bar->setRunning(true);
    m_load->begin(plans, m_bar->subject());
}

void BenchPage::end(const bench::RunGroup& group)
{
    m_bar->setRunning(false);
    if (!bench::repeatedRuns(group).empty())
        return m_runs->add(group);
    m_result->show(m_runs->chosen());
    if (!group.runs.empty())
        m_bar->complain(QString::fromStdString(group.runs.front()->error));
}

void BenchPage::beginTrial(const BlockingWish& wish)
{
    if (const auto begun = m_trial->begin(wish); !begun)
        return m_bar->complain(begun.error().sentence);
    m_bar->setRunning(true);
    m_result->showTrial({});
}

void BenchPage::endTrial(const bench::RunGroup& group, const QString& error)
{
    m_bar->setRunning(false);
    if (!group.runs.empty())
        m_runs->add(group);
    else
        m_result->show(m_runs->chosen());
    if (!error.isEmpty())
        m_bar->complain(error);
}

} // namespace windsock::ui
