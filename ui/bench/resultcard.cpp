// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/resultcard.h"

#include "core/bench/ancestorfiles.h"
#include "core/bench/compare.h"
#include "ui/bench/blockingpicture.h"
#include "ui/bench/blockingtablemodel.h"
#include "ui/bench/curvetablemodel.h"
#include "ui/bench/groupcurves.h"
#include "ui/bench/histogramview.h"
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
#include <memory>
#include <utility>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 8; // seen without scrolling

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

bool areBlocking(const std::vector<bench::RunGroup>& groups)
{
    return !groups.empty() &&
           std::all_of(groups.begin(), groups.end(), [](const auto& group) { return !group.blocking.empty(); });
}

/// Of pages that have no remark which tells more.
bench::Remark nothingWrongWith(const std::vector<bench::RepeatedRun>& pages)
{
    const auto all = [&](bench::Limit limit) {
        return std::all_of(pages.begin(), pages.end(), [limit](const bench::RepeatedRun& page) {
            return bench::limitOf(*page.typical()) == limit;
        });
    };
    if (all(bench::Limit::Server))
        return {bench::Level::Good, ResultCard::tr("The server was the limit, not the load generator. No errors.")};
    if (all(bench::Limit::Rate))
        return {bench::Level::Good, ResultCard::tr("The rate was kept. No errors.")};
    if (all(bench::Limit::Unknown))
        return {bench::Level::Note, ResultCard::tr("Whether the server was the limit is not known.")};
    return {bench::Level::Good, ResultCard::tr("No errors.")};
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
    , m_blockingModel(new BlockingTableModel(this))
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
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setFont(m_theme.mono());
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_theme.mono()).height() + 9);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ResultCard::copyTable);
}

void ResultCard::show(std::vector<bench::RunGroup> groups)
{
    m_groups = std::move(groups);
    m_measuring = false;
    lookAt(areBlocking(m_groups));
    refresh();
}

void ResultCard::showTrial(const bench::RunGroup& soFar)
{
    m_groups.clear();
    if (!soFar.runs.empty())
        m_groups.push_back(soFar);
    m_measuring = true;
    lookAt(true);
    refresh();
}

void ResultCard::lookAt(bool blocking)
{
    if (blocking == m_blocking)
        return;
    m_blocking = blocking;
    const View view = std::exchange(m_otherView, View{form(), m_log->isChecked()});
    check(view.form, view.logarithmic);
    const QString title = blocking ? blockingTitle() : tr("Response time by request");
    setTitle(title);
    setAccessibleName(title);
}

void ResultCard::check(bench::CurveForm form, bool logarithmic)
{
    m_sorted->setChecked(form == bench::CurveForm::Sorted);
    m_arrival->setChecked(form == bench::CurveForm::Arrival);
    m_percentiles->setChecked(form == bench::CurveForm::Percentiles);
    const QSignalBlocker blocker(m_log); // who checks it refreshes
    m_log->setChecked(logarithmic);
}

bench::CurveForm ResultCard::form() const
{
    if (m_arrival->isChecked())
        return bench::CurveForm::Arrival;
    return m_percentiles->isChecked() ? bench::CurveForm::Percentiles : bench::CurveForm::Sorted;
}

QString ResultCard::title() const
{
    const QString only = m_groups.size() == 1 ? QString::fromStdString(m_groups.front().title) : QString();
    return m_blocking ? blockingTitle(only) : only;
}

void ResultCard::refresh()
{
    m_chart->setLook(m_theme.colors(), m_theme.small());
    m_chart->setScale(m_log->isChecked() ? CurveChart::Scale::Logarithmic : CurveChart::Scale::Linear);
    m_chart->setSubject(m_blocking ? CurveChart::Subject::Echoes : CurveChart::Subject::Requests);
    m_histogram->setCaption(m_blocking ? tr("How many echoes took how long") : tr("How many requests took how long"));
    m_chart->setHint(m_measuring ? tr("The first curve comes when the echo has been measured on the loop.")
                                 : QString());
    m_chart->setCurves(curvesOf(m_groups, form()), form());
    m_save->setEnabled(!m_groups.empty());
    showTable();
    showRemarks();
}

void ResultCard::showTable()
{
    if (m_blocking) {
        showBlockingTable();
        useTable(m_blockingModel, {static_cast<int>(BlockingColumn::Run)});
    } else {
        showCurveTable();
        useTable(m_model, {static_cast<int>(CurveColumn::Run), static_cast<int>(CurveColumn::Change)});
    }
}

