// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixpage.h"

#include "ui/matrix/detailscard.h"
#include "ui/matrix/environmentmodel.h"
#include "ui/matrix/environmentscard.h"
#include "ui/matrix/environmenttable.h"
#include "ui/matrix/matrixbar.h"
#include "ui/matrix/matrixreport.h"
#include "ui/matrix/packagesfield.h"
#include "ui/matrix/trialwatch.h"
#include "ui/widgets/naming.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecent = 5;

} // namespace

MatrixPage::MatrixPage(const Theme& theme, Pulse& pulse, const MatrixOptions& options)
    : m_model(new EnvironmentModel(this))
    , m_bar(new MatrixBar(theme, options.workFolder, this))
    , m_environments(new EnvironmentsCard(*m_model, theme, this))
    , m_details(new DetailsCard(theme, this))
    , m_splitter(new QSplitter(this))
    , m_lookup(new MatrixLookup(options.read, pulse, this))
    , m_trial(new TrialWatch(options.trial, pulse, this))
{
    nameWidget(this, u"matrixPage"_s, tr("Compatibility"));
    build();
    connectBar();
    connectParts();
    connect(&theme, &Theme::changed, this, &MatrixPage::showCurrent);
    refresh();
}

void MatrixPage::build()
{
    m_splitter->setObjectName(u"matrixSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    setLook(m_splitter, "kind", u"gap"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(m_environments);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 71);
    m_splitter->setStretchFactor(1, 29);
    m_environments->setMinimumWidth(600);
    m_details->setMinimumWidth(315);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_bar);
    column->addWidget(m_splitter, 1);
}

void MatrixPage::connectBar()
{
    connect(m_bar, &MatrixBar::tryAllRequested, this, [this] { begin(allRows()); });
    connect(m_bar, &MatrixBar::trySelectedRequested, this, [this] { begin(m_environments->table().selectedRows()); });
    connect(m_bar, &MatrixBar::cancelRequested, this, [this] {
        m_trial->cancel();
        m_environments->note(tr("Cancelling…"));
    });
    connect(m_bar, &MatrixBar::reportRequested, this, &MatrixPage::askForReport);
    connect(m_bar, &MatrixBar::matrixChosen, this, &MatrixPage::open);
}

void MatrixPage::connectParts()
{
    EnvironmentTable& table = m_environments->table();
    connect(m_lookup, &MatrixLookup::found, this, &MatrixPage::take);
    connect(m_lookup, &MatrixLookup::failed, this, &MatrixPage::refuse);
    connect(m_trial, &TrialWatch::progressed, this, &MatrixPage::follow);
    connect(m_trial, &TrialWatch::finished, this, &MatrixPage::end);
    connect(&table, &EnvironmentTable::rowsSelected, this, &MatrixPage::refresh);
    connect(&table, &EnvironmentTable::rowsSelected, this, &MatrixPage::showCurrent);
    connect(&table, &QAbstractItemView::activated, m_details, &DetailsCard::enter);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& index) {
        if (index.row() == shownRow())
            showCurrent();
    });
}

void MatrixPage::open(const QString& file)
{
    m_opened = true;
    m_opening = file.isEmpty() ? QString() : QFileInfo(file).absoluteFilePath();
    m_bar->tell({});
    m_environments->explain(m_opening.isEmpty() ? tr("Looking for Pythons…") : tr("Reading %1…").arg(m_opening),
                            tr("Each one that is found is asked for its version."));
    m_lookup->begin(m_opening);
    refresh();
}

void MatrixPage::take(const matrix::Matrix& matrix)
{
    m_file = m_opening;
    m_model->setEnvironments(matrix.environments);
    if (!m_file.isEmpty()) {
        m_recent.removeAll(m_file);
        m_recent.prepend(m_file);
        m_recent = m_recent.mid(0, mostRecent);
    }
    if (m_file.isEmpty())
        m_environments->explain(tr("No Python was found"),
                                tr("Install one, with pyenv for example, and read again; or open a tox.ini above."));
    else
        m_environments->explain(tr("No environment in %1").arg(QFileInfo(m_file).fileName()),
                                tr("Give it an envlist, or open another file above."));
    m_environments->table().setCurrentIndex(m_model->index(0, 0));
    showCurrent();
    refresh();
}

/// The one that was remembered may be gone.
void MatrixPage::refuse(const QString& sentence)
{
    m_recent.removeAll(m_opening);
    if (m_model->count() == 0 && !m_opening.isEmpty())
        open({});
    m_bar->complain(sentence);
    refresh();
}

