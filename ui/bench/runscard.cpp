// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bench/runscard.h"

#include "core/bench/ancestorfiles.h"
#include "ui/bench/rundelegate.h"
#include "ui/bench/runlistmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

#include <map>

namespace windsock::ui {

using namespace Qt::StringLiterals;

RunsCard::RunsCard(const QString& folder, const Theme& theme, QWidget* parent)
    : Card(u"benchRuns"_s, tr("Runs"), parent)
    , m_store(folder)
    , m_keeps(!folder.isEmpty())
    , m_model(new RunListModel(this))
    , m_list(new QListView(this))
    , m_empty(new EmptyState(tr("No runs yet"),
                             tr("Run puts a load on the server. Files that ab -g wrote can be opened or dropped here."),
                             m_list->viewport()))
    , m_remove(makeButton(tr("Remo&ve"), u"benchRemove"_s, tr("Remove the selected run (Delete)"), this))
{
    nameWidget(m_list, u"benchRunList"_s, tr("Runs"),
               tr("Select one to see it; Space lays it over the selected ones; F2 renames it"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RunDelegate(theme, m_list));
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    body()->addWidget(m_list);
    buildHead();
    setAcceptDrops(true);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsCard::showActions);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsCard::chosenChanged);
    connect(m_model, &RunListModel::checkedChanged, this, &RunsCard::chosenChanged);
    connect(m_model, &RunListModel::renamed, this, &RunsCard::keep);
    showActions();
}

/// Kept runs are read when they are first to be seen: not while the window opens.
void RunsCard::showEvent(QShowEvent* event)
{
    if (!std::exchange(m_loaded, true)) {
        load();
        showActions();
    }
    Card::showEvent(event);
}

void RunsCard::buildHead()
{
    QPushButton* open = makeButton(tr("&Open…"), u"benchOpen"_s, tr("Read files that ab -g or Windsock wrote"), this);
    connect(open, &QPushButton::clicked, this, &RunsCard::askForFiles);
    connect(m_remove, &QPushButton::clicked, this, &RunsCard::removeCurrent);
    auto* remove = new QShortcut(QKeySequence::Delete, m_list);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &RunsCard::removeCurrent);
    head()->addStretch(1);
    head()->addWidget(m_remove);
    head()->addWidget(open);
}

void RunsCard::load()
{
    if (!m_keeps)
        return;
    for (bench::RunGroup& group : m_store.load())
        m_model->add(std::move(group));
    m_list->setCurrentIndex(m_model->index(0));
}

void RunsCard::add(bench::RunGroup group)
{
    if (m_keeps) {
        if (const auto kept = m_store.keep(group); !kept)
            Q_EMIT failed(kept.error().sentence);
    }
    m_model->add(std::move(group));
    m_list->setCurrentIndex(m_model->index(0));
}

void RunsCard::keep(int row)
{
    bench::RunGroup group = m_model->at(row);
    if (!m_keeps)
        return;
    if (const auto kept = m_store.keep(group); !kept)
        Q_EMIT failed(kept.error().sentence);
    Q_EMIT chosenChanged();
}

void RunsCard::removeCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    if (m_keeps) {
        if (const auto removed = m_store.remove(m_model->at(current.row())); !removed)
            Q_EMIT failed(removed.error().sentence);
    }
    m_model->remove(current.row());
    showActions();
    Q_EMIT chosenChanged();
}

void RunsCard::askForFiles()
{
    open(QFileDialog::getOpenFileNames(this, tr("Open runs"), {}, tr("Runs (*.json *.txt *.tsv);;All files (*)")));
}

void RunsCard::open(const QStringList& files)
{
    std::map<QString, bench::RunGroup> folders; // the ancestor's files, by their folder
    QStringList sorted = files;
    sorted.sort();
    for (const QString& file : sorted) {
        auto group = bench::readRuns(file);
        if (!group) {
            Q_EMIT failed(group.error().sentence);
            continue;
        }
        if (!bench::ancestorFileOf(file)) {
            add(std::move(*group));
            continue;
        }
        bench::RunGroup& together = folders[QFileInfo(file).absolutePath()];
        together.title = tr("%1 (2016)").arg(QFileInfo(QFileInfo(file).absolutePath()).fileName()).toStdString();
        together.runs.insert(together.runs.end(), group->runs.begin(), group->runs.end());
    }
    for (auto& [folder, group] : folders)
        add(std::move(group));
}

std::vector<bench::RunGroup> RunsCard::chosen() const
{
    std::vector<bench::RunGroup> groups;
    const int current = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    if (current >= 0)
        groups.push_back(m_model->at(current));
    for (const int row : m_model->checked()) {
        if (row != current)
            groups.push_back(m_model->at(row));
    }
    return groups;
}

void RunsCard::showActions()
{
    m_empty->setVisible(m_model->rowCount() == 0);
    m_remove->setEnabled(m_list->currentIndex().isValid());
}

void RunsCard::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void RunsCard::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    open(files);
}

} // namespace windsock::ui