void ResultCard::showCurveTable()
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
    m_model->setRows(std::move(rows));
    m_histogram->setLayers(std::move(layers));
}

void ResultCard::showBlockingTable()
{
    const auto& palette = m_theme.colors().curves;
    std::vector<BlockingRow> rows;
    std::vector<HistogramView::Layer> layers;
    QStringList names;
    for (const bench::RunGroup& group : m_groups) {
        for (const bench::BlockingResult& result : group.blocking) {
            const QColor color = palette.at(colorIndex(names, bench::nameOf(result)) % palette.size());
            rows.push_back({result, QString::fromStdString(group.title), color});
            layers.push_back({bench::withLost(*result.loaded).latency, color});
        }
    }
    m_blockingModel->setRows(std::move(rows));
    m_histogram->setLayers(std::move(layers));
}

/// The columns `onlyOfSeveral` are hidden as long as there is one group.
void ResultCard::useTable(QAbstractItemModel* model, const QList<int>& onlyOfSeveral)
{
    QHeaderView* header = m_table->horizontalHeader();
    if (m_table->model() != model) {
        const std::unique_ptr<QItemSelectionModel> old(m_table->selectionModel());
        m_table->setModel(model);
        for (int column = 0; column < model->columnCount(); ++column)
            m_table->setColumnHidden(column, false); // what was hidden of the other's would be
        header->setSectionResizeMode(QHeaderView::ResizeToContents);
        for (const int column : {0, 1}) // what it is, and whose
            header->setSectionResizeMode(column, QHeaderView::Stretch);
    }
    for (const int column : onlyOfSeveral)
        m_table->setColumnHidden(column, m_groups.size() < 2);
    m_table->setFixedHeight(
        header->sizeHint().height() +
        std::clamp(model->rowCount(), 3, mostRows) * m_table->verticalHeader()->defaultSectionSize() + 2);
}

QString ResultCard::remarks() const
{
    return m_remarks->text();
}

void ResultCard::showRemarks()
{
    const QStringList lines = m_blocking ? blockingRemarks() : curveRemarks();
    m_remarks->setText(lines.mid(0, mostRows).join(u"<br>"_s));
}

/// Of the first group: the answer, once it has come, and what it is worth.
QStringList ResultCard::blockingRemarks() const
{
    if (m_groups.empty())
        return {};
    const QStringList notes = blockingNotes(m_groups.front().blocking);
    const QString muted =
        u"<span style=\"color:%1\">%2</span>"_s.arg(m_theme.colors().muted.name(), notes.at(1).toHtmlEscaped());
    if (m_measuring)
        return {muted};
    return {u"<b>"_s + notes.at(0).toHtmlEscaped() + u"</b>"_s, muted};
}

/// Of the first group's typical runs: all remarks of a single page, of several what is wrong with them.
QStringList ResultCard::curveRemarks() const
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
        lines += lineOf(nothingWrongWith(pages), {});
    lines.removeDuplicates();
    return lines;
}

QString ResultCard::lineOf(const bench::Remark& remark, const QString& name) const
{
    return markOf(remark.level, m_theme.colors()) + QString(name + remark.text).toHtmlEscaped();
}

void ResultCard::savePicture()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save picture"), m_blocking ? u"would-block.png"_s : u"benchmark.png"_s, tr("Pictures (*.png *.svg)"));
    if (file.isEmpty())
        return;
    PictureOptions options;
    options.dark = m_theme.colors().dark;
    options.title = title();
    options.form = form();
    options.scale = m_chart->scale();
    if (const auto written = m_blocking ? writeBlocking(options, file) : writeRuns(options, file); !written)
        Q_EMIT failed(written.error().sentence);
}

Result<void> ResultCard::writeRuns(const PictureOptions& options, const QString& file) const
{
    BenchRuns runs;
    for (const bench::RunGroup& group : m_groups) {
        for (const bench::RepeatedRun& repeated : bench::repeatedRuns(group))
            runs.push_back(repeated.typical());
    }
    return writePicture(options, runs, file);
}

Result<void> ResultCard::writeBlocking(PictureOptions options, const QString& file) const
{
    options.subject = CurveChart::Subject::Echoes;
    if (m_groups.size() == 1)
        options.notes = blockingNotes(m_groups.front().blocking);
    return writeCurves(options, curvesOf(m_groups, options.form), file);
}

void ResultCard::copyTable()
{
    QGuiApplication::clipboard()->setText(m_blocking ? m_blockingModel->asText() : m_model->asText());
}

} // namespace windsock::ui
