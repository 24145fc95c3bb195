// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/resultcard.h"

#include "core/bench/ancestorfiles.h"
#include "core/bench/compare.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/bench/histogramview.h"
#include "ui/bench/picture.h"
#include "ui/widgets/naming.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 8; // seen without scrolling

/// The index of a page, the same in every group, so that it has one colour.
std::size_t colorIndex(QStringList& names, const std::string& name)
{
    const QString text = QString::fromStdString(bench::pageOf(name));
    if (!names.contains(text))
        names.append(text);
    return static_cast<std::size_t>(names.indexOf(text));
}

std::vector<DrawnCurve> curvesOf(const std::vector<bench::RunGroup>& groups, bench::CurveForm form)
{
    std::vector<DrawnCurve> curves;
    QStringList names;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (const bench::RepeatedRun& repeated : bench::repeatedRuns(groups[group])) {
            DrawnCurve curve;
            curve.name = QString::fromStdString(repeated.name);
            if (groups.size() > 1)
                curve.name += u" · "_s + QString::fromStdString(groups[group].title);
            curve.color = colorIndex(names, repeated.name);
            curve.group = group;
            curve.points = bench::curveOf(*repeated.typical(), form);
            curves.push_back(std::move(curve));
        }
    }
    return curves;
}

/// Of requests per second, against the run of the same name in `before`.
QString changeOf(const std::vector<bench::RepeatedRun>& before, const bench::RepeatedRun& after)
{
    const auto same =
        std::find_if(before.begin(), before.end(), [page = bench::pageOf(after.name)](const bench::RepeatedRun& one) {
            return bench::pageOf(one.name) == page;
        });
    if (same == before.end())
        return {};
    const auto changes = bench::compare(same->runs, after.runs);
    return changes.empty() ? QString() : bench::textOf(changes.front());
}

/// Of `run` before a remark, when there are several.
QString nameOf(const bench::Run& run, std::size_t several)
{
    return several > 1 ? QString::fromStdString(bench::nameOf(run.plan)) + u": "_s : QString();
}

QString markOf(bench::Level level, const Colors& c)
{
    const auto coloured = [](const QString& mark, const QColor& color) {
        return u"<span style=\"color:%1\">%2</span> "_s.arg(color.name(), mark);
    };
    switch (level) {
    case bench::Level::Good:
        return coloured(u"✓"_s, c.ok);
    case bench::Level::Warning:
        return coloured(u"!"_s, c.warning);
    case bench::Level::Failed:
        return coloured(u"✗"_s, c.error);
    default:
        return {};
    }
}

} // namespace

ResultCard::ResultCard(const Theme& theme, QWidget* parent)
    : Card(u"benchResult"_s, tr("Response time by request"), parent)
    , m_theme(theme)
    , m_model(new CurveTableModel(this))
    , m_chart(new CurveChart(this))
    , m_histogram(new HistogramView(theme, this))
    , m_table(new QTableView(this))
    , m_remarks(new QLabel(this))
    , m_sorted(makeChip(tr("Sorted"), u"benchSorted"_s, tr("From the fastest request to the slowest"), this))
    , m_arrival(makeChip(tr("Arrival"), u"benchArrival"_s, tr("In the order in which the requests began"), this))
    , m_percentiles(makeChip(tr("Percentiles"), u"benchPercentiles"_s, tr("The slow end, spread out"), this))
    , m_log(makeChip(tr("Log scale"), u"benchLog"_s, tr("Logarithmic axis, or linear from zero"), this))
    , m_save(makeButton(tr("Sa&ve picture…"), u"benchSave"_s, tr("Write the picture as PNG or SVG"), this))
{
    buildHead();
    buildBody();
    connect(&theme, &Theme::changed, this, &ResultCard::refresh);
    refresh();
}

void ResultCard::buildHead()
{
    auto* forms = new QButtonGroup(this);
    head()->addStretch(1);
    for (QToolButton* chip : {m_sorted, m_arrival, m_percentiles}) {
        forms->addButton(chip);
        head()->addWidget(chip);
    }
    m_sorted->setChecked(true);
    head()->addWidget(m_log);
    head()->addWidget(m_save);
    connect(forms, &QButtonGroup::buttonClicked, this, &ResultCard::refresh);
    connect(m_log, &QToolButton::toggled, this, &ResultCard::refresh);
    connect(m_save, &QPushButton::clicked, this, &ResultCard::savePicture);
}

void ResultCard::buildBody()
{
    nameWidget(m_chart, u"benchChart"_s, tr("Response time by request"));
    m_remarks->setObjectName(u"benchRemarks"_s);
    m_remarks->setTextFormat(Qt::RichText);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks->setWordWrap(true);
    m_remarks->setContentsMargins(12, 6, 12, 4);
    buildTable();
    body()->addWidget(m_chart, 1);
    body()->addWidget(m_histogram);
    body()->addWidget(m_table);
    body()->addWidget(m_remarks);
}

