// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/benchmarktab.h"

#include "ui/bench/curvechart.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

BenchmarkTab::BenchmarkTab(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chart(new CurveChart(this))
    , m_model(new CurveTableModel(this))
    , m_table(new QTableView(this))
    , m_empty(nullptr)
{
    nameWidget(m_chart, u"matrixChart"_s, tr("Response time by request"));
    buildTable();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_chart, 1);
    column->addWidget(m_table);
    m_empty = new EmptyState({}, {}, this);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_empty->raise();
}

void BenchmarkTab::buildTable()
{
    nameWidget(m_table, u"matrixChartFigures"_s, tr("Figures of the curves"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setFont(m_theme.mono());
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_theme.mono()).height() + 9);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(static_cast<int>(CurveColumn::Curve), QHeaderView::Stretch);
    constexpr int pages = 3;
    m_table->setFixedHeight(header->sizeHint().height() + pages * m_table->verticalHeader()->defaultSectionSize() + 2);
}

void BenchmarkTab::show(const EnvironmentRow& row)
{
    const bench::RunGroup group{{}, row.spec.name, isDone(row) ? row.result.benchmark : bench::Runs()};
    showCurves(group);
    m_empty->setTexts(tr("No benchmark"), whyNone(row));
    m_empty->setVisible(m_model->rowCount() == 0);
}

void BenchmarkTab::showCurves(const bench::RunGroup& group)
{
    std::vector<std::shared_ptr<const bench::Run>> runs;
    std::vector<CurveRow> rows;
    const auto& palette = m_theme.colors().curves;
    for (const bench::RepeatedRun& page : bench::repeatedRuns(group)) {
        rows.push_back({page, {}, palette.at(rows.size() % palette.size()), {}});
        runs.push_back(page.typical());
    }
    m_chart->setLook(m_theme.colors(), m_theme.small());
    m_chart->setCurves(drawnCurves(runs, bench::CurveForm::Sorted), bench::CurveForm::Sorted);
    m_model->setRows(std::move(rows));
    chooseColumns();
}

/// The page's name is never cut; failures are shown when there are some.
void BenchmarkTab::chooseColumns()
{
    bool failed = false;
    for (const CurveRow& row : m_model->rows())
        failed = failed || row.runs.typical()->failures.incomplete() + row.runs.typical()->badStatus > 0;
    const auto show = [this](CurveColumn column, bool shown) {
        m_table->setColumnHidden(static_cast<int>(column), !shown);
    };
    constexpr int wide = 430;
    for (const CurveColumn column : {CurveColumn::Run, CurveColumn::P90, CurveColumn::Max, CurveColumn::Change})
        show(column, false);
    show(CurveColumn::P99, width() >= wide);
    show(CurveColumn::Failed, failed);
}

void BenchmarkTab::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    chooseColumns();
}

QString BenchmarkTab::whyNone(const EnvironmentRow& row)
{
    if (row.tried && row.phase == matrix::Phase::Benchmark)
        return tr("Its pages are being loaded: the curves come when all three are done.");
    if (isDone(row) && row.result.django != matrix::Verdict::Yes)
        return tr("Only an environment whose pages work is measured.");
    return tr(
        "Choose \"With benchmark\" above, and try it: its three pages are loaded then, 2,000 requests each, 100 at "
        "once.");
}

} // namespace windsock::ui
