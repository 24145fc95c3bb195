// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// LogPane: the request log with its filter, and the inspector under it. Pulls the journal at the window's pace, a
// bounded piece a tick. GUI thread; owned by the console page.
#pragma once

#include "core/journal/journal.h"
#include "ui/log/exchangemodel.h"
#include "ui/widgets/pane.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSplitter;
class QTimer;

namespace windsock::ui {

class EmptyState;
class ExchangeTable;
class FollowKeeper;
class Inspector;
class Pulse;

class LogPane : public Pane
{
    Q_OBJECT
public:
    /// Events taken from the journal in one piece, and how long a tick may go on taking pieces.
    static constexpr std::size_t piece = 1'000;
    static constexpr std::chrono::milliseconds budget{12};

    LogPane(journal::Journal& journal, const Theme& theme, Pulse& pulse, QWidget* parent);

    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    void setBackendName(const QString& name);
    void focusFilter();
    void clearRows();
    void undoClear();
    void setFilterText(const QString& text);
    /// Puts another language in the place of the quick filter.
    void setFilterParser(FilterParser parser) { m_parser = std::move(parser); }
    ExchangeModel& model() { return *m_model; }
    FollowKeeper& follow() { return *m_keeper; }
    /// Takes in what the journal has, within the budget.
    void drain();

Q_SIGNALS:
    void rowsChanged();

private:
    void buildHead();
    QWidget* buildBody();
    void wireTable();
    void applyFilter();
    void showCurrent();
    void showCounts();
    QPushButton* makeHeadButton(const QString& text, const QString& id, const QString& toolTip);

    journal::Journal& m_journal;
    const Theme& m_look;
    FilterParser m_parser = parseQuickFilter;
    journal::Cursor m_cursor;
    ExchangeModel* m_model;
    ExchangeTable* m_table = nullptr;
    FollowKeeper* m_keeper = nullptr;
    Inspector* m_inspector = nullptr;
    QSplitter* m_splitter = nullptr;
    EmptyState* m_empty = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_filterError = nullptr;
    QTimer* m_filterDelay = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_undo = nullptr;
};

} // namespace windsock::ui
