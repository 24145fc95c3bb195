// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// PackagesField: where the environments' packages come from: each Python's own, virtualenvs that pip fills, or folders
// that are typed or chosen. GUI thread; owned by the bar.
#pragma once

#include "core/base/result.h"
#include "ui/theme.h"

#include <QStringList>
#include <QWidget>

class QComboBox;

namespace windsock::ui {

struct PackagesChoice
{
    bool virtualenvs = false;
    QStringList folders; ///< absolute; none and no virtualenvs: each Python's own
};

class PackagesField : public QWidget
{
    Q_OBJECT
public:
    explicit PackagesField(QWidget* parent);

    /// Error: one sentence; the field is marked, too.
    Result<PackagesChoice> choice();
    /// "own", "virtualenvs" or folders with ':' between them, as in the settings.
    QString word() const;
    void setWord(const QString& word);

private:
    void askForFolder();

    QComboBox* m_box;
};

} // namespace windsock::ui
