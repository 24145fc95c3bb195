// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixPage: the compatibility mode: which Pythons with which Djangos, what is seen of each while they are tried, and
// why. GUI thread; owned by the window.
#pragma once

#include "ui/matrix/matrixlookup.h"
#include "ui/matrix/matrixoptions.h"
#include "ui/theme.h"

#include <QWidget>

class QSettings;
class QSplitter;

namespace windsock::ui {

class DetailsCard;
class EnvironmentModel;
class EnvironmentsCard;
class MatrixBar;
class Pulse;
class TrialWatch;

class MatrixPage : public QWidget
{
    Q_OBJECT
public:
    MatrixPage(const Theme& theme, Pulse& pulse, const MatrixOptions& options);

    MatrixBar& bar() { return *m_bar; }
    EnvironmentModel& model() { return *m_model; }
    EnvironmentsCard& environments() { return *m_environments; }

    /// Empty: this machine's Pythons. What cannot be read is told, and the matrix that was there stays.
    void open(const QString& file);
    void writeReport(const QString& folder);
    /// Which file and packages, the columns, the split.
    void save(QSettings& settings) const;
    /// The file is read when the page is shown for the first time.
    void restore(const QSettings& settings);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectBar();
    void connectParts();
    void take(const matrix::Matrix& matrix);
    void refuse(const QString& sentence);
    void begin(const std::vector<int>& rows);
    void follow(const std::vector<matrix::EnvironmentState>& states);
    void end(bool cancelled);
    void askForReport();
    std::optional<int> shownRow() const;
    void showCurrent();
    void refresh();
    std::vector<int> allRows() const;

    QString m_file;    ///< that the rows are from; empty: this machine's
    QString m_opening; ///< that is being read
    QStringList m_recent;
    bool m_opened = false;     ///< once at least
    matrix::RunOptions m_used; ///< of the last trial
    EnvironmentModel* m_model;
    MatrixBar* m_bar;
    EnvironmentsCard* m_environments;
    DetailsCard* m_details;
    QSplitter* m_splitter;
    MatrixLookup* m_lookup;
    TrialWatch* m_trial;
};

} // namespace windsock::ui
