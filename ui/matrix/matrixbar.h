// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// MatrixBar: which environments are tried and with which packages, the buttons that begin, how far it is, and what is
// wrong. GUI thread; owned by the page.
#pragma once

#include "core/matrix/environmentrun.h"
#include "ui/theme.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace windsock::ui {

class BackendButton;
class PackagesField;

class MatrixBar : public QFrame
{
    Q_OBJECT
public:
    /// What can be done now: buttons follow.
    struct State
    {
        bool available = true; ///< environments can be tried in this window
        bool reading = false;  ///< the matrix
        bool running = false;
        int environments = 0;
        int selected = 0;
        bool hasResults = false;
    };

    /// Virtualenvs of a matrix without a file are made in `workFolder`; empty: none are.
    MatrixBar(const Theme& theme, const QString& workFolder, QWidget* parent);

    void setState(const State& state);
    /// `file` empty: this machine's.
    void setMatrix(const QString& file, const QStringList& recent);
    /// What the fields say. Error: one sentence.
    Result<matrix::RunOptions> options();
    PackagesField& packages() { return *m_packages; }
    QToolButton& benchmark() { return *m_benchmark; }

    void showProgress(const QString& text);
    /// A line under the buttons, until the next; `html` may have links.
    void tell(const QString& html);
    void complain(const QString& sentence);

Q_SIGNALS:
    void tryAllRequested();
    void trySelectedRequested();
    void cancelRequested();
    void reportRequested();
    /// Empty: this machine's.
    void matrixChosen(const QString& file);

private:
    void build();
    QBoxLayout* buildRow();
    void connectButtons();
    void chooseMatrix();
    void askForFile();
    void showMessage(const QString& role, const QString& html);
    void tint();

    const Theme& m_theme;
    const QString m_workFolder;
    State m_state;
    QString m_file;
    QStringList m_recent;
    QPushButton* m_tryAll;
    QPushButton* m_trySelected;
    BackendButton* m_matrix;
    PackagesField* m_packages;
    QToolButton* m_benchmark;
    QLabel* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_report;
    QLabel* m_message;
};

} // namespace windsock::ui
