// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RunsCard: the runs that are kept: one is selected, others can be laid over it, renamed, removed, read from files. GUI
// thread; owned by the page.
#pragma once

#include "core/bench/runstore.h"
#include "ui/theme.h"
#include "ui/widgets/card.h"

#include <vector>

class QListView;
class QPushButton;

namespace windsock::ui {

class EmptyState;
class RunListModel;

class RunsCard : public Card
{
    Q_OBJECT
public:
    /// `folder` is where runs are kept; empty: they are not.
    RunsCard(const QString& folder, const Theme& theme, QWidget* parent);

    /// Keeps it, and selects it.
    void add(bench::RunGroup group);
    /// Reads files of ab's or ours; the ancestor's three of one folder become one run. What cannot be read is told.
    void open(const QStringList& files);
    /// The selected one first, then those with a check mark. Empty when there is none.
    std::vector<bench::RunGroup> chosen() const;
    RunListModel& model() { return *m_model; }

Q_SIGNALS:
    void chosenChanged();
    void failed(const QString& sentence);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildHead();
    void load();
    void keep(int row);
    void removeCurrent();
    void askForFiles();
    void showActions();

    const bench::RunStore m_store;
    const bool m_keeps;
    bool m_loaded = false;
    RunListModel* m_model;
    QListView* m_list;
    EmptyState* m_empty;
    QPushButton* m_remove;
};

} // namespace windsock::ui