std::vector<int> MatrixPage::allRows() const
{
    std::vector<int> rows(static_cast<std::size_t>(m_model->count()));
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

void MatrixPage::begin(const std::vector<int>& rows)
{
    const auto options = m_bar->options();
    if (!options)
        return m_bar->complain(options.error().sentence);
    std::vector<matrix::EnvironmentSpec> specs;
    for (const int row : rows)
        specs.push_back(m_model->at(row).spec);
    m_used = *options;
    m_model->begin(rows);
    m_bar->tell({});
    m_environments->note(tr("Looking for Pythons…"));
    m_bar->showProgress(tr("%1 of %2").arg(0).arg(rows.size()));
    m_trial->begin(std::move(specs), *options);
    refresh();
}

void MatrixPage::follow(const std::vector<matrix::EnvironmentState>& states)
{
    const auto in = [&states](matrix::Phase phase) {
        return std::count_if(states.begin(), states.end(), [phase](const auto& one) { return one.phase == phase; });
    };
    m_model->update(states);
    if (in(matrix::Phase::Waiting) < static_cast<std::ptrdiff_t>(states.size()))
        m_environments->note({});
    m_bar->showProgress(tr("%1 of %2").arg(in(matrix::Phase::Done)).arg(states.size()));
}

void MatrixPage::end(bool cancelled)
{
    m_model->end();
    m_bar->showProgress({});
    m_environments->note({});
    if (cancelled)
        m_bar->tell(tr("Cancelled. What was not tried to the end says so; Try all begins anew."));
    refresh();
}

void MatrixPage::askForReport()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the report"));
    if (!folder.isEmpty())
        writeReport(folder);
}

void MatrixPage::writeReport(const QString& folder)
{
    const auto written = writeMatrixReport(folder, m_model->results(), m_file, m_used);
    if (!written)
        return m_bar->complain(written.error().sentence);
    const QString page = folder + u"/report.html"_s;
    m_bar->tell(tr("The report is written: %1, and report.rst and report.json beside it.")
                    .arg(u"<a href=\"%1\">%2</a>"_s.arg(QString::fromLatin1(QUrl::fromLocalFile(page).toEncoded()),
                                                        page.toHtmlEscaped())));
}

/// The current one when it is selected, else the first that is.
std::optional<int> MatrixPage::shownRow() const
{
    const std::vector<int> selected = m_environments->table().selectedRows();
    const int current = m_environments->table().currentIndex().row();
    if (selected.empty() || std::find(selected.begin(), selected.end(), current) != selected.end())
        return selected.empty() ? std::nullopt : std::optional(current);
    return selected.front();
}

void MatrixPage::showCurrent()
{
    if (const auto row = shownRow())
        m_details->show(m_model->at(*row));
    else
        m_details->showNothing();
}

void MatrixPage::refresh()
{
    MatrixBar::State state;
    state.available = m_trial->isAvailable();
    state.reading = m_lookup->isRunning();
    state.running = m_trial->isRunning();
    state.environments = m_model->count();
    state.selected = static_cast<int>(m_environments->table().selectedRows().size());
    state.hasResults = !m_model->results().empty();
    m_bar->setState(state);
    m_bar->setMatrix(state.reading ? m_opening : m_file, m_recent);
}

void MatrixPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_opened)
        return;
    m_environments->table().setFocus();
    open(m_file);
    if (!m_trial->isAvailable())
        m_bar->tell(tr("Environments cannot be tried in this window: use windsock matrix in a terminal."));
}

void MatrixPage::save(QSettings& settings) const
{
    settings.setValue(u"matrix/file"_s, m_file);
    settings.setValue(u"matrix/recent"_s, m_recent);
    settings.setValue(u"matrix/packages"_s, m_bar->packages().word());
    settings.setValue(u"matrix/benchmark"_s, m_bar->benchmark().isChecked());
    settings.setValue(u"matrix/split"_s, m_splitter->saveState());
    m_environments->table().save(settings);
}

void MatrixPage::restore(const QSettings& settings)
{
    m_file = settings.value(u"matrix/file"_s).toString();
    m_recent = settings.value(u"matrix/recent"_s).toStringList().mid(0, mostRecent);
    m_bar->packages().setWord(settings.value(u"matrix/packages"_s).toString());
    m_bar->benchmark().setChecked(settings.value(u"matrix/benchmark"_s).toBool());
    m_splitter->restoreState(settings.value(u"matrix/split"_s).toByteArray());
    m_environments->table().restore(settings);
}

} // namespace windsock::ui