void ResultCard::buildTable()
{
    nameWidget(m_table, u"benchTable"_s, tr("Figures of the curves"), tr("Ctrl+C copies them all"));
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
    for (const CurveColumn column : {CurveColumn::Curve, CurveColumn::Run})
        header->setSectionResizeMode(static_cast<int>(column), QHeaderView::Stretch);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ResultCard::copyTable);
}

void ResultCard::show(std::vector<bench::RunGroup> groups)
{
    m_groups = std::move(groups);
    refresh();
}

bench::CurveForm ResultCard::form() const
{
    if (m_arrival->isChecked())
        return bench::CurveForm::Arrival;
    return m_percentiles->isChecked() ? bench::CurveForm::Percentiles : bench::CurveForm::Sorted;
}

QString ResultCard::title() const
{
    return m_groups.size() == 1 ? QString::fromStdString(m_groups.front().title) : QString();
}

void ResultCard::refresh()
{
    m_chart->setLook(m_theme.colors(), m_theme.small());
    m_chart->setScale(m_log->isChecked() ? CurveChart::Scale::Logarithmic : CurveChart::Scale::Linear);
    m_chart->setCurves(curvesOf(m_groups, form()), form());
    m_save->setEnabled(!m_groups.empty());
    showTable();
    showRemarks();
}

void ResultCard::showTable()
{
    const auto& palette = m_theme.colors().curves;
    std::vector<CurveRow> rows;
    std::vector<HistogramView::Layer> layers;
    QStringList names;
    std::vector<bench::RepeatedRun> first;
    for (const bench::RunGroup& group : m_groups) {
        const std::vector<bench::RepeatedRun> repeated = bench::repeatedRuns(group);
        for (const bench::RepeatedRun& one : repeated) {
            const QColor color = palette.at(colorIndex(names, one.name) % palette.size());
            rows.push_back({one, QString::fromStdString(group.title), color, changeOf(first, one)});
            layers.push_back({one.typical()->latency, color});
        }
        if (&group == &m_groups.front())
            first = repeated;
    }
    const auto seen = static_cast<int>(std::min<std::size_t>(rows.size(), mostRows));
    m_model->setRows(std::move(rows));
    for (const CurveColumn column : {CurveColumn::Run, CurveColumn::Change})
        m_table->setColumnHidden(static_cast<int>(column), m_groups.size() < 2);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            std::max(3, seen) * m_table->verticalHeader()->defaultSectionSize() + 2);
    m_histogram->setLayers(std::move(layers));
}

QString ResultCard::remarks() const
{
    return m_remarks->text();
}

/// Of the first group's typical runs: all remarks of a single page, of several what is wrong with them.
void ResultCard::showRemarks()
{
    const bench::RunGroup none;
    const bench::RunGroup& group = m_groups.empty() ? none : m_groups.front();
    const std::vector<bench::RepeatedRun> pages = bench::repeatedRuns(group);
    QStringList lines;
    for (const auto& run : group.runs) {
        if (!run->error.empty())
            lines +=
                lineOf({bench::Level::Failed, QString::fromStdString(run->error)}, nameOf(*run, group.runs.size()));
    }
    for (const bench::RepeatedRun& page : pages) {
        for (const bench::Remark& remark : bench::remarksOf(*page.typical())) {
            if (pages.size() == 1 || remark.level == bench::Level::Warning || remark.level == bench::Level::Failed)
                lines += lineOf(remark, nameOf(*page.typical(), pages.size()));
        }
    }
    if (lines.isEmpty() && !pages.empty())
        lines += lineOf({bench::Level::Good, tr("The server was the limit, not the load generator. No errors.")}, {});
    lines.removeDuplicates();
    m_remarks->setText(lines.mid(0, mostRows).join(u"<br>"_s));
}

QString ResultCard::lineOf(const bench::Remark& remark, const QString& name) const
{
    return markOf(remark.level, m_theme.colors()) + QString(name + remark.text).toHtmlEscaped();
}

void ResultCard::savePicture()
{
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save picture"), u"benchmark.png"_s, tr("Pictures (*.png *.svg)"));
    if (file.isEmpty())
        return;
    BenchRuns runs;
    for (const bench::RunGroup& group : m_groups) {
        for (const bench::RepeatedRun& repeated : bench::repeatedRuns(group))
            runs.push_back(repeated.typical());
    }
    PictureOptions options;
    options.dark = m_theme.colors().dark;
    options.title = title();
    options.form = form();
    options.scale = m_chart->scale();
    if (const auto written = writePicture(options, runs, file); !written)
        Q_EMIT failed(written.error().sentence);
}

void ResultCard::copyTable()
{
    QGuiApplication::clipboard()->setText(m_model->asText());
}

} // namespace windsock::ui
